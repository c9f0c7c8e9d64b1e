package publish_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/publish"
	"ikrar/ledger/publish/directory"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

const (
	testOrigin = "ikrar.contoh.example/buku"
	testText   = "Pernyataan Komitmen\nSaya berkomitmen.\n"
)

// testKey gives a key from a fixed seed: TEST-ONLY.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("TEST-ONLY " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(testKey(name).Public().(ed25519.PublicKey))
}

// world is a ledger and a directory that it is published to. Two worlds that record the same have
// the same log.
type world struct {
	testing.TB
	ledger *ledger.Ledger
	list   trust.List
	now    time.Time
	dir    string
}

func newWorld(t testing.TB, dir string) *world {
	t.Helper()
	w := &world{TB: t, now: time.Unix(1774922400, 0), dir: dir}
	root, key := trust.LogKey(trust.RootName(testOrigin), publicOf("root")), trust.LogKey(testOrigin,
		publicOf("ledger"))
	whole := trust.Range{Last: trust.NoEnd}
	w.list = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: testOrigin,
		URL:      "https://ikrar.contoh.example",
		Timezone: "WIB", Serial: 1, Issued: w.now.Unix(), NextUpdate: w.now.Unix() + 365*86400, Root: root,
		Registrars: []trust.Registrar{{Range: whole, Key: publicOf("registrar"), Name: "Bidang Mutasi"}},
		Ledgers:    []trust.LedgerKey{{Range: whole, Key: key, State: trust.Active}},
		Texts: []trust.Text{{Digest: signer.DigestOf([]byte(testText)), ID: "contoh", Language: "id",
			Title: "Komitmen"}},
		Policy: trust.Policy{Logs: []trust.PolicyLog{{Key: key}}, Quorum: "none"}}
	note, err := trust.Sign(w.list, testKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	w.ledger, err = ledger.Create(ledger.Options{Dir: filepath.Join(t.TempDir(), "ledger"), Origin: testOrigin,
		Root: root,
		Key:  testKey("ledger"), Now: func() time.Time { return w.now }}, note)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.ledger.Close() })
	return w
}

// campaigns records so many, each with a name of its own.
func (w *world) campaigns(n int, name string) {
	w.Helper()
	var all [][]byte
	for i := range n {
		all = append(all, sign(w, "registrar", signer.Campaign{IssuedAt: w.now.Unix(),
			CampaignBody: signer.CampaignBody{
				ID: fmt.Sprintf("%s-%d", name, i), Title: "Deklarasi", Text: testText,
				Digest:   signer.DigestOf([]byte(testText)),
				Language: "id", Place: "Pontianak", Opens: w.now.Unix() - 60, Closes: w.now.Unix() + 86400}}))
	}
	for _, a := range w.ledger.AppendAll(context.Background(), signer.KindCampaign, all) {
		if a.Err != nil {
			w.Fatal(a.Err)
		}
	}
}

func sign[C signer.Claims](w *world, key string, claims C) []byte {
	w.Helper()
	s, err := signer.Sign(testKey(key), testOrigin, claims)
	if err != nil {
		w.Fatal(err)
	}
	return s.Bytes()
}

func (w *world) append(kind signer.Kind, raw []byte) uint64 {
	w.Helper()
	r, err := w.ledger.AppendBytes(context.Background(), kind, raw)
	if err != nil {
		w.Fatal(err)
	}
	return r.Index
}

// pledge enrols somebody, who pledges, and returns the pledge with its index.
func (w *world) pledge(person, campaign string) ([]byte, uint64) {
	w.Helper()
	subject := signer.DigestOf([]byte("subject " + person))
	credential := sign(w, "registrar", signer.Credential{IssuedAt: w.now.Unix(),
		Confirmation: signer.Confirmation{Key: publicOf(person)},
		Person: signer.Person{Subject: signer.Subject(subject[:8]), Name: "Nama " + person, Unit: "Dinas Contoh",
			NIPLast4: "2002"}})
	w.append(signer.KindCredential, credential)
	raw := sign(w, person, signer.Pledge{IssuedAt: w.now.Unix(), Credential: credential,
		PledgeBody: signer.PledgeBody{Text: signer.DigestOf([]byte(testText)), Campaign: campaign, Place: "Pontianak"}})
	return raw, w.append(signer.KindPledge, raw)
}

// checkpoint publishes one of this moment.
func (w *world) checkpoint() *world {
	w.Helper()
	_, note, err := w.ledger.Checkpoint()
	if err == nil {
		err = w.ledger.Publish(note)
	}
	if err != nil {
		w.Fatal(err)
	}
	return w
}

func (w *world) store() publish.Store {
	w.Helper()
	s, err := directory.Open(w.dir)
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// publisher is one that has not run yet, over the store as others see it.
func (w *world) publisher(over func(publish.Store) publish.Store) *publish.Publisher {
	w.Helper()
	store := w.store()
	if over != nil {
		store = over(store)
	}
	return &publish.Publisher{Ledger: w.ledger, Store: store, To: w.dir, Now: func() time.Time { return w.now },
		Pages: func(*trust.List) ([]web.Asset, error) {
			return []web.Asset{{Path: "/", Type: "text/html; charset=utf-8", Body: []byte("<!doctype html>")},
				{Path: "/web/1/page.js", Type: "text/javascript; charset=utf-8", Body: []byte("1"), Immutable: true},
				{Path: "/panduan", Type: "text/html; charset=utf-8", Body: []byte("panduan")},
				{Path: "/panduan/kepegawaian", Type: "text/html; charset=utf-8", Body: []byte("kepegawaian")}}, nil
		}}
}

// must publishes, which succeeds.
func (w *world) must(p *publish.Publisher) publish.Report {
	w.Helper()
	r, err := p.Publish(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// clean audits the directory as anybody does, and wants so many entries.
func (w *world) clean(size uint64) {
	w.Helper()
	list, _ := w.ledger.Trust()
	r, err := tiles.Audit(w.Context(), tiles.Log{Trust: list, Now: w.now.Unix(),
		Fetch: func(_ context.Context, path string) ([]byte, error) {
			return os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(path)))
		}}, nil)
	if err != nil || len(r.Findings) > 0 || r.Size != size {
		w.Errorf("%d entries, want %d: %v, %+v", r.Size, size, err, r.Findings)
	}
}

// files are those of a directory, with what is in them, but for the lock and the probe.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			return err
		}
		body, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(body)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

// faulty is a store that answers otherwise than it does.
type faulty struct {
	publish.Store
	create  func(name string, create func() error) error
	replace func(name string, replace func() error) error
}

func (f faulty) Create(ctx context.Context, name string, o publish.Object) error {
	write := func() error { return f.Store.Create(ctx, name, o) }
	if f.create == nil {
		return write()
	}
	return f.create(name, write)
}

func (f faulty) Replace(ctx context.Context, name string, o publish.Object, version string) error {
	write := func() error { return f.Store.Replace(ctx, name, o, version) }
	if f.replace == nil {
		return write()
	}
	return f.replace(name, write)
}
