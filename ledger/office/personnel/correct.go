package personnel

import (
	"bytes"
	"context"
	"crypto"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/packet"
)

// Fields are what HR types of one person, where a file would be too much. What is nil stays as it
// is; what is empty is emptied.
type Fields struct {
	Name     *string // with its titles: "Ir. Hendra, S.E."
	Position *string
	Unit     *string
	Subunit  *string
	Rank     *string // pangkat and golongan: "Penata Muda, III/a"; "IX" for PPPK
}

// fill gives the person as corrected, read as a file of one line would be. The error is a
// [*roster.LineError] for a value that a file could not have either.
func (f Fields) fill(p roster.Person) (roster.Person, error) {
	name := p.Name
	if f.Name != nil {
		name = *f.Name
	}
	header, row := []string{"nip", "nama"}, []string{string(p.NIP), name}
	for _, c := range []struct {
		column string
		typed  *string
	}{{"jabatan", f.Position}, {"unit", f.Unit}, {"subunit", f.Subunit}, {"pangkat_golongan", f.Rank}} {
		if c.typed != nil {
			header, row = append(header, c.column), append(row, *c.typed)
		}
	}
	var text bytes.Buffer
	if err := csv.NewWriter(&text).WriteAll([][]string{header, row}); err != nil {
		return p, err
	}
	file, err := roster.Read("", &text, roster.Choice{Answer: roster.AsWritten})
	if err != nil {
		return p, err
	}
	read, err := file.Next()
	if bad := (*roster.LineError)(nil); errors.As(err, &bad) {
		bad.Place = roster.Place{} // nobody has seen that file
		return p, bad
	} else if err != nil {
		return p, err
	}
	typed := read.Person
	if f.Name != nil {
		p.TitleBefore, p.Name, p.TitleAfter = typed.TitleBefore, typed.Name, typed.TitleAfter
	}
	if f.Unit != nil {
		if p.Unit != typed.Unit { // a school goes with its office
			p.Subunit = ""
		}
		p.Unit = typed.Unit
	}
	if f.Position != nil {
		p.Position = typed.Position
	}
	if f.Subunit != nil {
		p.Subunit = typed.Subunit
	}
	if f.Rank != nil {
		p.Rank, p.Grade = typed.Rank, typed.Grade
	}
	return p, nil
}

// Pledge is one that was signed with other data than the corrected ones.
type Pledge struct {
	Index       uint64
	Digest      signer.Digest
	Code        verify.Code
	Campaign    signer.Campaign
	Number      string    // of its certificate; empty for none
	Until       time.Time // until then, inclusive, the person may sign again
	Differences []enrol.Change
}

// CorrectionPlan puts right what a person has signed with wrong data. Name, unit, post and rank
// stand inside the pledge: it takes another signature of the person, and this plan is of what comes
// before that. To make it and do it once more goes on where it was stopped.
type CorrectionPlan struct {
	Person  roster.Person // as in the roster until now
	Next    roster.Person // as corrected
	Key     bool          // a key of the person is in force, and can sign again
	Pledges []Pledge      // that are to be revoked and signed again
	Waiting []Pledge      // that were revoked for a correction already, and not signed again
	Closed  []Pledge      // that stay as they are: it is too late to sign again

	institution *office.Institution
	key         eddsa.PublicKey
}

// PlanCorrection looks what a correction of a person means. Its refusals are [roster.LineError],
// and [office.CorrectNothing] where nothing of the person is otherwise than it should be.
func PlanCorrection(i *office.Institution, p roster.Person, f Fields) (*CorrectionPlan, error) {
	plan, nothing, err := plan(i, p, f)
	if err == nil && nothing {
		return nil, refuse(office.CorrectNothing, "name", p.PrintedName())
	}
	return plan, err
}

// PlanExchange is the plan of a correction whose pledge is signed by now, or recorded already.
func PlanExchange(i *office.Institution, p roster.Person) (*CorrectionPlan, error) {
	plan, _, err := plan(i, p, Fields{})
	return plan, err
}

func plan(i *office.Institution, p roster.Person, f Fields) (plan *CorrectionPlan, nothing bool, err error) {
	plan = &CorrectionPlan{Person: p, institution: i}
	if plan.Next, err = f.fill(p); err != nil {
		return nil, false, err
	}
	is, same := enrol.PersonOf(plan.Next), plan.Next == p
	live, err := i.Ledger.LiveCredential(is.Subject)
	if err == nil {
		plan.Key, plan.key = true, live.Claims().Key
		same = same && len(enrol.Changes(live.Claims().Person, is)) == 0
	} else if !errors.Is(err, ledger.ErrNotFound) {
		return nil, false, err
	}
	err = plan.look(is)
	return plan, same && len(plan.Pledges)+len(plan.Waiting)+len(plan.Closed) == 0, err
}

// look sorts the person's pledges.
func (p *CorrectionPlan) look(is signer.Person) error {
	l := p.institution.Ledger
	var last []uint64
	if err := l.Pledges(func(subject signer.Subject, _ string, index uint64) error {
		if subject == is.Subject {
			last = append(last, index)
		}
		return nil
	}); err != nil {
		return err
	}
	slices.Sort(last)
	for _, index := range last {
		status, err := l.Status(index)
		if err != nil {
			return err
		}
		waits := status.State == verify.StateRevoked && status.Reason == ledger.ReasonCorrection
		if status.State != verify.StateGood && !waits {
			continue
		}
		one, err := p.pledge(index, is)
		if err != nil {
			return err
		}
		late := p.institution.Now().After(one.Until)
		switch {
		case waits && !late:
			p.Waiting = append(p.Waiting, one)
		case waits || len(one.Differences) == 0:
		case late:
			p.Closed = append(p.Closed, one)
		default:
			p.Pledges = append(p.Pledges, one)
		}
	}
	return nil
}

func (p *CorrectionPlan) pledge(index uint64, is signer.Person) (one Pledge, err error) {
	l := p.institution.Ledger
	e, err := l.Entry(index)
	if err != nil {
		return one, err
	}
	raw, err := l.Statement(e.Digest)
	if err != nil {
		return one, err
	}
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return one, err
	}
	if signer.CredentialOf(u).Claims().Subject != is.Subject { // the index is a server's word
		return one, fmt.Errorf("%w: entry %d is not a pledge of the person", ledger.ErrDamaged, index)
	}
	campaign, err := l.Campaign(u.Claims().Campaign)
	if err != nil {
		return one, err
	}
	one = Pledge{Index: index, Digest: e.Digest, Code: verify.CodeOf(raw), Campaign: campaign.Claims(),
		Until:       time.Unix(campaign.Claims().Closes, 0).Add(ledger.CorrectionTime),
		Differences: enrol.Changes(signer.CredentialOf(u).Claims().Person, is)}
	issued, err := l.IssuanceOf(e.Digest)
	if errors.Is(err, ledger.ErrNotFound) {
		return one, nil
	}
	one.Number = issued.Claims().Number
	return one, err
}

// Prepare corrects the roster, and where the person has a key, the credential for that same key. It
// returns what the person signs with, and nil where the person is to be invited first.
func (p *CorrectionPlan) Prepare(ctx context.Context, registrar crypto.Signer) (*packet.Packet, error) {
	i := p.institution
	if err := stale(p.Person, i.Roster.Replace(p.Person, p.Next)); err != nil || !p.Key {
		return nil, err
	}
	p.Person = p.Next
	e, err := i.Enrol(ctx, registrar, p.Next, p.key, false)
	if err != nil {
		return nil, err
	}
	for _, one := range slices.Concat(p.Pledges, p.Waiting) { // also where the campaign has ended
		c, err := i.Ledger.Campaign(one.Campaign.ID)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(e.Packet.Campaigns, func(raw []byte) bool { return bytes.Equal(raw, c.Bytes()) }) {
			e.Packet.Campaigns = append(e.Packet.Campaigns, c.Bytes())
		}
	}
	return &e.Packet, nil
}

// Revoke ends the pledges that are to be signed again. From then on their certificates are void.
func (p *CorrectionPlan) Revoke(ctx context.Context, registrar crypto.Signer) error {
	for _, one := range p.Pledges {
		r, err := p.revocation(registrar, one)
		if err == nil {
			_, err = p.institution.Ledger.Append(ctx, r)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *CorrectionPlan) revocation(registrar crypto.Signer, one Pledge) (signer.Statement[signer.Revocation], error) {
	return signer.Sign(registrar, p.institution.Ledger.Origin(), signer.Revocation{IssuedAt: p.institution.Now().Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: one.Digest,
			Reason: ledger.ReasonCorrection}})
}

// Exchange records a pledge that the person has signed anew, and with it, in one transaction, the
// end of the one before: a crash leaves the old one or the new one in force, and never neither. Its
// refusals are [office.CorrectOther], for a pledge that takes the place of none of the plan's, and
// the ledger's.
func (p *CorrectionPlan) Exchange(ctx context.Context, registrar crypto.Signer, raw []byte) (ledger.Receipt, error) {
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return ledger.Receipt{}, err
	}
	l := p.institution.Ledger
	if known, err := l.Receipt(u.Digest()); err == nil {
		known.Known = true
		return known, nil
	}
	by, is := signer.CredentialOf(u).Claims().Person, enrol.PersonOf(p.Next)
	if by.Subject != is.Subject || len(enrol.Changes(by, is)) > 0 {
		return ledger.Receipt{}, refuse(office.CorrectOther, "name", p.Next.PrintedName())
	}
	of := func(one Pledge) bool { return one.Campaign.ID == u.Claims().Campaign }
	if slices.ContainsFunc(p.Waiting, of) {
		return l.AppendBytes(ctx, signer.KindPledge, raw)
	}
	n := slices.IndexFunc(p.Pledges, of)
	if n < 0 {
		return ledger.Receipt{}, refuse(office.CorrectOther, "name", p.Next.PrintedName())
	}
	r, err := p.revocation(registrar, p.Pledges[n])
	if err != nil {
		return ledger.Receipt{}, err
	}
	both, err := l.AppendTogether(ctx, r, u)
	if err != nil {
		return ledger.Receipt{}, err
	}
	return both[1], nil
}
