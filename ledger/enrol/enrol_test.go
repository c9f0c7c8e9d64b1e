package enrol_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"testing"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify/trust"
)

// TestInvitation is what happens to most people: invited, looked at, asked for, approved, used.
func TestInvitation(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	v, err := w.view(code)
	if err != nil || v.State != enrol.StateOpen || v.AtOnce || v.Request != (signer.Digest{}) {
		t.Fatalf("looked at: %+v, %v", v, err)
	}
	u, err := invitation.Parse(v.Invitation)
	if err != nil {
		t.Fatal(err)
	}
	i, err := u.Open(origin, publicOf(testKey("mutasi")))
	if err != nil || i.Name != "Nabila Contoh" || i.NIPLast4 != "2002" || i.Until != w.week().Unix() ||
		i.Replaces != nil {
		t.Errorf("it says %+v, %v", i, err)
	}
	request := w.request(code, "telepon")
	for range 2 { // the same again
		if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) {
			t.Fatalf("asked for: %v", err)
		}
	}
	if v, err := w.view(code); err != nil || v.State != enrol.StateWaiting || v.Request != signer.DigestOf(request) ||
		v.Time != w.now.Unix() {
		t.Errorf("while it waits: %+v, %v", v, err)
	}
	r := w.only()
	if r.Person.NIP != nabila || r.Key != publicOf(testKey("telepon")) || len(r.Questions) != 0 {
		t.Errorf("what waits: %+v", r)
	}
	c, err := w.Approve(t.Context(), testKey("diklat"), r, false)
	if err != nil || c.Claims().Key != r.Key || c.Claims().Name != "Nabila Contoh" {
		t.Fatalf("approved: %+v, %v", c.Claims(), err)
	}
	size := w.Ledger.Size()
	if again, err := w.Redeem(t.Context(), request); err != nil || !bytes.Equal(again.Bytes(), c.Bytes()) {
		t.Errorf("the same request after it: %v", err)
	}
	if again, err := w.Approve(t.Context(), testKey("diklat"), r, false); err != nil || again.Digest() != c.Digest() {
		t.Errorf("approved twice: %v", err)
	}
	if all, err := w.Waiting(); len(all) != 0 || err != nil || w.Ledger.Size() != size {
		t.Errorf("left: %v, %v, %d entries", all, err, w.Ledger.Size())
	}
	var used *enrol.UsedError
	if _, err := w.view(code); !errors.As(err, &used) || used.Time != w.now.Unix() {
		t.Errorf("looked at after it: %v", err)
	}
	if err := w.ask(w.request(code, "penemu")); !errors.As(err, &used) {
		t.Errorf("who finds the slip: %v", err)
	}
	if _, err := w.withdraw(code, request); !errors.As(err, &used) {
		t.Errorf("withdrawn too late: %v", err)
	}
}

// TestAtOnce: with a registrar's key at the desk, what is in no question is signed at once, and
// what is waits.
func TestAtOnce(t *testing.T) {
	w := newWorld(t)
	code, late := w.invite("mutasi", nabila, false), w.invite("mutasi", arif, false)
	if err := w.ask(w.request(late, "laptop")); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	w.now = w.week()
	w.Registrar = testKey("otomatis")
	if err := w.ask(w.request(late, "laptop")); !errors.Is(err, enrol.ErrWaiting) {
		t.Errorf("a request that waited past its invitation's end: %v", err)
	}
	var expired *enrol.ExpiredError
	if err := w.ask(w.request(code, "telepon")); !errors.As(err, &expired) || expired.Time != w.now.Unix() {
		t.Errorf("a slip past its end: %v", err)
	}
	code = w.invite("mutasi", nabila, false)
	if v, err := w.view(code); err != nil || !v.AtOnce {
		t.Errorf("%+v, %v", v, err)
	}
	if c, err := w.Redeem(t.Context(), w.request(code, "telepon")); err != nil ||
		c.Claims().Key != publicOf(testKey("telepon")) {
		t.Errorf("at once: %v", err)
	}
	if w.questions() != "expired" {
		t.Errorf("left with %s", w.questions())
	}
}

// TestQuestions: each reason for an officer to look, alone. What is in question is approved by
// nothing but an answer, and by an answer to those very questions.
func TestQuestions(t *testing.T) {
	moved := "nip,nama,jabatan,unit,golongan,status\n" +
		"197602012005052002,Nabila Contoh,Analis,Dinas Kesehatan,III/c,PNS\n"
	for name, happen := range map[string]func(*world, invitation.Code, []byte){
		enrol.QuestionExpired: func(w *world, _ invitation.Code, _ []byte) { w.now = w.week() },
		enrol.QuestionFields:  func(w *world, _ invitation.Code, _ []byte) { w.load(moved) },
		enrol.QuestionKeyReplaced: func(w *world, code invitation.Code, request []byte) {
			if v, err := w.withdraw(code, request); err != nil || v.State != enrol.StateOpen {
				w.Error("withdrawn: ", v.State, err)
			}
			if err := w.ask(w.request(code, "baru")); !errors.Is(err, enrol.ErrWaiting) {
				w.Error("asked for anew: ", err)
			}
		},
		enrol.QuestionRegistrar: func(w *world, _ invitation.Code, _ []byte) {
			w.renewTrust(func(t *trust.List) { t.Registrars[0].Last = 0 })
		},
		enrol.QuestionCredential: func(w *world, _ invitation.Code, _ []byte) {
			_, _, err := w.Enrol(w.Context(), testKey("diklat"), w.person(nabila), publicOf(testKey("meja")), false)
			if err != nil {
				w.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			code := w.invite("mutasi", nabila, false)
			request := w.request(code, "telepon")
			if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) {
				t.Fatal(err)
			}
			before := w.only()
			happen(w, code, request)
			if got := w.questions(); got != name {
				t.Fatalf("questions: %s", got)
			}
			size, r := w.Ledger.Size(), w.only()
			var open *enrol.QuestionError
			for _, answered := range []bool{false, true} { // nobody has seen this question
				if _, err := w.Approve(t.Context(), testKey("diklat"), before, answered); !errors.As(err, &open) &&
					!errors.Is(err, ledger.ErrChanged) {
					t.Errorf("as it was before, answered %v: %v", answered, err)
				}
			}
			if _, err := w.Approve(t.Context(), testKey("diklat"), r, false); !errors.As(err, &open) {
				t.Errorf("unanswered: %v", err)
			}
			w.Registrar = testKey("otomatis")
			if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) && !errors.Is(err, enrol.ErrTaken) {
				t.Errorf("by the key of the server: %v", err)
			}
			if w.Ledger.Size() != size {
				t.Fatal("something was recorded")
			}
			if c, err := w.Approve(t.Context(), testKey("diklat"), r, true); err != nil || c.Claims().Key != r.Key {
				t.Errorf("answered: %v", err)
			}
		})
	}
}

// TestMoved: a request for an address that the institution had when it was made is in no question,
// and one for an address that it never had, or no more when the person was invited, is.
func TestMoved(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	if err := w.ask(w.request(code, "telepon")); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	w.now = w.now.AddDate(0, 0, 1)
	w.renewTrust(func(t *trust.List) { t.URL = "https://baru.contoh.example" })
	if got := w.questions(); got != "" {
		t.Errorf("after the move: %s", got)
	}
	former := invitation.Request{Address: address}
	elsewhere := signed(former.Sign(testKey("lain"), w.invite("mutasi", arif, false).Key(origin), origin))
	if err := w.ask(elsewhere); !errors.Is(err, enrol.ErrAddress) {
		t.Errorf("a request for the former address: %v", err)
	}
	if _, err := w.Approve(t.Context(), testKey("diklat"), w.only(), false); err != nil {
		t.Error(err)
	}

	// Who has the disk puts it there all the same, made for an address of before the invitation.
	w.now = w.now.AddDate(0, 0, 1)
	code = w.invite("mutasi", siti, false)
	if err := w.ask(w.request(code, "telepon siti")); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	r := w.readRow(siti)
	r.Request = signed(invitation.Request{Address: address}.Sign(testKey("telepon siti"), code.Key(origin), origin))
	w.writeRow(siti, r)
	if got := w.questions(); got != "address" {
		t.Errorf("for an address of the past: %q", got)
	}
}

// TestTwoDevices: two devices ask under one slip at once. One of them counts, the other is told to
// withdraw it first, and only one credential ever is recorded.
func TestTwoDevices(t *testing.T) {
	for _, atOnce := range []bool{false, true} {
		w := newWorld(t)
		if atOnce {
			w.Registrar = testKey("otomatis")
		}
		code := w.invite("mutasi", nabila, false)
		names := []string{"telepon", "laptop", "tablet", "meja"}
		said, start := make([]error, len(names)), make(chan struct{})
		var group sync.WaitGroup
		for n, name := range names {
			request := w.request(code, name)
			group.Go(func() {
				<-start
				said[n] = w.ask(request)
			})
		}
		close(start)
		group.Wait()
		first := 0
		for n, err := range said {
			switch {
			case err == nil && atOnce, errors.Is(err, enrol.ErrWaiting) && !atOnce:
				first++
			case errors.Is(err, enrol.ErrTaken), errors.Is(err, enrol.ErrUsed) && atOnce:
			default:
				t.Errorf("at once %v, %s: %v", atOnce, names[n], err)
			}
		}
		if first != 1 {
			t.Errorf("at once %v: %d were first: %v", atOnce, first, said)
		}
		if want := map[bool]uint64{false: 1, true: 2}[atOnce]; w.Ledger.Size() != want {
			t.Errorf("at once %v: %d entries", atOnce, w.Ledger.Size())
		}
	}
}

// TestWithdrawnMeanwhile: what was shown to an officer is what is approved, also where the code
// replaces the request in that moment; and an approved one stays approved.
func TestWithdrawnMeanwhile(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	request := w.request(code, "telepon")
	if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	if _, err := w.withdraw(code, w.request(code, "lain")); !errors.Is(err, enrol.ErrTaken) {
		t.Errorf("withdrawn by another digest: %v", err)
	}
	if err := w.ask(w.request(code, "lain")); !errors.Is(err, enrol.ErrTaken) {
		t.Errorf("another request: %v", err)
	}
	shown := w.only()
	if _, err := w.withdraw(code, request); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Approve(t.Context(), testKey("diklat"), shown, true); !errors.Is(err, ledger.ErrChanged) {
		t.Errorf("approved though withdrawn: %v", err)
	}
	if v, err := w.withdraw(code, request); err != nil || v.State != enrol.StateOpen {
		t.Errorf("withdrawn twice: %v", err)
	}
}

// TestRenewed: a lost key, and an invitation that may replace it, and no other.
func TestRenewed(t *testing.T) {
	w := newWorld(t)
	w.Registrar = testKey("otomatis")
	first := w.invite("mutasi", nabila, false)
	if err := w.ask(w.request(first, "telepon")); err != nil {
		t.Fatal(err)
	}
	second := w.invite("mutasi", nabila, true)
	if err := w.ask(w.request(first, "pencuri")); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("the code before: %v", err)
	}
	if c, err := w.Redeem(t.Context(), w.request(second, "baru")); err != nil || c.Claims().Replaces == nil {
		t.Errorf("the new one: %v", err)
	}
	if w.keyInForce(nabila) != publicOf(testKey("baru")) {
		t.Error("the new key is not in force")
	}
	var rule *ledger.RuleError
	third := w.invite("mutasi", nabila, true)
	if err := w.ask(w.request(third, "telepon")); !errors.As(err, &rule) || rule.Rule != ledger.RuleCredentialRevoked {
		t.Errorf("the key that was replaced: %v", err)
	}
	// The key that is in force, and the same particulars: there is nothing to wait for.
	w.Registrar = nil
	size := w.Ledger.Size()
	if err := w.ask(w.request(third, "baru")); err != nil || w.Ledger.Size() != size {
		t.Errorf("the key in force: %v", err)
	}
	if other := w.invite("mutasi", arif, false); !errors.As(w.ask(w.request(other, "baru")), &rule) ||
		rule.Rule != ledger.RuleKeyLive {
		t.Errorf("for another person: %v", rule)
	}
}

// TestInvite: who needs an invitation, and who does not.
func TestInvite(t *testing.T) {
	w := newWorld(t)
	look, err := w.Invite(w.people(nabila, arif), w.week(), false)
	if err != nil || len(look.Invitations) != 2 || look.Invitations[0].Code != "" {
		t.Errorf("only looked: %+v, %v", look, err)
	}
	if look.Commit() == nil || len(w.rows("invitations")) != 0 {
		t.Error("a look was made valid")
	}
	b, err := w.signed(testKey("mutasi"), false, nabila, arif, siti)
	if err != nil {
		t.Fatal(err)
	}
	b.Keep(func(n int) bool { return n != 1 })
	late, err := w.signed(testKey("diklat"), true, siti)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := late.Commit(); !errors.Is(err, ledger.ErrChanged) {
		t.Errorf("two officers at once: %v", err)
	}
	again, err := w.signed(testKey("mutasi"), false, nabila, arif, siti)
	if err != nil || again.Invited != 2 || len(again.Invitations) != 1 || again.Invitations[0].Person.NIP != arif {
		t.Errorf("%+v, %v", again, err)
	}
	if n, err := w.Fallen(publicOf(testKey("mutasi"))); n != 2 || err != nil {
		t.Errorf("%d fall with the registrar, %v", n, err)
	}
	var rule *ledger.RuleError
	for _, key := range []string{"ledger", "telepon"} {
		_, err := w.signed(testKey(key), false, arif)
		if !errors.As(err, &rule) || rule.Rule != ledger.RuleRegistrarUnknown {
			t.Errorf("by the key %s: %v", key, err)
		}
	}
	// What a retired registrar has invited is worth nothing, so everybody is invited anew.
	w.renewTrust(func(t *trust.List) { t.Registrars[0].Last = 0 })
	if b, err := w.signed(testKey("diklat"), false, nabila); err != nil ||
		len(b.Invitations) != 1 {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := w.signed(testKey("mutasi"), false, nabila); !errors.As(err, &rule) ||
		rule.Rule != ledger.RuleRegistrarRange {
		t.Errorf("by the retired registrar: %v", err)
	}
}

// TestInviteStopped: an invitation that is stopped while it is signed leaves nothing, and the one
// under which a request waits says so before it falls.
func TestInviteStopped(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	request := w.request(code, "telepon")
	if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	b, err := w.Invite(w.people(nabila, arif), w.week(), true)
	if err != nil || b.Invitations[0].Waits != w.now.Unix() || b.Invitations[1].Waits != 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := b.Sign(ctx, testKey("mutasi"), rand.Reader, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("signed although it was stopped: %v", err)
	}
	if b.Commit() == nil || w.only().Person.NIP != nabila {
		t.Error("what was stopped is valid")
	}
	signed := atomic.Int32{}
	err = b.Sign(t.Context(), testKey("mutasi"), rand.Reader, func() { signed.Add(1) })
	if err != nil || signed.Load() != 2 {
		t.Errorf("%d signed: %v", signed.Load(), err)
	}
	// What came meanwhile was not shown to the officer, so it does not fall.
	if _, err := w.withdraw(code, request); err != nil {
		t.Fatal(err)
	}
	if err := b.Commit(); !errors.Is(err, ledger.ErrChanged) {
		t.Errorf("valid although the request is another: %v", err)
	}
}

// inAgent is a key whose seed is not at hand.
type inAgent struct{ key ed25519.PrivateKey }

func (a inAgent) Public() crypto.PublicKey { return a.key.Public() }
func (a inAgent) Sign(r io.Reader, message []byte, o crypto.SignerOpts) ([]byte, error) {
	return a.key.Sign(r, message, o)
}

// TestReprint: the officer who made an invitation prints it again, and nobody else.
func TestReprint(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	if again, err := w.Reprint(testKey("mutasi"), w.person(nabila)); err != nil || again.Code != code ||
		again.Until != w.week().Unix() {
		t.Errorf("%v, %v", again.Code, err)
	}
	for name, key := range map[string]crypto.Signer{"another officer": testKey("diklat"),
		"an agent": inAgent{testKey("mutasi")}, "the ledger": testKey("ledger")} {
		if _, err := w.Reprint(key, w.person(nabila)); !errors.Is(err, enrol.ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Reprint(testKey("mutasi"), w.person(arif)); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("who was not invited: %v", err)
	}
	b, err := w.signed(inAgent{testKey("mutasi")}, false, arif)
	if err != nil || b.Sealed || b.Commit() != nil {
		t.Fatalf("%+v, %v", b, err)
	}
	if _, err := w.Reprint(testKey("mutasi"), w.person(arif)); !errors.Is(err, enrol.ErrSealed) {
		t.Errorf("invited by a key in an agent: %v", err)
	}
	// The ciphertext of one person's code put in the place of another's opens nothing.
	other := w.invite("mutasi", siti, false)
	r := w.readRow(nabila)
	r.Sealed = w.readRow(siti).Sealed
	w.writeRow(nabila, r)
	if again, err := w.Reprint(testKey("mutasi"), w.person(nabila)); !errors.Is(err, enrol.ErrSealed) {
		t.Errorf("%v (not %v), %v", again.Code, other, err)
	}
	w.now = w.week()
	if _, err := w.Reprint(testKey("mutasi"), w.person(siti)); !errors.Is(err, enrol.ErrExpired) {
		t.Errorf("past its end: %v", err)
	}
}

// TestHereAndNow: what was asked elsewhere or at another time is not answered.
func TestHereAndNow(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	key := code.Key(origin)
	for late, want := range map[int64]error{0: nil, 600: nil, -600: nil, 601: enrol.ErrDate, -601: enrol.ErrDate} {
		raw := signed(invitation.View{Date: w.now.Unix() - late, Address: address}.Sign(key, origin))
		if _, err := w.View(raw); !errors.Is(err, want) {
			t.Errorf("%d seconds late: %v", late, err)
		}
	}
	other := signed(invitation.View{Date: w.now.Unix(), Address: "https://palsu.example"}.Sign(key, origin))
	if _, err := w.View(other); !errors.Is(err, enrol.ErrAddress) {
		t.Errorf("made for a relay: %v", err)
	}
	relayed := signed(invitation.Request{Address: "https://palsu.example"}.Sign(testKey("telepon"), key, origin))
	if err := w.ask(relayed); !errors.Is(err, enrol.ErrAddress) {
		t.Errorf("a request made for a relay: %v", err)
	}
	unknown := invitation.Code("K7QM2F8D9XPA000T")
	if _, err := w.view(unknown); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("an unknown code: %v", err)
	}
	// Wrong signatures in the name of an invitation that there is are told from others and counted.
	for _, c := range []struct {
		code  invitation.Code
		known bool
	}{{code, true}, {unknown, false}} {
		for _, raw := range [][]byte{w.request(c.code, "telepon"),
			signed(invitation.View{Date: w.now.Unix(), Address: address}.Sign(c.code.Key(origin), origin))} {
			raw[len(raw)-1] ^= 1
			_, err := w.View(raw)
			if raw[0] == 0x82 {
				err = w.ask(raw)
			}
			if !errors.Is(err, eddsa.ErrSignature) || errors.Is(err, enrol.ErrForged) != c.known {
				t.Errorf("a wrong signature, known %v: %v", c.known, err)
			}
		}
	}
}

// TestOldForm: a request that shows the code itself is worth nothing, whoever has the key.
func TestOldForm(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	old := signed(signer.Enrolment{Invitation: string(code)}.Sign(testKey("telepon"), origin))
	if err := w.ask(old); !errors.Is(err, enrol.ErrOld) {
		t.Errorf("with the code of an invitation: %v", err)
	}
	bare := signed(signer.Enrolment{}.Sign(testKey("telepon"), origin))
	if err := w.ask(bare); !errors.Is(err, enrol.ErrNotEnrolled) {
		t.Errorf("without one: %v", err)
	}
	key := publicOf(testKey("telepon"))
	if _, _, err := w.Enrol(t.Context(), testKey("mutasi"), w.person(nabila), key, false); err != nil {
		t.Fatal(err)
	}
	if c, err := w.Redeem(context.Background(), bare); err != nil || c.Claims().Name != "Nabila Contoh" {
		t.Errorf("of an enrolled key: %v", err)
	}
}
