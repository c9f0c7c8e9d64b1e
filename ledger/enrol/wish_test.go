package enrol_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"sync"
	"testing"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

func (w *world) wish(key ed25519.PrivateKey, field, wish string) []byte {
	return signed(invitation.Correction{Date: w.now.Unix(), Address: address, Field: field, Wish: wish,
		Note: "sesuai SK"}.Sign(key, origin))
}

// TestWishes: five a person, by the slip or by the key, each once, until an officer has seen to it.
func TestWishes(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	first := w.wish(code.Key(origin), "name", "Nabila Putri")
	for range 2 {
		if n, err := w.Wish(first); n != 1 || err != nil {
			t.Fatalf("%d, %v", n, err)
		}
	}
	var group sync.WaitGroup
	said := make([]error, 8)
	for n := range said {
		group.Go(func() { _, said[n] = w.Wish(w.wish(code.Key(origin), "other", fmt.Sprint("yang ke-", n))) })
	}
	group.Wait()
	many := 0
	for _, err := range said {
		if errors.Is(err, enrol.ErrWishes) {
			many++
		} else if err != nil {
			t.Error(err)
		}
	}
	all, err := w.Wishes()
	if err != nil || many != 4 || len(all) != enrol.MaxWishes || all[0].Person.NIP != nabila ||
		all[0].Field != "name" ||
		all[0].Wish != "Nabila Putri" || all[0].Note != "sesuai SK" || all[0].Time != w.now.Unix() {
		t.Fatalf("%d too many; %+v, %v", many, all, err)
	}
	for range 2 { // seen to by two officers
		if err := w.Settle(all[0]); err != nil {
			t.Error(err)
		}
	}
	if left, err := w.Wishes(); len(left) != 4 || err != nil {
		t.Errorf("left: %v, %v", left, err)
	}
	for _, one := range all[1:] {
		if err := w.Settle(one); err != nil {
			t.Error(err)
		}
	}
	if len(w.rows("wishes")) != 0 {
		t.Error("a row of no wishes")
	}
}

// TestWhoMayWish: the slip until it is used, then the key, and nobody else.
func TestWhoMayWish(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	stranger := testKey("orang lain")
	if _, err := w.Wish(w.wish(stranger, "name", "X")); !errors.Is(err, enrol.ErrUnknown) {
		t.Errorf("a stranger: %v", err)
	}
	forged := w.wish(code.Key(origin), "name", "X")
	forged[len(forged)-1] ^= 1
	if _, err := w.Wish(forged); !errors.Is(err, eddsa.ErrSignature) || !errors.Is(err, enrol.ErrForged) {
		t.Errorf("forged: %v", err)
	}
	elsewhere := signed(invitation.Correction{Date: w.now.Unix(), Address: "https://palsu.example", Field: "name",
		Wish: "X"}.Sign(code.Key(origin), origin))
	if _, err := w.Wish(elsewhere); !errors.Is(err, enrol.ErrAddress) {
		t.Errorf("by way of a relay: %v", err)
	}
	w.Registrar = testKey("otomatis")
	if err := w.ask(w.request(code, "telepon")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Wish(w.wish(code.Key(origin), "name", "X")); !errors.Is(err, enrol.ErrUsed) {
		t.Errorf("the slip after it was used: %v", err)
	}
	if n, err := w.Wish(w.wish(testKey("telepon"), "name", "X")); n != 1 || err != nil {
		t.Errorf("the enrolled key: %v", err)
	}
	w.revoke("telepon")
	var rule *ledger.RuleError
	if _, err := w.Wish(w.wish(testKey("telepon"), "name", "Y")); !errors.As(err, &rule) ||
		rule.Rule != ledger.RuleCredentialRevoked {
		t.Errorf("a revoked key: %v", err)
	}
	// What was put into the drawer and nobody has signed is not shown.
	for key, value := range w.rows("wishes") {
		w.edit("wishes", key, bytes.Replace(value, []byte("name"), []byte("unit"), 1))
	}
	if all, err := w.Wishes(); len(all) != 0 || err != nil {
		t.Errorf("an edited wish: %+v, %v", all, err)
	}
}
