package enrol_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify/trust"
)

const (
	origin  = "ikrar.contoh.example/buku"
	address = "https://ikrar.contoh.example"
)

const (
	nabila roster.NIP = "197602012005052002"
	arif   roster.NIP = "198501012010011001"
	siti   roster.NIP = "199003032015032003"
)

const employees = `nip,nama,jabatan,unit,golongan,status
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan,III/c,PNS
198501012010011001,Arif Contoh,Penata,Dinas Kesehatan,III/d,PNS
199003032015032003,Siti Contoh,Guru,Dinas Pendidikan,III/a,PNS
`

// testKey gives a key from a fixed seed: TEST-ONLY.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("TEST-ONLY " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(key ed25519.PrivateKey) eddsa.PublicKey {
	return eddsa.PublicKey(key.Public().(ed25519.PublicKey))
}

// world is an institution with a ledger in a temporary directory, and a clock that the test moves.
type world struct {
	testing.TB
	*enrol.Desk
	options ledger.Options
	trust   trust.List
	now     time.Time
}

func newWorld(t testing.TB) *world {
	t.Helper()
	root := trust.LogKey(trust.RootName(origin), publicOf(testKey("root")))
	log := trust.LogKey(origin, publicOf(testKey("ledger")))
	dir := t.TempDir()
	w := &world{TB: t, now: time.Unix(1774922400, 0)}
	registrar := func(name string) trust.Registrar {
		return trust.Registrar{Range: trust.Range{Last: trust.NoEnd}, Key: publicOf(testKey(name)), Name: name}
	}
	w.trust = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: address, Timezone: "WIB",
		Serial: 1, Issued: 1774915200, NextUpdate: 1906451200, Root: root,
		Registrars: []trust.Registrar{registrar("mutasi"), registrar("diklat"), registrar("otomatis")},
		Ledgers:    []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	w.options = ledger.Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"),
		Erasures: filepath.Join(dir, "ledger.erasures"), Origin: origin, Root: root, Key: testKey("ledger"),
		Now: func() time.Time { return w.now }}
	l, err := ledger.Create(w.options, w.note())
	if err != nil {
		t.Fatal(err)
	}
	w.Desk = &enrol.Desk{Ledger: l, Roster: roster.Open(l.Drawer("roster")), Now: w.options.Now}
	t.Cleanup(func() { w.Ledger.Close() })
	w.load(employees)
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

// renewTrust records a newer trust list.
func (w *world) renewTrust(change func(*trust.List)) {
	w.Helper()
	w.trust.Serial++
	change(&w.trust)
	if _, err := w.Ledger.AppendBytes(w.Context(), signer.KindTrust, w.note()); err != nil {
		w.Fatal(err)
	}
}

// load imports people, or what has changed about them.
func (w *world) load(csv string) {
	w.Helper()
	f, err := roster.Read("pegawai.csv", strings.NewReader(csv), roster.Choice{})
	if err != nil {
		w.Fatal(err)
	}
	plan, err := w.Roster.Plan(f)
	if err == nil {
		err = w.Roster.Apply(plan, rand.Reader)
	}
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) person(nip roster.NIP) roster.Person {
	w.Helper()
	p, ok, err := w.Roster.Find(nip)
	if err != nil || !ok {
		w.Fatal("no such person: ", err)
	}
	return p
}

func (w *world) people(nips ...roster.NIP) iter.Seq2[roster.Person, error] {
	return func(yield func(roster.Person, error) bool) {
		for _, nip := range nips {
			if !yield(w.person(nip), nil) {
				return
			}
		}
	}
}

func (w *world) week() time.Time { return w.now.AddDate(0, 0, 7) }

// signed are invitations that are signed and not valid yet.
func (w *world) signed(registrar crypto.Signer, renew bool, nips ...roster.NIP) (*enrol.Batch, error) {
	b, err := w.Invite(w.people(nips...), w.week(), renew)
	if err == nil {
		err = b.Sign(w.Context(), registrar, rand.Reader, nil)
	}
	return b, err
}

// invite invites one person by a registrar's key.
func (w *world) invite(registrar string, nip roster.NIP, renew bool) invitation.Code {
	w.Helper()
	b, err := w.signed(testKey(registrar), renew, nip)
	if err == nil {
		err = b.Commit()
	}
	if err != nil || len(b.Invitations) != 1 {
		w.Fatalf("invited %d: %v", len(b.Invitations), err)
	}
	return b.Invitations[0].Code
}

// request is what a device sends whose key has this name.
func (w *world) request(code invitation.Code, key string) []byte {
	w.Helper()
	list, _ := w.Ledger.Trust()
	return signed(invitation.Request{Address: list.URL}.Sign(testKey(key), code.Key(origin), origin))
}

func signed(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}

func (w *world) view(code invitation.Code) (enrol.View, error) {
	list, _ := w.Ledger.Trust()
	return w.View(signed(invitation.View{Date: w.now.Unix(), Address: list.URL}.Sign(code.Key(origin), origin)))
}

func (w *world) withdraw(code invitation.Code, request []byte) (enrol.View, error) {
	list, _ := w.Ledger.Trust()
	return w.Withdraw(signed(invitation.Withdrawal{Date: w.now.Unix(), Address: list.URL,
		Request: signer.DigestOf(request)}.Sign(code.Key(origin), origin)))
}

// ask sends a request and returns what the desk says.
func (w *world) ask(request []byte) error {
	_, err := w.Redeem(context.Background(), request)
	return err
}

// only is the one request that waits.
func (w *world) only() enrol.Request {
	w.Helper()
	all, err := w.Waiting()
	if err != nil || len(all) != 1 {
		w.Fatalf("%d requests wait, %v", len(all), err)
	}
	return all[0]
}

// questions are the codes of what the one request that waits is in question for.
func (w *world) questions() string {
	w.Helper()
	var codes []string
	for _, q := range w.only().Questions {
		codes = append(codes, q.Code)
	}
	return strings.Join(codes, " ")
}

// keyInForce is the key of a person's credential in force; zero for none.
func (w *world) keyInForce(nip roster.NIP) eddsa.PublicKey {
	c, err := w.Ledger.LiveCredential(signer.Subject(w.person(nip).Subject))
	if err != nil {
		return eddsa.PublicKey{}
	}
	return c.Claims().Key
}

// rows are all of a drawer, as a thief of the disk with the store's key reads them.
func (w *world) rows(name string) map[string][]byte {
	all := map[string][]byte{}
	err := w.Ledger.Drawer(name).Each(nil, func(k, v []byte) error {
		all[string(k)] = bytes.Clone(v)
		return nil
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// edit writes a row of a drawer, as whoever has the disk can.
func (w *world) edit(name, key string, value []byte) {
	w.Helper()
	if err := w.Ledger.Drawer(name).Write([]struct{ Key, Value []byte }{{[]byte(key), value}}); err != nil {
		w.Fatal(err)
	}
}

// reopen opens the ledger again that was closed.
func (w *world) reopen() {
	w.Helper()
	l, err := ledger.OpenLedger(w.options)
	if err != nil {
		w.Fatal(err)
	}
	w.Desk = &enrol.Desk{Ledger: l, Roster: roster.Open(l.Drawer("roster")), Now: w.options.Now}
}
