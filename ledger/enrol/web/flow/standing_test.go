package flow_test

import (
	"testing"
	"time"

	"ikrar/signer"
)

// stands: who has signed, and comes with a new slip on a new telephone or on the same one, is told
// before the text; signed all the same, it is refused and nothing is recorded twice.
func stands(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	first, other := d.tab(t), d.tab(t)
	first.visit(who.code, "")
	b.once(t, who, first.drive(`{ how: "keep" }`))
	for _, p := range []*tab{other, first} {
		again := b.inviteAgain(t, who.Person, time.Now().Add(time.Hour), true)
		p.open()
		p.visit(again.code, "")
		s := p.drive(`{ how: "keep", to: ["waiting", "campaign", "text"] }`)
		if s.At == "waiting" { // another key is a question to an officer
			b.approve(t, who.Person)
			s = p.until("campaign", "text", "stopped")
		}
		if s.At != "campaign" || s.Why != "signed" || s.Time == 0 {
			t.Fatalf("%+v", s)
		}
		p.do(`choose("deklarasi")`, "text")
		s = p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "stopped", "done")
		if s.Code != "pledge-twice" {
			t.Errorf("%+v", s)
		}
		if n := b.kinds(t, who.Person); n[signer.KindPledge] != 1 {
			t.Errorf("%v", n)
		}
	}
}
