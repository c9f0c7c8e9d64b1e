package mailroom

import (
	"cmp"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mail"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/spreadsheet"
	"ikrar/signer"
)

// pageSize is how many letters a page lists.
const pageSize = 100

// states are those of letters, in the order of the form.
var states = []mailing.State{mailing.Sent, mailing.Queued, mailing.Refused, mailing.Bounced, mailing.Sending}

// logged is a letter as the log shows it.
type logged struct {
	someone
	Kind  mail.Kind
	State mailing.State
	Time  time.Time
	Why   string // in words; "" where it was taken
}

// logbook is a page of the log.
type logbook struct {
	Query, Unit string
	State       mailing.State
	States      []mailing.State
	Units       []string
	Busy        string
	Rows        []logged
	Count       int
	At, Last    int // pages, from 1
}

func (m *room) log(r *frame.Request) error {
	l, all, err := m.readLog(r)
	if err != nil {
		return err
	}
	l.Count = len(all)
	l.Last = max(1, (l.Count+pageSize-1)/pageSize)
	l.At, _ = strconv.Atoi(r.Text("halaman"))
	l.At = min(max(l.At, 1), l.Last)
	l.Rows = all[(l.At-1)*pageSize : min(l.At*pageSize, l.Count)]
	return r.Show("catatan", l)
}

// readLog reads the letters that are asked for, the newest first.
func (m *room) readLog(r *frame.Request) (l logbook, all []logged, err error) {
	l = logbook{Query: r.Text("cari"), Unit: r.FormValue("unit"), State: mailing.State(r.Text("keadaan")),
		States: states}
	err = m.do(r.Context(), func(i *office.Institution) (err error) {
		l.Busy = m.busy(r, i)
		logs, err := mailing.Logs(i)
		if err != nil {
			return err
		}
		if l.Units, err = units(i); err != nil {
			return err
		}
		for p, err := range i.Roster.List("") {
			if err != nil {
				return err
			}
			if l.Unit != "" && !strings.EqualFold(p.Unit, l.Unit) {
				continue
			}
			for _, e := range logs[signer.Subject(p.Subject)] {
				one := logged{someone: showPerson(p), Kind: e.Kind, State: e.State,
					Time: time.Unix(e.Time, 0).In(i.Zone())}
				one.Email = e.Address
				if e.Detail != "" {
					one.Why = mail.WhyNotTaken(e.Detail).In(r.Lang)
				}
				if l.wants(one) {
					all = append(all, one)
				}
			}
		}
		return nil
	})
	slices.SortStableFunc(all, func(a, b logged) int { return cmp.Compare(b.Time.Unix(), a.Time.Unix()) })
	return l, all, err
}

// wants says whether a letter is asked for.
func (l logbook) wants(one logged) bool {
	if l.State != "" && one.State != l.State {
		return false
	}
	text := strings.ToLower(one.Name + " " + one.NIP + " " + one.Email)
	for word := range strings.FieldsSeq(strings.ToLower(l.Query)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// Before and After are the addresses of the pages beside this one; File is that of the same list.
func (l logbook) Before() string { return l.page("catatan", l.At-1) }
func (l logbook) After() string  { return l.page("catatan", l.At+1) }
func (l logbook) File() string   { return l.page("catatan.csv", 0) }

func (l logbook) page(name string, n int) string {
	at := ""
	if n > 0 {
		at = strconv.Itoa(n)
	}
	return frame.Link(path+"/"+name, "cari", l.Query, "unit", l.Unit, "keadaan", string(l.State), "halaman", at)
}

// download offers the same list as a table.
func (m *room) download(r *frame.Request) error {
	_, all, err := m.readLog(r)
	if err != nil {
		return err
	}
	rows := [][]any{{r.Say("mailroom.column.time"), r.Say("mailroom.column.kind"), r.Say("mailroom.column.state"),
		r.Say("mailroom.column.name"), "NIP", r.Say("mailroom.column.unit"), r.Say("mailroom.column.address"),
		r.Say("mailroom.column.why")}}
	for _, one := range all {
		rows = append(rows, []any{one.Time, r.Say("mailroom.kind." + string(one.Kind)),
			r.Say("mailroom.state." + string(one.State)), one.Name, one.NIP, one.Unit, one.Email, one.Why})
	}
	return r.Offer("surel.csv", "text/csv; charset=utf-8", func(out io.Writer) error {
		if _, err := io.WriteString(out, spreadsheet.BOM); err != nil {
			return err
		}
		return spreadsheet.WriteRows(csv.NewWriter(out), rows)
	})
}
