package rules

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"

	"ikrar/ledger/internal/fasted25519"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// Candidate is a statement whose encoding and signature hold, before the rules have seen it.
type Candidate struct {
	Kind   signer.Kind
	Raw    []byte
	Digest signer.Digest
	Signer eddsa.PublicKey // who signed; zero for a trust list
	Claims any             // one of signer's claims, or *trust.List

	Credential signer.Unverified[signer.Credential] // that a pledge carries
	Also       [][]byte                             // keys of drawers that an erasure wipes with the statements
	Signature  *eddsa.Signed                        // nil for a trust list
	Key        ed25519.PrivateKey                   // that signs from this trust list on; nil for the same
}

// Prepare checks what needs no state of the log: the encoding, and the signature under the key that
// the statement names. trust is the list in force, nil for the first entry. It does the expensive
// part of Append, and runs in parallel.
func Prepare(
	kind signer.Kind,
	raw []byte,
	origin string,
	list *trust.List,
	root trust.VerifierKey,
) (Candidate, error) {
	c, err := Parse(kind, raw, origin, list, root)
	if err == nil && c.Signature != nil {
		if err = fasted25519.Verify(*c.Signature); err != nil {
			err = fmt.Errorf("%v: %w", kind, err)
		}
	}
	if k := c.Enrols(); err == nil && k != nil && k.Check() != nil { // it takes longer than a signature
		err = Refuse(RuleKeyUnusable)
	}
	return c, err
}

// Enrols returns the key that a credential enrols, which must be checked, and nil for every other
// kind.
func (c Candidate) Enrols() *eddsa.PublicKey {
	if credential, ok := c.Claims.(signer.Credential); ok {
		return &credential.Key
	}
	return nil
}

// Parse is prepare without what an audit does for many statements at once: it leaves the
// statement's signature, but not a trust list's, and the key that a credential enrols unchecked.
func Parse(
	kind signer.Kind,
	raw []byte,
	origin string,
	list *trust.List,
	root trust.VerifierKey,
) (Candidate, error) {
	c := Candidate{Kind: kind, Raw: raw, Digest: signer.DigestOf(raw)}
	var err error
	switch kind {
	case signer.KindTrust:
		c.Claims, err = openTrust(raw, list, root)
	case signer.KindCredential:
		err = openByRegistrar[signer.Credential](&c, raw, origin, list)
	case signer.KindCampaign:
		err = openByRegistrar[signer.Campaign](&c, raw, origin, list)
	case signer.KindIssuance:
		err = openByRegistrar[signer.Issuance](&c, raw, origin, list)
	case signer.KindPledge:
		err = openPledge(&c, raw, origin)
	case signer.KindErasure:
		err = openByRegistrar[signer.Erasure](&c, raw, origin, list)
	case signer.KindRevocation:
		err = openRevocation(&c, raw, origin, list)
	default:
		err = Refuse(RuleKind, "kind", kind)
	}
	return c, blameStatement(err)
}

// blameStatement makes every error of prepare one that a caller can tell from a failing disk: a
// refusal, or what wraps eddsa.ErrSignature or signer.ErrEncoding. prepare reads nothing but the
// statement, so whatever else is wrong (a name that is too long, a time out of range) is the
// statement's form.
func blameStatement(err error) error {
	if err == nil {
		return nil
	}
	var refusal *RuleError
	var signature *note.InvalidSignatureError
	switch {
	case errors.As(err, &refusal), errors.Is(err, eddsa.ErrSignature), errors.Is(err, signer.ErrEncoding):
		return err
	case errors.As(err, &signature):
		return fmt.Errorf("%w: %w", eddsa.ErrSignature, err)
	}
	return fmt.Errorf("%w: %w", signer.ErrEncoding, err)
}

// openTrust opens a trust list by the root in force or by the successor that the list in force
// names.
func openTrust(raw []byte, list *trust.List, root trust.VerifierKey) (*trust.List, error) {
	roots := []trust.VerifierKey{root}
	if list != nil {
		roots = []trust.VerifierKey{list.Root}
		if list.NextRoot != nil {
			roots = append(roots, *list.NextRoot)
		}
	}
	for _, r := range roots {
		t, err := trust.Open(raw, r)
		var stranger *note.UnverifiedNoteError
		if !errors.As(err, &stranger) {
			return t, err // that root's, right or wrong
		}
	}
	return nil, Refuse(RuleTrustRoot)
}

func openByRegistrar[C signer.Claims](c *Candidate, raw []byte, origin string, list *trust.List) error {
	u, err := signer.Parse[C](raw)
	if err != nil {
		return err
	}
	registrar, ok := list.Registrar(u.KeyID())
	if !ok {
		return Refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", u.KeyID()))
	}
	return claimed(c, u, origin, registrar.Key)
}

// claimed takes what a statement says, and its signature by the key that it names, which somebody
// has yet to verify.
func claimed[C signer.Claims](c *Candidate, u signer.Unverified[C], origin string, key eddsa.PublicKey) error {
	signature, err := u.Signed(origin, key)
	if err != nil {
		return err
	}
	c.Signer, c.Claims, c.Signature = key, u.Claims(), &signature
	return nil
}

// openPledge checks the employee's signature only: whether the credential is a registrar's word the
// rules know from its record, by its digest.
func openPledge(c *Candidate, raw []byte, origin string) error {
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return err
	}
	c.Credential = signer.CredentialOf(u)
	return claimed(c, u, origin, c.Credential.Claims().Key)
}

// openRevocation opens a registrar's revocation, or a key's of itself.
func openRevocation(c *Candidate, raw []byte, origin string, list *trust.List) error {
	u, err := signer.Parse[signer.Revocation](raw)
	if err != nil {
		return err
	}
	own := eddsa.PublicKey(u.Claims().Target)
	if registrar, ok := list.Registrar(u.KeyID()); ok {
		own = registrar.Key
	} else if u.Claims().What != signer.TargetKey {
		return Refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", u.KeyID()))
	} else if own.ID() != u.KeyID() {
		return Refuse(RuleNotYours)
	}
	return claimed(c, u, origin, own)
}
