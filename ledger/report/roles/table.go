package roles

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"

	"ikrar/ledger/spreadsheet"
	"ikrar/ledger/spreadsheet/workbook"
	"ikrar/verify/phrase"
)

// words says the sentences of this report in a language.
type words phrase.Lang

func (w words) say(key string, args ...any) string {
	return Phrases.Say(phrase.Lang(w), "roles."+key, args...)
}

var (
	sumColumns = []string{"registrar", "machine", Vouched, Opened, Issued, Revoked, Erased}
	actColumns = []string{"time", "entry", "did", "registrar", "machine", "session", "person", "unit", "about"}
)

func (w words) header(columns []string) (all []any) {
	for _, c := range columns {
		all = append(all, w.say(c))
	}
	return all
}

// Row is a line of the summary, as [Header] heads it.
func (s Sum) Row() []any {
	row := []any{s.By, s.Machine}
	for _, what := range Kinds {
		row = append(row, s.Did[what])
	}
	return row
}

// Header heads the summary.
func Header(lang phrase.Lang) []any { return words(lang).header(sumColumns) }

func (w words) act(a Act) []any {
	did := w.say("did." + a.What)
	if a.What == Revoked && a.By == "" {
		did = w.say("did.own")
	}
	row := []any{a.Time, a.Index, did, a.By, a.machine(), "", a.Person, a.Unit, a.About}
	if a.Session != nil {
		row[5] = phrase.Moment(phrase.Lang(w), a.Session.Began, a.Time.Location())
	}
	return row
}

func (r *Roles) rows(w words) (sums, acts [][]any) {
	for _, s := range r.Sums {
		sums = append(sums, s.Row())
	}
	for _, a := range r.Acts {
		acts = append(acts, w.act(a))
	}
	return sums, acts
}

// CSV writes the acts, a line each.
func (r *Roles) CSV(out io.Writer, lang phrase.Lang) error {
	if _, err := io.WriteString(out, spreadsheet.BOM); err != nil {
		return err
	}
	_, acts := r.rows(words(lang))
	return spreadsheet.WriteRows(csv.NewWriter(out), append([][]any{words(lang).header(actColumns)}, acts...))
}

// XLSX writes a workbook: the summary, and the acts.
func (r *Roles) XLSX(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	b, err := workbook.New(func(page, pages string) string { return w.say("page", "page", page, "pages", pages) })
	if err != nil {
		return err
	}
	defer b.Close()
	sums, acts := r.rows(w)
	for _, s := range []workbook.Sheet{
		{Title: w.say("summary"), Header: texts(w.header(sumColumns)), Rows: sums},
		{Title: w.say("acts"), Header: texts(w.header(actColumns)), Rows: acts},
	} {
		s.Lines = []string{w.say("title"), r.Institution, w.say("as-of", "time",
			phrase.Moment(lang, r.Now, r.Now.Location()), "size", phrase.Number(lang, r.Size)), w.say("hint")}
		if err := b.Add(s); err != nil {
			return err
		}
	}
	return b.Write(out)
}

func texts(cells []any) (all []string) {
	for _, c := range cells {
		all = append(all, c.(string))
	}
	return all
}

// JSON writes one line.
func (r *Roles) JSON(out io.Writer) error {
	type act struct {
		Index     uint64 `json:"entry"`
		Time      int64  `json:"time"`
		Did       string `json:"did"`
		Registrar string `json:"registrar,omitempty"`
		Machine   string `json:"machine,omitempty"`
		Session   int64  `json:"session_began,omitempty"`
		Person    string `json:"person,omitempty"`
		Unit      string `json:"unit,omitempty"`
		About     string `json:"about,omitempty"`
	}
	acts := []act{}
	for _, a := range r.Acts {
		one := act{a.Index, a.Time.Unix(), a.What, a.By, a.machine(), 0, a.Person, a.Unit, a.About}
		if a.Session != nil {
			one.Session = a.Session.Began.Unix()
		}
		acts = append(acts, one)
	}
	var line bytes.Buffer
	e := json.NewEncoder(&line)
	e.SetEscapeHTML(false)
	if err := e.Encode(struct {
		Time int64  `json:"time"`
		Size uint64 `json:"size"`
		Sums []Sum  `json:"sums"`
		Acts []act  `json:"acts"`
	}{r.Now.Unix(), r.Size, append([]Sum{}, r.Sums...), acts}); err != nil {
		return err
	}
	_, err := out.Write(phrase.VisibleJSON(line.Bytes()))
	return err
}

// Pack adds the files of this report to those of an evidence pack.
func (r *Roles) Pack(files map[string][]byte, lang phrase.Lang) error {
	for name, write := range map[string]func(io.Writer) error{
		"peran.csv":  func(out io.Writer) error { return r.CSV(out, lang) },
		"peran.xlsx": func(out io.Writer) error { return r.XLSX(out, lang) },
	} {
		var out bytes.Buffer
		if err := write(&out); err != nil {
			return err
		}
		files[name] = out.Bytes()
	}
	return nil
}
