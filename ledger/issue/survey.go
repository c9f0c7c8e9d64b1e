package issue

import (
	"context"
	"errors"
	"runtime"

	"ikrar/ledger"
	"ikrar/signer"
)

// Survey finds every pledge in force of a request, with the certificate that it has or without one,
// in the order of their indexes. What was issued and revoked since is not among them. Path is
// empty, for it asks no directory, and so is Number where none was issued.
func (i *Issuer) Survey(r Request) (all []Certificate, err error) {
	indexes, err := i.indexes(r)
	if err != nil {
		return nil, err
	}
	void := map[uint64]bool{}
	if err := i.Ledger.Issued(func(issued ledger.Issued) error {
		void[issued.Index] = !issued.InForce
		return nil
	}); err != nil {
		return nil, err
	}
	type whose struct {
		subject  signer.Subject
		campaign string
	}
	pledges := map[uint64]whose{}
	if err := i.Ledger.Pledges(func(subject signer.Subject, campaign string, index uint64) error {
		pledges[index] = whose{subject, campaign}
		return nil
	}); err != nil {
		return nil, err
	}
	found := make([]*Certificate, len(indexes))
	err = parallel(context.Background(), runtime.GOMAXPROCS(0), len(indexes), func(n int) error {
		it, err := i.read(indexes[n], r.Unit)
		if err != nil || it == nil || it.issued != nil && void[it.index] {
			return err
		}
		c := it.certificate()
		c.Subject, c.Campaign = pledges[it.index].subject, pledges[it.index].campaign
		if it.issued == nil {
			c.Number = "" // a plan may have one that was never issued
		}
		found[n] = &c
		return nil
	})
	for _, c := range found {
		if c != nil {
			all = append(all, *c)
		}
	}
	return all, err
}

// Complete adds what only the plans of certificates know, the day and the address, to those that
// are known by what the ledger says of them.
func (i *Issuer) Complete(all []Certificate) error {
	for n := range all {
		p, err := i.load(all[n].Index)
		switch {
		case err == nil && p != nil:
			all[n].URL, all[n].Issued = p.URL, p.date()
		case err != nil && !errors.Is(err, ErrPlanVersion):
			return err
		}
	}
	return nil
}

// Outlook is what a run of a request would do, as things stand.
type Outlook struct {
	Missing     []uint64 // indexes of the pledges that have no certificate
	Issued      int      // pledges that have one
	First, Last string   // numbers that the first and the last of the missing would get, if all can be drawn
}

// Look looks ahead of a run. It changes nothing.
func (i *Issuer) Look(r Request) (o Outlook, err error) {
	if o.Missing, o.Issued, err = i.pending(r); err != nil {
		return o, err
	}
	zone, err := i.zone()
	if err != nil {
		return o, err
	}
	next, err := i.loadNumbers(i.Now().In(zone).Year())
	for n, index := range o.Missing {
		number, err := i.numberFor(index, &next)
		if err != nil {
			return o, err
		}
		if n == 0 {
			o.First = number
		}
		o.Last = number
	}
	return o, err
}

// numberFor is the number that a pledge's certificate would get: that of its plan, where a run
// before made one, or the next.
func (i *Issuer) numberFor(index uint64, next *numbers) (string, error) {
	p, err := i.load(index)
	if err != nil && !errors.Is(err, ErrPlanVersion) {
		return "", err
	}
	if p != nil {
		return p.Number, nil
	}
	_, number, err := next.take(i)
	return number, err
}

// Next is the number that the next certificate would get.
func (i *Issuer) Next() (string, error) {
	zone, err := i.zone()
	if err != nil {
		return "", err
	}
	next, err := i.loadNumbers(i.Now().In(zone).Year())
	if err != nil {
		return "", err
	}
	_, number, err := next.take(i)
	return number, err
}

// Lacking finds those issued certificates of which no PDF can be had here, kept or made again.
func (i *Issuer) Lacking(ctx context.Context, all []Certificate) (lacking []Certificate, err error) {
	for _, c := range all {
		whole, err := i.holds(c)
		if err == nil && !whole {
			_, err = i.PDF(c.Code)
		}
		switch {
		case errors.Is(err, ErrNotKept):
			lacking = append(lacking, c)
		case errors.Is(err, ErrRevoked), errors.Is(err, ErrGone): // meanwhile: it is given to nobody
		case err != nil:
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return lacking, nil
}

// holds says whether the PDF of a certificate is kept, by its file's length alone.
func (i *Issuer) holds(c Certificate) (bool, error) {
	if i.Archive == nil {
		return false, nil
	}
	issuance, err := i.Ledger.ByNumber(c.Number)
	if err != nil {
		return false, err
	}
	return i.Archive.Holds(issuance.Claims().File, issuance.Claims().Length)
}
