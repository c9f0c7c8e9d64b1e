package unitlink_test

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/office/unitlink"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var day = time.Date(2026, 3, 31, 3, 0, 0, 0, time.UTC)

// world is an institution whose clock stands until it is moved, and a board of it.
type world struct {
	*testing.T
	*office.Institution
	clock     time.Time
	registrar crypto.Signer
	board     *unitlink.Board
}

const script = `<script>alert(1)</script>`

const people = `nip,nama,jabatan,UNOR INDUK NAMA,UNOR NAMA
197602012005052002,Nabila Contoh,Analis,Dinas Pendidikan,SMK 1
198001012006041001,"Andre {until} Contoh",Penata,Dinas Pendidikan,
197805052005052003,Budi Contoh,Penata,` + script + `,
197905052005052004,Citra Contoh,Penata,,
`

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, clock: day}
	settings := config.Default()
	settings.Origin, settings.Ledger.FreeSpaceReserveMiB = "ikrar.contoh.example/uji", 0
	now := func() time.Time { return w.clock }
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{Config: settings, Registrar: "BKD",
		Now:   now,
		Facts: config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example", Timezone: "WIB"}})
	if err != nil {
		t.Fatal(err)
	}
	w.registrar = must(keyfile.Open(h.KeyPath("registrar"), nil))
	w.Institution = must(h.Open(t.Context(), office.Opening{Now: now}))
	t.Cleanup(func() { w.Close() })
	w.board = unitlink.NewBoard(w.Institution, new(standing.View), now)
	w.imports(people)
	return w
}

func (w *world) imports(text string) {
	w.Helper()
	if err := must(w.PlanImport("f.csv", strings.NewReader(text),
		roster.Choice{Answer: roster.AsWritten})).Import(); err != nil {
		w.Fatal(err)
	}
}

// campaign opens one, and returns what is signed of it.
func (w *world) campaign(id string, opens time.Time) signer.PledgeBody {
	x := must(office.ReadText("uu-20-2023", ""))
	c := signer.CampaignBody{ID: id, Title: "Deklarasi " + id, Text: x.Body, Digest: x.Digest(), Language: x.Language,
		Place: "Pontianak", Opens: opens.Unix(), Closes: opens.AddDate(0, 1, 0).Unix()}
	must(must(w.PlanCampaign(c)).Record(w.Context(), w.registrar))
	return signer.PledgeBody{Text: c.Digest, Campaign: id, Place: c.Place}
}

func (w *world) pledges(nip string, body signer.PledgeBody) {
	public, private, _ := ed25519.GenerateKey(nil)
	e := must(w.Enrol(w.Context(), w.registrar, must(w.Person(nip)), eddsa.PublicKey(public), false))
	must(w.Ledger.Append(w.Context(), must(signer.Sign(private, w.Ledger.Origin(), signer.Pledge{
		IssuedAt: w.clock.Unix(), Credential: e.Packet.Credential, PledgeBody: body}))))
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// keeps keeps links, and holds what is handed over of them.
func (w *world) keeps(links *unitlink.Links) []unitlink.Made {
	w.Helper()
	var book bytes.Buffer
	if err := errors.Join(links.XLSX(&book, phrase.ID), links.Keep()); err != nil {
		w.Fatal(err)
	}
	if pdf := must(links.PDF(phrase.EN)); !bytes.HasPrefix(pdf, []byte("%PDF-")) || book.Len() < 1000 {
		w.Errorf("handed over: %d and %d bytes", book.Len(), len(pdf))
	}
	return links.All
}

func tokenOf(m unitlink.Made) string { return m.Address[strings.Index(m.Address, "#")+1:] }

// TestLink: each unit's link shows that unit, and of its people the names of who is missing.
func TestLink(t *testing.T) {
	w := newWorld(t)
	plan := must(unitlink.PlanLinks(w.Institution, nil, day.AddDate(0, 1, 0), "untuk Bu Dewi"))
	if len(plan.Units) != 2 || plan.Unitless != 1 || plan.Units[1].Name != "Dinas Pendidikan" ||
		plan.Units[1].People != 2 {
		t.Fatalf("planned: %+v", plan)
	}
	links := plan.Made("BKD")
	if _, err := w.board.Look(tokenOf(links.All[0])); !errors.Is(err, unitlink.ErrUnknown) {
		t.Errorf("before it is kept: %v", err)
	}
	made := w.keeps(links)
	if !strings.HasPrefix(made[0].Address, "https://ikrar.contoh.example/opd#") ||
		tokenOf(made[0]) == tokenOf(made[1]) {
		t.Fatalf("made: %+v", made)
	}
	token := tokenOf(made[1])
	v := must(w.board.Look(token))
	if len(v.Campaigns) != 0 || v.Next != nil || v.Unit != "Dinas Pendidikan" {
		t.Errorf("before there is a campaign: %+v", v)
	}
	body := w.campaign("satu", day)
	w.campaign("dua", day.AddDate(0, 6, 0))
	slips := must(w.PlanInvitations(w.Roster.List(""), day.AddDate(0, 0, 9), false))
	if err := errors.Join(slips.Sign(w.Context(), w.registrar, func() {}), slips.Invite()); err != nil {
		t.Fatal(err)
	}
	w.clock = w.clock.Add(time.Minute)
	w.pledges("197602012005052002", body)
	v = must(w.board.Look(" " + strings.ToLower(token)))
	c := v.Campaigns[0]
	if len(v.Campaigns) != 1 || c.People != 2 || c.Invited != 2 || c.Signed != 1 || c.Certified != 0 ||
		!slices.Equal(c.Missing, []string{"Andre {until} Contoh"}) {
		t.Errorf("the unit's link shows %+v", v)
	}
	if m := c.Message["id"]; !strings.Contains(m, "\n1. Andre {until} Contoh\n") || !strings.Contains(m,
		"contoh.example/tanda") {
		t.Errorf("the message: %s", m)
	}
	for _, secret := range []string{"1980", "Budi", "Citra", "Nabila", script} {
		if bytes.Contains(must(json.Marshal(v)), []byte(secret)) {
			t.Errorf("another's %s is shown: %+v", secret, v)
		}
	}
	if v := must(w.board.Look(tokenOf(made[0]))); v.Unit != script || !slices.Equal(v.Campaigns[0].Missing,
		[]string{"Budi Contoh"}) {
		t.Errorf("the other link shows %+v", v)
	}

	// What was asked a moment ago is not counted anew; then it is.
	w.pledges("198001012006041001", body)
	if v := must(w.board.Look(token)); len(v.Campaigns[0].Missing) != 1 {
		t.Errorf("at once: %+v", v)
	}
	w.clock = w.clock.Add(5 * time.Second)
	if v := must(w.board.Look(token)); len(v.Campaigns[0].Missing) != 0 || v.Campaigns[0].Message["id"] != "" {
		t.Errorf("later: %+v", v)
	}
	// A unit whose name is written otherwise now is the same; one that is gone has no figures.
	w.imports(strings.ReplaceAll(people, "Dinas Pendidikan", "DINAS PENDIDIKAN"))
	w.clock = w.clock.Add(5 * time.Second)
	if v := must(w.board.Look(token)); len(v.Campaigns) != 1 || v.People != 2 {
		t.Errorf("written otherwise: %+v", v)
	}
	w.imports(strings.ReplaceAll(people, "Dinas Pendidikan", "Dinas Baru"))
	w.clock = w.clock.Add(5 * time.Second)
	if v := must(w.board.Look(token)); len(v.Campaigns) != 0 || v.People != 0 {
		t.Errorf("gone: %+v", v)
	}
}

// TestOver: a link that is wrong, has ended or was revoked opens nothing, and says which it is.
func TestOver(t *testing.T) {
	w := newWorld(t)
	made := w.keeps(must(unitlink.PlanLinks(w.Institution, []string{" dinas  pendidikan", "Dinas Pendidikan", script},
		day.AddDate(0, 1, 0), "")).Made("BKD"))
	if len(made) != 2 {
		t.Fatalf("made: %+v", made)
	}
	token := tokenOf(made[1])
	wrong := unitlink.NewToken().String()
	for _, typed := range []string{"", "x", wrong, token[1:], token + "0", strings.Repeat("Z", 26), "<script>"} {
		if _, err := w.board.Look(typed); !errors.Is(err, unitlink.ErrUnknown) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	all := must(unitlink.All(w.Institution))
	if len(all) != 2 || all[1].Unit != "Dinas Pendidikan" || all[1].By != "BKD" || all[1].Used != 0 ||
		all[1].ID != made[1].ID {
		t.Fatalf("listed: %+v", all)
	}
	must(w.board.Look(token))
	if all = must(unitlink.All(w.Institution)); all[1].Used != day.Unix() || all[0].Used != 0 {
		t.Errorf("used: %+v", all)
	}
	if plan := must(unitlink.PlanLinks(w.Institution, nil, day.Add(time.Hour), "")); len(plan.Units[1].Open) != 1 {
		t.Errorf("a link is not seen where another is made: %+v", plan)
	}
	for range 2 { // a second time, from a list that was read before, changes nothing
		if err := unitlink.Revoke(w.Institution, all[1:], "Bidang Lain"); err != nil {
			t.Fatal(err)
		}
		w.clock = w.clock.Add(time.Hour)
	}
	var over *unitlink.OverError
	if _, err := w.board.Look(token); !errors.As(err, &over) || over.State != unitlink.Revoked ||
		over.Since != day.Unix() {
		t.Errorf("revoked: %v", err)
	}
	w.clock = day.AddDate(0, 1, 0)
	if _, err := w.board.Look(tokenOf(made[0])); !errors.As(err, &over) || over.State != unitlink.Ended {
		t.Errorf("ended: %v", err)
	}
	if all = must(unitlink.All(w.Institution)); all[1].State(w.clock) != unitlink.Revoked ||
		all[1].RevokedBy != "Bidang Lain" {
		t.Errorf("listed: %+v", all)
	}

	// What is kept gives no token.
	parsed, _ := unitlink.ParseToken(token)
	if err := w.Ledger.Drawer("unit-links").Each(nil, func(k, v []byte) error {
		row := slices.Concat(k, v)
		if bytes.Contains(row, parsed[:]) || bytes.Contains(row, []byte(token)) {
			t.Errorf("a token is kept: %x", row)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

// TestPlanned: what cannot be made is refused with its reason.
func TestPlanned(t *testing.T) {
	w := newWorld(t)
	if err := unitlink.Phrases.Check(); err != nil {
		t.Error(err)
	}
	var unknown *unitlink.UnitError
	_, err := unitlink.PlanLinks(w.Institution, []string{"Dinas Pendidkan"}, day.AddDate(0, 1, 0), "")
	if !errors.As(err, &unknown) || !slices.Equal(unknown.Near, []string{"Dinas Pendidikan"}) {
		t.Errorf("an unknown unit: %v", err)
	}
	for want, try := range map[error]struct {
		until time.Time
		note  string
	}{
		unitlink.ErrPast: {day, ""},
		unitlink.ErrNote: {day.Add(time.Hour), "dua\nbaris"},
	} {
		if _, err := unitlink.PlanLinks(w.Institution, nil, try.until, try.note); !errors.Is(err, want) {
			t.Errorf("%v, and not %v", err, want)
		}
	}
}

// FuzzToken: what is read as a token is written in one way.
func FuzzToken(f *testing.F) {
	f.Add(unitlink.NewToken().String())
	f.Add("0000-0000-0000-0000-0000-0000-0o")
	f.Fuzz(func(t *testing.T, s string) {
		token, ok := unitlink.ParseToken(s)
		if again, fine := unitlink.ParseToken(token.String()); ok && (!fine || again != token) {
			t.Errorf("%q is %v, and then %v", s, token, again)
		}
	})
}
