package main

import (
	"iter"
	"strings"

	"ikrar/ledger/office/nearest"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var unitPhrases = phrase.Book{
	"fault.unit-unknown": {
		ID: "tidak ada pegawai dengan unit \"{unit}\" dalam daftar; tidak ada yang diubah",
		EN: "nobody in the roster is of the unit \"{unit}\"; nothing was changed",
	},
	"fault.unit-unknown.hint": {
		ID: "ikrar roster list menunjukkan ejaan unitnya",
		EN: "ikrar roster list shows how units are spelt",
	},
}

// unitPeople are those of a unit whose pledge is waited for.
func (a *app) unitPeople(i *institution, typed string) (iter.Seq2[roster.Person, error], error) {
	unit, err := a.knownUnit(i, typed)
	if err != nil {
		return nil, err
	}
	return i.UnitPeople(unit)
}

// knownUnit is a unit as the roster spells it; "" stays. One that nobody is of is refused, with the
// names that are nearest.
func (a *app) knownUnit(i *institution, typed string) (string, error) {
	if typed == "" {
		return "", nil
	}
	want, names := strings.Join(strings.Fields(typed), " "), map[string]bool{}
	for p, err := range i.Roster.List("") {
		if err != nil {
			return "", err
		}
		if p.Unit != "" && strings.EqualFold(want, p.Unit) {
			return p.Unit, nil
		}
		names[p.Unit] = true
	}
	var all []string
	for name := range names {
		all = append(all, name)
	}
	f := refuse("unit-unknown", "unit", typed)
	if near := nearest.Names(typed, all); len(near) > 0 {
		return "", f.hinted("hint.near", "near", `"`+strings.Join(near, `", "`)+`"`)
	}
	return "", f
}
