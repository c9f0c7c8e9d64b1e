package enrol_test

import (
	"errors"
	"testing"

	"ikrar/ledger/enrol"
	"ikrar/signer/invitation"
)

// TestKiosk: at a desk a code counts with its person's whole NIP, and with no other that ends so.
func TestKiosk(t *testing.T) {
	w := newWorld(t)
	code := w.invite("mutasi", nabila, false)
	k := &enrol.Kiosk{Desk: w.Desk}
	view := func(code invitation.Code) []byte {
		t.Helper()
		raw, err := invitation.View{Date: w.now.Unix(), Address: address}.Sign(code.Key(origin), origin)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	request := w.request(code, "telepon")
	for _, nip := range []string{"", "2002", string(arif), "199001012015012002", "rahasia-saya-semua"} {
		if err := k.Admit(view(code), nip); !errors.Is(err, enrol.ErrNIP) {
			t.Errorf("with the NIP %q: %v", nip, err)
		}
		if err := k.Admits(request); !errors.Is(err, enrol.ErrNIP) {
			t.Errorf("and a request after it: %v", err)
		}
	}
	withdrawal, err := invitation.Withdrawal{Date: w.now.Unix(), Address: address}.Sign(code.Key(origin), origin)
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Admits(withdrawal); !errors.Is(err, enrol.ErrNIP) {
		t.Errorf("a withdrawal: %v", err)
	}
	// Nothing is said of a code that is nobody's: the desk says that to everybody alike.
	other := w.invite("mutasi", arif, false)
	if err := errors.Join(k.Admit(view("0000000000000000"), string(nabila)), k.Admit([]byte("?"), "")); err != nil {
		t.Errorf("a code of nobody: %v", err)
	}
	if err := k.Admit(view(code), "19760201 200505 2 002"); err != nil {
		t.Fatalf("with her NIP: %v", err)
	}
	for _, raw := range [][]byte{request, withdrawal, []byte("?")} {
		if err := k.Admits(raw); err != nil {
			t.Errorf("after it: %v", err)
		}
	}
	if err := k.Admits(w.request(other, "lain")); !errors.Is(err, enrol.ErrNIP) {
		t.Errorf("another's request: %v", err)
	}
}
