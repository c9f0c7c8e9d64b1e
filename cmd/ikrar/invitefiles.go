package main

import (
	"context"
	"fmt"

	"ikrar/ledger/office"
	"ikrar/verify/phrase"
)

var inviteFilesPhrases = phrase.Book{
	"progress.slips": {ID: "mencetak slip", EN: "printing slips"},
	"fault.invite-glyph": {
		ID: "{name}: huruf {rune} ({code}) pada {field} tidak dapat dicetak; ia tidak diundang, yang lain tetap diundang",
		EN: "{name}: {rune} ({code}), which is in the {field}, cannot be printed; this person was not invited, the others were",
	},
	"fault.invite-glyph.hint": {
		ID: "perbaiki datanya dengan ikrar roster import, lalu ulangi perintah ini ke berkas lain; atau undang dengan --csv saja, tetapi sertifikatnya pun tidak dapat dibuat sebelum datanya diperbaiki",
		EN: "correct the data by ikrar roster import, then repeat this command to another file; or invite by --csv alone, but the certificate cannot be made either until the data are corrected",
	},
}

// leaveUnprintable leaves those out, and names them, whose slip cannot be printed.
func (a *app) leaveUnprintable(b *office.InvitationPlan) (left int, err error) {
	complaints := complaints{app: a}
	defer complaints.end()
	all, err := b.LeaveUnprintable()
	for _, bad := range all {
		name := fmt.Sprintf("%s (%s)", bad.Person.PrintedName(), bad.Person.NIP.Masked())
		complaints.add(name, refuse("invite-glyph", "name", name, "rune", string(bad.Rune),
			"code", fmt.Sprintf("%U", bad.Rune), "field", a.certificateField(bad.Field)))
	}
	return len(all), err
}

func (a *app) inviteCSV(_ context.Context, _ *institution, b *office.InvitationPlan) ([]byte, error) {
	return b.CSV(a.lang)
}

func (a *app) invitePDF(ctx context.Context, i *institution, b *office.InvitationPlan) ([]byte, error) {
	bar := a.progress(int64(len(b.Invitations)), "progress.slips")
	defer bar.end()
	pdf, err := b.PDF(ctx, a.lang, func() { bar.add(1) })
	return pdf, a.issueFault(i, b.Institution, err)
}
