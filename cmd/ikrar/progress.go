package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progressDelay is how long work lasts before a bar appears: what is over in a second needs none.
const progressDelay = time.Second

// progress shows how far a long piece of work is, on stderr if someone sits there. It may be used from several
// goroutines, and its zero value is silent.
type progress struct {
	mu    sync.Mutex
	a     *app
	start time.Time
	total int64
	label string
	done  int64
	bar   *progressbar.ProgressBar
}

// progress starts measuring total steps of the work that the sentence under key names. A total of -1 is unknown.
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
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	// The bar only fails to write to stderr, and the work does not stop for that.
	_ = p.bar.Set64(p.done)
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
