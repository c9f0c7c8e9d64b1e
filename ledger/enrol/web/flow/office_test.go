package flow_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/ledger/server"
	"ikrar/signer"
	"ikrar/signer/keyfile"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/web/browser"
)

const address = "https://ikrar.contoh.example"

var background = context.Background()

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// bureau is an institution with its people, on a real ledger behind the real server, once with a
// registrar's key that signs at once and once without. Its clock can be moved.
type bureau struct {
	*office.Institution
	registrar crypto.Signer
	ahead     atomic.Int64 // seconds that its clock is before the machine's
	atOnce    http.Handler
	byHand    http.Handler
	held      atomic.Bool // checkpoints are not published

	mutex sync.Mutex
	next  int

	t     testing.TB
	pages []*browser.Page // that its doors share: each door is an origin, and so has storage of its own
}

const people = 120

// found makes an institution with campaigns that are open from and to some seconds from now.
func found(t testing.TB, campaigns map[string][2]int64) *bureau {
	t.Helper()
	b := &bureau{t: t}
	home, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{
		Registrar: "Bidang Mutasi", Now: b.now,
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: address},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	b.Institution = must(home.Open(background, office.Opening{Now: b.now}))
	b.registrar = must(keyfile.Open(home.KeyPath("registrar"), nil))
	t.Cleanup(func() { b.Close() })
	var list strings.Builder
	list.WriteString("nip,nama,jabatan,unit\n")
	for n := range people {
		fmt.Fprintf(&list, "19760201200505%04d,Pegawai Nomor %s,Analis,Dinas Pendidikan\n", 2001+n, words(n))
	}
	b.take(t, list.String())
	x := must(office.ReadText("uu-20-2023", ""))
	for id, span := range campaigns {
		b.campaign(t, x, id, span)
	}
	b.atOnce, b.byHand = b.serve(b.registrar), b.serve(nil)
	b.publish()
	return b
}

// words names people without digits.
func words(n int) string {
	return string([]byte{'A' + byte(n/26%26)}) + strings.ToLower(string([]byte{'A' + byte(n%26)}))
}

func (b *bureau) take(t testing.TB, list string) {
	t.Helper()
	if err := must(b.PlanImport("pegawai.csv", strings.NewReader(list), roster.Choice{})).Import(); err != nil {
		t.Fatal(err)
	}
}

func (b *bureau) campaign(t testing.TB, x text.Text, id string, span [2]int64) {
	t.Helper()
	now := b.now().Unix()
	plan := must(b.PlanCampaign(signer.CampaignBody{ID: id, Title: "Deklarasi " + id, Text: x.Body, Digest: x.Digest(),
		Language: x.Language, Place: "Pontianak", Opens: now + span[0], Closes: now + span[1]}))
	if _, err := plan.Record(background, b.registrar); err != nil {
		t.Fatal(err)
	}
}

func (b *bureau) now() time.Time { return time.Now().Add(time.Duration(b.ahead.Load()) * time.Second) }

func (b *bureau) desk(registrar crypto.Signer) *enrol.Desk {
	d := b.Desk()
	d.Registrar = registrar
	return d
}

func (b *bureau) serve(registrar crypto.Signer) http.Handler {
	return server.New(server.Options{Ledger: b.Ledger, Now: b.now, Desk: b.desk(registrar),
		Connections: 1024, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// publish has the ledger publish what it holds, as serve does each second.
func (b *bureau) publish() {
	if !b.held.Load() {
		if err := b.Publish(background); err != nil {
			panic(err)
		}
	}
}

// invited is a person with an invitation.
type invited struct {
	roster.Person
	code string // without hyphens
}

// invite draws a code for the next person who has none.
func (b *bureau) invite(t testing.TB) invited {
	t.Helper()
	b.mutex.Lock()
	defer b.mutex.Unlock()
	p := must(b.Person(fmt.Sprintf("19760201200505%04d", 2001+b.next)))
	b.next++
	return b.inviteAgain(t, p, b.now().Add(24*time.Hour), false)
}

func (b *bureau) inviteAgain(t testing.TB, p roster.Person, until time.Time, renew bool) invited {
	t.Helper()
	one := iter.Seq2[roster.Person, error](func(yield func(roster.Person, error) bool) { yield(p, nil) })
	batch := must(b.desk(nil).Invite(one, until, renew))
	if err := errors.Join(batch.Sign(t.Context(), b.registrar, rand.Reader, nil), batch.Commit()); err != nil {
		t.Fatal(err)
	}
	return invited{p, strings.ReplaceAll(batch.Invitations[0].Code.String(), "-", "")}
}

// correct changes a person's name, and their credential where they have one.
func (b *bureau) correct(t testing.TB, p roster.Person, name string) {
	t.Helper()
	b.take(t, fmt.Sprintf("nip,nama,jabatan,unit\n%s,%s,Analis,Dinas Pendidikan\n", p.NIP, name))
	live, err := b.Ledger.LiveCredential(signer.Subject(p.Subject))
	if err != nil {
		return
	}
	must(b.Enrol(background, b.registrar, must(b.Person(string(p.NIP))), live.Claims().Key, false))
	b.publish()
}

// approve signs what a person asked for.
func (b *bureau) approve(t testing.TB, p roster.Person) {
	t.Helper()
	for _, r := range must(b.desk(nil).Waiting()) {
		if r.Person.Subject == p.Subject {
			must(b.desk(nil).Approve(background, b.registrar, r, true))
			b.publish()
			return
		}
	}
	t.Fatalf("nothing of %s waits", p.Name)
}

// kinds counts the entries about a person.
func (b *bureau) kinds(t testing.TB, p roster.Person) map[signer.Kind]int {
	t.Helper()
	count := map[signer.Kind]int{}
	live, err := b.Ledger.LiveCredential(signer.Subject(p.Subject))
	if err != nil {
		return count
	}
	for _, e := range must(b.Ledger.About(live.Claims().Key)) {
		count[e.Kind]++
	}
	return count
}

// holds fails where a proof is not valid for whoever has the trust list.
func (b *bureau) holds(t testing.TB, proof []byte, name string) {
	t.Helper()
	list, _ := b.Ledger.Trust()
	r := verify.Check(proof, list, nil, b.now().Unix())
	if r.Verdict != verify.Valid || r.Person().Name != name {
		t.Errorf("%v of %q: %+v", r.Verdict, r.Person().Name, r.Steps)
	}
}
