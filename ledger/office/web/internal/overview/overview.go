// Package overview is Beranda, where the office opens: how things stand, what comes next, and what
// is wrong.
package overview

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/mailing"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
)

//go:embed *.html
var templates embed.FS

// Room is Beranda.
func Room(d *desk.Desk) frame.Room {
	o := overview{d}
	return frame.Room{Path: "", Title: "overview.title", Templates: frame.Templates(templates), Phrases: phrases,
		Routes: map[string]frame.Handler{"GET ": o.show}}
}

type overview struct{ desk *desk.Desk }

// renewBefore is how long before its end a trust list is to be renewed: the root key lies in a
// safe, and somebody has to fetch it.
const renewBefore = 30 * 24 * time.Hour

// state is what Beranda shows.
type state struct {
	office.Standing
	Officer  string
	Next     next
	Troubles []trouble
	Campaign string // the one whose units are shown; "" for none
	Total    report.Count
	Units    []report.Count
}

// next is the step that comes next: a key of the catalogue, and the room where it is done.
type next struct{ Key, Path string }

// trouble is something to look at: a key of the catalogue with its arguments, and where.
type trouble struct {
	Key, Path string
	Count     int
	Day       time.Time
}

// rooms are where the steps of office.Standing are taken.
var rooms = map[string]string{"import": "/impor", "open": "/kegiatan", "enrol": "/slip", "pledge": "/slip",
	"approve": "/persetujuan", "look": "/persetujuan", "issue": "/sertifikat",
	"audit": "/laporan"}

func (o overview) show(r *frame.Request) error {
	s := state{Officer: o.desk.Officer()}
	err := o.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		now, err := o.desk.Everybody(i)
		if err != nil {
			return err
		}
		if s.Standing, err = now.Standing(i); err != nil {
			return err
		}
		step := s.Standing.Next()
		s.Next = next{"overview.next." + step, rooms[step]}
		if s.Troubles, err = o.troubles(r.Context(), i, s.Standing); err != nil {
			return err
		}
		return s.count(i, now)
	})
	if err != nil {
		return err
	}
	return r.Show("beranda", s)
}

// count counts the units of the campaign that is open; of several, the one that ends first.
func (s *state) count(i *office.Institution, now *standing.Now) error {
	campaigns, err := i.Ledger.Campaigns()
	if err != nil {
		return err
	}
	var first int64
	id := ""
	for _, c := range campaigns {
		claims := c.Claims()
		if office.CampaignState(claims, i.Now()) == "open" && (id == "" || claims.Closes < first) {
			id, first, s.Campaign = claims.ID, claims.Closes, claims.Title
		}
	}
	if id == "" {
		return nil
	}
	rep, err := now.Report(i, id)
	if err != nil {
		return err
	}
	s.Total, s.Units = rep.Total, rep.Units
	return nil
}

func (o overview) troubles(ctx context.Context, i *office.Institution, s office.Standing) (all []trouble, err error) {
	unsure, err := mailing.Doubtful(ctx, i)
	if err != nil {
		return nil, err
	}
	for _, waits := range []struct {
		key, path string
		count     int
	}{{"overview.approvals", "/persetujuan", s.Approvals}, {"overview.questions", "/persetujuan", s.Questions},
		{"overview.wishes", "/persetujuan", s.Wishes}, {"overview.mail", "/surel", unsure}} {
		if waits.count > 0 {
			all = append(all, trouble{Key: waits.key, Path: waits.path, Count: waits.count})
		}
	}
	list, _ := i.Ledger.Trust()
	if end := time.Unix(list.NextUpdate, 0).In(i.Zone()); o.desk.Now().Add(renewBefore).After(end) {
		all = append(all, trouble{Key: "overview.trust", Path: "/pengaturan", Day: end})
	}
	switch _, err := os.Stat(i.KeyPath("root")); {
	case err == nil:
		all = append(all, trouble{Key: "overview.root", Path: "/kunci-akar"})
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return all, nil
}
