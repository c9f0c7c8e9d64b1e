package office_test

import (
	"crypto"
	"crypto/x509"
	"errors"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mail/postbox"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// mailed is an institution with a mail server, whose people have these addresses.
type mailed struct {
	*world
	server mail.Server
	box    *postbox.Server
	said   []string // "name state" of what became of each letter, or its error
}

func newMailed(t *testing.T, people string) *mailed {
	t.Helper()
	w := newWorld(t)
	check(must(w.PlanImport("pegawai.csv", strings.NewReader("nip,nama,unit,email\n"+people),
		roster.Choice{})).Import())
	w.campaign("deklarasi")
	box := must(postbox.Start(config.TLSStart, time.Now()))
	t.Cleanup(box.Close)
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(box.Root)
	w.Config.Mail = config.Mail{Server: "127.0.0.1", Port: int64(box.Port), TLS: config.TLSStart, User: postbox.User,
		From: "bkd@contoh.example", Rate: 600}
	server := must(mailing.Server(w.Home, postbox.Password))
	server.Roots = pool
	return &mailed{world: w, server: server, box: box}
}

func (m *mailed) plan(kind mail.Kind, unsure mailing.UnsureAnswer) *mailing.Plan {
	m.Helper()
	return must(mailing.New(m.Institution, mailing.Mailing{Kind: kind, Until: day.AddDate(0, 0, 7), Unsure: unsure}))
}

// send plans and sends, and returns what became of each letter.
func (m *mailed) send(kind mail.Kind, unsure mailing.UnsureAnswer) (said string, err error) {
	m.Helper()
	m.said = nil
	var key crypto.Signer
	if kind == mail.Invitation {
		key = m.registrar
	}
	err = m.plan(kind, unsure).Send(m.Context(), key, m.server, phrase.ID, func(p roster.Person, e mailing.Entry,
		err error) {
		if err != nil {
			m.said = append(m.said, p.Name+": "+err.Error())
			return
		}
		m.said = append(m.said, p.Name+" "+string(e.State))
	})
	return strings.Join(m.said, ", "), err
}

func (m *mailed) want(kind mail.Kind, unsure mailing.UnsureAnswer, want string) {
	m.Helper()
	if got, err := m.send(kind, unsure); err != nil || got != want {
		m.Errorf("%s: %q %v, want %q", kind, got, err, want)
	}
}

const six = `197602012005052001,Ani,A,ani@contoh.example
197602012005052002,Budi,A,
197602012005052003,Citra,A,later@contoh.example
197602012005052004,Dewi,B,nobody@contoh.example
197602012005052005,Eko,B,kantor@contoh.example
197602012005052006,Fajar,B,Kantor@contoh.example
`

// TestMailInvitations: each has the code once, in the person's own mail alone; who has no address
// of their own is named, and what the server does not take for now goes the next time.
func TestMailInvitations(t *testing.T) {
	m := newMailed(t, six)
	p := m.plan(mail.Invitation, 0)
	if len(p.To) != 3 || len(p.NoAddress) != 1 || len(p.Shared) != 2 || m.Ledger.Drawer("mail").Each(nil,
		func(_, _ []byte) error { return errors.New("a plan wrote") }) != nil {
		t.Fatalf("%+v", p)
	}
	if text := p.Letter(phrase.EN, p.To[0]).Text(); !strings.Contains(text, "XXXX-XXXX-XXXX-XXXX") {
		t.Errorf("a preview:\n%s", text)
	}
	m.want(mail.Invitation, 0, "Ani sent, Citra queued, Dewi refused")
	taken := m.box.Taken()
	one := must(m.Reprint(m.registrar, m.Roster.List("A")))
	if len(taken) != 1 || len(one.Plans) != 1 || !strings.Contains(taken[0].Text,
		one.Plans[0].Invitations[0].Code.String()) {
		t.Fatalf("%d letters, %+v", len(taken), one)
	}
	for _, other := range one.Plans[0].Invitations[1:] {
		if strings.Contains(taken[0].Text, other.Code.String()) {
			t.Error("somebody else's code")
		}
	}
	m.want(mail.Invitation, 0, "Citra queued") // the same code, and nobody else
	if p := m.plan(mail.Invitation, 0); p.Sent != 1 || len(p.Failed) != 1 || p.Failed[0].Name != "Dewi" {
		t.Errorf("%+v", p)
	}
	check(must(m.PlanImport("p.csv",
		strings.NewReader("nip,nama,email\n197602012005052003,Citra,citra@contoh.example\n"+
			"197602012005052004,Dewi,dewi@contoh.example\n"), roster.Choice{})).Import())
	m.want(mail.Invitation, 0, "Citra sent, Dewi sent") // at their new addresses
	if again := must(m.Reprint(m.registrar, m.Roster.List("A"))); len(again.Plans[0].Invitations) != 2 ||
		again.Plans[0].Invitations[1].Code != one.Plans[0].Invitations[1].Code {
		t.Error("a new code was made for a letter that waited")
	}
	m.want(mail.Invitation, 0, "")
	if n := len(m.box.Taken()); n != 3 {
		t.Errorf("%d letters", n)
	}
}

// TestMailUnsure: where the connection breaks in a letter, that one is asked about, and no other.
func TestMailUnsure(t *testing.T) {
	m := newMailed(t, strings.NewReplacer("ani@", "drop@", "later@", "citra@", "nobody@", "dewi@").Replace(six))
	if said, err := m.send(mail.Invitation, 0); !errors.Is(err, mailing.Unsure) || said != "" {
		t.Fatalf("%q %v", said, err)
	}
	p := m.plan(mail.Invitation, 0)
	if len(p.Unsure) != 1 || p.Unsure[0].Person.Name != "Ani" || len(p.To) != 2 {
		t.Fatalf("%+v", p)
	}
	if n, err := mailing.Doubtful(m.Context(), m.Institution); n != 1 || err != nil {
		t.Errorf("%d people are in doubt, %v", n, err)
	}
	m.want(mail.Invitation, mailing.UnsureTaken, "Citra sent, Dewi sent")
	if n, err := mailing.Doubtful(m.Context(), m.Institution); n != 0 || err != nil {
		t.Errorf("answered, %d people are in doubt, %v", n, err)
	}
	if p := m.plan(mail.Invitation, 0); p.Sent != 3 || len(p.Unsure)+len(p.To) != 0 {
		t.Errorf("%+v", p)
	}
}

// TestMailStops: a refused password and a server that is not there stop before any code is made; a
// connection that is closed again and again stops, and the letter goes the next time.
func TestMailStops(t *testing.T) {
	m := newMailed(t, "197602012005052001,Ani,A,quit@contoh.example\n197602012005052002,Budi,A,budi@contoh.example\n")
	right := m.server
	m.server.Password = "salah"
	if _, err := m.send(mail.Invitation, 0); !errors.Is(err, office.Code("mail-auth")) {
		t.Error(err)
	}
	m.server = right
	m.server.Roots = x509.NewCertPool()
	if _, err := m.send(mail.Invitation, 0); !errors.Is(err, office.Code("mail-unreachable")) {
		t.Error(err)
	}
	if again := must(m.Reprint(m.registrar, m.Roster.List(""))); len(again.Plans) != 0 {
		t.Error("codes were made")
	}
	m.server = right
	if _, err := m.send(mail.Invitation, 0); !errors.Is(err, office.Code("mail-lost")) {
		t.Error(err)
	}
	if p := m.plan(mail.Invitation, 0); len(p.To) != 2 || len(p.Unsure) != 0 {
		t.Errorf("%+v", p)
	}
	check(must(m.PlanImport("p.csv", strings.NewReader("nip,nama,email\n197602012005052001,Ani,ani@contoh.example\n"),
		roster.Choice{})).Import())
	m.want(mail.Invitation, 0, "Ani sent, Budi sent")
	m.Config.Mail.Server = ""
	if _, err := mailing.Server(m.Home, ""); !errors.Is(err, office.Code("mail-off")) {
		t.Error(err)
	}
}

// TestMailReminders: they go to who can sign and has not, once, without a code; and they are
// forgotten with the person.
func TestMailReminders(t *testing.T) {
	m := newMailed(t,
		"197602012005052002,Nabila,A,nabila@contoh.example\n198001012006041001,Andre,A,andre@contoh.example\n"+
			"197602012005052003,Siti,A,siti@contoh.example\n")
	c := must(m.PlanCampaign(campaignBody("deklarasi"))).Campaign
	m.record(m.pledge(andre, c))
	code := m.slip(nabila, 7)
	m.want(mail.Reminder, 0, "Nabila sent") // Siti has no slip yet
	m.want(mail.Reminder, 0, "")
	m.want(mail.Certificate, 0, "") // none is issued
	m.ask(code)                     // and waits for approval, which no new invitation hastens
	if p := m.plan(mail.Invitation, 0); len(p.To) != 1 || p.To[0].Person.Name != "Siti" || p.Passed != 2 {
		t.Errorf("%+v", p)
	}
	for _, l := range m.box.Taken() {
		if strings.Contains(l.Text, code.String()) || l.To != "nabila@contoh.example" {
			t.Errorf("%+v", l)
		}
	}

	marked, unknown, err := mailing.MarkBounced(m.Institution, []mail.Bounce{{Address: "Nabila@contoh.example",
		Status: "5.1.1"},
		{Address: "x@y.id"}})
	if err != nil || len(marked) != 1 || marked[0].Name != "Nabila" || len(unknown) != 1 {
		t.Fatal(marked, unknown, err)
	}
	if log := must(mailing.Log(m.Institution, marked[0])); len(log) != 1 || log[0].State != mailing.Bounced ||
		log[0].Detail != "5.1.1" {
		t.Errorf("%+v", log)
	}
	must(must(m.PlanErasure(t.Context(), marked[0], "diminta")).Erase(t.Context(), m.registrar))
	if log := must(mailing.Log(m.Institution, marked[0])); len(log) != 0 {
		t.Errorf("after the erasure: %+v", log)
	}
}

// TestMailInTurn: of two who send the same one waits, is told who sends, and sends nothing twice;
// whose address was changed meanwhile, or who was erased, gets nothing at the old one.
func TestMailInTurn(t *testing.T) {
	m := newMailed(t, "197602012005052002,Nabila,A,nabila@contoh.example\n"+
		"197602012005052003,Siti,A,siti@contoh.example\n197602012005052004,Dewi,A,dewi@contoh.example\n"+
		"197602012005052005,Eko,A,eko@contoh.example\n")
	for _, one := range []string{nabila, "197602012005052003", "197602012005052004", "197602012005052005"} {
		m.slip(one, 7)
	}
	first, second := m.plan(mail.Reminder, 0), m.plan(mail.Reminder, 0)
	if first.Mark() != second.Mark() || first.Mark() == m.plan(mail.Invitation, 0).Mark() {
		t.Error("the marks of the same plan, and of another")
	}
	first.Who = "Bu Rini"
	waits, waited := make(chan string, 1), make(chan error, 1)
	second.Waiting = func(who string) { waits <- who }
	var late []error
	check(first.Send(t.Context(), nil, m.server, phrase.ID, func(p roster.Person, _ mailing.Entry, err error) {
		if p.Name != "Nabila" {
			return
		}
		if who, yes := mailing.Underway(t.Context(), m.Home); !yes || who != "Bu Rini" {
			t.Errorf("%q %t", who, yes)
		}
		go func() {
			waited <- second.Send(t.Context(), nil, m.server, phrase.ID, func(_ roster.Person, _ mailing.Entry,
				err error) {
				late = append(late, err)
			})
		}()
		if who := <-waits; who != "Bu Rini" {
			t.Errorf("waiting for %q", who)
		}
		check(must(m.PlanImport("p.csv",
			strings.NewReader("nip,nama,email\n197602012005052003,Siti,s@contoh.example\n"),
			roster.Choice{})).Import())
		dewi := must(m.Person("197602012005052004"))
		must(must(m.PlanErasure(t.Context(), dewi, "diminta")).Erase(t.Context(), m.registrar))
		check(err)
	}))
	check(<-waited)
	if len(m.box.Taken()) != 2 || len(late) != 4 || !errors.Is(late[0], mailing.ErrElsewhere) ||
		!errors.Is(late[1], mailing.ErrChanged) || !errors.Is(late[2], mailing.ErrChanged) ||
		!errors.Is(late[3], mailing.ErrElsewhere) {
		t.Errorf("%v %+v", late, m.box.Taken())
	}
	if _, yes := mailing.Underway(t.Context(), m.Home); yes {
		t.Error("nobody sends any more")
	}
	m.want(mail.Reminder, 0, "Siti sent")
}

// TestMailOfNoUse: what a server has against whoever sends ends it, and is not held against the
// people; a test goes to the officer, without a code, and leaves no trace.
func TestMailOfNoUse(t *testing.T) {
	m := newMailed(t, six)
	for from, code := range map[string]office.Code{"banned": mailing.Sender, "busy": mailing.Quota} {
		m.Config.Mail.From = from + "@contoh.example"
		_, err := m.send(mail.Invitation, 0)
		var refused *office.RefusedError
		if !errors.As(err, &refused) || refused.Code != code || refused.Err != nil {
			t.Errorf("%s: %v", from, err)
		}
		if p := m.plan(mail.Invitation, 0); len(p.To) != 3 || len(p.Failed) != 0 {
			t.Errorf("%s: %+v", from, p)
		}
	}
	m.Config.Mail.From = "bkd@contoh.example"
	p := m.plan(mail.Invitation, 0)
	check(p.Test(t.Context(), m.server, p.Letter(phrase.ID, p.To[0]), "saya@contoh.example"))
	if taken := m.box.Taken(); len(taken) != 1 || !strings.Contains(taken[0].Text, "XXXX-XXXX") || p.Mark() !=
		m.plan(mail.Invitation, 0).Mark() {
		t.Errorf("%+v", taken)
	}
	if err := p.Test(t.Context(), m.server, p.Letter(phrase.ID, p.To[0]), "nobody@a.id"); !errors.Is(err,
		mailing.NotTaken) {
		t.Error(err)
	}
}
