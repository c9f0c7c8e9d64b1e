package cosigning

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/verify/trust"
)

// Publisher publishes a ledger's checkpoints: it signs one, has the witnesses of the trust list in
// force cosign it, and once their quorum has, hands it to [ledger.Ledger.Publish]. Its methods may
// be called by several goroutines at once.
type Publisher struct {
	Ledger   *ledger.Ledger
	Now      func() time.Time
	Client   *http.Client  // may be nil
	Patience time.Duration // for one witness; 0 means 5 seconds
	Grace    time.Duration // for the others once the quorum is there; 0 means 2 seconds

	round  sync.Mutex // one checkpoint at a time
	known  bool       // every witness was asked once what it has seen; round guards it
	memory memory
	err    error // of the last attempt; memory's mutex guards it
}

// Publish publishes a checkpoint of this moment, unless the published one is of the same entries
// and has the cosignature of every witness. It asks every witness that is missing, at once, and
// keeps only signature lines that verify.
//
// The error is a [*QuorumError] where too few cosigned; what was published before stays published.
// It is a [*ForkError] where a witness has seen another history: then the ledger is out of service,
// and nothing is published.
func (p *Publisher) Publish(ctx context.Context) error {
	return p.publish(ctx, func(trust.Witness) bool { return true })
}

// attempt is one checkpoint on its way.
type attempt struct {
	trust.Checkpoint
	policy trust.Policy
	signed []byte            // by the ledger
	lines  map[string][]byte // cosignatures, by the witness's name in the policy
	failed map[string]*AskError
}

// publish asks those of the missing witnesses for whom ask says so.
func (p *Publisher) publish(ctx context.Context, ask func(trust.Witness) bool) error {
	p.round.Lock()
	defer p.round.Unlock()
	if err := p.memory.load(p.Ledger); err != nil {
		return err
	}
	a, stands, err := p.begin()
	if err != nil {
		return err
	}
	fresh, err := p.askAll(ctx, a, ask, !stands)
	p.known = true
	if saved := p.memory.save(p.Ledger); err == nil {
		err = saved
	}
	switch {
	case err != nil:
		return err
	case !a.policy.Met(a.names()):
		return a.tooFew()
	case stands && !fresh:
		return nil // it is published, and nobody has anything to add
	}
	err = p.Ledger.Publish(a.note())
	if now, _ := p.standing(); errors.Is(err, ledger.ErrPublish) && now.met && now.published >= a.Size {
		return nil // the server and a command asked at once, and the other was faster
	}
	return err
}

// begin signs a checkpoint of this moment, and takes over the cosignatures of the published one
// where it is the same.
func (p *Publisher) begin() (a *attempt, stands bool, err error) {
	list, _ := p.Ledger.Trust()
	a = &attempt{policy: list.Policy, lines: map[string][]byte{}, failed: map[string]*AskError{}}
	if a.Checkpoint, a.signed, err = p.Ledger.Checkpoint(); err != nil {
		return nil, false, err
	}
	published, note, err := p.Ledger.Published()
	if err != nil {
		return nil, false, err
	}
	if stands = note != nil && published.Checkpoint == a.Checkpoint && bytes.HasPrefix(note, a.signed); stands {
		text, lines := addcheckpoint.Split(note)
		for _, w := range a.policy.Witnesses {
			if line := addcheckpoint.Verified(text, lines, w.Key); line != nil {
				a.lines[w.Name] = line
			}
		}
	}
	return a, stands, nil
}

// reply is what one witness answered.
type reply struct {
	trust.Witness
	line []byte
	err  error
}

// askAll asks in parallel, until all have answered, or, in a hurry, until the quorum has and the
// grace is over. fresh says that a cosignature came.
func (p *Publisher) askAll(ctx context.Context, a *attempt, ask func(trust.Witness) bool,
	hurry bool) (fresh bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(p.Patience, usualPatience))
	defer cancel()
	answers := make(chan reply, len(a.policy.Witnesses))
	waiting := 0
	for _, w := range a.policy.Witnesses {
		if a.lines[w.Name] != nil && p.known || !ask(w) {
			continue
		}
		waiting++
		go func() {
			line, err := p.ask(ctx, w, a.Checkpoint, a.signed, p.memory.of(w).Size)
			answers <- reply{w, line, err}
		}()
	}
	for ; waiting > 0; waiting-- {
		if hurry && a.policy.Met(a.names()) {
			hurry = false
			// who is cut off is asked again, without hurry
			defer time.AfterFunc(cmp.Or(p.Grace, usualGrace), cancel).Stop()
		}
		t := <-answers
		missing := a.lines[t.Name] == nil
		if err := p.keep(a, t); err != nil {
			return fresh, err
		}
		fresh = fresh || missing && t.line != nil
	}
	return fresh, nil
}

// keep writes an answer down. Its error is one that ends the attempt.
func (p *Publisher) keep(a *attempt, t reply) error {
	now := p.Now().Unix()
	var failed *AskError
	var fork *ForkError
	switch {
	case t.err == nil:
		if a.lines[t.Name] == nil {
			a.lines[t.Name] = t.line
		}
		p.memory.change(t.Witness, func(r *remembered) { *r = remembered{Size: a.Size, Time: now} })
		return nil
	case errors.As(t.err, &fork):
		failed = &AskError{whyFork, fork.Error()}
	case !errors.As(t.err, &failed):
		return t.err
	}
	a.failed[t.Name] = failed
	p.memory.change(t.Witness, func(r *remembered) {
		r.Failed, r.Why, r.Detail, r.Tries = now, failed.Why, failed.Detail, r.Tries+1
	})
	if fork == nil {
		return nil
	}
	p.Ledger.Halt(fork)
	return fork
}

// names are those whose cosignatures are there, in the policy's order.
func (a *attempt) names() []string {
	names := []string{}
	for _, w := range a.policy.Witnesses {
		if a.lines[w.Name] != nil {
			names = append(names, w.Name)
		}
	}
	return names
}

func (a *attempt) note() []byte {
	note := slices.Clone(a.signed)
	for _, name := range a.names() {
		note = append(note, a.lines[name]...)
	}
	return note
}

// tooFew says who is missing to the quorum.
func (a *attempt) tooFew() error {
	e := &QuorumError{Size: a.Size, Need: a.policy.Size(), Signed: a.names()}
	for _, w := range a.policy.Witnesses {
		if a.lines[w.Name] == nil {
			e.Missing = append(e.Missing, Missed{w.Name, w.URL, cmp.Or(a.failed[w.Name], &AskError{whySlow, ""})})
		}
	}
	return e
}
