package server

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// tall is a world whose log has full and partial tiles on two levels, and its recorded pledges.
func tall(t *testing.T) (*world, [][]byte) {
	w := newWorld(t)
	pledges := w.staff(300, "pegawai")
	callers(64, len(pledges), func(i int) { w.append(signer.KindPledge, pledges[i]) })
	w.publish()
	if w.ledger.Size() != 602 {
		t.Fatalf("%d entries", w.ledger.Size())
	}
	return w, pledges
}

// installed builds a command of another module, outside ours. Where the module cannot be had the test is skipped, and fails
// in CI.
func installed(t testing.TB, module string) string {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command("go", "install", module)
	c.Dir, c.Env = dir, append(os.Environ(), "GOBIN="+dir, "GOFLAGS=") // no go.mod of ours is above it
	if out, err := c.CombinedOutput(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s cannot be installed, and CI must have it: %v\n%s", module, err, out)
		}
		t.Skipf("%s cannot be installed: %v", module, err)
	}
	path, _, _ := strings.Cut(module, "@")
	return filepath.Join(dir, filepath.Base(path))
}

// TestTesseraFsck lets the fsck of Tessera walk the served log. That version ends with exit code 0 whatever it finds, so its line of
// success is what counts; a log with a flipped byte anywhere must not get it.
func TestTesseraFsck(t *testing.T) {
	if testing.Short() {
		t.Skip("builds and runs another module")
	}
	fsck := installed(t, "github.com/transparency-dev/tessera/cmd/fsck@v1.0.4")
	w, _ := tall(t)
	key := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(key, []byte(trust.LogKey(testOrigin, publicOf("ledger")).String()), 0o644); err != nil {
		t.Fatal(err)
	}
	clean := func(url string) (bool, string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out, err := exec.CommandContext(ctx, fsck, "--storage_url="+url, "--public_key="+key, "--origin="+testOrigin, "--ui=false", "-N=64").CombinedOutput()
		if ctx.Err() != nil {
			err = ctx.Err() // it never came to an end: not a success
		}
		return err == nil && strings.Contains(string(out), "Successfully fsck'd log with size 602 "), string(out)
	}
	for _, url := range []string{w.url, w.copied()} {
		if ok, out := clean(url); !ok {
			t.Fatalf("fsck of a clean log:\n%s", out)
		}
	}
	for _, path := range []string{"/tile/0/000", "/tile/0/002.p/90", "/tile/1/000.p/2", "/tile/entries/001", "/tile/entries/002.p/90"} {
		damaged := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			recorder := httptest.NewRecorder()
			r.Header.Del("Accept-Encoding")
			w.server.ServeHTTP(recorder, r)
			body := recorder.Body.Bytes()
			if r.URL.Path == path {
				body[len(body)-1] ^= 1
			}
			rw.WriteHeader(recorder.Code)
			rw.Write(body)
		}))
		if ok, out := clean(damaged.URL); ok {
			t.Errorf("fsck took a flipped byte in %s for clean:\n%s", path, out)
		}
		damaged.Close()
	}
}

// TestTorchwood reads the whole log by its tiles, and verifies proofs, with a client that others wrote.
func TestTorchwood(t *testing.T) {
	w, pledges := tall(t)
	vkey := trust.LogKey(testOrigin, publicOf("ledger")).String()
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		t.Fatal(err)
	}
	policy := torchwood.ThresholdPolicy(2, torchwood.OriginPolicy(testOrigin), torchwood.SingleVerifierPolicy(verifier))
	checkpoint, _, err := torchwood.VerifyCheckpoint(w.get("/checkpoint").body, policy)
	if err != nil || checkpoint.N != 602 {
		t.Fatalf("%v %v", checkpoint, err)
	}
	leaves := readAll(w, w.url, checkpoint.Tree)
	if copied := readAll(w, w.copied(), checkpoint.Tree); !maps.Equal(copied, leaves) {
		t.Errorf("%d entries of the copy, %d of the log, or others", len(copied), len(leaves))
	}
	for _, pledge := range [][]byte{pledges[0], pledges[150], pledges[299]} {
		leaf := leaves[signer.DigestOf(pledge)]
		for _, path := range []string{"/v1/proofs/" + string(verify.CodeOf(pledge)), "/v1/inclusion/" + signer.DigestOf(pledge).String()} {
			proof := w.get(path).body
			if err := torchwood.VerifyProof(policy, leaf, proof); err != nil {
				t.Errorf("%s: %v", path, err)
			}
			other := leaf
			other[0] ^= 1
			if torchwood.VerifyProof(policy, other, proof) == nil {
				t.Errorf("%s: holds for another leaf", path)
			}
		}
		// The inclusion's extra is the entry, of which the leaf can be made.
		extra, err := torchwood.ProofExtraData(w.get("/v1/inclusion/" + signer.DigestOf(pledge).String()).body)
		if err != nil || tlog.RecordHash(extra) != leaf {
			t.Errorf("extra %x: %v", extra, err)
		}
	}
}

// readAll reads the whole log behind an address, and returns the leaves by the digests of their statements.
func readAll(w *world, url string, tree tlog.Tree) map[signer.Digest]tlog.Hash {
	w.Helper()
	fetcher, err := torchwood.NewTileFetcher(url, torchwood.WithHTTPClient(w.client))
	if err != nil {
		w.Fatal(err)
	}
	client, err := torchwood.NewClient(fetcher)
	if err != nil {
		w.Fatal(err)
	}
	leaves := map[signer.Digest]tlog.Hash{}
	next, prev := int64(0), verify.FirstPrev(testOrigin)
	for index, raw := range client.AllEntries(w.Context(), tree, 0) {
		entry, err := verify.ParseEntry(raw)
		if err != nil || index != next || entry.Index != uint64(index) || entry.Prev != prev {
			w.Fatalf("entry %d: %+v, %v", index, entry, err)
		}
		leaves[entry.Digest] = entry.LeafHash()
		next, prev = next+1, entry.LeafHash()
	}
	if err := client.Err(); err != nil || next != 602 {
		w.Fatalf("%d entries: %v", next, err)
	}
	return leaves
}

// TestTiles: every tile and bundle of every width, in every size that was published, is what the log's hashes say; one
// wider is not served.
func TestTiles(t *testing.T) {
	w, _ := tall(t)
	w.append(signer.KindCampaign, sign(w, "registrar", signer.Campaign{IssuedAt: w.now.Unix(), CampaignBody: signer.CampaignBody{ID: "lain", Title: "Lain",
		Text: testText, Digest: signer.DigestOf([]byte(testText)), Language: "id", Place: "Pontianak", Opens: w.now.Unix(), Closes: w.now.Unix() + 1}})) // unpublished
	full, beyond := map[string][]byte{}, 0
	for _, tile := range []struct {
		path  string
		last  int // width that is published
		bytes int // of an item; 0 where they differ
	}{{"/tile/0/000", 256, 32}, {"/tile/0/001", 256, 32}, {"/tile/0/002", 90, 32}, {"/tile/1/000", 2, 32}, {"/tile/entries/000", 256, 0}, {"/tile/entries/002", 90, 0}} {
		for width := 1; width <= 256; width++ {
			path, cache := fmt.Sprintf("%s.p/%d", tile.path, width), cacheShort
			if width == 256 {
				path, cache = tile.path, cacheForever
			}
			got := w.get(path, "Accept-Encoding", "identity")
			if width > tile.last {
				beyond++
				if got.StatusCode != http.StatusNotFound {
					t.Errorf("%s: %s", path, got.Status)
				}
				continue
			}
			if got.StatusCode != http.StatusOK || got.Header.Get("Cache-Control") != cache || tile.bytes > 0 && len(got.body) != width*tile.bytes ||
				!bytes.HasPrefix(got.body, full[tile.path]) || len(got.body) <= len(full[tile.path]) {
				t.Fatalf("%s: %s, %d bytes, %v", path, got.Status, len(got.body), got.Header)
			}
			full[tile.path] = got.body
		}
	}
	if beyond != 2*166+254 {
		t.Errorf("%d widths beyond the published ones", beyond)
	}
	var packed = w.get("/tile/entries/000", "Accept-Encoding", "br, gzip;q=0.5")
	if packed.Header.Get("Content-Encoding") != "gzip" || len(packed.body) >= len(full["/tile/entries/000"]) || packed.Header.Get("Vary") != "Accept-Encoding" {
		t.Errorf("%v, %d bytes of %d", packed.Header, len(packed.body), len(full["/tile/entries/000"]))
	}
	for _, header := range []string{"gzip;q=0", "gzip; q=0.000", "identity", "x-gzip-not"} {
		if got := w.get("/tile/entries/000", "Accept-Encoding", header); got.Header.Get("Content-Encoding") != "" {
			t.Errorf("Accept-Encoding %q: %v", header, got.Header)
		}
	}
}
