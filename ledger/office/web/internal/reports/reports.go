// Package reports is Laporan: how far a campaign has come, who is missing, and what HR hands on:
// workbooks, pages, messages to groups, the evidence pack.
package reports

import (
	"embed"
	"errors"
	"io"
	"slices"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/office/figures"
	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// Room is Laporan.
func Room(d *desk.Desk) frame.Room {
	r := reports{d}
	book, err := phrase.Merge(phrases, linkPhrases)
	if err != nil {
		panic(err) // two books share a key: the first test meets it
	}
	return frame.Room{Path: path, Title: "reports.title", Templates: frame.Templates(templates), Phrases: book,
		Routes: map[string]frame.Handler{"GET ": r.show, "POST peran": r.roles, "POST unduh/{file}": r.download,
			"GET belum": r.absent, "POST bukti": r.pack, "POST poster/{paper}": r.poster,
			"GET tautan": r.links, "POST tautan": r.makeLinks,
			"POST tautan/rencana": r.planRevocation, "POST tautan/cabut": r.revokeLinks}}
}

const path = "laporan"

type reports struct{ desk *desk.Desk }

// campaign is one that can be chosen.
type campaign struct {
	ID, Title string
	Chosen    bool
}

// view is what each page of the room is about.
type view struct {
	Campaigns []campaign
	Report    *report.Report // nil where there is no campaign
	URL       string         // the institution's
	Figures   string         // the address of the public figures; "" where they are off
}

// gather reports the campaign that a request names, and else the newest.
func (room reports) gather(r *frame.Request, i *office.Institution) (v view, err error) {
	all, err := i.Ledger.Campaigns()
	if err != nil || len(all) == 0 {
		return v, err
	}
	id := r.Text("kegiatan")
	for _, c := range all {
		v.Campaigns = append(v.Campaigns, campaign{ID: c.Claims().ID, Title: c.Claims().Title})
	}
	at := slices.IndexFunc(v.Campaigns, func(c campaign) bool { return c.ID == id })
	if at < 0 {
		at = newest(i)
	}
	v.Campaigns[at].Chosen = true
	v.URL = i.Facts().URL
	if i.Config.Public.Figures {
		v.Figures = figures.URL(i, v.Campaigns[at].ID)
	}
	everybody, err := room.desk.Everybody(i)
	if err == nil {
		v.Report, err = everybody.Report(i, v.Campaigns[at].ID)
	}
	return v, err
}

// newest is the place of the campaign that began last.
func newest(i *office.Institution) (at int) {
	all, _ := i.Ledger.Campaigns() // which gather has read
	for n := range all {
		if all[n].Claims().Opens > all[at].Claims().Opens {
			at = n
		}
	}
	return at
}

// ID is that of the campaign.
func (v view) ID() string { return v.Report.Campaign.ID }

// AsOf is when the figures were counted.
func (v view) AsOf() time.Time { return v.Report.Now }

// unit is a unit's figures, under the name that people read.
type unit struct {
	report.Count
	Name string
	Link string // to those of it who are missing
}

func (room reports) show(r *frame.Request) error {
	var v view
	err := room.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		v, err = room.gather(r, i)
		return err
	})
	if err != nil {
		return err
	}
	if v.Report == nil {
		return r.Show("kosong", nil)
	}
	var units []unit
	for _, c := range v.Report.Units {
		units = append(units, unit{c, report.Heading(r.Lang, c.Unit),
			frame.Link("/laporan/belum", "kegiatan", v.ID(), "unit", named(c.Unit))})
	}
	return r.Show("laporan", struct {
		view
		Units   []unit
		Chart   any
		Percent string
	}{v, units, v.Report.DayChart(r.Lang), phrase.Decimal(r.Lang, v.Report.Total.Percent(), 1)})
}

// workbook is the medium of XLSX.
const workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// file is one that can be downloaded.
type file struct {
	name, media string
	write       func(*report.Report, io.Writer, phrase.Lang) error
}

// downloads are the files of a report, by their addresses.
var downloads = map[string]file{
	"laporan.xlsx": {"laporan", workbook, (*report.Report).XLSX},
	"laporan.csv":  {"laporan", "text/csv; charset=utf-8", (*report.Report).CSV},
	"laporan.html": {"laporan", "text/html; charset=utf-8", (*report.Report).HTML},
	"belum.xlsx":   {"belum", workbook, (*report.Report).MissingXLSX},
	"belum.csv":    {"belum", "text/csv; charset=utf-8", (*report.Report).MissingCSV},
}

// download offers a file of the report as it is when the officer asks.
func (room reports) download(r *frame.Request) error {
	name := r.PathValue("file")
	f, ok := downloads[name]
	if !ok {
		return r.Go("/" + path)
	}
	var v view
	err := room.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		v, err = room.gather(r, i)
		return err
	})
	if err != nil {
		return err
	}
	if v.Report == nil {
		return r.Go("/" + path)
	}
	return r.Offer(v.ID()+"-"+name, f.media, func(out io.Writer) error { return f.write(v.Report, out, r.Lang) })
}

// poster offers the poster to the public figures.
func (room reports) poster(r *frame.Request) error {
	var v view
	var pdf []byte
	err := room.desk.Do(r.Context(), func(i *office.Institution) (err error) {
		if v, err = room.gather(r, i); err == nil && v.Figures != "" {
			pdf, err = figures.Poster(i, v.Report, r.Lang, r.PathValue("paper"))
		}
		return err
	})
	switch {
	case errors.As(err, new(*certificate.MissingGlyphError)):
		return r.Show("poster", nil)
	case err != nil:
		return err
	case pdf == nil:
		return r.Go("/" + path)
	}
	return r.Offer(v.ID()+"-poster.pdf", "application/pdf", func(out io.Writer) error {
		_, err := out.Write(pdf)
		return err
	})
}
