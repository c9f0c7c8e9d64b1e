// Package importing is the room Impor: HR's file is dropped, read, and shown with every doubt
// beside its cell before anything is written.
//
// What was dropped is kept in the memory of this office between the plan and its confirmation, and
// on no disk: two files at most, for half an hour, or until they are imported. Confirmed is what
// was shown: the file is planned once more, and where that comes out otherwise, because somebody
// else has changed the list meanwhile, the new plan is shown instead.
//
// Columns that were chosen by hand are remembered when the file is imported, for the next one with
// the same header: in the home, as the header's digest and letters (memory.go),
// so that nothing of a person is in it. Sheets and answers are not: they belong to one file.
package importing

import (
	"context"
	"embed"
	"errors"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

//go:embed *.html
var templates embed.FS

// Room is Impor.
func Room(d *desk.Desk) frame.Room {
	m := room{d, newShelf()}
	return frame.Room{Path: "impor", Title: "importing.title", Templates: frame.Templates(templates), Phrases: phrases,
		Routes: map[string]frame.Handler{
			"GET ": m.ask, "POST ": m.take,
			"GET {id}": m.show, "POST {id}": m.choose,
			"POST {id}/lupakan": m.forget, "POST {id}/impor": m.confirm,
		}}
}

type room struct {
	desk  *desk.Desk
	shelf *shelf
}

// asking is the page that asks for a file. Fault is in words.
type asking struct {
	Fault string
	Held  []*upload // files that wait for a confirmation
}

func (m room) ask(r *frame.Request) error { return r.Show("impor", asking{Held: m.shelf.waiting()}) }

// take takes a file, and reads it as its header says, or as one of its kind was read before.
func (m room) take(r *frame.Request) error {
	file, head, err := r.Upload("file")
	if errors.Is(err, http.ErrMissingFile) {
		return r.Show("impor", asking{r.Say("importing.none"), m.shelf.waiting()})
	}
	if err != nil {
		return err
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	u := &upload{Name: path.Base(strings.ReplaceAll(head.Filename, `\`, "/")), data: data}
	if err := m.begin(r, u); err != nil {
		if said := sayFile(r, err); said != "" {
			return r.Show("impor", asking{said, m.shelf.waiting()})
		}
		return err
	}
	m.shelf.put(u)
	return r.Go("/impor/" + u.ID)
}

// begin surveys a file and plans it for the first time. A file whose columns are not known is no
// error: they can be chosen.
func (m room) begin(r *frame.Request, u *upload) (err error) {
	if u.auto, err = roster.Survey(u.Name, u.reader(), roster.Choice{}); err != nil {
		return err
	}
	if header, ok := u.front(nil).HeadDigest(); ok {
		u.header = &header
		lists := rememberedColumnsOf(m.desk.Dir(), header)
		if columns, err := roster.ParseColumns(lists...); err == nil && len(lists) > 0 {
			u.lists, u.choice.Columns, u.remembered = lists, columns, true
		}
	}
	return m.plan(r.Context(), u)
}

// plan plans what is chosen now. A file that cannot be read so has a plan of its fault alone.
func (m room) plan(ctx context.Context, u *upload) error {
	return m.desk.Do(ctx, func(i *office.Institution) error { return u.planWith(i) })
}

// held is the file of a request; nil where it is not kept any more, and what to show was shown.
func (m room) held(r *frame.Request) (*upload, error) {
	u := m.shelf.find(r.PathValue("id"))
	if u == nil {
		return nil, r.Show("impor", asking{r.Say("importing.gone"), m.shelf.waiting()})
	}
	return u, nil
}

func (m room) show(r *frame.Request) error {
	u, err := m.held(r)
	if u == nil {
		return err
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if u.done != nil {
		return r.Show("selesai", u.done)
	}
	return r.Show("rencana", u.page(r, ""))
}

// choose plans anew, with other sheets, columns or answers.
func (m room) choose(r *frame.Request) error {
	u, err := m.held(r)
	if u == nil {
		return err
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if fault := u.chosen(r); fault != "" {
		return r.Show("rencana", u.page(r, fault))
	}
	if err := m.plan(r.Context(), u); err != nil {
		return err
	}
	return r.Go("/impor/" + u.ID)
}

func (m room) forget(r *frame.Request) error {
	m.shelf.drop(r.PathValue("id"))
	return r.Go("/impor")
}

// wrote keeps, where the roster is at a server, that these lines are this officer's.
func (u *upload) wrote(i *office.Institution) error {
	people := slices.Clone(u.plan.New)
	for _, d := range u.plan.Changed {
		people = append(people, d.New)
	}
	return desk.Wrote(i.Home, people...)
}

// confirm imports what was shown, and nothing else.
func (m room) confirm(r *frame.Request) error {
	u, err := m.held(r)
	if u == nil {
		return err
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if u.done != nil || u.plan == nil {
		return r.Go("/impor/" + u.ID)
	}
	shown, sooner := u.plan, ""
	err = m.desk.Do(r.Context(), func(i *office.Institution) error {
		if err := u.planWith(i); err != nil {
			return err
		}
		last := m.desk.Last(i, desk.Roster)
		sooner = r.Sooner(last.By, last.At)
		if !same(shown, u.plan) {
			return office.Stale
		}
		err := u.plan.Import()
		if errors.Is(err, office.Stale) {
			return errors.Join(office.Stale, u.planWith(i))
		}
		if err == nil {
			m.desk.Note(i, desk.Roster)
			err = u.wrote(i)
		}
		return err
	})
	if errors.Is(err, office.Stale) {
		return r.Show("rencana", u.page(r, strings.TrimSpace(r.Say("importing.stale")+" "+sooner)))
	}
	if err != nil {
		return err
	}
	u.finish()
	if u.header != nil {
		if err := rememberColumns(m.desk.Dir(), *u.header, u.lists); err != nil {
			return err
		}
	}
	return r.Go("/impor/" + u.ID)
}
