package ledger

import "github.com/dgraph-io/badger/v4"

// Counts is how far an institution has come.
type Counts struct {
	Enrolled int // people with a credential in force
	Pledges  int // the last of each person in each campaign
	Issued   int // pledges that have a certificate
}

// Counts counts index keys, without reading a statement.
func (l *Ledger) Counts() (c Counts, err error) {
	err = l.store.view(func(t txn) error {
		c = Counts{Enrolled: t.count(prefixSubject), Pledges: t.count(prefixPerson), Issued: t.count(prefixIssued)}
		return nil
	})
	return c, err
}

// count counts the keys of a prefix.
func (t txn) count(prefix byte) (n int) {
	o := badger.DefaultIteratorOptions
	o.PrefetchValues, o.Prefix = false, []byte{prefix}
	it := t.NewIterator(o)
	defer it.Close()
	for it.Rewind(); it.Valid(); it.Next() {
		n++
	}
	return n
}
