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

// The codes, with the names of what each is about.
const (
	HomeNone       Code = "home-none"        // dir: it has no ikrar.toml
	HomeExists     Code = "home-exists"      // dir: it is one already
	DirFull        Code = "dir-full"         // dir: it is not empty
	TrustBroken    Code = "trust-broken"     // path
	TrustOther     Code = "trust-other"      // path: the list is of another institution than the ledger
	LedgerKeyOther Code = "ledger-key-other" // path: no key of this ledger
	OriginOther    Code = "origin-other"     // path, value, want: ikrar.toml is of another ledger than the trust list
	StoreKeyFormat Code = "store-key-format" // path
	Emblem         Code = "emblem"           // path: it cannot be printed
	LedgerLater    Code = "ledger-later"     // a newer build has continued the ledger: nothing is signed behind that

	Stale      Code = "stale"      // what: it has changed since it was planned, and nothing was done
	Unsignable Code = "unsignable" // what: it cannot be said in a statement

	CampaignExists  Code = "campaign-exists"  // id: of another content
	CampaignUnknown Code = "campaign-unknown" // id
	CampaignNone    Code = "report-none"      // there is no campaign
	CampaignWhich   Code = "report-which"     // ids: one of them must be named
	TextBad         Code = "text-bad"         // path

	NIPMalformed Code = "nip-malformed" // value, reason
	NIPUnknown   Code = "nip-unknown"   // nip: nobody in the roster has it

	NotEnrolled  Code = "not-enrolled"  // name
	NotRecorded  Code = "not-recorded"  // what
	NotRevocable Code = "not-revocable" // index
	ErasePurge   Code = "erase-purge"   // name: recorded, and something is still on the disk

	RestoreServed Code = "restore-served" // path
	RootKeyOther  Code = "root-key-other" // path, where the caller adds it: not the root's key

	KeyUnusable     Code = "key-unusable"     // path, where the caller adds it
	ApproveNone     Code = "approve-none"     // name: no request waits
	ApproveOutdated Code = "approve-outdated" // name: enrolled in another way since the invitation
	UnitUnknown     Code = "unit-unknown"     // unit
	InviteChanged   Code = "invite-changed"   // somebody else invited or redeemed at the same time
	InviteLeft      Code = "invite-left"      // path, temp: the codes are valid, and a file has no name yet
	PackExists      Code = "pack-exists"      // dir: it is not empty
)
