package office

import (
	"net/url"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/text"
)

// Specimen is a page that shows how certificates would look, and is none: a word lies across it,
// its code is nobody's, and its QR code holds a sentence and no proof.
type Specimen struct {
	Settings config.Certificate // as they may be saved
	Emblem   []byte             // the file, whatever Settings.Emblem names; nil for the neutral one
	Person   roster.Person
	Campaign signer.Campaign // zero: of no campaign yet
	Text     string          // title of the text that is signed
	Word     string          // across the page
	Sentence string          // in the QR code
}

// specimenCode is where a code stands. X is in codes too, and so is asked for in vain.
const specimenCode = "XXXX-XXXX-XXXX"

// specimenQR is about as long as what certificates' codes hold, so that the code is as large.
const specimenQR = 560

// Specimen draws one. Errors are a [*config.ValueError] of the settings, those of
// [certificate.ParseEmblem] and of [certificate.Render].
func (i *Institution) Specimen(s Specimen) ([]byte, error) {
	as := i.with(s.Settings)
	if bad := as.Config.Check(); bad != nil {
		return nil, bad
	}
	var emblem *certificate.Emblem
	if len(s.Emblem) > 0 {
		var err error
		if emblem, err = certificate.ParseEmblem(s.Emblem); err != nil {
			return nil, err
		}
	}
	document, err := as.specimen(s, emblem)
	if err != nil {
		return nil, err
	}
	return certificate.Render(document)
}

// with is the institution under other settings of certificates.
func (i *Institution) with(c config.Certificate) *Institution {
	home, as := *i.Home, *i
	home.Config.Certificate = c
	as.Home = &home
	return &as
}

func (i *Institution) specimen(s Specimen, emblem *certificate.Emblem) (certificate.Document, error) {
	c, person, facts := s.Settings, enrol.PersonOf(s.Person), i.Facts()
	nip, err := i.printedNIP(person)
	if err != nil {
		return certificate.Document{}, err
	}
	position, err := i.printedPosition(person)
	if err != nil {
		return certificate.Document{}, err
	}
	number, err := (&issue.Issuer{Ledger: i.Ledger, Now: i.opening.Now, Settings: issue.Settings{Pattern: c.Number,
		Class: c.Classification, UnitCode: c.UnitCode}}).Next()
	if err != nil {
		return certificate.Document{}, err
	}
	address, err := url.Parse(facts.URL)
	if err != nil {
		return certificate.Document{}, err
	}
	now := i.now().In(i.Zone()).Truncate(time.Second)
	return certificate.Document{Language: c.Language, Primary: c.Primary, Accent: c.Accent, Emblem: emblem,
		Institution: facts.Name, Agency: c.Agency, Title: c.Title, Number: number,
		Name: person.Name, NIP: nip, Rank: person.Rank, Position: position, Unit: person.Unit,
		Campaign: s.Campaign.Title, TextTitle: s.Text, Values: text.Values(),
		PledgeDigest: signer.DigestOf([]byte(s.Word)), Place: s.Campaign.Place, Date: now, Created: now,
		Signatory: c.Signatory, Code: specimenCode, QR: repeated(s.Sentence, specimenQR),
		Host: address.Host + address.Path, Proof: []byte(s.Word + "\n"), Specimen: s.Word}, nil
}

// repeated says a sentence again until it is so many bytes long.
func repeated(sentence string, length int) string {
	all := sentence
	for len(all) < length {
		all += " " + sentence
	}
	return all
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
