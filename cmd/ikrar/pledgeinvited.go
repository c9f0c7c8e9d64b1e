package main

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"time"

	acting "ikrar/ledger/remote"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// From an invitation to a credential. The code stays here: what is sent is signed by the key that
// is derived from it, and names the institution's own address, so that nobody who passes it on can
// use it for another key or elsewhere.

var pledgeInvitedPhrases = phrase.Book{
	"pledge.person": {ID: "Undangan ini untuk:", EN: "This invitation is for:"},
	"pledge.mine":   {ID: "Ya, ini saya, dan datanya benar?", EN: "Is this you, and is it right?"},
	"pledge.changed": {
		ID: "Data Anda diperbarui kepegawaian sejak undangan itu:",
		EN: "HR has updated your data since the invitation:",
	},
	"pledge.replace": {
		ID: "Permintaan dari perangkat lain menunggu petugas sejak {time}. Tarik permintaan itu, dan pakai kunci di komputer ini?",
		EN: "A request of another device has been waiting for a registrar since {time}. Withdraw it, and use the key on this computer?",
	},
	"pledge.withdrawn": {
		ID: "Permintaan yang lama ditarik. Petugas akan menanyakan kunci mana yang milik Anda.",
		EN: "The earlier request was withdrawn. The registrar will ask which key is yours.",
	},
	"pledge.key": {
		ID: "Kunci Anda: {path}. Simpan berkas itu dan frasa sandinya; jangan diberikan kepada siapa pun.",
		EN: "Your key: {path}. Keep that file and its passphrase; give it to nobody.",
	},
	"pledge.waiting": {
		ID: "Menunggu petugas pendaftar. Boleh dihentikan dengan Ctrl+C dan diulang nanti.",
		EN: "Waiting for a registrar. You may stop by Ctrl+C and repeat this later.",
	},
	"fault.pledge-not-mine": {
		ID: "undangan itu bukan untuk Anda, atau datanya salah; tidak ada yang dibuat atau dikirim",
		EN: "the invitation is not for you, or its data are wrong; nothing was made",
	},
	"fault.pledge-not-mine.hint": {
		ID: "beri tahu kepegawaian apa yang salah, atau kembalikan undangan itu; sesudah diperbaiki Anda diundang lagi",
		EN: "tell HR what is wrong, or give the invitation back; once it is corrected you are invited anew",
	},
	"fault.pledge-registrar-unknown": {
		ID: "undangan itu ditandatangani petugas yang tidak ada dalam daftar kepercayaan lembaga",
		EN: "the invitation is signed by a registrar who is not in the institution's trust list",
	},
	"fault.pledge-registrar-unknown.hint": {
		ID: "jangan diteruskan; tunjukkan undangan Anda kepada kepegawaian",
		EN: "do not go on; show your invitation to HR",
	},
	"fault.pledge-waits": {ID: "kunci Anda menunggu petugas pendaftar", EN: "your key waits for a registrar"},
	"fault.pledge-waits.hint": {
		ID: "ulangi perintah yang sama nanti; kunci dan undangan Anda tetap berlaku",
		EN: "repeat the same command later; your key and your invitation stay as they are",
	},
	"fault.pledge-other-device": {
		ID: "permintaan dari perangkat lain menunggu petugas sejak {time}, dan tetap berlaku",
		EN: "a request of another device has been waiting for a registrar since {time}, and still counts",
	},
	"fault.pledge-other-device.hint": {
		ID: "teruskan di perangkat itu dengan undangan yang sama, atau ulangi di sini dengan --replace. Bukan Anda? Hubungi kepegawaian",
		EN: "go on there with the same invitation, or repeat here with --replace. It was not you? Tell HR",
	},
}

// visit is one person's way to a pledge at an address.
type visit struct {
	*app
	online
	list *trust.List

	invited ed25519.PrivateKey // the invitation key; nil without a code
	key     crypto.Signer      // the person's, once it is open
	shown   signer.Person      // whom the invitation showed
	issues  bool               // the server issues certificates by itself
}

// enrolled is what the person signs with: the credential of their key, the campaigns, the trust
// list.
func (v *visit) enrolled(ctx context.Context) (packet.Opened, error) {
	if v.code != "" {
		return v.redeem(ctx)
	}
	if err := v.openKey(ctx); err != nil {
		return packet.Opened{}, err
	}
	return v.byKey(ctx)
}

// byKey has the credential of a key that is enrolled.
func (v *visit) byKey(ctx context.Context) (packet.Opened, error) {
	request, err := signer.Enrolment{}.Sign(v.key, v.list.Origin)
	if err != nil {
		return packet.Opened{}, refuse("unsignable", "what", v.keyPath).because(err)
	}
	return v.credential(ctx, request)
}

// redeem has the credential that an invitation promises.
func (v *visit) redeem(ctx context.Context) (packet.Opened, error) {
	v.invited = v.code.Key(v.list.Origin)
	seen, err := v.actingAt(v.address).View(ctx, v.now().Unix(), func(date int64) ([]byte, error) {
		return invitation.View{Date: date, Address: v.list.URL}.Sign(v.invited, v.list.Origin)
	})
	if err != nil {
		return v.afterwards(ctx, v.fault(err))
	}
	v.issues = seen.Issues
	i, err := v.openInvitation(seen.Invitation)
	if err != nil {
		return packet.Opened{}, err
	}
	if err := v.foresee(ctx, seen.Campaigns); err != nil {
		return packet.Opened{}, err
	}
	request, again, err := v.sameRequest(ctx, seen)
	if err != nil {
		return packet.Opened{}, err
	}
	if v.shown = i.Person; !again {
		if err := v.isMine(ctx); err != nil {
			return packet.Opened{}, err
		}
		if request, err = v.firstRequest(ctx, seen); err != nil {
			return packet.Opened{}, err
		}
	}
	return v.credential(ctx, request)
}

// afterwards goes on where the invitation says no more than that it was used, or is no longer
// there: the key that was enrolled by it is here, perhaps.
func (v *visit) afterwards(ctx context.Context, why error) (packet.Opened, error) {
	switch asFault("", why).name() {
	case "invitation-used", "invitation-expired", "invitation-unknown":
		if v.hasKey() {
			break
		}
		return packet.Opened{}, why
	default:
		return packet.Opened{}, why
	}
	if err := v.openKey(ctx); err != nil {
		return packet.Opened{}, err
	}
	o, err := v.byKey(ctx)
	if err != nil && asFault("", err).name() == "not-enrolled" {
		err = why
	}
	return o, err
}

// openInvitation checks that a registrar signed it, for this code.
func (v *visit) openInvitation(raw []byte) (invitation.Invitation, error) {
	u, err := invitation.Parse(raw)
	if err != nil {
		return invitation.Invitation{}, v.badAnswer(err)
	}
	registrar, ok := v.list.Registrar(u.KeyID())
	if !ok {
		return invitation.Invitation{}, refuse("pledge-registrar-unknown")
	}
	i, err := u.Open(v.list.Origin, registrar.Key)
	if err != nil {
		return invitation.Invitation{}, v.badAnswer(err)
	}
	if pub, err := eddsa.PublicKeyOf(v.invited); err != nil || i.Key != pub {
		return invitation.Invitation{}, v.badAnswer(errors.New("the invitation is another code's"))
	}
	return i, nil
}

// isMine shows whom the invitation names, and asks.
func (v *visit) isMine(ctx context.Context) error {
	v.showPerson("pledge.person", v.shown)
	if v.yes {
		return nil
	}
	err := v.confirm(ctx, "--yes", "pledge.mine")
	if err != nil && asFault("", err).code == "declined" {
		return refuse("pledge-not-mine")
	}
	return err
}

// sameRequest is the request that this computer has sent before, where that is the one that waits.
func (v *visit) sameRequest(ctx context.Context, seen acting.View) (request []byte, same bool, err error) {
	if seen.State != "waiting" || !v.hasKey() {
		return nil, false, nil
	}
	if err := v.openKey(ctx); err != nil {
		return nil, false, err
	}
	request, err = v.request(seen.Withdrawn)
	return request, err == nil && signer.DigestOf(request) == seen.Request, err
}

// firstRequest makes the key and the request, once nothing else waits under the invitation. The key
// is on disk before the request leaves.
func (v *visit) firstRequest(ctx context.Context, seen acting.View) ([]byte, error) {
	after := seen.Withdrawn
	if seen.State == "waiting" {
		if err := v.withdraw(ctx, seen); err != nil {
			return nil, err
		}
		after = seen.Request
	}
	if err := v.keyFor(ctx); err != nil {
		return nil, err
	}
	return v.request(after)
}

// request asks for this computer's key, after what was withdrawn last.
func (v *visit) request(after signer.Digest) ([]byte, error) {
	r := invitation.Request{Address: v.list.URL}
	if after != (signer.Digest{}) {
		r.After = &after
	}
	request, err := r.Sign(v.key, v.invited, v.list.Origin)
	if err != nil {
		return nil, refuse("unsignable", "what", v.keyPath).because(err)
	}
	return request, nil
}

// withdraw takes the waiting request of another device back, where the person says so.
func (v *visit) withdraw(ctx context.Context, seen acting.View) error {
	since := v.moment(seen.Time)
	if !v.replace {
		err := v.confirm(ctx, "--replace", "pledge.replace", "time", since)
		if err != nil && (asFault("", err).code == "declined" || asFault("", err).code == "answer-needed") {
			f := refuse("pledge-other-device", "time", since)
			f.exit, f.rule = exitUndetermined, "invitation-waiting"
			return f
		} else if err != nil {
			return err
		}
	}
	_, err := v.actingAt(v.address).Withdraw(ctx, v.now().Unix(), func(date int64) ([]byte, error) {
		w := invitation.Withdrawal{Date: date, Address: v.list.URL, Request: seen.Request}
		return w.Sign(v.invited, v.list.Origin)
	})
	if err != nil {
		return v.fault(err)
	}
	v.note("pledge.withdrawn")
	return nil
}

// moment is a time in words, in the institution's zone.
func (v *visit) moment(unix int64) string {
	zone, _ := phrase.Zone(v.list.Timezone)
	return phrase.Moment(v.lang, time.Unix(unix, 0), zone)
}

// keyFor opens the person's key, or makes it where there is none.
func (v *visit) keyFor(ctx context.Context) error {
	if v.hasKey() {
		return v.openKey(ctx)
	}
	_, secret, err := v.newKey(ctx, v.keyPath, v.bare)
	if err != nil {
		return err
	}
	v.note("pledge.key", "path", v.keyPath)
	v.key, err = keyfile.Open(v.keyPath, func() (keyfile.Passphrase, error) { return keyfile.Typed(secret), nil })
	if err != nil {
		return keyFault(v.keyPath, err)
	}
	return nil
}

// openKey opens the person's key, once.
func (v *visit) openKey(ctx context.Context) (err error) {
	if v.key == nil {
		v.key, err = v.app.openKey(ctx, v.keyPath)
	}
	return err
}

// credential sends a request until a registrar has signed the credential, or v.wait is over.
func (v *visit) credential(ctx context.Context, request []byte) (packet.Opened, error) {
	for waited := time.Duration(0); ; waited += pollPause {
		raw, err := v.actingAt(v.address).Enrol(ctx, request)
		if err == nil {
			return v.openServed(raw)
		}
		var refusal *remote.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "waiting" {
			return packet.Opened{}, v.fault(err)
		}
		if waited >= v.wait {
			f := refuse("pledge-waits")
			f.exit = exitUndetermined
			return packet.Opened{}, f
		}
		if waited == 0 {
			v.note("pledge.waiting")
		}
		select {
		case <-time.After(pollPause):
		case <-ctx.Done():
			return packet.Opened{}, ctx.Err()
		}
	}
}

// openServed checks every signature of what a server answered, and that it is about this key.
func (v *visit) openServed(raw []byte) (packet.Opened, error) {
	p, err := packet.Parse(raw)
	var o packet.Opened
	if err == nil {
		o, err = p.Open(&v.list.Root)
	}
	if err == nil {
		var pub eddsa.PublicKey
		if pub, err = eddsa.PublicKeyOf(v.key); err == nil && o.Credential.Claims().Key != pub {
			err = eddsa.ErrKey
		}
	}
	if err != nil {
		return packet.Opened{}, v.badAnswer(err)
	}
	return o, nil
}

// badAnswer says that what came is not what a ledger answers.
func (v *visit) badAnswer(err error) error {
	return refuse("pledge-answer", "address", v.address).because(err)
}
