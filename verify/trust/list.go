package trust

import (
	"bytes"
	"crypto"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// List is what an institution's root says about whom to believe: a signed note, whose text has
// exactly one spelling.
//
//	ikrar/trust/v1
//	institution Pemerintah Provinsi Contoh
//	origin ikrar.contoh.example/buku
//	url https://ikrar.contoh.example
//	timezone WIB
//	serial 3
//	issued 1774915200
//	next-update 1806451200
//	root ikrar.contoh.example/buku/root+6d13f61d+AfLO...
//	registrar 0 - 3q2+7w... Kepala Bidang Mutasi
//	ledger 0 - active ikrar.contoh.example/buku+1f0c8e52+AZ2h...
//	text 2c26b46b68ffc68f... uu-20-2023 id Pernyataan Komitmen ASN BerAKHLAK
//	log ikrar.contoh.example/buku+1f0c8e52+AZ2h...
//	witness inspektorat inspektorat.contoh.example+0a1b2c3d+BG9p... https://saksi.contoh.example
//	quorum inspektorat
//
//	— ikrar.contoh.example/buku/root bRP2HV...
type List struct {
	Institution string
	Origin      string
	URL         string // public address, without a final slash
	Timezone    string // in which the institution writes its times: WIB, WITA or WIT
	Serial      uint64 // only grows
	Issued      int64  // Unix seconds
	NextUpdate  int64  // Unix seconds; later than that the list is stale, not wrong
	Root        VerifierKey
	NextRoot    *VerifierKey // a successor that the root names in advance
	Registrars  []Registrar
	Ledgers     []LedgerKey
	Texts       []Text
	Policy      Policy
}

// Range is the entries of the ledger that a key may sign about, first and last inclusive.
type Range struct{ First, Last uint64 }

// NoEnd is the Last of a range without an end.
const NoEnd = ^uint64(0)

// Holds reports whether the index lies in the range.
func (r Range) Holds(index uint64) bool { return r.First <= index && index <= r.Last }

// Registrar is an HR officer whose credentials count.
type Registrar struct {
	Range
	Key  eddsa.PublicKey
	Name string
}

// LedgerState says what became of a ledger key.
type LedgerState string

const (
	Active  LedgerState = "active"  // it signs
	Retired LedgerState = "retired" // within its range it counts as ever
	Stolen  LedgerState = "stolen"  // it counts only where witnesses saw it before the theft
)

// LedgerKey is a key that registers entries and signs checkpoints.
type LedgerKey struct {
	Range
	Key    VerifierKey
	State  LedgerState
	Stolen int64 // Unix seconds of the theft, where State is Stolen
}

// Text is a commitment text that the institution put to its people.
type Text struct {
	Digest   signer.Digest
	ID       string
	Language string
	Title    string
}

// RootName is the name of an institution's root key in notes.
func RootName(origin string) string { return origin + "/root" }

// Sign signs a trust list with the key of the root that it names. It refuses a list that [Open]
// would refuse.
func Sign(t List, root crypto.Signer) ([]byte, error) {
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil {
		return nil, fmt.Errorf("trust list: %w", err)
	}
	if pub != t.Root.key {
		return nil, fmt.Errorf("trust list: %w: not the root that the list names", eddsa.ErrKey)
	}
	text := t.text()
	if _, err := parse(text); err != nil {
		return nil, err
	}
	s, err := NoteSigner(RootName(t.Origin), root)
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: text}, s)
	if err != nil {
		return nil, fmt.Errorf("trust list: %w", err)
	}
	if _, err := Open(signed, t.Root); err != nil { // a key in an agent or an HSM is not believed
		return nil, err
	}
	return signed, nil
}

// Open reads a trust list whose note is signed by the given root, and by nobody else.
func Open(signed []byte, root VerifierKey) (*List, error) {
	text, err := signedBy(root, signed)
	if err != nil {
		return nil, err
	}
	t, err := parse(text)
	if err != nil {
		return nil, err
	}
	if t.Root != root {
		return nil, fmt.Errorf("trust list: %w: it names another root than the one that signed it", eddsa.ErrKey)
	}
	return t, nil
}

// Pin reads a trust list that names its own root. Whoever calls it has the file from a hand he
// trusts: from then on that root is pinned, and newer lists are opened with it.
func Pin(signed []byte) (*List, error) {
	named, _, ok := strings.Cut(string(signed[:min(len(signed), MaxList)]), "\n\n")
	if !ok {
		return nil, fmt.Errorf("trust list: %w: not a signed note", signer.ErrEncoding)
	}
	t, err := parse(named + "\n")
	if err != nil {
		return nil, err
	}
	text, err := signedBy(t.Root, signed)
	if err == nil && text != named+"\n" {
		err = fmt.Errorf("trust list: %w: an empty line", signer.ErrEncoding)
	}
	if err != nil {
		return nil, err
	}
	return t, nil
}

// signedBy is the text that the root has signed.
func signedBy(root VerifierKey, signed []byte) (text string, err error) {
	if len(signed) > MaxList {
		return "", fmt.Errorf("trust list: %w: %d bytes, more than %d", signer.ErrEncoding, len(signed), MaxList)
	}
	n, err := note.Open(signed, note.VerifierList(root))
	if err != nil {
		return "", fmt.Errorf("trust list: %w", err)
	}
	if bytes.Count(signed[len(n.Text):], []byte("\n")) != 2 { // the blank line and one signature, which holds
		return "", fmt.Errorf("trust list: %w: signatures other than the root's", signer.ErrEncoding)
	}
	if err := checkSignatureLines(signed); err != nil {
		return "", fmt.Errorf("trust list: %w", err)
	}
	return n.Text, nil
}

// Registrar finds the registrar of a key identifier; identifiers are unique in a list.
func (t *List) Registrar(id eddsa.KeyID) (Registrar, bool) {
	for _, r := range t.Registrars {
		if r.Key.ID() == id {
			return r, true
		}
	}
	return Registrar{}, false
}

// Ledger finds the ledger key that may sign about an index.
func (t *List) Ledger(index uint64) (LedgerKey, bool) {
	for _, l := range t.Ledgers {
		if l.Holds(index) {
			return l, true
		}
	}
	return LedgerKey{}, false
}

// Text finds a commitment text by its digest.
func (t *List) Text(d signer.Digest) (Text, bool) {
	for _, x := range t.Texts {
		if x.Digest == d {
			return x, true
		}
	}
	return Text{}, false
}
