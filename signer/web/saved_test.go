package web_test

import (
	"os"
	"path/filepath"
	"testing"

	"ikrar/signer/web"
	"ikrar/verify/web/browser"
	"ikrar/verify/web/bundle"
)

// The modules make one script, which runs in a file from a disk: no worker starts there, nothing
// can be loaded beside it, and its policy is not complained of.
func TestSavedFile(t *testing.T) {
	sources := bundle.Sources("signer", web.Modules)
	sources["main.js"] = []byte("import { canSign, newKey } from \"./signer/ed25519.js\"\n" +
		"import { readKey, writeKey } from \"./signer/keyfile.js\"\n" +
		"import { invitationKey, makeView, openView } from \"./signer/invitation.js\"\n" +
		"globalThis.house = { canSign, newKey, readKey, writeKey, invitationKey, makeView, openView }\n")
	script, err := bundle.Script(sources, "main.js")
	if err != nil {
		t.Fatal(err)
	}
	page, err := bundle.File{Page: []byte("<!doctype html><title>kosong</title>[[head]]<p>[[tail]]"), Script: script,
		Say: func(key string) string { return key }}.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "tanda.html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	tab := browser.Tab(t)
	tab.Open("file://" + filepath.ToSlash(path))
	var got struct{ Can, Same, Opens bool }
	tab.Eval(`(async () => {
		const { canSign, newKey, readKey, writeKey, invitationKey, makeView, openView } = house
		const key = await newKey()
		const again = await readKey(await writeKey(key, "rahasia sekali", "siti"), "rahasia sekali")
		const view = await makeView(await invitationKey("K7QM2F8D9XPA0R3T", "ikrar"), "https://ikrar.contoh.example", 1774922400, "ikrar")
		return { can: await canSign(), same: String(again.seed) === String(key.seed), opens: (await openView(view, "ikrar")).date === 1774922400 }
	})()`, &got)
	if !got.Can || !got.Same || !got.Opens {
		t.Errorf("%+v", got)
	}
	if faults := tab.Errors(); len(faults) > 0 {
		t.Errorf("complaints: %q", faults)
	}
}

// Each module that is loaded by itself stands alone.
func TestLateModules(t *testing.T) {
	sources := bundle.Sources("signer", web.Modules)
	for main, want := range map[string]int{"signer/apart.js": 1, "signer/worker.js": 3, "signer/wasm.js": 1} {
		if modules, err := bundle.Graph(sources, main); err != nil || len(modules) != want {
			t.Errorf("%s: %q, want %d modules (%v)", main, modules, want, err)
		}
	}
}
