package web_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/web"
	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Run(m)) }

// A way is how a page comes by Ed25519.
type way struct{ name, before string }

var ways = []way{
	{"by the browser", ""},
	{"by our program", without},
	{"by our program, since the browser's takes everything", `crypto.subtle.verify = () => Promise.resolve(true)`},
}

// without takes Ed25519 away, and nothing else.
const without = `(() => {
	const importKey = crypto.subtle.importKey.bind(crypto.subtle)
	crypto.subtle.importKey = (form, key, how, ...rest) => how === "Ed25519"
		? Promise.reject(new DOMException("", "NotSupportedError")) : importKey(form, key, how, ...rest)
})()`

// open opens an empty page with the modules at /signer/, our programs beside them, and what a test
// says as JSON at /given.
func open(t *testing.T, before string, given any) *browser.Page {
	t.Helper()
	body, err := json.Marshal(given)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/{$}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; "+
			"script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types ikrar-worker")
		w.Write([]byte("<!doctype html><title>kosong</title><link rel=icon href=data:,>"))
	})
	mux.HandleFunc("/given", func(w http.ResponseWriter, r *http.Request) { w.Write(body) })
	mux.Handle("/signer/", http.StripPrefix("/signer/", http.FileServerFS(web.Modules)))
	mux.Handle("/built/", http.StripPrefix("/built/", http.FileServer(http.Dir(browser.Programs(t)))))
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	page := browser.Tab(t)
	page.Open(server.URL)
	if before != "" {
		page.Eval(before, nil)
	}
	page.Eval(prelude, nil)
	return page
}

// prelude is what tests say in the page: hexadecimal both ways, and how an error is called.
const prelude = `(async () => {
	const { hex, unhex } = await import("/signer/bytes.js")
	Object.assign(globalThis, { hex, unhex, given: await (await fetch("/given")).json() })
	globalThis.tried = (f) => Promise.resolve().then(f).then(() => "", (error) => error.name + " " + error.message)
})()`

// A key signs in a page as it does in Go, bit for bit; what comes out is verified before.
func TestSign(t *testing.T) {
	seed := strings.Repeat("07", 32) // TEST-ONLY
	raw, _ := hex.DecodeString(seed)
	key := ed25519.NewKeyFromSeed(raw)
	want := hex.EncodeToString(key[32:]) + " " + hex.EncodeToString(ed25519.Sign(key, []byte("ikrar")))
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			page := open(t, w.before, seed)
			var got struct {
				Signed       string
				Can, Differs bool
				Seed         int
			}
			page.Eval(`(async () => {
				const { canSign, fromSeed, newKey, sign } = await import("/signer/ed25519.js")
				const { bytesOf } = await import("/signer/bytes.js")
				const key = await fromSeed(unhex(given)), one = await newKey(), other = await newKey()
				const signed = hex(key.public) + " " + hex(await sign(key, bytesOf("ikrar")))
				return { signed, can: await canSign(), differs: hex(one.seed) !== hex(other.seed), seed: one.seed.length }
			})()`, &got)
			if got.Signed != want || !got.Can || !got.Differs || got.Seed != 32 {
				t.Errorf("%+v\nwant %s", got, want)
			}
		})
	}
}

// A signature that a fault spoiled does not leave the page, and a device that cannot sign says so.
func TestSignRefuses(t *testing.T) {
	var fault string
	open(t, `(() => {
		const sign = crypto.subtle.sign
		crypto.subtle.sign = async (...args) => {
			const signature = await sign.apply(crypto.subtle, args)
			new Uint8Array(signature)[40] ^= 1
			return signature
		}
	})()`, nil).Eval(`import("/signer/ed25519.js").then(async ({ canSign, newKey, sign, CannotSign }) => {
		const key = await newKey()
		const error = await sign(key, key.public).catch((error) => error)
		return error instanceof CannotSign && !(await canSign()) ? error.message : "signed"
	})`, &fault)
	if !strings.Contains(fault, "does not hold") {
		t.Errorf("%q", fault)
	}
	var can bool
	open(t, without+`,
		WebAssembly.instantiateStreaming = () => Promise.reject(new Error("none"))`, nil).
		Eval(`import("/signer/ed25519.js").then(({ canSign }) => canSign())`, &can)
	if can {
		t.Error("it signs by nothing")
	}
}

func hexOf[B ~[]byte | signer.Digest](b B) string { return fmt.Sprintf("%x", b) }

// made makes a credential of a key, a pledge by it, and its own revocation.
func made(origin string) (signer.Statement[signer.Credential], signer.Statement[signer.Pledge],
	signer.Statement[signer.Revocation]) {
	registrar := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{8}, 32)) // TEST-ONLY
	person := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))    // TEST-ONLY
	pub := must(eddsa.PublicKeyOf(person))
	credential := must(signer.Sign(registrar, origin, signer.Credential{IssuedAt: 1774922400,
		Confirmation: signer.Confirmation{Key: pub}, Person: signer.Person{Name: "Siti Rahmawati"}}))
	pledge := must(signer.Sign(person, origin, signer.Pledge{IssuedAt: 1774922460, Credential: credential.Bytes(),
		PledgeBody: signer.PledgeBody{Text: signer.Digest(bytes.Repeat([]byte{1}, 32)), Campaign: "deklarasi-2026",
			Place: "Pontianak"}}))
	revocation := must(signer.Sign(person, origin, signer.Revocation{IssuedAt: 1774922460,
		RevocationBody: signer.RevocationBody{What: signer.TargetKey, Target: signer.Digest(pub), From: 41,
			Reason: "kunci dicuri"}}))
	return credential, pledge, revocation
}
