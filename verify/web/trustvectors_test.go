package web_test

import (
	"net/http"
	"path/filepath"
	"testing"
)

// A trustVector is one file of verify/testdata/trust or of verify/testdata/renewal.
type trustVector struct {
	Name    string  `json:"name"`
	Root    string  `json:"root"`
	Note    string  `json:"note"`
	Opens   bool    `json:"opens"`
	Have    string  `json:"have"`
	Offered string  `json:"offered"`
	Expect  inForce `json:"expect"`
}

// inForce tells the list that is in force after a renewal.
type inForce struct {
	Serial uint64 `json:"serial"`
	Root   string `json:"root"`
}

func readTrustVectors(t *testing.T, directory string, least int) (all []trustVector) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("../testdata", directory, "*.json"))
	if err != nil || len(paths) < least {
		t.Fatalf("%d files in %s, want at least %d (%v)", len(paths), directory, least, err)
	}
	for _, path := range paths {
		var v trustVector
		decodeFile(t, path, &v)
		all = append(all, v)
	}
	return all
}

// Every engine opens the trust lists that Go opens and refuses the others, and the page has the
// same list in force after a renewal.
func TestTrustVectors(t *testing.T) {
	t.Parallel()
	lists, renewals := readTrustVectors(t, "trust", 100), readTrustVectors(t, "renewal", 20)
	address, mux := serve(t, map[string]any{"trust.json": map[string]any{"lists": lists, "renewals": renewals}})
	mux.Handle("/page/", http.FileServer(http.Dir(".")))
	for _, w := range ways[:2] {
		var got struct {
			Opens   []bool
			InForce []inForce
		}
		w.open(t, address).Eval(`(async () => {
			const { offer } = await import("/page/pin.js")
			const { lists, renewals } = await load("trust.json")
			const opens = [], inForce = []
			for (const { note, root } of lists) opens.push(await verifier.openTrust(note, root).then(() => true, () => false))
			for (const { have, root, offered } of renewals) {
				const { trust } = await offer(verifier, offered, await verifier.openTrust(have, root))
				inForce.push({ serial: trust.serial, root: trust.root })
			}
			return { opens, inForce }
		})()`, &got)
		if len(got.Opens) != len(lists) || len(got.InForce) != len(renewals) {
			t.Fatalf("%s: %d answers, %d lists in force", w.name, len(got.Opens), len(got.InForce))
		}
		for i, v := range lists {
			if got.Opens[i] != v.Opens {
				t.Errorf("%s: %s opens: %t", w.name, v.Name, got.Opens[i])
			}
		}
		for i, v := range renewals {
			if got.InForce[i] != v.Expect {
				t.Errorf("%s: after %s the list in force is %+v, want %+v", w.name, v.Name, got.InForce[i], v.Expect)
			}
		}
	}
}
