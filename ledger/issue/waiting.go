package issue

import (
	"errors"
	"slices"

	"ikrar/ledger"
	"ikrar/signer"
)

// Waiting finds the pledges of a request that have no certificate and could have one, by their
// indexes in the log.
func (i *Issuer) Waiting(r Request) (waiting []uint64, err error) {
	waiting, _, err = i.pending(r)
	return waiting, err
}

// pending parts the pledges of a request by whether they have a certificate.
func (i *Issuer) pending(r Request) (waiting []uint64, issued int, err error) {
	indexes, err := i.indexes(r)
	for _, index := range indexes {
		it, err := i.read(index, r.Unit)
		switch {
		case err != nil:
			return nil, 0, err
		case it != nil && it.issued != nil:
			issued++
		case it != nil:
			waiting = append(waiting, index)
		}
	}
	return waiting, issued, err
}

// Recorded finds the pledges among the entries from one index to before another.
func (i *Issuer) Recorded(from, to uint64) (pledges []uint64, err error) {
	for index := from; index < to; index++ {
		e, err := i.Ledger.Entry(index)
		if err != nil {
			return nil, err
		}
		if e.Kind == signer.KindPledge {
			pledges = append(pledges, index)
		}
	}
	return pledges, nil
}

// Covered parts pledges by whether a certificate can be printed now, under a checkpoint with all
// cosignatures that the trust list asks for.
func (i *Issuer) Covered(pledges []uint64) (covered, early []uint64, err error) {
	if len(pledges) == 0 {
		return nil, nil, nil
	}
	var uncovered *ledger.UnpublishedError
	_, _, err = i.Ledger.Covering(slices.Max(pledges))
	if !errors.As(err, &uncovered) {
		return pledges, nil, err
	}
	for _, index := range pledges {
		if index < uncovered.Published {
			covered = append(covered, index)
		} else {
			early = append(early, index)
		}
	}
	return covered, early, nil
}
