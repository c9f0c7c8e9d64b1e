package mailroom

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/files"
)

// form is the mail server's settings as they are being typed. The password is never among them.
type form struct {
	config.Mail
	Port, Rate string // as typed
	InFile     bool   // the password is to be kept in a file
	Kept       string // the file in which it is kept now
	Mark       string // of the settings that were read
	Wrong      map[string]string
	Stale      bool // somebody else saved meanwhile
}

// passwordFile is where the office keeps the password, from the home.
const passwordFile = "keys/surel"

func (m *room) readForm(r *frame.Request) (*form, error) {
	plan, err := m.desk.Settings(r.Context())
	if err != nil {
		return nil, err
	}
	now := plan.Config.Mail
	return &form{Mail: now, Port: strconv.FormatInt(now.Port, 10), Rate: strconv.FormatInt(now.Rate, 10),
		InFile: now.PasswordFile != "", Kept: now.PasswordFile, Mark: plan.Mark(), Wrong: map[string]string{}}, nil
}

func (m *room) settings(r *frame.Request) error {
	f, err := m.readForm(r)
	if err != nil {
		return err
	}
	return r.Show("peladen", f)
}

// saveSettings writes them. What is refused stands above its field, and what was typed stays, but
// for the password.
func (m *room) saveSettings(r *frame.Request) error {
	plan, err := m.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	before, fresh := plan.Config.Mail, plan.Mark()
	f := &form{Mail: before, Port: r.Text("port"), Rate: r.Text("rate"), InFile: r.Text("sandi-di") == "berkas",
		Kept: before.PasswordFile, Mark: r.Text("mark"), Wrong: map[string]string{}}
	for name, value := range f.texts() {
		*value = r.Text(name)
	}
	password := strings.TrimRight(string(r.Secret("sandi")), "\r\n")
	f.Mail.Port, f.Mail.Rate = number(f.Port), number(f.Rate)
	switch {
	case f.User == "" || !f.InFile:
		f.Mail.PasswordFile = ""
	case f.Mail.PasswordFile == "" && password == "":
		f.Wrong["sandi"] = r.Say("mailroom.password.needed")
	case f.Mail.PasswordFile == "":
		f.Mail.PasswordFile = passwordFile
	case password == "" && f.Server != "" && (f.Server != before.Server || f.User != before.User):
		f.Wrong["sandi"] = r.Say("mailroom.password.other") // it was typed for the one before
	}
	again := func() error {
		if password != "" { // the page does not carry it
			f.Wrong["sandi"] = r.Say("mailroom.password.again")
		}
		return r.Show("peladen", f)
	}
	if len(f.Wrong) > 0 {
		return again()
	}
	plan.Since(f.Mark)
	plan.Config.Mail = f.Mail
	plan.By = settings.Saved{Officer: m.desk.Officer(), At: m.desk.Now().Unix()}
	var bad *config.ValueError
	switch err := plan.Save(r.Context()); {
	case errors.As(err, &bad) && bad.Key == "mail.tls":
		f.Wrong["tls"] = r.Say("mailroom.tls.wrong")
		return again()
	case errors.As(err, &bad):
		f.Wrong[strings.TrimPrefix(bad.Key, "mail.")] = r.Say("reason." + string(bad.Reason))
		return again()
	case errors.Is(err, office.Stale):
		f.Stale, f.Mark = true, fresh
		return again()
	case err != nil:
		return err
	}
	if err := m.savePassword(f.Mail, before.PasswordFile, password); err != nil {
		return err
	}
	return r.Go(path + "?tersimpan=1")
}

// texts are the fields that are texts, by their names in ikrar.toml.
func (f *form) texts() map[string]*string {
	return map[string]*string{"server": &f.Server, "tls": &f.TLS, "user": &f.User, "from": &f.From,
		"from_name": &f.FromName}
}

// number reads what was typed; what is no number is refused as one out of range.
func number(typed string) int64 {
	n, err := strconv.ParseInt(typed, 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// savePassword puts a password where the settings say that it is. An empty one changes nothing; the
// office's own file goes where the password is asked from now on.
func (m *room) savePassword(now config.Mail, before, password string) error {
	dir := m.desk.Dir()
	switch {
	case now.PasswordFile != "" && password != "":
		at := now.PasswordFile
		if !filepath.IsAbs(at) {
			at = filepath.Join(dir, at)
		}
		return files.Replace(at, []byte(password+"\n"), files.Private)
	case now.PasswordFile == "" && before == passwordFile:
		if err := os.Remove(filepath.Join(dir, passwordFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	if now.PasswordFile == "" && password != "" {
		m.keep(mail.Server{Host: now.Server, Port: int(now.Port), User: now.User}, password)
	}
	return nil
}
