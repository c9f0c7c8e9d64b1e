// Package preferences is Pengaturan: what HR may set, whom the trust list names, what the root has
// to sign, here or carried to where its key is, and the backup.
package preferences

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/safekeeping"
	"ikrar/ledger/office/settings"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/trust"
)

//go:embed *.html
var templates embed.FS

const path = "/pengaturan"

// Room is Pengaturan.
func Room(d *desk.Desk) frame.Room {
	p := preferences{d}
	return frame.Room{Path: "pengaturan", Title: "preferences.title", Templates: frame.Templates(templates),
		Phrases: phrases, Routes: map[string]frame.Handler{
			"GET ":                            p.show,
			"POST pilihan":                    p.save,
			"POST daftar":                     p.takeAway,
			"GET akar/{act}":                  p.ask,
			"POST akar/{act}":                 p.plan,
			"POST akar/{act}/tandatangan":     p.sign,
			"POST akar/{act}/permintaan":      p.request,
			"GET permintaan":                  p.waiting,
			"POST permintaan/{request}/unduh": p.download,
			"POST permintaan/{request}/batal": p.withdraw,
			"POST permintaan/terima":          p.receive,
			"POST permintaan/terima/berlaku":  p.take,
			"GET sesi":                        p.sessions,
			"GET sesi/{session}":              p.askEnd,
			"POST sesi/{session}":             p.endSession,
			"GET cadangan":                    p.askBackup,
			"POST cadangan":                   p.backup,
		}}
}

type preferences struct{ desk *desk.Desk }

// renewBefore is how long before its end a trust list is to be renewed, as on Beranda.
const renewBefore = 30 * 24 * time.Hour

// view is the room's first page.
type view struct {
	choices
	Done       bool // a list was put in force just now
	List       *trust.List
	Until      time.Time
	Ending     bool
	Ended      bool
	Short      string // fingerprint of the root
	Long       string
	Registrars []registrar
	Witnesses  []trust.Witness
	Need       int
	Texts      []trust.Text
	Ledgers    []ledgerKey
	Requests   int
	RootHere   bool
	Backup     *safekeeping.Backup
	BackupAt   time.Time
	Shown      []shown // campaigns, and where everybody reads their figures
	At         string  // the server of an institution that is elsewhere; "" for here
}

type registrar struct {
	trust.Registrar
	Key     string // its fingerprint
	InForce bool
	Auto    bool // the server signs by it
	Self    bool // by whose key this office is open

	Since, Until time.Time // Until is zero where there is no end
}

type ledgerKey struct {
	trust.LedgerKey
	Key string
}

type shown struct{ Title, Address string }

func (p preferences) show(r *frame.Request) error {
	c, err := p.read(r)
	if err != nil {
		return err
	}
	c.Saved = r.Chosen("tersimpan")
	return p.showWith(r, c)
}

// showWith shows the page with the choices as they were typed.
func (p preferences) showWith(r *frame.Request, c choices) error {
	v := view{choices: c, Done: r.Chosen("selesai"), At: p.desk.At()}
	err := p.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		if err := v.facts(i, p.desk); err != nil {
			return err
		}
		waiting, err := rootact.Waiting(i)
		v.Requests = len(waiting)
		return err
	})
	if err == nil {
		err = v.backups(p.desk)
	}
	if err == nil {
		v.RootHere, err = p.rootHere()
	}
	if err != nil {
		return err
	}
	return r.Show("pengaturan", v)
}

// facts reads what the trust list says.
func (v *view) facts(i *office.Institution, d *desk.Desk) error {
	v.List, _ = i.Ledger.Trust()
	v.Until = time.Unix(v.List.NextUpdate, 0).In(i.Zone())
	v.Ended = d.Now().After(v.Until)
	v.Ending = d.Now().Add(renewBefore).After(v.Until)
	fingerprint := v.List.Root.Fingerprint()
	v.Short, v.Long = fingerprint.Short(), fingerprint.String()
	for _, one := range v.List.Registrars {
		row := registrar{Registrar: one, Key: fingerprintOf(one.Key), InForce: one.Last == trust.NoEnd,
			Auto: one.Name == desk.Automatic, Self: one.Name == d.Officer()}
		var err error
		if row.Since, err = dayOf(i, one.First); err == nil && !row.InForce {
			row.Until, err = dayOf(i, one.Last+1)
		}
		if err != nil {
			return err
		}
		v.Registrars = append(v.Registrars, row)
	}
	v.Witnesses, v.Need, v.Texts = v.List.Policy.Witnesses, v.List.Policy.Size(), v.List.Texts
	for _, one := range v.List.Ledgers {
		v.Ledgers = append(v.Ledgers, ledgerKey{one, fingerprintOf(one.Key.Key())})
	}
	campaigns, err := i.Ledger.Campaigns()
	for _, c := range campaigns {
		claims := c.Claims()
		v.Shown = append(v.Shown, shown{claims.Title, v.List.URL + "/kegiatan/" + claims.ID})
	}
	return err
}

// dayOf is when an entry was recorded; of one that is not there yet, now.
func dayOf(i *office.Institution, index uint64) (time.Time, error) {
	if index >= i.Ledger.Size() {
		return i.Now().In(i.Zone()), nil
	}
	e, err := i.Ledger.Entry(index)
	return time.Unix(e.Time, 0).In(i.Zone()), err
}

func (v *view) backups(d *desk.Desk) error {
	h, err := d.Home()
	if err != nil {
		return err
	}
	last, ok, err := safekeeping.Last(h)
	if ok {
		v.Backup, v.BackupAt = &last, last.Time().In(h.Zone())
	}
	return err
}

// rootHere says whether the root's key lies in the home.
func (p preferences) rootHere() (bool, error) {
	h, err := p.desk.Home()
	if err != nil {
		return false, err
	}
	_, err = os.Stat(h.KeyPath("root"))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// choices are what ikrar.toml holds beside certificates and mail, as they are being typed.
type choices struct {
	Keys    string
	Figures bool
	Reserve string
	Origin  string
	Mark    string            // of the settings that were read
	Wrong   map[string]string // by field, why; in words
	Saved   bool
	Stale   *stale // somebody else saved meanwhile
	Auto    bool   // the trust list names a registrar by whom a server may sign
}

// stale says who was faster. By is "" where nobody knows.
type stale struct {
	By   string
	At   time.Time
	What []string // what changed, in sentences
}

func (p preferences) read(r *frame.Request) (choices, error) {
	plan, err := p.desk.Settings(r.Context())
	if err != nil {
		return choices{}, err
	}
	return choicesOf(plan), nil
}

func choicesOf(plan *settings.Plan) choices {
	c := plan.Config
	return choices{Keys: c.Signing.Keys, Figures: c.Public.Figures, Origin: c.Origin, Mark: plan.Mark(),
		Reserve: number(c.Ledger.FreeSpaceReserveMiB), Wrong: map[string]string{}}
}

// save writes what was chosen. What is refused stands above its field, and what was typed stays.
func (p preferences) save(r *frame.Request) error {
	plan, err := p.desk.Settings(r.Context())
	if err != nil {
		return err
	}
	now := choicesOf(plan)
	c := choices{Keys: r.Text("keys"), Figures: r.Chosen("figures"), Reserve: r.Text("reserve"), Origin: now.Origin,
		Mark: r.Text("mark"), Wrong: map[string]string{}}
	reserve, ok := parseNumber(c.Reserve)
	if !ok {
		c.Wrong["reserve"] = r.Say("preferences.reserve.wrong")
		return p.showWith(r, c)
	}
	by, known := plan.LastSaved()
	plan.Since(c.Mark)
	plan.Config.Signing.Keys, plan.Config.Public.Figures = c.Keys, c.Figures
	plan.Config.Ledger.FreeSpaceReserveMiB = reserve
	plan.By = settings.Saved{Officer: p.desk.Officer(), At: p.desk.Now().Unix()}
	err = plan.Save(r.Context())
	var bad *config.ValueError
	switch {
	case err == nil:
		return r.Go(path + "?tersimpan=1")
	case errors.As(err, &bad) && bad.Key == "signing.keys":
		c.Wrong["keys"] = r.Say("preferences.keys.wrong")
	case errors.As(err, &bad) && strings.HasPrefix(bad.Key, "ledger."):
		c.Wrong["reserve"] = r.Say("preferences.reserve.wrong")
	case errors.Is(err, office.Stale):
		fresh, err := p.read(r)
		if err != nil {
			return err
		}
		c.Mark, c.Stale = fresh.Mark, &stale{What: differences(r, c, fresh)}
		if h, err := p.desk.Home(); err == nil && known {
			c.Stale.By, c.Stale.At = by.Officer, time.Unix(by.At, 0).In(h.Zone())
		}
	default:
		return err
	}
	return p.showWith(r, c)
}

// differences say what is saved otherwise than it was typed.
func differences(r *frame.Request, typed, saved choices) (all []string) {
	say := func(field, value string) {
		all = append(all, r.Say("preferences.stale.field", "field", r.Say("preferences."+field), "value", value))
	}
	if typed.Keys != saved.Keys {
		say("keys", r.Say("preferences.keys."+saved.Keys))
	}
	if typed.Figures != saved.Figures {
		say("figures", r.Say(map[bool]string{true: "preferences.on", false: "preferences.off"}[saved.Figures]))
	}
	if typed.Reserve != saved.Reserve {
		say("reserve", saved.Reserve)
	}
	return all
}
