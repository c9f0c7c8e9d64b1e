package slips

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strconv"
	"sync"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
	"ikrar/ledger/spreadsheet"
	"ikrar/ledger/spreadsheet/workbook"
	"ikrar/signer"
)

// set is slips that were made or printed again: files to take away, while the office is open.
type set struct {
	Number int // from 1, in the order of making
	Count  int
	Last   string
	When   time.Time
	Again  bool
	*sheets
}

// sheets are the files of a set, and whom they name. They are dropped with the first who is erased.
type sheets struct {
	people map[signer.Subject]bool
	mutex  sync.Mutex
	pdf    []byte // nil once they are dropped
	xlsx   []byte
}

// drop drops them where somebody in them is not to be kept.
func (s *sheets) drop(erased func(signer.Subject) bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for one := range s.people {
		if erased(one) {
			s.people, s.pdf, s.xlsx = nil, nil, nil
			return
		}
	}
}

// of are the bytes of a kind; nil once they are dropped.
func (s *sheets) of(kind string) []byte {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if kind == "xlsx" {
		return s.xlsx
	}
	return s.pdf
}

func (s *sheets) gone() bool { return s.of("pdf") == nil }

// shelf holds the sets of this office.
type shelf struct {
	mutex sync.Mutex
	sets  []set
}

// drop drops the sets that name somebody who is erased.
func (s *shelf) drop(erased func(signer.Subject) bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, one := range s.sets {
		one.drop(erased)
	}
}

func (s *shelf) put(one set) set {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	one.Number = len(s.sets) + 1
	s.sets = append(s.sets, one)
	return one
}

// all are the sets, the newest first.
func (s *shelf) all() (all []set) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for n := len(s.sets) - 1; n >= 0; n-- {
		if !s.sets[n].gone() {
			all = append(all, s.sets[n])
		}
	}
	return all
}

func (s *shelf) get(number string) (set, bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(s.sets) || s.sets[n-1].gone() {
		return set{}, false
	}
	return s.sets[n-1], true
}

// print draws the files of a plan whose codes are there.
func (s slips) print(ctx context.Context, i *office.Institution, r *frame.Request, p *office.InvitationPlan,
	drawn func()) (one set, err error) {
	one = set{Count: len(p.Invitations), Last: p.Last(r.Lang), When: s.desk.Now().In(i.Zone()),
		sheets: &sheets{people: map[signer.Subject]bool{}}}
	for _, v := range p.Invitations {
		one.people[v.Person.Subject] = true
	}
	if one.xlsx, err = table(r, p); err != nil {
		return one, err
	}
	one.pdf, err = p.PDF(ctx, r.Lang, drawn)
	return one, err
}

// table is what a mail merge reads, as a workbook: spreadsheet programs open a CSV of commas in one
// column here, and take the last digits off every NIP.
func table(r *frame.Request, p *office.InvitationPlan) ([]byte, error) {
	raw, err := p.CSV(r.Lang)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return nil, err
	}
	book, err := workbook.New(func(page, pages string) string {
		return r.Say("slips.sheet.page", "page", page, "pages", pages)
	})
	if err != nil {
		return nil, err
	}
	sheet := workbook.Sheet{Title: r.Say("slips.sheet"), Header: rows[0]}
	for _, row := range rows[1:] {
		var cells []any
		for _, cell := range row {
			cells = append(cells, spreadsheet.Plain(cell)) // a workbook's cells are texts, and run nothing
		}
		sheet.Rows = append(sheet.Rows, cells)
	}
	var out bytes.Buffer
	err = errors.Join(book.Add(sheet), book.Write(&out), book.Close())
	return out.Bytes(), err
}

// files are those of a set, as downloads.
func (s set) files(r *frame.Request) []frame.File {
	all := []frame.File{s.file("pdf"), s.file("xlsx")}
	for n, kind := range []string{"pdf", "xlsx"} {
		all[n].Label = r.Say("slips.take."+kind, "number", strconv.Itoa(s.Number))
	}
	return all
}

func (s set) file(kind string) frame.File {
	name, media := "slip-"+strconv.Itoa(s.Number)+"."+kind, "application/pdf"
	if kind == "xlsx" {
		media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return frame.File{Name: name, Media: media, Gone: s.gone, Write: func(w io.Writer) error {
		_, err := w.Write(s.of(kind))
		return err
	}}
}

func (s slips) download(r *frame.Request) error {
	one, ok := s.shelf.get(r.PathValue("set"))
	if !ok {
		return r.Refuse("slips.gone")
	}
	f := one.file(r.PathValue("kind"))
	return r.Offer(f.Name, f.Media, f.Write)
}

// stopping ends where the context does.
func stopping(ctx context.Context, people iter.Seq2[roster.Person, error]) iter.Seq2[roster.Person, error] {
	return func(yield func(roster.Person, error) bool) {
		for p, err := range people {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(p, err) {
				return
			}
		}
	}
}
