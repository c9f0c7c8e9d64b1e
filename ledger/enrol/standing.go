package enrol

import (
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Standing is the key of a person's invitation that can still be redeemed and that nobody has
// redeemed yet, and its end, Unix seconds and exclusive; ok is false where there is none.
func (d *Desk) Standing(subject signer.Subject) (key eddsa.PublicKey, until int64, ok bool, err error) {
	h, err := d.of(subject)
	if err != nil || h.raw == nil || !d.standing(h) || len(h.Request) > 0 {
		return key, 0, false, err
	}
	return h.invitation.Key, h.invitation.Until, true, nil
}
