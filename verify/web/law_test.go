package web_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// The law of two implementations: of whatever bytes, they say the same. Here the bytes are proofs with a defect that no
// vector was thought out for, the same ones in every run.
func TestMutatedProofs(t *testing.T) {
	t.Parallel()
	vectors, lists := readVectors(t)
	list := pinned(t, lists["default.note"])
	mutated, cut := 1000, 3
	if wholeLaw() {
		mutated, cut = 3000, 1
	}
	cases := append(mutations(vectors, mutated), every(cut, beginnings(vectors))...)
	now := vectors[0].Now
	address, _ := serve(t, map[string]any{"law.json": map[string]any{"cases": cases, "note": lists["default.note"], "root": list.Root.String(), "now": now}})
	for n, w := range ways[:2] {
		some := cases
		if n > 0 {
			some = cases[:300] // it is the same Go: this is about the way to it
		}
		var answers []answer
		w.open(t, address).Eval(fmt.Sprintf(`(async () => {
			const { cases, note, root, now } = await load("law.json")
			const trust = await verifier.openTrust(note, root)
			const answers = []
			for (const proof of cases.slice(0, %d)) answers.push(await verifier.check(bytes(proof), trust, null, now))
			return answers
		})()`, len(some)), &answers)
		if len(answers) != len(some) {
			t.Fatalf("%s: %d answers to %d proofs", w.name, len(answers), len(some))
		}
		seen := map[string]int{}
		for i, proof := range some {
			r := verify.Check(proof, list, nil, now)
			got, want := summary(answers[i]), resultSummary(r)
			if got != want {
				t.Errorf("%s: proof %x:\n got %s\nwant %s", w.name, proof, got, want)
			}
			seen[string(r.Verdict)]++
		}
		for _, verdict := range []verify.Verdict{verify.Valid, verify.Altered, verify.Untrusted, verify.Unrecorded, verify.Undetermined} {
			if n == 0 && seen[string(verdict)] == 0 {
				t.Errorf("no mutation is %s: %v", verdict, seen)
			}
		}
	}
}

// wholeLaw says whether all cases are tried, as make soak does, or a part of them.
func wholeLaw() bool { return os.Getenv("IKRAR_LAW") == "whole" }

// every returns each n-th of all.
func every[T any](n int, all []T) (some []T) {
	for i := 0; i < len(all); i += n {
		some = append(some, all[i])
	}
	return some
}

func pinned(t *testing.T, note string) *trust.List {
	t.Helper()
	list, err := trust.Pin([]byte(note))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func summary(a answer) string {
	line := fmt.Sprint(a.Verdict, a.Integrity, a.Trust, a.Code, a.Person.Name)
	for _, s := range a.Steps {
		line += fmt.Sprint(" ", s.Code, " ", s.OK != nil && *s.OK, s.OK == nil)
	}
	return line
}

func resultSummary(r verify.Result) string {
	a := answer{Verdict: r.Verdict, Integrity: r.Integrity, Trust: r.Trust}
	if r.Proof != nil {
		a.Code, a.Person.Name = r.Proof.Code(), r.Person().Name
	}
	line := summary(a)
	for _, s := range r.Steps {
		line += fmt.Sprint(" ", s.Reason.Code, " ", s.OK != nil && *s.OK, s.OK == nil)
	}
	return line
}

// mutations changes the proofs of vectors in one or two bytes, cuts, doubles and joins them, and adds CBOR of versions that
// are to come.
func mutations(vectors []vector, n int) (all [][]byte) {
	r := rand.New(rand.NewPCG(2026, 3))
	for depth := range 12 { // a version to come, nested up to and beyond what is still read
		short := slices.Concat([]byte{0x82, 2}, bytes.Repeat([]byte{0x81}, depth), []byte{0})
		all = append(all, short, inFile(short))
	}
	for range n {
		v := vectors[r.IntN(len(vectors))]
		data := bytes.Clone(v.Input.Base64)
		if v.Input.Form != "cbor" {
			data = []byte(v.Input.Text)
		}
		if len(data) == 0 {
			data = []byte{0}
		}
		switch r.IntN(12) {
		case 0:
			if data = later(r); r.IntN(2) == 0 {
				data = inFile(data)
			}
		case 1:
			data = data[:r.IntN(len(data))]
		case 2:
			at := r.IntN(len(data))
			data = slices.Insert(data, at, byte(r.Uint32()))
		case 3:
			at := r.IntN(len(data))
			data = slices.Delete(data, at, at+1)
		case 4:
			data[0] = byte(r.Uint32())
		case 5:
			at := r.IntN(len(data))
			data[at] = "0123456789 \n\r#=+/"[r.IntN(17)]
		default:
			for range 1 + r.IntN(2) {
				data[r.IntN(len(data))] ^= 1 << r.IntN(8)
			}
		}
		all = append(all, data)
	}
	return all
}

// beginnings cuts a proof of each form at some 450 places, and damages as much of another. Go is held to every place by
// itself.
func beginnings(vectors []vector) (all [][]byte) {
	r := rand.New(rand.NewPCG(2026, 5))
	for _, v := range vectors {
		if !slices.Contains([]string{"valid", "qr-valid", "full"}, v.Name) {
			continue
		}
		data := v.bytes()
		step := 1 + len(data)/600
		for n := 1; n < len(data); n += step {
			all = append(all, data[:n])
			if n/step%8 == 0 {
				damaged := bytes.Clone(data[:n])
				damaged[r.IntN(n)] ^= 1 << r.IntN(4) // a digit is still one, more often than not
				all = append(all, damaged)
			}
		}
	}
	return all
}

// later makes an array whose first item is small or a version to come, and whose others are anything at all.
func later(r *rand.Rand) []byte {
	items := 1 + r.IntN(6)
	data := []byte{0x80 | byte(items), byte(r.IntN(4))}
	if r.IntN(3) == 0 {
		data = append(data[:1], 0x18, byte(r.IntN(40)))
	}
	for range items - 1 {
		data = append(data, anything(r, 0)...)
	}
	return data
}

// inFile puts a short proof into a file, with nothing else in it that is right.
func inFile(short []byte) []byte {
	extra := slices.Concat([]byte{0x82}, short, []byte{0x58, 32}, make([]byte, 32))
	return fmt.Appendf(nil, "c2sp.org/tlog-proof@v1\nextra %s\nindex 0\n\n", base64.StdEncoding.EncodeToString(extra))
}

// anything makes an item of CBOR, well-formed or not, nested about as deep as is still read.
func anything(r *rand.Rand, depth int) []byte {
	major, info := byte(r.IntN(8)), byte(r.IntN(29))
	switch {
	case depth > 10:
		return []byte{0}
	case r.IntN(3) > 0: // one deeper
		major, info = 4, 1
	case major >= 4 && major <= 6:
		info = byte(r.IntN(3))
	}
	data := []byte{major<<5 | info}
	if info >= 24 && info < 28 {
		for range 1 << (info - 24) {
			data = append(data, byte(r.IntN(2)*r.IntN(256)))
		}
	}
	switch {
	case info >= 24:
	case major == 2 || major == 3:
		data = append(data, make([]byte, info)...)
	case major >= 4 && major <= 6:
		for range int(info) * (1 + int(major)%2) {
			data = append(data, anything(r, depth+1)...)
		}
	}
	return data
}

// The same law for trust lists, signed by the root whatever they say.
func TestMutatedTrustLists(t *testing.T) {
	t.Parallel()
	_, lists := readVectors(t)
	root := demoKey("root")
	var cases []string
	for _, name := range []string{"stolen.note", "nested.note"} {
		text, _, _ := strings.Cut(lists[name], "\n\n")
		for _, changed := range replaced(text + "\n") {
			cases = append(cases, signedBy(root, changed))
		}
	}
	r := rand.New(rand.NewPCG(2026, 4))
	names := slices.Sorted(maps.Keys(lists))
	for range 800 {
		text, _, _ := strings.Cut(lists[names[r.IntN(len(names))]], "\n\n")
		cases = append(cases, signedBy(root, mutatedList(r, text+"\n")))
	}
	if len(cases) < 1500 {
		t.Fatalf("%d lists", len(cases))
	}
	if !wholeLaw() {
		cases = every(3, cases)
	}
	address, _ := serve(t, map[string]any{"lists.json": cases})
	var got []*string
	ways[0].open(t, address).Eval(`(async () => {
		const { rootOf } = await import("/verifier/trust.js")
		const answers = []
		for (const note of await load("lists.json")) {
			try {
				const trust = await verifier.openTrust(note, rootOf(note))
				answers.push([trust.institution, trust.serial, trust.nextUpdate, trust.registrars.length, trust.texts.length, trust.policy.quorum].join(" "))
			} catch {
				answers.push(null)
			}
		}
		return answers
	})()`, &got)
	if len(got) != len(cases) {
		t.Fatalf("%d answers to %d lists", len(got), len(cases))
	}
	opened := 0
	for i, note := range cases {
		var want *string
		if list, err := trust.Pin([]byte(note)); err == nil {
			line := fmt.Sprintf("%s %d %d %d %d %s", list.Institution, list.Serial, list.NextUpdate, len(list.Registrars), len(list.Texts), list.Policy.Quorum)
			want = &line
			opened++
		}
		if g, w := must(json.Marshal(got[i])), must(json.Marshal(want)); !bytes.Equal(g, w) {
			t.Errorf("the page reads %s, Go %s, in\n%s", g, w, note)
		}
	}
	if opened < len(cases)/20 || opened > len(cases)*19/20 {
		t.Errorf("%d of %d lists open", opened, len(cases))
	}
}

// edges are words at the edges of what a list may hold in some place.
var edges = []string{"", "0", "1", "01", "+1", "-1", "9007199254740991", "9007199254740992", "1099511627775", "1099511627776", "-", "stolen", "none", "retired"}

// replaced puts each of the edges into the place of each word.
func replaced(text string) (all []string) {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, line := range lines {
		words := strings.Split(line, " ")
		for k := range words {
			for _, edge := range edges {
				changed := slices.Clone(words)
				changed[k] = edge
				all = append(all, strings.Join(slices.Concat(lines[:i], []string{strings.Join(changed, " ")}, lines[i+1:]), "\n")+"\n")
			}
		}
	}
	return all
}

// mutatedList changes characters, words or lines.
func mutatedList(r *rand.Rand, text string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	i, j := r.IntN(len(lines)), r.IntN(len(lines))
	words := strings.Split(lines[i], " ")
	k := r.IntN(len(words))
	switch r.IntN(8) {
	case 0:
		lines[i], lines[j] = lines[j], lines[i]
	case 1:
		lines = slices.Insert(lines, i, lines[j])
	case 2:
		lines = slices.Delete(lines, i, i+1)
	case 3:
		words = slices.Insert(words, k, []string{"", "0", "-", "x", "stolen", "none", "#", "é", "\u200f"}[r.IntN(9)])
		lines[i] = strings.Join(words, " ")
	case 4:
		words = slices.Delete(words, k, k+1)
		lines[i] = strings.Join(words, " ")
	case 5:
		other := strings.Split(lines[j], " ")
		words[k] = other[r.IntN(len(other))]
		lines[i] = strings.Join(words, " ")
	default:
		at := r.IntN(len(lines[i]))
		lines[i] = lines[i][:at] + string(rune(33+r.IntN(94))) + lines[i][at+1:]
	}
	return strings.Join(lines, "\n") + "\n"
}

// demoKey is a key of the vectors, whose seeds are public.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// signedBy makes a note of a text, whatever it says, under the root key of the origin in its third line.
func signedBy(root ed25519.PrivateKey, text string) string {
	origin := "ikrar.contoh.example/buku"
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, "root "); ok {
			origin, _, _ = strings.Cut(strings.TrimSpace(rest), "/root+")
		}
	}
	key := trust.LogKey(origin+"/root", eddsa.PublicKey(root.Public().(ed25519.PublicKey)))
	return text + "\n— " + key.Name() + " " + base64Of(key.KeyHash(), ed25519.Sign(root, []byte(text))) + "\n"
}

func base64Of(hash uint32, sig []byte) string {
	return base64.StdEncoding.EncodeToString(append(binary.BigEndian.AppendUint32(nil, hash), sig...))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
