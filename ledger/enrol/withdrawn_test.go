package enrol_test

import (
	"errors"
	"fmt"
	"testing"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/signer"
	"ikrar/signer/invitation"
)

// after is a request that names the one that was withdrawn last.
func (w *world) after(code invitation.Code, key string, withdrawn []byte) []byte {
	w.Helper()
	digest := signer.DigestOf(withdrawn)
	request := invitation.Request{Address: address, After: &digest}
	return signed(request.Sign(testKey(key), code.Key(origin), origin))
}

// TestWithdrawnStaysSo: whoever kept a request, a proxy or a page that was left open, sends it
// again after it was withdrawn. It does not come back, also where the server signs at once. The
// person may ask by the same key with a new request, and that one comes back no more either.
func TestWithdrawnStaysSo(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	first := w.request(code, "telepon")
	if err := w.ask(first); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	v, err := w.withdraw(code, first)
	if err != nil || v.State != enrol.StateOpen || v.Withdrawn != signer.DigestOf(first) {
		t.Fatalf("%+v, %v", v, err)
	}
	back := func(when string, requests ...[]byte) {
		t.Helper()
		for _, hand := range []string{"", "otomatis"} {
			if w.Registrar = nil; hand != "" {
				w.Registrar = testKey(hand)
			}
			for n, request := range requests {
				if err := w.ask(request); !errors.Is(err, enrol.ErrWithdrawn) {
					t.Errorf("%s, %d came back: %v", when, n, err)
				}
			}
		}
		w.Registrar = nil
		if all, err := w.Waiting(); len(all) != 0 || err != nil || w.Ledger.Size() != 1 {
			t.Errorf("%s: the officer has %v, %v", when, all, err)
		}
	}
	other := w.after(code, "telepon", []byte("another"))
	back("withdrawn", first, other)
	second := w.after(code, "telepon", first)
	if err := w.ask(second); !errors.Is(err, enrol.ErrWaiting) || w.questions() != "" {
		t.Errorf("the person, by a new request: %v", err)
	}
	if err := w.ask(first); !errors.Is(err, enrol.ErrWaiting) || w.only().Key != publicOf(testKey("telepon")) {
		t.Errorf("of the key that waits: %v", err)
	}
	v, err = w.view(code)
	if err != nil || v.Request != signer.DigestOf(second) || v.Withdrawn != signer.DigestOf(first) {
		t.Errorf("%+v, %v", v, err)
	}
	// The first withdrawal, sent again, undoes no later request.
	if _, err := w.withdraw(code, first); !errors.Is(err, enrol.ErrTaken) {
		t.Errorf("the first withdrawal: %v", err)
	}
	if _, err := w.withdraw(code, second); err != nil {
		t.Fatal(err)
	}
	back("withdrawn twice", first, second, other)
	third := w.after(code, "telepon", second)
	w.Registrar = testKey("otomatis")
	if err := w.ask(third); err != nil {
		t.Errorf("by a third request: %v", err)
	}
	for _, request := range [][]byte{first, second, third} { // the key has what it asked for
		if err := w.ask(request); err != nil {
			t.Errorf("once it is enrolled: %v", err)
		}
	}
}

// TestPhotographedSlip: who has a picture of the slip takes the person's request back and asks, and
// takes that back and asks again, so that the key before is the same. The officer is told of the
// person's key all the same, and nothing is signed at once.
func TestPhotographedSlip(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	theirs := w.request(code, "telepon")
	if err := w.ask(theirs); !errors.Is(err, enrol.ErrWaiting) {
		t.Fatal(err)
	}
	last := theirs
	for n := range 3 {
		if _, err := w.withdraw(code, last); err != nil {
			t.Fatal(err)
		}
		w.Registrar = testKey("otomatis")
		last = w.after(code, "pencuri", last)
		if err := w.ask(last); !errors.Is(err, enrol.ErrWaiting) || w.Ledger.Size() != 1 {
			t.Fatalf("%d: %v", n, err)
		}
		shown := w.only()
		if len(shown.Questions) != 1 || shown.Questions[0].Code != enrol.QuestionKeyReplaced ||
			shown.Questions[0].Key != publicOf(testKey("telepon")) {
			t.Errorf("%d: the officer reads %+v", n, shown.Questions)
		}
	}
	// The person's device cannot be made to ask for it again.
	if _, err := w.withdraw(code, last); err != nil {
		t.Fatal(err)
	}
	if err := w.ask(theirs); !errors.Is(err, enrol.ErrWithdrawn) {
		t.Errorf("the person's first request: %v", err)
	}
}

// TestManyDevices: whoever has a slip fills no disk by asking and taking back; the person still has
// a way.
func TestManyDevices(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	var last []byte
	size := 0
	for n := range 20 {
		request := w.request(code, fmt.Sprint("perangkat ", n))
		if n >= 8 {
			if err := w.ask(request); !errors.Is(err, enrol.ErrWithdrawn) {
				t.Fatalf("%d, naming none: %v", n, err)
			}
			request = w.after(code, fmt.Sprint("perangkat ", n), last)
		}
		if err := w.ask(request); !errors.Is(err, enrol.ErrWaiting) {
			t.Fatalf("%d: %v", n, err)
		}
		if got := w.questions(); n > 0 && got != "key-replaced" {
			t.Errorf("%d: questions %q", n, got)
		}
		if _, err := w.withdraw(code, request); err != nil {
			t.Fatal(err)
		}
		if last = request; n == 8 {
			size = len(w.readRow(nabila).Withdrawn)
		}
	}
	if got := len(w.readRow(nabila).Withdrawn); got != size {
		t.Errorf("%d bytes are kept, after %d", got, size)
	}
}

// TestWithdrawnByAnEarlierBuild: of which the record has the key alone.
func TestWithdrawnByAnEarlierBuild(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	r := w.readRow(nabila)
	key := publicOf(testKey("telepon"))
	r.Withdrawn = key[:]
	w.writeRow(nabila, r)
	if err := w.ask(w.request(code, "telepon")); !errors.Is(err, enrol.ErrWithdrawn) {
		t.Errorf("the key that was withdrawn: %v", err)
	}
	v, err := w.view(code)
	if err != nil {
		t.Fatal(err)
	}
	again := invitation.Request{Address: address, After: &v.Withdrawn}
	err = w.ask(signed(again.Sign(testKey("telepon"), code.Key(origin), origin)))
	if !errors.Is(err, enrol.ErrWaiting) || w.questions() != "" {
		t.Errorf("by a new request: %v", err)
	}
	if _, err := w.Approve(t.Context(), testKey("diklat"), w.only(), false); err != nil {
		t.Error(err)
	}
	// What is no record of withdrawals stops all under that invitation, and is not passed over.
	second := w.invite("mutasi", arif, false)
	broken := w.readRow(arif)
	broken.Withdrawn = []byte("x")
	w.writeRow(arif, broken)
	if err := w.ask(w.request(second, "meja")); err == nil || errors.Is(err, enrol.ErrWaiting) ||
		errors.Is(err, ledger.ErrChanged) {
		t.Errorf("a garbled record: %v", err)
	}
}
