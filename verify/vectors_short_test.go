package verify

import (
	"slices"
	"strings"

	"ikrar/signer/cbor"
)

// What a vector expects, in "VERDICT INTEGRITY TRUST".
const (
	isValid        = "valid intact trusted"
	isUnreadable   = "altered broken unknown"
	isAltered      = "altered broken trusted"
	isAlteredAlien = "altered broken unknown" // and the registrar or the text is not known either
	isUntrusted    = "untrusted intact unknown"
	isUnrecorded   = "unrecorded intact trusted"
	isUndetermined = "undetermined intact trusted"
	isRevoked      = "revoked intact trusted"
	isLater        = "undetermined unknown unknown" // a later version
	isCut          = isLater                        // the beginning of a proof
)

func allVectors() []vector {
	return slices.Concat(plainVectors(), qrVectors(), cutVectors(), limitVectors(), shortEncodingVectors(), pledgeEncodingVectors(), credentialEncodingVectors(),
		flippedVectors(), registrarVectors(), pledgeVectors(), curveVectors(), registrationVectors(), keyVectors(), statusVectors(), statusListVectors(),
		fileVectors(), pathVectors(), checkpointVectors(), quorumVectors(), theftVectors(), pdfVectors())
}

// short makes a vector of a short proof; change makes it wrong.
func short(name, why, want string, change func(*draft), codes ...string) vector {
	d := newDraft()
	change(d)
	raw := d.short()
	v := vector{Name: name, Why: why, Input: vectorInput{Form: "cbor", Base64: raw}, Now: today, Expect: expect(false, want, codes...)}
	if v.Expect.Steps[0] == holds {
		v.Expect.Code, v.Expect.Person = printed(raw)
	}
	return v.under("default")
}

// printed gives what the certificate of a short proof shows: the code of its pledge and the name, which stands in it as
// it is.
func printed(short []byte) (Code, string) {
	var items []cbor.Raw
	if err := cbor.Decode(short, &items); err != nil {
		panic(err)
	}
	for _, name := range []string{"Siti Rahmawati, S.Sos.", "Sitj Rahmawati, S.Sos.", "Nguyễn Ma’ruf O'Brien", strings.Repeat("N", 200), "Budi Santoso", "Ni"} {
		if strings.Contains(string(items[1]), "\x02"+string(enc(name))) {
			return codeOf(items[1]), name
		}
	}
	panic("a proof of nobody")
}

// under names the trust list that a vector is checked against.
func (v vector) under(edition string) vector {
	list := demoTrust(editions[edition])
	v.Trust, v.Root = edition+".note", list.Root.String()
	return v
}

func (v vector) at(now int64) vector {
	v.Now = now
	return v
}

func (v vector) status(s State, reason string, time int64) vector {
	v.Status = &vectorStatus{s, reason, time}
	return v
}

// unreadable makes a vector whose fault is an encoding: step 1 refuses it, whoever signed it.
func unreadable(name, why string, change func(*draft)) vector {
	return short(name, why, isUnreadable, change, "encoding-other")
}

// unfinished makes a vector of a proof whose end is missing, and in which nothing is wrong.
func unfinished(name, why string, change func(*draft)) vector {
	return short(name, why, isCut, change, "encoding-incomplete")
}

func plainVectors() []vector {
	return []vector{
		short("valid", "nothing is wrong: STATEMENT.md's worked example, as bytes", isValid, func(*draft) {}),
		short("valid-least-person", "of the person, the subject and a short name alone", isValid, func(d *draft) { d.person = append(d.person[:2], enc(2), enc("Ni")) }),
		short("valid-longest-name", "a name of 200 bytes is the longest", isValid, func(d *draft) { d.person[3] = enc(strings.Repeat("N", 200)) }),
		short("valid-rare-letters", "names have diacritics and apostrophes", isValid, func(d *draft) { d.person[3] = enc("Nguyễn Ma’ruf O'Brien") }),
		short("valid-no-place", "the place of a pledge may be the empty text, which is not an absent one", isValid, func(d *draft) { d.pledged[5] = enc("") }),
		short("valid-trust-stale", "the trust list is past its next update: said, not held against the proof", "valid intact stale", func(*draft) {}).at(hired + 366*86400),
		short("valid-trust-last-second", "the next update's own second is not past it", isValid, func(*draft) {}).at(hired + 365*86400),
	}
}

func statusVectors() []vector {
	revoked := short("status-revoked", "the pledge or its key was revoked", isRevoked, func(*draft) {}, "status-revoked")
	silent := short("status-revoked-undated", "a status list says that, not when and why", isRevoked, func(*draft) {}, "status-revoked")
	late := short("status-revoked-stolen-key", "a revocation counts before the doubt of a stolen ledger key", isRevoked, func(*draft) {}, "status-revoked", "registration-stolen")
	worse := short("status-revoked-altered", "altered content counts before a revocation", isAltered, func(d *draft) { d.onShort = swap("'Pontianak", "'Pontianbk") },
		"pledge-signature", "registration-signature", "status-revoked")
	return []vector{
		short("status-good", "a status source says good", isValid, func(*draft) {}, "status-good").status(StateGood, "", 0),
		revoked.status(StateRevoked, "kunci hilang", registered+86400),
		silent.status(StateRevoked, "", 0),
		late.under("stolen").status(StateRevoked, "kunci hilang", registered+86400),
		worse.status(StateRevoked, "kunci hilang", registered+86400),
		short("status-erased", "the personal data were erased: nobody may vouch for them now", isUndetermined, func(*draft) {}, "status-erased").status(StateErased, "", registered+86400),
		short("status-unknown-word", "a source that cannot say is no source", isValid, func(*draft) {}).status(StateUnchecked, "", 0),
	}
}

// asQR gives a vector's proof as the text of a QR code, changed.
func (v vector) asQR(change func(text string) string) vector {
	v.Input = vectorInput{Form: "qr", Text: change(publicURL + "/#" + encodeDigits(v.Input.Base64))}
	return v
}

func qrVectors() []vector {
	const start = len(publicURL) + len("/#")
	good := func(name, why string, change func(string) string) vector {
		return short(name, why, isValid, func(*draft) {}).asQR(change)
	}
	bad := func(name, why string, change func(string) string) vector {
		return unreadable(name, why, func(*draft) {}).asQR(change)
	}
	cut := func(name, why string, change func(string) string) vector {
		return unfinished(name, why, func(*draft) {}).asQR(change)
	}
	same := func(s string) string { return s }
	at := func(i int, s string) func(string) string {
		return func(text string) string { return text[:start+i] + s + text[start+i+len(s):] }
	}
	last := func(s string) int { return len(s) - (len(s)-start)%17 } // where the last group begins
	return []vector{
		good("qr-valid", "the text of a QR code", same),
		good("qr-digits-alone", "the digits without an address", func(s string) string { return s[start:] }),
		good("qr-other-host", "the address proves nothing, so another one changes nothing", func(s string) string { return "http://sertifikat.tiruan.example/x?y=1#" + s[start:] }),
		cut("qr-empty", "no text at all", func(string) string { return "" }),
		cut("qr-no-digits", "an address with nothing after its number sign", func(s string) string { return s[:start] }),
		cut("qr-no-fragment", "an address without number sign and digits", func(s string) string { return s[:start-1] }),
		bad("qr-digits-in-path", "the digits stand after a slash without number sign", func(s string) string { return strings.Replace(s, "#", "", 1) }),
		bad("qr-two-fragments", "the first number sign ends the address: another among the digits is no digit", func(s string) string { return s + "#" + s[start:] }),
		bad("qr-group-too-large", "a group of 17 digits that is 256^7, which has no place in 7 bytes", at(0, "72057594037927936")),
		bad("qr-group-of-nines", "the largest group of digits", at(17, "99999999999999999")),
		bad("qr-last-group-too-large", "the last group's value has no place in its bytes", func(s string) string { return s[:last(s)] + strings.Repeat("9", len(s)-last(s)) }),
		cut("qr-last-digit-missing", "a group of 14 digits is one of 15 or 17 whose end is missing", func(s string) string { return s[:len(s)-1] }),
		bad("qr-digit-added", "no number of bytes gives a group of 16 digits", func(s string) string { return s + "0" }),
		cut("qr-last-group-missing", "a group is lost: the bytes end in the middle", func(s string) string { return s[:last(s)] }),
		bad("qr-letter", "a letter among the digits", at(40, "O")),
		bad("qr-space", "a space among the digits", at(40, " ")),
		bad("qr-sign", "a plus sign before a group, which readers of numbers like to skip", at(0, "+")),
		bad("qr-line-feed", "a line feed after the digits", func(s string) string { return s + "\n" }),
		bad("qr-full-width-digit", "a digit of another script", at(40, "１")),
		bad("qr-full-width-first", "the same, with no address before it", func(s string) string { return "１" + s[start:] }),
		bad("qr-too-long", "more digits than the longest proof has", func(s string) string { return s + strings.Repeat("0", 17*300) }),
		unreadable("qr-zero-byte-added", "a zero byte after the proof", func(d *draft) { d.onShort = appended("00") }).asQR(same),
		short("qr-digit-changed", "a bit of the last signature changed", isUnrecorded, func(d *draft) { d.onShort = flip(-1) }, "registration-signature").asQR(same),
	}
}
