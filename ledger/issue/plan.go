package issue

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/url"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/verify"
)

// plan fixes all that a certificate is made of. It holds personal data and lives in the drawer
// "issue", behind one byte of planVersion. Whoever changes its fields takes the next version, and
// refuses by name what the older ones kept.
type plan struct {
	_           struct{} `cbor:",toarray"`
	Template    uint64   // of package certificate, that draws it
	Index       uint64
	Pledge      signer.Digest
	Ordinal     uint64 // {urut} of the number; 0 where it is that of the certificate before a correction
	Number      string
	Issued      int64  // Unix seconds; the date of the certificate and of the PDF
	Zone        string // name of the zone in which they are written
	Offset      int    // of that zone, seconds east of UTC
	Language    string
	Primary     string        // "#RRGGBB"
	Accent      string        // the same
	Emblem      signer.Digest // of the file, which is kept once for all plans; zero where there is none
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

// planVersion is below any first byte of version 1, which began with its CBOR array.
const planVersion = 2

// ErrPlanVersion says that another version of this program kept the plan of a certificate, in a
// shape that this one does not read. A file that is lost can only be made again by that version.
var ErrPlanVersion = errors.New("the plan of the certificate was kept by another version of this program")

func (p *plan) bytes() []byte { return append([]byte{planVersion}, cbor.Encode(p)...) }

func parsePlan(raw []byte) (*plan, error) {
	if len(raw) > 0 && raw[0] != planVersion {
		return nil, fmt.Errorf("%w: shape %d, not %d", ErrPlanVersion, raw[0], planVersion)
	}
	p := new(plan)
	return p, cbor.Decode(raw[min(1, len(raw)):], p)
}

func planKey(index uint64) []byte { return binary.BigEndian.AppendUint64([]byte("plan/"), index) }

// load reads the plan of a pledge, or nil.
func (i *Issuer) load(index uint64) (*plan, error) {
	raw, err := i.Ledger.Drawer(drawerName).Get(planKey(index))
	if err != nil || raw == nil {
		return nil, err
	}
	return parsePlan(raw)
}

// fix makes the plan of an item that has none: every word of the certificate but its number. What
// nobody could check as valid is refused.
func (s *run) fix(it *item) error {
	if it.index >= s.checkpoint.Size {
		it.refused = &ledger.UnpublishedError{Index: it.index, Published: s.checkpoint.Size}
		return nil
	}
	path, err := s.Ledger.Inclusion(it.index, s.checkpoint.Size)
	if err != nil {
		return err
	}
	claims, person := it.proof.Pledge.Claims(), it.proof.Credential.Claims().Person
	campaign, err := s.Ledger.Campaign(claims.Campaign)
	if err != nil {
		return err
	}
	nip, position, err := s.Settings.printed(person)
	if err != nil {
		return err
	}
	proof := it.proof.WithInclusion(it.entry.Prev, path, s.signed).Full()
	check := verify.Check(proof, s.trust, nil, s.now.Unix())
	it.refused = invalid(check)

	set := s.Settings
	zone, offset := s.now.Zone()
	before := it.plan
	it.fresh = true
	it.plan = &plan{Template: certificate.Template, Index: it.index, Pledge: it.entry.Digest, Issued: s.now.Unix(),
		Zone: zone, Offset: offset,
		Language: set.Language, Primary: set.Primary, Accent: set.Accent, Emblem: s.emblem,
		Institution: s.trust.Institution, Agency: set.Agency, Title: set.Title,
		Name: person.Name, NIP: nip, Rank: person.Rank, Position: position, Unit: person.Unit,
		Campaign: campaign.Claims().Title, TextTitle: check.Text.Title, Values: set.Values, Place: claims.Place,
		Signatory: [4]string{set.Signatory.Position, set.Signatory.Name, set.Signatory.NIP, set.Signatory.Rank},
		Code:      string(it.proof.Code()), URL: s.trust.URL, Proof: proof}
	if err := s.follows(it.plan); err != nil || before == nil {
		return err
	}
	s.goOn(it, before)
	return nil
}

// doubts says that the plan of an earlier run is not believed: it was kept by a server, which
// could have another name, another signatory or another text drawn. What is issued already is
// held against its issuance.
func (i *Issuer) doubts(it *item) bool {
	return it.plan != nil && it.issued == nil && i.Ledger.Far() != nil
}

// goOn has a plan that was made anew go on under number and day of the one that an earlier run
// kept, as far as they can be such: {urut} of a year, and no day before the pledge.
func (s *run) goOn(it *item, before *plan) {
	p := it.plan
	if p.succeeds() || before.Ordinal == 0 || before.Issued < it.proof.Time || before.Issued > p.Issued {
		return
	}
	p.Issued = before.Issued
	p.Ordinal, p.Number = before.Ordinal, s.Settings.number(before.Ordinal, p.date().Year())
	it.fresh, it.redrawn = false, true
}

// follow brings a plan that is not issued yet up to the trust list in force, whose institution may
// have another name or address or zone by now than when the plan was made. It reports whether
// anything changed.
func (s *run) follow(p *plan) bool {
	was := [...]any{p.Institution, p.URL, p.Zone, p.Offset}
	p.Institution, p.URL = s.trust.Institution, s.trust.URL
	p.Zone, p.Offset = s.now.Zone()
	return was != [...]any{p.Institution, p.URL, p.Zone, p.Offset}
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

// document is what the plan has drawn, with the emblem that it names.
func (p *plan) document(emblem *certificate.Emblem) (certificate.Document, error) {
	proof, err := verify.Read(p.Proof)
	if err != nil {
		return certificate.Document{}, err
	}
	address, err := url.Parse(p.URL)
	if err != nil {
		return certificate.Document{}, err
	}
	official := certificate.Signatory{Position: p.Signatory[0], Name: p.Signatory[1], NIP: p.Signatory[2],
		Rank: p.Signatory[3]}
	return certificate.Document{Template: int(p.Template),
		Language: p.Language, Primary: p.Primary, Accent: p.Accent, Emblem: emblem,
		Institution: p.Institution, Agency: p.Agency, Title: p.Title, Number: p.Number,
		Name: p.Name, NIP: p.NIP, Rank: p.Rank, Position: p.Position, Unit: p.Unit,
		Campaign: p.Campaign, TextTitle: p.TextTitle, Values: p.Values, PledgeDigest: p.Pledge,
		Place: p.Place, Date: p.date(), Created: p.date(), Signatory: official,
		Code: p.Code, QR: proof.QR(p.URL), Host: address.Host + address.Path, Proof: p.Proof}, nil
}
