package flow_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
)

// TestNothingLost is what may cost a key, or a person a second look, at an institution of its own.
func TestNothingLost(t *testing.T) {
	b := found(t, open)
	for name, test := range map[string]func(*testing.T, *bureau){
		"NothingKeptByTheBrowser":    unkeptServed,
		"NothingKeptAtTheKiosk":      unkeptKiosk,
		"HRCorrectsBeforeTheRequest": correctsBefore,
		"BackButtonInTheMiddle":      goesBack,
		"PledgeThatStands":           stands,
	} {
		t.Run(name, func(t *testing.T) { test(t, b) })
	}
}

const enrolments = "POST /v1/enrolments"

// stillOpen fails where a code was spent, or may have been.
func stillOpen(t *testing.T, d *door, from int) {
	t.Helper()
	if slices.Contains(paths(d.seen()[from:]), enrolments) {
		t.Error("the request left, and the key is in this page's memory alone")
	}
}

// unkeptServed: where the browser keeps nothing, no request leaves before the key is in its owner's
// hands; and who has it there goes on with it when the tab is gone.
func unkeptServed(t *testing.T, b *bureau) {
	for name, options := range map[string]string{
		"refused": `{ store: damaged("refused") }`, "in an app": `{ inApp: true }`, "a path": `{ mayKeep: false }`} {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		p := d.tab(t)
		p.visit(who.code, options)
		if s := p.until("device", "person"); s.At == "device" {
			p.do("anyway()", "person")
		}
		s := p.do("mine()", "keys")
		if !slices.Equal(s.Choices, []string{"keep"}) || s.Storing {
			t.Errorf("%s: %+v", name, s)
		}
		p.do("once()") // is no action here
		s = p.do(`keep("kuda baterai staples", "kuda baterai staples")`, "handover", "stopped")
		file := s.File.Text
		if !s.Required || s.Storing {
			t.Errorf("%s: %+v", name, s)
		}
		stillOpen(t, d, 0)
		p.do(`took("copy")`)
		p.do("next()", "text", "stopped")
		p.open() // what the tab held is gone
		p.visit(who.code, options)
		if s = p.until("device", "stopped"); s.At == "device" {
			s = p.do("anyway()", "stopped")
		}
		if s.Why != "invitation-used" {
			t.Fatalf("%s: %+v", name, s)
		}
		p.do("import_()", "import")
		s = p.do(fmt.Sprintf(`open(%q, "kuda baterai staples")`, file), "returning", "import", "stopped")
		if len(s.Campaigns) != 1 {
			t.Fatalf("%s: %+v", name, s)
		}
		p.do(fmt.Sprintf("sign(%q)", s.Campaigns[0].ID), "text")
		b.once(t, who, p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped"))
	}
}

// unkeptKiosk: a key for once is made in the act of signing, so nobody who reads and leaves has
// spent a code.
func unkeptKiosk(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.kiosk())
	p := d.tab(t)
	p.sit(b, who)
	if s := p.drive(`{ to: ["text"] }`); s.Needs != "hold" || s.Person["name"] != who.PrintedName() {
		t.Fatalf("%+v", s)
	}
	stillOpen(t, d, 0)
	p.open() // they left
	p.sit(b, who)
	p.drive(`{ to: ["text"] }`)
	p.do("wrong()", "wrong")
	p.do("back()", "text")
	if s := p.do("sign({ agreed: false })", "text"); s.Fault != "agree" {
		t.Errorf("%+v", s)
	}
	stillOpen(t, d, 0)
	b.once(t, who, p.do("sign({ agreed: true })", "done", "stopped"))

	// The network goes between the credential and the pledge: it is told, and goes on by itself.
	who = b.invite(t)
	d.set(func(d *door) {
		d.meddle = func(_ int, r *http.Request) fate {
			if r.URL.Path == "/v1/pledges" {
				return cut
			}
			return passes
		}
	})
	p.open()
	p.sit(b, who)
	if s := p.drive(""); s.Why != "network" || !s.Unfinished {
		t.Fatalf("%+v", s)
	}
	d.set(func(d *door) { d.meddle = nil })
	s := p.run(`v.when((s) => s.at === "done")`)
	b.once(t, who, s)
	if s.Unfinished {
		t.Error("what is recorded is finished")
	}
}

// correctsBefore: what the invitation says is not what the roster says now, which is a question to
// an officer. A key for once would lie about until the answer, so the request is taken back, and
// the key is one that its owner keeps.
func correctsBefore(t *testing.T, b *bureau) {
	for _, kiosk := range []bool{false, true} {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		if kiosk {
			d = newDoor(t, b, b.kiosk())
		}
		p := d.tab(t)
		if kiosk {
			p.sit(b, who)
		} else {
			p.visit(who.code, "")
		}
		p.drive(`{ to: ["keys"] }`)
		b.correct(t, who.Person, "Nama Lain")
		s := p.do("once()", "keys", "text", "waiting", "stopped")
		if s.At == "text" { // at the kiosk nothing has left yet
			s = p.do("sign({ agreed: true })", "keys", "waiting", "stopped", "done")
		}
		if s.At != "keys" || !slices.Equal(s.Choices, []string{"keep"}) || !s.Questioned {
			t.Fatalf("%+v", s)
		}
		if strings.Contains(p.stored(), `"wrapped\":\"`) {
			t.Error("the key for once is still there")
		}
		if s = p.drive(`{ how: "keep", to: ["waiting"] }`); s.At != "waiting" || s.Foreign {
			t.Fatalf("%+v", s)
		}
		b.approve(t, who.Person)
		if s = p.until("person", "text", "stopped"); s.At != "person" || s.Person["name"] != "Nama Lain" {
			t.Fatalf("%+v", s)
		}
		p.do("mine()", "text", "stopped")
		s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped")
		if n := b.kinds(t, who.Person); s.At != "done" || n[signer.KindPledge] != 1 {
			t.Errorf("%+v %v", s, n)
		}
	}
}
