package main

import (
	"context"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var atPeoplePhrases = phrase.Book{
	"at.flag.roster-seen": {
		ID: "dengan --at: pakai data pegawai dari peladen, yang sudah Anda periksa",
		EN: "with --at: use the server's data of people, which you have checked"},
	"at.people": {
		ID: "Data {count} pegawai di peladen {url} belum pernah Anda lihat di komputer ini, " +
			"atau diubah orang lain sejak itu:\n{people}\n" +
			"Periksa nama, unit, dan surelnya (ikrar roster list). Pakai data ini?",
		EN: "The server {url} has data of {count} people that you have not seen on this computer yet, " +
			"or that somebody else has changed since:\n{people}\n" +
			"Look at names, units and mail addresses (ikrar roster list). Use these data?"},
	"at.people.one":  {ID: "{nip}  {name}, {unit}  {email}", EN: "{nip}  {name}, {unit}  {email}"},
	"at.people.more": {ID: "dan {count} lagi", EN: "and {count} more"},
	"fault.at-false": {
		ID: "peladen memberi jawaban yang tidak mungkin benar; berdasarkan itu tidak ada yang ditandatangani",
		EN: "the server gave an answer that cannot be true; nothing was signed on its account"},
	"fault.at-false.hint": {
		ID: "ulangi sekali; bila terulang, beri tahu operator dan inspektorat, " +
			"dan jangan menandatangani lewat peladen itu",
		EN: "repeat it once; where it happens again, tell the operator and the inspectorate, " +
			"and sign nothing over that server"},
}

// peopleShown are so many that are named; the roster has all.
const peopleShown = 12

// peopleSeen asks about people whom the server's roster has otherwise than this officer has written
// or seen them: what is signed or sent on their account would be the server's word.
func (a *app) peopleSeen(ctx context.Context, i *institution, people []roster.Person) error {
	foreign, err := outpost.Foreign(i.Home, people)
	if err != nil || len(foreign) == 0 {
		return err
	}
	if !a.seenRoster {
		var lines []string
		for _, p := range foreign[:min(len(foreign), peopleShown)] {
			line := a.say("at.people.one", "nip", string(p.NIP), "name", p.PrintedName(), "unit", p.Unit, "email",
				p.Email)
			lines = append(lines, "  "+strings.TrimRight(line, " "))
		}
		if more := len(foreign) - len(lines); more > 0 {
			lines = append(lines, "  "+a.say("at.people.more", "count", phrase.Number(a.lang, more)))
		}
		err := a.confirm(ctx, "--roster-seen", "at.people", "url", outpost.Address(i.Home), "count",
			phrase.Number(a.lang, len(foreign)), "people", strings.Join(lines, "\n"))
		if err != nil {
			return err
		}
	}
	return outpost.Wrote(i.Home, foreign)
}

// inviteesSeen is peopleSeen of those who are to be invited.
func (a *app) inviteesSeen(ctx context.Context, i *institution, plan *office.InvitationPlan) error {
	people := make([]roster.Person, len(plan.Invitations))
	for n, one := range plan.Invitations {
		people[n] = one.Person
	}
	return a.peopleSeen(ctx, i, people)
}
