package ledger

import (
	"crypto/ed25519"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"

	"ikrar/ledger/quick"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// candidate is a statement whose encoding and signature hold, before the rules have seen it.
type candidate struct {
	kind   signer.Kind
	raw    []byte
	digest signer.Digest
	signer eddsa.PublicKey // who signed; zero for a trust list
	claims any             // one of signer's claims, or *verify.Trust

	credential signer.Unverified[signer.Credential] // that a pledge carries
	also       [][]byte                             // keys of drawers that an erasure wipes with the statements
	signature  *eddsa.Signed                        // nil for a trust list
	key        ed25519.PrivateKey                   // that signs from this trust list's entry on; nil where it stays the same
}

// prepare checks what needs no state of the log: the encoding, and the signature under the key that the statement names.
// trust is the list in force, nil for the first entry. It does the expensive part of Append, and runs in parallel.
func prepare(kind signer.Kind, raw []byte, origin string, trust *verify.Trust, root verify.VerifierKey) (candidate, error) {
	c, err := parse(kind, raw, origin, trust, root)
	if err == nil && c.signature != nil {
		if err = quick.Verify(*c.signature); err != nil {
			err = fmt.Errorf("%v: %w", kind, err)
		}
	}
	if k := c.enrols(); err == nil && k != nil && k.Check() != nil { // it takes longer than a signature
		err = refuse(RuleKeyUnusable)
	}
	return c, err
}

// enrols returns the key that a credential enrols, which must be checked, and nil for every other kind.
func (c candidate) enrols() *eddsa.PublicKey {
	if credential, ok := c.claims.(signer.Credential); ok {
		return &credential.Key
	}
	return nil
}

// parse is prepare without what an audit does for many statements at once: it leaves the statement's signature, but not
// a trust list's, and the key that a credential enrols unchecked.
func parse(kind signer.Kind, raw []byte, origin string, trust *verify.Trust, root verify.VerifierKey) (candidate, error) {
	c := candidate{kind: kind, raw: raw, digest: signer.DigestOf(raw)}
	var err error
	switch kind {
	case signer.KindTrust:
		c.claims, err = openTrust(raw, trust, root)
	case signer.KindCredential:
		err = openByRegistrar[signer.Credential](&c, raw, origin, trust)
	case signer.KindCampaign:
		err = openByRegistrar[signer.Campaign](&c, raw, origin, trust)
	case signer.KindIssuance:
		err = openByRegistrar[signer.Issuance](&c, raw, origin, trust)
	case signer.KindPledge:
		err = openPledge(&c, raw, origin)
	case signer.KindErasure:
		err = openByRegistrar[signer.Erasure](&c, raw, origin, trust)
	case signer.KindRevocation:
		err = openRevocation(&c, raw, origin, trust)
	default:
		err = refuse(RuleKind, "kind", kind)
	}
	return c, blameStatement(err)
}

// blameStatement makes every error of prepare one that a caller can tell from a failing disk: a refusal, or what wraps
// eddsa.ErrSignature or signer.ErrEncoding. prepare reads nothing but the statement, so whatever else is wrong (a name
// that is too long, a time out of range) is the statement's form.
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

// openTrust opens a trust list by the root in force or by the successor that the list in force names.
func openTrust(raw []byte, trust *verify.Trust, root verify.VerifierKey) (*verify.Trust, error) {
	roots := []verify.VerifierKey{root}
	if trust != nil {
		roots = []verify.VerifierKey{trust.Root}
		if trust.NextRoot != nil {
			roots = append(roots, *trust.NextRoot)
		}
	}
	for _, r := range roots {
		t, err := verify.OpenTrust(raw, r)
		var stranger *note.UnverifiedNoteError
		if !errors.As(err, &stranger) {
			return t, err // that root's, right or wrong
		}
	}
	return nil, refuse(RuleTrustRoot)
}

func openByRegistrar[C signer.Claims](c *candidate, raw []byte, origin string, trust *verify.Trust) error {
	u, err := signer.Parse[C](raw)
	if err != nil {
		return err
	}
	registrar, ok := trust.Registrar(u.KeyID())
	if !ok {
		return refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", u.KeyID()))
	}
	return claimed(c, u, origin, registrar.Key)
}

// claimed takes what a statement says, and its signature by the key that it names, which somebody has yet to verify.
func claimed[C signer.Claims](c *candidate, u signer.Unverified[C], origin string, key eddsa.PublicKey) error {
	signature, err := u.Signed(origin, key)
	if err != nil {
		return err
	}
	c.signer, c.claims, c.signature = key, u.Claims(), &signature
	return nil
}

// openPledge checks the employee's signature only: whether the credential is a registrar's word the rules know from its
// record, by its digest.
func openPledge(c *candidate, raw []byte, origin string) error {
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return err
	}
	c.credential = signer.CredentialOf(u)
	return claimed(c, u, origin, c.credential.Claims().Key)
}

// openRevocation opens a registrar's revocation, or a key's of itself.
func openRevocation(c *candidate, raw []byte, origin string, trust *verify.Trust) error {
	u, err := signer.Parse[signer.Revocation](raw)
	if err != nil {
		return err
	}
	own := eddsa.PublicKey(u.Claims().Target)
	if registrar, ok := trust.Registrar(u.KeyID()); ok {
		own = registrar.Key
	} else if u.Claims().What != signer.TargetKey {
		return refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", u.KeyID()))
	} else if own.ID() != u.KeyID() {
		return refuse(RuleNotYours)
	}
	return claimed(c, u, origin, own)
}
