package preferences

import (
	"errors"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/sessions"
	"ikrar/ledger/office/web/internal/frame"
)

// connected is a session as the page shows it.
type connected struct {
	sessions.Session
	From, Last time.Time // in the institution's zone
}

// sessionsView is who is connected, and whom the page is about.
type sessionsView struct {
	Served bool // there is a server to be connected with
	All    []connected
	Ended  bool   // one was ended just now
	Failed string // why not; in words
}

func (p preferences) readSessions(r *frame.Request) (v sessionsView, err error) {
	err = p.desk.Do(r.Context(), func(i *office.Institution) error {
		open, served, err := sessions.Open(i)
		v.Served = served
		for _, s := range open {
			v.All = append(v.All, connected{s, s.Since.In(i.Zone()), s.Seen.In(i.Zone())})
		}
		return err
	})
	return v, err
}

// sessions shows who works from afar.
func (p preferences) sessions(r *frame.Request) error {
	v, err := p.readSessions(r)
	if err != nil {
		return err
	}
	v.Ended = r.Chosen("selesai")
	return r.Show("sesi", v)
}

// askEnd shows what ending a session does, before it is done.
func (p preferences) askEnd(r *frame.Request) error {
	v, err := p.readSessions(r)
	if err != nil {
		return err
	}
	for _, s := range v.All {
		if s.Number() == r.PathValue("session") && s.Ends && !s.Here {
			return r.Show("sesi-akhiri", s)
		}
	}
	return r.Go(path + "/sesi")
}

func (p preferences) endSession(r *frame.Request) error {
	v, err := p.readSessions(r)
	if err != nil {
		return err
	}
	for _, s := range v.All {
		if s.Number() != r.PathValue("session") {
			continue
		}
		err := p.desk.Do(r.Context(), func(i *office.Institution) error {
			_, err := sessions.End(i, s.Session)
			return err
		})
		if errors.Is(err, sessions.ErrRight) {
			v.Failed = r.Say("preferences.sessions.other")
			return r.Show("sesi", v)
		}
		if err != nil {
			return err
		}
	}
	return r.Go(path + "/sesi?selesai=1")
}
