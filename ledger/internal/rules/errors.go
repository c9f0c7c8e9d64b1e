package rules

import (
	"errors"
	"fmt"
)

var (
	// ErrErased says that a statement was recorded and its personal data were erased since.
	ErrErased = errors.New("its data were erased")
)

// RuleError says why Append refused a statement. Rule is one of the Rule constants; Args are name,
// value, name, value...
type RuleError struct {
	Rule string
	Args []any
}

func (e *RuleError) Error() string {
	text := "refused: " + e.Rule
	for i := 0; i+1 < len(e.Args); i += 2 {
		text += fmt.Sprintf(", %v %v", e.Args[i], e.Args[i+1])
	}
	return text
}

func Refuse(rule string, args ...any) error { return &RuleError{rule, args} }

// The rules of Append, by what a refused statement is told.
const (
	RuleTimeAhead            = "time-ahead"            // signed later than the ledger's clock allows
	RuleRegistrarUnknown     = "registrar-unknown"     // not in the trust list in force
	RuleRegistrarRange       = "registrar-range"       // in the list, but not for this index
	RuleLedgerRange          = "ledger-range"          // the ledger's own key may not sign this index
	RuleTrustSerial          = "trust-serial"          // not newer than the list in force
	RuleTrustRoot            = "trust-root"            // not by the root or its named successor
	RuleTrustOrigin          = "trust-origin"          // of another institution
	RuleCredentialLive       = "credential-live"       // the person has a live credential that this one does not name
	RuleCredentialReplaces   = "credential-replaces"   // it names one that is not the person's live credential
	RuleKeyUnusable          = "key-unusable"          // a torsion component, or not a key at all
	RuleKeyLive              = "key-live"              // live for another person
	RuleKeyRevoked           = "key-revoked"           //
	RuleCampaignExists       = "campaign-exists"       // same id, and more than its end would change
	RuleCampaignUnknown      = "campaign-unknown"      //
	RuleCampaignEarly        = "campaign-early"        // not open yet
	RuleCampaignClosed       = "campaign-closed"       //
	RuleTextUnknown          = "text-unknown"          // not in the trust list in force
	RuleTextOther            = "text-other"            // not the campaign's
	RuleCredentialUnrecorded = "credential-unrecorded" //
	RuleCredentialRevoked    = "credential-revoked"    // itself, its key, or replaced
	RulePledgeTwice          = "pledge-twice"          // the person has one in this campaign
	RuleCodeTaken            = "code-taken"            //
	RulePledgeUnrecorded     = "pledge-unrecorded"     // an issuance for it
	RulePledgeRevoked        = "pledge-revoked"        // an issuance for it
	RuleNumberTaken          = "number-taken"          //
	RuleIssued               = "issued"                // the pledge has a certificate, which this one does not name
	RuleFileTaken            = "file-taken"            // the same file for two certificates
	RulePredecessor          = "predecessor"           // not the issuance in force for this number and pledge
	RuleTargetUnrecorded     = "target-unrecorded"     // a revocation of what is not there
	RuleTargetRevoked        = "target-revoked"        // from that index on already
	RuleNotYours             = "not-yours"             // a key may revoke itself only
	RuleKind                 = "kind"                  // a kind that this version does not record
	RuleErased               = "erased"                // an erasure names the statement, or what it is about
	RuleNotErasable          = "not-erasable"          // an erasure of what holds no personal data
)
