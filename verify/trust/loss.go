package trust

import (
	"slices"

	"ikrar/signer/eddsa"
)

// CutOff makes t the list of a ledger whose entries from a size on are lost: from there on another
// ledger key signs, so that no registration of before counts for what is recorded there now. Every
// key of before ends there, and no registrar begins behind it.
func (t *List) CutOff(size uint64, key eddsa.PublicKey) {
	t.Ledgers = slices.DeleteFunc(slices.Clone(t.Ledgers), func(l LedgerKey) bool { return l.First >= size })
	for n := range t.Ledgers {
		if l := &t.Ledgers[n]; l.Last >= size {
			l.Last = size - 1
			if l.State == Active {
				l.State = Retired
			}
		}
	}
	t.Registrars = slices.DeleteFunc(slices.Clone(t.Registrars), func(r Registrar) bool {
		return r.First >= size && r.Last < r.First
	})
	for n := range t.Registrars {
		if r := &t.Registrars[n]; r.First > size {
			r.First = size
		}
	}
	t.Ledgers = append(t.Ledgers, LedgerKey{Range: Range{First: size, Last: NoEnd}, Key: LogKey(t.Origin, key),
		State: Active})
	url := t.Policy.Logs[len(t.Policy.Logs)-1].URL
	t.Policy.Logs = nil
	for _, l := range t.Ledgers {
		t.Policy.Logs = append(t.Policy.Logs, PolicyLog{Key: l.Key, URL: url})
	}
}
