package main

import (
	"fmt"
	"path/filepath"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// eraseReport is the --json form of an erasure.
type eraseReport struct {
	DryRun      bool     `json:"dry_run"`
	ErasedOn    string   `json:"erased_on,omitempty"` // the day, where all was erased before: 2026-03-31
	Finished    bool     `json:"finished,omitempty"`  // it had been stopped, and this run has finished it
	Entries     []uint64 `json:"entries"`             // of the erasures; empty for a dry run
	Credentials int      `json:"credentials"`
	Pledges     int      `json:"pledges"`
	Plans       int      `json:"plans"`
	Files       []string `json:"files"`        // found, to be deleted
	Issued      []string `json:"certificates"` // as they were issued, below the directory of then
}

// erasedBefore answers for a number that is not in the roster: it was erased, or never there.
func (a *app) erasedBefore(i *institution, typed string, dry bool) error {
	nip, err := roster.ParseNIP(typed)
	if err != nil {
		return err
	}
	day, files, ok, err := i.Erased(nip, i.Dir, ".")
	if err != nil {
		return err
	}
	if !ok {
		return refuse("nip-unknown", "nip", nip).hinted("erase.unknown")
	}
	report := eraseReport{DryRun: dry, ErasedOn: day.Format(time.DateOnly), Finished: i.Ledger.FinishedErasure(),
		Entries: []uint64{}, Files: append([]string{}, files...), Issued: []string{}}
	a.result(report, func() {
		how := "already"
		if report.Finished {
			how = "finished"
		}
		a.print("erase."+how, "nip", nip, "date", phrase.Date(a.lang, day))
		a.printFiles(report)
		a.print("erase.look")
	})
	return nil
}

func (a *app) reportErasure(p *office.ErasurePlan, r eraseReport) {
	a.result(r, func() {
		if r.DryRun {
			a.print("erase.dry", "what", eraseWords(p))
			a.printFiles(r)
			return
		}
		a.print("erase.done", "statements", r.Credentials+r.Pledges, "plans", r.Plans, "index", fmt.Sprint(r.Entries[len(r.Entries)-1]))
	})
	a.note("erase.backup")
}

// printFiles names what lies outside the store.
func (a *app) printFiles(r eraseReport) {
	for _, path := range r.Files {
		a.print("erase.file", "path", path)
	}
	for _, path := range r.Issued {
		a.print("erase.certificate", "path", path)
	}
}

// eraseReportOf says what is erased, and which files outside the store hold the same data.
func eraseReportOf(p *office.ErasurePlan, files []string) eraseReport {
	r := eraseReport{Entries: []uint64{}, Credentials: p.Credentials, Pledges: p.Pledges, Plans: p.Plans,
		Files: append([]string{}, files...), Issued: []string{}}
	for _, file := range p.Issued {
		r.Issued = append(r.Issued, filepath.Join("DIR", file))
	}
	return r
}
