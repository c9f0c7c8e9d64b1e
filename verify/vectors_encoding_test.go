package verify

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"
)

// items changes the short proof's array.
func items(change func(items [][]byte)) func(*draft) {
	return func(d *draft) {
		d.onItems = func(items [][]byte) [][]byte { change(items); return items }
	}
}

func shortEncodingVectors() []vector {
	later := func(name, why string, change func(*draft)) vector {
		return short(name, why, isLater, change, "encoding-version")
	}
	edited := func(e edit) func(*draft) { return func(d *draft) { d.onShort = e } }
	return []vector{
		later("short-version-2", "a later version cannot be decided here: update", items(func(i [][]byte) { i[0] = enc(2) })),
		later("short-version-2-shape", "a later version may have another shape", func(d *draft) {
			d.onItems = func(i [][]byte) [][]byte { return [][]byte{enc(2), i[1], enc("?")} }
		}),
		unreadable("short-version-0", "no version was 0", items(func(i [][]byte) { i[0] = enc(0) })),
		unreadable("short-version-text", "a version is a number", items(func(i [][]byte) { i[0] = enc("1") })),
		unreadable("short-empty", "an empty array", func(d *draft) { d.onItems = func([][]byte) [][]byte { return nil } }),
		unreadable("short-item-missing", "no registration", func(d *draft) { d.onItems = func(i [][]byte) [][]byte { return i[:5] } }),
		unreadable("short-item-added", "a seventh item", func(d *draft) { d.onItems = func(i [][]byte) [][]byte { return append(i, enc(0)) } }),
		unfinished("short-truncated", "the last byte is missing", edited(func(b []byte) []byte { return b[:len(b)-1] })),
		unreadable("short-trailing-byte", "a byte after the proof", edited(appended("00"))),
		unreadable("short-twice", "the proof twice", edited(func(b []byte) []byte { return slices.Concat(b, b) })),
		unreadable("short-tagged", "CBOR tag 55799 before the proof", edited(prefixed("d9d9f7"))),
		unreadable("short-indefinite-array", "an array of indefinite length", edited(func(b []byte) []byte { return slices.Concat(part("9f"), b[1:], part("ff")) })),
		unreadable("short-long-array", "the array's length in a byte of its own", edited(func(b []byte) []byte { return slices.Concat(part("9806"), b[1:]) })),
		unreadable("short-long-version", "the version in two bytes", items(func(i [][]byte) { i[0] = part("1801") })),
		unreadable("short-long-index", "the index in two bytes", items(func(i [][]byte) { i[2] = part("1807") })),
		unreadable("short-long-time", "the time in nine bytes", items(func(i [][]byte) { i[3] = slices.Concat(part("1b00000000"), i[3][1:]) })),
		unreadable("short-long-signature", "the signature's length in two bytes", items(func(i [][]byte) { i[5] = slices.Concat(part("590040"), i[5][2:]) })),
		unreadable("short-index-negative", "an index below zero", items(func(i [][]byte) { i[2] = enc(-1) })),
		unreadable("short-index-too-large", "an index of 2^53, which JavaScript's numbers do not hold", items(func(i [][]byte) { i[2] = enc(uint64(1 << 53)) })),
		unreadable("short-credential-index-too-large", "the same for the credential's index", items(func(i [][]byte) { i[4] = enc(uint64(1 << 53)) })),
		unreadable("short-index-float", "an index as a float", items(func(i [][]byte) { i[2] = part("f94700") })),
		unreadable("short-time-zero", "a time of 0", items(func(i [][]byte) { i[3] = enc(0) })),
		unreadable("short-time-too-large", "a time of 2^40", items(func(i [][]byte) { i[3] = enc(1 << 40) })),
		unreadable("short-signature-null", "null in place of the registration's signature", items(func(i [][]byte) { i[5] = part("f6") })),
		unreadable("short-signature-short", "a signature of 63 bytes", items(func(i [][]byte) { i[5] = enc(i[5][2:65]) })),
		unreadable("short-signature-long", "a signature of 65 bytes", items(func(i [][]byte) { i[5] = enc(append(i[5][2:], 0)) })),
		unreadable("short-pledge-in-bytes", "the pledge wrapped in a byte string", items(func(i [][]byte) { i[1] = enc(i[1]) })),
		unreadable("short-pledge-null", "null in place of the pledge", items(func(i [][]byte) { i[1] = part("f6") })),
		unreadable("short-is-pledge", "a pledge without its registration", edited(func([]byte) []byte { return newDraft().pledge() })),
		unreadable("short-too-long", "more than 2048 bytes", edited(appended(strings.Repeat("00", 2048)))),
	}
}

func pledgeEncodingVectors() []vector {
	header := func(name, why string, e edit) vector {
		return unreadable("pledge-header-"+name, why+"; the employee signed it so", func(d *draft) { d.onPledgeHeader = e })
	}
	payload := func(name, why string, e edit) vector {
		return unreadable("pledge-payload-"+name, why+"; the employee signed it so", func(d *draft) { d.onPledgePayload = e })
	}
	whole := func(name, why string, e edit) vector {
		return unreadable("pledge-"+name, why, func(d *draft) { d.onPledge = e })
	}
	body := func(name, why string, change func(*draft)) vector { return unreadable("pledge-"+name, why, change) }
	kid := demoPublic("employee").ID()
	return []vector{
		whole("tagged", "CBOR tag 18 before the statement", prefixed("d2")),
		whole("item-added", "a fifth item", func(b []byte) []byte { return slices.Concat(part("85"), b[1:], part("f6")) }),
		whole("payload-detached", "a detached payload, null", func(b []byte) []byte { return slices.Concat(b[:len(b)-66-77], part("f6"), b[len(b)-66:]) }),
		whole("payload-long-length", "the payload's length in two bytes", swap("a0584b", "a059004b")),
		body("alg-missing", "no algorithm", func(d *draft) { d.onPledgeHeader = swap("a201270d", "a10d") }),
		body("alg-unprotected", "the algorithm in the unprotected header", func(d *draft) {
			d.onPledgeHeader, d.pledgeLabels = swap("a201270d", "a10d"), object(enc(1), enc(-8))
		}),
		body("alg-other", "algorithm -7, ECDSA", func(d *draft) { d.onPledgeHeader = swap("a201270d", "a201260d") }),
		body("alg-newer", "algorithm -19, Ed25519 by its newer number", func(d *draft) { d.onPledgeHeader = swap("a201270d", "a201320d") }),
		body("unprotected-label", "a label in the unprotected header, which no signature covers", func(d *draft) { d.pledgeLabels = object(enc(4), enc(kid[:])) }),
		header("empty", "an empty protected header", func([]byte) []byte { return nil }),
		header("long-integer", "the algorithm in two bytes", swap("a201270d", "a20138070d")),
		header("order", "label 13 before label 1", func(b []byte) []byte { return slices.Concat(part("a20d"), b[4:], part("0127")) }),
		header("twice", "label 1 twice", swap("a201270d", "a3012701270d")),
		header("indefinite", "a map of indefinite length", func(b []byte) []byte { return slices.Concat(part("bf"), b[1:], part("ff")) }),
		header("trailing-byte", "a byte after the map", appended("00")),
		header("kid", "a key identifier beside the credential", swap("a201270d", "a301270448"+hexOf(kid[:])+"0d")),
		header("credential-missing", "no credential", func([]byte) []byte { return object(enc(1), enc(-8)) }),
		body("credential-in-bytes", "the credential wrapped in a byte string", func(d *draft) { d.onCredential = func(b []byte) []byte { return enc(b) } }),
		payload("long-integer", "the time in nine bytes", swap("061a69cb2adc", "061b0000000069cb2adc")),
		payload("order", "label -65537 before label 6", func(b []byte) []byte { return slices.Concat(part("a2"), b[7:], b[1:7]) }),
		payload("twice", "label 6 twice", swap("a2061a69cb2adc", "a3061a69cb2adc061a69cb2adc")),
		payload("indefinite", "a map of indefinite length", func(b []byte) []byte { return slices.Concat(part("bf"), b[1:], part("ff")) }),
		payload("indefinite-text", "a text of indefinite length", swap("69506f6e7469616e616b", "7f69506f6e7469616e616bff")),
		payload("unknown-label", "an unknown label", swap("a2061a69cb2adc", "a3061a69cb2adc0700")),
		payload("trailing-byte", "a byte after the map", appended("00")),
		payload("float", "the time as a float, as RFC 8392 allows", swap("1a69cb2adc", "fb41da72cab7000000")),
		payload("tagged-time", "CBOR tag 1 before the time", swap("1a69cb2adc", "c11a69cb2adc")),
		payload("invalid-utf-8", "bytes that are no UTF-8", swap("'Pontianak", "506f6e7469616effff")),
		body("time-zero", "a time of 0", func(d *draft) { d.signedAt = 0 }),
		body("time-negative", "a time before 1970", func(d *draft) { d.signedAt = -signed }),
		body("digest-short", "a text digest of 31 bytes", func(d *draft) { d.pledged[1] = enc(make([]byte, 31)) }),
		body("campaign-upper-case", "an identifier has lower-case letters", func(d *draft) { d.pledged[3] = enc("Deklarasi-2026") }),
		body("campaign-empty", "an identifier is not empty", func(d *draft) { d.pledged[3] = enc("") }),
		body("campaign-long", "an identifier of 33 bytes", func(d *draft) { d.pledged[3] = enc(strings.Repeat("a", 33)) }),
		body("place-missing", "the place is not optional", func(d *draft) { d.pledged = d.pledged[:4] }),
		body("place-null", "null in place of the place", func(d *draft) { d.pledged[5] = part("f6") }),
		body("place-line-feed", "a place of two lines", func(d *draft) { d.pledged[5] = enc("Ponti\nanak") }),
		body("signature-short", "a signature of 63 bytes", func(d *draft) { d.employee = func(m []byte) []byte { return by("employee")(m)[:63] } }),
	}
}

func hexOf(b []byte) string { return hex.EncodeToString(b) }

func credentialEncodingVectors() []vector {
	payload := func(name, why string, e edit) vector {
		return unreadable("credential-"+name, why+"; registrar and employee signed it so", func(d *draft) { d.onCredentialPayload = e })
	}
	header := func(name, why string, e edit) vector {
		return unreadable("credential-header-"+name, why+"; registrar and employee signed it so", func(d *draft) { d.onCredentialHeader = e })
	}
	whole := func(name, why string, change func(*draft)) vector { return unreadable("credential-"+name, why, change) }
	field := func(name, why string, label int, value []byte) vector { // labels 1 to 6 are all there
		return unreadable("credential-"+name, why, func(d *draft) { d.person[2*label-1] = value })
	}
	named := func(name, why, value string) vector { return field("name-"+name, why, 2, enc(value)) }
	unit := hexOf([]byte("Biro Organisasi"))
	return []vector{
		whole("tagged", "CBOR tag 18 before the statement", func(d *draft) { d.onCredential = prefixed("d2") }),
		whole("unprotected-label", "a label in the unprotected header", func(d *draft) { d.credentialLabels = object(enc(4), enc(d.kid)) }),
		whole("kid-unprotected", "the key identifier in the unprotected header", func(d *draft) {
			d.onCredentialHeader, d.credentialLabels = func([]byte) []byte { return object(enc(1), enc(-8)) }, object(enc(4), enc(d.kid))
		}),
		whole("kid-short", "a key identifier of 7 bytes", func(d *draft) { d.kid = d.kid[:7] }),
		header("alg-missing", "no algorithm", swap("a2012704", "a104")),
		header("order", "label 4 before label 1", func(b []byte) []byte { return slices.Concat(part("a2"), b[3:], b[1:3]) }),
		header("long-integer", "the algorithm in two bytes", swap("a2012704", "a201380704")),
		payload("long-integer", "the time in nine bytes", swap("061a69cb2aa0", "061b0000000069cb2aa0")),
		payload("long-text", "the length of a text in a byte of its own", swap("6f"+unit, "780f"+unit)),
		payload("order", "label 8 before label 6", func(b []byte) []byte { return slices.Concat(b[:1], b[7:50], b[1:7], b[50:]) }),
		payload("person-order", "unit before name", func(b []byte) []byte {
			name, unit := slices.Concat(enc(2), enc("Siti Rahmawati, S.Sos.")), slices.Concat(enc(3), enc("Biro Organisasi"))
			return bytes.Replace(b, slices.Concat(name, unit), slices.Concat(unit, name), 1)
		}),
		payload("twice", "label 6 twice", swap("a3061a69cb2aa0", "a4061a69cb2aa0061a69cb2aa0")),
		payload("indefinite", "a map of indefinite length", func(b []byte) []byte { return slices.Concat(part("bf"), b[1:], part("ff")) }),
		payload("indefinite-name", "a name in two pieces", swap("76"+hexOf([]byte("Siti Rahmawati, S.Sos.")), "7f6453697469"+"72"+hexOf([]byte(" Rahmawati, S.Sos."))+"ff")),
		payload("unknown-label", "an unknown label", swap("a3061a69cb2aa0", "a4061a69cb2aa00700")),
		payload("trailing-byte", "a byte after the map", appended("00")),
		payload("key-member-added", "a COSE_Key with an algorithm in it", swap("a301012006", "a4010103272006")),
		payload("key-type", "a COSE_Key of another type", swap("a301012006", "a301022006")),
		payload("key-curve", "a COSE_Key of another curve", swap("a301012006", "a301012007")),
		whole("key-short", "a public key of 31 bytes", func(d *draft) { d.cnf = d.cnf[:31] }),
		field("subject-short", "a subject of 7 bytes", 1, enc(make([]byte, 7))),
		field("unit-null", "an optional label that is null", 3, part("f6")),
		field("unit-empty", "an optional label that is empty", 3, enc("")),
		field("unit-bytes", "a byte string where a text belongs", 3, enc([]byte("Biro Organisasi"))),
		field("nip-whole", "a whole NIP, which never stands in a credential", 6, enc("198601012010011001")),
		field("nip-letters", "a NIP part that is not four digits", 6, enc("10O1")),
		whole("replaces-short", "a predecessor whose digest has 31 bytes", func(d *draft) { d.person = append(d.person, enc(7), enc(make([]byte, 31))) }),
		named("empty", "no name", ""),
		named("long", "a name of 201 bytes", strings.Repeat("N", 201)),
		named("control", "a control character", "Siti\u0007Rahmawati"),
		named("line-feed", "a name of two lines", "Siti\nRahmawati"),
		named("delete", "U+007F", "Siti\u007f"),
		named("next-line", "U+0085, a control character beyond ASCII", "Siti\u0085Rahmawati"),
		named("right-to-left", "a control of reading direction: signed in one order, read in another", "Siti \u202eitawamhaR"),
		named("line-separator", "U+2028", "Siti\u2028Rahmawati"),
		named("replacement", "U+FFFD, which stands for bytes that nobody could read", "Siti \ufffd"),
		named("space-first", "a space before the name", " Siti"),
		named("no-break-space-last", "a no-break space after the name", "Siti\u00a0"),
		field("name-invalid-utf-8", "bytes that are no UTF-8", 2, part("6453697480")),
		field("name-surrogate", "half of a surrogate pair in UTF-8", 2, part("63eda080")),
	}
}
