package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"ikrar/ledger/office/step"
	"ikrar/verify/phrase"
)

var overviewPhrases = phrase.Book{
	"overview.people":    {ID: "{count} pegawai dalam daftar", EN: "people in the roster: {count}"},
	"overview.campaigns": {ID: "{count} kegiatan, {open} sedang dibuka", EN: "campaigns: {count}, open: {open}"},
	"overview.enrolled":  {ID: "{count} pegawai terdaftar kuncinya", EN: "people with an enrolled key: {count}"},
	"overview.pledges":   {ID: "{count} komitmen tercatat", EN: "pledges recorded: {count}"},
	"overview.issued":    {ID: "{count} sertifikat diterbitkan", EN: "certificates issued: {count}"},
	"overview.entries":   {ID: "{count} entri di buku besar", EN: "entries in the ledger: {count}"},
	"overview.approvals": {ID: "{count} kunci menunggu petugas: {ikrar} enrol approve --all", EN: "keys that wait for a registrar: {count}; {ikrar} enrol approve --all"},
	"overview.questions": {ID: "{count} kunci menunggu dan perlu dilihat: {ikrar} enrol approve", EN: "keys that wait and are to be looked at: {count}; {ikrar} enrol approve"},
	"overview.wishes":    {ID: "{count} permintaan perbaikan data: {ikrar} wishes", EN: "wishes to have data corrected: {count}; {ikrar} wishes"},
	"overview.former":    {ID: "{count} orang mungkin memegang slip bentuk lama, yang tidak berlaku lagi: {ikrar} invite --all --until TANGGAL --pdf slip.pdf", EN: "people who may hold a slip of the old form, which is void: {count}; {ikrar} invite --all --until DATE --pdf slips.pdf"},
	"overview.stale": {
		ID: "Perhatikan: daftar kepercayaan melewati batas pembaruannya {days} hari yang lalu; perbarui: {ikrar} trust renew --root-key BERKAS.",
		EN: "Note: the trust list is past its next update; days since: {days}. Renew it: {ikrar} trust renew --root-key FILE.",
	},
	"overview.renew": {
		ID: "Perhatikan: daftar kepercayaan perlu diperbarui sebelum {date}: {ikrar} trust renew --root-key BERKAS.",
		EN: "Note: the trust list is to be renewed before {date}: {ikrar} trust renew --root-key FILE.",
	},
	"overview.root": {
		ID: "Perhatikan: kunci akar masih di {path}; pindahkan dari mesin ini.",
		EN: "Note: the root key is still in {path}; move it off this machine.",
	},
	"overview.keyed": {
		ID: "{count} orang yang belum menandatangani sudah punya kunci, dan tidak perlu slip: {way}",
		EN: "people who have not signed and have a key, and need no slip: {count}; {way}",
	},
	"overview.office": {
		ID: "Lebih mudah, di peramban komputer ini: {ikrar} office",
		EN: "Easier, in this computer's browser: {ikrar} office",
	},
	"overview.next.import": {
		ID: "{ikrar} roster import pegawai.csv",
		EN: "{ikrar} roster import people.csv",
	},
	"overview.next.open": {
		ID: "{ikrar} campaign new deklarasi-{year} --title \"Deklarasi ASN BerAKHLAK\" --text uu-20-2023 --place TEMPAT --date {date}",
		EN: "{ikrar} campaign new deklarasi-{year} --title \"Deklarasi ASN BerAKHLAK\" --text uu-20-2023 --place PLACE --date {date}",
	},
	"overview.next.approve": {ID: "{ikrar} enrol approve --all", EN: "{ikrar} enrol approve --all"},
	"overview.next.look":    {ID: "{ikrar} enrol approve", EN: "{ikrar} enrol approve"},
	"overview.next.invite": {
		ID: "{ikrar} invite --all --until TANGGAL --pdf slip.pdf; kunci yang sudah ada: {ikrar} enrol --all DIR (berkas NIP.pub)",
		EN: "{ikrar} invite --all --until DATE --pdf slips.pdf; keys that there are: {ikrar} enrol --all DIR (files NIP.pub)",
	},
	"overview.next.serve": {
		ID: "{ikrar} serve (di belakang proksi TLS, atau dengan --domain HOST); pegawai menandatangani di {url}/tanda dengan slipnya. Tanpa jaringan: {ikrar} kiosk",
		EN: "{ikrar} serve (behind a TLS proxy, or with --domain HOST); employees sign at {url}/tanda with their slips. Without a network: {ikrar} kiosk",
	},
	"overview.next.sign": {
		ID: "{ikrar} serve; pegawai menandatangani dengan kuncinya: {way}. Dari berkas: ikrar pledge NIP.ikrar --key BERKAS, lalu di sini: {ikrar} record *.pledge",
		EN: "{ikrar} serve; employees sign with their keys: {way}. By files: ikrar pledge NIP.ikrar --key FILE, then here: {ikrar} record *.pledge",
	},
	"overview.next.wait": {
		ID: "{count} orang belum menandatangani: {ikrar} report --missing; pengingat: {ikrar} mail remind",
		EN: "people who have yet to sign: {count}; {ikrar} report --missing; remind them: {ikrar} mail remind",
	},
	"overview.next.issue": {ID: "{ikrar} issue --out sertifikat", EN: "{ikrar} issue --out certificates"},
	"overview.next.audit": {
		ID: "{ikrar} audit, lalu {ikrar} backup BERKAS; bukti dukung: {ikrar} report --evidence DIR",
		EN: "{ikrar} audit, then {ikrar} backup FILE; the evidence pack: {ikrar} report --evidence DIR",
	},
	"overview.next.close": {
		ID: "kegiatan {campaign} sudah ditutup. Bukti dukungnya: {ikrar} report --campaign {campaign} --evidence DIR; memperpanjang: {ikrar} campaign extend {campaign} --closes TANGGAL; yang berikutnya: {ikrar} campaign new",
		EN: "campaign {campaign} has ended. Its evidence pack: {ikrar} report --campaign {campaign} --evidence DIR; to extend it: {ikrar} campaign extend {campaign} --closes DATE; the next one: {ikrar} campaign new",
	},
}

// overview answers the bare command: in an institution's directory its state and the next step, elsewhere who may do
// what here.
func (a *app) overview(ctx context.Context) error {
	if _, ok := a.homeDir(); !ok {
		a.result(struct {
			State string `json:"state"`
		}{"none"}, func() { a.print("overview.introduction") })
		return nil
	}
	i, err := a.openToRead(ctx)
	if err != nil {
		return err
	}
	defer i.Close()
	return a.state(i)
}

// stateReport is the --json form of an institution's state.
type stateReport struct {
	State     string `json:"state"`
	Home      string `json:"home"`
	Name      string `json:"name"`
	People    int    `json:"people"`
	Away      int    `json:"away"` // of whom nothing is waited for, and who are not among the people
	Campaigns int    `json:"campaigns"`
	Open      int    `json:"open_campaigns"`
	Enrolled  int    `json:"enrolled"`
	Pledges   int    `json:"pledges"`
	Issued    int    `json:"issued"`
	Entries   uint64 `json:"entries"`
	Approvals int    `json:"approvals"` // keys that wait for a registrar
	Questions int    `json:"questions"` // keys that wait, and that somebody has to look at
	Wishes    int    `json:"wishes"`    // of people, that something about them be corrected
	Former    int    `json:"former"`    // people who may hold a slip of an earlier build, which is void
	Missing   int    `json:"missing"`   // people whose pledge in the current campaign is waited for
	Keyed     int    `json:"keyed"`     // of these, who have a key already
	Step      string `json:"step"`      // what comes next: see package step
	Next      string `json:"next"`      // the command for it
}

// state says how the institution stands and which command comes next.
func (a *app) state(i *institution) error {
	s, err := i.Standing()
	if err != nil {
		return err
	}
	next, err := step.Next(i, s)
	if err != nil {
		return err
	}
	r := stateReport{State: "open", Home: i.Dir, Name: i.Facts().Name, People: s.People, Away: s.Away, Campaigns: s.Campaigns, Open: s.Open,
		Enrolled: s.Enrolled, Pledges: s.Pledges, Issued: s.Issued, Entries: s.Entries,
		Approvals: s.Approvals, Questions: s.Questions, Wishes: s.Wishes, Former: s.Former,
		Missing: next.Missing, Keyed: next.Keyed, Step: string(next.Name)}
	today, way := a.now().In(i.Zone()), withKey(i)
	r.Next = a.say("overview.next."+r.Step, "ikrar", a.again(), "date", today.Format(time.DateOnly), "year", today.Year(),
		"url", i.Facts().URL, "way", way, "campaign", next.Campaign, "count", phrase.Number(a.lang, next.Missing))
	a.result(r, func() {
		n := func(n int) string { return phrase.Number(a.lang, n) }
		a.print("overview.institution", "name", r.Name, "dir", r.Home)
		line := a.indented
		line("overview.people", "count", n(r.People))
		if s.Away > 0 {
			line("overview.away", "count", n(s.Away))
		}
		line("overview.campaigns", "count", n(r.Campaigns), "open", n(r.Open))
		line("overview.enrolled", "count", n(r.Enrolled))
		line("overview.pledges", "count", n(r.Pledges))
		line("overview.issued", "count", n(r.Issued))
		line("overview.entries", "count", phrase.Number(a.lang, r.Entries))
		for _, waits := range []struct {
			key   string
			count int
		}{{"approvals", r.Approvals}, {"questions", r.Questions}, {"wishes", r.Wishes}, {"former", r.Former}} {
			if waits.count > 0 {
				line("overview."+waits.key, "count", n(waits.count), "ikrar", a.again())
			}
		}
		if asked := next.Name == step.Invite || next.Name == step.Serve || next.Name == step.Wait; asked && r.Keyed > 0 {
			line("overview.keyed", "count", n(r.Keyed), "way", way)
		}
		a.warnings(i)
		a.printNext(r.Next)
		if next.Name != step.Serve && next.Name != step.Sign {
			a.print("overview.office", "ikrar", a.again())
		}
	})
	return nil
}

// printNext says what comes next. A command that does not fit beside that has a line to itself, to be
// copied from.
func (a *app) printNext(command string) {
	text := a.say("overview.next", "command", command)
	alone := isCommand(command) && !strings.Contains(command, ";")
	if alone && isTerminal(a.stdout.w) && utf8.RuneCountInString(text) > columnsOf(a.stdout.w) {
		text = strings.TrimRight(a.say("overview.next", "command", ""), " ") + "\n  " + command
	}
	fmt.Fprintln(a.stdout, text)
}

// again is how the command is called for the same institution once more, for commands that the reader can copy. What was
// asked of a server has an outpost by then.
func (a *app) again() string {
	home := a.homeFlag
	if a.at != "" {
		home = a.outpost
	}
	if home == "" {
		return "ikrar"
	}
	return "ikrar --home " + shellWord(home)
}

// renewBefore is how long before its end a trust list is to be renewed: the root key lies in a safe,
// and somebody has to fetch it.
const renewBefore = 30 * 24 * time.Hour

// warnings are what an operator should know although nothing is broken.
func (a *app) warnings(i *institution) {
	trust, _ := i.Ledger.Trust()
	switch end := time.Unix(trust.NextUpdate, 0); {
	case a.now().After(end):
		a.print("overview.stale", "days", int64(a.now().Sub(end)/(24*time.Hour)), "ikrar", a.again())
	case a.now().Add(renewBefore).After(end):
		a.print("overview.renew", "date", phrase.Date(a.lang, end.In(i.Zone())), "ikrar", a.again())
	}
	if _, err := os.Stat(i.KeyPath("root")); err == nil {
		a.print("overview.root", "path", i.KeyPath("root"))
	}
}
