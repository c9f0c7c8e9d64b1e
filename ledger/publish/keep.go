package publish

import (
	"cmp"
	"context"
	"errors"
	"time"

	"ikrar/ledger"
	"ikrar/signer"
)

const (
	// usualPace is the shortest time between two runs: a reader meets what is that much older, and
	// a bucket that asks money for each request is asked for a fifth of what every checkpoint would
	// cost. What is new is looked for every look.
	usualPace = 5 * time.Second
	look      = time.Second
	// maxPause is the longest between two tries that failed: whoever mends the store is not to wait
	// for it.
	maxPause = 5 * time.Minute
)

// State says how publishing stands while [Publisher.Run] runs.
type State struct {
	Entries uint64 // that the destination shows, as far as this process has seen; 0 before the first run
	Tries   int    // that failed in a row
	Why     error  // the last of them did; nil where none did
}

// Event is what Run tells.
type Event string

const (
	Began     Event = "began"     // the first run was made
	Failed    Event = "failed"    // for the first time, or for another reason than before
	Recovered Event = "recovered" // after failures
)

// State returns how publishing stands.
func (p *Publisher) State() State {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.state
}

// Run publishes whenever there is something new, until the context ends (then it returns nil) or
// the destination shows what this ledger does not have (a [*ForkError]). Every other failure is
// tried again, after five seconds, then ten, up to five minutes: what stops publishing stops
// nothing else.
func (p *Publisher) Run(ctx context.Context) error {
	var last signer.Digest
	pace := cmp.Or(p.Pace, usualPace)
	pause := time.Duration(0)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(pause):
		}
		now, err := p.showing()
		if pause = look; err == nil && now == last {
			continue
		}
		pause = pace
		var report Report
		if err == nil {
			report, err = p.Publish(ctx)
		}
		var fork *ForkError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &fork), errors.Is(err, ledger.ErrClosed):
			p.note(report, err)
			return err
		case errors.Is(err, ErrOvertaken), errors.Is(err, ErrUnpublished): // the next run goes on
			continue
		}
		if p.note(report, err); err == nil {
			last = now
		} else {
			pause = min(pace<<min(p.State().Tries-1, 10), maxPause)
		}
	}
}

// showing stands for what is to be published: it is another where anything that changes by itself
// has changed.
func (p *Publisher) showing() (signer.Digest, error) {
	_, note, err := p.Ledger.Published()
	if err != nil {
		return signer.Digest{}, err
	}
	_, list := p.Ledger.Trust()
	status, err := p.Ledger.StatusList()
	all := append(append(append([]byte{}, note...), list...), status...)
	return signer.DigestOf(all), err
}

// note keeps how a run ended, and tells what is news.
func (p *Publisher) note(r Report, err error) {
	p.mutex.Lock()
	was := p.state
	if err == nil {
		p.state = State{Entries: r.Size}
	} else {
		p.state.Tries, p.state.Why = was.Tries+1, err
	}
	p.mutex.Unlock()
	switch {
	case p.Told == nil:
	case err != nil && (was.Why == nil || was.Why.Error() != err.Error()):
		p.Told(Failed, r, err)
	case err == nil && was.Tries > 0:
		p.Told(Recovered, r, nil)
	case err == nil && was.Entries == 0:
		p.Told(Began, r, nil)
	}
}
