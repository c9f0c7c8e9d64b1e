package ledger

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrLocked says that another process holds the store.
	ErrLocked = errors.New("another process holds the ledger")
	// ErrStoreKey says that the store is encrypted with another key than the one given.
	ErrStoreKey = errors.New("the store key does not open this ledger")
	// ErrOlder says that the store has the layout of an earlier build, which this one does not read.
	ErrOlder = errors.New("the ledger has the layout of an earlier build")
	// ErrExists says that the directory holds a ledger already.
	ErrExists = errors.New("a ledger exists already")
	// ErrNotFound says that nothing is recorded under what was asked for.
	ErrNotFound = errors.New("not recorded")
	// ErrErased says that a statement was recorded and its personal data were erased since.
	ErrErased = errors.New("its data were erased")
	// ErrErasing says that an erasure was not finished, so that what it erased may still be on the disk: whoever opens the ledger
	// for writing finishes it.
	ErrErasing = errors.New("an erasure was not finished")
	// ErrChanged says that a value of a drawer is no longer what the caller had read.
	ErrChanged = errors.New("another process has changed it meanwhile")
	// ErrReadOnly says that the ledger was opened without its key, or to be read as it is.
	ErrReadOnly = errors.New("the ledger was opened to be read")
	// ErrUnsettled says that the store was not closed, so that it cannot be read without writing to it.
	ErrUnsettled = errors.New("the ledger was not closed")
	// ErrFileSystem says that the store would have to be written, and lies on a file system that can only be read.
	ErrFileSystem = errors.New("the file system can only be read")
	// ErrWrites says that this system has no way to read a store without writing to it.
	ErrWrites = errors.New("the ledger cannot be read here without writing to it")
	// ErrDamaged says that the store holds a row that this ledger did not write so.
	ErrDamaged = errors.New("the store holds a damaged row")
	// ErrClosed says that the ledger was closed.
	ErrClosed = errors.New("the ledger is closed")
)

// RuleError says why Append refused a statement. Rule is one of the Rule constants; Args are name, value, name, value...
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

func refuse(rule string, args ...any) error { return &RuleError{rule, args} }

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

// ClockError says that the clock cannot be believed.
type ClockError struct {
	Now, Want time.Time // what the clock says, and what it should not be before or far from
	Jumped    bool      // against monotonic time, not behind the head
}

func (e *ClockError) Error() string {
	if e.Jumped {
		return fmt.Sprintf("the clock jumped to %s, against %s by monotonic time", e.Now.UTC().Format(time.RFC3339), e.Want.UTC().Format(time.RFC3339))
	}
	return fmt.Sprintf("the clock says %s, before the last entry at %s", e.Now.UTC().Format(time.RFC3339), e.Want.UTC().Format(time.RFC3339))
}

// DiskError says that the disk is too full to write safely: Badger dies by SIGBUS on a full one.
type DiskError struct {
	Dir           string
	Free, Reserve uint64 // bytes
}

func (e *DiskError) Error() string {
	return fmt.Sprintf("%s: %d bytes are free, fewer than the reserve of %d", e.Dir, e.Free, e.Reserve)
}

// RollbackError says that the head file knows more than the database: an old copy was put back.
type RollbackError struct {
	Head, Store uint64 // sizes
}

func (e *RollbackError) Error() string {
	return fmt.Sprintf("the head file has seen %d entries, the store holds %d or others: an older copy was put back", e.Head, e.Store)
}

// HeadMissingError says that a ledger with entries has no head file, and that nobody has said that these are all of them.
type HeadMissingError struct {
	Head     string // path of the file
	Size     uint64 // entries in the store
	Accepted uint64 // what Options.AcceptHead said instead; 0 for nothing
}

func (e *HeadMissingError) Error() string {
	text := fmt.Sprintf("head file %s: it is missing, and the store holds %d entries", e.Head, e.Size)
	if e.Accepted != 0 {
		text += fmt.Sprintf(", not %d", e.Accepted)
	}
	return text
}

// HeadUnreadableError says that a head file is there and is not one of this ledger. Nothing is known to be wrong with the store.
type HeadUnreadableError struct {
	Head string // path of the file
	Err  error  // what is wrong with its content
}

func (e *HeadUnreadableError) Error() string { return fmt.Sprintf("head file %s: %v", e.Head, e.Err) }
