package verify

import (
	"bytes"
	"slices"
	"strings"

	"ikrar/signer"
)

// flippedVectors change each field after everything was signed. The credential is inside what the pledge's signature
// covers, and the pledge inside what the registration covers.
func flippedVectors() []vector {
	credential := func(name, old, new string) vector {
		return short("flipped-credential-"+name, "changed after it was signed: nothing covers it any more", isAlteredAlien, func(d *draft) { d.onShort = swap(old, new) },
			"registrar-signature", "pledge-signature", "registration-signature")
	}
	pledge := func(name string, e edit, codes ...string) vector {
		return short("flipped-pledge-"+name, "changed after it was signed", isAltered, func(d *draft) { d.onShort = e }, append(codes, "pledge-signature", "registration-signature")...)
	}
	registration := func(name, why string, change func(items [][]byte)) vector {
		return short("flipped-registration-"+name, why, isUnrecorded, items(change), "registration-signature")
	}
	digest := hexOf(newDraft().pledged[1][2:10])
	text := pledge("text", swap(digest, "ff"+digest[2:]), "text-unknown")
	text.Expect.Trust = StandingUnknown
	return []vector{
		credential("time", "1a69cb2aa0", "1a69cb2aa1"),
		credential("key", "952f68af", "952f68ae"),
		credential("subject", "cbe1adb9", "cbe1adb8"),
		credential("name", "'Siti", "'Sitj"),
		credential("unit", "'Biro", "'Birp"),
		credential("position", "'Ahli Pertama", "'Ahli Pertamb"),
		credential("rank", "'III/a", "'III/b"),
		credential("nip", "'1001", "'1002"),
		credential("signature-r", "5840b7bc5f28", "5840b7bc5f29"),
		credential("signature-s", "5d78d25079766ea6", "5d78d25079766ea7"),
		short("flipped-credential-kid", "the registrar's name for the key changed: nobody knows that one, and whose origin the signatures cover is open",
			"untrusted unknown unknown", func(d *draft) { d.onShort = swap("36d7cb8c", "36d7cb8d") }, "registrar-unknown", "pledge-undecided", "registration-signature"),
		pledge("time", swap("1a69cb2adc", "1a69cb2add")),
		text,
		pledge("campaign", swap("'deklarasi-2026", "'deklarasi-2027")),
		pledge("place", swap("'Pontianak", "'Pontianal")),
		pledge("signature-r", swap("5840e661630f", "5840e661630e")),
		pledge("signature-s", swap("5dc3edcf", "5dc3edce")),
		registration("index", "moved to another entry", func(i [][]byte) { i[2] = enc(8) }),
		registration("time", "moved by a second", func(i [][]byte) { i[3] = enc(registered + 1) }),
		registration("credential-index", "another credential's entry", func(i [][]byte) { i[4] = enc(2) }),
		registration("indexes-swapped", "pledge's and credential's entry swapped", func(i [][]byte) { i[2], i[4] = i[4], i[2] }),
		registration("signature-r", "its signature's R", func(i [][]byte) { i[5] = flip(2)(i[5]) }),
		registration("signature-s", "its signature's S", func(i [][]byte) { i[5] = flip(-2)(i[5]) }),
		short("swapped-pledge-registration", "the employee's and the ledger's signature swapped", isAltered, items(func(i [][]byte) {
			p, r := i[1], i[5]
			i[1], i[5] = slices.Concat(p[:len(p)-64], r[2:]), slices.Concat(r[:2], p[len(p)-64:])
		}), "pledge-signature", "registration-signature"),
		short("swapped-pledge-credential", "the employee's and the registrar's signature swapped", isAlteredAlien, items(func(i [][]byte) {
			p := i[1]
			at := bytes.Index(p, part("a0584ba206")) - 64 // the credential's signature ends before the unprotected header
			i[1] = slices.Concat(p[:at], p[len(p)-64:], p[at+64:len(p)-64], p[at:at+64])
		}), "registrar-signature", "pledge-signature", "registration-signature"),
	}
}

// relocated has the whole proof made in another institution.
func relocated(d *draft) {
	id := demoPublic("other registrar").ID()
	d.origin, d.registrar, d.ledger, d.kid = elsewhere, by("other registrar"), by("other ledger"), id[:]
}

func registrarVectors() []vector {
	second := func(credentialAt, index uint64) func(*draft) {
		return func(d *draft) {
			id := demoPublic("second registrar").ID()
			d.registrar, d.kid, d.credentialAt, d.index = by("second registrar"), id[:], credentialAt, index
		}
	}
	stranger := demoPublic("stranger").ID()
	return []vector{
		short("registrar-unknown", "vouched for by a key that no trust list names; all else is right", isUntrusted, func(d *draft) { d.registrar, d.kid = by("stranger"), stranger[:] }, "registrar-unknown"),
		short("registrar-borrowed-kid", "a stranger signed under a registrar's key identifier", isUntrusted, func(d *draft) { d.registrar = by("stranger") }, "registrar-signature"),
		short("registrar-other-kid", "one registrar signed under the other's key identifier", isUntrusted, func(d *draft) { d.registrar = by("second registrar") }, "registrar-signature"),
		short("registrar-first-of-range", "the first entry that a registrar may sign", isValid, second(100, 150)),
		short("registrar-last-of-range", "the last entry", isValid, second(200, 300)),
		short("registrar-before-range", "an entry before the registrar's first", isUntrusted, second(99, 150), "registrar-range"),
		short("registrar-after-range", "an entry after the registrar's last", isUntrusted, second(201, 300), "registrar-range"),
		short("registrar-employee", "an employee vouches for herself", isUntrusted, func(d *draft) {
			id := demoPublic("employee").ID()
			d.registrar, d.kid = by("employee"), id[:]
		}, "registrar-unknown"),
		short("registrar-other-kind", "the registrar signed a campaign of these bytes, not a credential", isUntrusted, func(d *draft) { d.credentialKind = "campaign" }, "registrar-signature"),
		short("registrar-later-version", "the registrar signed a version 2 of these bytes", isUntrusted, func(d *draft) {
			d.registrar = func(m []byte) []byte { return by("registrar")(bytes.Replace(m, []byte("/v1 "), []byte("/v2 "), 1)) }
		}, "registrar-signature"),
		short("origin-other", "another institution's proof: nobody here knows its registrar", "untrusted unknown unknown", relocated, "registrar-unknown", "pledge-undecided", "registration-signature"),
		short("origin-other-at-home", "the same proof under its own institution's trust list", isValid, relocated).under("other-institution"),
		short("origin-other-visiting", "our proof under the other institution's trust list", "untrusted unknown unknown", func(*draft) {},
			"registrar-unknown", "pledge-undecided", "registration-signature").under("other-institution"),
		short("origin-other-same-registrar", "an institution that shares our registrar: signatures cover the origin, so none holds here", isAlteredAlien, func(*draft) {},
			"registrar-signature", "pledge-signature", "registration-signature").under("shared-registrar"),
		short("text-unknown", "a text that the institution never put to its people", isUntrusted, func(d *draft) {
			digest := signer.DigestOf([]byte("Naskah yang tidak pernah ditawarkan.\n"))
			d.pledged[1] = enc(digest[:])
		}, "text-unknown"),
		short("text-withdrawn", "a trust list without this text", isUntrusted, func(*draft) {}, "text-unknown").under("other-text"),
		short("text-zero", "a text digest of zeros", isUntrusted, func(d *draft) { d.pledged[1] = enc(make([]byte, 32)) }, "text-unknown"),
	}
}

func pledgeVectors() []vector {
	colluding := func(name, why string, change func(*draft)) vector {
		return short("pledge-"+name, why+"; the ledger registered it all the same", isAltered, change, "pledge-signature")
	}
	borrowed := newDraft().pledge()
	return []vector{
		colluding("other-key", "somebody else signed under this credential", func(d *draft) { d.employee = by("stranger") }),
		colluding("by-registrar", "the registrar signed in the employee's place", func(d *draft) { d.employee = by("registrar") }),
		colluding("by-ledger", "the ledger signed in the employee's place", func(d *draft) { d.employee = by("ledger") }),
		colluding("other-persons-credential", "the employee signed under a colleague's credential", func(d *draft) {
			key := demoPublic("colleague")
			d.cnf, d.person[3] = key[:], enc("Budi Santoso")
		}),
		colluding("credential-exchanged", "a later credential of the same person in place of the signed one", func(d *draft) {
			d.person[7], d.employee = enc("Kepala Biro Organisasi"), func([]byte) []byte { return borrowed[len(borrowed)-64:] }
		}),
		colluding("other-kind", "the employee signed a revocation of these bytes", func(d *draft) { d.pledgeKind = "revocation" }),
		colluding("as-registration", "the employee signed under the name of registrations", func(d *draft) { d.pledgeKind = "registration" }),
		colluding("other-origin", "the employee signed for another institution", func(d *draft) {
			e := newDraft()
			e.origin = elsewhere
			d.employee = func([]byte) []byte {
				p := e.pledge()
				return p[len(p)-64:]
			}
		}),
		colluding("signature-zero", "a signature of zeros", func(d *draft) { d.employee = func([]byte) []byte { return make([]byte, 64) } }),
	}
}

// curveVectors hold the one Ed25519 rule to what other verifiers accept.
func curveVectors() []vector {
	signs := func(c crooked) func(*draft) { return func(d *draft) { d.employee, d.cnf = c.sign, c.key() } }
	pledge := func(name, why string, c crooked) vector {
		return short("curve-pledge-"+name, why, isAltered, signs(c), "pledge-signature")
	}
	zeroR := func(name string) sign { return crooked{name: name, zeroR: true}.sign }
	return []vector{
		pledge("small-r", "R is the neutral point; the plain equation holds", crooked{name: "employee", zeroR: true}),
		pledge("torsion-r", "R with a point of order 2 added: only an equation with the cofactor holds", crooked{name: "employee", r: orderTwo}),
		short("curve-pledge-s-plus-order", "S + L in place of S", isAltered, func(d *draft) { d.employee = beyondOrder(by("employee")) }, "pledge-signature"),
		pledge("key-neutral", "the employee's key is the neutral point: anyone signs under it", crooked{}),
		pledge("key-order-eight", "the employee's key is a point of order 8; the plain equation holds", crooked{a: orderEight, modulo: 8}),
		pledge("key-non-canonical", "the employee's key is the neutral point with y = p + 1", crooked{public: orderOneBeyond}),
		pledge("key-mixed-cofactor", "a key with a torsion component, and only an equation with the cofactor holds", crooked{name: "employee", a: orderTwo, modulo: 2, multiple: 1}),
		short("curve-pledge-key-mixed-agreeing", "a key with a torsion component is refused at enrolment, not here: the equation without the cofactor holds",
			isValid, signs(crooked{name: "employee", a: orderTwo, modulo: 2})),
		short("curve-credential-small-r", "the registrar's R is the neutral point", isUntrusted, func(d *draft) { d.registrar = zeroR("registrar") }, "registrar-signature"),
		short("curve-credential-s-plus-order", "the registrar's S + L", isUntrusted, func(d *draft) { d.registrar = beyondOrder(by("registrar")) }, "registrar-signature"),
		short("curve-registration-small-r", "the ledger's R is the neutral point", isUnrecorded, func(d *draft) { d.ledger = zeroR("ledger") }, "registration-signature"),
		short("curve-registration-s-plus-order", "the ledger's S + L", isUnrecorded, func(d *draft) { d.ledger = beyondOrder(by("ledger")) }, "registration-signature"),
	}
}

func registrationVectors() []vector {
	claimed := func(name, why string, change func(*draft), codes ...string) vector {
		return short("registration-"+name, why, isUnrecorded, change, append(codes, "registration-signature")...)
	}
	early := func(seconds int64) func(*draft) { return func(d *draft) { d.time = signed - seconds } }
	return []vector{
		claimed("other-key", "registered by a key that the trust list does not name", func(d *draft) { d.ledger = by("next ledger") }),
		claimed("by-registrar", "registered by a registrar", func(d *draft) { d.ledger = by("registrar") }),
		claimed("by-employee", "registered by the employee", func(d *draft) { d.ledger = by("employee") }),
		claimed("other-kind", "the ledger's key signed a pledge of these bytes", func(d *draft) { d.registrationKind = "pledge" }),
		claimed("other-origin", "the ledger's key signed for another institution", func(d *draft) {
			d.ledger = func([]byte) []byte {
				e, digest := newDraft(), signer.DigestOf(newDraft().pledge())
				e.origin = elsewhere
				return by("ledger")(e.covered("registration", object(enc(1), enc(-8)), array(enc(d.index), enc(d.time), enc(digest[:]), enc(d.credentialAt))))
			}
		}),
		claimed("other-pledge", "the registration of another pledge of the same person", func(d *draft) {
			e := newDraft()
			e.signedAt--
			other := e.short()
			d.ledger = func([]byte) []byte { return other[len(other)-64:] }
		}),
		short("registration-early", "registered 601 seconds before it was signed", isUnrecorded, early(601), "registration-early"),
		short("registration-early-within-skew", "600 seconds before: clocks may differ so far", isValid, early(600)),
		short("registration-late", "registered a year after it was signed, as a file that lay about", isValid, func(d *draft) { d.time = signed + 365*86400 }),
		short("registration-before-credential", "the pledge stands before its credential", isUnrecorded, func(d *draft) { d.credentialAt = 9 }, "registration-order"),
		short("registration-at-credential", "the pledge stands where its credential stands", isUnrecorded, func(d *draft) { d.credentialAt = 7 }, "registration-order"),
		short("registration-after-credential", "the pledge stands right after its credential", isValid, func(d *draft) { d.credentialAt = 6 }),
		short("registration-largest-index", "the largest index there can be", isValid, func(d *draft) { d.index = signer.MaxIndex }),
	}
}

// keyVectors are about ledger keys that were replaced.
func keyVectors() []vector {
	at := func(index uint64, key string) func(*draft) {
		return func(d *draft) { d.index, d.ledger = index, by(key) }
	}
	all := []vector{
		short("key-retired", "registered by a key that was retired later", isValid, at(7, "ledger")),
		short("key-retired-last", "the last entry of the retired key", isValid, at(9, "ledger")),
		short("key-retired-beyond", "the retired key went on signing", isUnrecorded, at(10, "ledger"), "registration-signature"),
		short("key-successor", "the successor's first entry", isValid, at(10, "next ledger")),
		short("key-successor-before", "the successor signed an entry of its predecessor's", isUnrecorded, at(9, "next ledger"), "registration-signature"),
	}
	for i := range all {
		all[i] = all[i].under("retired")
	}
	return append(all,
		short("key-none", "no ledger key may sign this entry", isUnrecorded, at(6, "ledger"), "registration-range").under("ended"),
		short("key-none-altered", "altered content loses its registration too, whoever was to sign it", isAlteredAlien, func(d *draft) { d.index, d.onShort = 6, swap("'Siti", "'Sitj") },
			"registrar-signature", "pledge-signature", "registration-range").under("ended"),
		short("key-stolen", "the ledger's key was stolen since, and a short proof cannot tell the thief's entries from honest ones", isUndetermined, at(7, "ledger"), "registration-stolen").under("stolen"),
		short("key-stolen-forged", "not even the stolen key signed this", isUnrecorded, at(7, "stranger"), "registration-signature").under("stolen"),
		short("key-stolen-other-registrar", "a stolen ledger key does not excuse an unknown registrar", isUntrusted, func(d *draft) { d.registrar = by("stranger") }, "registrar-signature", "registration-stolen").under("stolen"),
		short("key-stolen-replaced", "an entry of the key that followed the stolen one", isValid, at(12, "next ledger")).under("stolen-replaced"),
		short("key-stolen-before", "an entry of the stolen key, which has a successor", isUndetermined, at(9, "ledger"), "registration-stolen").under("stolen-replaced"),
		short("key-stolen-beyond", "the stolen key signed an entry of its successor's", isUnrecorded, at(10, "ledger"), "registration-signature").under("stolen-replaced"))
}

// lines edits the lines of a file.
func lines(change func(lines []string) []string) func(string) string {
	return func(file string) string { return strings.Join(change(strings.Split(file, "\n")), "\n") }
}
