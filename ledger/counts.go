package ledger

import (
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Counts is how far an institution has come.
type Counts struct {
	Enrolled int // people with a credential in force
	Pledges  int // the last of each person in each campaign
	Issued   int // pledges that have a certificate, without those that were erased
}

// Counts counts index keys, without reading a statement.
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
