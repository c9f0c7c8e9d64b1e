package importing

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"slices"
	"sync"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
)

const (
	maxHeld  = 2 // files between plan and confirmation: each is people's data in memory
	heldTime = 30 * time.Minute
)

// upload is a file that was dropped, with what was chosen and what comes of it.
type upload struct {
	ID   string
	Name string // as the officer's machine calls it

	mutex      sync.Mutex // of all that follows
	data       []byte
	auto       []roster.Front // as the file's own header is read
	header     *[32]byte      // under which its columns are remembered; nil for none
	choice     roster.Choice
	lists      []string // the columns of choice, as they are remembered
	remembered bool     // and came from there
	plan       *office.ImportPlan
	fault      *roster.FileError // why there is no plan
	done       *done
}

// done is what an import has come to.
type done struct {
	Name                            string
	New, Changed, Same, Missing     int
	Refused, Held, Left, Asked, All int
}

func (u *upload) reader() io.Reader { return bytes.NewReader(u.data) }

// front is the sheet whose columns are shown and chosen: the first that is read. fronts may be nil
// for the file's own.
func (u *upload) front(fronts []roster.Front) roster.Front {
	if fronts == nil {
		fronts = u.auto
	}
	for _, wanted := range []func(roster.Front) bool{
		func(f roster.Front) bool { return slices.Contains(u.choice.Sheets, f.Sheet) },
		func(f roster.Front) bool { return f.Headed && !f.Hidden },
		func(f roster.Front) bool { return len(f.Columns) > 1 },
		func(roster.Front) bool { return true },
	} {
		if at := slices.IndexFunc(fronts, wanted); at >= 0 {
			return fronts[at]
		}
	}
	return roster.Front{}
}

// planWith plans the file as it is chosen. The mutex is held, or nobody else knows the upload.
func (u *upload) planWith(i *office.Institution) error {
	plan, err := i.PlanImport(u.Name, u.reader(), u.choice)
	u.plan, u.fault = plan, nil
	if errors.As(err, &u.fault) {
		u.plan = nil
		return nil
	}
	return err
}

// same reports whether two plans do the same, and say the same of it.
func same(a, b *office.ImportPlan) bool {
	return b != nil && slices.Equal(a.New, b.New) && slices.Equal(a.Changed, b.Changed) && a.Same == b.Same &&
		slices.Equal(a.Missing, b.Missing) && a.Asked == b.Asked && a.Held == b.Held && a.Left == b.Left &&
		len(a.Refused) == len(b.Refused) && len(a.Warnings) == len(b.Warnings)
}

// finish keeps the figures of what was imported, and nothing else of the file.
func (u *upload) finish() {
	p := u.plan
	u.done = &done{Name: u.Name, New: len(p.New), Changed: len(p.Changed), Same: p.Same, Missing: len(p.Missing),
		Refused: len(p.Refused), Held: p.Held, Left: p.Left, Asked: p.Asked, All: len(p.New) + len(p.Changed)}
	u.data, u.plan, u.auto = nil, nil, nil
}

// shelf keeps uploads.
type shelf struct {
	mutex sync.Mutex
	all   []*upload // the oldest first
}

func newShelf() *shelf { return &shelf{} }

// put keeps an upload, in place of the oldest where there are many, for a while.
func (s *shelf) put(u *upload) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	u.ID = rand.Text()
	s.all = append(s.all, u)
	s.all = slices.Clone(s.all[max(0, len(s.all)-maxHeld):])
	time.AfterFunc(heldTime, func() { s.drop(u.ID) })
}

func (s *shelf) find(id string) *upload {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, u := range s.all {
		if u.ID == id {
			return u
		}
	}
	return nil
}

func (s *shelf) drop(id string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.all = slices.DeleteFunc(s.all, func(u *upload) bool { return u.ID == id })
}

// waiting are the uploads that are not imported, the newest first.
func (s *shelf) waiting() (all []*upload) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, u := range slices.Backward(s.all) {
		u.mutex.Lock()
		if u.done == nil {
			all = append(all, u)
		}
		u.mutex.Unlock()
	}
	return all
}
