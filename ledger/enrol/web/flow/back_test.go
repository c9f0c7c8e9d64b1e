package flow_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ikrar/ledger/office"
	"ikrar/signer"
)

func cutAll(int, *http.Request) fate { return cut }

func encoded(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }

// whole is what is shown to who comes back, once the ledger has answered.
const whole = `v.when((s) => s.at === "returning" && s.entries !== null)`

// TestComingBack: what is recorded in my name, the next campaign, a new telephone, the end of a
// key.
func TestComingBack(t *testing.T) {
	b := found(t, open)
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	s := p.drive(`{ how: "keep" }`)
	b.once(t, who, s)
	p.do("back()", "returning")
	s = p.run(whole)
	if len(s.Entries) != 2 || s.Entries[0].Kind != "credential" || s.Entries[1].Title != "Deklarasi deklarasi" ||
		len(s.Campaigns) != 0 || len(s.Pledged) != 1 {
		t.Errorf("%+v", s)
	}
	for _, e := range s.Entries {
		if e.Proved == nil || !*e.Proved {
			t.Errorf("%+v", e)
		}
	}
	file := p.do("export_()", "handover").File.Text
	p.do("next()", "returning")

	// Without a slip and without a network what is kept is shown all the same.
	d.set(func(d *door) { d.meddle = cutAll })
	p.open()
	p.visit("", "")
	s = p.run(`v.when((s) => s.offline)`)
	if s.At != "returning" || s.Person["name"] != who.PrintedName() {
		t.Errorf("%+v", s)
	}
	d.set(func(d *door) { d.meddle = nil })

	// The next campaign, with the same key.
	b.campaign(t, must(office.ReadText("uu-20-2023", "")), "berikutnya", [2]int64{-60, 86400})
	p.open()
	p.visit("", "")
	s = p.run(whole)
	if len(s.Campaigns) != 1 || s.Campaigns[0].ID != "berikutnya" {
		t.Fatalf("%+v", s)
	}
	if s = p.do(`sign("berikutnya")`, "text", "stopped"); s.Campaign.ID != "berikutnya" {
		t.Fatalf("%+v", s)
	}
	p.do("back()", "returning")
	p.do(`sign("berikutnya")`, "text")
	s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped")
	if n := b.kinds(t, who.Person); s.At != "done" || n[signer.KindPledge] != 2 {
		t.Fatalf("%+v %v", s, n)
	}

	// A tree that does not lead to its checkpoint proves nothing.
	d.set(func(d *door) {
		d.alter = func(path string, status int, sent []byte) (int, []byte) {
			if strings.HasPrefix(path, "/tile/entries/") {
				sent = []byte(strings.Replace(string(sent), "\x84", "\x85", 1))
				sent = append([]byte{}, sent...)
				for n := range sent {
					sent[n] ^= 1
				}
			}
			return status, sent
		}
	})
	p.do("back()", "returning")
	for _, e := range p.run(whole).Entries {
		if e.Proved == nil || *e.Proved {
			t.Errorf("%+v", e)
		}
	}
	d.set(func(d *door) { d.alter = nil })

	newTelephone(t, b, d, who, file)
	endOfKey(t, b, d, p, who)
}

func newTelephone(t *testing.T, b *bureau, d *door, who invited, file string) {
	p := d.tab(t)
	p.visit("", "")
	p.until("code")
	p.do("import_()", "import")
	for _, try := range []struct{ text, passphrase, fault string }{
		{"kemarin", "x", "not-a-key"}, {file, "", "needs-passphrase"}, {file, "bukan itu", "passphrase"},
	} {
		open := fmt.Sprintf("open(%q, %q)", try.text, try.passphrase)
		if s := p.do(open, "import", "returning", "stopped"); s.Fault != try.fault {
			t.Errorf("%q: %+v", try.fault, s)
		}
	}
	p.do(fmt.Sprintf(`open(%q, "kuda baterai staples")`, file), "returning", "import", "stopped")
	s := p.run(whole)
	if s.Person["name"] != who.PrintedName() || len(s.Entries) != 3 {
		t.Errorf("%+v", s)
	}
	// What was signed on the other telephone is refused, kindly, and no second time recorded.
	if len(s.Campaigns) > 0 {
		id := s.Campaigns[0].ID
		if s = p.do(fmt.Sprintf("sign(%q)", id), "campaign", "text"); s.Why != "signed" || s.Time == 0 {
			t.Errorf("the text before the word that it is signed: %+v", s)
		}
		p.do(fmt.Sprintf("choose(%q)", id), "text")
		s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "stopped", "done")
		if s.Why != "refused" || s.Code != "pledge-twice" {
			t.Errorf("%+v", s)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 2 {
			t.Errorf("%v", n)
		}
	}
	p.open()
	p.visit("", "")
	p.until("returning", "text")
}

func endOfKey(t *testing.T, b *bureau, d *door, p *tab, who invited) {
	b.held.Store(true) // what is recorded and not published is not revoked with it
	b.campaign(t, must(office.ReadText("uu-20-2023", "")), "terakhir", [2]int64{-60, 86400})
	p.open()
	p.visit("", "")
	p.run(whole)
	p.do(`sign("terakhir")`, "text")
	s := p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped")
	if s.At != "done" || s.Index == nil {
		t.Fatalf("%+v", s)
	}
	last := *s.Index
	p.open()
	d.set(func(d *door) { d.meddle = nil })
	b.held.Store(false)
	p.visit("", "")
	b.publish()
	s = p.until("done", "returning", "stopped")
	if s.At == "done" {
		p.do("back()", "returning")
	}
	p.do("revoke()", "revoke")
	if s = p.do(`revoke({ passphrase: "kuda baterai staples", reason: " " })`, "revoke"); s.Fault != "reason" {
		t.Errorf("%+v", s)
	}
	if s = p.do(`revoke({ passphrase: "bukan itu", reason: "telepon dicuri" })`, "revoke"); s.Fault != "passphrase" {
		t.Errorf("%+v", s)
	}
	key := must(b.Ledger.LiveCredential(signer.Subject(who.Subject))).Claims().Key
	// The answer is lost, and the tab closed: the same revocation is sent again.
	d.set(func(d *door) {
		d.meddle = func(n int, r *http.Request) fate {
			if r.URL.Path == "/v1/revocations" {
				d.meddle = nil
				return unheard
			}
			return passes
		}
	})
	p.Eval(`(v.flow.revoke({ passphrase: "kuda baterai staples", reason: "\u202atelepon dicuri\u202c\t" }), true)`, nil)
	for range 200 {
		if seen := paths(d.seen()); strings.HasPrefix(seen[len(seen)-1], "POST /v1/revocations") {
			break
		}
		p.Eval(`new Promise((wake) => setTimeout(wake, 20))`, nil)
	}
	p.open()
	p.visit("", "")
	if s = p.until("revoked", "stopped", "returning"); s.At != "revoked" || s.Index == nil {
		t.Fatalf("%+v", s)
	}
	if _, err := b.Ledger.LiveCredential(signer.Subject(who.Subject)); err == nil {
		t.Error("the key still holds")
	}
	count := 0
	for _, e := range must(b.Ledger.About(key)) {
		if e.Kind != signer.KindRevocation {
			continue
		}
		count++
		raw := must(b.Ledger.Statement(e.Digest))
		if c := must(signer.Parse[signer.Revocation](raw)).Claims(); c.From != uint64(last)+1 {
			t.Errorf("from %d; the last pledge is %d", c.From, last)
		}
	}
	if count != 1 {
		t.Errorf("%d revocations", count)
	}
	if strings.Contains(p.stored(), "OPENSSH") {
		t.Error("the ended key is still there")
	}
	p.open() // what it signed is still shown
	p.visit("", "")
	s = p.run(whole)
	if !s.Ended || s.Stored || len(s.Campaigns) > 0 || len(s.Pledged) != 3 {
		t.Errorf("%+v", s)
	}
	p.do("code()", "code")
	p.do("back()", "returning")
	p.do("forget()", "code")
}

// TestCampaigns: several, none yet, none any more.
func TestCampaigns(t *testing.T) {
	b := found(t, map[string][2]int64{"satu": {-3600, 86400}, "dua": {-3600, 90000}})
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.until("person")
	s := p.do("mine()", "campaign", "keys")
	if s.Why != "several" || len(s.List) != 2 {
		t.Fatalf("%+v", s)
	}
	p.do(`choose("tiga")`) // is none of them
	p.do(`choose("dua")`, "keys")
	if s = p.do("once()", "text"); s.Campaign.ID != "dua" {
		t.Fatalf("%+v", s)
	}
	b.once(t, who, p.do("sign({ agreed: true })", "done", "stopped"))

	early := found(t, map[string][2]int64{"nanti": {3600, 7200}})
	who, d = early.invite(t), newDoor(t, early, early.byHand)
	p = d.tab(t)
	p.visit(who.code, "")
	p.until("person")
	if s = p.do("mine()", "campaign", "keys"); s.Why != "early" || s.Campaign.ID != "nanti" {
		t.Fatalf("%+v", s)
	}
	// The key may be made and vouched for before the day.
	p.do("prepare()", "keys")
	p.drive(`{ how: "keep", to: ["waiting"] }`)
	early.approve(t, who.Person)
	if s = p.until("campaign", "text", "stopped"); s.At != "campaign" || s.Why != "early" {
		t.Fatalf("%+v", s)
	}
	early.ahead.Store(4000)
	early.publish()
	if s = p.do("again()", "text", "campaign", "stopped"); s.At != "text" {
		t.Fatalf("%+v", s)
	}
	early.ahead.Store(8000) // it closes while they read
	s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "campaign", "done", "stopped")
	if s.At != "campaign" || s.Why != "closed" {
		t.Fatalf("%+v", s)
	}
	if n := early.kinds(t, who.Person); n[signer.KindPledge] != 0 {
		t.Errorf("%v", n)
	}
}
