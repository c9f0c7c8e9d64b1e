package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
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

// world is an institution in a temporary directory, with a clock that the test moves.
type world struct {
	testing.TB
	options Options
	ledger  *Ledger
	trust   trust.List
	now     time.Time
}

const worldText = "Pernyataan Komitmen\nSaya berkomitmen.\n"

func newWorld(t testing.TB, change ...func(*world)) *world {
	t.Helper()
	root := trust.LogKey(trust.RootName(testOrigin), publicOf("root"))
	ledgerKey := trust.LogKey(testOrigin, publicOf("ledger"))
	dir := t.TempDir()
	w := &world{TB: t, now: time.Unix(1774922400, 0)}
	w.trust = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: testOrigin, URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: 1774915200, NextUpdate: 1806451200, Root: root,
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: publicOf("registrar"), Name: "Bidang Mutasi"}},
		Ledgers:    []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: ledgerKey, State: trust.Active}},
		Texts:      []trust.Text{{Digest: signer.DigestOf([]byte(worldText)), ID: "contoh", Language: "id", Title: "Pernyataan Komitmen"}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: ledgerKey}}, Quorum: "none"}}
	w.options = Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"), Erasures: filepath.Join(dir, "ledger.erasures"), Origin: testOrigin, Root: root,
		Key: testKey("ledger"), Now: func() time.Time { return w.now }}
	for _, c := range change {
		c(w)
	}
	l, err := Create(w.options, w.note())
	if err != nil {
		t.Fatal(err)
	}
	w.ledger = l
	t.Cleanup(func() { w.ledger.Close() })
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

// open opens the ledger. A process that another test starts at this moment has our lock for as long
// as it takes from fork to exec; that is no other owner.
func (w *world) open() (l *Ledger, err error) {
	for range 100 {
		if l, err = OpenLedger(w.options); !errors.Is(err, ErrLocked) {
			return l, err
		}
		time.Sleep(10 * time.Millisecond)
	}
	return l, err
}

// reopen closes the ledger and opens it again.
func (w *world) reopen() {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	l, err := w.open()
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
}

func sign[C signer.Claims](w *world, key string, claims C) []byte {
	w.Helper()
	s, err := signer.Sign(testKey(key), testOrigin, claims)
	if err != nil {
		w.Fatal(err)
	}
	return s.Bytes()
}

func (w *world) append(kind signer.Kind, raw []byte) Receipt {
	w.Helper()
	r, err := w.ledger.AppendBytes(context.Background(), kind, raw)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func subjectOf(person string) signer.Subject {
	d := signer.DigestOf([]byte("subject " + person))
	return signer.Subject(d[:8])
}

func (w *world) credentialClaims(person string) signer.Credential {
	return signer.Credential{IssuedAt: w.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf(person)},
		Person: signer.Person{Subject: subjectOf(person), Name: "Nama " + person, Unit: "Dinas Contoh", NIPLast4: "2002"}}
}

func (w *world) credential(person string, change ...func(*signer.Credential)) []byte {
	c := w.credentialClaims(person)
	for _, f := range change {
		f(&c)
	}
	return sign(w, "registrar", c)
}

func (w *world) campaignClaims(id string) signer.Campaign {
	return signer.Campaign{IssuedAt: w.now.Unix(), CampaignBody: signer.CampaignBody{ID: id, Title: "Deklarasi", Text: worldText, Digest: signer.DigestOf([]byte(worldText)),
		Language: "id", Place: "Pontianak", Opens: w.now.Unix(), Closes: w.now.Add(24 * time.Hour).Unix()}}
}

func (w *world) campaign(id string, change ...func(*signer.Campaign)) []byte {
	c := w.campaignClaims(id)
	for _, f := range change {
		f(&c)
	}
	return sign(w, "registrar", c)
}

func (w *world) pledgeClaims(credential []byte) signer.Pledge {
	return signer.Pledge{IssuedAt: w.now.Unix(), Credential: credential,
		PledgeBody: signer.PledgeBody{Text: signer.DigestOf([]byte(worldText)), Campaign: "deklarasi", Place: "Pontianak"}}
}

func (w *world) pledge(person string, credential []byte, change ...func(*signer.Pledge)) []byte {
	p := w.pledgeClaims(credential)
	for _, f := range change {
		f(&p)
	}
	return sign(w, person, p)
}

// people enrols and pledges n people in a campaign and returns the indexes of the pledges.
func (w *world) people(n int) []uint64 {
	w.Helper()
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	indexes := make([]uint64, n)
	for i := range n {
		person := fmt.Sprint("pegawai-", i)
		credential := w.credential(person)
		w.append(signer.KindCredential, credential)
		indexes[i] = w.append(signer.KindPledge, w.pledge(person, credential)).Index
	}
	return indexes
}

// audit closes the ledger, audits it, and opens it again.
func (w *world) audit() AuditReport {
	w.Helper()
	if err := w.ledger.Close(); err != nil {
		w.Fatal(err)
	}
	report, err := Audit(context.Background(), w.options, nil)
	if err != nil {
		w.Fatal(err)
	}
	l, err := w.open()
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
	return report
}

// refusal is the rule of a RuleError, or the error in words.
func refusal(err error) string {
	var r *RuleError
	if errors.As(err, &r) {
		return r.Rule
	}
	return fmt.Sprint(err)
}

// dump is everything that the ledger has on disk: every key of the store, and the head file under
// the key "head file".
func (w *world) dump() map[string]string {
	w.Helper()
	all := map[string]string{}
	err := w.keeper().store.View(func(t store.Txn) error {
		return t.Each(nil, func(k, v []byte) error {
			all[string(k)] = string(v)
			return nil
		})
	})
	text, err2 := os.ReadFile(w.options.Head)
	if err := errors.Join(err, err2); err != nil {
		w.Fatal(err)
	}
	all["head file"] = string(text)
	return all
}

// edit changes the store behind the ledger's back.
func (w *world) edit(f func(store.Txn) error) {
	w.Helper()
	if err := w.keeper().store.Update(f); err != nil {
		w.Fatal(err)
	}
}

func (w *world) issuance(pledge []byte, number string, change ...func(*signer.Issuance)) []byte {
	i := signer.Issuance{IssuedAt: w.now.Unix(), IssuanceBody: signer.IssuanceBody{Pledge: signer.DigestOf(pledge), Number: number,
		File: signer.DigestOf([]byte("PDF " + number)), Length: 1000}}
	for _, f := range change {
		f(&i)
	}
	return sign(w, "registrar", i)
}

func (w *world) revocation(what signer.Target, target signer.Digest, change ...func(*signer.Revocation)) []byte {
	return sign(w, "registrar", w.revocationClaims(what, target, change...))
}

func (w *world) revocationClaims(what signer.Target, target signer.Digest, change ...func(*signer.Revocation)) signer.Revocation {
	r := signer.Revocation{IssuedAt: w.now.Unix(), RevocationBody: signer.RevocationBody{What: what, Target: target, Reason: "salah"}}
	for _, f := range change {
		f(&r)
	}
	return r
}

func (w *world) enrol(person string, change ...func(*signer.Credential)) []byte {
	w.Helper()
	c := w.credential(person, change...)
	w.append(signer.KindCredential, c)
	return c
}

// newTrust records a newer trust list.
func (w *world) newTrust(change func(*trust.List)) Receipt {
	w.Helper()
	w.trust.Serial++
	change(&w.trust)
	return w.append(signer.KindTrust, w.note())
}

// valid fails the test unless the pledge's proofs check valid now.
func (w *world) valid(index uint64) {
	w.Helper()
	p, err := w.ledger.Proof(index)
	if err != nil {
		w.Fatal(err)
	}
	list, _ := w.ledger.Trust()
	for form, proof := range map[string][]byte{"full": p.Full(), "short": p.Short(), "QR": []byte(p.QR(list.URL))} {
		if r := verify.Check(proof, list, w.ledger, w.now.Unix()); r.Verdict != verify.Valid {
			w.Errorf("%s proof of entry %d: %s, steps %+v", form, index, r.Verdict, r.Steps)
		}
	}
}

// clean fails the test unless the audit finds nothing.
func (w *world) clean() {
	w.Helper()
	if report := w.audit(); len(report.Findings) != 0 || report.Size != w.ledger.Size() {
		w.Errorf("audit of %d entries: %+v", w.ledger.Size(), report)
	}
}

func verifyConsistency(proof tlog.TreeProof, size uint64, root tlog.Hash, old uint64, oldRoot tlog.Hash) error {
	return tlog.CheckTree(proof, int64(size), root, int64(old), oldRoot)
}

// keeper is the book behind the ledger.
func (w *world) keeper() *keeper { return w.ledger.book.(*keeper) }
