package ledger

import (
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Counts is how far an institution has come.
type Counts struct {
	Enrolled int // people with a credential in force
	Pledges  int // the last of each person in each campaign
	Issued   int // of these or revoked ones that have a certificate, without the erased and those signed again since
}

// Counts counts index keys, and reads no statement but those of revoked pledges.
func (l *Ledger) Counts() (c Counts, err error) {
	err = l.book.View(func(t store.Txn) error {
		for prefix, n := range map[byte]*int{
			store.PrefixSubject: &c.Enrolled,
			store.PrefixPerson:  &c.Pledges,
			store.PrefixIssued:  &c.Issued,
		} {
			if *n, err = t.Count(prefix); err != nil {
				return err
			}
		}
		again, err := rules.SignedAgain(t)
		if err != nil {
			return err
		}
		c.Issued -= again
		return t.Each([]byte{store.PrefixErased}, func(k, _ []byte) error {
			if len(k) != 1+len(signer.Digest{}) {
				return store.Malformed(k)
			}
			issued, err := t.Get(store.DigestKey(store.PrefixIssued, signer.Digest(k[1:])))
			if err == nil && issued != nil {
				c.Issued--
			}
			return err
		})
	})
	return c, err
}
