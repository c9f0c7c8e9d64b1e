package issue

import (
	"encoding/binary"
	"net/url"

	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/verify"
)

// plan fixes all that a certificate is made of. It holds personal data and lives in the drawer "issue".
type plan struct {
	_           struct{} `cbor:",toarray"`
	Index       uint64
	Pledge      signer.Digest
	Ordinal     uint64 // {urut} of the number
	Number      string
	Issued      int64  // Unix seconds; the date of the certificate and of the PDF
	Zone        string // name of the zone in which they are written
	Offset      int    // of that zone, seconds east of UTC
	Language    string
	Institution string
	Agency      string
	Title       string
	Name        string
	NIP         string
	Rank        string
	Position    string
	Unit        string
	Campaign    string // title
	TextTitle   string
	Values      []string
	Place       string
	Signatory   [4]string // position, name, NIP, rank
	Code        string
	URL         string
	Proof       []byte // the full proof, under the checkpoint of its time
}

const drawerName = "issue"

func planKey(index uint64) []byte { return binary.BigEndian.AppendUint64([]byte("plan/"), index) }

// load reads the plan of a pledge, or nil.
func (i *Issuer) load(index uint64) (*plan, error) {
	raw, err := i.Ledger.Drawer(drawerName).Get(planKey(index))
	if err != nil || raw == nil {
		return nil, err
	}
	p := new(plan)
	return p, signer.Decode(raw, p)
}

// fix makes the plan of an item that has none: every word of the certificate but its number. What nobody could check as
// valid is refused.
func (s *run) fix(it *item) error {
	path, err := s.Ledger.Inclusion(it.index, s.checkpoint.Size)
	if err != nil {
		return err
	}
	claims, person := it.proof.Pledge.Claims(), it.proof.Credential.Claims().Person
	campaign, err := s.Ledger.Campaign(claims.Campaign)
	if err != nil {
		return err
	}
	nip, err := s.Settings.NIP(person)
	if err != nil {
		return err
	}
	proof := it.proof.WithInclusion(it.entry.Prev, path, s.signed).Full()
	check := verify.Check(proof, s.trust, nil, s.now.Unix())
	it.refused = invalid(check)

	set := s.Settings
	zone, offset := s.now.Zone()
	it.fresh = true
	it.plan = &plan{Index: it.index, Pledge: it.entry.Digest, Issued: s.now.Unix(), Zone: zone, Offset: offset, Language: set.Language,
		Institution: set.Institution, Agency: set.Agency, Title: set.Title,
		Name: person.Name, NIP: nip, Rank: person.Rank, Position: person.Position, Unit: person.Unit,
		Campaign: campaign.Claims().Title, TextTitle: check.Text.Title, Values: set.Values, Place: claims.Place,
		Signatory: [4]string{set.Signatory.Position, set.Signatory.Name, set.Signatory.NIP, set.Signatory.Rank},
		Code:      string(it.proof.Code()), URL: s.trust.URL, Proof: proof}
	return nil
}

// invalid says why a proof would not check as valid, or nil.
func invalid(r verify.Result) error {
	if r.Verdict == verify.Valid {
		return nil
	}
	e := &InvalidError{Verdict: r.Verdict}
	for _, step := range r.Steps {
		if failed := step.OK != nil && !*step.OK; failed || step.OK == nil && step.N < 7 {
			e.Reason = step.Reason
			break
		}
	}
	return e
}

// document is what the plan has drawn.
func (p *plan) document() (certificate.Document, error) {
	proof, err := verify.Read(p.Proof)
	if err != nil {
		return certificate.Document{}, err
	}
	address, err := url.Parse(p.URL)
	if err != nil {
		return certificate.Document{}, err
	}
	return certificate.Document{Language: p.Language, Institution: p.Institution, Agency: p.Agency, Title: p.Title, Number: p.Number,
		Name: p.Name, NIP: p.NIP, Rank: p.Rank, Position: p.Position, Unit: p.Unit, Campaign: p.Campaign, TextTitle: p.TextTitle,
		Values: p.Values, Place: p.Place, Date: p.date(), Created: p.date(),
		Signatory: certificate.Signatory{Position: p.Signatory[0], Name: p.Signatory[1], NIP: p.Signatory[2], Rank: p.Signatory[3]},
		Code:      p.Code, QR: proof.QR(p.URL), Host: address.Host + address.Path, Proof: p.Proof}, nil
}
