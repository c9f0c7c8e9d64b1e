package issue

import (
	"net/url"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/signer"
)

// Specimen is a page that shows how certificates would look, and is none: a word lies across it,
// its code is nobody's, and its QR code holds a sentence and no proof.
type Specimen struct {
	Person          signer.Person
	Campaign, Place string // of the campaign
	Text            string // title of what is signed
	Word            string // across the page
	Sentence        string // in the QR code
}

// specimenCode is where a code stands. X is in codes too, and so is asked for in vain.
const specimenCode = "XXXX-XXXX-XXXX"

// specimenQR is about as many bytes as the codes of certificates take, so that it is as large.
const specimenQR = 560

// Specimen draws one, with the number that the next certificate would get. It records nothing.
// Errors are those of [certificate.ParseEmblem] and of [certificate.Render].
func (i *Issuer) Specimen(s Specimen) ([]byte, error) {
	zone, err := i.zone()
	if err != nil {
		return nil, err
	}
	number, err := i.Next()
	if err != nil {
		return nil, err
	}
	nip, position, err := i.Settings.printed(s.Person)
	if err != nil {
		return nil, err
	}
	list, _ := i.Ledger.Trust()
	address, err := url.Parse(list.URL)
	if err != nil {
		return nil, err
	}
	set, now := i.Settings, i.Now().In(zone).Truncate(time.Second)
	d := certificate.Document{Language: set.Language, Primary: set.Primary, Accent: set.Accent,
		Institution: list.Institution, Agency: set.Agency, Title: set.Title, Number: number,
		Name: s.Person.Name, NIP: nip, Rank: s.Person.Rank, Position: position, Unit: s.Person.Unit,
		Campaign: s.Campaign, TextTitle: s.Text, Values: set.Values, PledgeDigest: signer.DigestOf([]byte(s.Word)),
		Place: s.Place, Date: now, Created: now, Signatory: set.Signatory,
		Code: specimenCode, QR: repeated(s.Sentence, specimenQR), Host: address.Host + address.Path,
		Proof: []byte(s.Word + "\n"), Specimen: s.Word}
	if len(set.Emblem) > 0 {
		if d.Emblem, err = certificate.ParseEmblem(set.Emblem); err != nil {
			return nil, err
		}
	}
	return certificate.Render(d)
}

// printed is the NIP and the position of a person as they are printed.
func (s Settings) printed(person signer.Person) (nip, position string, err error) {
	position = person.Position
	if s.NIP != nil {
		nip, err = s.NIP(person)
	}
	if s.Position != nil && err == nil {
		position, err = s.Position(person)
	}
	return nip, position, err
}

// repeated says a sentence again until it is so many bytes long.
func repeated(sentence string, length int) string {
	all := sentence
	for len(all) < length {
		all += " " + sentence
	}
	return all
}
