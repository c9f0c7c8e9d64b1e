package trust

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// signText signs a text as a trust list, whatever it says.
func signText(text, root string) []byte {
	return must(note.Sign(&note.Note{Text: text}, must(NoteSigner(RootName(origin), demoKey(root)))))
}

func TestLaw(t *testing.T) {
	for name := range editions {
		raw, trust := edition(name)
		text, _, _ := strings.Cut(string(raw), "\n\n")
		if trust.text() != text+"\n" {
			t.Errorf("%s is written as\n%s", name, trust.text())
		}
		if pinned, err := Pin(raw); err != nil || pinned.text() != trust.text() {
			t.Errorf("%s pinned: %v", name, err)
		}
	}
}

// Every line of a trust list, spelled wrong, is refused with a sentence that says what is wrong.
func TestLinesRefused(t *testing.T) {
	list := demoTrust(editions["nested"])
	ledger, root := list.Ledgers[0].Key.String(), list.Root.String()
	registrar := base64Of(list.Registrars[0].Key[:])
	for _, c := range []struct{ old, new, want string }{
		{"ikrar/trust/v1", "ikrar/trust/v2", `line 1: not the one encoding: "ikrar/trust/v2" is not "ikrar/trust/v1"`},
		{"institution Pemerintah Provinsi Contoh", "institution ",
			"institution has no valid name of at most 200 bytes"},
		{"institution Pemerintah", "institution \u202eP", "institution holds the character U+202E"},
		{"institution Pemerintah", "institution  Pemerintah", "institution has no valid name of at most 200 bytes"},
		{"institution Pemerintah", "institution " + strings.Repeat("P", 200),
			"institution has no valid name of at most 200 bytes"},
		{"Contoh\norigin", "Contoh\ninstitution X\norigin", "not the one encoding: lines in another order or spelling"},
		{"origin " + origin, "origin ikrar contoh",
			"origin holds a character other than printable ASCII without space and plus sign"},
		{"origin " + origin, "origin " + elsewhere,
			`root key "ikrar.contoh.example/buku/root" is not of type 1 and named "ikrar.lain.example/buku/root"`},
		{"url https://", "url ", `url "ikrar.contoh.example" is not an address without fragment and final slash`},
		{"contoh.example\ntimezone", "contoh.example/\ntimezone",
			`url "https://ikrar.contoh.example/" is not an address without fragment and final slash`},
		{"contoh.example\ntimezone", "contoh.example/#\ntimezone",
			`url "https://ikrar.contoh.example/#" is not an address without fragment and final slash`},
		{"timezone WIB", "timezone UTC", `timezone "UTC" is none of WIB, WITA and WIT`},
		{"timezone WIB\n", "", `timezone "" is none of WIB, WITA and WIT`},
		{"serial 1", "serial 0", "serial 0, issued 1774915200, next update 1806458400"},
		{"serial 1", "serial 01", "not the one encoding: lines in another order or spelling"},
		{"serial 1", "serial -1", `line 6: strconv.ParseUint: parsing "-1": invalid syntax`},
		{"serial 1", "serial 9007199254740992",
			`line 6: strconv.ParseUint: parsing "9007199254740992": value out of range`},
		{"issued 1774915200", "issued 1099511627776",
			`line 7: strconv.ParseInt: parsing "1099511627776": value out of range`},
		{"next-update 1806458400", "next-update 1774915200", "serial 1, issued 1774915200, next update 1774915200"},
		{"serial 1\nissued 1774915200", "issued 1774915200\nserial 1",
			"not the one encoding: lines in another order or spelling"},
		{root, strings.Replace(root, "+4eb4", "+4eb5", 1), "line 9: not the one encoding: \"" + strings.Replace(root,
			"+4eb4", "+4eb5", 1) + "\" is not the one spelling of its verifier key"},
		{root, WitnessKey(RootName(origin), demoPublic("root")).String(),
			`root key "ikrar.contoh.example/buku/root" is not of type 1 and named "ikrar.contoh.example/buku/root"`},
		{root, LogKey(RootName(origin), demoPublic("stranger")).String(),
			"unusable Ed25519 key: it names another root than the one that signed it"},
		{"root " + root, "root " + root + "\nnext-root " + ledger,
			`root key "ikrar.contoh.example/buku" is not of type 1 and named "ikrar.contoh.example/buku/root"`},
		{"registrar 0 -", "registrar 5 4", "line 10: range 5 4 ends before it begins"},
		{"registrar 0 -", "registrar 00 -", "not the one encoding: lines in another order or spelling"},
		{"registrar 0 -", "registrar 0 x", `line 10: strconv.ParseUint: parsing "x": invalid syntax`},
		{"registrar 0 - " + registrar, "registrar 0 -", "line 10: not the one encoding: registrar key of 3 bytes"},
		{registrar, registrar[:40] + "AAA=", "line 10: unusable Ed25519 key: not a point of the curve"},
		{registrar, spareBit(registrar), "not the one encoding: lines in another order or spelling"},
		{registrar, base64Of(make([]byte, 32)), "line 10: unusable Ed25519 key: point of small order"},
		{registrar, "NYF4Z4B4v0oIMN6AP/NqYk/uUnv8cflxXLPXfVQqg7c=",
			"line 10: unusable Ed25519 key: the point has a torsion component"},
		{"Kepala Bidang Mutasi", "Kepala\u2028Bidang", "registrar holds the character U+2028"},
		{"D9mxcHJfIbLcEQrG2QK2v94cSjtcJK54Pt5TpVwFghk=", registrar,
			"two registrars have the key identifier 36d7cb8c01d79eaf"},
		{"ledger 0 - active", "ledger 0 - lost", `ledger key of unknown state "lost"`},
		{"ledger 0 - active", "ledger 0 - stolen", `ledger key of unknown state "stolen"`},
		{"ledger 0 - active", "ledger 0 - active 1775000000",
			"line 12: not the one encoding: unknown line \"ledger 0 - active 1775000000 " + ledger[:51] + "\""},
		{"ledger 0 - active", "ledger 0 - stolen 0", `ledger key of unknown state "stolen"`},
		{"ledger 0 - active", "ledger 0 - stolen -1", `ledger key of unknown state "stolen"`},
		{"ledger 0 - active " + ledger, "ledger 0 9 retired " + ledger + "\nledger 9 - active " + ledger,
			"2 ledger keys and 1 log lines"},
		{"ledger 0 - active " + ledger + "\n", "", "0 ledger keys and 1 log lines"},
		{"log " + ledger, "log " + LogKey(origin, demoPublic("next ledger")).String(),
			"ledger lines and log lines name different keys, or another origin"},
		{"text 47a2", "text 47A2",
			"line 13: not the one encoding: digest \"47A2512ba2e8f71faf82a3b2ff3286158383e9acb96310b257885957417c8b47\" is not 64 lower-case hexadecimal digits"},
		{" contoh id ", " contoh\u00a0x id ",
			"text \"contoh\\u00a0x\" is not one word of printable ASCII without number sign"},
		{" contoh id ", " contoh  ", `language "" has 0 bytes, want 1 to 200`},
		{" id Pernyataan Komitmen ASN BerAKHLAK", " id",
			"line 13: not the one encoding: unknown line \"text 47a2512ba2e8f71faf82a3b2ff3286158383e9acb96310b257885957417c8b47 contoh id\""},
		{"\nlog", "\ntext 47a2512ba2e8f71faf82a3b2ff3286158383e9acb96310b257885957417c8b47 lain id Lain\nlog",
			`text "lain" is listed twice`},
		{"log " + ledger, "log " + ledger + " ", "not the one encoding: lines in another order or spelling"},
		{"log " + ledger, "log " + ledger + " a b", "line 14: not the one encoding: unknown line \"log " + ledger[:76] +
			"\""},
		{"log " + ledger, "log " + ledger + " https://a.example/#b",
			`address "https://a.example/#b" is not one word of printable ASCII without number sign`},
		{"witness bkn ", "witness inspektorat ", `policy name "inspektorat" is reserved or defined twice`},
		{"witness bkn ", "witness none ", `policy name "none" is reserved or defined twice`},
		{"witness bkn ", "witness b#n ", `policy name "b#n" is not one word of printable ASCII without number sign`},
		{list.Policy.Witnesses[1].Key.String(), list.Policy.Witnesses[0].Key.String(),
			"witness bkn: its key is of another type or listed twice"},
		{list.Policy.Witnesses[1].Key.String(), LogKey("bkn.example", demoPublic("bkn")).String(),
			"witness bkn: its key is of another type or listed twice"},
		{list.Policy.Witnesses[1].Key.String(), WitnessKey("bkn.example", demoPublic("ledger")).String(),
			"witness bkn: its key is of another type or listed twice"},
		{"group pusat 1 bkn ombudsman", "group pusat any bkn ombudsman",
			`line 18: strconv.Atoi: parsing "any": invalid syntax`},
		{"group pusat 1", "group pusat 3", "group pusat needs 3 of 2"},
		{"group pusat 1", "group pusat 0", "group pusat needs 0 of 2"},
		{"group pusat 1", "group pusat +1", "not the one encoding: lines in another order or spelling"},
		{"bkn ombudsman\n", "bkn bkn\n",
			`group pusat: member "bkn" is not defined before it, or is in a group already`},
		{"bkn ombudsman\n", "bkn semua\n",
			`group pusat: member "semua" is not defined before it, or is in a group already`},
		{"2 inspektorat pusat", "2 inspektorat bkn",
			`group semua: member "bkn" is not defined before it, or is in a group already`},
		{"2 inspektorat pusat", "1 none",
			`group semua: member "none" is not defined before it, or is in a group already`},
		{"quorum semua", "quorum siapa", `quorum "siapa" is not defined`},
		{"quorum semua\n", "", `quorum "" is not defined`},
		{"quorum semua", "quorum semua\nquorum semua", `line 21: not the one encoding: unknown line "quorum semua"`},
		{"quorum semua", "quorum semua\n# catatan", `line 21: not the one encoding: unknown line "# catatan"`},
		{"quorum semua", "quorum semua\n", `line 21: not the one encoding: unknown line ""`},
		{"timezone WIB", "timezone WIB\npenutup 1", `line 6: not the one encoding: unknown line "penutup 1"`},
	} {
		text := list.text()
		if strings.Count(text, c.old) == 0 {
			t.Fatalf("%q is not in the list", c.old)
		}
		_, err := Open(signText(strings.Replace(text, c.old, c.new, 1), "root"), list.Root)
		if err == nil || strings.TrimPrefix(err.Error(), "trust list: ") != c.want {
			t.Errorf("%q for %q:\n got %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
}

// Two ledger keys never sign about one entry, nor does their order leave open which comes first.
func TestLedgerRangesRefused(t *testing.T) {
	_, list := edition("retired")
	for old, replacement := range map[string]string{"ledger 10 -": "ledger 9 -", "ledger 0 9": "ledger 0 -",
		"ledger 0 9 ": "ledger 20 29 "} {
		_, err := Open(signText(strings.Replace(list.text(), old, replacement, 1), "root"), list.Root)
		if want := "trust list: ranges of ledger keys overlap or stand out of order"; err == nil || err.Error() != want {
			t.Errorf("%s: %v", replacement, err)
		}
	}
}

func TestNoteRefused(t *testing.T) {
	raw, trust := edition("default")
	rootSigner := must(NoteSigner(RootName(origin), demoKey("root")))
	text := trust.text()
	twice := must(note.Sign(&note.Note{Text: text}, rootSigner, witnessAt("bkn", today)))
	lineOf := func(signed []byte) string { return string(signed[len(text)+1:]) }
	for name, c := range map[string]struct {
		note string
		want string
	}{
		"unsigned": {text + "\n", "trust list: malformed note"},
		"empty":    {"", "trust list: malformed note"},
		"too long": {strings.Repeat("a", MaxList+1),
			"trust list: not the one encoding: 262145 bytes, more than 262144"},
		"signed by another": {string(signText(text, "stranger")), "trust list: note has no verifiable signatures"},
		"changed": {strings.Replace(string(raw), "serial 1", "serial 2", 1),
			"trust list: invalid signature for key ikrar.contoh.example/buku/root+4eb407db"},
		"signed by others too": {string(twice), "trust list: not the one encoding: signatures other than the root's"},
		"signed twice": {string(raw) + lineOf(raw),
			"trust list: not the one encoding: signatures other than the root's"},
		"spare bits": {text + "\n" + spareBit(lineOf(raw)),
			"trust list: not the one encoding: a signature is spelled in another way"},
		"signed as a cosigner": {
			string(must(note.Sign(&note.Note{Text: text}, must(Cosigner(RootName(origin), demoKey("root"), today))))),
			"trust list: note has no verifiable signatures"},
		"named as a checkpoint": {
			string(must(note.Sign(&note.Note{Text: text}, must(NoteSigner(origin, demoKey("root")))))),
			"trust list: note has no verifiable signatures"},
	} {
		_, err := Open([]byte(c.note), trust.Root)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	if _, err := Pin(signText(text, "stranger")); err == nil {
		t.Error("a list is pinned that the root it names did not sign")
	}
	if _, err := Pin([]byte("apa saja")); !errors.Is(err, signer.ErrEncoding) {
		t.Errorf("pinning anything: %v", err)
	}
}

// A successor root is named by the root before it; then it signs lists that name itself. That a
// list is newer than the one at hand, its caller compares.
func TestSuccessorRoot(t *testing.T) {
	next := LogKey(RootName(origin), demoPublic("next root"))
	named := demoTrust(func(l *List) { l.Serial, l.NextRoot = 2, &next })
	raw, err := Sign(named, demoKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	opened, err := Open(raw, named.Root)
	if err != nil || *opened.NextRoot != next {
		t.Fatalf("%v, %v", opened, err)
	}
	succeeded := demoTrust(func(l *List) { l.Serial, l.Root = 3, next })
	if raw, err = Sign(succeeded, demoKey("next root")); err != nil {
		t.Fatal(err)
	}
	if opened, err = Open(raw, *opened.NextRoot); err != nil || opened.Serial != 3 {
		t.Errorf("the successor's list: %v", err)
	}
	if _, err = Open(raw, named.Root); err == nil {
		t.Error("the successor's list opens under its predecessor")
	}
	if _, err = Sign(named, demoKey("next root")); !errors.Is(err, eddsa.ErrKey) {
		t.Errorf("a successor signs before its time: %v", err)
	}
	if _, err = Open(signText(named.text(), "next root"), next); !errors.Is(err, eddsa.ErrKey) {
		t.Errorf("a successor's list that names another root: %v", err)
	}
	if _, err = Sign(succeeded, demoKey("root")); !errors.Is(err, eddsa.ErrKey) {
		t.Errorf("a root signs a list that names another: %v", err)
	}
}

func TestLimits(t *testing.T) {
	for want, change := range map[string]func(*List){
		"trust list: more than 32 witnesses or groups": func(l *List) {
			for i := range 30 {
				name := "saksi" + strings.Repeat("x", i)
				l.Policy.Witnesses = append(l.Policy.Witnesses,
					Witness{Name: name, Key: WitnessKey(name, demoPublic(name))})
			}
		},
		"trust list: more than 1000 registrars, ledger keys or texts": func(l *List) {
			l.Texts = slices.Repeat(l.Texts, 1001)
		},
		"trust list: not the one encoding: 285790 bytes, more than 262144": func(l *List) {
			for i := range 999 {
				id := fmt.Sprintf("naskah-%d", i)
				l.Texts = append(l.Texts, Text{signer.DigestOf([]byte(id)), id, "id", strings.Repeat("T", 200)})
			}
		},
	} {
		if _, err := Sign(demoTrust(change), demoKey("root")); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestPolicySize(t *testing.T) {
	for name, want := range map[string]int{"default": 2, "no-quorum": 0, "one-witness": 1, "nested": 2} {
		if _, l := edition(name); l.Policy.Size() != want {
			t.Errorf("%s needs %d witnesses, want %d", name, l.Policy.Size(), want)
		}
	}
	p := Policy{Quorum: "b", Groups: []Group{{"a", 2, []string{"w1", "w2"}}, {"b", 1, []string{"a", "w3"}}}}
	for names, want := range map[string]bool{"w3": true, "w1 w2": true, "w1": false, "": false, "a": false} {
		if p.Met(strings.Fields(names)) != want {
			t.Errorf("%q: %v", names, !want)
		}
	}
	if p.Size() != 1 {
		t.Errorf("the cheaper member needs %d", p.Size())
	}
}

// The specimen in the type's documentation has the lines of a real list, in their order.
func TestGrammar(t *testing.T) {
	list := demoTrust(editions["nested"])
	var keywords []string
	for _, line := range strings.Split(strings.TrimSuffix(list.text(), "\n"), "\n") {
		keyword, _, _ := strings.Cut(line, " ")
		keywords = append(keywords, keyword)
	}
	want := "ikrar/trust/v1 institution origin url timezone serial issued next-update root registrar registrar ledger text log witness witness witness group group quorum"
	if got := strings.Join(keywords, " "); got != want {
		t.Errorf("got %s", got)
	}
	if !regexp.MustCompile(`^text [0-9a-f]{64} contoh id Pernyataan`).MatchString(strings.Split(list.text(),
		"\n")[12]) {
		t.Error("the text line is another")
	}
}

// A newer list replaces an older one under the root or the successor that the older one names, and
// under nothing else.
func TestRenew(t *testing.T) {
	successor := LogKey(RootName(origin), demoPublic("next root"))
	made := func(serial uint64, root string, change func(*List)) []byte {
		l := demoTrust(change)
		l.Serial, l.Root = serial, LogKey(RootName(origin), demoPublic(root))
		return must(Sign(l, demoKey(root)))
	}
	same := func(*List) {}
	plain := must(Pin(made(3, "root", same)))
	naming := must(Pin(made(3, "root", func(l *List) { l.NextRoot = &successor })))
	for what, c := range map[string]struct {
		old  *List
		note []byte
		ok   bool
	}{
		"the next serial": {plain, made(4, "root", same), true},
		"a later serial":  {plain, made(9, "root", same), true},
		"the same serial, another list": {plain, made(3, "root", func(l *List) { l.URL += "/baru" }),
			false},
		"an older serial":                      {plain, made(2, "root", same), false},
		"a stranger":                           {plain, made(4, "stranger", same), false},
		"a successor that was not named":       {plain, made(4, "next root", same), false},
		"the named successor":                  {naming, made(4, "next root", same), true},
		"the named successor, an older serial": {naming, made(3, "next root", same), false},
		"the root itself, a successor named":   {naming, made(4, "root", same), true},
		"the root, after its successor": {must(naming.Renew(made(4, "next root", same))),
			made(5, "root", same), false},
		"another's note under the successor's name": {naming, bytes.Replace(made(4, "root", same), []byte("serial 4"),
			[]byte("serial 5"), 1), false},
	} {
		next, err := c.old.Renew(c.note)
		if (err == nil) != c.ok || c.ok && next.Serial <= c.old.Serial {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// The limits that PROOF.md prints are the program's.
func TestDocumentedNumbers(t *testing.T) {
	text, err := os.ReadFile("../PROOF.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{fmt.Sprintf("at most %d bytes", MaxList), fmt.Sprintf("0-%d", maxListed),
		fmt.Sprintf("0-%d", maxWitnesses)} {
		if !strings.Contains(string(text), want) {
			t.Errorf("PROOF.md does not say %q", want)
		}
	}
}
