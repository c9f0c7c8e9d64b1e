package outpost_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/roster"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// TestSettingsFromAfar: settings are saved where they are kept, under the registrar's name and not
// over anybody else's. What they say of files counts on each machine alone, and no password goes to
// another server than it was typed for.
func TestSettingsFromAfar(t *testing.T) {
	s := serve(t)
	first, second := s.far("pertama"), s.far("kedua")
	check(outpost.Seen(first.Home))
	password := filepath.Join(second.Dir, filepath.FromSlash(outpost.PasswordFile))
	check(os.WriteFile(password, []byte("rahasia\n"), 0o600))

	slow := must(settings.Of(t.Context(), second.Home))
	plan := must(settings.Of(t.Context(), first.Home))
	plan.Config.Certificate.Signatory.Name = "Pejabat Lain"
	plan.Config.Certificate.Signatory.Position = "Sekretaris Daerah"
	plan.Config.Mail.PasswordFile = "/etc/shadow"
	plan.Emblem = []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>`)
	check(plan.Save(t.Context()))
	if err := plan.Save(t.Context()); err != nil { // its answer may have been lost on the way
		t.Errorf("saved again: %v", err)
	}
	check(outpost.Seen(first.Home))
	there, _, err := office.ReadHome(s.Dir)
	check(err)
	c, emblem := there.Config, must(there.Emblem())
	if c.Certificate.Signatory.Name != "Pejabat Lain" || c.Mail.PasswordFile != outpost.PasswordFile ||
		string(emblem) != string(plan.Emblem) {
		t.Errorf("at the server: %+v %+v", c.Certificate, c.Mail)
	}
	if err := slow.Save(t.Context()); !errors.Is(err, office.Stale) {
		t.Errorf("over what another has saved: %v", err)
	}
	by, ok := must(settings.Of(t.Context(), second.Home)).LastSaved()
	if !ok || by.Officer != "Bidang Mutasi" || outpost.News(first.Home) || !outpost.News(second.Home) {
		t.Errorf("saved by %+v, new to the first: %v, to the second: %v", by, outpost.News(first.Home),
			outpost.News(second.Home))
	}

	// The server, or whoever is in it, would like to have that password.
	own := must(settings.Read(s.Dir))
	own.Config.Mail.Server, own.Config.Mail.PasswordFile = "palsu.example", filepath.Join(second.Dir, "keys", "lain")
	own.Config.Mail.From = "bkd@contoh.example"
	check(own.Save(t.Context()))
	now := must(settings.Of(t.Context(), second.Home)).Config
	if _, err := os.Stat(password); !errors.Is(err, os.ErrNotExist) || now.Mail.PasswordFile != outpost.PasswordFile {
		t.Errorf("%v, and %s is asked for it from %s", err, now.Mail.Server, now.Mail.PasswordFile)
	}
}

// TestWritten: lines of a roster are this officer's once they were written or looked at, until
// somebody else changes what a credential would say, or where its owner is written to; who is
// erased leaves nothing.
func TestWritten(t *testing.T) {
	home := serve(t).far("meja").Home
	people := []roster.Person{{Name: "Siti Contoh", Unit: "Dinas Sosial", Subject: [8]byte{1}},
		{Name: "Budi Contoh", Unit: "Dinas Sosial", Subject: [8]byte{2}}}
	check(outpost.Wrote(home, people))
	moved, elsewhere := people[1], people[0]
	moved.Unit, elsewhere.Email, people[0].Absence.Reason = "RSUD", "siti@contoh.example", "cuti"
	foreign := must(outpost.Foreign(home, []roster.Person{people[0], moved, elsewhere}))
	if len(foreign) != 2 || foreign[0] != moved || foreign[1] != elsewhere {
		t.Errorf("%+v", foreign)
	}
	check(outpost.Forget(home, people[0].Subject))
	if foreign := must(outpost.Foreign(home, people)); len(foreign) != 1 || foreign[0] != people[0] {
		t.Errorf("after an erasure: %+v", foreign)
	}
}
