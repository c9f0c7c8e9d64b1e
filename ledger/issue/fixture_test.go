package issue

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/ledger/internal/archive"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/text"
	"ikrar/verify/trust"
)

const (
	testOrigin = "ikrar.contoh.example/buku"
	testText   = "Pernyataan Komitmen\nSaya berkomitmen.\n"
)

// testKey gives a key from a fixed seed: DEMO keys, for tests only.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(testKey(name).Public().(ed25519.PublicKey))
}

// device is a key that a test can break or follow: before is called before each signature.
type device struct {
	ed25519.PrivateKey
	before atomic.Pointer[func(n int) error]
	count  atomic.Int64
}

func (d *device) Sign(r io.Reader, message []byte, o crypto.SignerOpts) ([]byte, error) {
	if before := d.before.Load(); before != nil {
		if err := (*before)(int(d.count.Add(1))); err != nil {
			return nil, err
		}
	}
	return d.PrivateKey.Sign(r, message, o)
}

// watch has f called before each signature, with how many there were since.
func (d *device) watch(f func(n int) error) {
	d.count.Store(0)
	d.before.Store(&f)
}

// world is an institution with a ledger in a temporary directory, and a clock that the test moves.
type world struct {
	testing.TB
	options   ledger.Options
	ledger    *ledger.Ledger
	key       *device // the ledger's
	registrar *device
	trust     trust.List
	now       time.Time
	dir       string // of the certificates
	settings  Settings
	batch     int
	archive   *archive.Archive // nil keeps none
}

func newWorld(t testing.TB) *world {
	t.Helper()
	root := trust.LogKey(trust.RootName(testOrigin), publicOf("root"))
	log := trust.LogKey(testOrigin, publicOf("ledger"))
	dir := t.TempDir()
	w := &world{TB: t, now: time.Unix(1774922400, 0), dir: filepath.Join(dir, "sertifikat"),
		key:       &device{PrivateKey: testKey("ledger")},
		registrar: &device{PrivateKey: testKey("registrar")}}
	w.trust = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: testOrigin,
		URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: 1774915200, NextUpdate: 1906451200, Root: root,
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: publicOf("registrar"),
			Name: "Bidang Mutasi"}},
		Ledgers: []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Texts: []trust.Text{{Digest: signer.DigestOf([]byte(testText)), ID: "contoh", Language: "id",
			Title: "Pernyataan Komitmen"}},
		Policy: trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	w.options = ledger.Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"),
		Origin: testOrigin, Root: root,
		Key: w.key, Now: func() time.Time { return w.now }}
	w.settings = Settings{Agency: "BADAN KEPEGAWAIAN DAERAH", Title: "SERTIFIKAT", Language: "id",
		Pattern: "{klasifikasi}/{urut}/{unit}/{tahun}", Class: "800.1.3.3.22", UnitCode: "BKD", Values: text.Values(),
		Signatory: certificate.Signatory{Position: "Kepala Badan Kepegawaian Daerah", Name: "Contoh Pejabat, S.H."},
		NIP:       func(p signer.Person) (string, error) { return "••••" + p.NIPLast4, nil }}
	l, err := ledger.Create(w.options, w.note())
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = l
	t.Cleanup(func() { w.ledger.Close() })
	w.campaign("deklarasi")
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

// newTrust records a newer trust list.
func (w *world) newTrust(change func(*trust.List)) {
	w.Helper()
	w.trust.Serial++
	change(&w.trust)
	w.append(signer.KindTrust, w.note())
}

func (w *world) append(kind signer.Kind, raw []byte) ledger.Receipt {
	w.Helper()
	r, err := w.ledger.AppendBytes(context.Background(), kind, raw)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func sign[C signer.Claims](w *world, key string, claims C) []byte {
	w.Helper()
	s, err := signer.Sign(testKey(key), testOrigin, claims)
	if err != nil {
		w.Fatal(err)
	}
	return s.Bytes()
}

func (w *world) campaign(id string) {
	w.Helper()
	w.append(signer.KindCampaign,
		sign(w, "registrar",
			signer.Campaign{IssuedAt: w.now.Unix(), CampaignBody: signer.CampaignBody{ID: id, Title: "Deklarasi " + id,
				Text: testText, Digest: signer.DigestOf([]byte(testText)), Language: "id", Place: "Pontianak",
				Opens: w.now.Unix(), Closes: w.now.AddDate(3, 0, 0).Unix()}}))
}

func subjectOf(person string) signer.Subject {
	d := signer.DigestOf([]byte("subject " + person))
	return signer.Subject(d[:8])
}

// enrol gives a person a credential. The name on it is the person's unless a change says otherwise.
func (w *world) enrol(person string, change ...func(*signer.Person)) []byte {
	w.Helper()
	c := signer.Credential{IssuedAt: w.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf(person)},
		Person: signer.Person{Subject: subjectOf(person), Name: "Nama " + person, Unit: "Dinas Contoh",
			Position: "Analis", Rank: "Penata, III/c", NIPLast4: "2002"}}
	for _, f := range change {
		f(&c.Person)
	}
	raw := sign(w, "registrar", c)
	w.append(signer.KindCredential, raw)
	return raw
}

// pledge records a person's pledge in a campaign and returns its index.
func (w *world) pledge(person, campaign string, credential []byte) uint64 {
	w.Helper()
	return w.append(signer.KindPledge, sign(w, person, signer.Pledge{IssuedAt: w.now.Unix(), Credential: credential,
		PledgeBody: signer.PledgeBody{Text: signer.DigestOf([]byte(testText)), Campaign: campaign,
			Place: "Pontianak"}})).Index
}

// people enrols and pledges so many, whose names begin alike, and returns the indexes of the
// pledges.
func (w *world) people(prefix string, n int) []uint64 {
	w.Helper()
	indexes := make([]uint64, n)
	for k := range n {
		person := fmt.Sprint(prefix, k)
		indexes[k] = w.pledge(person, "deklarasi", w.enrol(person))
	}
	return indexes
}

// crowd does the same side by side, for many: in whatever order.
func (w *world) crowd(n int) {
	w.Helper()
	var group sync.WaitGroup
	for k := range 256 {
		group.Go(func() {
			for ; k < n; k += 256 {
				person := fmt.Sprint("pegawai ", k)
				w.pledge(person, "deklarasi", w.enrol(person))
			}
		})
	}
	group.Wait()
}

func (w *world) revoke(index uint64) {
	w.Helper()
	entry, err := w.ledger.Entry(index)
	if err != nil {
		w.Fatal(err)
	}
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: entry.Digest, Reason: "salah"}}))
}

func (w *world) issuer() *Issuer {
	i := &Issuer{Ledger: w.ledger, Registrar: w.registrar, Settings: w.settings,
		Now: func() time.Time { return w.now }, batch: w.batch}
	if w.archive != nil {
		i.Archive = w.archive
	}
	return i
}

// outcome is what a run reported.
type outcome struct {
	made    []Certificate
	refused map[uint64]error // by index
}

func (o outcome) fresh() (n int) {
	for _, c := range o.made {
		if c.New {
			n++
		}
	}
	return n
}

// tryRun runs a request; Dir is the world's.
func (w *world) tryRun(ctx context.Context, r Request) (outcome, error) {
	o := outcome{refused: map[uint64]error{}}
	r.Dir = w.dir
	last := -1
	err := w.issuer().Run(ctx, r, func(c Certificate, err error) {
		if int(c.Index) <= last {
			w.Errorf("certificate of pledge %d is reported behind that of %d", c.Index, last)
		}
		if last = int(c.Index); err != nil {
			o.refused[c.Index] = err
			return
		}
		o.made = append(o.made, c)
	})
	return o, err
}

// run is tryRun where nothing may fail and nothing be refused.
func (w *world) run(r Request) outcome {
	w.Helper()
	o, err := w.tryRun(context.Background(), r)
	if err != nil || len(o.refused) > 0 {
		w.Fatalf("run: %v, refused: %v", err, o.refused)
	}
	return o
}

// reopen opens the ledger again, closed already or not.
func (w *world) reopen() {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	w.key.before.Store(nil)
	w.registrar.before.Store(nil)
	l, err := ledger.OpenLedger(w.options)
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
}

// issuances are all that the log holds, by number, with the index of their pledge. A number used
// twice fails the test.
func (w *world) issuances() map[string]uint64 {
	w.Helper()
	all := map[string]uint64{}
	for index := range w.ledger.Size() {
		entry, err := w.ledger.Entry(index)
		if err != nil {
			w.Fatal(err)
		}
		if entry.Kind != signer.KindIssuance {
			continue
		}
		raw, err := w.ledger.Statement(entry.Digest)
		if err != nil {
			w.Fatal(err)
		}
		u, err := signer.Parse[signer.Issuance](raw)
		if err != nil {
			w.Fatal(err)
		}
		if _, twice := all[u.Claims().Number]; twice {
			w.Errorf("number %s is issued twice", u.Claims().Number)
		}
		receipt, err := w.ledger.Receipt(u.Claims().Pledge)
		if err != nil {
			w.Fatal(err)
		}
		all[u.Claims().Number] = receipt.Index
	}
	return all
}

// files are all files under the certificates' directory, by path in it.
func (w *world) files() map[string][]byte {
	w.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(w.dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && path == w.dir {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all[filepath.ToSlash(path[len(w.dir)+1:])] = data
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// consistent fails the test unless exactly these pledges, in this order, have the year's numbers
// from 1, one file each, and the audit finds nothing.
func (w *world) consistent(year int, pledges ...uint64) {
	w.Helper()
	issued := w.issuances()
	for n, index := range pledges {
		number := w.settings.number(uint64(n+1), year)
		if at, ok := issued[number]; !ok || at != index {
			w.Errorf("number %s: pledge %d, recorded: %v; want pledge %d", number, at, ok, index)
		}
	}
	if files := w.files(); len(issued) != len(pledges) || len(files) != len(pledges) {
		w.Errorf("%d issuances and %d files of %d pledges", len(issued), len(files), len(pledges))
	}
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	report, err := ledger.Audit(context.Background(), w.options, nil)
	if err != nil || len(report.Findings) > 0 {
		w.Errorf("audit: %v, %+v", err, report.Findings)
	}
	w.reopen()
}
