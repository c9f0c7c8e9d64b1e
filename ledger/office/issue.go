package office

import (
	"context"
	"crypto"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"ikrar/ledger/issue"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/text"
)

// IssuePlan is certificates that are to be made, as ikrar.toml and the trust list say.
type IssuePlan struct {
	issue.Request
	Missing   int // pledges that have no certificate yet
	Issued    int // certificates that are written once more where their file is not there
	Outdated  int // of those without, whose pledge says otherwise of its person than the roster does by now
	Signatory string

	First, Last string // numbers that the missing would get, if all can be drawn and nobody else issues before

	Who     string           // what another process is told that waits to issue
	Waiting func(who string) // called once, with who issues now, where this one has to wait; may be nil

	missing     []uint64
	issuer      *issue.Issuer
	institution *Institution
}

// PlanIssue counts what a request would make.
func (i *Institution) PlanIssue(r issue.Request) (p *IssuePlan, err error) {
	p = &IssuePlan{Request: r, Signatory: i.Config.Certificate.Signatory.Name, institution: i}
	if p.issuer, err = i.issuer(); err != nil {
		return nil, err
	}
	ahead, err := p.issuer.Look(r)
	p.Missing, p.Issued, p.First, p.Last, p.missing = len(ahead.Missing), ahead.Issued, ahead.First, ahead.Last,
		ahead.Missing
	if err == nil && p.Missing > 0 {
		p.Outdated, err = i.outdated(p.issuer, r)
	}
	return p, err
}

// Mark names all that was planned: the pledges, the settings, the emblem. A plan with another mark
// would make other certificates, as after somebody pledged or changed the settings.
func (p *IssuePlan) Mark() string {
	h := sha256.New()
	fmt.Fprintf(h, "%v\n%q\n%q\n", p.missing, p.Campaign, p.Unit)
	fmt.Fprintf(h, "%+v\n%x\n%+v\n", p.institution.Config.Certificate, sha256.Sum256(p.issuer.Settings.Emblem),
		p.institution.Facts())
	return hex.EncodeToString(h.Sum(nil))
}

// OnlyMissing narrows the plan to the pledges that have no certificate now: what is pledged from
// here on is not pulled in.
func (p *IssuePlan) OnlyMissing() {
	p.Indexes = append([]uint64{}, p.missing...)
	p.Issued = 0
}

// Cover has the witnesses asked where what is planned is not covered by the published checkpoint: a
// certificate can only be printed with their cosignatures. Errors are those of
// [Institution.Publish].
func (p *IssuePlan) Cover(ctx context.Context) error {
	if p.Missing == 0 {
		return nil
	}
	return p.institution.coverPledges(ctx)
}

// Issue makes the certificates, under a registrar's key, once nobody else issues. done and the
// errors are those of [issue.Issuer.Run]: what stands, stands, and the same plan once more goes on
// from there.
func (p *IssuePlan) Issue(ctx context.Context, registrar crypto.Signer, done func(issue.Certificate, error)) error {
	unlock, err := p.institution.lockIssuing(ctx, p.Who, p.Waiting)
	if err != nil {
		return err
	}
	defer unlock()
	p.issuer.Registrar = registrar
	return p.issuer.Run(ctx, p.Request, done)
}

// WriteMerged binds the certificates of each unit to one file for the printer; see
// [issue.Issuer.WriteMerged].
func (p *IssuePlan) WriteMerged(made []issue.Certificate, title func(unit string, pages int) string,
	done func()) ([]string, error) {
	return p.issuer.WriteMerged(made, title, done)
}

// issuer makes certificates as ikrar.toml says.
func (i *Institution) issuer() (*issue.Issuer, error) {
	emblem, err := i.Emblem()
	if err != nil {
		return nil, err
	}
	return i.issuerWith(emblem)
}

// issuerWith is the same with another emblem.
func (i *Institution) issuerWith(emblem []byte) (*issue.Issuer, error) {
	c := i.Config.Certificate
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return &issue.Issuer{Ledger: i.Ledger, Archive: keeper.Archive, Now: i.opening.Now, Settings: issue.Settings{
		Agency: c.Agency, Title: c.Title, Language: c.Language, Primary: c.Primary, Accent: c.Accent, Emblem: emblem,
		Pattern: c.Number, Class: c.Classification, UnitCode: c.UnitCode, Values: text.Values(),
		Signatory: c.Signatory, NIP: i.printedNIP, Position: i.printedPosition}}, nil
}

// printedNIP is the NIP as HR wants it on certificates. Only "full" needs the roster; who has left
// it gets the last four.
func (i *Institution) printedNIP(p signer.Person) (string, error) {
	switch i.Config.Certificate.NIP {
	case "none":
		return "", nil
	case "full":
		person, ok, err := i.Roster.BySubject(p.Subject)
		if err != nil || ok {
			return string(person.NIP), err
		}
	}
	if p.NIPLast4 == "" {
		return "", nil
	}
	return roster.NIP("00000000000000" + p.NIPLast4).Masked(), nil
}

// maxPosition is the bytes that a certificate has room for.
const maxPosition = 200

// printedPosition is the position as HR wants it on certificates: the subunit of the roster behind
// what is signed, unless the position says it already or there is no room for both.
func (i *Institution) printedPosition(p signer.Person) (string, error) {
	if !i.Config.Certificate.Subunit {
		return p.Position, nil
	}
	person, ok, err := i.Roster.BySubject(p.Subject)
	if err != nil || !ok || person.Subunit == "" || person.Unit != p.Unit ||
		strings.Contains(strings.ToLower(p.Position), strings.ToLower(person.Subunit)) {
		return p.Position, err
	}
	both := person.Subunit
	if p.Position != "" {
		both = p.Position + ", " + person.Subunit
	}
	if len(both) > maxPosition {
		both = p.Position
	}
	return both, nil
}
