package settings_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
)

func must[T any](value T, err error) T {
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func newHome(t *testing.T) *office.Home {
	t.Helper()
	h, _, err := office.Found(filepath.Join(t.TempDir(), "bkd"), office.Founding{
		Facts:     config.Facts{Name: "Pemerintah Contoh", URL: "https://ikrar.contoh.example"},
		Config:    config.Config{Origin: "ikrar.contoh.example/uji"},
		Registrar: "BKD", Now: time.Now})
	check(err)
	return h
}

// TestSaveSettings: what was typed is saved with its emblem, what somebody else saved meanwhile is
// not overwritten, and HR's own comments are not lost.
func TestSaveSettings(t *testing.T) {
	home := newHome(t)
	own := append([]byte("# catatan kami\n"), must(os.ReadFile(home.ConfigPath()))...)
	check(os.WriteFile(home.ConfigPath(), own, 0o600))
	plan := must(settings.Read(home.Dir))
	other := must(settings.Read(home.Dir))
	plan.Config.Certificate.Agency = `Badan "Kepegawaian"`
	plan.Emblem = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>`)
	plan.By = settings.Saved{Officer: "Bidang Data", At: 1774915200}
	check(plan.Save(t.Context()))
	if by, ok := must(settings.Read(home.Dir)).LastSaved(); !ok || by.Officer != "Bidang Data" || by.At != 1774915200 {
		t.Errorf("saved by %+v, %v", by, ok)
	}
	h, text, err := office.ReadHome(home.Dir)
	check(err)
	if h.Config.Certificate.Agency != `Badan "Kepegawaian"` || !bytes.Equal(text, h.Config.Render()) {
		t.Errorf("saved: %+v", h.Config.Certificate)
	}
	if emblem := must(h.Emblem()); !bytes.Equal(emblem, plan.Emblem) {
		t.Errorf("the emblem: %q", emblem)
	}
	if kept := must(os.ReadFile(home.ConfigPath() + ".lama")); !bytes.Equal(kept, own) {
		t.Errorf("the comments are lost: %q", kept)
	}
	other.Config.Certificate.Agency = "lain"
	if err := other.Save(t.Context()); !errors.Is(err, office.Stale) {
		t.Errorf("over what somebody else saved: %v", err)
	}
	byHand := append([]byte("# lain\n"), text...)
	check(os.WriteFile(home.ConfigPath(), byHand, 0o600))
	if _, ok := must(settings.Read(home.Dir)).LastSaved(); ok {
		t.Error("somebody is named for what was written by hand")
	}
	check(os.WriteFile(home.ConfigPath(), text, 0o600))
	again := must(settings.Read(home.Dir))
	again.Since(other.Mark())
	if err := again.Save(t.Context()); !errors.Is(err, office.Stale) {
		t.Errorf("by the mark of before: %v", err)
	}
	again = must(settings.Read(home.Dir))
	again.Config.Certificate.Primary = "#FFFFFF"
	if err := again.Save(t.Context()); !errors.As(err, new(*config.ValueError)) {
		t.Errorf("white on white: %v", err)
	}
	again = must(settings.Read(home.Dir))
	again.Emblem = []byte("<svg><script/></svg>")
	if err := again.Save(t.Context()); err == nil {
		t.Error("an emblem that cannot be printed was saved")
	}
}
