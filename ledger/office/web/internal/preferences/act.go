package preferences

import (
	"crypto/ed25519"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/signer/text"
	"ikrar/verify/trust"
)

// maxUpload bounds a key or a text that is uploaded, in bytes.
const maxUpload = 64 << 10

// acts are what the root does, each with the fields of its form in their order.
var acts = map[string][]string{
	"perbarui":      {},
	"lembaga":       {"name", "url", "timezone"},
	"petugas-baru":  {"key", "name"},
	"petugas-henti": {"key"},
	"saksi-baru":    {"key", "name", "url"},
	"saksi-hapus":   {"name"},
	"kuorum":        {"need"},
	"naskah":        {"body", "name"},
}

// acting is an act as it is being asked for, planned, and signed.
type acting struct {
	Act    string
	Fields map[string]string // as typed
	Wrong  map[string]string // by field, why; in words
	Stale  *stale

	Sentences []string // what the next list changes
	Fallen    int      // invitations that fall
	Sessions  int      // that end with their registrar
	Asked     bool     // the new registrar's own request says the name
	Self      bool     // the officer of this office ends
	Plain     bool     // a witness without protection
	Text      string   // that is approved, whole
	Mark      string   // of the list in force
	Count     int      // witnesses

	RootHere bool
	At       string // the server where alone the root may sign; "" for here
	RootPath string // as typed
	Failed   string // why it was not signed; in words
}

var errNoAct = errors.New("there is no such act")

// begin reads an act and its fields.
func (p preferences) begin(r *frame.Request) (*acting, error) {
	names, ok := acts[r.PathValue("act")]
	if !ok {
		return nil, errNoAct
	}
	a := &acting{Act: r.PathValue("act"), Fields: map[string]string{}, Wrong: map[string]string{},
		Mark: r.Text("mark"), RootPath: r.Text("root-path"), At: p.desk.At()}
	for _, name := range names {
		a.Fields[name] = r.Text(name)
		if name == "body" {
			a.Fields[name] = string(r.Secret(name)) // a text is taken byte for byte
		}
	}
	var err error
	a.RootHere, err = p.rootHere()
	return a, err
}

// ask shows the form of an act; of one that has none its plan.
func (p preferences) ask(r *frame.Request) error {
	a, err := p.begin(r)
	if errors.Is(err, errNoAct) {
		return r.Go(path)
	}
	if err != nil {
		return err
	}
	if a.Act == "perbarui" || a.Act == "petugas-henti" || a.Act == "saksi-hapus" {
		return p.showPlan(r, a)
	}
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		list, _ := i.Ledger.Trust()
		a.Count = len(list.Policy.Witnesses)
		if a.Act == "lembaga" {
			a.Fields = map[string]string{"name": list.Institution, "url": list.URL, "timezone": list.Timezone}
		}
		if a.Act == "kuorum" {
			a.Fields["need"] = strconv.Itoa(list.Policy.Size())
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.Show("isian", a)
}

// plan shows what an act will change, before anything is signed.
func (p preferences) plan(r *frame.Request) error {
	a, err := p.begin(r)
	if err != nil {
		return err
	}
	for field, of := range map[string]string{"key-file": "key", "body-file": "body"} {
		data, err := uploaded(r, field)
		if err != nil {
			return err
		}
		if data != nil {
			a.Fields[of] = fileText(data)
		}
	}
	a.Mark = "" // the plan is of the list in force now
	return p.showPlan(r, a)
}

// uploaded is a file that a form brought; nil where it brought none.
func uploaded(r *frame.Request, name string) ([]byte, error) { return uploadedUpTo(r, name, maxUpload) }

func uploadedUpTo(r *frame.Request, name string, most int64) ([]byte, error) {
	file, _, err := r.Upload(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, most+1)) // one byte more is refused as too long
	if len(data) == 0 {
		return nil, err
	}
	return data, err
}

// showPlan plans an act and shows the plan, or the form with what is wrong in it.
func (p preferences) showPlan(r *frame.Request, a *acting) error {
	err := p.desk.Do(r.Context(), func(i *office.Institution) error {
		_, err := a.planWith(r, i, p.desk.Officer())
		return err
	})
	switch {
	case err == nil && len(a.Wrong) == 0:
		return r.Show("rencana", a)
	case err == nil:
		return r.Show("isian", a)
	}
	return err
}

// planWith plans an act; nil where something is wrong with it, which is said in its place.
func (a *acting) planWith(r *frame.Request, i *office.Institution, officer string) (*rootact.Plan, error) {
	list, _ := i.Ledger.Trust()
	a.Count = len(list.Policy.Witnesses)
	change := a.change(r, list)
	if change == nil {
		return nil, nil
	}
	plan, err := rootact.PlanChange(i, change)
	var refused *office.RefusedError
	if errors.As(err, &refused) {
		return nil, a.refused(r, refused)
	}
	if err != nil {
		return nil, err
	}
	if a.Mark != "" && plan.Since(a.Mark) != nil {
		if a.Stale, err = staleOf(r, i, a.Mark); err != nil {
			return nil, err
		}
	}
	a.Sentences, a.Fallen, a.Mark = rootact.Explain(r.Lang, plan.Old, plan.Next), plan.Fallen, plan.Mark()
	a.Sessions = plan.Sessions
	if a.Act == "petugas-henti" {
		key, _, _ := keyfile.ParsePublic([]byte(a.Fields["key"]))
		for _, one := range list.Registrars {
			a.Self = a.Self || one.Name == officer && string(one.Key[:]) == string(key)
		}
	}
	return plan, nil
}

// staleOf says who was faster, and what that changed.
func staleOf(r *frame.Request, i *office.Institution, mark string) (*stale, error) {
	now, _ := i.Ledger.Trust()
	s := &stale{}
	if was := rootact.Meanwhile(i, mark); was != nil {
		s.What = rootact.Explain(r.Lang, was, now)
	}
	var err error
	s.By, s.At, err = rootact.Done(i, now.Serial)
	return s, err
}

// change reads what was typed; nil where something is wrong with it.
func (a *acting) change(r *frame.Request, list *trust.List) rootact.Change {
	switch a.Act {
	case "lembaga":
		want := config.Facts{Name: a.Fields["name"], URL: a.Fields["url"], Timezone: a.Fields["timezone"]}
		if bad := want.Settle(func(string) bool { return true }); bad != nil {
			a.Wrong[bad.Key] = r.Say("reason." + string(bad.Reason))
			return nil
		}
		return rootact.SetFacts(want)
	case "petugas-baru":
		return a.appointing(r, list)
	case "petugas-henti":
		key, ok := a.key(r)
		if !ok {
			return nil
		}
		return rootact.RetireRegistrar(key)
	case "saksi-baru":
		return a.witness(r)
	case "saksi-hapus":
		return rootact.RemoveWitness(a.Fields["name"])
	case "kuorum":
		need, err := strconv.ParseUint(a.Fields["need"], 10, 8)
		if err != nil {
			a.Wrong["need"] = r.Say("preferences.need.wrong", "count", a.Count)
			return nil
		}
		return rootact.SetQuorum(int(need))
	case "naskah":
		return a.text(r)
	}
	return rootact.Renew
}

// key reads a public key as it was pasted or uploaded, and keeps it in one line.
func (a *acting) key(r *frame.Request) (key eddsa.PublicKey, ok bool) {
	public, _, err := keyfile.ParsePublic([]byte(a.Fields["key"]))
	if err == nil {
		key = eddsa.PublicKey(public)
		err = key.Check()
	}
	switch {
	case err == nil:
		line, _ := keyfile.MarshalPublic(public, "") // of 32 bytes, without a comment
		a.Fields["key"] = strings.TrimSpace(string(line))
		return key, true
	case errors.Is(err, keyfile.ErrIsPrivate):
		a.Wrong["key"], a.Fields["key"] = r.Say("preferences.key.private"), ""
	case errors.Is(err, keyfile.ErrNotEd25519):
		a.Wrong["key"] = r.Say("preferences.key.algorithm")
	default:
		a.Wrong["key"] = r.Say("preferences.key.wrong")
	}
	return key, false
}

func (a *acting) witness(r *frame.Request) rootact.Change {
	w, err := rootact.ReadWitness(a.Fields["key"], a.Fields["name"], a.Fields["url"])
	var bad *config.ValueError
	switch {
	case errors.As(err, &bad):
		a.Wrong[bad.Key] = r.Say("reason." + string(bad.Reason))
		return nil
	case err != nil:
		a.Wrong["key"] = r.Say("preferences.witness.key.wrong")
		return nil
	}
	a.Plain = rootact.PlainAddress(w.URL)
	return rootact.AddWitness(w)
}

// text reads a text of the institution's own: with the line ends that a form or an editor gave it
// made those that texts have.
func (a *acting) text(r *frame.Request) rootact.Change {
	body := strings.ReplaceAll(a.Fields["body"], "\r\n", "\n")
	if body != "" && !strings.HasSuffix(body, "\n") {
		body += "\n"
	}
	a.Fields["body"] = body
	own, err := text.New(a.Fields["name"], "id", []byte(body))
	if err != nil {
		a.Wrong["body"] = r.Say("preferences.body.wrong")
	}
	if !textID(a.Fields["name"]) {
		a.Wrong["name"] = r.Say("preferences.text.name.wrong")
	}
	if len(a.Wrong) > 0 {
		return nil
	}
	a.Text = own.Body
	return rootact.ApproveText(own)
}

// textID says whether a name can be that of a text: it becomes the campaign's too.
func textID(s string) bool {
	return s != "" && len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// wrongOf is the field that a refusal is about, and its sentence.
var wrongOf = map[office.Code][2]string{
	rootact.Same:             {"name", "preferences.same"},
	rootact.RegistrarExists:  {"key", "preferences.registrar.exists"},
	rootact.RegistrarUnknown: {"key", "preferences.registrar.unknown"},
	rootact.RegistrarRetired: {"key", "preferences.registrar.retired"},
	rootact.RegistrarNamed:   {"name", "preferences.registrar.named"},
	rootact.RegistrarLetters: {"name", "preferences.registrar.letters"},
	rootact.RegistrarRoot:    {"key", "preferences.registrar.root"},
	rootact.RegistrarServer:  {"key", "preferences.registrar.server"},
	rootact.RegistrarForeign: {"key", "preferences.registrar.foreign"},
	rootact.RegistrarFormat:  {"key", "preferences.registrar.format"},
	rootact.RegistrarWeak:    {"key", "preferences.registrar.weak"},
	rootact.WitnessExists:    {"name", "preferences.witness.exists"},
	rootact.WitnessLogKey:    {"key", "preferences.witness.log"},
	rootact.WitnessUnknown:   {"name", "preferences.witness.unknown"},
	rootact.WitnessQuorum:    {"need", "preferences.need.wrong"},
	rootact.WitnessPolicy:    {"need", "preferences.policy"},
	rootact.TextExists:       {"name", "preferences.text.exists"},
}

// refused says a refusal above the field that it is about.
func (a *acting) refused(r *frame.Request, e *office.RefusedError) error {
	at, ok := wrongOf[e.Code]
	if !ok {
		return e
	}
	if _, has := a.Fields[at[0]]; !has { // the act has no such field: it stands above the form
		at[0] = ""
	}
	a.Wrong[at[0]] = r.Say(at[1], e.Args...)
	if strings.HasPrefix(a.Fields["key"], askedBy) { // to be asked for anew
		a.Fields["key"] = ""
	}
	return nil
}

func fingerprintOf(key eddsa.PublicKey) string { return keyfile.Fingerprint(ed25519.PublicKey(key[:])) }

// Line is a registrar's key as a form carries it.
func (one registrar) Line() (string, error) {
	line, err := keyfile.MarshalPublic(ed25519.PublicKey(one.Registrar.Key[:]), "")
	return strings.TrimSpace(string(line)), err
}

// InUse says whether a ledger key signs.
func (k ledgerKey) InUse() bool { return k.LedgerKey.State == trust.Active }

func number(n int64) string { return strconv.FormatInt(n, 10) }

func parseNumber(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0
}
