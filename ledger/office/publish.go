package office

import (
	"context"
	"errors"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/cosigning"
	"ikrar/signer"
	"ikrar/verify"
)

// Publisher asks the witnesses of the trust list in force.
func (i *Institution) Publisher() *cosigning.Publisher {
	return &cosigning.Publisher{Ledger: i.Ledger, Now: i.opening.Now}
}

// PublishError is why no checkpoint was published: of package cosigning, or the ledger's.
type PublishError struct{ Err error }

func (e *PublishError) Error() string { return e.Err.Error() }
func (e *PublishError) Unwrap() error { return e.Err }

// Publish has a checkpoint of this moment published. An institution that was opened to read is
// opened to write for it. Errors are [*PublishError], and those of [Home.Open].
func (i *Institution) Publish(ctx context.Context) error {
	if err := i.reopen(ctx); err != nil {
		return err
	}
	if err := i.Publisher().Publish(ctx); err != nil {
		return &PublishError{err}
	}
	return nil
}

// AskWitnesses publishes before anything is recorded that is not about the trust list. Where this
// process holds the ledger, the witnesses are asked what they have seen, as they are when a server
// starts: of a copy that was put back whole, with its head file, nobody else knows that there was
// more. A witness that has seen another history is an error; where none answered, silent are all.
func (i *Institution) AskWitnesses(ctx context.Context) (silent []cosigning.WitnessState, err error) {
	trust, _ := i.Ledger.Trust()
	if !i.Own || len(trust.Policy.Witnesses) == 0 {
		return nil, nil
	}
	p := i.Publisher()
	if err := p.Publish(ctx); !errors.As(err, new(*cosigning.QuorumError)) && err != nil {
		return nil, &PublishError{err}
	}
	if ctx.Err() != nil { // every witness seemed slow
		return nil, ctx.Err()
	}
	s, err := p.State()
	if err != nil {
		return nil, err
	}
	for _, w := range s.Witnesses {
		if w.Why == "" {
			return nil, nil
		}
	}
	return s.Witnesses, nil
}

// Proof is the full proof of an entry. Where the published checkpoint does not cover it, the
// witnesses are asked.
func (i *Institution) Proof(ctx context.Context, index uint64) (verify.Proof, error) {
	p, err := i.Ledger.Proof(index)
	var early *ledger.UnpublishedError
	covered := !errors.As(err, &early)
	if i.Later && (!covered || errors.Is(err, ledger.ErrReadOnly)) {
		return p, refuse(codeLedgerLater) // no checkpoint is signed behind entries of unknown rules
	}
	if covered {
		return p, err
	}
	if err := i.Publish(ctx); err != nil {
		return verify.Proof{}, err
	}
	return i.Ledger.Proof(index)
}

// coverPledges has the witnesses asked where a pledge is not covered by the published checkpoint.
func (i *Institution) coverPledges(ctx context.Context) error {
	last := uint64(0)
	err := i.Ledger.Pledges(func(_ signer.Subject, _ string, index uint64) error {
		last = max(last, index)
		return nil
	})
	if err != nil {
		return err
	}
	var early *ledger.UnpublishedError
	if _, _, err = i.Ledger.Covering(last); errors.As(err, &early) && i.Away == nil {
		return i.Publish(ctx)
	}
	for n := 0; errors.As(err, &early) && n < 20 && ctx.Err() == nil; n++ { // a server publishes once a second
		time.Sleep(time.Second)
		_, _, err = i.Ledger.Covering(last)
	}
	return err
}
