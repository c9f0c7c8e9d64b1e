// Package rules decides which statement may be the next entry, and what it changes (STORE.md
// section 3). The same code runs when a statement is recorded and when an audit replays the log.
// Beside the rules stands what they derived: which statement is in force, and what ended it.
package rules

import (
	"cmp"
	"fmt"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// ClockSkewSeconds is how far a statement's clock may run ahead, and the ledger's may jump.
const ClockSkewSeconds = 600

// Rules decides over one statement at one place of the log. The same code runs when a statement is
// recorded and when an audit replays the log, on another state.
type Rules struct {
	State store.State
	Trust *trust.List // in force before this entry; nil for the first
	Index uint64      // the entry that the statement would become
	Now   int64       // its time
}

// Apply refuses the candidate with a [RuleError] and without a change, or writes what it changes.
// It returns the index of the credential's entry, for a pledge.
func (r Rules) Apply(c Candidate) (credential uint64, err error) {
	if erased, err := r.erased(c.Digest); err != nil || erased {
		return 0, cmp.Or(err, Refuse(RuleErased))
	}
	switch claims := c.Claims.(type) {
	case *trust.List:
		return 0, r.trustList(c, claims)
	case signer.Credential:
		return 0, r.credential(c, claims)
	case signer.Campaign:
		return 0, r.campaign(c, claims)
	case signer.Pledge:
		return r.pledge(c, claims)
	case signer.Issuance:
		return 0, r.issuance(c, claims)
	case signer.Revocation:
		return 0, r.revocation(c, claims)
	case signer.Erasure:
		return 0, r.erasure(c, claims)
	}
	return 0, Refuse(RuleKind, "kind", c.Kind)
}

// signed holds what all signed statements have in common: a clock that is not ahead, and for a
// registrar's the range.
func (r Rules) signed(c Candidate, issuedAt int64, byRegistrar bool) error {
	if issuedAt > r.Now+ClockSkewSeconds {
		return Refuse(RuleTimeAhead, "signed", issuedAt, "now", r.Now)
	}
	if byRegistrar {
		registrar, ok := r.Trust.Registrar(c.Signer.ID())
		if !ok || registrar.Key != c.Signer { // dropped since the statement was opened
			return Refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", c.Signer.ID()))
		}
		if !registrar.Holds(r.Index) {
			return Refuse(RuleRegistrarRange, "name", registrar.Name, "index", r.Index)
		}
	}
	return nil
}

func (r Rules) trustList(c Candidate, t *trust.List) error {
	if r.Trust != nil {
		if t.Origin != r.Trust.Origin {
			return Refuse(RuleTrustOrigin, "origin", t.Origin)
		}
		// Whose signature it bears was checked under the list in force then; another may have come
		// in between.
		if t.Root != r.Trust.Root && (r.Trust.NextRoot == nil || t.Root != *r.Trust.NextRoot) {
			return Refuse(RuleTrustRoot)
		}
		if t.Serial <= r.Trust.Serial {
			return Refuse(RuleTrustSerial, "serial", t.Serial, "have", r.Trust.Serial)
		}
	}
	return r.State.Set([]byte{store.PrefixTrust}, c.Digest[:])
}

func (r Rules) credential(c Candidate, claims signer.Credential) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	return r.enrol(c.Digest, credentialRemains(claims))
}

// enrol puts a credential in force.
func (r Rules) enrol(digest signer.Digest, c store.ErasedState) error {
	if revoked, err := r.revokedKey(c.Key); err != nil || revoked {
		return cmp.Or(err, Refuse(RuleKeyRevoked))
	}
	subject, err := Holder(r.State, c.Key)
	if err != nil || subject != nil && *subject != c.Subject {
		return cmp.Or(err, Refuse(RuleKeyLive))
	}
	live, err := r.live(c.Subject)
	if err != nil {
		return err
	}
	none := c.Replaces == signer.Digest{}
	switch {
	case live == nil && !none:
		return Refuse(RuleCredentialReplaces)
	case live != nil && none:
		return Refuse(RuleCredentialLive)
	case live != nil && live.Credential != c.Replaces:
		return Refuse(RuleCredentialReplaces)
	case live != nil:
		if err := r.supersede(c.Replaces, digest); err != nil {
			return err
		}
		if err := r.past(c.Subject, live.Index, signer.KindCredential); err != nil {
			return err
		}
	}
	if err := r.State.Set(store.Key(store.PrefixKey, c.Key[:]), c.Subject[:]); err != nil {
		return err
	}
	return r.State.Set(
		store.Key(store.PrefixSubject, c.Subject[:]),
		store.Pack(store.LiveState{Credential: digest, Index: r.Index}),
	)
}

func (r Rules) live(subject signer.Subject) (*store.LiveState, error) {
	return store.Stored[store.LiveState](r.State, store.Key(store.PrefixSubject, subject[:]))
}

// supersede takes the live credential of a subject out of force: it signs nothing more, and what it
// signed stands.
func (r Rules) supersede(old, by signer.Digest) error {
	state := store.RevokedState{From: r.Index, Time: r.Now, Statement: by, Superseded: true}
	return r.State.Set(store.RevokedKey(signer.TargetCredential, old), store.Pack(state))
}

func (r Rules) campaign(c Candidate, claims signer.Campaign) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	if _, ok := r.Trust.Text(claims.Digest); !ok {
		return Refuse(RuleTextUnknown)
	}
	old, err := r.campaignState(claims.ID)
	if err != nil {
		return err
	}
	if old != nil {
		first, err := recorded[signer.Campaign](r.State, old.Statement)
		if err != nil {
			return err
		}
		first.IssuedAt, first.Closes = claims.IssuedAt, claims.Closes
		if string(cbor.Encode(first)) != string(cbor.Encode(claims)) {
			return Refuse(RuleCampaignExists, "id", claims.ID)
		}
	}
	if old == nil {
		if err := r.addCampaign(claims.ID); err != nil {
			return err
		}
	}
	state := store.CampaignState{Opens: claims.Opens, Closes: claims.Closes, Text: claims.Digest, Statement: c.Digest}
	return r.State.Set(store.Key(store.PrefixCampaign, []byte(claims.ID)), store.Pack(state))
}

func (r Rules) campaignState(id string) (*store.CampaignState, error) {
	return store.Stored[store.CampaignState](r.State, store.Key(store.PrefixCampaign, []byte(id)))
}

func (r Rules) pledge(c Candidate, claims signer.Pledge) (uint64, error) {
	if err := r.signed(c, claims.IssuedAt, false); err != nil {
		return 0, err
	}
	at, err := r.inForce(c.Credential)
	if err != nil {
		return 0, err
	}
	if _, ok := r.Trust.Text(claims.Text); !ok {
		return 0, Refuse(RuleTextUnknown)
	}
	campaign, err := r.campaignState(claims.Campaign)
	switch {
	case err != nil:
		return 0, err
	case campaign == nil:
		return 0, Refuse(RuleCampaignUnknown, "id", claims.Campaign)
	case campaign.Text != claims.Text:
		return 0, Refuse(RuleTextOther, "id", claims.Campaign)
	case r.Now < campaign.Opens:
		return 0, Refuse(RuleCampaignEarly, "id", claims.Campaign, "opens", campaign.Opens)
	}
	subject := c.Credential.Claims().Subject
	if r.Now >= campaign.Closes {
		if corrects, err := r.mayCorrect(subject, claims.Campaign, campaign.Closes); err != nil || !corrects {
			return 0, cmp.Or(err, Refuse(RuleCampaignClosed, "id", claims.Campaign, "closes", campaign.Closes))
		}
	}
	return at, r.Commit(pledgeRemains(c.Raw, claims, subject))
}

// Commit enters a pledge as its person's in its campaign, and its code.
func (r Rules) Commit(p store.ErasedState) error {
	person := store.Key(store.PrefixPerson, p.Subject[:], p.CampaignID())
	before, again, err := indexUnder(r.State, person)
	if err != nil {
		return err
	}
	if again {
		if err := r.mayFollow(before, string(p.CampaignID())); err != nil {
			return err
		}
	}
	code := store.Key(store.PrefixCode, p.Code[:])
	if taken, err := r.State.Get(code); err != nil || taken != nil {
		return cmp.Or(err, Refuse(RuleCodeTaken))
	}
	if err := r.State.Set(code, store.Number(r.Index)); err != nil {
		return err
	}
	if again {
		if err := r.past(p.Subject, before, signer.KindPledge); err != nil {
			return err
		}
	}
	return r.State.Set(person, store.Number(r.Index))
}

// mayFollow refuses a second pledge of a person in a campaign while the first, at the index, is not
// revoked.
func (r Rules) mayFollow(index uint64, campaign string) error {
	status, err := statusAt(r.State, index, r.Index)
	if err != nil {
		return err
	}
	if status.State != verify.StateRevoked {
		return Refuse(RulePledgeTwice, "id", campaign, "index", index)
	}
	return nil
}

// inForce finds the entry of a credential that may be pledged under now: the live one of its
// person, by a registrar whose word for that entry counts.
func (r Rules) inForce(credential signer.Unverified[signer.Credential]) (uint64, error) {
	digest := credential.Digest()
	live, err := r.live(credential.Claims().Subject)
	if err != nil {
		return 0, err
	}
	if live == nil || live.Credential != digest { // then it was never recorded, or is no longer in force
		if _, recorded, err := IndexOf(r.State, digest); err != nil || !recorded {
			return 0, cmp.Or(err, Refuse(RuleCredentialUnrecorded))
		}
		return 0, Refuse(RuleCredentialRevoked)
	}
	registrar, ok := r.Trust.Registrar(credential.KeyID())
	if !ok || !registrar.Holds(live.Index) {
		return 0, Refuse(RuleRegistrarRange, "name", registrar.Name, "index", live.Index)
	}
	return live.Index, nil
}

func (r Rules) issuance(c Candidate, claims signer.Issuance) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	pledge, recorded, err := IndexOf(r.State, claims.Pledge)
	if err != nil || !recorded {
		return cmp.Or(err, Refuse(RulePledgeUnrecorded))
	}
	if kind, err := KindAt(r.State, pledge); err != nil || kind != signer.KindPledge {
		return cmp.Or(err, Refuse(RulePledgeUnrecorded))
	}
	switch status, err := statusAt(r.State, pledge, r.Index); {
	case err != nil:
		return err
	case status.State == verify.StateRevoked:
		return Refuse(RulePledgeRevoked)
	case status.State == verify.StateErased:
		return Refuse(RuleErased)
	}
	byNumber, err := named[signer.Digest](r.State, store.Key(store.PrefixNumber, []byte(claims.Number)))
	if err != nil {
		return err
	}
	byPledge, err := named[signer.Digest](r.State, store.DigestKey(store.PrefixIssued, claims.Pledge))
	if err != nil {
		return err
	}
	switch {
	case claims.Predecessor == nil && byPledge != nil:
		return Refuse(RuleIssued)
	case claims.Predecessor == nil && byNumber != nil:
		return Refuse(RuleNumberTaken, "number", claims.Number)
	case claims.Predecessor != nil && (byNumber == nil || *byNumber != *claims.Predecessor),
		claims.Predecessor != nil && byPledge != nil && *byPledge != *byNumber:
		return Refuse(RulePredecessor)
	case claims.Predecessor != nil && byPledge == nil:
		if succeeds, err := r.succeeds(claims.Pledge, *byNumber); err != nil || !succeeds {
			return cmp.Or(err, Refuse(RulePredecessor))
		}
	}
	file := store.DigestKey(store.PrefixFile, claims.File)
	if taken, err := r.State.Get(file); err != nil || taken != nil {
		return cmp.Or(err, Refuse(RuleFileTaken))
	}
	if byPledge != nil {
		if err := r.pastIssuance(claims.Pledge, *byPledge); err != nil {
			return err
		}
	}
	number := store.Key(store.PrefixNumber, []byte(claims.Number))
	for _, k := range [][]byte{file, number, store.DigestKey(store.PrefixIssued, claims.Pledge)} {
		if err := r.State.Set(k, c.Digest[:]); err != nil {
			return err
		}
	}
	return nil
}

func (r Rules) revokedKey(k eddsa.PublicKey) (bool, error) {
	s, err := RevocationOf(r.State, signer.TargetKey, signer.Digest(k))
	return s != nil, err
}
