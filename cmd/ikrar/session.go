package main

import (
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/sessions"
	"ikrar/verify/phrase"
)

var sessionPhrases = phrase.Book{
	"arg.session": {
		ID: "SESI", EN: "SESSION"},
	"session.short": {
		ID: "Sesi petugas yang tersambung ke peladen: melihat dan mengakhiri",
		EN: "Sessions of officers at the server: see them, end one"},
	"session.list.short": {
		ID: "Siapa yang tersambung ke peladen", EN: "Who has a session with the server"},
	"session.list.long": {
		ID: "Menampilkan petugas yang bekerja dari jauh (--at): nama, nama komputernya, sejak kapan, dan kapan terakhir terdengar.\nDi peladen itu sendiri, atau dari jauh dengan --at URL. Alamat IP tidak disimpan.",
		EN: "List the officers who work from afar (--at): the name, what the computer is called, since when, and when last heard of.\nOn the server itself, or from afar by --at URL. No IP address is kept."},
	"session.list.example": {
		ID: "ikrar session list\nikrar session list --at https://ikrar.contoh.example",
		EN: "ikrar session list\nikrar session list --at https://ikrar.contoh.example"},
	"session.end.short": {
		ID: "Mengakhiri satu sesi", EN: "End a session"},
	"session.end.long": {
		ID: "Mengakhiri satu sesi, yang disebut dengan awal nomornya. Program petugas itu diberi tahu, dan tidak menyambung lagi sendiri.\nDi peladen: sesi siapa pun; dari jauh: sesi Anda sendiri. Siapa pun yang memegang kuncinya dapat masuk lagi:\nkomputer yang dicuri memerlukan ikrar registrar retire.",
		EN: "End a session, which the beginning of its number names. That officer's program is told, and does not connect again by itself.\nOn the server: anybody's; from afar: your own. Whoever has the key may open one again: a computer that was\nstolen takes ikrar registrar retire."},
	"session.end.example": {
		ID: "ikrar session end 3fa94c01", EN: "ikrar session end 3fa94c01"},
	"session.one": {
		ID: "{id}  {registrar}, {machine}: sejak {since}, terakhir {seen}",
		EN: "{id}  {registrar}, {machine}: since {since}, last heard of {seen}"},
	"session.here": {ID: "{session} (perintah ini)", EN: "{session} (this command)"},
	"session.nameless": {
		ID: "komputer tanpa nama", EN: "a computer without a name"},
	"session.none": {ID: "Tidak ada petugas yang tersambung dari jauh.", EN: "No officer is connected from afar."},
	"session.no-server": {
		ID: "ikrar serve tidak berjalan di sini, jadi tidak ada sesi.",
		EN: "No ikrar serve runs here, so there are no sessions."},
	"session.ask": {ID: "Mengakhiri sesi {session}?", EN: "End the session {session}?"},
	"session.ended": {
		ID: "Sesi diakhiri: {session}.", EN: "The session was ended: {session}."},
	"fault.session-unknown": {
		ID: "tidak ada sesi yang nomornya berawal {id}",
		EN: "no session's number begins with {id}"},
	"fault.session-unknown.hint": {
		ID: "lihat yang tersambung dengan ikrar session list; yang sudah keluar tidak ada lagi",
		EN: "see who is connected by ikrar session list; who has left is not there any more"},
	"fault.session-several": {
		ID: "beberapa sesi nomornya berawal {id}",
		EN: "the numbers of several sessions begin with {id}"},
	"fault.session-several.hint": {
		ID: "sebutkan lebih banyak angkanya", EN: "give more of its digits"},
	"fault.session-other": {
		ID: "sesi {id} milik petugas lain; dari jauh hanya sesi Anda sendiri yang dapat diakhiri",
		EN: "session {id} is another registrar's; from afar you can end your own alone"},
	"fault.session-other.hint": {
		ID: "minta operator menjalankan ikrar session end {id} di peladen",
		EN: "ask the operator to run ikrar session end {id} on the server"},
}

// seenSession is the --json form of a session.
type seenSession struct {
	ID          string `json:"session"`
	Registrar   string `json:"registrar"`
	Fingerprint string `json:"fingerprint"`
	Machine     string `json:"machine,omitempty"`
	Since       int64  `json:"since"`
	Seen        int64  `json:"seen"`
	Here        bool   `json:"here"` // it is this command's
	Ended       bool   `json:"ended,omitempty"`
}

func (a *app) seenSession(s sessions.Session) seenSession {
	return seenSession{s.Number(), s.Registrar, s.Fingerprint(), s.Machine, s.Since.Unix(),
		s.Seen.Unix(), s.Here, false}
}

// sessionShown is a session in a line.
func (a *app) sessionShown(i *institution, s sessions.Session) string {
	machine := s.Machine
	if machine == "" {
		machine = a.say("session.nameless")
	}
	line := a.say("session.one", "id", s.Short(), "registrar", s.Registrar, "machine", machine,
		"since", phrase.Moment(a.lang, s.Since, i.Zone()), "seen", phrase.Moment(a.lang, s.Seen, i.Zone()))
	if s.Here {
		line = a.say("session.here", "session", phrase.Sentence(line))
	}
	return line
}

func sessionCommand(a *app) *cobra.Command {
	return a.group("session", "session", sessionListCommand(a), sessionEndCommand(a))
}

func sessionListCommand(a *app) *cobra.Command {
	return a.verb("list", "session.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		all, served, err := sessions.Open(i)
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		for _, s := range all {
			a.result(a.seenSession(s), func() { a.stdout.Write([]byte(a.sessionShown(i, s) + "\n")) })
		}
		if !served {
			a.note("session.no-server")
		} else if len(all) == 0 {
			a.note("session.none")
		}
		return nil
	})
}

func sessionEndCommand(a *app) *cobra.Command {
	var yes bool
	cmd := a.verb("end", "session.end", "SESSION", func(cmd *cobra.Command, args []string) error {
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		s, err := findSession(i, args[0])
		if err != nil {
			return err
		}
		if !yes {
			err := a.confirm(cmd.Context(), "--yes", "session.ask", "session", phrase.Sentence(a.sessionShown(i, s)))
			if err != nil {
				return err
			}
		}
		ended, err := sessions.End(i, s)
		if err != nil {
			return a.ledgerFault(i.Home, cmd.CommandPath(), err)
		}
		if !ended {
			return refuse("session-unknown", "id", args[0])
		}
		said := a.seenSession(s)
		said.Ended = true
		a.result(said, func() { a.print("session.ended", "session", phrase.Sentence(a.sessionShown(i, s))) })
		return nil
	})
	cmd.Flags().BoolVar(&yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// findSession finds the one session whose number begins so, and which may be ended from here.
func findSession(i *institution, begins string) (found sessions.Session, err error) {
	all, _, err := sessions.Open(i)
	if err != nil {
		return found, err
	}
	n := 0
	for _, s := range all {
		if strings.HasPrefix(s.Number(), strings.ToLower(begins)) {
			found = s
			n++
		}
	}
	switch {
	case n == 0 || begins == "":
		return found, refuse("session-unknown", "id", begins)
	case n > 1:
		return found, refuse("session-several", "id", begins)
	case !found.Ends:
		return found, refuse("session-other", "id", found.Short())
	}
	return found, nil
}
