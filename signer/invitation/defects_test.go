package invitation_test

import (
	"bytes"
	"crypto/ed25519"
	"maps"
	"slices"
	"strings"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	. "ikrar/signer/invitation"
)

// allVectors are the valid ones of each form, and those with one defect each.
func allVectors() (all []vector) {
	for _, f := range specimens() {
		for defect, raw := range f.valid {
			all = append(all, vector{Name: f.name + "/" + defect, Form: f.name, Raw: raw, Answer: "valid"})
		}
		for defect, raw := range spoiled(f) {
			all = append(all, vector{Name: f.name + "/" + defect, Form: f.name, Raw: raw, Answer: "encoding"})
		}
		for defect, raw := range forged(f) {
			all = append(all, vector{Name: f.name + "/" + defect, Form: f.name, Raw: raw, Answer: "signature"})
		}
	}
	for i, v := range all {
		if v.Answer == "valid" {
			all[i].Says = must(opened(v.Form, v.Raw))
		}
	}
	slices.SortFunc(all, func(a, b vector) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// A specimen is one form: who signs it under which name, and the body of a good one.
type specimen struct {
	name  string
	parts parts
	valid map[string][]byte
	wrong map[string]labels // bodies that the grammar refuses, by their defect
}

func invited() ed25519.PrivateKey { return code.Key(origin) }

func publicBytes(key ed25519.PrivateKey) []byte { return key.Public().(ed25519.PublicKey) }

// replaced is a body in which one label says something else; nil takes it out.
func replaced(body labels, label int, value any) labels {
	other := maps.Clone(body)
	if other[label] = value; value == nil {
		delete(other, label)
	}
	return other
}

func specimens() []specimen {
	digest := bytes.Repeat([]byte{9}, 32)
	asked := labels{1: address, 2: publicBytes(invited())}
	withdrawal := replaced(asked, 3, digest)
	correction := replaced(replaced(asked, 3, "name"), 4, "Siti Rahmawati")
	who := labels{1: []byte("\x01\x02\x03\x04\x05\x06\x07\x08"), 2: "Siti", 8: publicBytes(invited()), 9: date + 86400}
	request, after := labels{1: address, 2: publicBytes(invited())}, signer.Digest(digest)
	return []specimen{
		{"invitation", parts{registrar, "invitation", origin, nil, labels{6: date, -65537: who}},
			map[string][]byte{"least": least().sign(), "most": most().sign()}, wrongPeople(who)},
		{"request", parts{person, "request", origin, nil, labels{8: cnf(person), -65537: request}},
			map[string][]byte{"plain": must(Request{Address: address}.Sign(person, invited(), origin)),
				"after": must(Request{Address: address, After: &after}.Sign(person, invited(), origin))},
			wrongRequests(request)},
		{"view", parts{invited(), "view", origin, nil, labels{6: date, -65537: asked}},
			map[string][]byte{"plain": must(View{Date: date, Address: address}.Sign(invited(), origin))},
			wrongAsked(asked)},
		{"withdrawal", parts{invited(), "withdrawal", origin, nil, labels{6: date, -65537: withdrawal}},
			map[string][]byte{"plain": must(Withdrawal{Date: date, Address: address,
				Request: signer.Digest(digest)}.Sign(invited(), origin))}, wrongWithdrawals(withdrawal)},
		{"correction", parts{invited(), "correction", origin, nil, labels{6: date, -65537: correction}},
			map[string][]byte{"invited": must(Correction{Date: date, Address: address, Field: "name",
				Wish: "Siti Rahmawati"}.Sign(invited(), origin)), "enrolled-with-note": must(Correction{Date: date,
				Address: address, Field: "other", Wish: "Gelar", Note: "S.Sos., bukan S.H."}.Sign(person, origin))},
			wrongCorrections(correction)},
	}
}

type signing struct{ Invitation }

func (s signing) sign() []byte { return must(s.Sign(registrar, origin)) }

func least() signing {
	return signing{Invitation{date, Body{signer.Person{Subject: signer.Subject{1}, Name: "Siti"},
		eddsa.PublicKey(publicBytes(invited())), date + 86400}}}
}

func most() signing {
	replaces := signer.DigestOf([]byte("credential"))
	return signing{Invitation{date, Body{signer.Person{Subject: signer.Subject{255},
		Name: "Siti Rahmawati, S.Sos.", Unit: "Biro Organisasi", Position: "Analis Kebijakan Ahli Pertama",
		Rank: "Penata Muda, III/a", NIPLast4: "1001", Replaces: &replaces},
		eddsa.PublicKey(publicBytes(invited())), date + 86400}}}
}

func cnf(key ed25519.PrivateKey) labels {
	return labels{1: labels{1: 1, -1: 6, -2: publicBytes(key)}}
}

func wrongAddresses(body labels) map[string]labels {
	return map[string]labels{
		"address-empty": replaced(body, 1, ""), "address-long": replaced(body, 1, strings.Repeat("a", 201)),
		"address-space-at-end": replaced(body, 1, address+" "), "address-two-lines": replaced(body, 1, address+"\n"),
		"address-bytes": replaced(body, 1, []byte(address)), "address-null": replaced(body, 1, cbor.Raw{0xf6}),
		"address-absent": replaced(body, 1, nil), "key-short": replaced(body, 2, make([]byte, 31)),
		"key-absent": replaced(body, 2, nil), "label-unknown": replaced(body, 77, "lebih"),
	}
}

func wrongRequests(body labels) map[string]labels {
	all := wrongAddresses(body)
	all["after-short"], all["after-null"] = replaced(body, 3, make([]byte, 31)), replaced(body, 3, cbor.Raw{0xf6})
	return all
}

func wrongAsked(body labels) map[string]labels {
	all := wrongAddresses(body)
	all["address-turned"] = replaced(body, 1, "https://\u202egro.hotnoc")
	return all
}

func wrongWithdrawals(body labels) map[string]labels {
	all := wrongAsked(body)
	all["digest-short"], all["digest-absent"] = replaced(body, 3, make([]byte, 31)), replaced(body, 3, nil)
	return all
}

func wrongCorrections(body labels) map[string]labels {
	all := wrongAsked(body)
	all["field-unknown"], all["field-absent"] = replaced(body, 3, "gaji"), replaced(body, 3, nil)
	all["wish-empty"], all["wish-two-lines"] = replaced(body, 4, ""), replaced(body, 4, "Siti\nRahmawati")
	all["wish-long"] = replaced(body, 4, strings.Repeat("\u00e9", 101))
	all["note-empty"], all["note-null"] = replaced(body, 5, ""), replaced(body, 5, cbor.Raw{0xf6})
	return all
}

func wrongPeople(body labels) map[string]labels {
	return map[string]labels{
		"subject-short": replaced(body, 1, make([]byte, 7)), "name-absent": replaced(body, 2, nil),
		"name-empty": replaced(body, 2, ""), "name-turned": replaced(body, 2, "Siti \u202eitawamhaR"),
		"unit-empty": replaced(body, 3, ""), "last4-three": replaced(body, 6, "100"),
		"last4-letter": replaced(body, 6, "100l"), "replaces-short": replaced(body, 7, make([]byte, 31)),
		"replaces-null": replaced(body, 7, cbor.Raw{0xf6}), "key-short": replaced(body, 8, make([]byte, 31)),
		"key-absent": replaced(body, 8, nil), "until-absent": replaced(body, 9, nil),
		"until-zero": replaced(body, 9, 0), "until-late": replaced(body, 9, int64(1)<<40),
		"until-float":   replaced(body, 9, cbor.Raw{0xf9, 0x3c, 0}),
		"label-unknown": replaced(body, 77, "lebih"),
	}
}

// complete is what travels: of a request both halves.
func (f specimen) complete(p parts) []byte {
	first := p.sign()
	if f.name != "request" {
		return first
	}
	digest := signer.DigestOf(first)
	return pair(first, parts{invited(), "redemption", origin, nil, digest[:]}.sign())
}

func pair(halves ...[]byte) []byte {
	var items []cbor.Raw
	for _, half := range halves {
		items = append(items, half)
	}
	return cbor.Encode(items)
}

// spoiled are not of the one encoding or of the grammar, though the signature holds where there is
// one.
func spoiled(f specimen) map[string][]byte {
	good := f.complete(f.parts)
	all := map[string][]byte{
		"trailing": append(bytes.Clone(good), 0), "cut": good[:len(good)-1], "tagged": append([]byte{0xd2}, good...),
		"empty": {}, "long": append(bytes.Clone(good), make([]byte, signer.MaxStatement)...),
		"indefinite": append(append([]byte{0x9f}, good[1:]...), 0xff),
		"head-long":  append([]byte{0x98, good[0] & 31}, good[1:]...),
	}
	id := eddsa.PublicKey(publicBytes(f.parts.key)).ID()
	for defect, header := range map[string]any{
		"alg-absent": labels{4: id[:]}, "alg-19": labels{1: -19, 4: id[:]}, "kid-absent": labels{1: -8},
		"kid-short": labels{1: -8, 4: id[:7]}, "header-empty": []byte{},
		"header-crit": labels{1: -8, 2: []int{4}, 4: id[:]}, "header-credential": labels{1: -8, 13: []any{}},
	} {
		all[defect] = f.complete(parts{f.parts.key, f.parts.name, origin, header, f.parts.payload})
	}
	outer := f.parts.payload.(labels)
	payloads := map[string]any{"payload-array": []any{1}, "payload-trailing": append(cbor.Encode(outer), 0),
		"payload-label-unknown": replaced(outer, 77, 1), "payload-body-absent": replaced(outer, -65537, nil)}
	for defect, body := range f.wrong {
		payloads[defect] = replaced(outer, -65537, body)
	}
	if f.name != "request" {
		payloads["date-absent"], payloads["date-zero"] = replaced(outer, 6, nil), replaced(outer, 6, 0)
		payloads["date-late"], payloads["date-float"] = replaced(outer, 6, int64(1)<<40), replaced(outer, 6, 1.5)
		payloads["date-negative"], payloads["date-text"] = replaced(outer, 6, -1), replaced(outer, 6, "1774922400")
		payloads["labels-out-of-order"] = swapped(outer)
		payloads["label-twice"] = twice(outer)
	}
	for defect, payload := range payloads {
		all[defect] = f.complete(parts{f.parts.key, f.parts.name, origin, nil, payload})
	}
	maps.Copy(all, unprotected(f))
	if f.name == "request" {
		maps.Copy(all, spoiledRequests(f))
	}
	return all
}

// swapped and twice write a map of two labels by hand.
func swapped(outer labels) []byte {
	return append(append([]byte{0xa2}, entry(outer, -65537)...), entry(outer, 6)...)
}

func twice(outer labels) []byte {
	return append(append([]byte{0xa2}, entry(outer, 6)...), entry(outer, 6)...)
}

func entry(outer labels, label int) []byte {
	return append(cbor.Encode(label), cbor.Encode(outer[label])...)
}

// unprotected has labels where nothing covers them.
func unprotected(f specimen) map[string][]byte {
	good := f.parts.sign()
	at := bytes.IndexByte(good, 0xa0) // after the protected header, whose bytes hold none
	bad := append(append(bytes.Clone(good[:at]), 0xa1, 0x01, 0x27), good[at+1:]...)
	if f.name == "request" {
		digest := signer.DigestOf(bad)
		bad = pair(bad, parts{invited(), "redemption", origin, nil, digest[:]}.sign())
	}
	return map[string][]byte{"unprotected-label": bad}
}

func spoiledRequests(f specimen) map[string][]byte {
	first := f.parts.sign()
	digest := signer.DigestOf(first)
	second := parts{invited(), "redemption", origin, nil, digest[:]}.sign()
	body := f.parts.payload.(labels)[-65537]
	withKey := func(key labels) []byte {
		return f.complete(parts{person, "request", origin, nil, labels{8: labels{1: key}, -65537: body}})
	}
	return map[string][]byte{
		"one-half": pair(first), "three-halves": pair(first, second, second),
		"halves-in-bytes":  cbor.Encode([]any{first, second}),
		"redemption-short": pair(first, parts{invited(), "redemption", origin, nil, digest[:31]}.sign()),
		"redemption-map":   pair(first, parts{invited(), "redemption", origin, nil, labels{1: digest[:]}}.sign()),
		"cnf-absent":       f.complete(parts{person, "request", origin, nil, labels{-65537: body}}),
		"cnf-kid":          withKey(labels{1: 1, -1: 6, -2: publicBytes(person), 2: []byte("kid")}),
		"cnf-curve":        withKey(labels{1: 1, -1: 7, -2: publicBytes(person)}),
		"cnf-short":        withKey(labels{1: 1, -1: 6, -2: publicBytes(person)[:31]}),
		"enrolment":        must(signer.Enrolment{}.Sign(person, origin)),
	}
}

// forged are of the one encoding, and signed by another key than they ought to be, or as something
// else.
func forged(f specimen) map[string][]byte {
	thief := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32)) // TEST-ONLY
	id := eddsa.PublicKey(publicBytes(f.parts.key)).ID()
	flipped := f.complete(f.parts)
	flipped[len(flipped)-1] ^= 0x10 // of S, which stays below L
	all := map[string][]byte{
		"signature-changed": flipped,
		"another-key":       f.complete(parts{thief, f.parts.name, origin, nil, f.parts.payload}),
		"another-key-with-this-kid": f.complete(parts{thief, f.parts.name, origin, labels{1: -8, 4: id[:]},
			f.parts.payload}),
		"another-origin": f.complete(parts{f.parts.key, f.parts.name, origin + "x", nil, f.parts.payload}),
	}
	for _, name := range []string{"invitation", "request", "redemption", "view", "withdrawal", "correction",
		"enrolment", "credential"} {
		if name != f.parts.name {
			all["signed-as-"+name] = f.complete(parts{f.parts.key, name, origin, nil, f.parts.payload})
		}
	}
	if f.name == "request" {
		maps.Copy(all, forgedRequests(f, thief))
	}
	return all
}

func forgedRequests(f specimen, thief ed25519.PrivateKey) map[string][]byte {
	first := f.parts.sign()
	digest, other := signer.DigestOf(first), signer.DigestOf([]byte("another"))
	redeemed := func(key ed25519.PrivateKey, name, at string, payload []byte) []byte {
		return pair(first, parts{key, name, at, nil, payload}.sign())
	}
	return map[string][]byte{
		"redemption-of-another":      redeemed(invited(), "redemption", origin, other[:]),
		"redemption-by-another":      redeemed(thief, "redemption", origin, digest[:]),
		"redemption-by-the-employee": redeemed(person, "redemption", origin, digest[:]),
		"redemption-another-origin":  redeemed(invited(), "redemption", origin+"x", digest[:]),
		"redemption-signed-as-view":  redeemed(invited(), "view", origin, digest[:]),
	}
}
