package trust

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// The world of these tests is STATEMENT.md's worked example: an invented institution, its keys from
// public DEMO seeds.
const (
	origin     = "ikrar.contoh.example/buku"
	elsewhere  = "ikrar.lain.example/buku"
	publicURL  = "https://ikrar.contoh.example"
	workedText = "Pernyataan\nSaya berkomitmen.\n"
	hired      = 1774922400 // the credential's iat: 31 March 2026, 09.00 WIB
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

// demoTrust is the institution's trust list: two of three witnesses make the quorum. Changes make
// its other editions.
func demoTrust(changes ...func(*List)) List {
	log := LogKey(origin, demoPublic("ledger"))
	t := List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: publicURL, Timezone: "WIB", Serial: 1,
		Issued: hired - 7200, NextUpdate: hired + 365*86400, Root: LogKey(RootName(origin), demoPublic("root")),
		Registrars: []Registrar{{Range{0, NoEnd}, demoPublic("registrar"), "Kepala Bidang Mutasi"},
			{Range{100, 200}, demoPublic("second registrar"), "Kepala Subbagian Kepegawaian"}},
		Ledgers: []LedgerKey{{Range{0, NoEnd}, log, Active, 0}},
		Texts:   []Text{{signer.DigestOf([]byte(workedText)), "contoh", "id", "Pernyataan Komitmen ASN BerAKHLAK"}},
		Policy: Policy{Logs: []PolicyLog{{Key: log}},
			Groups: []Group{{"saksi", 2, []string{"inspektorat", "bkn", "ombudsman"}}}, Quorum: "saksi"}}
	for _, name := range []string{"inspektorat", "bkn", "ombudsman"} {
		t.Policy.Witnesses = append(t.Policy.Witnesses,
			Witness{Name: name, Key: WitnessKey(name+".example", demoPublic(name))})
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}

// editions are the trust lists of the vectors, by the name of their file.
var editions = map[string]func(*List){
	"default":   func(*List) {},
	"no-quorum": withoutQuorum,
	"one-witness": func(t *List) {
		t.Policy.Witnesses, t.Policy.Groups, t.Policy.Quorum = t.Policy.Witnesses[:1], nil, "inspektorat"
	},
	"nested": func(t *List) { // the inspectorate, and either of the two others
		t.Policy.Groups = []Group{{"pusat", 1, []string{"bkn", "ombudsman"}},
			{"semua", 2, []string{"inspektorat", "pusat"}}}
		t.Policy.Quorum = "semua"
	},
	"stolen":           withStolenKey,
	"stolen-no-quorum": func(t *List) { withStolenKey(t); withoutQuorum(t) },
	"stolen-replaced": func(t *List) {
		t.Ledgers[0] = LedgerKey{Range{0, 9}, t.Ledgers[0].Key, Stolen, theft}
		successor(t, 10)
	},
	"retired": func(t *List) {
		t.Ledgers[0] = LedgerKey{Range{0, 9}, t.Ledgers[0].Key, Retired, 0}
		successor(t, 10)
	},
	"stolen-twice": func(t *List) { // and the successor's theft was found out to be the earlier one
		t.Ledgers[0] = LedgerKey{Range{0, 9}, t.Ledgers[0].Key, Stolen, theft}
		successor(t, 10)
		t.Ledgers[1].State, t.Ledgers[1].Stolen = Stolen, theft-3600
	},
	"ended":      func(t *List) { t.Ledgers[0] = LedgerKey{Range{0, 5}, t.Ledgers[0].Key, Retired, 0} },
	"other-text": func(t *List) { t.Texts[0].Digest = signer.DigestOf([]byte("Naskah lain.\n")) },
	"other-institution": func(t *List) {
		relocate(t)
		t.Registrars = t.Registrars[:1]
		t.Registrars[0].Key = demoPublic("other registrar")
	},
	"shared-registrar": relocate,
}

func withoutQuorum(t *List) {
	t.Policy.Witnesses, t.Policy.Groups, t.Policy.Quorum = nil, nil, "none"
}

func withStolenKey(t *List) { t.Ledgers[0].State, t.Ledgers[0].Stolen = Stolen, theft }

// successor adds the ledger's next key, from an index on.
func successor(t *List, first uint64) {
	next := LogKey(origin, demoPublic("next ledger"))
	t.Ledgers = append(t.Ledgers, LedgerKey{Range{first, NoEnd}, next, Active, 0})
	t.Policy.Logs = append(t.Policy.Logs, PolicyLog{Key: next})
}

// relocate makes the list another institution's, with keys of its own.
func relocate(t *List) {
	t.Institution, t.Origin, t.Root = "Pemerintah Kota Lain", elsewhere, LogKey(RootName(elsewhere),
		demoPublic("other root"))
	t.Ledgers[0].Key = LogKey(elsewhere, demoPublic("other ledger"))
	t.Policy.Logs[0].Key = t.Ledgers[0].Key
}

// edition gives a trust list of the vectors: its note, and the list as a verifier opens it.
func edition(name string) ([]byte, *List) {
	t := demoTrust(editions[name])
	root := demoKey("root")
	if t.Origin == elsewhere {
		root = demoKey("other root")
	}
	raw := must(Sign(t, root))
	return raw, must(Open(raw, t.Root))
}

func witnessAt(name string, time int64) note.Signer {
	return must(Cosigner(name+".example", demoKey(name), time))
}

func base64Of(b []byte) string { return base64.StdEncoding.EncodeToString(b) }

// spareBit sets a bit of a line's base64 that no byte uses: its last character before the padding.
func spareBit(line string) string {
	i := strings.LastIndexByte(line, '=')
	for line[i-1] == '=' {
		i--
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	c := alphabet[strings.IndexByte(alphabet, line[i-1])|1]
	return line[:i-1] + string(c) + line[i:]
}
