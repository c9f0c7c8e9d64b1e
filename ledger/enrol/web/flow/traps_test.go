package flow_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/verify"
)

func signingMadeRandom(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.Eval(`signAtRandom()`, nil)
	// The first answer to the pledge is lost, and so is the second: what is sent again is what was
	// signed.
	d.set(func(d *door) {
		d.meddle = func(n int, r *http.Request) fate {
			if r.URL.Path == "/v1/pledges" {
				return cut
			}
			return passes
		}
	})
	p.visit(who.code, "")
	s := p.drive("")
	if s.At != "stopped" || s.Why != "network" || !s.Retry {
		t.Fatalf("%+v", s)
	}
	if s = p.do("again()", "stopped"); s.Why != "network" {
		t.Fatalf("%+v", s)
	}
	d.set(func(d *door) { d.meddle = nil })
	s = p.do("again()", "done", "stopped")
	b.once(t, who, s)
	var sent []string
	for _, r := range d.seen() {
		if r.Path == "/v1/pledges" {
			sent = append(sent, string(r.Body))
		}
	}
	if len(sent) < 3 || len(slices.Compact(sent)) != 1 { // a browser itself tries again, too
		t.Errorf("%d pledges were sent, not all the same", len(sent))
	}
	var differ bool
	p.Eval(`isRandom()`, &differ)
	if !differ {
		t.Error("signing is not made random")
	}
}

func storageRefused(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, `{ store: damaged("refused") }`)
	s := p.until("device", "person")
	if s.At != "device" || s.Lack != "storage" || s.Link != address+"/tanda#"+who.code || len(d.seen()) > 1 {
		t.Fatalf("%+v %q", s, paths(d.seen()))
	}
	s = p.do("anyway()", "person")
	p.do("mine()", "keys")
	s = p.do(`keep("kuda baterai staples", "kuda baterai staples")`, "handover", "stopped")
	if !s.Required {
		t.Fatalf("%+v", s)
	}
	if s = p.do("next()"); s.At != "handover" {
		t.Error("the request left before the key was handed over")
	}
	b.once(t, who, p.drive(`{ how: "keep" }`))
}

func storageFull(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	for from := 2; from < 5; from++ { // what the device was tested with still fits
		p.Eval(`indexedDB.deleteDatabase("ikrar"), true`, nil)
		p.visit(who.code, fmt.Sprintf(`{ store: damaged("full", %d) }`, from))
		s := p.drive("")
		if s.At == "device" {
			if s.Lack != "storage" {
				t.Fatalf("%+v", s)
			}
			p.do("anyway()", "keys", "text", "handover", "done", "stopped")
			s = p.drive("")
		}
		b.once(t, who, s)
		who = b.invite(t)
		p.open()
	}
}

func storageThatForgets(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, `{ store: damaged("forgets", 2) }`)
	s := p.drive("")
	if s.At != "device" || s.Lack != "storage" {
		t.Fatalf("%+v", s)
	}
	for _, r := range d.seen() {
		if r.Path == "/v1/enrolments" {
			t.Error("the request left before the key was there")
		}
	}
}

func clock(ahead int64) func(*testing.T, *bureau) {
	return func(t *testing.T, b *bureau) {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		p := d.tab(t)
		p.visit(who.code, fmt.Sprintf(`{ ahead: %d }`, ahead))
		s := p.drive("")
		b.once(t, who, s)
		var raw []byte
		for _, r := range d.seen() {
			if r.Path == "/v1/pledges" {
				raw = r.Body
			}
		}
		pledge := must(signer.Parse[signer.Pledge](raw)).Claims()
		credential := must(signer.Parse[signer.Credential](pledge.Credential)).Claims()
		if now := time.Now().Unix(); pledge.IssuedAt < credential.IssuedAt || pledge.IssuedAt > now+5 {
			t.Errorf("signed at %d, vouched for at %d, now %d", pledge.IssuedAt, credential.IssuedAt, now)
		}
	}
}

// twoTabs has two tabs do everything at the same time.
func twoTabs(locks string) func(*testing.T, *bureau) {
	return func(t *testing.T, b *bureau) {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		p := d.tab(t)
		var said string
		p.Eval(fmt.Sprintf(`(async () => {
			const tabs = await Promise.all([0, 1].map(() => new Promise((resolve) => {
				const frame = document.createElement("iframe")
				frame.src = location.href
				frame.onload = async () => {
					while (!frame.contentWindow.ready) await new Promise((wake) => setTimeout(wake, 5))
					resolve(frame.contentWindow)
				}
				document.body.append(frame)
			})))
			const visits = tabs.map((tab) => tab.visit({ door: %q, hash: %q, locks: %s }))
			const ends = await Promise.all(visits.map((visit) => visit.drive()))
			return ends.map((s) => s.at + " " + s.code).join(", ")
		})()`, d.base, hash(who.code), locks), &said)
		one, other, _ := strings.Cut(said, ", ")
		if one != other || !strings.HasPrefix(one, "done ") {
			t.Fatalf("the two tabs: %s", said)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 1 || n[signer.KindCredential] != 1 {
			t.Errorf("%d pledges, %d credentials", n[signer.KindPledge], n[signer.KindCredential])
		}
	}
}

func newerServer(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	for name, alter := range map[string]func(path string, status int, answer []byte) (int, []byte){
		"a state that is unknown": func(path string, status int, answer []byte) (int, []byte) {
			return status, []byte(strings.Replace(string(answer), `"open"`, `"halfway"`, 1))
		},
		"a refusal that is unknown": func(path string, status int, answer []byte) (int, []byte) {
			return 422, []byte(`{"error":"later","message":"Muat ulang halaman ini."}`)
		},
		"no such path": func(path string, status int, answer []byte) (int, []byte) {
			return 404, []byte(`{"error":"not-found","message":"Tidak ada."}`)
		},
	} {
		d.set(func(d *door) {
			d.alter = func(path string, status int, answer []byte) (int, []byte) {
				if path != "/v1/invitations" {
					return status, answer
				}
				return alter(path, status, answer)
			}
		})
		p.open()
		p.visit(who.code, "")
		if s := p.until("stopped", "person"); s.At != "stopped" || !s.Reload {
			t.Errorf("%s: %+v", name, s)
		}
	}
	d.set(func(d *door) { // the packet too
		d.alter = func(path string, status int, answer []byte) (int, []byte) {
			if path == "/v1/enrolments" && status == 200 {
				return status, append([]byte{0x84, 2}, answer[2:]...)
			}
			return status, answer
		}
	})
	p.open()
	p.visit(who.code, "")
	if s := p.drive(""); s.At != "stopped" || s.Why != "version" || !s.Reload {
		t.Errorf("%+v", s)
	}
	d.set(func(d *door) { d.alter = nil })
	p.open()
	p.visit(who.code, "")
	b.once(t, who, p.drive(""))
}

// correctsWhileReading: the credential under the text is no longer in force when the pledge comes.
func correctsWhileReading(t *testing.T, b *bureau) {
	for _, how := range []string{"once", "keep"} {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		p := d.tab(t)
		p.visit(who.code, "")
		if s := p.drive(fmt.Sprintf(`{ how: %q, to: ["text"] }`, how)); s.At != "text" {
			t.Fatalf("%+v", s)
		}
		b.correct(t, who.Person, "Nama Yang Benar")
		s := p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "person", "done", "stopped")
		isNew := s.Person["name"] == "Nama Yang Benar" && s.Before["name"] == who.PrintedName()
		if s.At != "person" || !s.Changed || !isNew {
			t.Fatalf("%+v", s)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 0 {
			t.Errorf("%d pledges", n[signer.KindPledge])
		}
		if s = p.do("mine()", "text", "stopped"); s.Person["name"] != "Nama Yang Benar" {
			t.Fatalf("%+v", s)
		}
		s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped")
		if s.At != "done" || s.Person["name"] != "Nama Yang Benar" {
			t.Fatalf("%+v", s)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 1 || n[signer.KindCredential] != 2 {
			t.Errorf("%+v", n)
		}
	}
}

// correctsSigned: HR corrects what is signed already, and revokes the pledge. The same slip and the
// kept key lead to a new one, by the person as they are now; nobody is told that the old one holds.
func correctsSigned(t *testing.T, b *bureau) {
	for _, way := range []struct{ how, by string }{{"keep", "slip"}, {"keep", "page"}, {"once", "slip"}} {
		who, d := b.invite(t), newDoor(t, b, b.atOnce)
		p := d.tab(t)
		p.visit(who.code, "")
		s := p.drive(fmt.Sprintf(`{ how: %q }`, way.how))
		b.once(t, who, s)
		b.correct(t, who.Person, "Nama Yang Benar")
		plan := must(b.PlanRevocation(must(b.EntryTarget(uint64(*s.Index))), 0, office.Correction))
		must(plan.Revoke(background, b.registrar, ""))
		b.publish()
		p.open()
		if way.by == "page" {
			p.visit("", "")
			if s = p.run(whole); len(s.Pledged) != 0 || len(s.Revoked) != 1 || len(s.Campaigns) != 1 {
				t.Errorf("%+v", s)
			}
			s = p.do(`sign("deklarasi")`, "person", "text", "stopped")
		} else {
			p.visit(who.code, "")
			s = p.until("campaign", "done", "stopped")
			if s.At != "campaign" || s.Why != "revoked" || (len(s.List) == 1) != (way.how == "keep") {
				t.Fatalf("%s: %+v", way, s)
			}
			if way.how == "once" {
				continue
			}
			s = p.do(`choose("deklarasi")`, "person", "text", "stopped")
		}
		if s.At != "person" || !s.Changed || s.Person["name"] != "Nama Yang Benar" {
			t.Fatalf("%s: %+v", way, s)
		}
		p.do("mine()", "text")
		s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped", "campaign")
		if s.At != "done" || s.Answer.Verdict != "valid" || s.Person["name"] != "Nama Yang Benar" {
			t.Fatalf("%s: %+v", way, s)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 2 {
			t.Errorf("%s: %v", way, n)
		}
	}
}

// networkGone breaks each request once, in the middle.
func networkGone(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	broken := map[string]bool{}
	d.set(func(d *door) {
		d.meddle = func(n int, r *http.Request) fate {
			if r.Method == http.MethodHead || broken[r.URL.Path] {
				return passes
			}
			broken[r.URL.Path] = true
			return cut
		}
	})
	p.visit(who.code, "")
	s := p.drive("")
	for range 10 {
		if s.At != "stopped" {
			break
		}
		if s.Why != "network" || !s.Retry {
			t.Fatalf("%+v", s)
		}
		p.do("again()", "person", "keys", "text", "done", "stopped")
		s = p.drive("")
	}
	b.once(t, who, s)
	if len(broken) < 5 {
		t.Errorf("%v", broken)
	}
}

// relay is a server that copies the trust list and forwards everything: the page is at another
// address than the list says, and sends nothing.
func relay(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, `{ address: "https://ikrar-contoh.example" }`)
	s := p.until("stopped", "person")
	if s.Why != "address-other" || s.URL != address {
		t.Errorf("%+v", s)
	}
	if got := paths(d.seen()); len(got) != 1 || got[0] != "GET /trust" {
		t.Errorf("%q", got)
	}
	for _, same := range []string{
		"https://IKRAR.contoh.example:443", "https://ikrar.contoh.example./",
		"HTTPS://ikrar.contoh.example"} {
		p.open()
		p.visit(who.code, fmt.Sprintf(`{ address: %q }`, same))
		if s := p.until("stopped", "person"); s.At != "person" {
			t.Errorf("%s: %+v", same, s)
		}
	}
	for _, other := range []string{"http://ikrar.contoh.example", "https://ikrar.contoh.example:8443",
		"https://ikrar.contoh.example/buku"} {
		p.open()
		p.visit(who.code, fmt.Sprintf(`{ address: %q }`, other))
		if s := p.until("stopped", "person"); s.Why != "address-other" {
			t.Errorf("%s: %+v", other, s)
		}
	}
}

// otherInvitation: a server that shows somebody else's invitation, or one that no registrar signed.
func otherInvitation(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(b.invite(t).code, "")
	p.until("person")
	var other []byte
	for _, r := range d.seen() {
		if r.Path == "/v1/invitations" {
			other = r.Answer
		}
	}
	for name, answer := range map[string]string{
		"another person's": string(other),
		"unsigned":         strings.Replace(string(other), `"invitation":"`, `"invitation":"AAAA`, 1),
	} {
		d.set(func(d *door) {
			d.alter = func(path string, status int, sent []byte) (int, []byte) {
				if path == "/v1/invitations" {
					return status, []byte(answer)
				}
				return status, sent
			}
		})
		p.open()
		p.visit(who.code, "")
		if s := p.until("person", "stopped"); s.Why != "invitation-false" {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

func otherText(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	d.set(func(d *door) {
		d.alter = func(path string, status int, sent []byte) (int, []byte) {
			return status, []byte(strings.ReplaceAll(string(sent), `"campaigns":["`, `"campaigns":["AAAA`))
		}
	})
	p := d.tab(t)
	p.visit(who.code, "")
	if s := p.until("person", "stopped"); s.Why != "text" {
		t.Errorf("%+v", s)
	}
}

// unpublished: the pledge is recorded, and no checkpoint covers it for a while.
func unpublished(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.drive(`{ to: ["text"] }`)
	b.held.Store(true)
	s := p.do("sign({ agreed: true })", "done", "stopped")
	if s.At != "done" || s.Answer != nil || s.Index == nil {
		t.Errorf("%+v", s)
	}
	if !strings.Contains(p.stored(), `"wrapped\":\"`) {
		t.Error("the key was deleted before the proof was checked")
	}
	b.held.Store(false)
	b.publish()
	p.run(`v.when((s) => s.answer)`)
	b.once(t, who, p.until("done"))
	if strings.Contains(p.stored(), `"wrapped\":\"`) {
		t.Error("the key is still there")
	}
}

// falseProof: what the server says is no proof.
func falseProof(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	d.set(func(d *door) {
		d.alter = func(path string, status int, sent []byte) (int, []byte) {
			if strings.HasPrefix(path, "/v1/pledges") && status == 200 {
				return status, []byte(strings.Replace(string(sent), `"index":`, `"index":1`, 1))
			}
			return status, sent
		}
	})
	p.visit(who.code, "")
	s := p.drive("")
	if s.Why != "proof" || s.Answer == nil || s.Answer.Verdict == string(verify.Valid) {
		t.Errorf("%+v", s)
	}
	d.set(func(d *door) { d.alter = nil })
	p.open()
	p.visit(who.code, "")
	b.once(t, who, p.drive(""))
}

// certificate: it is asked for until it is there, and said where it will never be.
func certificate(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	answers := func(status int, body string) {
		d.set(func(d *door) {
			d.alter = func(path string, was int, sent []byte) (int, []byte) {
				if strings.HasSuffix(path, ".pdf") {
					return status, []byte(body)
				}
				return was, sent
			}
		})
	}
	stands := func(p *tab, what string) {
		t.Helper()
		p.Wait(fmt.Sprintf(`v.flow.state.certificate?.state === %q`, what))
	}
	p := d.tab(t)
	answers(404, `{"error":"not-issued","message":""}`)
	p.visit(who.code, "")
	s := p.drive("")
	b.once(t, who, s)
	stands(p, "later")
	answers(200, "%PDF")
	p.do("look()", "done")
	stands(p, "ready")
	if s = p.until("done"); s.Certificate.URL != d.base+"v1/certificates/"+s.Code+".pdf" {
		t.Errorf("%+v", s)
	}
	for _, why := range []string{"gone", "revoked"} {
		answers(410, fmt.Sprintf(`{"error":%q,"message":""}`, why))
		p.do("look()", "done")
		stands(p, why)
	}
	answers(410, "<h1>Gone</h1>") // somebody in between knows nothing of it
	p.do("look()", "done")
	stands(p, "later")
}
