package flow_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"ikrar/ledger/enrol"
	"ikrar/signer/keyfile"
	"ikrar/verify/trust"
)

// kioskNIP: at a kiosk a code counts with its person's whole NIP, wherever the code comes from.
func kioskNIP(t *testing.T, b *bureau) {
	who, other := b.invite(t), b.invite(t)
	d := newDoor(t, b, b.kiosk())
	p := d.tab(t)
	p.visit(who.code, b.pinned("kiosk"))
	if s := p.until(); s.At != "code" || s.Fault != "" {
		t.Errorf("by the address: %+v", s)
	}
	last := who.NIP.Last4()
	for nip, fault := range map[string]string{"": "digits", last: "digits", string(who.NIP) + "1": "digits",
		string(other.NIP): "nip", "19850101201001" + last: "nip"} {
		s := p.do(fmt.Sprintf("typed(%q, %q)", who.code, nip), "person", "code")
		if s.At != "code" || s.Fault != fault || s.Person != nil {
			t.Errorf("%q: %+v", nip, s)
		}
	}
	if s := p.do(fmt.Sprintf("typed(%q)", who.code), "person", "code"); s.Fault != "digits" {
		t.Errorf("without an NIP: %+v", s)
	}
	for _, one := range d.seen() {
		if strings.Contains(string(one.Answer), "invitation\":") {
			t.Errorf("something was said of the person: %s", one.Answer)
		}
	}
	if s := p.do(fmt.Sprintf("typed(%q, %q)", who.code, spaced(string(who.NIP))), "person", "code"); s.At != "person" {
		t.Errorf("%+v", s)
	}
	p.do("other()", "person") // is no action here
	p.do("wipe()", "code")
	if s := p.do(fmt.Sprintf("typed(%q, %q)", who.code, string(other.NIP)), "person", "code"); s.Fault != "nip" {
		t.Errorf("after a wipe: %+v", s)
	}
}

func spaced(nip string) string { return nip[:8] + " " + nip[8:14] + " " + nip[14:15] + " " + nip[15:] }

// kiosk is a server that holds an NIP against the roster, as `ikrar kiosk --web` does.
func (b *bureau) kiosk() http.Handler {
	k := &enrol.Kiosk{Desk: b.desk(b.registrar)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := must(io.ReadAll(r.Body))
		r.Body = io.NopCloser(bytes.NewReader(body))
		var err error
		switch r.URL.Path {
		case "/v1/invitations":
			err = k.Admit(body, r.Header.Get("Ikrar-NIP"))
		case "/v1/enrolments":
			err = k.Admits(body)
		}
		if err == nil {
			b.atOnce.ServeHTTP(w, r)
			return
		}
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `{"error":"nip","message":"."}`)
	})
}

// sit is somebody who sits down at a kiosk and types what is asked for.
func (p *tab) sit(b *bureau, who invited) {
	p.t.Helper()
	p.visit("", b.pinned("kiosk"))
	p.until("code")
	p.do(fmt.Sprintf("typed(%q, %q)", who.code, string(who.NIP)), "person")
}

// nothingStored: a shared origin, the kiosk: nothing is kept, and no key is lost for it.
func nothingStored(t *testing.T, b *bureau) {
	for _, how := range []string{"once", "keep"} {
		who, d := b.invite(t), newDoor(t, b, b.kiosk())
		p := d.tab(t)
		p.sit(b, who)
		s := p.drive(fmt.Sprintf(`{ how: %q, to: ["handover"] }`, how))
		if (s.At == "handover") != (how == "keep") || s.At == "handover" && !s.Required {
			t.Fatalf("%s: %+v", how, s)
		}
		s = p.drive(fmt.Sprintf(`{ how: %q }`, how))
		b.once(t, who, s)
		if want := map[string]string{"once": "once", "keep": "handed"}[how]; s.Key != want {
			t.Errorf("%q", s.Key)
		}
		var kept struct {
			Databases []string
			Local     map[string]string
		}
		if err := json.Unmarshal([]byte(p.stored()), &kept); err != nil || len(kept.Databases)+len(kept.Local) > 0 {
			t.Errorf("%v %s", err, p.stored())
		}
		p.do("wipe()", "code")
		secret(t, d, p, who)
	}
}

// otherAddress: a page that was made for an address goes by no trust list with another, be that
// the one beside it or a newer one by the same root.
func otherAddress(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.kiosk())
	p := d.tab(t)
	list, _ := b.Ledger.Trust()
	moved := *list
	moved.Serial++
	moved.URL = "https://pindah.contoh.example"
	note := must(trust.Sign(moved, must(keyfile.Open(b.KeyPath("root"), nil))))
	before := d.inner
	for _, mode := range []string{"kiosk", "saved"} {
		d.set(func(d *door) { d.inner = before })
		p.open()
		p.visit("", b.pinned(mode))
		p.until("code")
		changed := strings.Replace(b.pinned(mode), list.URL, "https://lain.contoh.example", 1)
		for url, options := range map[string]string{list.URL: changed, moved.URL: b.pinned(mode)} {
			d.set(func(d *door) {
				d.inner = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					if url == moved.URL {
						w.Write(note)
						return
					}
					before.ServeHTTP(w, r)
				})
			})
			p.open()
			p.visit(who.code, options)
			if s := p.until("stopped"); s.Why != "address-other" || s.URL != url || s.Kind != "pinned" {
				t.Errorf("%s at %s: %+v", mode, url, s)
			}
		}
	}
	for _, request := range paths(d.seen()) {
		if request != "GET /trust" {
			t.Errorf("it asked %s", request)
		}
	}
}
