package issue

import (
	"errors"
	"path/filepath"
	"slices"

	"ikrar/ledger"
)

// Kept is what is known of the certificate of a pledge whose data are to be erased.
type Kept struct {
	Keys []ledger.DrawerKey // where its plan lies
	// UNIT/CODE.pdf, below the directory that HR issued it to; empty where there is no certificate
	File string
}

// Kept looks for the plan of a pledge.
func (i *Issuer) Kept(index uint64) (k Kept, err error) {
	p, err := i.load(index)
	if err != nil && !errors.Is(err, ErrPlanVersion) || err == nil && p == nil {
		return k, err
	}
	k.Keys = []ledger.DrawerKey{{Drawer: drawerName, Key: planKey(index)}, {Drawer: drawerName, Key: openKey(index)}}
	if p != nil {
		k.File = filepath.Join(folder(p.Unit), p.Code+".pdf")
	}
	return k, nil
}

// Forget takes back a plan that was never issued, so that its number is free again: whoever erases
// the plan of a pledge calls it before. A plan that is issued, or none, is left as it is.
func (i *Issuer) Forget(index uint64) error {
	mark, err := i.Ledger.Drawer(drawerName).Get(openKey(index))
	if err != nil || mark == nil {
		return err
	}
	p, err := i.load(index)
	if err != nil || p == nil {
		return err
	}
	if _, err := i.Ledger.IssuanceOf(p.Pledge); !errors.Is(err, ledger.ErrNotFound) {
		return err
	}
	changes := []change{{planKey(index), nil}, {openKey(index), nil}}
	if p.succeeds() { // its number is that of the certificate before it, and none of the counter
		return i.write(changes)
	}
	n, err := i.loadNumbers(p.date().Year())
	if err != nil {
		return err
	}
	n.free = append(n.free, p.Ordinal)
	slices.Sort(n.free)
	return i.write(append(changes, change{counterKey(n.year), n.bytes()}))
}
