package ledger

import (
	"slices"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// Of a status list, in seconds. A checker without a network believes it for its life; with one it
// asks again after its time to live. While entries come and nothing is revoked, it is made anew at
// most every listPause.
const (
	listLife  = 7 * 24 * 3600
	listTTL   = 600
	listPause = 10
)

// statusList is the one that was signed last.
type statusList struct {
	raw     []byte
	size    uint64
	changed uint64 // the snapshot's
	issued  int64
	trust   *trust.List
}

func (s *snapshot) checkpoint(origin string) trust.Checkpoint {
	return trust.Checkpoint{Origin: origin, Size: s.head.Size, Root: s.root}
}

// Checkpoint signs the ledger's state of this moment.
func (l *keeper) Checkpoint() (trust.Checkpoint, []byte, error) {
	if l.options.Key == nil {
		return trust.Checkpoint{}, nil, ErrReadOnly
	}
	if err := l.failed(); err != nil {
		return trust.Checkpoint{}, nil, err
	}
	now := l.snapshot()
	c := now.checkpoint(l.options.Origin)
	pub, err := eddsa.PublicKeyOf(now.key)
	if err != nil {
		return c, nil, err
	}
	if k, ok := now.trust.Ledger(c.Size - 1); !ok || k.Key.Key() != pub { // nobody would believe it
		return c, nil, rules.Refuse(RuleLedgerRange, "index", c.Size-1)
	}
	l.signing.Lock()
	defer l.signing.Unlock()
	if l.signedOf == c {
		return c, l.signed, nil
	}
	s, err := trust.NoteSigner(l.options.Origin, now.key)
	if err != nil {
		return c, nil, err
	}
	note, err := c.Sign(s)
	if err == nil {
		l.signedOf, l.signed = c, slices.Clip(note)
	}
	return c, note, err
}

// StatusList returns the signed status list of this moment. It is the same bytes again while they
// are fresh.
func (l *keeper) StatusList() ([]byte, error) {
	if l.options.Key == nil {
		return nil, ErrReadOnly
	}
	if err := l.failed(); err != nil {
		return nil, err
	}
	l.listing.Lock()
	defer l.listing.Unlock()
	s := l.snapshot()
	now, err := l.clock.Read(s.head.Time, l.options.AcceptClock)
	if err != nil {
		return nil, err
	}
	if old := l.listed; old != nil && old.changed == s.changed && old.trust == s.trust && old.issued <= now {
		if age := now - old.issued; age < listPause || old.size == s.head.Size && age < listLife/2 {
			return old.raw, nil
		}
	}
	list := verify.StatusList{
		Origin:  l.options.Origin,
		URI:     s.trust.URL + verify.StatusPath,
		Issued:  now,
		Expires: now + listLife,
		TTL:     listTTL,
		Size:    s.head.Size,
		Root:    s.root,
	}
	if err := l.store.View(func(t store.Txn) error {
		list.Pairs, err = rules.PairsOf(t, list.Size)
		return err
	}); err != nil {
		return nil, err
	}
	raw, err := list.Sign(s.key)
	if err != nil {
		return nil, err
	}
	if _, err := verify.OpenStatusList(raw, s.trust, now); err != nil { // as where the trust list has retired this key
		return nil, err
	}
	l.listed = &statusList{raw, s.head.Size, s.changed, now, s.trust}
	return raw, nil
}
