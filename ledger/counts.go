package ledger

import "ikrar/signer"

// Counts is how far an institution has come.
type Counts struct {
	Enrolled int // people with a credential in force
	Pledges  int // the last of each person in each campaign
	Issued   int // pledges that have a certificate, without those that were erased
}

// Counts counts index keys, without reading a statement.
func (l *Ledger) Counts() (c Counts, err error) {
	err = l.store.view(func(t txn) error {
		for prefix, n := range map[byte]*int{prefixSubject: &c.Enrolled, prefixPerson: &c.Pledges, prefixIssued: &c.Issued} {
			if *n, err = t.count(prefix); err != nil {
				return err
			}
		}
		return t.each([]byte{prefixErased}, func(k, _ []byte) error {
			if len(k) != 1+len(signer.Digest{}) {
				return malformed(k)
			}
			issued, err := t.get(digestKey(prefixIssued, signer.Digest(k[1:])))
			if err == nil && issued != nil {
				c.Issued--
			}
			return err
		})
	})
	return c, err
}
