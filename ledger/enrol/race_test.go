package enrol_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify/trust"
)

// atOnce calls all of them at the same time, and returns what each said.
func atOnce(calls ...func() error) []error {
	said, start := make([]error, len(calls)), make(chan struct{})
	var group sync.WaitGroup
	for n, call := range calls {
		group.Go(func() {
			<-start
			said[n] = call()
		})
	}
	close(start)
	group.Wait()
	return said
}

// TestAtOnceForeseen: where a request will be a question whoever asks, the view says that it waits.
func TestAtOnceForeseen(t *testing.T) {
	w := newWorld(t)
	w.Registrar = testKey("otomatis")
	first, second := w.invite("mutasi", nabila, false), w.invite("diklat", arif, false)
	third := w.invite("diklat", siti, false)
	w.load("nip,nama,jabatan,unit,golongan,status\n" + string(arif) + ",Arif Contoh,Penata,Dinas Sosial,III/d,PNS\n")
	w.renewTrust(func(t *trust.List) { t.Registrars[0].Last = 0 })
	for name, one := range map[string]struct {
		code invitation.Code
		want bool
	}{"the registrar is retired": {first, false}, "another unit": {second, false}, "as it was": {third, true}} {
		v, err := w.view(one.code)
		if err != nil || v.AtOnce != one.want {
			t.Errorf("%s: at once %v, %v", name, v.AtOnce, err)
		}
		if err := w.ask(w.request(one.code, name)); (err == nil) != one.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSentTwice: a proxy sends one request several times at once. All get the one credential.
func TestSentTwice(t *testing.T) {
	for range 5 {
		w := newWorld(t)
		w.Registrar = testKey("otomatis")
		request := w.request(w.invite("mutasi", nabila, false), "telepon")
		ask := func() error { return w.ask(request) }
		for n, err := range atOnce(ask, ask, ask, ask) {
			if err != nil {
				t.Errorf("%d: %v", n, err)
			}
		}
		if w.Ledger.Size() != 2 || w.keyInForce(nabila) != publicOf(testKey("telepon")) {
			t.Errorf("%d entries", w.Ledger.Size())
		}
	}
}

// TestReplacedMeanwhile: while an officer approves what was read, the code takes it back and asks
// for another key. What was read is approved, or nothing; the other key never is without a look.
func TestReplacedMeanwhile(t *testing.T) {
	for range 10 {
		w := newWorld(t)
		code := w.invite("mutasi", nabila, false)
		first, second := w.request(code, "telepon"), w.request(code, "pencuri")
		if err := w.ask(first); !errors.Is(err, enrol.ErrWaiting) {
			t.Fatal(err)
		}
		shown := w.only()
		said := atOnce(func() error {
			_, err := w.Approve(t.Context(), testKey("diklat"), shown, true)
			return err
		}, func() error {
			if _, err := w.withdraw(code, first); err != nil {
				return err
			}
			return w.ask(second)
		})
		switch key := w.keyInForce(nabila); key {
		case eddsa.PublicKey{}:
			if !errors.Is(said[0], ledger.ErrChanged) || w.questions() != "key-replaced" {
				t.Errorf("nothing is approved: %v", said)
			}
		case publicOf(testKey("telepon")):
			if _, err := w.view(code); said[0] != nil || !errors.Is(err, enrol.ErrUsed) {
				t.Errorf("approved as it was read: %v; the code says %v", said, err)
			}
			if err := w.ask(second); !errors.Is(err, enrol.ErrUsed) {
				t.Errorf("the other key: %v", err)
			}
		default:
			t.Errorf("the key %x was approved, which nobody has read", key)
		}
	}
}

// TestApprovedTwice: another officer approves the same request while its questions are asked, which
// is no question, in a list neither. Both get the one credential.
func TestApprovedTwice(t *testing.T) {
	for name, look := range map[string]func(slow *enrol.Desk, shown enrol.Request) (by enrol.Credential, err error){
		"approved": func(slow *enrol.Desk, shown enrol.Request) (enrol.Credential, error) {
			return slow.Approve(t.Context(), testKey("diklat"), shown, false)
		},
		"listed": func(slow *enrol.Desk, shown enrol.Request) (by enrol.Credential, err error) {
			listed, err := slow.Waiting()
			if err == nil && (len(listed) != 1 || len(listed[0].Questions) > 0) {
				err = fmt.Errorf("it is listed as %+v", listed)
			}
			if err != nil {
				return by, err
			}
			return slow.Approve(t.Context(), testKey("diklat"), listed[0], false)
		},
	} {
		w := newWorld(t)
		if err := w.ask(w.request(w.invite("mutasi", nabila, false), "telepon")); !errors.Is(err, enrol.ErrWaiting) {
			t.Fatal(err)
		}
		shown := w.only()
		var sooner sync.Once
		slow := &enrol.Desk{Ledger: w.Ledger, Roster: w.Roster, Now: func() time.Time {
			sooner.Do(func() {
				if _, err := w.Approve(t.Context(), testKey("mutasi"), shown, false); err != nil {
					t.Error(err)
				}
			})
			return w.now
		}}
		c, err := look(slow, shown)
		if err != nil || c.KeyID() != publicOf(testKey("mutasi")).ID() || w.Ledger.Size() != 2 {
			t.Errorf("%s: %v, %d entries", name, err, w.Ledger.Size())
		}
	}
}
