package cosigning

import (
	"context"
	"errors"
	"time"

	"ikrar/ledger"
	"ikrar/verify/trust"
)

// Run publishes as the ledger grows, at most a checkpoint a second, until the context ends (then it
// returns nil) or a witness has seen another history (a [*ForkError]). Every other failure is tried
// again: a witness that failed is left alone for a second, then two, up to half a minute. Who
// answers after the quorum was published is added to what is published.
func (p *Publisher) Run(ctx context.Context) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-timer.C:
		}
		err := p.step(ctx)
		if ctx.Err() != nil {
			return nil
		}
		p.remember(err)
		var fork *ForkError
		if errors.As(err, &fork) || errors.Is(err, ledger.ErrClosed) || errors.Is(err, ledger.ErrReadOnly) {
			return err
		}
		timer.Reset(pace)
	}
}

// step publishes where there is something to publish and somebody to ask.
func (p *Publisher) step(ctx context.Context) error {
	if err := p.memory.load(p.Ledger); err != nil {
		return err
	}
	s, err := p.standing()
	if err != nil {
		return err
	}
	now := p.Now()
	due := func(w trust.Witness) bool { return !p.memory.of(w).askAgainAt().After(now) }
	var askable []string
	late := false // somebody who is due has not cosigned what is published
	for _, w := range s.policy.Witnesses {
		if due(w) {
			askable = append(askable, w.Name)
			late = late || !s.signed[w.Name]
		}
	}
	if s.current && !late || !s.current && !s.policy.Met(askable) {
		return nil
	}
	return p.publish(ctx, due)
}

// askAgainAt is when a witness may be asked again: each failure in a row doubles the pause.
func (r remembered) askAgainAt() time.Time {
	if r.Tries == 0 {
		return time.Time{}
	}
	pause := maxBackoff
	if r.Tries < 6 {
		pause = min(pace<<(r.Tries-1), maxBackoff)
	}
	return time.Unix(r.Failed, 0).Add(pause)
}
