package enrol

import (
	"errors"
	"sync"

	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// Kiosk is a desk whose computer many people use, one after the other. There a code alone is not
// enough: slips lie about, so its person's NIP is asked for too, and held against the roster here.
// An invitation names no more of it than four digits, and a page could not be believed about it.
// Its methods may be called by several goroutines at once.
type Kiosk struct {
	*Desk

	mutex    sync.Mutex
	admitted map[eddsa.PublicKey]bool // keys of invitations whose NIP was typed
}

// ErrNIP says that an invitation is not of the person who has the NIP that was typed.
var ErrNIP = errors.New("enrol: not the invitation of the person with that NIP")

// Admit takes a view, which [invitation.View.Sign] made, together with the NIP that was typed. The
// error is [ErrNIP] where the invitation is another person's. Whatever is wrong with the view, or
// the invitation, is for [Desk.View] to say.
func (k *Kiosk) Admit(view []byte, nip string) error {
	v, err := invitation.OpenView(view, k.Ledger.Origin())
	if err != nil {
		return nil
	}
	h, err := k.find(v.Key)
	if errors.Is(err, ErrUnknown) {
		return nil
	} else if err != nil {
		return err
	}
	person, ok, err := k.Roster.BySubject([8]byte(h.subject))
	if err != nil {
		return err
	}
	typed, err := roster.ParseNIP(nip)
	if !ok || err != nil || typed != person.NIP {
		return ErrNIP
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if k.admitted == nil {
		k.admitted = map[eddsa.PublicKey]bool{}
	}
	k.admitted[v.Key] = true
	return nil
}

// Admits returns [ErrNIP] for a request or a withdrawal by an invitation whose NIP was not typed
// here: who asks past the page learns nothing and gets no credential either. What asks by no
// invitation is for [Desk.Redeem] to judge.
func (k *Kiosk) Admits(raw []byte) error {
	r, err := invitation.OpenRequest(raw, k.Ledger.Origin())
	key := r.Invitation
	if err != nil {
		w, err := invitation.OpenWithdrawal(raw, k.Ledger.Origin())
		if err != nil {
			return nil
		}
		key = w.Key
	}
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if !k.admitted[key] {
		return ErrNIP
	}
	return nil
}
