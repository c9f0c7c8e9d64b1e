package certificates

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strings"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
)

// form is the settings of certificates as they are being typed.
type form struct {
	config.Certificate
	Mark    string            // of the settings that were read
	Person  string            // whose page is looked at, as typed; "" for the longest name
	Upload  string            // a new emblem, in base64: a browser gives a file back once
	Remove  bool              // the emblem goes
	Wrong   map[string]string // by field, why; in words
	Saved   bool
	Stale   bool   // somebody else saved meanwhile
	By      string // who that was, where it is known
	At      time.Time
	Preview look
}

// look is the page that the settings make, or why they make none.
type look struct {
	Address string // of the PDF, good once
	Name    string // whose page it is
	Longest bool   // since that is the longest name
	Wrong   string
}

func (c *certificates) settings(r *frame.Request) error {
	plan, err := c.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	f := &form{Certificate: plan.Config.Certificate, Mark: plan.Mark(), Saved: r.Chosen("tersimpan")}
	return c.showSettings(r, f)
}

func (c *certificates) showSettings(r *frame.Request, f *form) error {
	preview, err := c.look(r, f)
	if err != nil {
		return err
	}
	f.Preview = preview
	return r.Show("tampilan", f)
}

// preview draws the page anew while one types.
func (c *certificates) preview(r *frame.Request) error {
	f, err := c.typed(r)
	if err != nil {
		return err
	}
	preview, err := c.look(r, f)
	if err != nil {
		return err
	}
	return r.Show("contoh", preview)
}

// typed reads the form. What no field is for stays as it is saved.
func (c *certificates) typed(r *frame.Request) (*form, error) {
	plan, err := c.desk.Settings(r.Context())
	if err != nil {
		return nil, err
	}
	f := &form{Certificate: plan.Config.Certificate, Mark: r.Text("mark"), Person: r.Text("person"),
		Remove: r.Chosen("emblem-remove"), Upload: r.Text("emblem-kept"), Wrong: map[string]string{}}
	for name, value := range f.texts() {
		*value = r.Text(name)
	}
	f.Subunit = r.Chosen("subunit")
	f.Primary, f.Accent = strings.ToUpper(f.Primary), strings.ToUpper(f.Accent)
	file, _, err := r.Upload("emblem")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return f, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, certificate.MaxEmblem+1)) // one byte more is refused as too large
	if len(data) > 0 {
		f.Upload = base64.StdEncoding.EncodeToString(data)
	}
	return f, err
}

// texts are the fields that are texts, by their names in ikrar.toml.
func (f *form) texts() map[string]*string {
	return map[string]*string{"agency": &f.Agency, "title": &f.Title, "number": &f.Number,
		"classification": &f.Classification, "unit_code": &f.UnitCode, "nip": &f.NIP, "language": &f.Language,
		"primary": &f.Primary, "accent": &f.Accent, "signatory.position": &f.Signatory.Position,
		"signatory.name": &f.Signatory.Name, "signatory.nip": &f.Signatory.NIP, "signatory.rank": &f.Signatory.Rank}
}

// emblem is the file that certificates would bear.
func (f *form) emblem(i *office.Institution) ([]byte, error) {
	switch {
	case f.Upload != "":
		return base64.StdEncoding.DecodeString(f.Upload)
	case f.Remove:
		return nil, nil
	}
	return i.Emblem()
}

// saveSettings writes them. What is refused stands above its field, and what was typed stays.
func (c *certificates) saveSettings(r *frame.Request) error {
	f, err := c.typed(r)
	if err != nil {
		return err
	}
	plan, err := c.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	before, fresh := plan.Config.Certificate, plan.Mark()
	last, known := plan.LastSaved()
	plan.Since(f.Mark)
	plan.Config.Certificate = f.Certificate
	plan.By = settings.Saved{Officer: c.desk.Officer(), At: c.desk.Now().Unix()}
	if f.Upload != "" {
		if plan.Emblem, err = base64.StdEncoding.DecodeString(f.Upload); err != nil {
			return err
		}
	} else if f.Remove {
		plan.Config.Certificate.Emblem = ""
	}
	err = plan.Save(r.Context())
	var bad *config.ValueError
	switch {
	case err == nil:
		if err := c.sawAll(r); err != nil {
			return err
		}
		return r.Go(path + "/tampilan?tersimpan=1")
	case errors.As(err, &bad):
		f.Wrong[fieldOf(bad.Key)] = reason(r, bad)
	case errors.Is(err, certificate.ErrEmblem):
		f.Wrong["emblem"], f.Upload = r.Say("certificates.emblem.wrong"), ""
	case errors.Is(err, office.Stale):
		f.Stale, f.Mark = true, fresh
		if h, err := c.desk.Home(); err == nil && known {
			f.By, f.At = last.Officer, time.Unix(last.At, 0).In(h.Zone())
		}
		f.compare(r, before)
	default:
		return err
	}
	return c.showSettings(r, f)
}

// sawAll says that the officer has seen how certificates are set: the form has all of it.
func (c *certificates) sawAll(r *frame.Request) error {
	return c.desk.Do(r.Context(), func(i *office.Institution) error {
		if away := desk.AwayOf(i.Home); away != nil {
			return away.See(i.Home, "")
		}
		return nil
	})
}

// fieldOf is the form's field of a setting.
func fieldOf(key string) string { return strings.TrimPrefix(key, "certificate.") }

// reason is why a setting is refused, as the command says it.
func reason(r *frame.Request, bad *config.ValueError) string {
	return r.Say("reason."+string(bad.Reason), "counter", "{urut}", "year", "{tahun}",
		"parts", strings.Join(config.NumberParts, " "))
}

// compare says above each field what somebody else saved there.
func (f *form) compare(r *frame.Request, saved config.Certificate) {
	other := form{Certificate: saved}
	theirs := other.texts()
	for name, mine := range f.texts() {
		if *mine != *theirs[name] {
			f.Wrong[name] = r.Say("certificates.stale.field", "value", *theirs[name])
		}
	}
}
