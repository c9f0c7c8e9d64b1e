package ledger

import (
	"encoding/binary"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// rules decides over one statement at one place of the log. The same code runs when a statement is recorded and when an
// audit replays the log, on another state.
type rules struct {
	state state
	trust *verify.Trust // in force before this entry; nil for the first
	index uint64        // the entry that the statement would become
	now   int64         // its time
}

// apply refuses the candidate with a [RuleError] and without a change, or writes what it changes. It returns the index
// of the credential's entry, for a pledge.
func (r rules) apply(c candidate) (credential uint64, err error) {
	if erased, err := r.erased(c.digest); err != nil || erased {
		return 0, either(err, refuse(RuleErased))
	}
	switch claims := c.claims.(type) {
	case *verify.Trust:
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
	return 0, refuse(RuleKind, "kind", c.kind)
}

// signed holds what all signed statements have in common: a clock that is not ahead, and for a registrar's the range.
func (r rules) signed(c candidate, issuedAt int64, byRegistrar bool) error {
	if issuedAt > r.now+clockSkewSeconds {
		return refuse(RuleTimeAhead, "signed", issuedAt, "now", r.now)
	}
	if byRegistrar {
		registrar, ok := r.trust.Registrar(c.signer.ID())
		if !ok || registrar.Key != c.signer { // dropped since the statement was opened
			return refuse(RuleRegistrarUnknown, "key", fmt.Sprintf("%x", c.signer.ID()))
		}
		if !registrar.Holds(r.index) {
			return refuse(RuleRegistrarRange, "name", registrar.Name, "index", r.index)
		}
	}
	return nil
}

func (r rules) trustList(c candidate, t *verify.Trust) error {
	if r.trust != nil {
		if t.Origin != r.trust.Origin {
			return refuse(RuleTrustOrigin, "origin", t.Origin)
		}
		// Whose signature it bears was checked under the list in force then; another may have come in between.
		if t.Root != r.trust.Root && (r.trust.NextRoot == nil || t.Root != *r.trust.NextRoot) {
			return refuse(RuleTrustRoot)
		}
		if t.Serial <= r.trust.Serial {
			return refuse(RuleTrustSerial, "serial", t.Serial, "have", r.trust.Serial)
		}
	}
	return r.state.set([]byte{prefixTrust}, c.digest[:])
}

func (r rules) credential(c candidate, claims signer.Credential) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	return r.enrol(c.digest, credentialRemains(claims))
}

// enrol puts a credential in force.
func (r rules) enrol(digest signer.Digest, c erasedState) error {
	if revoked, err := r.revokedKey(c.Key); err != nil || revoked {
		return either(err, refuse(RuleKeyRevoked))
	}
	subject, err := holder(r.state, c.Key)
	if err != nil || subject != nil && *subject != c.Subject {
		return either(err, refuse(RuleKeyLive))
	}
	live, err := r.live(c.Subject)
	if err != nil {
		return err
	}
	none := c.Replaces == signer.Digest{}
	switch {
	case live == nil && !none:
		return refuse(RuleCredentialReplaces)
	case live != nil && none:
		return refuse(RuleCredentialLive)
	case live != nil && live.Credential != c.Replaces:
		return refuse(RuleCredentialReplaces)
	case live != nil:
		if err := r.supersede(c.Replaces, digest); err != nil {
			return err
		}
		if err := r.past(c.Subject, live.Index, signer.KindCredential); err != nil {
			return err
		}
	}
	if err := r.state.set(key(prefixKey, c.Key[:]), c.Subject[:]); err != nil {
		return err
	}
	return r.state.set(key(prefixSubject, c.Subject[:]), pack(liveState{digest, r.index}))
}

func (r rules) live(subject signer.Subject) (*liveState, error) {
	return stored[liveState](r.state, key(prefixSubject, subject[:]))
}

// supersede takes the live credential of a subject out of force: it signs nothing more, and what it signed stands.
func (r rules) supersede(old, by signer.Digest) error {
	state := revokedState{From: r.index, Time: r.now, Statement: by, Superseded: true}
	return r.state.set(revokedKey(signer.TargetCredential, old), pack(state))
}

func (r rules) campaign(c candidate, claims signer.Campaign) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	if _, ok := r.trust.Text(claims.Digest); !ok {
		return refuse(RuleTextUnknown)
	}
	old, err := r.campaignState(claims.ID)
	if err != nil {
		return err
	}
	if old != nil {
		first, err := recorded[signer.Campaign](r.state, old.Statement)
		if err != nil {
			return err
		}
		first.IssuedAt, first.Closes = claims.IssuedAt, claims.Closes
		if string(cbor.Encode(first)) != string(cbor.Encode(claims)) {
			return refuse(RuleCampaignExists, "id", claims.ID)
		}
	}
	if old == nil {
		if err := r.addCampaign(claims.ID); err != nil {
			return err
		}
	}
	state := campaignState{Opens: claims.Opens, Closes: claims.Closes, Text: claims.Digest, Statement: c.digest}
	return r.state.set(key(prefixCampaign, []byte(claims.ID)), pack(state))
}

func (r rules) campaignState(id string) (*campaignState, error) {
	return stored[campaignState](r.state, key(prefixCampaign, []byte(id)))
}

func (r rules) pledge(c candidate, claims signer.Pledge) (uint64, error) {
	if err := r.signed(c, claims.IssuedAt, false); err != nil {
		return 0, err
	}
	at, err := r.inForce(c.credential)
	if err != nil {
		return 0, err
	}
	if _, ok := r.trust.Text(claims.Text); !ok {
		return 0, refuse(RuleTextUnknown)
	}
	campaign, err := r.campaignState(claims.Campaign)
	switch {
	case err != nil:
		return 0, err
	case campaign == nil:
		return 0, refuse(RuleCampaignUnknown, "id", claims.Campaign)
	case campaign.Text != claims.Text:
		return 0, refuse(RuleTextOther, "id", claims.Campaign)
	case r.now < campaign.Opens:
		return 0, refuse(RuleCampaignEarly, "id", claims.Campaign, "opens", campaign.Opens)
	case r.now >= campaign.Closes:
		return 0, refuse(RuleCampaignClosed, "id", claims.Campaign, "closes", campaign.Closes)
	}
	return at, r.commit(pledgeRemains(c.raw, claims, c.credential.Claims().Subject))
}

// commit enters a pledge as its person's in its campaign, and its code.
func (r rules) commit(p erasedState) error {
	person := key(prefixPerson, p.Subject[:], p.campaign())
	before, again, err := indexUnder(r.state, person)
	if err != nil {
		return err
	}
	if again {
		if err := r.mayFollow(before, string(p.campaign())); err != nil {
			return err
		}
	}
	code := key(prefixCode, p.Code[:])
	if taken, err := r.state.get(code); err != nil || taken != nil {
		return either(err, refuse(RuleCodeTaken))
	}
	if err := r.state.set(code, number(r.index)); err != nil {
		return err
	}
	if again {
		if err := r.past(p.Subject, before, signer.KindPledge); err != nil {
			return err
		}
	}
	return r.state.set(person, number(r.index))
}

// mayFollow refuses a second pledge of a person in a campaign while the first, at the index, is not revoked.
func (r rules) mayFollow(index uint64, campaign string) error {
	status, err := statusAt(r.state, index, r.index)
	if err != nil {
		return err
	}
	if status.State != verify.StateRevoked {
		return refuse(RulePledgeTwice, "id", campaign, "index", index)
	}
	return nil
}

// inForce finds the entry of a credential that may be pledged under now: the live one of its person, by a registrar
// whose word for that entry counts.
func (r rules) inForce(credential signer.Unverified[signer.Credential]) (uint64, error) {
	digest := credential.Digest()
	live, err := r.live(credential.Claims().Subject)
	if err != nil {
		return 0, err
	}
	if live == nil || live.Credential != digest { // then it was never recorded, or is no longer in force
		if _, recorded, err := indexOf(r.state, digest); err != nil || !recorded {
			return 0, either(err, refuse(RuleCredentialUnrecorded))
		}
		return 0, refuse(RuleCredentialRevoked)
	}
	registrar, ok := r.trust.Registrar(credential.KeyID())
	if !ok || !registrar.Holds(live.Index) {
		return 0, refuse(RuleRegistrarRange, "name", registrar.Name, "index", live.Index)
	}
	return live.Index, nil
}

func (r rules) issuance(c candidate, claims signer.Issuance) error {
	if err := r.signed(c, claims.IssuedAt, true); err != nil {
		return err
	}
	pledge, recorded, err := indexOf(r.state, claims.Pledge)
	if err != nil || !recorded {
		return either(err, refuse(RulePledgeUnrecorded))
	}
	if kind, err := kindAt(r.state, pledge); err != nil || kind != signer.KindPledge {
		return either(err, refuse(RulePledgeUnrecorded))
	}
	switch status, err := statusAt(r.state, pledge, r.index); {
	case err != nil:
		return err
	case status.State == verify.StateRevoked:
		return refuse(RulePledgeRevoked)
	case status.State == verify.StateErased:
		return refuse(RuleErased)
	}
	byNumber, err := named[signer.Digest](r.state, key(prefixNumber, []byte(claims.Number)))
	if err != nil {
		return err
	}
	byPledge, err := named[signer.Digest](r.state, digestKey(prefixIssued, claims.Pledge))
	if err != nil {
		return err
	}
	switch {
	case claims.Predecessor == nil && byPledge != nil:
		return refuse(RuleIssued)
	case claims.Predecessor == nil && byNumber != nil:
		return refuse(RuleNumberTaken, "number", claims.Number)
	case claims.Predecessor != nil && (byNumber == nil || byPledge == nil || *byNumber != *claims.Predecessor || *byPledge != *byNumber):
		return refuse(RulePredecessor)
	}
	file := digestKey(prefixFile, claims.File)
	if taken, err := r.state.get(file); err != nil || taken != nil {
		return either(err, refuse(RuleFileTaken))
	}
	if byPledge != nil {
		if err := r.pastIssuance(claims.Pledge, *byPledge); err != nil {
			return err
		}
	}
	for _, k := range [][]byte{file, key(prefixNumber, []byte(claims.Number)), digestKey(prefixIssued, claims.Pledge)} {
		if err := r.state.set(k, c.digest[:]); err != nil {
			return err
		}
	}
	return nil
}

func (r rules) revokedKey(k eddsa.PublicKey) (bool, error) {
	s, err := revocationOf(r.state, signer.TargetKey, signer.Digest(k))
	return s != nil, err
}

// either gives the technical error where there is one, and else the refusal.
func either(err, refusal error) error {
	if err != nil {
		return err
	}
	return refusal
}

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }
