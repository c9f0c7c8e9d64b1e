package office

import (
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
)

// Specimen draws a page as certificates would look under settings that need not be saved, with an
// emblem's file, whatever the settings name, for a person of the roster. Errors are a
// [*config.ValueError] of the settings, and those of [issue.Issuer.Specimen].
func (i *Institution) Specimen(c config.Certificate, emblem []byte, person roster.Person,
	s issue.Specimen) ([]byte, error) {
	home, as := *i.Home, *i
	home.Config.Certificate = c
	as.Home = &home
	if bad := as.Config.Check(); bad != nil {
		return nil, bad
	}
	issuer, err := as.issuerWith(emblem)
	if err != nil {
		return nil, err
	}
	s.Person = enrol.PersonOf(person)
	return issuer.Specimen(s)
}

// LongestName is the person of the roster whose name is the longest, by its letters; ok is false
// where there is nobody.
func (i *Institution) LongestName() (longest roster.Person, ok bool, err error) {
	most := -1
	for p, err := range i.Roster.List("") {
		if err != nil {
			return roster.Person{}, false, err
		}
		if n := len([]rune(p.PrintedName())); n > most {
			longest, most = p, n
		}
	}
	return longest, most >= 0, nil
}
