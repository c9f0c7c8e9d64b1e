package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"ikrar/verify"
	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

// bench serves the verifier's modules, and what a test puts beside them, to a page with nothing on it.
func bench(t *testing.T, files map[string]any) *browser.Page {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!doctype html><link rel=icon href=data:,>"))
	})
	mux.Handle("/verifier/", http.FileServer(http.Dir(".")))
	for name, content := range files {
		body, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, r *http.Request) { w.Write(body) })
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	page := browser.Tab(t)
	page.Open(server.URL)
	return page
}

// A vector is one file of verify/testdata/vectors, as its README describes it.
type vector struct {
	Name  string `json:"name"`
	Input struct {
		Form   string `json:"form"`
		Text   string `json:"text,omitempty"`
		Base64 []byte `json:"base64,omitempty"`
	} `json:"input"`
	Trust  string          `json:"trust"`
	Root   string          `json:"root"`
	Now    int64           `json:"now"`
	Status json.RawMessage `json:"status"`
	List   []byte          `json:"status_list,omitempty"`
	Expect struct {
		Verdict   verify.Verdict   `json:"verdict"`
		Integrity verify.Integrity `json:"integrity"`
		Trust     verify.Standing  `json:"trust"`
		Steps     []*bool          `json:"steps"`
		Reasons   []string         `json:"reasons"`
		Code      verify.Code      `json:"code"`
		Person    string           `json:"person"`
	} `json:"expect"`
}

const vectorDir = "../testdata/vectors"

func readVectors(t *testing.T) (all []vector, lists map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(vectorDir, "*.json"))
	if err != nil || len(paths) < 400 {
		t.Fatalf("%d vectors, want at least 400 (%v)", len(paths), err)
	}
	lists = map[string]string{}
	for _, path := range paths {
		var v vector
		decodeFile(t, path, &v)
		list, err := os.ReadFile(filepath.Join(vectorDir, "trust", v.Trust))
		if err != nil {
			t.Fatal(err)
		}
		all, lists[v.Trust] = append(all, v), string(list)
	}
	return all, lists
}

func decodeFile(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// scenes has the page check every vector, by the engine that it chooses.
const scenes = `(async () => {
	const { engine } = await import("/verifier/engine.js")
	const verifier = await engine()
	const bytes = (text) => Uint8Array.from(atob(text ?? ""), (c) => c.charCodeAt(0))
	const { vectors, lists } = await (await fetch("/vectors.json")).json()
	const trusts = {}
	const answers = []
	for (const v of vectors) {
		const trust = trusts[v.trust + v.root] ??= await verifier.openTrust(lists[v.trust], v.root)
		let status = v.status && { status: () => v.status }
		if (v.status_list) {
			try {
				status = await verifier.openStatus(bytes(v.status_list), trust, v.now)
			} catch (error) {
				status = { status() { throw error } }
			}
		}
		const input = v.input.form === "cbor" ? bytes(v.input.base64) : v.input.text ?? ""
		answers.push(await verifier.check(input, trust, status, v.now, null))
	}
	return { kind: verifier.kind, answers }
})()`

// answer is a result as the page's engines give it.
type answer struct {
	Verdict   verify.Verdict
	Integrity verify.Integrity
	Trust     verify.Standing
	Steps     []struct {
		N    int
		OK   *bool
		Code string
	}
	Code   verify.Code
	Person struct{ Name string }
}

func TestVectors(t *testing.T) {
	vectors, lists := readVectors(t)
	page := bench(t, map[string]any{"vectors.json": map[string]any{"vectors": vectors, "lists": lists}})
	var got struct {
		Kind    string
		Answers []answer
	}
	page.Eval(scenes, &got)
	if got.Kind != "javascript" || len(got.Answers) != len(vectors) {
		t.Fatalf("%d answers by %s to %d vectors", len(got.Answers), got.Kind, len(vectors))
	}
	for i, v := range vectors {
		compare(t, v, got.Answers[i])
	}
}

func compare(t *testing.T, v vector, a answer) {
	t.Helper()
	e := v.Expect
	e.Steps, e.Reasons = nil, nil
	e.Verdict, e.Integrity, e.Trust, e.Code, e.Person = a.Verdict, a.Integrity, a.Trust, a.Code, a.Person.Name
	for i, s := range a.Steps {
		if s.N != i+1 {
			t.Errorf("%s: step %d stands as number %d", v.Name, s.N, i+1)
		}
		e.Steps, e.Reasons = append(e.Steps, s.OK), append(e.Reasons, s.Code)
	}
	got, err := json.Marshal(e)
	want, err2 := json.Marshal(v.Expect)
	if err != nil || err2 != nil || string(got) != string(want) {
		t.Errorf("%s:\n got %s\nwant %s", v.Name, got, want)
	}
}
