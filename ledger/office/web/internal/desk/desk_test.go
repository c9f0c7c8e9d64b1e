package desk

import (
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
)

// TestGuest: a desk that has the ledger keeps it while another works through it, and puts it back
// once that has done.
func TestGuest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "rumah")
	h, _, err := office.Found(dir, office.Founding{Registrar: "Bidang Mutasi", Now: time.Now,
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	host, guest := New(Options{Dir: dir, Now: time.Now}), New(Options{Dir: dir, Now: time.Now})
	defer host.Close()
	nothing := func(*office.Institution) error { return nil }
	if err := host.Do(t.Context(), nothing); err != nil {
		t.Fatal(err)
	}
	err = guest.Do(t.Context(), func(i *office.Institution) error {
		if i.Own {
			t.Error("two desks have the ledger")
		}
		time.Sleep(letGo + letGo/2)
		_, err := i.Standing()
		return err
	})
	if err != nil {
		t.Errorf("in the middle of the other's work: %v", err)
	}
	if err := guest.Close(); err != nil {
		t.Error(err)
	}
	for deadline := time.Now().Add(3 * letGo); ; time.Sleep(50 * time.Millisecond) {
		i, err := h.OpenOwn(office.Opening{Now: time.Now})
		if err == nil {
			i.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("the ledger was not put back: %v", err)
		}
	}
}
