package enrol

import "ikrar/signer"

// Outstanding is what has become of an invitation that led to no credential yet.
type Outstanding struct {
	Until int64 // Unix seconds, exclusive
	Came  int64 // when the request came that waits, Unix seconds; 0 for none
	Open  bool  // it can be redeemed still, or waits: its person needs no other
}

// Outstanding tells of all of them, by whom they are of. It is for lists that people read: signatures
// are not checked, which for a province takes seconds, and whoever acts on an invitation checks its
// own.
func (d *Desk) Outstanding() (map[signer.Subject]Outstanding, error) {
	all := map[signer.Subject]Outstanding{}
	err := d.rows(unused, func(subject signer.Subject, raw []byte) error {
		h, _, err := d.glance(subject, raw)
		if err != nil || !h.genuine {
			return err
		}
		one := Outstanding{Until: h.invitation.Until, Open: d.standing(h)}
		if waits(h.record) {
			one.Came = h.Came
		}
		all[subject] = one
		return nil
	})
	return all, err
}
