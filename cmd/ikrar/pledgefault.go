package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"ikrar/ledger"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

// What a served ledger refuses, in words that say what to do. Those that are not here have the
// server's own sentence.

var pledgeFaultPhrases = phrase.Book{
	"fault.pledge-unreached": {ID: "{address}: tidak dapat dihubungi", EN: "{address}: cannot be reached"},
	"fault.pledge-unreached.hint": {
		ID: "periksa jaringan dan alamatnya, lalu ulangi; yang sudah selesai tidak diulang",
		EN: "check the network and the address, then repeat; what is done is not done again",
	},
	"fault.pledge-unreached.plain": {
		ID: "yang menjawab di sana tidak memakai https; di komputer ini sendiri cukup ketik {plain}",
		EN: "what answers there does not use https; on this computer itself type {plain}",
	},
	"fault.pledge-unreached.secure": {
		ID: "periksa jaringan dan alamatnya; buku besar biasanya menjawab di https: coba ketik {secure}",
		EN: "check the network and the address; ledgers usually answer by https: try to type {secure}",
	},
	"fault.pledge-answer": {
		ID: "{address}: jawabannya bukan dari buku besar ikrar",
		EN: "{address}: its answer is not that of an ikrar ledger",
	},
	"fault.pledge-answer.hint": {
		ID: "alamatnya mungkin salah; alamat buku besar tertulis pada undangan dan dalam daftar kepercayaan, misalnya https://ikrar.contoh.example",
		EN: "the address may be wrong; a ledger's is on the invitation and in the trust list, for example https://ikrar.contoh.example",
	},
	"fault.pledge-refused": {ID: "{address}: {message}", EN: "{address}: {message}"},
	"fault.pledge-registrar.hint": {
		ID: "beri tahu kepegawaian: peladennya memakai kunci petugas yang tidak berwenang; ulangi perintah yang sama setelah itu diperbaiki",
		EN: "tell HR: its server uses the key of a registrar who may not sign; repeat the same command once that is mended",
	},

	"fault.pledge-invitation-unknown": {
		ID: "tidak ada undangan dengan kode ini di {address}",
		EN: "there is no invitation with this code at {address}",
	},
	"fault.pledge-invitation-unknown.hint": {
		ID: "cocokkan kodenya dengan undangan Anda yang terakhir: undangan baru membatalkan yang lama. Bila benar, minta undangan baru dari kepegawaian",
		EN: "compare the code with your latest invitation: a new one makes earlier ones void. If it is right, ask HR for a new invitation",
	},
	"fault.pledge-invitation-expired": {
		ID: "undangan ini berlaku sampai {time}",
		EN: "this invitation was valid until {time}",
	},
	"fault.pledge-invitation-lapsed": {
		ID: "masa berlaku undangan ini sudah habis",
		EN: "this invitation has expired",
	},
	"fault.pledge-invitation-used": {
		ID: "undangan ini sudah dipakai pada {time}",
		EN: "this invitation was used on {time}",
	},
	"fault.pledge-invitation-taken":    {ID: "undangan ini sudah dipakai", EN: "this invitation was used already"},
	"fault.pledge-invitation-new.hint": {ID: "minta undangan baru dari kepegawaian", EN: "ask HR for a new invitation"},
	"fault.pledge-invitation-used.hint": {
		ID: "bila Anda sendiri yang memakainya, teruskan dengan kunci itu (--key BERKAS). Bukan Anda? Segera hubungi kepegawaian: kunci itu dapat dicabut, dan Anda diundang lagi",
		EN: "if it was you, go on with that key (--key FILE). It was not you? Tell HR at once: that key can be revoked, and you are invited anew",
	},
	"fault.pledge-invitation-old": {
		ID: "undangan ini berbentuk lama, yang kodenya dapat dibaca di jalan; ia tidak berlaku lagi",
		EN: "this invitation is of the old form, whose code could be read on its way; it is no longer valid",
	},
	"fault.pledge-invitation-waiting": {
		ID: "permintaan dari perangkat lain dengan undangan ini masih menunggu petugas",
		EN: "a request of another device with this invitation still waits for a registrar",
	},
	"fault.pledge-invitation-waiting.hint": {
		ID: "teruskan di perangkat itu, atau ulangi di sini dengan --code KODE --replace. Bukan Anda? Hubungi kepegawaian",
		EN: "go on there, or repeat here with --code CODE --replace. It was not you? Tell HR",
	},
	"fault.pledge-not-enrolled": {
		ID: "kunci ini tidak terdaftar, atau tidak berlaku lagi",
		EN: "this key is not enrolled, or no longer holds",
	},
	"fault.pledge-not-enrolled.hint": {
		ID: "beri --code KODE dari undangan Anda; bila tidak punya, minta undangan dari kepegawaian",
		EN: "give --code CODE of your invitation; if you have none, ask HR for one",
	},
	"fault.pledge-credential-revoked": {
		ID: "kunci ini sudah dicabut, atau diganti dengan kunci lain",
		EN: "this key was revoked, or replaced by another one",
	},
	"fault.pledge-credential-revoked.hint": {
		ID: "minta undangan baru dari kepegawaian, dan buat kunci baru dengan --key BERKAS-BARU",
		EN: "ask HR for a new invitation, and make a new key with --key NEW-FILE",
	},
	"fault.pledge-key-live": {
		ID: "kunci ini milik orang lain yang sudah terdaftar",
		EN: "this key belongs to another person who is enrolled",
	},
	"fault.pledge-key-live.hint": {
		ID: "buat kunci Anda sendiri dengan --key BERKAS-BARU",
		EN: "make a key of your own with --key NEW-FILE",
	},
	"fault.pledge-address-other": {
		ID: "{address}: peladen itu memakai alamat lain daripada yang ditandatangani lembaganya; tidak ada yang didaftarkan",
		EN: "{address}: that server goes by another address than its institution has signed; nothing was enrolled",
	},
	"fault.pledge-address-other.hint": {
		ID: "ulangi perintah ini; bila tetap begitu, tanyakan kepegawaian mana alamatnya sekarang, lewat jalan lain",
		EN: "repeat this command; if it stays so, ask HR by another way which address is theirs now",
	},
	"fault.pledge-date": {
		ID: "jam komputer ini dan jam {address} tidak cocok",
		EN: "this computer's clock and that of {address} do not agree",
	},
	"fault.pledge-date.hint": {
		ID: "betulkan tanggal dan jam komputer ini, lalu ulangi",
		EN: "correct the date and time of this computer, then repeat",
	},
	"fault.pledge-signature": {
		ID: "{address}: yang sampai di sana bukan yang dikirim dari sini",
		EN: "{address}: what arrived there is not what was sent from here",
	},
	"fault.pledge-signature.hint": {
		ID: "ada yang mengubahnya di jalan: coba jaringan lain, dan beri tahu kepegawaian bila terulang",
		EN: "something changes it on its way: try another network, and tell HR if it happens again",
	},
	"fault.pledge-server-old": {
		ID: "{address}: peladen itu belum mengenal undangan bentuk baru",
		EN: "{address}: that server does not know invitations of the new form yet",
	},
	"fault.pledge-server-old.hint": {
		ID: "beri tahu kepegawaian: ikrar di peladennya perlu diperbarui",
		EN: "tell HR: the ikrar of its server has to be updated",
	},
}

// refusedBy says whether a served ledger refused by one of these codes.
func refusedBy(err error, codes ...string) bool {
	var refusal *remote.Refusal
	if !errors.As(err, &refusal) {
		return false
	}
	for _, code := range codes {
		if refusal.Code == code {
			return true
		}
	}
	return false
}

// refusedCodes are the refusals that have a sentence here, whose key is "pledge-" and the code.
var refusedCodes = []string{"invitation-unknown", "invitation-expired", "invitation-used", "invitation-old",
	"invitation-waiting", "not-enrolled", "credential-revoked", "key-live", "address-other", "date", "signature"}

// fault says what the served ledger answered, or that it did not.
func (v *visit) fault(err error) error {
	var refusal *remote.Refusal
	if !errors.As(err, &refusal) {
		return v.servedFault(v.address, err)
	}
	args := []any{"address", v.address, "time", v.moment(refusal.Time)}
	var f *fault
	switch code := refusal.Code; {
	case code == "invitation-expired" && refusal.Time == 0:
		f = refuse("pledge-invitation-lapsed")
	case code == "invitation-used" && refusal.Time == 0:
		f = refuse("pledge-invitation-taken").hinted("fault.pledge-invitation-used.hint")
	case refusedBy(err, refusedCodes...):
		f = refuse("pledge-"+code, args...)
	case v.invited != nil && (code == "not-found" || code == "method"):
		f = refuse("pledge-server-old", args...)
	default:
		return v.servedFault(v.address, err)
	}
	if code := f.code; code == "pledge-invitation-expired" || code == "pledge-invitation-lapsed" ||
		code == "pledge-invitation-old" {
		f = f.hinted("fault.pledge-invitation-new.hint")
	}
	f.rule = refusal.Code
	return f
}

// servedFault says what a served ledger answered, or that it did not.
func (a *app) servedFault(address string, err error) error {
	var refusal *remote.Refusal
	var unreached remote.Unreachable
	var led remote.Redirected
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &led):
		return leads(address, led, "fault.address-leads.hint")
	case errors.As(err, &refusal):
		f := refuse("pledge-refused", "address", address, "message", refusal.Message)
		f.rule = refusal.Code
		if refusal.Code == ledger.RuleRegistrarUnknown || refusal.Code == ledger.RuleRegistrarRange {
			f = f.hinted("fault.pledge-registrar.hint")
		}
		return f
	case errors.As(err, &unreached):
		f := refuse("pledge-unreached", "address", address).because(unreached.Unwrap())
		if plain, here := plainHere(address); here && errors.Is(err, http.ErrSchemeMismatch) {
			f = f.hinted("fault.pledge-unreached.plain", "plain", plain)
		} else if u, err := url.Parse(address); err == nil && u.Scheme == "http" && !here {
			u.Scheme = "https"
			f = f.hinted("fault.pledge-unreached.secure", "secure", u.String())
		}
		return f
	}
	return refuse("pledge-answer", "address", address).because(err)
}
