package office

import "fmt"

// RefusedError is why an act is refused, or why a home does not open: a code, and what its sentence
// needs.
type RefusedError struct {
	Code Code
	Args []any // alternating names and values; a value may be a [config.Reason] or a [roster.Reason]
	Err  error // of a room below, where there is one
}

// refuse makes a refusal.
func refuse(code Code, args ...any) *RefusedError { return &RefusedError{Code: code, Args: args} }

// because adds the error behind it.
func (e *RefusedError) because(err error) *RefusedError { e.Err = err; return e }

func (e *RefusedError) Error() string {
	s := string(e.Code)
	for n := 0; n+1 < len(e.Args); n += 2 {
		s += fmt.Sprintf(" %v=%v", e.Args[n], e.Args[n+1])
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *RefusedError) Unwrap() error { return e.Err }

// Is says that [errors.Is] finds a refusal by its code.
func (e *RefusedError) Is(target error) bool { return target == error(e.Code) }

// Code says why. Programs get it from the command too, so that a code does not change.
type Code string

func (c Code) Error() string { return string(c) }

// The codes, with the names of what each is about. Those that callers branch on are exported; all
// are in the command's catalogue.
const (
	HomeNone           Code = "home-none"        // dir: it has no ikrar.toml
	HomeExists         Code = "home-exists"      // dir: it is one already
	HomeHere           Code = "home-here"        // dir: it is one, and no outpost is made in it
	OutpostOther       Code = "at-other"         // dir, origin, other: an outpost of another institution
	codeDirFull        Code = "dir-full"         // dir: it is not empty
	codeTrustBroken    Code = "trust-broken"     // path
	TrustOther         Code = "trust-other"      // path: the list is of another institution than the ledger
	codeLedgerKeyOther Code = "ledger-key-other" // path: no key of this ledger
	codeOriginOther    Code = "origin-other"     // path, value, want: ikrar.toml is of another ledger
	codeStoreKeyFormat Code = "store-key-format" // path
	codeEmblem         Code = "emblem"           // path: it cannot be printed
	codeLedgerLater    Code = "ledger-later"     // a newer build has continued the ledger

	Stale          Code = "stale"      // what: it has changed since it was planned, and nothing was done
	codeUnsignable Code = "unsignable" // what: it cannot be said in a statement

	CampaignExists    Code = "campaign-exists"  // id: of another content
	CampaignUnknown   Code = "campaign-unknown" // id
	codeCampaignNone  Code = "report-none"      // there is no campaign
	codeCampaignWhich Code = "report-which"     // ids: one of them must be named
	codeTextBad       Code = "text-bad"         // path
	StageUnknown      Code = "stage-unknown"    // stage

	NIPMalformed Code = "nip-malformed" // value, reason
	NIPUnknown   Code = "nip-unknown"   // nip: nobody in the roster has it

	RetireReason Code = "retire-reason" // reason: none of package roster's
	RetireUntil  Code = "retire-until"  // reason: a day that has passed, is missing or does not belong there

	CorrectNothing Code = "correct-nothing" // name: all that was signed is as it should be
	CorrectOther   Code = "correct-other"   // name: that pledge takes the place of none that is to be corrected

	NotEnrolled      Code = "not-enrolled"  // name
	codeNotRecorded  Code = "not-recorded"  // what
	codeNotRevocable Code = "not-revocable" // index
	Uncorrected      Code = "uncorrected"   // name: what would be signed anew is what was signed
	codeErasePurge   Code = "erase-purge"   // name: recorded, and something is still on the disk

	codeRestoreServed Code = "restore-served" // path
	RootKeyOther      Code = "root-key-other" // path, where the caller adds it: not the root's key

	KeyUnusable     Code = "key-unusable"   // path, where the caller adds it
	codeApproveNone Code = "approve-none"   // name: no request waits
	UnitUnknown     Code = "unit-unknown"   // unit
	InviteChanged   Code = "invite-changed" // somebody else invited or redeemed at the same time
	codeInviteLeft  Code = "invite-left"    // path, temp: the codes are valid, and a file has no name yet

	FiguresOff     Code = "figures-off"
	codePackExists Code = "pack-exists" // dir: it is not empty
)
