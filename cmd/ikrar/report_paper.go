package main

import (
	"errors"
	"fmt"
	"iter"

	"github.com/spf13/cobra"

	"ikrar/ledger/certificate"
	"ikrar/ledger/certificate/papers"
	"ikrar/ledger/office/event"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var paperPhrases = phrase.Book{
	"report.flag.attendance": {
		ID: "mencetak daftar hadir ke `BERKAS` PDF, untuk tanda tangan basah, setiap unit di halamannya",
		EN: "print the attendance list to a PDF `FILE`, for signatures by hand, each unit on pages of its own",
	},
	"report.flag.minutes": {
		ID: "mencetak berita acara ke `BERKAS` PDF, untuk pejabat dan saksi, pada titik periksa saat ini",
		EN: "print the minutes (berita acara) to a PDF `FILE`, for the official and witnesses, at the checkpoint of now",
	},
	"report.flag.unit": {
		ID: "hanya pegawai `UNIT` ini, untuk --missing dan --attendance",
		EN: "the people of this `UNIT` alone, for --missing and --attendance"},
	"report.flag.stage": {
		ID: "hanya pegawai `TAHAP` ini, untuk --attendance",
		EN: "the people of this `STAGE` alone, for --attendance"},
	"report.flag.date": {
		ID: "`TANGGAL` acara pada kertas itu (bawaan: hari ini; daftar hadir: kosong)",
		EN: "`DATE` of the event on the paper (default: today; attendance list: empty)"},
	"report.flag.place": {
		ID: "`TEMPAT` acara (bawaan: tempat kegiatan)",
		EN: "`PLACE` of the event (default: the campaign's)"},
	"fault.paper-glyph": {
		ID: "kertas itu tidak dapat dicetak: huruf {rune} ({code}) pada {field} tidak ada dalam fontnya",
		EN: "the paper cannot be printed: the font has no {rune} ({code}), which is in the {field}"},
	"fault.paper-glyph.hint": {
		ID: "perbaiki datanya, untuk pegawai dengan ikrar roster import, lalu ulangi",
		EN: "correct the data, of people by ikrar roster import, then repeat"},
	"report.flag.number": {ID: "`NOMOR` berita acara", EN: "`NUMBER` of the minutes"},
}

// papering is what the flags of report say about papers to be signed by hand.
type papering struct {
	attendance, minutes              string
	unit, stage, date, place, number string
}

func (p papering) asked() bool { return p.attendance != "" || p.minutes != "" }

// takePapers adds those flags.
func (a *app) takePapers(cmd *cobra.Command, p *papering) {
	flags := cmd.Flags()
	for name, value := range map[string]*string{"attendance": &p.attendance, "minutes": &p.minutes, "unit": &p.unit,
		"stage": &p.stage, "place": &p.place, "number": &p.number} {
		flags.StringVar(value, name, "", a.say("report.flag."+name))
	}
	flags.Var(dateFlag{&p.date}, "date", a.say("report.flag.date"))
}

// printPapers prints the papers that were asked for.
func (a *app) printPapers(cmd *cobra.Command, i *institution, campaign string, p papering) error {
	r, err := i.Report(campaign)
	if err != nil {
		return err
	}
	g := event.Gathering{Language: string(a.lang), Place: p.place, Number: p.number, Now: a.now()}
	if p.date != "" {
		var ok bool
		if g.Day, _, ok = event.ParseMoment(p.date, i.Zone()); !ok {
			return flagReason(cmd, "date", p.date, words{"reason.date", nil})
		}
	}
	if p.attendance != "" {
		people, err := a.paperPeople(i, r.Campaign.ID, p)
		if err != nil {
			return err
		}
		list, err := event.Attendance(i, r.Campaign, people, g)
		if err != nil {
			return err
		}
		pdf, err := papers.RenderAttendance(list)
		if err != nil {
			return a.paperFault(err)
		}
		if err := a.deliver(p.attendance, pdf); err != nil {
			return err
		}
	}
	if p.minutes == "" {
		return nil
	}
	if g.Day.IsZero() {
		g.Day = r.Now
	}
	m, err := event.Minutes(cmd.Context(), i, r, g)
	if err != nil {
		return a.published(i, err)
	}
	pdf, err := papers.RenderMinutes(m)
	if err != nil {
		return a.paperFault(err)
	}
	return a.deliver(p.minutes, pdf)
}

// paperFault says what cannot be printed.
func (a *app) paperFault(err error) error {
	var glyph *certificate.MissingGlyphError
	if errors.As(err, &glyph) {
		return refuse("paper-glyph", "rune", string(glyph.Rune), "code", fmt.Sprintf("%U", glyph.Rune),
			"field", a.certificateField(glyph.Field))
	}
	return err
}

// people are those that the attendance list is for.
func (a *app) paperPeople(i *institution, campaign string, p papering) (iter.Seq2[roster.Person, error], error) {
	switch {
	case p.stage != "":
		return event.StagePeople(i, campaign, p.stage)
	case p.unit != "":
		return a.unitPeople(i, p.unit)
	}
	return i.Roster.List(""), nil
}
