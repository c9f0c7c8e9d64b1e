package trust

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
)

var update = flag.Bool("update", false, "write ../testdata/trust and ../testdata/renewal anew")

// A listVector is one file of ../testdata/trust: a note, and whether it opens under a pinned root.
type listVector struct {
	Name  string `json:"name"`
	Why   string `json:"why"`
	Root  string `json:"root"`
	Note  string `json:"note"`
	Opens bool   `json:"opens"`
}

// lined makes a vector of a list of which some text is another, signed by its root whatever it
// says.
func lined(name, why, edition, old, replacement string) listVector {
	list := demoTrust(editions[edition])
	if strings.Count(list.text(), old) == 0 {
		panic("nothing to replace: " + old)
	}
	text := strings.Replace(list.text(), old, replacement, 1)
	return listVector{name, why, list.Root.String(), string(signText(text, "root")), false}
}

func (v listVector) opens() listVector { v.Opens = true; return v }

func listVectors() []listVector {
	return slices.Concat(headVectors(), keyVectors(), policyVectors(), noteVectors(), longVectors())
}

func headVectors() []listVector {
	head := func(name, why, old, replacement string) listVector {
		return lined(name, why, "default", old, replacement)
	}
	return []listVector{
		head("valid", "nothing is wrong", "serial 1", "serial 1").opens(),
		head("version-2", "a list of a later version is refused: update", "ikrar/trust/v1", "ikrar/trust/v2"),
		head("first-line-missing", "it does not say what it is", "ikrar/trust/v1\n", ""),
		head("institution-missing", "no institution", "institution Pemerintah Provinsi Contoh\n", ""),
		head("institution-empty", "an institution without a name", "institution Pemerintah Provinsi Contoh",
			"institution "),
		head("institution-twice", "two institutions", "Contoh\norigin", "Contoh\ninstitution X\norigin"),
		head("institution-space", "two spaces before the name", "institution P", "institution  P"),
		head("institution-right-to-left", "a control of reading direction in the name", "institution P",
			"institution \u202eP"),
		head("institution-long", "a name of 201 bytes", "institution Pemerintah Provinsi Contoh",
			"institution "+strings.Repeat("P", 201)),
		head("institution-longest", "a name of 200 bytes", "institution Pemerintah Provinsi Contoh",
			"institution "+strings.Repeat("P", 200)).opens(),
		head("institution-delete", "U+007F, which a note may hold and a name may not", "institution P",
			"institution \u007fP"),
		head("origin-space", "an origin with a space", "origin ikrar.contoh.example/buku", "origin ikrar contoh"),
		head("origin-plus", "an origin with a plus sign", "origin ikrar.contoh.example/buku", "origin ikrar+contoh"),
		head("origin-other", "an origin that its keys are not named by", "origin "+origin, "origin "+elsewhere),
		head("url-no-scheme", "an address without ://", "url https://", "url "),
		head("url-final-slash", "an address with a final slash", "contoh.example\ntimezone",
			"contoh.example/\ntimezone"),
		head("url-fragment", "an address with a number sign", "contoh.example\ntimezone",
			"contoh.example/#a\ntimezone"),
		head("url-space", "an address with a space", "contoh.example\ntimezone", "contoh.example/a b\ntimezone"),
		head("url-no-break-space", "without space is without U+0020: others may stand within an address",
			"contoh.example\ntimezone", "contoh.example/a\u00a0b\ntimezone").opens(),
		head("timezone-utc", "a time zone that is none of the three", "timezone WIB", "timezone UTC"),
		head("serial-zero", "serial 0", "serial 1", "serial 0"),
		head("serial-leading-zero", "a number with a leading zero", "serial 1", "serial 01"),
		head("serial-sign", "a number with a sign", "serial 1", "serial +1"),
		head("serial-too-large", "2^53", "serial 1", "serial 9007199254740992"),
		head("serial-largest", "2^53 - 1", "serial 1", "serial 9007199254740991").opens(),
		head("issued-zero", "a time of 0", "issued 1774915200", "issued 0"),
		head("issued-too-large", "a time of 2^40", "next-update 1806458400", "next-update 1099511627776"),
		head("next-update-early", "the next update is not after the issue", "next-update 1806458400",
			"next-update 1774915200"),
		head("order", "lines in another order", "serial 1\nissued 1774915200", "issued 1774915200\nserial 1"),
		head("line-unknown", "a line that no version 1 has", "timezone WIB", "timezone WIB\nphone 021"),
		head("line-empty", "an empty line among the others", "timezone WIB\n", "timezone WIB\n\n"),
		head("line-last", "a line after the last", "quorum saksi", "quorum saksi\n# catatan"),
		head("text-digest-upper", "a digest in capitals", "text 47a2", "text 47A2"),
		head("text-language-missing", "a text without its language", " contoh id ", " contoh  "),
		head("text-title-missing", "a text without a title", " id Pernyataan Komitmen ASN BerAKHLAK", " id"),
		head("text-twice", "two texts of one digest", "\nlog",
			"\ntext 47a2512ba2e8f71faf82a3b2ff3286158383e9acb96310b257885957417c8b47 lain id Lain\nlog"),
		head("text-id-twice", "two texts of one id", "\nlog",
			"\ntext 57a2512ba2e8f71faf82a3b2ff3286158383e9acb96310b257885957417c8b47 contoh id Lain\nlog"),
	}
}

func keyVectors() []listVector {
	list := demoTrust()
	ledger, root, registrar := list.Ledgers[0].Key.String(), list.Root.String(), base64Of(list.Registrars[0].Key[:])
	key := func(name, why, old, replacement string) listVector {
		return lined(name, why, "default", old, replacement)
	}
	ranges := func(name, why, old, replacement string) listVector {
		return lined(name, why, "retired", old, replacement)
	}
	named := func(n int) string { return LogKey(strings.Repeat("o", n), demoPublic("root")).String() }
	return []listVector{
		key("root-hash", "a root whose hash is not that of its name and key", "+4eb407db", "+4eb407dc"),
		key("root-hash-upper", "a hash in capitals", "+4eb407db", "+4EB407DB"),
		key("root-type", "a root of the type of witnesses", "root "+root,
			"root "+WitnessKey(RootName(origin), demoPublic("root")).String()),
		key("root-name", "a root that is not named by the origin and /root", "root "+root,
			"root "+LogKey(origin, demoPublic("root")).String()),
		key("root-name-long", "a name of a key has at most 100 bytes", "root "+root, "root "+named(101)),
		key("root-other", "it names another root than the one that signed it", "root "+root,
			"root "+LogKey(RootName(origin), demoPublic("stranger")).String()),
		key("next-root-name", "a successor of another name", "root "+root, "root "+root+"\nnext-root "+ledger),
		key("next-root", "a successor", "root "+root,
			"root "+root+"\nnext-root "+LogKey(RootName(origin), demoPublic("next root")).String()).opens(),
		key("registrar-range", "a range that ends before it begins", "registrar 0 -", "registrar 5 4"),
		key("registrar-range-one", "a range of one entry: first and last may be the same", "registrar 0 -",
			"registrar 5 5").opens(),
		key("registrar-first-leading-zero", "a number with a leading zero", "registrar 0 -", "registrar 00 -"),
		key("registrar-key-missing", "a registrar without a key", "registrar 0 - "+registrar, "registrar 0 -"),
		key("registrar-key-short", "a key of 31 bytes", registrar, base64Of(make([]byte, 31))),
		key("registrar-key-no-point", "a key that is not a point of the curve", registrar, registrar[:40]+"AAA="),
		key("registrar-key-small-order", "a key of small order", registrar, base64Of(make([]byte, 32))),
		key("registrar-key-torsion", "a key with a torsion component", registrar,
			"NYF4Z4B4v0oIMN6AP/NqYk/uUnv8cflxXLPXfVQqg7c="),
		key("registrar-key-spare-bits", "a bit of the base64 that no byte uses", registrar, spareBit(registrar)),
		key("registrar-name-line-separator", "U+2028 in a name", "Kepala Bidang", "Kepala\u2028Bidang"),
		key("registrar-twice", "two registrars with one kid", base64Of(list.Registrars[1].Key[:]), registrar),
		key("ledger-state", "a state that is none", "ledger 0 - active", "ledger 0 - lost"),
		key("ledger-stolen-undated", "stolen, and not when", "ledger 0 - active", "ledger 0 - stolen"),
		key("ledger-active-dated", "active, with a time", "ledger 0 - active", "ledger 0 - active 1775000000"),
		key("ledger-missing", "a log without its ledger line", "ledger 0 - active "+ledger+"\n", ""),
		key("ledger-log-differ", "ledger and log lines of different keys", "log "+ledger,
			"log "+LogKey(origin, demoPublic("next ledger")).String()),
		ranges("ledger-overlap", "two ledger keys for one entry", "ledger 10 -", "ledger 9 -"),
		ranges("ledger-endless-first", "a range without end before another", "ledger 0 9", "ledger 0 -"),
		ranges("ledger-order", "ranges out of order", "ledger 0 9 ", "ledger 20 29 "),
		ranges("ledger-gap", "entries that no ledger key holds: gaps are allowed", "ledger 10 -",
			"ledger 12 -").opens(),
	}
}

func policyVectors() []listVector {
	list := demoTrust(editions["nested"])
	log, keys := list.Policy.Logs[0].Key.String(), list.Policy.Witnesses
	policy := func(name, why, old, replacement string) listVector {
		return lined(name, why, "nested", old, replacement)
	}
	return []listVector{
		policy("log-address", "a log with an address", "log "+log,
			"log "+log+" https://ikrar.contoh.example").opens(),
		policy("log-address-number-sign", "an address with a number sign, which begins comments", "log "+log,
			"log "+log+" https://a.example/#b"),
		policy("log-space", "a space after the key", "log "+log, "log "+log+" "),
		policy("witness-twice", "two witnesses of one name", "witness bkn ", "witness inspektorat "),
		policy("witness-none", "the name none is reserved", "witness bkn ", "witness none "),
		policy("witness-key-twice", "one key under two names", keys[1].Key.String(),
			WitnessKey("bkn.example", keys[0].Key.Key()).String()),
		policy("witness-key-of-log", "a witness with the key of the log", keys[1].Key.String(),
			WitnessKey("bkn.example", demoPublic("ledger")).String()),
		policy("witness-type", "a witness with a key of the type of logs", keys[1].Key.String(),
			LogKey("bkn.example", demoPublic("bkn")).String()),
		policy("witness-key-missing", "a witness without a key", " "+keys[2].Key.String(), ""),
		policy("group-zero", "a group that needs nobody", "group pusat 1", "group pusat 0"),
		policy("group-more", "a group that needs more than its members", "group pusat 1", "group pusat 3"),
		policy("group-any", "a word for a number, as other policies have it", "group pusat 1", "group pusat any"),
		policy("group-none", "a group of the reserved name", "group pusat 1", "group none 1"),
		policy("group-member-twice", "a member twice", "bkn ombudsman\n", "bkn bkn\n"),
		policy("group-member-later", "a member that is defined after it", "bkn ombudsman\n", "bkn semua\n"),
		policy("group-member-shared", "a member of two groups", "2 inspektorat pusat", "2 inspektorat bkn"),
		policy("group-member-none", "none is no member", "2 inspektorat pusat", "1 none"),
		policy("group-empty", "a group of nobody", "group pusat 1 bkn ombudsman", "group pusat 1"),
		policy("quorum-missing", "no quorum", "quorum semua\n", ""),
		policy("quorum-unknown", "a quorum that is not defined", "quorum semua", "quorum siapa"),
		policy("quorum-twice", "two quorums", "quorum semua", "quorum semua\nquorum semua"),
		policy("quorum-none", "a quorum of nobody", "quorum semua", "quorum none").opens(),
		policy("quorum-of-member", "a quorum of one witness, groups or not", "quorum semua", "quorum bkn").opens(),
	}
}

// noteVectors are about the note around a list.
func noteVectors() []listVector {
	list := demoTrust()
	text, root := list.text(), must(NoteSigner(RootName(origin), demoKey("root")))
	by := func(signers ...note.Signer) string {
		return string(must(note.Sign(&note.Note{Text: text}, signers...)))
	}
	line := by(root)[len(text)+1:]
	made := func(name, why, note string) listVector {
		return listVector{"note-" + name, why, list.Root.String(), note, false}
	}
	return []listVector{
		made("unsigned", "no signature", text+"\n"),
		made("empty", "nothing at all", ""),
		made("by-stranger", "signed by another key of the root's name", string(signText(text, "stranger"))),
		made("by-ledger", "signed by the ledger key", by(must(NoteSigner(origin, demoKey("ledger"))))),
		made("as-witness", "signed by the root in the way of witnesses",
			by(must(Cosigner(RootName(origin), demoKey("root"), today)))),
		made("named-origin", "signed by the root under the origin's name",
			by(must(NoteSigner(origin, demoKey("root"))))),
		made("cosigned", "signed by the root and by a witness", by(root, witnessAt("bkn", today))),
		made("signed-twice", "signed twice by the root", by(root)+line),
		made("changed", "changed after it was signed", strings.Replace(by(root), "serial 1", "serial 2", 1)),
		made("spare-bits", "a bit of the signature's base64 that no byte uses", text+"\n"+spareBit(line)),
		made("no-line-feed", "the signature line has no end", strings.TrimSuffix(by(root), "\n")),
		made("carriage-returns", "lines end in CR LF", strings.ReplaceAll(by(root), "\n", "\r\n")),
		made("byte-order-mark", "a byte order mark before it", "\ufeff"+by(root)),
		made("text-after", "a line after the signature", by(root)+"catatan\n"),
		made("two-blank-lines", "two empty lines before the signature", text+"\n\n"+line),
	}
}

// longVectors stand at both sides of a limit.
func longVectors() []listVector {
	long := func(name, why string, opens bool, change func(*List)) listVector {
		list := demoTrust(change)
		return listVector{"limit-" + name, why, list.Root.String(), string(signText(list.text(), "root")), opens}
	}
	witnesses := func(n int) func(*List) {
		return func(l *List) {
			withoutQuorum(l)
			for i := range n {
				name := fmt.Sprint("saksi", i)
				l.Policy.Witnesses = append(l.Policy.Witnesses,
					Witness{Name: name, Key: WitnessKey(name, demoPublic(name))})
			}
		}
	}
	groups := func(n int) func(*List) {
		return func(l *List) {
			witnesses(1)(l)
			for i := range n {
				member := "saksi0"
				if i > 0 {
					member = l.Policy.Groups[i-1].Name
				}
				l.Policy.Groups = append(l.Policy.Groups, Group{fmt.Sprint("g", i), 1, []string{member}})
			}
		}
	}
	texts := func(n int) func(*List) {
		return func(l *List) {
			l.Texts = nil
			for i := range n {
				id := fmt.Sprint(i)
				l.Texts = append(l.Texts, Text{signer.DigestOf([]byte(id)), id, "id", "T"})
			}
		}
	}
	sized := func(n int) func(*List) { // bytes of the signed note
		return func(l *List) {
			texts(1000)(l)
			for i, left := 0, n-len(signText(l.text(), "root")); left > 0; i++ {
				add := min(left, 199)
				l.Texts[i].Title += strings.Repeat("T", add)
				left -= add
			}
		}
	}
	from := func(name, why string, opens bool, length int) listVector {
		list := demoTrust(func(l *List) {
			l.Origin = strings.Repeat("o", length)
			l.Root, l.Ledgers[0].Key = LogKey(RootName(l.Origin), demoPublic("root")), LogKey(l.Origin,
				demoPublic("ledger"))
			l.Policy.Logs[0].Key = l.Ledgers[0].Key
		})
		signed := must(note.Sign(&note.Note{Text: list.text()},
			must(NoteSigner(RootName(list.Origin), demoKey("root")))))
		return listVector{"limit-" + name, why, list.Root.String(), string(signed), opens}
	}
	return []listVector{
		from("origin-95", "an origin of 95 bytes: the root's name has 100", true, 95), from("origin-96",
			"an origin of 96 bytes", false, 96),
		long("witnesses-32", "32 witnesses", true, witnesses(32)), long("witnesses-33", "33 witnesses", false,
			witnesses(33)),
		long("groups-32", "32 groups, each the only member of the next", true, groups(32)), long("groups-33",
			"33 groups", false, groups(33)),
		long("texts-1000", "1000 texts", true, texts(1000)), long("texts-1001", "1001 texts", false, texts(1001)),
		long("bytes", "262144 bytes", true, sized(MaxList)), long("bytes-more", "262145 bytes", false,
			sized(MaxList+1)),
	}
}

// The committed vectors are those that the program makes.
func TestVectorsAreMade(t *testing.T) {
	want := map[string]any{}
	for _, v := range listVectors() {
		want[filepath.Join("../testdata/trust", v.Name+".json")] = v
	}
	for _, v := range renewalVectors() {
		want[filepath.Join("../testdata/renewal", v.Name+".json")] = v
	}
	if n := len(listVectors()) + len(renewalVectors()); n != len(want) {
		t.Errorf("%d vectors have %d names", n, len(want))
	}
	for _, old := range slices.Concat(paths(t, "trust"), paths(t, "renewal")) {
		if want[old] == nil && (!*update || os.Remove(old) != nil) {
			t.Errorf("%s is made by nobody", old)
		}
	}
	for path, v := range want {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, b.Bytes()) {
			t.Errorf("%s is not what the program makes (%v); run again with -update and look at the difference", path,
				err)
		}
	}
}

func paths(t *testing.T, directory string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join("../testdata", directory, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func readVectors[V any](t *testing.T, directory string, least int) (all []V) {
	t.Helper()
	files := paths(t, directory)
	if len(files) < least {
		t.Fatalf("%d files in %s, want at least %d", len(files), directory, least)
	}
	for _, path := range files {
		var v V
		if err := json.Unmarshal(must(os.ReadFile(path)), &v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, v)
	}
	return all
}

func TestListVectors(t *testing.T) {
	for _, v := range readVectors[listVector](t, "trust", 100) {
		root, err := ParseVerifierKey(v.Root)
		if err == nil {
			_, err = Open([]byte(v.Note), root)
		}
		if v.Opens != (err == nil) {
			t.Errorf("%s (%s): %v", v.Name, v.Why, err)
		}
		if _, pinned := Pin([]byte(v.Note)); v.Opens && pinned != nil {
			t.Errorf("%s (%s), pinned: %v", v.Name, v.Why, pinned)
		}
	}
}
