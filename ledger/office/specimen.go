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
