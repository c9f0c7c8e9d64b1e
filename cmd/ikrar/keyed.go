package main

import (
	"ikrar/ledger/report"
	"ikrar/verify/phrase"
)

// Who was enrolled for one campaign has a key, and signs with it in every other: without a slip.

var keyedPhrases = phrase.Book{
	"keyed.way": {
		ID: "ikrar pledge {url} --key BERKAS, atau {url}/tanda",
		EN: "ikrar pledge {url} --key FILE, or {url}/tanda",
	},
	"keyed.count": {
		ID: "{count} orang sudah punya kunci dan menandatangani dengannya: {way}",
		EN: "People who have a key already and sign with it: {count}; {way}",
	},
	"keyed.others": {
		ID: "Slip hanya untuk yang lain ({count} orang): {ikrar} invite --all --until TANGGAL --pdf slip.pdf",
		EN: "Slips are for the others alone ({count}): {ikrar} invite --all --until DATE --pdf slips.pdf",
	},
	"keyed.passed": {
		ID: "Yang sudah terdaftar tidak perlu slip, dan menandatangani dengan kuncinya: {way}",
		EN: "Who is enrolled needs no slip, and signs with the key they have: {way}",
	},
	"keyed.state": {ID: "punya kunci", EN: "has a key"},
}

// withKey is how somebody signs who has a key.
func withKey(i *institution) words { return words{"keyed.way", []any{"url", i.Facts().URL}} }

// noteKeyed says how many of the people who are missing in a campaign have a key, and how they
// sign.
func (a *app) noteKeyed(i *institution, r *report.Report) (keyed int) {
	for _, p := range r.Missing() {
		if p.State == report.Enrolled {
			keyed++
		}
	}
	if keyed > 0 {
		a.note("keyed.count", "count", phrase.Number(a.lang, keyed), "way", withKey(i))
	}
	return keyed
}

// noteWhoSigns says, of a campaign that was opened, who signs with a key they have and who needs a
// slip.
func (a *app) noteWhoSigns(i *institution, campaign string) error {
	counts, err := i.Ledger.Counts()
	if err != nil || counts.Enrolled == 0 {
		return err // nobody has a key, as in a first campaign
	}
	r, err := i.Report(campaign)
	if err != nil {
		return err
	}
	keyed := a.noteKeyed(i, r)
	if rest := r.Total.Missing - keyed; keyed > 0 && rest > 0 {
		a.note("keyed.others", "count", phrase.Number(a.lang, rest), "ikrar", a.again())
	}
	return nil
}
