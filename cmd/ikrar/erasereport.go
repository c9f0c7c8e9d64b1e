package main

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
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
	day, ok, err := i.roster.Erased(nip)
	if err != nil {
		return err
	}
	if !ok {
		return refuse("nip-unknown", "nip", nip).hinted("erase.unknown")
	}
	report := erasable{person: roster.Person{NIP: nip}}.report(i.dir, i.erasedCertificate)
	report.DryRun, report.ErasedOn, report.Finished = dry, day.Format(time.DateOnly), i.ledger.FinishedErasure()
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

func (a *app) reportErasure(e erasable, r eraseReport) {
	a.result(r, func() {
		if r.DryRun {
			a.print("erase.dry", "what", e.words())
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

// erasedCertificate says whether a file is named as the certificate of a pledge that is erased, whoever's it was: of whom is
// known no more.
func (i *institution) erasedCertificate(name string) bool {
	typed, pdf := strings.CutSuffix(name, ".pdf")
	code, err := verify.ParseCode(typed)
	if !pdf || err != nil {
		return false
	}
	index, err := i.ledger.ByCode(code)
	if err != nil {
		return false
	}
	answer, err := i.ledger.Status(index)
	return err == nil && answer.State == verify.StateErased
}

// report says what is erased, and looks in the home and the working directory for files that hold the same data, or that also
// says so of.
func (e erasable) report(home string, also func(name string) bool) eraseReport {
	r := eraseReport{Entries: []uint64{}, Credentials: e.count(signer.KindCredential), Pledges: e.count(signer.KindPledge), Plans: len(e.certificates),
		Files: []string{}, Issued: []string{}}
	nip := string(e.person.NIP)
	names := map[string]bool{nip + ".ikrar": true, nip + ".pledge": true, nip + ".pub": true}
	for _, c := range e.certificates {
		if c.File != "" {
			names[filepath.Base(c.File)] = true
			r.Issued = append(r.Issued, filepath.Join("DIR", c.File))
		}
	}
	found := map[string]bool{}
	for _, dir := range []string{home, "."} {
		left := 200_000 // a working directory may be anything
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if left--; left < 0 {
				return fs.SkipAll
			}
			if err == nil && d.Type().IsRegular() && (names[d.Name()] || also != nil && also(d.Name())) {
				if whole, err := filepath.Abs(path); err == nil {
					found[whole] = true
				}
			}
			if errors.Is(err, fs.ErrPermission) {
				return fs.SkipDir
			}
			return nil
		})
	}
	r.Files = append(r.Files, slices.Sorted(maps.Keys(found))...)
	return r
}
