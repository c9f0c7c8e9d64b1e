package main

import (
	"context"
	"time"

	"ikrar/ledger/office"
	"ikrar/verify/phrase"
)

// A new invitation takes the place of the one before, and with it falls what hangs on that: the
// officer hears of it before it is done.

var inviteFallPhrases = phrase.Book{
	"invite.falls": {
		ID: "{nip} {name}: kuncinya menunggu petugas sejak {time}; permintaan itu gugur",
		EN: "{nip} {name}: a key has been waiting for a registrar since {time}; that request falls",
	},
	"invite.falls.ask": {
		ID: "{count} permintaan yang menunggu gugur, dan orangnya mulai lagi dengan slip baru. Untuk mendaftarkannya, jawab tidak, lalu: ikrar enrol approve. Undang lagi?",
		EN: "Requests that wait and fall: {count}; those people begin again with the new slip. To enrol them instead, answer no, then: ikrar enrol approve. Invite anew?",
	},
	"invite.falls.dry": {
		ID: "{count} permintaan yang menunggu akan gugur; untuk mendaftarkannya: ikrar enrol approve",
		EN: "Requests that wait and would fall: {count}; to enrol them instead: ikrar enrol approve",
	},
	"invite.former": {
		ID: "{count} dari mereka mungkin masih memegang slip bentuk lama, yang tidak berlaku lagi: tukar dengan slip ini.",
		EN: "Who may still hold a slip of the old form, which is void: {count}; exchange it for this one.",
	},
}

// letFall names the requests that fall with the invitations under which they wait, and asks.
func (a *app) letFall(ctx context.Context, i *institution, plan *office.InvitationPlan, yes bool) error {
	fall := a.noteFalls(i, plan)
	if fall == 0 || yes {
		return nil
	}
	return a.confirm(ctx, "--yes", "invite.falls.ask", "count", phrase.Number(a.lang, fall))
}

// noteFalls names the requests that fall, and counts them.
func (a *app) noteFalls(i *institution, plan *office.InvitationPlan) (fall int) {
	for _, v := range plan.Invitations {
		if v.Waits == 0 {
			continue
		}
		fall++
		a.note("invite.falls", "nip", string(v.Person.NIP), "name", v.Person.PrintedName(),
			"time", phrase.Moment(a.lang, time.Unix(v.Waits, 0), i.Zone()))
	}
	return fall
}

// noteFormer says how many slips of an earlier build are to be exchanged.
func (a *app) noteFormer(plan *office.InvitationPlan) {
	former := 0
	for _, v := range plan.Invitations {
		if v.Former {
			former++
		}
	}
	if former > 0 {
		a.note("invite.former", "count", phrase.Number(a.lang, former))
	}
}
