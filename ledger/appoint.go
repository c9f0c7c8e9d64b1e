package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"

	"ikrar/ledger/internal/rules"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// Appoint records a trust list that puts a new ledger key in force from its own entry on.
func (l *keeper) Appoint(
	ctx context.Context,
	key ed25519.PrivateKey,
	list func(index uint64) ([]byte, error),
	acceptClock bool,
) (Receipt, error) {
	if !l.options.records() {
		return Receipt{}, ErrReadOnly
	}
	if list == nil {
		return Receipt{}, errors.New("ledger: Appoint is given nothing that makes the trust list")
	}
	if len(key) != ed25519.PrivateKeySize || !key.Equal(ed25519.NewKeyFromSeed(key.Seed())) {
		return Receipt{}, eddsa.ErrKey
	}
	late := func(index uint64, inForce *trust.List) (c rules.Candidate, err error) {
		note, err := list(index)
		if err == nil {
			c, err = rules.Prepare(signer.KindTrust, note, l.options.Origin, inForce, l.options.Root)
		}
		c.Key = key
		return c, err
	}
	return l.ask(ctx, &request{late: late, acceptClock: acceptClock, done: make(chan answer, 1)})
}
