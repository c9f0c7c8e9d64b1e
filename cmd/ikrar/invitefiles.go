package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/office"
	"ikrar/ledger/spreadsheet"
	"ikrar/verify/phrase"
)

var inviteFilesPhrases = phrase.Book{
	"progress.slips": {ID: "mencetak slip", EN: "printing slips"},
	"invite.columns": {
		ID: "nip,nama,unit,alamat,kode,berlaku_sampai,perintah,sidik_jari_akar",
		EN: "nip,name,unit,address,code,valid_until,command,root_fingerprint",
	},
	"fault.invite-glyph": {
		ID: "{name}: huruf {rune} ({code}) pada {field} tidak dapat dicetak; ia tidak diundang, yang lain tetap diundang",
		EN: "{name}: {rune} ({code}), which is in the {field}, cannot be printed; this person was not invited, the others were",
	},
	"fault.invite-glyph.hint": {
		ID: "perbaiki datanya dengan ikrar roster import, lalu ulangi perintah ini ke berkas lain; atau undang dengan --csv saja, tetapi sertifikatnya pun tidak dapat dibuat sebelum datanya diperbaiki",
		EN: "correct the data by ikrar roster import, then repeat this command to another file; or invite by --csv alone, but the certificate cannot be made either until the data are corrected",
	},
}

// leaveUnprintable leaves those out, and names them, whose slip has a character that cannot be
// printed: one of them keeps no other from a slip, and nobody gets a code that stands nowhere.
func (a *app) leaveUnprintable(i *institution, b *office.InvitationPlan) (left int, err error) {
	slips := a.slips(i, b)
	missing, err := slips.Unprintable()
	if err != nil {
		return 0, err
	}
	complaints := complaints{app: a}
	defer complaints.end()
	b.Keep(func(n int) bool {
		bad := missing[n]
		if bad == nil {
			return true
		}
		left++
		p := b.Invitations[n].Person
		name := fmt.Sprintf("%s (%s)", p.PrintedName(), p.NIP.Masked())
		complaints.add(name, refuse("invite-glyph", "name", name, "rune", string(bad.Rune),
			"code", fmt.Sprintf("%U", bad.Rune), "field", a.certificateField(bad.Field)))
		return false
	})
	return left, nil
}

// lastMoment is the last minute before an end, which people expect to read: 31 March, 23.59 and not
// 1 April, 0.00.
func (a *app) lastMoment(i *institution, end time.Time) string {
	return phrase.Moment(a.lang, end.Add(-time.Second), i.Zone())
}

func (a *app) inviteCSV(_ context.Context, i *institution, b *office.InvitationPlan) ([]byte, error) {
	var out bytes.Buffer
	address, last, root := b.URL, a.lastMoment(i, b.Until), b.Root
	out.WriteString(spreadsheet.BOM)
	var header []any
	for column := range strings.SplitSeq(a.say("invite.columns"), ",") {
		header = append(header, column)
	}
	rows := [][]any{header}
	for _, v := range b.Invitations {
		rows = append(rows, []any{string(v.Person.NIP), v.Person.PrintedName(), v.Person.Unit, address + "/tanda",
			v.Code.String(), last, "ikrar pledge " + address + " --code " + v.Code.String() + " --root " + root, root})
	}
	err := spreadsheet.WriteRows(csv.NewWriter(&out), rows)
	return out.Bytes(), err
}

func (a *app) slips(i *institution, b *office.InvitationPlan) certificate.Slips {
	slips := certificate.Slips{Language: string(a.lang), Institution: b.Institution, Address: b.URL, Root: b.Root,
		Until: a.lastMoment(i, b.Until), Created: a.now().In(i.Zone())}
	for _, v := range b.Invitations {
		slips.People = append(slips.People, certificate.Slip{Name: v.Person.PrintedName(), Unit: v.Person.Unit,
			Code: v.Code.String(), Plain: v.Person.Name})
	}
	return slips
}

func (a *app) invitePDF(ctx context.Context, i *institution, b *office.InvitationPlan) ([]byte, error) {
	bar := a.progress(int64(len(b.Invitations)), "progress.slips")
	defer bar.end()
	pdf, err := certificate.RenderSlips(ctx, a.slips(i, b), func() { bar.add(1) })
	return pdf, a.issueFault(i, b.Institution, err)
}
