package rootact

import (
	"bytes"
	"context"
	"crypto"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// Plan is the next trust list, which nobody has signed yet, or a signed one that was brought back.
type Plan struct {
	Old, Next *trust.List
	Fallen    int // invitations that nobody has used, of registrars whom it retires
	Sessions  int // of these registrars, which end
	// Void are credentials that would count for nothing: a registrar signed them since the request
	// was made which ends him before.
	Void int

	institution *office.Institution
	note        []byte // the list in force, signed
	signed      []byte // the next one, where it was brought back
}

// PlanChange plans an act. Its errors are the change's.
func PlanChange(i *office.Institution, change Change) (*Plan, error) {
	if err := i.SyncTrust(); err != nil {
		return nil, err
	}
	old, note := i.Ledger.Trust()
	next := old.Next(i.Now().Unix())
	if err := change(&next, i.Ledger.Size()); err != nil {
		return nil, err
	}
	return planned(i, old, &next, note)
}

func planned(i *office.Institution, old, next *trust.List, note []byte) (*Plan, error) {
	p := &Plan{Old: old, Next: next, institution: i, note: note}
	return p, p.fall(i)
}

// Mark names the list in force when it was planned, for whoever carries a plan through a form.
func (p *Plan) Mark() string { return signer.DigestOf(p.note).String() }

// Since refuses a plan that is made anew where the list in force is no longer the one of the mark:
// what was shown is no longer so. The error is [office.Stale].
func (p *Plan) Since(mark string) error {
	if p.Mark() != mark {
		return p.stale()
	}
	return nil
}

func (p *Plan) stale() error {
	return &office.RefusedError{Code: office.Stale, Args: []any{"what", p.institution.TrustPath()}}
}

// Meanwhile is the list in force at the mark, which another has succeeded; nil where the mark is
// none of this ledger's.
func Meanwhile(i *office.Institution, mark string) *trust.List {
	digest, err := signer.ParseDigest(mark)
	if err != nil {
		return nil
	}
	note, err := i.Ledger.Statement(digest)
	if err != nil {
		return nil
	}
	list, err := trust.Pin(note)
	if err != nil {
		return nil
	}
	return list
}

// Sign has the root sign the next list, records it, and writes it into the home. by is the officer
// who does it, "" where nobody says. Errors are [office.RootKeyOther], [office.Stale], and the
// ledger's. A crash between the two last steps is mended by [office.Institution.SyncTrust].
func (p *Plan) Sign(ctx context.Context, root crypto.Signer, by string) error {
	if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != p.Next.Root.Key() {
		return refuse(office.RootKeyOther)
	}
	note, err := trust.Sign(*p.Next, root)
	if err != nil {
		return err
	}
	return p.record(ctx, note, by)
}

// record puts a signed list in force.
func (p *Plan) record(ctx context.Context, note []byte, by string) error {
	i := p.institution
	inForce := func() bool {
		_, now := i.Ledger.Trust()
		return bytes.Equal(now, p.note)
	}
	if !inForce() {
		return p.stale()
	}
	if _, err := i.Ledger.AppendBytes(ctx, signer.KindTrust, note); err != nil {
		if !inForce() { // somebody else was faster
			return p.stale()
		}
		return &office.LedgerError{What: i.TrustPath(), Err: err}
	}
	if err := files.Replace(i.TrustPath(), note, files.Public); err != nil {
		return err
	}
	return noteDone(i, p.Next.Serial, by)
}
