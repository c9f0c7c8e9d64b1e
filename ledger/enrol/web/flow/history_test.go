package flow_test

import (
	"fmt"
	"testing"

	"ikrar/ledger/office"
)

// framed is what history needs in one page of the tests: a frame, which comes from elsewhere.
const framed = `(async () => {
	const frame = document.createElement("iframe")
	const loaded = () => new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }))
	const there = async (go) => {
		const here = loaded()
		go()
		await here
		await new Promise((wake) => setTimeout(wake, 50)) // an address that is left while it loads is no entry
	}
	const visits = async (hash) => {
		while (!frame.contentWindow.ready) await new Promise((wake) => setTimeout(wake, 5))
		window.v = frame.contentWindow.visit({ door: %q, hash })
	}
	await there(() => { frame.src = "/asal"; document.body.append(frame) })
	await there(() => { frame.contentWindow.location.href = "/" })
	await visits(%q)
	window.leave = async () => {
		await there(() => history.back())
		await there(() => history.forward())
		await visits("")
	}
	return true
})()`

// goesBack: the back button, in the middle of whatever, loses nothing and shows nothing wrong: the
// same screen, or the question for the slip, which goes on from there. The page comes back without
// the code, which is in no address.
func goesBack(t *testing.T, b *bureau) {
	for _, way := range []struct {
		how, at string
		byHand  bool
	}{
		{"once", "person", false}, {"once", "keys", false}, {"once", "text", false}, {"keep", "keys", false},
		{"keep", "text", false}, {"keep", "handover", true}, {"keep", "waiting", true}, {"keep", "done", false},
	} {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		if way.byHand {
			d.inner = b.byHand
		}
		p := d.tab(t)
		p.Eval(fmt.Sprintf(framed, d.base, hash(who.code)), nil)
		to := fmt.Sprintf(`{ how: %q, to: [%q] }`, way.how, way.at)
		if s := p.drive(to); s.At != way.at {
			t.Fatalf("%+v: %+v", way, s)
		}
		p.Eval(`leave().then(() => true)`, nil)
		s := p.until("code", "returning", way.at)
		if s.At == "code" {
			if s.Resume != (way.how == "once" && way.at == "text") {
				t.Errorf("%+v: %+v", way, s)
			}
			p.do(fmt.Sprintf("typed(%q)", who.code), "person", "keys", "text", "handover", "stopped")
			s = p.drive(to)
		}
		if s.At == "returning" && way.at == "done" {
			s = p.do(fmt.Sprintf("show(%q)", s.Pledged[0].Code), "done", "stopped")
		}
		if s.At != way.at {
			t.Fatalf("%+v: %+v", way, s)
		}
		if way.byHand {
			p.drive(`{ how: "keep", to: ["waiting"] }`)
			b.approve(t, who.Person)
			p.until("text")
		}
		b.once(t, who, p.drive(fmt.Sprintf(`{ how: %q }`, way.how)))
	}
}

// TestCampaignTimes: who comes early may have the key made, and holds it before the request leaves,
// since phones forget what a page has stored before the day; who comes late is told.
func TestCampaignTimes(t *testing.T) {
	b := found(t, map[string][2]int64{"nanti": {86400, 172800}})
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.until("person")
	s := p.do("mine()", "campaign", "keys")
	if s.Why != "early" || !s.Prepare || s.Campaign.ID != "nanti" {
		t.Fatalf("%+v", s)
	}
	if s = p.do("prepare()", "keys"); len(s.Choices) != 1 || s.Choices[0] != "keep" {
		t.Errorf("a key for once would wait: %q", s.Choices)
	}
	s = p.do(`keep("kuda baterai staples", "kuda baterai staples")`, "handover", "campaign", "stopped")
	if s.At != "handover" || !s.Required {
		t.Fatalf("%+v", s)
	}
	stillOpen(t, d, 0)
	p.do(`took("download")`)
	if s = p.do("next()", "campaign", "text", "stopped"); s.Why != "early" || s.Prepare {
		t.Fatalf("%+v", s)
	}
	p.open() // on the day, by the same slip
	b.ahead.Store(90000)
	p.visit(who.code, "")
	if s = p.until("text", "campaign", "stopped"); s.At != "text" {
		t.Fatalf("%+v", s)
	}
	b.once(t, who, p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped"))

	// It closes while the page lies open, and is not even named to who comes later.
	late := b.inviteAgain(t, b.invite(t).Person, b.now().AddDate(0, 0, 7), true)
	p.open()
	p.visit(late.code, `{ store: "lain", now: () => Date.now() / 1000 + (window.passed ?? 0) }`)
	p.until("person")
	p.Eval(`window.passed = 86400`, nil)
	if s = p.do("mine()", "campaign", "keys"); s.Why != "closed" || s.Prepare {
		t.Errorf("%+v", s)
	}
	b.ahead.Store(90000 + 86400)
	if s = p.do("again()", "person", "campaign", "stopped"); s.At == "person" {
		s = p.do("mine()", "campaign", "keys")
	}
	if s.At != "campaign" || s.Why != "none" || !s.Prepare {
		t.Errorf("%+v", s)
	}
	b.campaign(t, must(office.ReadText("uu-20-2023", "")), "susulan", [2]int64{-60, 86400})
	b.publish()
	if s = p.do("again()", "keys", "campaign", "stopped"); s.At != "keys" {
		t.Errorf("%+v", s)
	}
}
