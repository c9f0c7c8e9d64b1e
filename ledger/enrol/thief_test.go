package enrol_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// TestThiefOfTheDisk has every file and every drawer of the server, in the clear, and the keys that
// lie there: of an invitation that nobody has used it finds neither code nor key, also of one that
// waits.
func TestThiefOfTheDisk(t *testing.T) {
	w := newWorld(t)
	codes := []invitation.Code{w.invite("mutasi", nabila, false), w.invite("mutasi", arif, false)}
	if err := w.ask(w.request(codes[1], "telepon")); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	if err := w.Ledger.Close(); err != nil {
		t.Fatal(err)
	}
	read, found := 0, map[string]bool{}
	look := func(what string, data []byte) {
		read++
		found[what] = found[what] || bytes.Contains(data, publicBytes(codes[0].Key(origin))) // what it may find
		for _, code := range codes {
			for form, secret := range map[string]string{"code": string(code), "as printed": code.String(),
				"in lower case": strings.ToLower(string(code)), "key": string(code.Key(origin).Seed())} {
				if bytes.Contains(data, []byte(secret)) {
					t.Errorf("%s holds a secret: %s", what, form)
				}
			}
		}
	}
	err := filepath.WalkDir(filepath.Dir(w.options.Dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		look(path, data)
		return err
	})
	if err != nil || read < 5 {
		t.Fatalf("%d files read, %v", read, err)
	}
	w.reopen()
	for _, drawer := range []string{"invitations", "wishes", "roster"} {
		for key, value := range w.rows(drawer) {
			look(drawer, append([]byte(key), value...))
		}
	}
	if len(found) < read/2 || !found["invitations"] {
		t.Errorf("it has not read what is there: %v", found)
	}
	for _, nip := range []roster.NIP{nabila, arif} {
		for _, stolen := range []string{"ledger", "otomatis", "diklat"} {
			if got, err := w.Reprint(testKey(stolen), w.person(nip)); err == nil {
				t.Errorf("the key %s unsealed %s", stolen, got.Code)
			}
		}
	}
}

// TestForger writes what it likes into the drawer, with keys of its own, and the key of the ledger:
// nothing of it is looked at, redeemed or approved.
func TestForger(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	own := invitation.Code("K7QM2F8D9XPA000T")
	ownKey := publicOf(own.Key(origin))
	genuine := w.readRow(nabila)
	u, err := invitation.Parse(genuine.Invitation)
	if err != nil {
		t.Fatal(err)
	}
	claims := u.Claims()
	claims.Key = ownKey
	subject := w.person(nabila).Subject
	index := func(key eddsa.PublicKey) {
		id := key.ID()
		w.edit("invitations", "k"+string(id[:]), subject[:])
	}
	index(ownKey)
	for name, raw := range map[string][]byte{
		"signed by itself":       signed(claims.Sign(own.Key(origin), origin)),
		"signed by the ledger":   signed(claims.Sign(testKey("ledger"), origin)),
		"signed for elsewhere":   signed(claims.Sign(testKey("mutasi"), "ikrar.lain.example")),
		"another key written in": bytes.Replace(genuine.Invitation, publicBytes(code.Key(origin)), ownKey[:], 1),
	} {
		w.writeRow(nabila, row{Invitation: raw, Sealed: []byte{}, Withdrawn: []byte{},
			Request: w.request(own, "pencuri"), Came: w.now.Unix()})
		w.Registrar = testKey("otomatis")
		if _, err := w.view(own); !errors.Is(err, enrol.ErrUnknown) {
			t.Errorf("an invitation %s: looked at: %v", name, err)
		}
		if err := w.ask(w.request(own, "pencuri")); !errors.Is(err, enrol.ErrUnknown) {
			t.Errorf("an invitation %s: redeemed: %v", name, err)
		}
		if all, err := w.Waiting(); len(all) != 0 || err != nil {
			t.Errorf("an invitation %s: shown to the officer: %v, %v", name, all, err)
		}
	}

	here, look := invitation.Request{Address: address}, invitation.View{Date: w.now.Unix(), Address: address}
	// A request put into a genuine invitation: made with another code, or with none.
	for name, request := range map[string][]byte{
		"under another code":       w.request(own, "pencuri"),
		"with both keys its own":   signed(here.Sign(testKey("pencuri"), testKey("pencuri"), origin)),
		"no request":               []byte("x"),
		"a view in its place":      signed(look.Sign(own.Key(origin), origin)),
		"of the old form":          signed(signer.Enrolment{}.Sign(testKey("pencuri"), origin)),
		"a redemption moved to it": moved(w.request(code, "telepon"), w.request(code, "pencuri")),
	} {
		forged := genuine
		forged.Request, forged.Came = request, w.now.Unix()
		w.writeRow(nabila, forged)
		if all, err := w.Waiting(); len(all) != 0 || err != nil {
			t.Errorf("%s: shown to the officer: %v, %v", name, all, err)
		}
	}
	if w.Ledger.Size() != 1 {
		t.Fatal("something was recorded")
	}
	// With the row as it was the slip works: nothing of that has cost the person anything.
	w.writeRow(nabila, genuine)
	if err := w.ask(w.request(code, "telepon")); err != nil {
		t.Errorf("the person: %v", err)
	}
}

func publicBytes(key ed25519.PrivateKey) []byte { pub := publicOf(key); return pub[:] }

// moved puts the second signature of one request under the first of another.
func moved(from, to []byte) []byte {
	var a, b struct {
		_             struct{} `cbor:",toarray"`
		First, Second cbor.Raw
	}
	if errors.Join(cbor.Decode(from, &a), cbor.Decode(to, &b)) != nil {
		panic("no requests")
	}
	b.Second = a.Second
	return cbor.Encode(b)
}

// TestEditedRoster: the roster on the server is edited, so that an invitation would lead to another
// person's credential, or to other particulars. Nobody gets it unasked, and the officer reads both.
func TestEditedRoster(t *testing.T) {
	for name, edit := range map[string]func(*world){
		"another name for the same pseudonym": func(w *world) {
			w.load("nip,nama,jabatan,unit,golongan,status\n" +
				"197602012005052002,Bunga Contoh,Analis,Dinas Pendidikan,III/c,PNS\n")
		},
		"two people's pseudonyms exchanged": func(w *world) {
			a, b := w.person(nabila), w.person(arif)
			for key, value := range w.rows("roster") {
				switch {
				case bytes.Contains(value, a.Subject[:]):
					w.edit("roster", key, bytes.Replace(value, a.Subject[:], b.Subject[:], 1))
				case bytes.Contains(value, b.Subject[:]):
					w.edit("roster", key, bytes.Replace(value, b.Subject[:], a.Subject[:], 1))
				case strings.Contains(key, string(a.Subject[:])):
					w.edit("roster", strings.Replace(key, string(a.Subject[:]), string(b.Subject[:]), 1), value)
				case strings.Contains(key, string(b.Subject[:])):
					w.edit("roster", strings.Replace(key, string(b.Subject[:]), string(a.Subject[:]), 1), value)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			code := w.invite("mutasi", nabila, false)
			edit(w)
			w.Registrar = testKey("otomatis")
			if err := w.ask(w.request(code, "telepon")); !errors.Is(err, enrol.ErrWaiting) {
				t.Errorf("at once: %v", err)
			}
			if w.Ledger.Size() != 1 {
				t.Fatal("something was recorded")
			}
			q := w.only().Questions
			if len(q) != 1 || q[0].Code != enrol.QuestionFields || q[0].Changes[0].Field != "name" ||
				q[0].Changes[0].Old != "Nabila Contoh" || q[0].Changes[0].New == "Nabila Contoh" {
				t.Errorf("the officer reads %+v", q)
			}
			// Edited once more between the officer's look and the approval, to a third person or
			// back to the one who was invited: neither is who the officer has read.
			shown := w.only()
			for _, name := range []string{"Cahaya Contoh", "Nabila Contoh"} {
				w.load("nip,nama,jabatan,unit,golongan,status\n" +
					string(shown.Person.NIP) + "," + name + ",Analis,Dinas Pendidikan,III/c,PNS\n")
				_, err := w.Approve(t.Context(), testKey("diklat"), shown, true)
				asked := errors.As(err, new(*enrol.QuestionError))
				if !asked && !errors.Is(err, ledger.ErrChanged) || w.Ledger.Size() != 1 {
					t.Errorf("%s, whom the officer has not read: %v", name, err)
				}
			}
		})
	}
}

// TestUsedOnce: who has the disk takes the mark off an invitation that was used, and has its slip.
// Nothing is signed at once, and an officer is asked.
func TestUsedOnce(t *testing.T) {
	w := newWorld(t)
	w.Registrar = testKey("otomatis")
	code := w.invite("mutasi", nabila, false)
	fresh := w.readRow(nabila)
	if err := w.ask(w.request(code, "telepon")); err != nil {
		t.Fatal(err)
	}
	w.writeRow(nabila, fresh)
	size := w.Ledger.Size()
	if err := w.ask(w.request(code, "pencuri")); !errors.Is(err, enrol.ErrWaiting) || w.Ledger.Size() != size {
		t.Errorf("redeemed a second time: %v", err)
	}
	if got := w.questions(); got != "credential" {
		t.Errorf("questions: %s", got)
	}
}

// TestUsedAndRevoked: the same once the key that the invitation led to was revoked, so that no
// other is in force that would speak against it.
func TestUsedAndRevoked(t *testing.T) {
	w := newWorld(t)
	w.Registrar = testKey("otomatis")
	code := w.invite("mutasi", nabila, false)
	fresh := w.readRow(nabila)
	if err := w.ask(w.request(code, "telepon")); err != nil {
		t.Fatal(err)
	}
	w.revoke("telepon")
	if err := w.ask(w.request(code, "pencuri")); !errors.Is(err, enrol.ErrUsed) {
		t.Errorf("the slip of a key that was revoked: %v", err)
	}
	w.writeRow(nabila, fresh)
	size := w.Ledger.Size()
	if err := w.ask(w.request(code, "pencuri")); !errors.Is(err, enrol.ErrWaiting) || w.Ledger.Size() != size {
		t.Errorf("redeemed a second time: %v", err)
	}
	if got := w.questions(); got != "credential" {
		t.Errorf("questions: %q", got)
	}
	// Invited anew after that the person is in no question.
	w.now = w.now.AddDate(0, 0, 1)
	if err := w.ask(w.request(w.invite("mutasi", nabila, true), "baru")); err != nil {
		t.Errorf("the person, invited anew: %v", err)
	}
}

// revoke has a key revoke itself, which somebody has stolen.
func (w *world) revoke(key string) {
	w.Helper()
	s, err := signer.Sign(testKey(key), origin, signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetKey,
			Target: signer.Digest(publicOf(testKey(key))), From: w.Ledger.Size(), Reason: "hilang"}})
	if err == nil {
		_, err = w.Ledger.Append(w.Context(), s)
	}
	if err != nil {
		w.Fatal(err)
	}
}

// TestDiskAndSlip is how far the disk and a slip come together: they ask in the place of the
// person, who had asked, and the officer reads no question. The person is told.
func TestDiskAndSlip(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	fresh := w.readRow(nabila)
	theirs := w.request(code, "telepon")
	if err := w.ask(theirs); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	w.writeRow(nabila, fresh)
	if err := w.ask(w.request(code, "pencuri")); !errors.Is(err, enrol.ErrWaiting) || w.questions() != "" {
		t.Errorf("in the person's place: %v", err)
	}
	// Before it is approved the person's device finds another's request, and can take it back.
	if err := w.ask(theirs); !errors.Is(err, enrol.ErrTaken) {
		t.Errorf("the person, before: %v", err)
	}
	if _, err := w.Approve(t.Context(), testKey("diklat"), w.only(), false); err != nil {
		t.Fatal(err)
	}
	if err := w.ask(theirs); !errors.Is(err, enrol.ErrUsed) {
		t.Errorf("the person, after: %v", err)
	}
	// HR revokes that key, and the person is invited anew; with the disk and the old slip there is
	// nothing left to do.
	w.revoke("pencuri")
	w.now = w.now.AddDate(0, 0, 1)
	again := w.invite("mutasi", nabila, true)
	w.Registrar = testKey("otomatis")
	if err := w.ask(w.request(again, "telepon")); err != nil {
		t.Errorf("the person, invited anew: %v", err)
	}
	subject, id := w.person(nabila).Subject, publicOf(code.Key(origin)).ID()
	w.edit("invitations", "k"+string(id[:]), subject[:])
	w.writeRow(nabila, fresh)
	size := w.Ledger.Size()
	if err := w.ask(w.request(code, "lain")); !errors.Is(err, enrol.ErrWaiting) || w.Ledger.Size() != size ||
		w.questions() != "credential" {
		t.Errorf("the old invitation, put back: %v", err)
	}
}

// TestErased: what is kept of a person's invitation, request and wishes goes with the person, also
// what an earlier build kept.
func TestErased(t *testing.T) {
	w := newWorld(t)
	subject := signer.Subject(w.person(nabila).Subject)
	hash := signer.DigestOf([]byte("kode lama"))
	w.edit("invitations", "s"+string(subject[:]),
		cbor.Encode([]any{hash, w.week().Unix(), []byte{}, []byte{}, 0, false}))
	w.edit("invitations", "c"+string(hash[:]), subject[:])
	if keys, err := w.Keys(subject); len(keys) != 2 || err != nil {
		t.Errorf("of an earlier build: %v, %v", keys, err)
	}
	if b, err := w.Invite(w.people(nabila), w.week(), false); err != nil || len(b.Invitations) != 1 ||
		!b.Invitations[0].Former {
		t.Errorf("who was invited by an earlier build is not: %v", err)
	}
	if n, err := w.Former(); n != 1 || err != nil {
		t.Errorf("%d slips of an earlier build, %v", n, err)
	}
	// Invited anew, the old rows are gone, and none is left after the erasure.
	code := w.invite("mutasi", nabila, false)
	if rows := w.rows("invitations"); len(rows) != 2 {
		t.Errorf("%d rows", len(rows))
	}
	if n, err := w.Former(); n != 0 || err != nil {
		t.Errorf("%d slips of an earlier build, %v", n, err)
	}
	if err := w.ask(w.request(code, "telepon")); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	if _, err := w.Wish(w.wish(code.Key(origin), "name", "Nabila Putri")); err != nil {
		t.Fatal(err)
	}
	keys, err := w.Keys(subject)
	if err != nil {
		t.Fatal(err)
	}
	s, err := signer.Sign(testKey("mutasi"), origin, signer.Erasure{IssuedAt: w.now.Unix(),
		ErasureBody: signer.ErasureBody{Digests: []signer.Digest{hash}, Reason: "diminta"}})
	if err != nil {
		t.Fatal(err)
	}
	shown := w.only()
	if _, err := w.Ledger.Erase(t.Context(), s.Bytes(), keys); err != nil {
		t.Fatal(err)
	}
	if len(w.rows("invitations"))+len(w.rows("wishes")) != 0 {
		t.Errorf("left: %v %v", w.rows("invitations"), w.rows("wishes"))
	}
	if _, err := w.Approve(t.Context(), testKey("mutasi"), shown, true); err == nil {
		t.Error("what was erased was approved")
	}
	if _, err := w.view(code); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("the slip: %v", err)
	}
}
