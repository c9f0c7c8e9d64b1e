package flow_test

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/signer/keyfile"
)

// waits: where nobody signs at once the key is handed over before the request leaves, and the same
// slip goes on when HR has signed.
func waits(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.byHand)
	p := d.tab(t)
	p.visit(who.code, "")
	if s := p.until("person"); s.AtOnce {
		t.Errorf("%+v", s)
	}
	if s := p.do("mine()", "keys"); !slices.Equal(s.Choices, []string{"keep"}) {
		t.Errorf("%q", s.Choices)
	}
	p.do("once()") // is no action here
	s := p.do(`keep("kuda baterai staples", "kuda baterai staples")`, "handover")
	if !s.Required || s.Purpose != "first" {
		t.Errorf("%+v", s)
	}
	p.open() // closed before the key is in their hands: it is asked for again
	p.visit(who.code, "")
	p.until("handover")
	if slices.Contains(paths(d.seen()), "POST /v1/enrolments") {
		t.Error("the request left before the key was handed over")
	}
	p.do(`took("qr")`)
	s = p.do("next()", "waiting", "stopped")
	if s.Foreign || !s.CanWithdraw || s.Since == 0 {
		t.Fatalf("%+v", s)
	}
	p.open() // without the code, as a telephone does that has been put away
	p.visit("", "")
	if s = p.until("waiting", "code", "stopped"); s.At != "waiting" || s.CanWithdraw {
		t.Fatalf("%+v", s)
	}
	p.open()
	p.visit(who.code, "")
	p.until("waiting")
	b.approve(t, who.Person)
	s = p.until("text", "stopped") // it looks by itself
	if s.At != "text" || s.Needs != "passphrase" {
		t.Fatalf("%+v", s)
	}
	b.once(t, who, p.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped"))
	secret(t, d, p, who)
}

// secondDevice: a request waits that was made elsewhere.
func secondDevice(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.byHand)
	first := d.tab(t)
	first.visit(who.code, "")
	if s := first.drive(`{ to: ["waiting"], how: "keep" }`); s.At != "waiting" {
		t.Fatalf("%+v", s)
	}
	second := d.tab(t)
	second.visit(who.code, "")
	s := second.until("waiting", "person", "stopped")
	if !s.Foreign || !s.CanWithdraw {
		t.Fatalf("%+v", s)
	}
	second.do("withdraw()", "person", "stopped")
	first.until("person") // which does not ask again by itself: that would undo what the slip's owner did
	if s = second.drive(`{ to: ["waiting"], how: "keep" }`); s.At != "waiting" || s.Foreign {
		t.Fatalf("%+v", s)
	}
	// The first device, by the same slip, learns that another one's request counts now, and then
	// that it was approved.
	first.open()
	first.visit(who.code, "")
	if s = first.until("waiting"); !s.Foreign {
		t.Errorf("%+v", s)
	}
	b.approve(t, who.Person)
	if s = first.until("stopped"); s.Why != "taken" && s.Why != "invitation-used" || s.Time == 0 {
		t.Errorf("%+v", s)
	}
	b.once(t, who, second.drive(""))
	// Whoever brings the file of the key that waits goes on with it on another device.
	who = b.invite(t)
	first.open()
	first.visit(who.code, "")
	first.drive(`{ to: ["handover"], how: "keep" }`)
	file := first.until("handover").File.Text
	first.drive(`{ to: ["waiting"] }`)
	second.open()
	second.visit(who.code, "")
	second.until("waiting")
	second.do("import_()", "import")
	s = second.do(fmt.Sprintf(`open(%q, "kuda baterai staples")`, file), "waiting", "text", "import", "stopped")
	if s.At != "waiting" {
		t.Fatalf("%+v", s)
	}
	b.approve(t, who.Person)
	if s = second.until("text", "stopped", "returning"); s.At != "text" {
		t.Fatalf("%+v", s)
	}
	b.once(t, who, second.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "done", "stopped"))
}

// keyInTheClear: a key without a passphrase is its owner's as well. It waits for an officer, is
// stored nowhere, and nobody says that it was deleted.
func keyInTheClear(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.byHand)
	path := filepath.Join(t.TempDir(), "key")
	public := must(keyfile.Create(path, nil, "own"))
	p := d.tab(t)
	p.visit(who.code, "")
	p.drive(`{ to: ["keys"] }`)
	p.do("import_()", "import")
	s := p.do(fmt.Sprintf(`open(%q, "")`, must(os.ReadFile(path))), "waiting", "keys", "stopped", "import")
	if s.At != "waiting" || s.Foreign || s.Unfinished {
		t.Fatalf("%+v", s)
	}
	b.approve(t, who.Person)
	p.until("text")
	s = p.do(`sign({ agreed: true })`, "done", "stopped")
	b.once(t, who, s)
	key := must(b.Ledger.LiveCredential(who.Subject)).Claims().Key
	if s.Key != "handed" || string(key[:]) != string(public) {
		t.Errorf("%q %x", s.Key, key)
	}
	if kept := p.stored(); strings.Contains(kept, "PRIVATE") {
		t.Error(kept)
	}
}

func codeUsed(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	b.once(t, who, p.drive(""))
	other := d.tab(t)
	other.visit(who.code, "")
	s := other.until("stopped", "person")
	if s.Why != "invitation-used" || s.Time < time.Now().Unix()-120 {
		t.Errorf("%+v", s)
	}
	if s = other.do("other()", "code"); s.At != "code" {
		t.Errorf("%+v", s)
	}
}

// codeTaken: this device asked, and somebody else's key was approved.
func codeTaken(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.byHand)
	p := d.tab(t)
	p.visit(who.code, "")
	p.drive(`{ to: ["handover"], how: "keep" }`)
	p.do(`took("share")`)
	d.set(func(d *door) { d.inner = b.atOnce })
	thief := d.tab(t)
	thief.visit(who.code, "")
	thief.drive("")
	if s := p.do("next()", "stopped", "waiting"); s.Why != "taken" || s.Time == 0 {
		t.Errorf("%+v", s)
	}
}

func codeExpired(t *testing.T, b *bureau) {
	who := b.invite(t)
	late := b.inviteAgain(t, who.Person, time.Now().Add(time.Second), true)
	d := newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	if s := p.until("stopped", "person"); s.Why != "invitation-unknown" {
		t.Errorf("%+v", s)
	}
	time.Sleep(1100 * time.Millisecond)
	p.open()
	p.visit(late.code, "")
	if s := p.until("stopped", "person"); s.Why != "invitation-expired" || s.Time == 0 {
		t.Errorf("%+v", s)
	}
}

func codeTyped(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit("", "")
	if s := p.until("code"); s.Fault != "" {
		t.Errorf("%+v", s)
	}
	wrong := "1" + who.code[1:]
	if wrong == who.code {
		wrong = "2" + who.code[1:]
	}
	for typed, want := range map[string]string{wrong: "mistyped", "": "mistyped", "K7QM-2F8D-9XPA": "certificate",
		"https://ikrar.contoh.example/#K7QM2F8D9XPA": "certificate", "kemarin": "mistyped"} {
		s := p.do(fmt.Sprintf("typed(%q)", typed), "code")
		if s.Fault != want || (want == "certificate") != (s.Link == "./#K7QM-2F8D-9XPA") {
			t.Errorf("%q: %+v", typed, s)
		}
	}
	if len(d.seen()) != 1 {
		t.Errorf("%q", paths(d.seen()))
	}
	typed := strings.ToLower(who.code[:4] + " " + who.code[4:8] + "–" + who.code[8:12] + "-" + who.code[12:])
	if s := p.do(fmt.Sprintf("typed(%q)", typed), "person", "code", "stopped"); s.At != "person" {
		t.Errorf("%+v", s)
	}
	p.open()
	p.visit("rewritten", "")
	var rewritten bool
	p.until("code")
	if p.Eval(`v.flow.state.rewritten`, &rewritten); !rewritten {
		t.Error("a rewritten link is not said")
	}
	p.open()
	p.visit(who.code[:4]+"%2D"+who.code[4:], "")
	p.until("person")
}

// pinned is what a page has that was given its trust list with it.
func (b *bureau) pinned(mode string) string {
	list, note := b.Ledger.Trust()
	return fmt.Sprintf(`{ mode: %q, mayKeep: false, address: %q, pinned: { trust: %q, root: %q, campaigns: [] } }`,
		mode, list.URL, note, list.Root.String())
}

func wrongData(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.until("person")
	p.do("wrong()", "wrong")
	if s := p.do(`wish({ field: "name", wish: "  " })`, "wrong"); s.Fault != "wish" {
		t.Errorf("%+v", s)
	}
	long := strings.Repeat("Pelaksana ", 21)
	if s := p.do(`wish({ field: "name", wish: "Nama A", note: "`+long+`" })`, "wrong"); s.Fault != "long" {
		t.Errorf("%+v", s)
	}
	// What chats put around a name unseen is not signed, and stops nobody.
	const pasted = `wish({ field: "name", wish: "\u202aNama\u0007A\u202c\u2028", note: "\u200fSK terlampir\n" })`
	if s := p.do(pasted, "wrong"); s.Sent != 1 {
		t.Errorf("%+v", s)
	}
	for n := range 5 {
		n++
		wish := fmt.Sprintf(`wish({ field: "name", wish: "Nama %c", note: "SK terlampir" })`, 'A'+n)
		s := p.do(wish, "wrong", "stopped")
		if n < 5 && s.Sent != n+1 || n == 5 && s.Fault != "many" {
			t.Errorf("%d: %+v", n, s)
		}
	}
	count := 0
	for _, w := range must(b.desk(nil).Wishes()) {
		if w.Person.Subject == who.Subject {
			if w.Note != "SK terlampir" || !strings.HasPrefix(w.Wish, "Nama ") {
				t.Errorf("%q %q", w.Wish, w.Note)
			}
			must(0, b.desk(nil).Settle(w))
			count++
		}
	}
	if count != 5 {
		t.Errorf("%d wishes", count)
	}
	// Once there is a credential, its key signs.
	p.do("back()", "person")
	p.drive(`{ how: "keep", to: ["text"] }`)
	p.open()
	p.visit(who.code, "")
	p.until("text")
	if s := p.do("wrong()", "wrong"); s.Needs != "passphrase" {
		t.Errorf("%+v", s)
	}
	if s := p.do(`wish({ field: "unit", wish: "Dinkes", passphrase: "bukan itu" })`, "wrong"); s.Fault != "passphrase" {
		t.Errorf("%+v", s)
	}
	s := p.do(`wish({ field: "unit", wish: "Dinkes", passphrase: "kuda baterai staples" })`, "wrong")
	if s.Sent != 1 {
		t.Errorf("%+v", s)
	}
	p.do("back()", "text")
	b.once(t, who, p.drive(""))
}

// ownPledge is what a pledge file is called: whose it is, and its code.
var ownPledge = regexp.MustCompile(`^komitmen-pegawai-nomor-[a-z]+-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\.pledge$`)

// savedPage works from a stick up to a .pledge file, with NIP.ikrar and a key of its owner's.
func savedPage(t *testing.T, b *bureau) {
	who, d := b.invite(t), newDoor(t, b, b.atOnce)
	p := d.tab(t)
	p.visit(who.code, "")
	p.drive(`{ how: "keep", to: ["text"] }`)
	p.open()
	p.visit("", "")
	s := p.drive(`{ to: ["text", "returning"] }`)
	if s.At == "text" {
		s = p.do("wrong()", "wrong")
	}
	var file string
	p.Eval(`file()`, &file)
	live := must(b.Ledger.LiveCredential(signer.Subject(who.Subject)))
	packet := must(b.desk(nil).Packet(live))

	d.set(func(d *door) { d.meddle = cutAll })
	saved := d.tab(t)
	saved.visit("", b.pinned("saved"))
	saved.until("code")
	saved.do("import_()", "import")
	if s = saved.do(fmt.Sprintf(`open(%q, "kuda baterai staples")`, file), "import"); s.Fault != "packet" {
		t.Fatalf("%+v", s)
	}
	s = saved.do(fmt.Sprintf(`packet(bytes(%q))`, encoded(packet.Bytes())), "text", "stopped", "import")
	if s.At != "text" {
		t.Fatalf("%+v", s)
	}
	s = saved.do(`sign({ agreed: true, passphrase: "kuda baterai staples" })`, "pledged", "stopped", "done")
	if s.At != "pledged" || !ownPledge.MatchString(s.File.Name) {
		t.Fatalf("%+v", s)
	}
	r := must(b.Ledger.AppendBytes(background, signer.KindPledge, must(hex.DecodeString(s.File.Bytes))))
	b.publish()
	d.set(func(d *door) { d.meddle = nil })
	s = saved.do("again()", "done", "stopped") // with a network it is the same pledge
	b.once(t, who, s)
	if s.Index == nil || uint64(*s.Index) != r.Index {
		t.Errorf("%+v", s)
	}
}
