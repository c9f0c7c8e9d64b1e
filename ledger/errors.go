package ledger

import (
	"errors"
	"time"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/backup"
	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
)

var (
	// ErrExists says that the directory holds a ledger already.
	ErrExists = errors.New("a ledger exists already")
	// ErrBackup says that a file is no backup at all.
	ErrBackup = backup.ErrBackup
	// ErrBackupDamaged says that a backup was cut off or changed.
	ErrBackupDamaged = backup.ErrBackupDamaged
	// ErrBackupErased says that data were erased while the backup was made, which may hold them in
	// part.
	ErrBackupErased = backup.ErrBackupErased
	// ErrBackupOrigin says that a backup is another institution's.
	ErrBackupOrigin = backup.ErrBackupOrigin
	// ErrChanged says that a value of a drawer is no longer what the caller had read.
	ErrChanged = book.ErrChanged
	// ErrClosed says that the ledger was closed.
	ErrClosed = store.ErrClosed
	// ErrDamaged says that the store holds a row that this ledger did not write so.
	ErrDamaged = store.ErrDamaged
	// ErrErased says that a statement was recorded and its personal data were erased since.
	ErrErased = rules.ErrErased
	// ErrErasing says that an erasure was not finished, so that what it erased may still be on the
	// disk: whoever opens the ledger for writing finishes it.
	ErrErasing = place.ErrErasing
	// ErrFileSystem says that the store would have to be written, and lies on a file system that
	// can only be read.
	ErrFileSystem = store.ErrFileSystem
	// ErrLocked says that another process holds the store.
	ErrLocked = store.ErrLocked
	// ErrNotEmpty says that there is a ledger where one should be restored.
	ErrNotEmpty = backup.ErrNotEmpty
	// ErrNotFound says that nothing is recorded under what was asked for.
	ErrNotFound = store.ErrNotFound
	// ErrOlder says that the store has the layout of an earlier build, which this one does not
	// read.
	ErrOlder = store.ErrOlder
	// ErrPublish is wrapped by the refusals of [Ledger.Publish].
	ErrPublish = book.ErrPublish
	// ErrReadOnly says that the ledger was opened without its key, or to be read as it is.
	ErrReadOnly = book.ErrReadOnly
	// ErrStoreKey says that the store is encrypted with another key than the one given.
	ErrStoreKey = store.ErrStoreKey
	// ErrUnsettled says that the store was not closed, so that it cannot be read without writing to
	// it.
	ErrUnsettled = store.ErrUnsettled
)

// AuditReport is what an audit re-derived. It is clean when Findings and Undecided are empty.
type AuditReport = audit.Report

// BackupInfo is what the head of a backup says in the clear.
type BackupInfo = backup.Info

// ClockError says that the clock cannot be believed.
type ClockError = book.ClockError

// DamageError says that a file of the store is not as Badger leaves it, even where its process is
// killed. Nothing was changed.
type DamageError = store.DamageError

// DiskError says that the disk is too full to write safely: Badger dies by SIGBUS on a full one.
type DiskError = store.DiskError

// Finding is one thing that is not as it must be, with its evidence.
type Finding = audit.Finding

// HeadMissingError says that a ledger with entries has no head file, and that nobody has said that
// these are all of them.
type HeadMissingError = place.HeadMissingError

// HeadUnreadableError says that a head file is there and is not one of this ledger. Nothing is
// known to be wrong with the store.
type HeadUnreadableError = place.HeadUnreadableError

// Held is a statement that the store holds.
type Held = book.Held

// Appended is what Append gives for one of many statements.
type Appended = book.Appended

// LossError says that a backup does not hold all that the head file has seen, or that there is no
// head file to say so.
type LossError = backup.LossError

// Receipt is the ledger's answer to a statement that is recorded.
type Receipt = rules.Receipt

// RollbackError says that the head file knows more than the database: an old copy was put back.
type RollbackError = place.RollbackError

// ReasonCorrection is the reason, byte for byte, for which a pledge is revoked so that its person
// signs again with other data: STORE.md section 3, rules 9 and 10.
const ReasonCorrection = rules.ReasonCorrection

// CorrectionTime is how long after the end of its campaign such a pledge may come.
const CorrectionTime = rules.CorrectionSeconds * time.Second

// RuleError says why Append refused a statement. Rule is a code of STORE.md section 3; Args are
// name, value, name, value...
type RuleError = rules.RuleError

// Some of the rules of a [RuleError], by what a refused statement is told. STORE.md has them all.
const (
	RuleCampaignClosed       = rules.RuleCampaignClosed       // it has ended
	RuleCampaignEarly        = rules.RuleCampaignEarly        // not open yet
	RuleCampaignUnknown      = rules.RuleCampaignUnknown      // none of this name
	RuleCodeTaken            = rules.RuleCodeTaken            // another pledge has it
	RuleCredentialLive       = rules.RuleCredentialLive       // there is one that this one does not name
	RuleCredentialReplaces   = rules.RuleCredentialReplaces   // it names another than the live one
	RuleCredentialRevoked    = rules.RuleCredentialRevoked    // itself, its key, or replaced
	RuleCredentialUnrecorded = rules.RuleCredentialUnrecorded // nobody has vouched
	RuleErased               = rules.RuleErased               // an erasure names the statement, or what it is about
	RuleKeyLive              = rules.RuleKeyLive              // live for another person
	RuleKeyUnusable          = rules.RuleKeyUnusable          // a torsion component, or not a key at all
	RuleLedgerRange          = rules.RuleLedgerRange          // the ledger's own key may not sign this index
	RulePledgeRevoked        = rules.RulePledgeRevoked        // an issuance for it
	RulePledgeTwice          = rules.RulePledgeTwice          // the person has one in this campaign
	RulePredecessor          = rules.RulePredecessor          // not the issuance that this one may succeed
	RuleRegistrarRange       = rules.RuleRegistrarRange       // in the list, but not for this index
	RuleRegistrarUnknown     = rules.RuleRegistrarUnknown     // not in the trust list in force
	RuleTargetRevoked        = rules.RuleTargetRevoked        // from that index on already
	RuleTextUnknown          = rules.RuleTextUnknown          // not in the trust list in force
	RuleTimeAhead            = rules.RuleTimeAhead            // signed later than the ledger's clock allows
)

// What an audit cannot decide, although nothing that it saw is wrong.
const (
	UndecidedGarbled = audit.UndecidedGarbled // the head file is none of this ledger, and says nothing
	UndecidedHead    = audit.UndecidedHead    // no head file says whether there were more entries
)
