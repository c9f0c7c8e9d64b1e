package cosigning

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/witness"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

const testOrigin = "ikrar.contoh.example/buku"

// testKey gives a key from a fixed seed: DEMO keys, for tests only.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(testKey(name).Public().(ed25519.PublicKey))
}

// world is an institution's ledger in a temporary directory, which a test lets grow.
type world struct {
	testing.TB
	options ledger.Options
	ledger  *ledger.Ledger
	trust   trust.List
	now     time.Time
}

const worldText = "Pernyataan Komitmen\nSaya berkomitmen.\n"

// newWorld makes a ledger whose trust list has a quorum of so many of the named witnesses; none
// where need is 0. Their addresses come later, by address.
func newWorld(t testing.TB, need int, names ...string) *world {
	t.Helper()
	root := trust.LogKey(trust.RootName(testOrigin), publicOf("root"))
	log := trust.LogKey(testOrigin, publicOf("ledger"))
	dir := t.TempDir()
	w := &world{TB: t, now: time.Unix(1774922400, 0)}
	w.trust = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: testOrigin,
		URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: 1774915200, NextUpdate: 1806451200, Root: root,
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: publicOf("registrar"),
			Name: "Bidang Mutasi"}},
		Ledgers: []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Texts: []trust.Text{{Digest: signer.DigestOf([]byte(worldText)), ID: "contoh", Language: "id",
			Title: "Pernyataan Komitmen"}},
		Policy: trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	for _, name := range names {
		w.trust.Policy.Witnesses = append(w.trust.Policy.Witnesses,
			trust.Witness{Name: name, Key: trust.WitnessKey(name+".example", publicOf(name))})
	}
	if need > 0 {
		w.trust.Policy.Groups = []trust.Group{{Name: "saksi", Need: need, Members: names}}
		w.trust.Policy.Quorum = "saksi"
	}
	w.options = ledger.Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"),
		Origin: testOrigin, Root: root,
		Key: testKey("ledger"), Now: func() time.Time { return w.now }}
	return w
}

// create makes the ledger, once the addresses are known.
func (w *world) create() *world {
	w.Helper()
	l, err := ledger.Create(w.options, w.note())
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
	w.Cleanup(func() { w.ledger.Close() })
	return w
}

func (w *world) note() []byte {
	w.Helper()
	note, err := trust.Sign(w.trust, testKey("root"))
	if err != nil {
		w.Fatal(err)
	}
	return note
}

func (w *world) reopen() {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	l, err := ledger.OpenLedger(w.options)
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
}

// grow records n more campaigns. In another history they are others.
func (w *world) grow(n int, history ...string) {
	w.Helper()
	for range n {
		s, err := signer.Sign(testKey("registrar"), testOrigin,
			signer.Campaign{IssuedAt: w.now.Unix(), CampaignBody: signer.CampaignBody{
				ID: fmt.Sprint("deklarasi-", w.ledger.Size()), Title: fmt.Sprint("Deklarasi ", history),
				Text: worldText, Digest: signer.DigestOf([]byte(worldText)),
				Language: "id", Place: "Pontianak", Opens: w.now.Unix(), Closes: w.now.Add(24 * time.Hour).Unix()}})
		if err == nil {
			_, err = w.ledger.AppendBytes(context.Background(), signer.KindCampaign, s.Bytes())
		}
		if err != nil {
			w.Fatal(err)
		}
	}
}

// renew records a newer trust list.
func (w *world) renew(change func(*trust.List)) {
	w.Helper()
	w.trust.Serial++
	change(&w.trust)
	if _, err := w.ledger.AppendBytes(context.Background(), signer.KindTrust, w.note()); err != nil {
		w.Fatal(err)
	}
}

// publisher publishes what the world records, without long waits.
func (w *world) publisher() *Publisher {
	return &Publisher{Ledger: w.ledger, Now: func() time.Time { return w.now }, Patience: 5 * time.Second,
		Grace: 200 * time.Millisecond}
}

// serve opens a witness with the name's key in a directory, serves it, and puts its address into
// the trust list.
func (w *world) serve(name, dir string) *witness.Witness {
	w.Helper()
	served, err := witness.Open(witness.Options{Name: name + ".example", Key: testKey(name),
		Logs: []witness.Log{witness.LogOf(&w.trust)}, Dir: dir, Now: func() time.Time { return w.now }})
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { served.Close() })
	w.address(name, served)
	return served
}

// address serves a handler as the named witness.
func (w *world) address(name string, h http.Handler) *httptest.Server {
	w.Helper()
	s := httptest.NewServer(h)
	w.Cleanup(s.Close)
	for i := range w.trust.Policy.Witnesses {
		if w.trust.Policy.Witnesses[i].Name == name {
			w.trust.Policy.Witnesses[i].URL = s.URL
		}
	}
	return s
}

// cosigned are the names on the published checkpoint, which must be of all entries.
func (w *world) cosigned() string {
	w.Helper()
	c, _, err := w.ledger.Published()
	if err != nil || c.Size != w.ledger.Size() {
		w.Errorf("published are %d entries of %d: %v", c.Size, w.ledger.Size(), err)
	}
	return fmt.Sprint(c.Names(0))
}
