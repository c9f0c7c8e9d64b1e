package standing_test

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/report"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// world is an institution in which several work at once.
type world struct {
	ctx       context.Context
	dir       string
	officers  []*office.Institution // the first has the ledger, and another reaches it through that one
	registrar crypto.Signer
	keys      map[string]ed25519.PrivateKey
	campaigns []signer.CampaignBody
	chance    *rand.Rand
}

func newWorld(t *testing.T) *world {
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{Registrar: "BKD", Now: time.Now,
		Config: settings, Facts: config.Facts{Name: "Contoh", URL: "https://ikrar.contoh.example"}})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{ctx: t.Context(), dir: t.TempDir(), registrar: must(keyfile.Open(h.KeyPath("registrar"), nil)),
		keys: map[string]ed25519.PrivateKey{}, chance: rand.New(rand.NewPCG(19, 3))}
	own := must(h.Open(w.ctx, office.Opening{Now: time.Now}))
	socket := must(ledger.Listen(own.SocketPath()))
	shared := make(chan error, 1)
	go func() { shared <- own.Ledger.Share(socket) }()
	far := must(h.Open(w.ctx, office.Opening{Now: time.Now}))
	if !own.Own || far.Own {
		t.Fatal("not one of two has the ledger")
	}
	t.Cleanup(func() {
		if err := errors.Join(far.Close(), socket.Close(), <-shared, own.Close()); err != nil {
			t.Error(err)
		}
	})
	w.officers = []*office.Institution{own, far}
	x := must(office.ReadText("uu-20-2023", ""))
	for _, id := range []string{"deklarasi", "pelantikan"} {
		c := signer.CampaignBody{ID: id, Title: "Deklarasi", Text: x.Body, Digest: x.Digest(), Language: x.Language,
			Place: "Pontianak", Opens: time.Now().Add(-time.Hour).Unix(), Closes: time.Now().Add(time.Hour).Unix()}
		must(must(own.PlanCampaign(c)).Record(w.ctx, w.registrar))
		w.campaigns = append(w.campaigns, c)
	}
	return w
}

const mostPeople = 12

func nipOf(n int) string { return fmt.Sprintf("1976020120050520%02d", n) }

// imports imports everybody, some of them under other names and units than before. Who was erased
// comes back as somebody else.
func (w *world) imports(i *office.Institution) error {
	var file strings.Builder
	file.WriteString("nip,nama,jabatan,unit\n")
	for n := range mostPeople {
		fmt.Fprintf(&file, "%s,%s Contoh,Analis,Dinas %c\n", nipOf(n), []string{"Ayu", "Budi"}[w.chance.IntN(2)],
			'A'+rune(w.chance.IntN(3)))
	}
	return must(i.PlanImport("f.csv", strings.NewReader(file.String()), roster.Choice{})).Import()
}

func (w *world) enrols(i *office.Institution, p roster.Person) error {
	public, private, _ := ed25519.GenerateKey(nil)
	_, err := i.Enrol(w.ctx, w.registrar, p, eddsa.PublicKey(public), true)
	if err == nil {
		w.keys[string(p.NIP)] = private
	}
	return err
}

func (w *world) pledges(i *office.Institution, p roster.Person) error {
	live, err := i.Ledger.LiveCredential(signer.Subject(p.Subject))
	if err != nil || w.keys[string(p.NIP)] == nil {
		return errors.Join(err, errors.New("no key"))
	}
	c := w.campaigns[w.chance.IntN(len(w.campaigns))]
	_, err = i.Ledger.Append(w.ctx, must(signer.Sign(w.keys[string(p.NIP)], i.Ledger.Origin(), signer.Pledge{
		IssuedAt: time.Now().Unix(), Credential: live.Bytes(),
		PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})))
	return err
}

// revokes revokes something of a person: the key, a pledge, a certificate.
func (w *world) revokes(i *office.Institution, p roster.Person) error {
	entries, err := i.Ledger.History(signer.Subject(p.Subject))
	if err != nil || len(entries) == 0 {
		return errors.Join(err, errors.New("nothing to revoke"))
	}
	target, err := i.EntryTarget(entries[w.chance.IntN(len(entries))].Index)
	if err == nil && w.chance.IntN(4) == 0 {
		target, err = i.PersonTarget(p)
	}
	if err != nil {
		return err
	}
	reason := []string{"keliru", ledger.ReasonCorrection}[w.chance.IntN(2)]
	plan, err := i.PlanRevocation(target, 0, reason)
	if err == nil {
		_, err = plan.Revoke(w.ctx, w.registrar, "x")
	}
	return err
}

func (w *world) corrects(i *office.Institution, p roster.Person) error {
	name := fmt.Sprintf("Citra %c Contoh", 'A'+rune(w.chance.IntN(20)))
	plan, err := personnel.PlanCorrection(i, p, personnel.Fields{Name: &name})
	if err == nil {
		_, err = plan.Prepare(w.ctx, w.registrar)
	}
	if err == nil && len(plan.Pledges) > 0 {
		err = plan.Revoke(w.ctx, w.registrar)
	}
	return err
}

func (w *world) retires(i *office.Institution, p roster.Person) error {
	plan, err := personnel.PlanRetirement(i, p, roster.RetiredReasons[0], time.Time{})
	if p.Absence != (roster.Absence{}) {
		plan, err = personnel.PlanReturn(i, p)
	}
	if err == nil {
		err = plan.Retire()
	}
	return err
}

func (w *world) erases(i *office.Institution, p roster.Person) error {
	plan, err := i.PlanErasure(w.ctx, p, "diminta")
	if err == nil {
		_, err = plan.Erase(w.ctx, w.registrar)
	}
	return err
}

func (w *world) issues(i *office.Institution) error {
	return must(i.PlanIssue(issue.Request{Dir: w.dir})).Issue(w.ctx, w.registrar,
		func(issue.Certificate, error) {})
}

// TestView has two officers do whatever can be done, in any order, and compares what each one's
// view has kept with what is found anew, and with what the ledger answers about each single pledge.
func TestView(t *testing.T) {
	w := newWorld(t)
	views := []*standing.View{new(standing.View), new(standing.View)}
	done := map[string]int{}
	compareAll := func() {
		t.Helper()
		anew := must(new(standing.View).Now(w.officers[0]))
		for n, v := range views {
			if kept := must(v.Now(w.officers[n])); !reflect.DeepEqual(kept, anew) {
				t.Fatalf("officer %d, after %v:\nkept %+v\nanew %+v", n, done, kept, anew)
			}
		}
		w.compare(t, anew)
	}
	acts := []struct {
		name   string
		weight int
		do     func(*office.Institution, roster.Person) error
	}{
		{"import", 2, func(i *office.Institution, _ roster.Person) error { return w.imports(i) }},
		{"enrol", 8, w.enrols}, {"pledge", 10, w.pledges}, {"revoke", 9, w.revokes}, {"correct", 3, w.corrects},
		{"retire", 2, w.retires}, {"erase", 2, w.erases},
		{"issue", 3, func(i *office.Institution, _ roster.Person) error { return w.issues(i) }},
	}
	var draw []int
	for n, act := range acts {
		for range act.weight {
			draw = append(draw, n)
		}
	}
	compareAll()
	if err := w.imports(w.officers[0]); err != nil {
		t.Fatal(err)
	}
	rounds := 120
	if testing.Short() { // a third has the same races
		rounds = 40
	}
	for range rounds {
		i := w.officers[w.chance.IntN(len(w.officers))]
		p, ok, err := i.Roster.Find(roster.NIP(nipOf(w.chance.IntN(mostPeople))))
		if err != nil || !ok {
			continue
		}
		act := acts[draw[w.chance.IntN(len(draw))]]
		if err := act.do(i, p); err == nil {
			done[act.name]++
		}
		if w.chance.IntN(3) > 0 { // else the next look has several acts to follow
			compareAll()
		}
	}
	compareAll()
	t.Log(done)
	for _, act := range acts {
		if done[act.name] < 2 && !testing.Short() {
			t.Errorf("%s was done %d times: %v", act.name, done[act.name], done)
		}
	}
}

// compare holds what a view says against what is asked of the ledger one by one.
func (w *world) compare(t *testing.T, now *standing.Now) {
	t.Helper()
	i := w.officers[0]
	if got, want := must(now.Standing(i)), must(i.Standing()); got != want {
		t.Fatalf("the view stands at %+v, and the institution at %+v", got, want)
	}
	if got, want := must(now.Invitees(i)), must(i.Desk().Invitees()); !reflect.DeepEqual(got, want) {
		t.Fatalf("invited are %+v, and not %+v", want, got)
	}
	w.compareCertificates(t, now)
	last := map[string]bool{}
	if err := i.Ledger.Pledges(func(subject signer.Subject, campaign string, index uint64) error {
		s, ok := now.Standings[subject].In(campaign)
		if !ok || s.Index != index {
			t.Fatalf("the pledge at %d of %x is not in the view: %+v", index, subject, now.Standings[subject])
		}
		last[fmt.Sprint(subject, campaign)] = true
		w.comparePledge(t, s)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for subject, s := range now.Standings {
		_, err := i.Ledger.LiveCredential(subject)
		if s.Key != (err == nil) {
			t.Fatalf("%x: a key is said to be in force: %v, and %v", subject, s.Key, err)
		}
		for _, p := range s.Pledges {
			if !last[fmt.Sprint(subject, p.Campaign)] {
				t.Fatalf("%x has no pledge in %s", subject, p.Campaign)
			}
		}
	}
	for _, c := range w.campaigns {
		got := must(now.Report(i, c.ID))
		want := must(report.Gather(i.Ledger, i.Roster, got.Campaign, got.Now))
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("the report is %+v, and not %+v", want, got)
		}
	}
}

func (w *world) compareCertificates(t *testing.T, now *standing.Now) {
	t.Helper()
	certificates := must(w.officers[0].Certificates())
	got, want := now.Certificates(), must(certificates.Survey(issue.Request{}))
	if err := certificates.Complete(got); err != nil {
		t.Fatal(err)
	}
	for n := range want {
		if want[n].Number == "" { // one whose plan is made, and not issued
			want[n].URL, want[n].Issued = got[n].URL, got[n].Issued
		}
	}
	if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("certificates are %+v, and not %+v", want, got)
	}
}

func (w *world) comparePledge(t *testing.T, s ledger.Signed) {
	t.Helper()
	l := w.officers[0].Ledger
	e := must(l.Entry(s.Index))
	u := must(signer.Parse[signer.Pledge](must(l.Statement(e.Digest))))
	c := signer.CredentialOf(u)
	status := must(l.Status(s.Index))
	if e.Digest != s.Digest || e.Time != s.Time || verify.CodeOf(u.Bytes()) != s.Code || c.Claims().Name != s.Name ||
		c.Claims().Unit != s.Unit || c.KeyID() != s.Registrar || s.Revoked != (status.State == verify.StateRevoked) {
		t.Fatalf("pledge %d is %+v, %+v in the log and said to be %+v", s.Index, e, status, s)
	}
	issued, err := l.IssuanceOf(s.Digest)
	if errors.Is(err, ledger.ErrNotFound) && s.Number == "" && s.Issuance == (signer.Digest{}) {
		return
	}
	if err != nil || issued.Claims().Number != s.Number || issued.Digest() != s.Issuance {
		t.Fatalf("pledge %d: certificate %v, %v, and said to be %+v", s.Index, issued.Claims(), err, s)
	}
	_, err = l.RevocationOf(signer.TargetIssuance, s.Issuance)
	if s.Void != (err == nil) {
		t.Fatalf("certificate %s: revoked %v, and %v", s.Number, s.Void, err)
	}
}
