package verify

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// The world of these tests is STATEMENT.md's worked example: an invented institution, its keys from public DEMO seeds.
const (
	origin     = "ikrar.contoh.example/buku"
	elsewhere  = "ikrar.lain.example/buku"
	publicURL  = "https://ikrar.contoh.example"
	workedText = "Pernyataan\nSaya berkomitmen.\n"
	hired      = 1774922400 // the credential's iat: 31 March 2026, 09.00 WIB
	signed     = 1774922460 // the pledge's iat
	registered = 1774922470
	theft      = 1775000000 // of the ledger key, in the trust lists that tell of one
	today      = 1775100000
)

func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func demoPublic(name string) eddsa.PublicKey {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// demoTrust is the institution's trust list: two of three witnesses make the quorum. Changes make its other editions.
func demoTrust(changes ...func(*trust.List)) trust.List {
	log := trust.LogKey(origin, demoPublic("ledger"))
	t := trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: publicURL, Timezone: "WIB", Serial: 1,
		Issued: hired - 7200, NextUpdate: hired + 365*86400, Root: trust.LogKey(trust.RootName(origin), demoPublic("root")),
		Registrars: []trust.Registrar{{Range: trust.Range{First: 0, Last: trust.NoEnd}, Key: demoPublic("registrar"), Name: "Kepala Bidang Mutasi"},
			{Range: trust.Range{First: 100, Last: 200}, Key: demoPublic("second registrar"), Name: "Kepala Subbagian Kepegawaian"}},
		Ledgers: []trust.LedgerKey{{Range: trust.Range{First: 0, Last: trust.NoEnd}, Key: log, State: trust.Active, Stolen: 0}},
		Texts:   []trust.Text{{Digest: signer.DigestOf([]byte(workedText)), ID: "contoh", Language: "id", Title: "Pernyataan Komitmen ASN BerAKHLAK"}},
		Policy:  trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Groups: []trust.Group{{Name: "saksi", Need: 2, Members: []string{"inspektorat", "bkn", "ombudsman"}}}, Quorum: "saksi"}}
	for _, name := range []string{"inspektorat", "bkn", "ombudsman"} {
		t.Policy.Witnesses = append(t.Policy.Witnesses, trust.Witness{Name: name, Key: trust.WitnessKey(name+".example", demoPublic(name))})
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}

// editions are the trust lists of the vectors, by the name of their file.
var editions = map[string]func(*trust.List){
	"default":   func(*trust.List) {},
	"no-quorum": withoutQuorum,
	"one-witness": func(t *trust.List) {
		t.Policy.Witnesses, t.Policy.Groups, t.Policy.Quorum = t.Policy.Witnesses[:1], nil, "inspektorat"
	},
	"nested": func(t *trust.List) { // the inspectorate, and either of the two others
		t.Policy.Groups = []trust.Group{{Name: "pusat", Need: 1, Members: []string{"bkn", "ombudsman"}}, {Name: "semua", Need: 2, Members: []string{"inspektorat", "pusat"}}}
		t.Policy.Quorum = "semua"
	},
	"stolen":           withStolenKey,
	"stolen-no-quorum": func(t *trust.List) { withStolenKey(t); withoutQuorum(t) },
	"stolen-replaced": func(t *trust.List) {
		t.Ledgers[0] = trust.LedgerKey{Range: trust.Range{First: 0, Last: 9}, Key: t.Ledgers[0].Key, State: trust.Stolen, Stolen: theft}
		successor(t, 10)
	},
	"retired": func(t *trust.List) {
		t.Ledgers[0] = trust.LedgerKey{Range: trust.Range{First: 0, Last: 9}, Key: t.Ledgers[0].Key, State: trust.Retired, Stolen: 0}
		successor(t, 10)
	},
	"stolen-twice": func(t *trust.List) { // and the successor's theft was found out to be the earlier one
		t.Ledgers[0] = trust.LedgerKey{Range: trust.Range{First: 0, Last: 9}, Key: t.Ledgers[0].Key, State: trust.Stolen, Stolen: theft}
		successor(t, 10)
		t.Ledgers[1].State, t.Ledgers[1].Stolen = trust.Stolen, theft-3600
	},
	"ended": func(t *trust.List) {
		t.Ledgers[0] = trust.LedgerKey{Range: trust.Range{First: 0, Last: 5}, Key: t.Ledgers[0].Key, State: trust.Retired, Stolen: 0}
	},
	"other-text": func(t *trust.List) { t.Texts[0].Digest = signer.DigestOf([]byte("Naskah lain.\n")) },
	"other-institution": func(t *trust.List) {
		relocate(t)
		t.Registrars = t.Registrars[:1]
		t.Registrars[0].Key = demoPublic("other registrar")
	},
	"shared-registrar": relocate,
}

func withoutQuorum(t *trust.List) {
	t.Policy.Witnesses, t.Policy.Groups, t.Policy.Quorum = nil, nil, "none"
}

func withStolenKey(t *trust.List) { t.Ledgers[0].State, t.Ledgers[0].Stolen = trust.Stolen, theft }

// successor adds the ledger's next key, from an index on.
func successor(t *trust.List, first uint64) {
	next := trust.LogKey(origin, demoPublic("next ledger"))
	t.Ledgers = append(t.Ledgers, trust.LedgerKey{Range: trust.Range{First: first, Last: trust.NoEnd}, Key: next, State: trust.Active, Stolen: 0})
	t.Policy.Logs = append(t.Policy.Logs, trust.PolicyLog{Key: next})
}

// relocate makes the list another institution's, with keys of its own.
func relocate(t *trust.List) {
	t.Institution, t.Origin, t.Root = "Pemerintah Kota Lain", elsewhere, trust.LogKey(trust.RootName(elsewhere), demoPublic("other root"))
	t.Ledgers[0].Key = trust.LogKey(elsewhere, demoPublic("other ledger"))
	t.Policy.Logs[0].Key = t.Ledgers[0].Key
}

// edition gives a trust list of the vectors: its note, and the list as a verifier opens it.
func edition(name string) ([]byte, *trust.List) {
	t := demoTrust(editions[name])
	root := demoKey("root")
	if t.Origin == elsewhere {
		root = demoKey("other root")
	}
	raw := must(trust.Sign(t, root))
	return raw, must(trust.Open(raw, t.Root))
}

// sign is a way to sign a message; most are a key's own.
type sign func(message []byte) []byte

func by(name string) sign {
	return func(message []byte) []byte { return ed25519.Sign(demoKey(name), message) }
}

// draft is a short proof in the making, by hand: every part can be made wrong before and after it is signed.
type draft struct {
	origin                                       string
	registrar, employee, ledger                  sign
	kid, cnf                                     []byte
	person                                       [][]byte // labels and values
	pledged                                      [][]byte // of the pledge's own part
	signedAt                                     int64
	index, credentialAt                          uint64
	time                                         int64
	credentialKind, pledgeKind, registrationKind string
	credentialLabels, pledgeLabels               []byte // unprotected headers
	onCredentialHeader, onCredentialPayload      edit   // before it is signed
	onPledgeHeader, onPledgePayload              edit
	onCredential, onPledge, onShort              edit                    // after it was signed
	onItems                                      func([][]byte) [][]byte // of the short proof
}

type edit func([]byte) []byte

func newDraft() *draft {
	id, cnf := demoPublic("registrar").ID(), demoPublic("employee")
	subject, text := signer.DigestOf([]byte("DEMO subject")), signer.DigestOf([]byte(workedText))
	same := func(b []byte) []byte { return b }
	return &draft{origin: origin, registrar: by("registrar"), employee: by("employee"), ledger: by("ledger"), kid: id[:], cnf: cnf[:],
		person: [][]byte{enc(1), enc(subject[:8]), enc(2), enc("Siti Rahmawati, S.Sos."), enc(3), enc("Biro Organisasi"),
			enc(4), enc("Analis Kebijakan Ahli Pertama"), enc(5), enc("Penata Muda, III/a"), enc(6), enc("1001")},
		pledged:  [][]byte{enc(1), enc(text[:]), enc(2), enc("deklarasi-2026"), enc(3), enc("Pontianak")},
		signedAt: signed, index: 7, credentialAt: 3, time: registered,
		credentialKind: "credential", pledgeKind: "pledge", registrationKind: "registration", credentialLabels: object(), pledgeLabels: object(),
		onCredentialHeader: same, onCredentialPayload: same, onPledgeHeader: same, onPledgePayload: same, onCredential: same, onPledge: same, onShort: same,
		onItems: func(items [][]byte) [][]byte { return items }}
}

// short makes the proof.
func (d *draft) short() []byte { return d.register(d.pledge()) }

// pledge makes the pledge's statement, with the credential in it.
func (d *draft) pledge() []byte {
	credential := d.onCredential(d.seal(d.credentialKind, d.onCredentialHeader(object(enc(1), enc(-8), enc(4), enc(d.kid))), d.credentialLabels,
		d.onCredentialPayload(object(enc(6), enc(hired), enc(8), object(enc(1), object(enc(1), enc(1), enc(-1), enc(6), enc(-2), enc(d.cnf))),
			enc(-65537), object(d.person...))), d.registrar))
	return d.onPledge(d.seal(d.pledgeKind, d.onPledgeHeader(object(enc(1), enc(-8), enc(13), credential)), d.pledgeLabels,
		d.onPledgePayload(object(enc(6), enc(d.signedAt), enc(-65537), object(d.pledged...))), d.employee))
}

// register adds the ledger's word.
func (d *draft) register(pledge []byte) []byte {
	digest := signer.DigestOf(pledge)
	claim := array(enc(d.index), enc(d.time), enc(digest[:]), enc(d.credentialAt))
	sig := d.ledger(d.covered(d.registrationKind, object(enc(1), enc(-8)), claim))
	return d.onShort(array(d.onItems([][]byte{enc(1), pledge, enc(d.index), enc(d.time), enc(d.credentialAt), enc(sig)})...))
}

func (d *draft) covered(kind string, header, payload []byte) []byte {
	return array(enc("Signature1"), enc(header), enc([]byte("ikrar/"+kind+"/v1 "+d.origin)), enc(payload))
}

func (d *draft) seal(kind string, header, labels, payload []byte, s sign) []byte {
	return array(enc(header), labels, enc(payload), enc(s(d.covered(kind, header, payload))))
}

// enc writes an integer, a byte string or a text in its one encoding; array and object put such items together.
func enc(v any) []byte { return cbor.Encode(v) }

func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

func array(items ...[]byte) []byte {
	return append(cborHead(0x80, len(items)), bytes.Join(items, nil)...)
}

func object(pairs ...[]byte) []byte {
	return append(cborHead(0xa0, len(pairs)/2), bytes.Join(pairs, nil)...)
}

func cborHead(major byte, n int) []byte {
	if n > 23 {
		panic("no map or array of these tests is so long")
	}
	return []byte{major | byte(n)}
}

// swap replaces the one occurrence of a part, given in hexadecimal or as text after an apostrophe.
func swap(old, new string) edit {
	return func(b []byte) []byte {
		if n := bytes.Count(b, part(old)); n != 1 {
			panic(fmt.Sprintf("%d occurrences of %s", n, old))
		}
		return bytes.Replace(b, part(old), part(new), 1)
	}
}

func part(s string) []byte {
	if len(s) > 0 && s[0] == '\'' {
		return []byte(s[1:])
	}
	return must(hex.DecodeString(s))
}

// flip changes one bit of the byte at a place, counted from the end where it is negative.
func flip(at int) edit {
	return func(b []byte) []byte {
		b = bytes.Clone(b)
		if at < 0 {
			at += len(b)
		}
		b[at] ^= 1
		return b
	}
}

// appended adds bytes, given in hexadecimal, at the end; prefixed at the beginning.
func appended(suffix string) edit {
	return func(b []byte) []byte { return slices.Concat(b, part(suffix)) }
}

func prefixed(prefix string) edit {
	return func(b []byte) []byte { return slices.Concat(part(prefix), b) }
}

// fullDraft is a full proof in the making, in a ledger of size entries.
type fullDraft struct {
	*draft
	size       uint64
	signers    []note.Signer
	onEntry    func(*Entry)
	onOthers   func(*Entry) // the entries that are not the pledge's
	onExtra    edit         // its CBOR
	onPath     func(tlog.RecordProof) tlog.RecordProof
	onText     func(string) string // the checkpoint's, before it is signed
	onNote     func(string) string // the checkpoint, signed
	onFile     func(string) string
	extraPrev  func(tlog.Hash) tlog.Hash
	otherEntry bool // the tree holds another entry in the pledge's place
}

func newFull() *fullDraft {
	same := func(s string) string { return s }
	return &fullDraft{draft: newDraft(), size: 13, signers: []note.Signer{logSigner("ledger"), witnessAt("inspektorat", registered+60), witnessAt("bkn", registered+61)},
		onEntry: func(*Entry) {}, onOthers: func(*Entry) {}, onExtra: func(b []byte) []byte { return b }, onPath: func(p tlog.RecordProof) tlog.RecordProof { return p },
		onText: same, onNote: same, onFile: same, extraPrev: func(h tlog.Hash) tlog.Hash { return h }}
}

func logSigner(name string) note.Signer { return must(trust.NoteSigner(origin, demoKey(name))) }

func witnessAt(name string, time int64) note.Signer {
	return must(trust.Cosigner(name+".example", demoKey(name), time))
}

// file makes the *.tlog-proof file.
func (f *fullDraft) file() []byte {
	pledge := f.pledge()
	short, tree := f.register(pledge), f.tree(pledge)
	at := min(f.index, f.size-1)
	path := f.onPath(must(tlog.ProveRecord(int64(f.size), int64(at), tree)))
	prev := f.extraPrev(tree.prev(at))
	text := f.onText(trust.Checkpoint{Origin: origin, Size: f.size, Root: must(tlog.TreeHash(int64(f.size), tree))}.Text())
	checkpoint := f.onNote(string(must(note.Sign(&note.Note{Text: text}, f.signers...))))
	var lines bytes.Buffer
	fmt.Fprintf(&lines, "c2sp.org/tlog-proof@v1\nextra %s\nindex %d\n", base64Of(f.onExtra(array(short, enc(prev[:])))), f.index)
	for _, h := range path {
		fmt.Fprintln(&lines, h)
	}
	return []byte(f.onFile(lines.String() + "\n" + checkpoint))
}

// tree is the ledger in which the pledge is recorded.
func (f *fullDraft) tree(pledge []byte) *tree {
	return newTree(f.size, func(e *Entry) {
		if e.Index == f.index && !f.otherEntry {
			e.Kind, e.Time, e.Digest = signer.KindPledge, f.time, signer.DigestOf(pledge)
			f.onEntry(e)
		} else {
			f.onOthers(e)
		}
	})
}

// tree is a small ledger in memory.
type tree struct {
	stored []tlog.Hash
	leaves []tlog.Hash
}

// newTree chains entries; change sets those that matter.
func newTree(size uint64, change func(*Entry)) *tree {
	t := new(tree)
	for i := range size {
		e := Entry{Kind: signer.KindCredential, Index: i, Time: hired + int64(i), Prev: t.prev(i), Digest: signer.DigestOf(fmt.Appendf(nil, "DEMO entry %d", i))}
		change(&e)
		t.stored = append(t.stored, must(tlog.StoredHashes(int64(i), e.Bytes(), t))...)
		t.leaves = append(t.leaves, e.LeafHash())
	}
	return t
}

func (t *tree) prev(index uint64) tlog.Hash {
	if index == 0 {
		return FirstPrev(origin)
	}
	return t.leaves[index-1]
}

// ReadHashes makes the tree a tlog.HashReader.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		hashes = append(hashes, t.stored[i])
	}
	return hashes, nil
}
