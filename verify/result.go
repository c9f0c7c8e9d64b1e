package verify

import (
	"ikrar/signer"
	"ikrar/verify/pdf/resaved"
	"ikrar/verify/trust"
)

// Verdict is the one word of an answer.
type Verdict string

const (
	Valid        Verdict = "valid"        // steps 1 to 5 hold, 6 to 8 hold or were not possible
	Altered      Verdict = "altered"      // step 1 or 3 fails, or the file differs from the one issued
	Untrusted    Verdict = "untrusted"    // step 2 or 4: nobody the trust list knows
	Unrecorded   Verdict = "unrecorded"   // step 5 or 6 fails
	Revoked      Verdict = "revoked"      // step 7 says so, or step 8 of the certificate
	Undetermined Verdict = "undetermined" // it could not be read or decided
)

// ExitCode is the process exit code of a verdict: 0 valid, 3 undetermined, 1 otherwise.
func (v Verdict) ExitCode() int {
	switch v {
	case Valid:
		return 0
	case Undetermined:
		return 3
	}
	return 1
}

// Integrity answers "is it unchanged?".
type Integrity string

const (
	Intact           Integrity = "intact"  // as it was signed
	Broken           Integrity = "broken"  // somebody changed it
	IntegrityUnknown Integrity = "unknown" // it could not be read so far
)

// Standing answers "who stands behind it?".
type Standing string

const (
	Trusted         Standing = "trusted" // a registrar of the list
	StandingUnknown Standing = "unknown" // nobody whom the list names
	Stale           Standing = "stale"   // trusted, by a list past its next update
)

// State is what became of an entry.
type State string

const (
	StateGood      State = "good"      // in force
	StateRevoked   State = "revoked"   // itself, its credential or its key
	StateErased    State = "erased"    // its personal data are gone
	StateUnchecked State = "unchecked" // nobody was asked
)

// StatusAnswer is what a status source says of one entry.
type StatusAnswer struct {
	State  State
	Time   int64  // of the revocation or erasure, Unix seconds; 0 where unknown
	Reason string // of the revocation; may be empty
	AsOf   int64  // when the status list that says so was issued, Unix seconds; 0 where the ledger itself was asked
}

// Status tells what became of entries: a ledger at hand, or a status list. Check takes nil where there is none.
type Status interface {
	Status(index uint64) (StatusAnswer, error)
}

// FileOf holds a PDF against its issuance. made is the certificate that was issued, byte for byte;
// without it a file that is not issued, nor extended, is [FileUnchecked]. Whether the certificate
// was revoked is for whoever has the ledger to add.
func FileOf(issued signer.Issuance, pdf, made []byte) File {
	switch {
	case signer.DigestOf(pdf) == issued.File:
		return FileIssued
	case uint64(len(pdf)) > issued.Length && signer.DigestOf(pdf[:issued.Length]) == issued.File:
		return FileExtended
	case made == nil || signer.DigestOf(made) != issued.File:
		return FileUnchecked
	case resaved.Of(made, pdf):
		return FileResaved
	}
	return FileDifferent
}

// File is what the ledger says of a PDF's very bytes.
type File string

const (
	FileIssued    File = "issued"    // the very bytes
	FileExtended  File = "extended"  // an issued file with something after it
	FileResaved   File = "resaved"   // the issued file, saved anew by some program
	FileDifferent File = "different" // not the one that was issued: more, less or something else is in it
	FileUnchecked File = "unchecked" // no ledger was asked, or it has no file to compare this one with

	// FileRevoked is the issued file of a certificate that was revoked. A [Result] has FileIssued for it, since that is
	// what its bytes are; step 8 and the verdict tell the rest.
	FileRevoked File = "revoked"
)

// Step is one numbered check. OK is nil where the step was not possible or could not be decided.
type Step struct {
	N      int
	OK     *bool
	Reason Reason
}

// Reason says why a step came out as it did: a code with arguments, for a catalogue to put into words.
type Reason struct {
	Code string
	Args []any // name, value, name, value...
}

// Result is a full answer. Verdicts and reasons are codes; words are put to them where people read them.
type Result struct {
	Verdict   Verdict
	Integrity Integrity
	Trust     Standing
	Status    StatusAnswer
	File      File
	Steps     []Step     // 1 to 8, in order
	Proof     *Proof     // what was read; nil where step 1 failed
	Registrar string     // by name, where step 2 knows the key
	Text      trust.Text // where step 4 knows it
	Quorum    Quorum

	Differences []Difference // of a file that is not the issued one
}

// Difference is one thing in which a file differs from the one that was issued, in both versions, or why it was not
// compared with that. It explains step 8 and decides nothing.
type Difference struct {
	What   string // one of [DifferenceCodes]
	Issued string // empty where the issued file has nothing in its place
	Here   string // the same of the file that was checked
}

// DifferenceCodes are all that a [Difference] can say.
var DifferenceCodes = []string{
	"pages", "code", "proof", "text", "text-added", "text-missing", "more", "link", "attachment", "drawing",
	"nothing", "unseen", "unread", "unlike", "unissued", "replaced",
	"added-nothing", "added-signature", "added-seal", "added-mark", "added-change", "added-unread",
}

// Quorum says who cosigned the checkpoint of a full proof.
type Quorum struct {
	Need  int      // least number of witnesses that make the quorum
	Have  int      // how many cosigned
	Names []string // of those
}

// Person returns whom the proof's credential names, for display beside the verdict.
func (r Result) Person() signer.Person {
	if r.Proof == nil {
		return signer.Person{}
	}
	return r.Proof.Credential.Claims().Person
}
