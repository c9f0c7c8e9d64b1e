package web_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	signing "ikrar/signer/web"
	"ikrar/verify"
	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

// A way is how a page comes by its verifier.
type way struct {
	name   string
	kind   string // of the engine that it must choose
	host   string
	before string // run in the page before the engine is asked for
}

var ways = []way{
	{name: "WebCrypto", kind: "javascript", host: "127.0.0.1"},
	{name: "without Ed25519", kind: "webassembly", host: "127.0.0.1",
		before: `crypto.subtle.importKey = crypto.subtle.verify = () => Promise.reject(new DOMException("", "NotSupportedError"))`},
	{name: "with the cofactor", kind: "webassembly", host: "127.0.0.1", before: `crypto.subtle.verify = () => Promise.resolve(true)`},
	{name: "plain http", kind: "webassembly", host: "kantor.contoh.example", before: `if (crypto.subtle) throw new Error("there is a crypto.subtle")`},
}

// serve serves the verifier's modules and programs, a page with nothing on it, and what a test puts beside them as JSON.
func serve(t *testing.T, files map[string]any) (address string, mux *http.ServeMux) {
	t.Helper()
	mux = http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Write([]byte("<!doctype html><link rel=icon href=data:,>"))
	})
	mux.Handle("/verifier/", http.FileServer(http.Dir(".")))
	mux.Handle("/signer/", http.StripPrefix("/signer/", http.FileServerFS(signing.Modules)))
	mux.Handle("/built/", http.StripPrefix("/built/", http.FileServer(http.Dir(browser.Programs(t)))))
	for name, content := range files {
		body, err := json.Marshal(content)
		if err != nil {
			t.Fatal(err)
		}
		mux.HandleFunc("/"+name, func(w http.ResponseWriter, r *http.Request) { w.Write(body) })
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL, mux
}

// open opens the page of serve in one way, with the engine of that way in the variable verifier.
func (w way) open(t *testing.T, address string) *browser.Page {
	t.Helper()
	page := browser.Beside(t)
	page.Open(strings.Replace(address, "127.0.0.1", w.host, 1))
	if w.before != "" {
		page.Eval(w.before, nil)
	}
	var kind string
	page.Eval(prelude, &kind)
	if kind != w.kind {
		t.Fatalf("%s: the engine is of kind %q, want %q", w.name, kind, w.kind)
	}
	return page
}

// prelude gives the page what the tests below share: verifier, bytes of base64, sources of step 7, and the file of step 8.
const prelude = `(async () => {
	globalThis.verifier = await (await import("/verifier/engine.js")).engine()
	globalThis.bytes = (text) => Uint8Array.from(atob(text ?? ""), (c) => c.charCodeAt(0))
	globalThis.load = async (name) => (await fetch("/" + name)).json()
	globalThis.sourceOf = async (v, trust) => {
		if (!v.status_list) return v.status && { status: () => v.status }
		try {
			return await verifier.openStatus(bytes(v.status_list), trust, v.now)
		} catch (error) {
			return { status() { throw error } }
		}
	}
	const sum = async (data) => [...new Uint8Array((await import("/signer/sha256.js")).sha256(data))].map((b) => b.toString(16).padStart(2, "0")).join("")
	globalThis.fileOf = async ({ input, ledger }) => {
		if (input.form !== "pdf") return null
		const pdf = bytes(input.base64)
		if (!ledger?.file) return "unchecked"
		if ((await sum(pdf)) === ledger.file) return ledger.revoked ? "revoked" : "issued"
		return ledger.length < pdf.length && (await sum(pdf.subarray(0, ledger.length))) === ledger.file ? "extended" : "unchecked"
	}
	return verifier.kind
})()`

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
	Ledger json.RawMessage `json:"ledger,omitempty"`
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
		lists[v.Trust] = string(list)
		// What is saved anew shows beside the issued file, which no page has.
		if code := v.Expect.Reasons[7]; code != "file-resaved" && code != "file-different" {
			all = append(all, v)
		}
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

// scenes has the page check every vector.
const scenes = `(async () => {
	const { vectors, lists } = await load("vectors.json")
	const trusts = {}
	const answers = []
	for (const v of vectors) {
		const trust = trusts[v.trust + v.root] ??= await verifier.openTrust(lists[v.trust], v.root)
		const input = v.input.form === "cbor" ? bytes(v.input.base64) : v.input.text ?? ""
		answers.push(await verifier.check(input, trust, await sourceOf(v, trust), v.now, await fileOf(v)))
	}
	return answers
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

// The page gives the answers of the vectors, which are Go's, by every engine; and the engines say the same about all else.
func TestVectors(t *testing.T) {
	t.Parallel()
	vectors, lists := readVectors(t)
	address, _ := serve(t, map[string]any{"vectors.json": map[string]any{"vectors": vectors, "lists": lists}})
	first := ways[0].vectors(t, address, vectors)
	for _, w := range ways[1:] {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			for i, whole := range w.vectors(t, address, vectors) {
				if !reflect.DeepEqual(whole, first[i]) {
					t.Errorf("%s:\n got %v\nwant %v", vectors[i].Name, whole, first[i])
				}
			}
		})
	}
}

// vectors returns whole answers, which it has held against what the vectors expect.
func (w way) vectors(t *testing.T, address string, vectors []vector) (whole []map[string]any) {
	t.Helper()
	var raw json.RawMessage
	w.open(t, address).Eval(scenes, &raw)
	var answers []answer
	if err := errors.Join(json.Unmarshal(raw, &answers), json.Unmarshal(raw, &whole)); err != nil || len(answers) != len(vectors) {
		t.Fatalf("%s: %d answers to %d vectors (%v)", w.name, len(answers), len(vectors), err)
	}
	for i, v := range vectors {
		compare(t, w.name+": "+v.Name, v, answers[i])
		withoutDetails(whole[i])
	}
	return whole
}

// withoutDetails takes the details out of a result's reasons, which every engine words for itself.
func withoutDetails(result map[string]any) {
	for _, step := range result["steps"].([]any) {
		delete(step.(map[string]any)["args"].(map[string]any), "detail")
	}
}

func compare(t *testing.T, name string, v vector, a answer) {
	t.Helper()
	e := v.Expect
	e.Steps, e.Reasons = nil, nil
	e.Verdict, e.Integrity, e.Trust, e.Code, e.Person = a.Verdict, a.Integrity, a.Trust, a.Code, a.Person.Name
	for i, s := range a.Steps {
		if s.N != i+1 {
			t.Errorf("%s: step %d stands as number %d", name, s.N, i+1)
		}
		e.Steps, e.Reasons = append(e.Steps, s.OK), append(e.Reasons, s.Code)
	}
	got, err := json.Marshal(e)
	want, err2 := json.Marshal(v.Expect)
	if err != nil || err2 != nil || string(got) != string(want) {
		t.Errorf("%s:\n got %s\nwant %s", name, got, want)
	}
}
