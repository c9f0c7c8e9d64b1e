package enrol

import (
	"errors"

	"ikrar/ledger/roster"
)

// Why what is asked with an invitation is not done. None tells whose invitation it was.
var (
	ErrUnknown = errors.New("there is no such invitation")
	ErrExpired = errors.New("the invitation has expired")      // an [*ExpiredError] says when
	ErrUsed    = errors.New("the invitation was used already") // a [*UsedError] says when
	// ErrOld says that a request shows a code itself, as those of earlier builds did. Whoever
	// received it could have used it, so it is worth nothing.
	ErrOld = errors.New("the invitation is of the old form")
	// ErrWaiting says that the request is kept and waits for a registrar's hand.
	ErrWaiting = errors.New("the request waits for a registrar")
	// ErrTaken says that another request under this invitation waits, and counts until it is
	// withdrawn.
	ErrTaken = errors.New("another request under this invitation waits")
	// ErrWithdrawn says that a request was taken back by the code. Who wants it after all signs it
	// anew, naming what was taken back last: see [View].
	ErrWithdrawn = errors.New("the request was withdrawn")
	// ErrNotEnrolled says that a request without an invitation is of a key that has no credential
	// in force.
	ErrNotEnrolled = errors.New("this key is not enrolled")
	// ErrDate says that the date of what is asked is not of now: it may have been made for another
	// day, or the asker's clock is wrong.
	ErrDate = errors.New("the date is not of now")
	// ErrAddress says that what is asked was meant for another address than the trust list's.
	ErrAddress = errors.New("the address is not the institution's")
	// ErrForged says, beside the signature's own error, that the invitation key that it claims is
	// one of this ledger's.
	ErrForged = errors.New("a wrong signature in the name of an invitation that there is")
	// ErrWishes says that a person has as many open wishes as one may have.
	ErrWishes = errors.New("too many wishes are open")
)

// Why a registrar's act is not done.
var (
	// ErrUnsignable says that the registrar's key could not sign what was to be said.
	ErrUnsignable = errors.New("the credential could not be signed")
	// ErrSealed says that this registrar's key cannot read the code of an invitation again: another
	// officer made it, or the key was in an agent. To invite anew is the way.
	ErrSealed = errors.New("the code cannot be read by this key")
)

// UsedError says when an invitation was used: when a credential was recorded for it, in Unix
// seconds; 0 where nobody knows.
type UsedError struct{ Time int64 }

func (e *UsedError) Error() string { return ErrUsed.Error() }
func (e *UsedError) Unwrap() error { return ErrUsed }

// ExpiredError says when an invitation ended, in Unix seconds.
type ExpiredError struct{ Time int64 }

func (e *ExpiredError) Error() string { return ErrExpired.Error() }
func (e *ExpiredError) Unwrap() error { return ErrExpired }

// QuestionError says that a request has questions that nobody has answered, or others than were
// shown.
type QuestionError struct {
	Person    roster.Person
	Questions []Question
}

func (e *QuestionError) Error() string {
	s := "the request has open questions:"
	for _, q := range e.Questions {
		s += " " + q.Code
	}
	return s
}

// UninvitedError says whose invitation could not be signed. It wraps [ErrUnsignable].
type UninvitedError struct {
	Person roster.Person
	Err    error
}

func (e *UninvitedError) Error() string   { return ErrUnsignable.Error() + ": " + e.Err.Error() }
func (e *UninvitedError) Unwrap() []error { return []error{ErrUnsignable, e.Err} }
