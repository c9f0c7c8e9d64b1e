package entrance

import (
	"bytes"
	"cmp"
	"path/filepath"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
)

// founding is the form of the five questions, as it was filled in.
type founding struct {
	Name, URL, Timezone, Registrar, Origin string
	Dir                                    string
	Reaches                                bool              // an institution at a server can be worked on
	Wrong                                  map[string]string // by field, why; in words
}

func (e entrance) questions(r *frame.Request) error {
	if e.desk.Founded() {
		return r.Go("/")
	}
	return r.Show("mulai", founding{Timezone: "WIB", Dir: e.desk.Dir(), Reaches: e.desk.Reaches(),
		Registrar: r.Say("entrance.registrar.usual")})
}

// found makes the institution and opens its officer's key.
func (e entrance) found(r *frame.Request) error {
	form := founding{Name: r.Text("name"), URL: r.Text("url"), Timezone: r.Text("timezone"),
		Registrar: r.Text("registrar"),
		Origin:    r.Text("origin"), Dir: e.desk.Dir(), Reaches: e.desk.Reaches(), Wrong: map[string]string{}}
	e.complete(r, &form)
	spec := office.Founding{Now: e.desk.Now, Registrar: form.Registrar,
		Facts:  config.Facts{Name: form.Name, URL: form.URL, Timezone: form.Timezone},
		Config: config.Config{Origin: cmp.Or(form.Origin, originOf(form.URL))}}
	if bad := spec.Check(); bad != nil {
		form.Wrong[bad.Key] = r.Say("reason." + string(bad.Reason))
	}
	if form.Registrar == desk.Automatic {
		form.Wrong["registrar"] = r.Say("entrance.registrar.automatic")
	}
	signing := form.choose(r, "passphrase")
	guarding := form.choose(r, "root-passphrase")
	if guarding != nil && bytes.Equal(signing, guarding) {
		form.Wrong["root-passphrase"] = r.Say("entrance.passphrase.same")
	}
	if len(form.Wrong) > 0 {
		return r.Show("mulai", form)
	}
	spec.Passphrase = func(path string) ([]byte, error) {
		if filepath.Base(path) == rootFile {
			return guarding, nil
		}
		return signing, nil
	}
	if _, _, err := office.Found(e.desk.Dir(), spec); err != nil {
		return err
	}
	if err := e.desk.Unlock(signing); err != nil {
		return err
	}
	return r.Go("/kunci-akar")
}

// complete puts the address in the place of one that was typed in part, to be looked at first: it
// is printed in every QR code.
func (e entrance) complete(r *frame.Request, f *founding) {
	typed := config.Facts{URL: f.URL}
	if typed.Settle(func(key string) bool { return key == "url" }) == nil {
		return
	}
	if meant := e.desk.Propose(f.URL); meant != "" {
		f.URL, f.Wrong["url"] = meant, r.Say("found.url.completed", "address", meant)
	}
}

// choose is the passphrase of a new key; nil where it cannot be taken, which the form then says.
func (f *founding) choose(r *frame.Request, field string) []byte {
	secret, wrong := desk.NewPassphrase(r, field)
	if wrong != "" {
		f.Wrong[field] = wrong
	}
	return secret
}
