package office

import (
	"context"
	"crypto"
	"errors"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/signer"
)

// Issuing issues certificates beside a server, as pledges are recorded, by whomever: what waited at
// the start, and then each within moments. The PDFs are kept for their owners, and written nowhere
// else. Run does it until the context ends.
type Issuing struct {
	// Failed hears of a certificate that cannot be made, once, by the index of its pledge; the
	// others are made all the same. It may be nil.
	Failed func(pledge uint64, err error)
	// Stalled hears that none can be made now, as where the disk is full, and why; it is tried
	// again. It may be nil.
	Stalled func(err error)

	issuer  *issue.Issuer
	lock    func(context.Context) (unlock func(), err error)
	wake    chan struct{}
	seen    uint64   // entries that were looked at
	serial  uint64   // of the trust list under which all pledges were looked at
	waiting []uint64 // pledges without a certificate
}

// Beside makes what issues certificates as ikrar.toml says, under a registrar's key, while this
// process serves. who is what another process is told that waits to issue.
func (i *Institution) Beside(registrar crypto.Signer, who string) (*Issuing, error) {
	issuer, err := i.issuer()
	if err != nil {
		return nil, err
	}
	issuer.Registrar = registrar
	return &Issuing{issuer: issuer, wake: make(chan struct{}, 1),
		lock: func(ctx context.Context) (func(), error) { return i.lockIssuing(ctx, who, nil) }}, nil
}

// Pledged says that a pledge was recorded: it is not waited for. It returns at once.
func (s *Issuing) Pledged(signer.Digest) {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

const (
	issuingLook  = time.Second            // between two looks at what others have recorded and published
	issuingPause = 100 * time.Millisecond // between two batches, for whoever else waits to issue
	issuingBatch = 64                     // certificates at a time
	maxStall     = time.Minute            // between two attempts
)

// Run issues until the context ends, and returns nil then. Pledges whose checkpoint waits for
// witnesses wait with it.
func (s *Issuing) Run(ctx context.Context) error {
	for pause := issuingLook; ctx.Err() == nil; {
		more, err := s.step(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err != nil:
			if pause = min(2*pause, maxStall); s.Stalled != nil {
				s.Stalled(err)
			}
		case more:
			pause = issuingPause
		default:
			pause = issuingLook
		}
		if !s.pause(ctx, pause, err == nil && !more) {
			return nil
		}
	}
	return nil
}

// pause waits, and no longer than until a pledge comes where that may be made at once.
func (s *Issuing) pause(ctx context.Context, long time.Duration, wakes bool) bool {
	wake := s.wake
	if !wakes {
		wake = nil
	}
	select {
	case <-time.After(long):
	case <-wake:
	case <-ctx.Done():
		return false
	}
	return true
}

// step makes one batch, and says whether more can be made at once.
func (s *Issuing) step(ctx context.Context) (more bool, err error) {
	if err := s.look(); err != nil {
		return false, err
	}
	covered, early, err := s.issuer.Covered(s.waiting)
	if err != nil || len(covered) == 0 {
		return false, err
	}
	unlock, err := s.lock(ctx)
	if err != nil {
		return false, err
	}
	defer unlock()
	batch := covered[:min(len(covered), issuingBatch)]
	left := map[uint64]bool{}
	err = s.issuer.Run(ctx, issue.Request{Indexes: batch}, func(c issue.Certificate, err error) {
		left[c.Index] = errors.As(err, new(*ledger.UnpublishedError))
		if err != nil && !left[c.Index] && s.Failed != nil {
			s.Failed(c.Index, err)
		}
	})
	if err != nil {
		return false, err
	}
	again := slices.DeleteFunc(slices.Clone(batch), func(index uint64) bool { return !left[index] })
	s.waiting = slices.Concat(covered[len(batch):], again, early)
	return len(covered) > len(batch), nil
}

// look adds what was recorded since. Under another trust list it looks at all: what had no valid
// proof may have one.
func (s *Issuing) look() error {
	size := s.issuer.Ledger.Size()
	list, _ := s.issuer.Ledger.Trust()
	if list.Serial != s.serial {
		waiting, err := s.issuer.Waiting(issue.Request{})
		if err != nil {
			return err
		}
		s.waiting, s.seen, s.serial = waiting, size, list.Serial
		return nil
	}
	recorded, err := s.issuer.Recorded(s.seen, size)
	if err != nil {
		return err
	}
	s.waiting, s.seen = append(s.waiting, recorded...), size
	return nil
}
