package verify

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// listDraft is a status list in the making, by hand: every part can be made wrong before and after it is signed.
type listDraft struct {
	ledger, kid                  string // by the name of a demo key
	issuer, subject              string
	issued, expires, ttl, size   int64
	typ                          string
	bits                         int
	pairs                        []byte
	external                     string
	root                         tlog.Hash
	onPacked                     edit // zlib's form of the pairs
	onHeader, onPayload          edit // before it is signed
	onList                       edit // after
	labels                       []byte
	onBody, onClaims, onEnvelope func(items [][]byte) [][]byte
}

const (
	listed  = registered + 86400 // issued, a day before the vectors' now
	expires = listed + 7*86400
)

// newList is a list of thirteen entries in which the pledge of entry 7 is good, 2 is revoked and 9 erased.
func newList(changes ...func(*listDraft)) []byte {
	same := func(b []byte) []byte { return b }
	items := func(i [][]byte) [][]byte { return i }
	l := &listDraft{ledger: "ledger", kid: "ledger", issuer: origin, subject: publicURL + "/status", issued: listed, expires: expires, ttl: 3600, size: 13,
		typ: "application/statuslist+cwt", bits: 2, pairs: []byte{0x10, 0, 0x0c, 0}, onPacked: same, onHeader: same, onPayload: same, onList: same,
		labels: object(), onBody: items, onClaims: items, onEnvelope: items, root: must(tlog.TreeHash(13, newTree(13, func(*Entry) {})))}
	for _, change := range changes {
		change(l)
	}
	id := demoPublic(l.kid).ID()
	header := l.onHeader(object(enc(1), enc(-8), enc(4), enc(id[:]), enc(16), enc(l.typ)))
	body := object(l.onBody([][]byte{enc("lst"), enc(l.onPacked(stored(l.pairs))), enc("bits"), enc(l.bits)})...)
	payload := l.onPayload(object(l.onClaims([][]byte{enc(1), enc(l.issuer), enc(2), enc(l.subject), enc(4), enc(l.expires), enc(6), enc(l.issued),
		enc(65533), body, enc(65534), enc(l.ttl), enc(-65537), object(enc(1), enc(l.size), enc(2), enc(l.root[:]))})...))
	sig := by(l.ledger)(array(enc("Signature1"), enc(header), enc([]byte(l.external)), enc(payload)))
	return l.onList(array(l.onEnvelope([][]byte{enc(header), l.labels, enc(payload), enc(sig)})...))
}

// stored is zlib's form (RFC 1950) of a few bytes without compression, the same whatever the library.
func stored(data []byte) []byte {
	b := binary.LittleEndian.AppendUint16([]byte{0x78, 0x01, 1}, uint16(len(data)))
	b = binary.LittleEndian.AppendUint16(b, ^uint16(len(data)))
	return binary.BigEndian.AppendUint32(append(b, data...), adler32.Checksum(data))
}

// setPair gives the pledge of entry 7 a value.
func setPair(value byte) func(*listDraft) {
	return func(l *listDraft) { l.pairs[1] = value << 6 }
}

// with gives a vector a status list for its source.
func (v vector) with(changes ...func(*listDraft)) vector {
	v.List = newList(changes...)
	return v
}

func statusListVectors() []vector {
	believed := func(name, why, want string, code string, changes ...func(*listDraft)) vector {
		return short("list-"+name, why, want, func(*draft) {}, code).with(changes...)
	}
	refused := func(name, why string, change func(*listDraft)) vector { // then there is no source, and the proof is what it is
		return believed(name, why, isValid, "status-absent", change)
	}
	return slices.Concat([]vector{
		believed("good", "a status list says good", isValid, "status-good"),
		believed("same-tree", "a status list of the tree that the example's full proof leads to", isValid, "status-good", func(l *listDraft) {
			f := newFull()
			l.root = must(tlog.TreeHash(13, f.tree(f.pledge())))
		}),
		believed("revoked", "it says revoked", isRevoked, "status-revoked", setPair(1)),
		believed("erased", "it says erased", isUndetermined, "status-erased", setPair(3)),
		believed("deflated", "the same pairs, compressed: by zlib of another program", isRevoked, "status-revoked", setPair(1),
			func(l *listDraft) { l.onPacked = func([]byte) []byte { return part("78da1370e0610000011c005d") } }),
		believed("last-second", "the second of its expiry is not past it", isValid, "status-good").at(expires),
		believed("stale", "past its expiry it can no longer say that nothing happened", isValid, "status-stale").at(expires + 1),
		believed("stale-revoked", "what was revoked stays revoked, whenever it was said", isRevoked, "status-revoked", setPair(1)).at(expires + 1),
		believed("stale-erased", "what was erased stays so", isUndetermined, "status-erased", setPair(3)).at(expires + 1),
		believed("short", "of a tree that ends before the entry", isValid, "status-absent", func(l *listDraft) { l.size, l.pairs = 7, []byte{0x10, 0} }),
		believed("just-long-enough", "of a tree that ends with the entry", isRevoked, "status-revoked", func(l *listDraft) { l.size, l.pairs = 8, []byte{0x10, 0x40} }),
		believed("longest-life", "thirty days", isValid, "status-good", func(l *listDraft) { l.expires = listed + 30*86400 }),
	}, listKeyVectors(refused), listEncodingVectors(refused))
}

// listKeyVectors are about whose list it is.
func listKeyVectors(refused func(name, why string, change func(*listDraft)) vector) []vector {
	revoked := setPair(1) // so that a list which is believed after all is noticed
	retired := short("list-by-successor", "of a tree of the successor's, signed by it", isRevoked, func(*draft) {}, "status-revoked").
		with(revoked, func(l *listDraft) { l.ledger, l.kid = "next ledger", "next ledger" })
	old := refused("by-retired", "a retired key signed it, of a tree within its range: what counts now is for its successor to say",
		func(l *listDraft) { revoked(l); l.size, l.pairs = 8, l.pairs[:2] })
	beyond := refused("by-retired-beyond", "a retired key signed it, of a tree beyond its range", revoked)
	stolen := short("list-by-stolen", "a stolen key signed it: the thief may have", isUndetermined, func(*draft) {}, "registration-stolen").with(revoked)
	elsewhere := refused("other-institution", "another institution's, signed by the same key", func(l *listDraft) { revoked(l); l.issuer = elsewhere })
	return []vector{
		retired.under("retired"), old.under("retired"), beyond.under("retired"), stolen.under("stolen"), elsewhere,
		refused("by-registrar", "a registrar signed it", func(l *listDraft) { revoked(l); l.ledger, l.kid = "registrar", "registrar" }),
		refused("by-registrar-named-ledger", "a registrar signed it, under the ledger's identifier", func(l *listDraft) { revoked(l); l.ledger = "registrar" }),
		refused("kid-other", "the ledger signed it, under a registrar's identifier", func(l *listDraft) { revoked(l); l.kid = "registrar" }),
		refused("flipped-pair", "a pair was changed after it was signed", func(l *listDraft) {
			l.onList = func(b []byte) []byte { return swap(hexOf(l.pairs), "10400c00")(b) }
		}),
		refused("flipped-signature", "a bit of the signature changed", func(l *listDraft) { revoked(l); l.onList = flip(-1) }),
		refused("flipped-root", "the root was changed after it was signed", func(l *listDraft) { revoked(l); l.onList = flip(-70) }),
		refused("signed-as-statement", "signed with external data, as statements are", func(l *listDraft) {
			revoked(l)
			l.external = "ikrar/status/v1 " + origin
		}),
		refused("signed-as-registration", "signed with the external data of registrations", func(l *listDraft) {
			revoked(l)
			l.external = "ikrar/registration/v1 " + origin
		}),
	}
}

// listEncodingVectors are signed so, and nothing but the form is wrong.
func listEncodingVectors(refused func(name, why string, change func(*listDraft)) vector) []vector {
	wrong := func(name, why string, change func(*listDraft)) vector {
		return refused(name, why+"; the ledger signed it so", func(l *listDraft) { setPair(1)(l); change(l) })
	}
	packed := func(name, why string, e edit) vector {
		return wrong(name, why, func(l *listDraft) { l.onPacked = e })
	}
	long := func(items [][]byte) [][]byte { return append(items, enc("ttl"), enc(1)) }
	return []vector{
		refused("tagged", "CBOR tag 18 before the array: the IETF's draft wants none", func(l *listDraft) { setPair(1)(l); l.onList = prefixed("d2") }),
		refused("trailing-byte", "a byte after the list", func(l *listDraft) { setPair(1)(l); l.onList = appended("00") }),
		refused("unprotected-label", "a label that nothing covers", func(l *listDraft) { setPair(1)(l); l.labels = object(enc(4), enc([]byte{1})) }),
		wrong("algorithm", "alg -19 in place of -8", func(l *listDraft) { l.onHeader = swap("0127", "0132") }),
		wrong("type-other", "the type of a JSON web token", func(l *listDraft) { l.typ = "application/statuslist+jwt" }),
		wrong("type-short", "the type without application/, as the IETF's older drafts had it", func(l *listDraft) { l.typ = "statuslist+cwt" }),
		wrong("header-label", "an unknown label in the header", func(l *listDraft) {
			l.onHeader = func(b []byte) []byte { return slices.Concat([]byte{0xa4}, b[1:], enc(17), enc(0)) }
		}),
		wrong("no-issuer", "no issuer", func(l *listDraft) { l.onClaims = func(i [][]byte) [][]byte { return i[2:] } }),
		wrong("no-expiry", "no expiry", func(l *listDraft) { l.onClaims = func(i [][]byte) [][]byte { return slices.Delete(i, 4, 6) } }),
		wrong("claim-added", "an unknown claim", func(l *listDraft) { l.onClaims = func(i [][]byte) [][]byte { return append(i, enc(-65538), enc(0)) } }),
		wrong("claims-order", "claims out of order", func(l *listDraft) {
			l.onClaims = func(i [][]byte) [][]byte { return slices.Concat(i[2:4], i[:2], i[4:]) }
		}),
		wrong("body-order", "bits before lst: as text sorts, not as encoded text does", func(l *listDraft) {
			l.onBody = func(i [][]byte) [][]byte { return slices.Concat(i[2:], i[:2]) }
		}),
		wrong("body-member", "an unknown member beside bits and lst", func(l *listDraft) { l.onBody = long }),
		wrong("expiry-float", "a time as a float", func(l *listDraft) {
			l.onClaims = func(i [][]byte) [][]byte { i[5] = part("fb41da756db9800000"); return i }
		}),
		wrong("expires-when-issued", "it expires in the second of its issue", func(l *listDraft) { l.expires = l.issued }),
		wrong("life-too-long", "it lives for more than thirty days", func(l *listDraft) { l.expires = l.issued + 30*86400 + 1 }),
		wrong("never-issued", "issued at 0", func(l *listDraft) { l.issued = 0; l.expires = 30 * 86400 }),
		wrong("ttl-zero", "no time to live", func(l *listDraft) { l.ttl = 0 }),
		wrong("subject-other-path", "published under another path", func(l *listDraft) { l.subject = publicURL + "/statuslists/1" }),
		wrong("subject-fragment", "an address with a fragment", func(l *listDraft) { l.subject = publicURL + "/#/status" }),
		wrong("subject-empty", "published nowhere", func(l *listDraft) { l.subject = "/status" }),
		wrong("one-bit", "one bit an entry", func(l *listDraft) { l.bits, l.pairs = 1, []byte{0x80, 0} }),
		wrong("four-bits", "four bits an entry", func(l *listDraft) { l.bits, l.pairs = 4, []byte{0, 0, 0, 0x10, 0, 0, 0} }),
		wrong("empty-tree", "of a tree of no entries", func(l *listDraft) { l.size, l.pairs = 0, nil }),
		wrong("tree-too-large", "of a tree of 2^25 + 1 entries", func(l *listDraft) { l.size = 1<<25 + 1 }),
		wrong("tree-past-integers", "of a tree of 2^53 entries", func(l *listDraft) { l.size = 1 << 53 }),
		wrong("pairs-missing", "fewer pairs than entries", func(l *listDraft) { l.pairs = l.pairs[:3] }),
		wrong("pairs-added", "more pairs than entries", func(l *listDraft) { l.pairs = append(l.pairs, 0) }),
		wrong("pairs-beyond", "a pair for an entry beyond the tree", func(l *listDraft) { l.pairs[3] = 0x04 }),
		wrong("suspended", "the value 2, which the IETF calls suspended and ikrar does not have", func(l *listDraft) { l.pairs[2] = 0x08 }),
		packed("raw-deflate", "deflate without zlib's frame", func(b []byte) []byte { return b[2 : len(b)-4] }),
		packed("gzip", "gzip's frame in place of zlib's", func(b []byte) []byte { return slices.Concat(part("1f8b0800000000000003"), b[2:]) }),
		packed("sum-wrong", "the sum at its end is wrong", flip(-1)),
		packed("sum-missing", "the sum is missing", func(b []byte) []byte { return b[:len(b)-4] }),
		packed("truncated", "its data end in the middle", func(b []byte) []byte { return b[:len(b)-6] }),
		packed("dictionary", "it names a dictionary", func(b []byte) []byte { return slices.Concat(part("78bb00000001"), b[2:]) }),
		packed("byte-after", "a byte after its sum", appended("00")),
		packed("twice", "a second stream after the first", func(b []byte) []byte { return bytes.Repeat(b, 2) }),
		packed("empty", "no bytes at all", func([]byte) []byte { return nil }),
		packed("bomb", "64 KiB of zeros in place of four bytes", func([]byte) []byte {
			return part("78daedc101010000008090feafee080a0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000006a000f0001")
		}),
		refused("not-cbor", "a text", func(l *listDraft) { l.onList = func([]byte) []byte { return []byte(strings.Repeat("daftar ", 9)) } }),
		refused("is-a-statement", "the pledge's statement in its place", func(l *listDraft) { l.onList = func([]byte) []byte { return newDraft().pledge() } }),
		refused("is-a-trust-list", "the trust list in its place", func(l *listDraft) {
			l.onList = func([]byte) []byte { raw, _ := edition("default"); return raw }
		}),
	}
}
