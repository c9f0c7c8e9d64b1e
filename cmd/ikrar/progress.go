package main

import (
	"context"
	"io"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"ikrar/verify/remote"
)

// progressDelay is how long work lasts before a bar appears: what is over in a second needs none.
const progressDelay = time.Second

// slowAnswer is how long a ledger elsewhere takes to answer before that is said: it is asked for two minutes.
const slowAnswer = 5 * time.Second

// tellSlow has the first slow answer of a run noted.
func (a *app) tellSlow(ctx context.Context) context.Context {
	var once sync.Once
	return remote.TellSlow(ctx, slowAnswer, func() { once.Do(func() { a.note("progress.slow") }) })
}

// progress shows how far a long piece of work is, on stderr if someone sits there. It may be used from several
// goroutines, and its zero value is silent.
type progress struct {
	mu    sync.Mutex
	a     *app
	start time.Time
	total int64
	label string
	bytes bool // are what is counted
	done  int64
	bar   *progressbar.ProgressBar
}

// progress starts measuring total steps of the work that the sentence under key names.
func (a *app) progress(total int64, key string, args ...any) *progress {
	if a.json || !isTerminal(a.stderr) {
		return &progress{}
	}
	return &progress{a: a, start: a.now(), total: total, label: a.say(key, args...)}
}

// add counts n more steps as done.
func (p *progress) add(n int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.a == nil {
		return
	}
	p.done += n
	if p.bar == nil {
		if p.a.now().Sub(p.start) < progressDelay {
			return
		}
		p.bar = progressbar.NewOptions64(p.total,
			progressbar.OptionSetWriter(p.a.stderr),
			progressbar.OptionSetDescription(p.label),
			progressbar.OptionShowCount(),
			progressbar.OptionShowBytes(p.bytes),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	// The bar only fails to write to stderr, and the work does not stop for that.
	_ = p.bar.Set64(p.done)
}

// counted is a bar for work that says itself how far it is, and of how much: it is begun once that is known.
func (a *app) counted(key string) (report func(done, total uint64), end func()) {
	var bar *progress
	last := uint64(0)
	return func(done, total uint64) {
			if bar == nil {
				bar = a.progress(int64(total), key)
			}
			bar.add(int64(done - last))
			last = done
		}, func() {
			if bar != nil {
				bar.end()
			}
		}
}

// barReader counts the bytes that are read.
type barReader struct {
	io.Reader
	bar *progress
}

func (r barReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.bar.add(int64(n))
	return n, err
}

// end takes the bar away.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish()
		_ = p.bar.Clear()
		p.bar = nil
	}
	p.a = nil
}
