package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/verify/trust"
)

var update = flag.Bool("update", false, "write testdata/vectors anew")

const vectorDir = "testdata/vectors"

// vector is one file of testdata/vectors; README.md there describes it for other implementations.
type vector struct {
	Name   string        `json:"name"`
	Why    string        `json:"why"`
	Input  vectorInput   `json:"input"`
	Trust  string        `json:"trust"` // file in testdata/vectors/trust
	Root   string        `json:"root"`  // the pinned root that opens it
	Now    int64         `json:"now"`
	Status *vectorStatus `json:"status"`
	List   []byte        `json:"status_list,omitempty"` // the source in its place, as it was fetched
	Issued []byte        `json:"issued,omitempty"`      // of form pdf: the file that was issued
	Ledger *vectorLedger `json:"ledger,omitempty"`      // of form pdf: what it says of that
	Expect expectation   `json:"expect"`
}

type vectorInput struct {
	Form   string `json:"form"` // qr, full, cbor or pdf
	Text   string `json:"text,omitempty"`
	Base64 []byte `json:"base64,omitempty"`
}

func (i vectorInput) bytes() []byte {
	if i.Form == "cbor" {
		return i.Base64
	}
	return []byte(i.Text)
}

type vectorStatus struct {
	State  State  `json:"state"`
	Reason string `json:"reason"`
	Time   int64  `json:"time"`
}

// Status makes the vector's status a source.
func (s vectorStatus) Status(uint64) (StatusAnswer, error) {
	return StatusAnswer{State: s.State, Time: s.Time, Reason: s.Reason}, nil
}

// unavailable is a source that cannot answer: a list that was refused, and why.
type unavailable struct{ error }

func (u unavailable) Status(uint64) (StatusAnswer, error) { return StatusAnswer{}, u.error }

// source makes the vector's status or its status list a source; nil where it has neither.
func (v vector) source(trustList *trust.List) Status {
	if v.List != nil {
		list, err := OpenStatusList(v.List, trustList, v.Now)
		if err != nil {
			return unavailable{err}
		}
		return list
	}
	if v.Status != nil {
		return v.Status
	}
	return nil
}

type expectation struct {
	Verdict   Verdict   `json:"verdict"`
	Integrity Integrity `json:"integrity"`
	Trust     Standing  `json:"trust"`
	Steps     []*bool   `json:"steps"`
	Reasons   []string  `json:"reasons"`
	Code      Code      `json:"code,omitempty"`
	Person    string    `json:"person,omitempty"`
}

// outcomes says of every reason code which step gives it and how that step then came out, apart from check.go.
var outcomes = func() map[string]*bool {
	all := map[string]*bool{}
	for ok, codes := range map[*bool]string{
		holds: "encoding-one registrar-known pledge-signed text-known registered registration-witnessed included status-good file-issued",
		fails: `encoding-other registrar-unknown registrar-range registrar-signature pledge-signature text-unknown registration-signature registration-range
			registration-early registration-order inclusion-index inclusion-path checkpoint-signature checkpoint-range quorum-short status-revoked file-different
			file-revoked`,
		nil: `encoding-version encoding-incomplete pledge-undecided registration-stolen inclusion-absent quorum-late status-absent status-stale status-erased file-extended file-resaved file-unchecked
			file-absent not-reached`,
	} {
		for _, code := range strings.Fields(codes) {
			all[code] = ok
		}
	}
	return all
}()

// stepOf gives the number of the step that a code belongs to.
func stepOf(code string) int {
	first, _, _ := strings.Cut(code, "-")
	return map[string]int{"encoding": 1, "registrar": 2, "pledge": 3, "text": 4, "registration": 5, "registered": 5,
		"included": 6, "inclusion": 6, "checkpoint": 6, "quorum": 6, "status": 7, "file": 8}[first]
}

// expect writes an expectation from "VERDICT INTEGRITY TRUST" and the codes of the steps that do not hold or came out in
// another way than in a proof without fault.
func expect(full bool, answers string, codes ...string) expectation {
	words := strings.Fields(answers)
	e := expectation{Verdict: Verdict(words[0]), Integrity: Integrity(words[1]), Trust: Standing(words[2]),
		Reasons: []string{"encoding-one", "registrar-known", "pledge-signed", "text-known", "registered", "inclusion-absent", "status-absent", "file-absent"}}
	if full {
		e.Reasons[5] = "included"
	}
	for _, code := range codes {
		if n := stepOf(code); n == 1 {
			e.Reasons = append([]string{code}, slices.Concat(slices.Repeat([]string{"not-reached"}, 6), []string{"file-absent"})...)
		} else {
			e.Reasons[n-1] = code
		}
	}
	for _, code := range e.Reasons {
		e.Steps = append(e.Steps, outcomes[code])
	}
	return e
}

// codeOf computes a code in another way than CodeOf: by the base32 of the standard library.
func codeOf(pledge []byte) Code {
	sum := sha256.Sum256(append([]byte("ikrar/code/v1"), pledge...))
	s := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").EncodeToString(sum[:])
	return Code(s[:4] + "-" + s[4:8] + "-" + s[8:12])
}

// vectorFiles makes everything that testdata/vectors holds beside its README, by path.
func vectorFiles(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	for name := range editions {
		files["trust/"+name+".note"], _ = edition(name)
	}
	for _, v := range allVectors() {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		if files[v.Name+".json"] != nil {
			t.Errorf("two vectors are named %s", v.Name)
		}
		files[v.Name+".json"] = b.Bytes()
	}
	return files
}

// The committed vectors are those that the program makes: run go test ./verify -run TestVectorsAreMade -update.
func TestVectorsAreMade(t *testing.T) {
	want := vectorFiles(t)
	if *update {
		for _, old := range vectorPaths(t) {
			if err := os.Remove(filepath.Join(vectorDir, old)); err != nil {
				t.Fatal(err)
			}
		}
		for name, data := range want {
			if err := os.WriteFile(filepath.Join(vectorDir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range vectorPaths(t) {
		if want[name] == nil {
			t.Errorf("%s is made by nobody", name)
		}
	}
	for name, data := range want {
		if got, err := os.ReadFile(filepath.Join(vectorDir, name)); err != nil || !bytes.Equal(got, data) {
			t.Errorf("%s is not what the program makes (%v); run again with -update and look at the difference", name, err)
		}
	}
}

func vectorPaths(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"*.json", "trust/*.note"} {
		found, err := filepath.Glob(filepath.Join(vectorDir, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range found {
			name, err := filepath.Rel(vectorDir, path)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, filepath.ToSlash(name))
		}
	}
	return names
}

// readVectors reads the committed files as other implementations do.
func readVectors(t testing.TB) []vector {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(vectorDir, "*.json"))
	if err != nil || len(paths) < 60 {
		t.Fatalf("%d vectors, want at least 60 (%v)", len(paths), err)
	}
	var all []vector
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var v vector
		d := json.NewDecoder(bytes.NewReader(data))
		d.DisallowUnknownFields()
		if err := d.Decode(&v); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if v.Name+".json" != filepath.Base(path) || v.Why == "" {
			t.Errorf("%s is named %q, or does not say why", path, v.Name)
		}
		all = append(all, v)
	}
	return all
}

// openEdition opens a trust list from its file.
func openEdition(t testing.TB, name, root string) *trust.List {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(vectorDir, "trust", name))
	if err != nil {
		t.Fatal(err)
	}
	key, err := trust.ParseVerifierKey(root)
	if err != nil {
		t.Fatal(err)
	}
	list, err := trust.Open(raw, key)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return list
}

func TestVectors(t *testing.T) {
	given := map[string]bool{}
	for _, v := range readVectors(t) {
		list := openEdition(t, v.Trust, v.Root)
		r := Check(v.Input.bytes(), list, v.source(list), v.Now)
		if v.Input.Form == "pdf" {
			r.CheckFile(v.file())
		}
		got := expectation{Verdict: r.Verdict, Integrity: r.Integrity, Trust: r.Trust}
		for i, s := range r.Steps {
			if s.N != i+1 {
				t.Errorf("%s: step %d stands as number %d", v.Name, s.N, i+1)
			}
			got.Steps, got.Reasons = append(got.Steps, s.OK), append(got.Reasons, s.Reason.Code)
			given[s.Reason.Code] = true
		}
		if r.Proof != nil {
			got.Code, got.Person = r.Proof.Code(), r.Person().Name
		}
		if g, w := must(json.Marshal(got)), must(json.Marshal(v.Expect)); !bytes.Equal(g, w) {
			t.Errorf("%s (%s):\n got %s\nwant %s\n%v", v.Name, v.Why, g, w, r.Steps)
		}
	}
	for _, code := range ReasonCodes {
		if !given[code] {
			t.Errorf("no vector gives %s", code)
		}
	}
}

// Every reason code has its step and its outcome, and check.go has none beside them.
func TestOutcomes(t *testing.T) {
	if len(outcomes) != len(ReasonCodes) {
		t.Errorf("%d outcomes, %d codes", len(outcomes), len(ReasonCodes))
	}
	for _, code := range ReasonCodes {
		if _, ok := outcomes[code]; !ok || stepOf(code) == 0 && code != "not-reached" {
			t.Errorf("%s has no outcome or no step", code)
		}
	}
}

// The law of proofs: what is read is written again as it came.
func TestVectorsReadAsWritten(t *testing.T) {
	for _, v := range readVectors(t) {
		p, err := Read(v.Input.bytes())
		if err != nil {
			continue
		}
		again := map[string]string{"cbor": string(p.Short()), "full": string(p.Full()), "pdf": string(p.Full()), "qr": p.QR("")[2:]}[v.Input.Form]
		if in := string(v.Input.bytes()); again != in[strings.IndexByte(in, '#')+1:] && again != in {
			t.Errorf("%s is written as %q", v.Name, again)
		}
		if p.Pledge.Digest() != signer.DigestOf(p.Pledge.Bytes()) {
			t.Errorf("%s: digest", v.Name)
		}
	}
}
