package main

import (
	"errors"
	"slices"

	"ikrar/ledger/office/personnel"
	"ikrar/ledger/roster"
	"ikrar/verify"
)

// correctReport is the --json form of a correction.
type correctReport struct {
	NIP     string            `json:"nip"`
	Name    string            `json:"name"`
	DryRun  bool              `json:"dry_run"`
	Revoked bool              `json:"revoked"` // what is to be signed again is revoked by now
	File    string            `json:"file"`    // with which the person signs; empty for who is to be invited
	Pledges []correctedPledge `json:"pledges"` // that are to be signed again
	Closed  []correctedPledge `json:"closed"`  // that stay as they are
}

type correctedPledge struct {
	Index    uint64      `json:"index"`
	Campaign string      `json:"campaign"`
	Code     verify.Code `json:"code"`
	Number   string      `json:"number"` // of the certificate; empty for none
}

func correctedPledges(all []personnel.Pledge) []correctedPledge {
	out := []correctedPledge{}
	for _, p := range all {
		out = append(out, correctedPledge{p.Index, p.Campaign.ID, p.Code, p.Number})
	}
	return out
}

func (a *app) reportCorrection(plan *personnel.CorrectionPlan, s correcting, path string) error {
	r := correctReport{NIP: string(plan.Next.NIP), Name: plan.Next.PrintedName(), DryRun: s.dry, File: path,
		Revoked: !s.dry && !s.noGap,
		Pledges: correctedPledges(slices.Concat(plan.Pledges, plan.Waiting)), Closed: correctedPledges(plan.Closed)}
	a.result(r, func() {
		if s.dry {
			a.print("correct.dry")
		}
	})
	return nil
}

// sayCorrected says what was done, and the way on.
func (a *app) sayCorrected(plan *personnel.CorrectionPlan, s correcting, path string) error {
	name, again := plan.Next.PrintedName(), slices.Concat(plan.Pledges, plan.Waiting)
	if a.json {
		return a.reportCorrection(plan, s, path)
	}
	switch {
	case !plan.Key:
		a.print("correct.invite", "name", name, "nip", plan.Next.NIP, "ikrar", a.again())
	case len(again) == 0:
		a.print("correct.kept", "name", name)
		return nil
	}
	for _, one := range again {
		if path != "" {
			a.print("correct.ready", "name", name, "path", path, "id", one.Campaign.ID)
		}
	}
	switch {
	case len(again) == 0:
	case s.noGap && len(plan.Pledges) > 0:
		a.note("correct.gap", "nip", plan.Next.NIP, "ikrar", a.again())
	default:
		a.note("correct.void", "ikrar", a.again())
	}
	return nil
}

// sayFinished says that a new pledge is recorded in the place of the old one.
func (a *app) sayFinished(plan *personnel.CorrectionPlan, index uint64, pledge []byte) error {
	code := verify.CodeOf(pledge)
	a.result(struct {
		Name  string      `json:"name"`
		Index uint64      `json:"index"`
		Code  verify.Code `json:"code"`
	}{plan.Next.PrintedName(), index, code}, func() {
		a.print("correct.done", "name", plan.Next.PrintedName(), "index", index, "code", code, "ikrar", a.again())
	})
	return nil
}

// correctFault says why somebody's data are not corrected. what names the person or the file.
func (a *app) correctFault(i *institution, what string, err error) error {
	if bad := (*roster.LineError)(nil); errors.As(err, &bad) {
		return refuse("correct-field", "column", bad.Column, "value", bad.Value,
			"reason", words{"roster.reason." + string(bad.Reason), nil})
	}
	return a.ledgerFault(i.Home, what, err)
}
