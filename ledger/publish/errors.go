package publish

import (
	"errors"
	"fmt"
)

var (
	// ErrUnpublished says that there is nothing to copy: the quorum of witnesses has cosigned no
	// checkpoint yet.
	ErrUnpublished = errors.New("no checkpoint is published")
	// ErrMissing says that what was published there is gone. To begin anew there takes the
	// operator's word.
	ErrMissing = errors.New("the checkpoint that was published there is gone")
	// ErrLost says that entries of this ledger were lost, and that this place is new since. To
	// begin there takes the operator's word.
	ErrLost = errors.New("entries were lost, and nothing was published there since")
	// ErrFormer says that what lies there is of the time before entries were lost. Readers hold on
	// to it, so it stays.
	ErrFormer = errors.New("what lies there is from before entries were lost")
	// ErrOvertaken says that another publisher wrote there at the same time.
	ErrOvertaken = errors.New("another publisher wrote there meanwhile")
)

// UnverifiedError says that the checkpoint there, or the trust list where there is none, is none of
// this institution's, as far as its own trust list tells. Nothing was written.
type UnverifiedError struct{ Err error }

func (e *UnverifiedError) Error() string { return "what lies there: " + e.Err.Error() }
func (e *UnverifiedError) Unwrap() error { return e.Err }

// ForkError says that what lies there is signed by this ledger, and that this ledger does not have
// it: an older copy of the ledger was put back, or its history was written anew. The ledger is out
// of service.
type ForkError struct {
	To   string // where
	Seen uint64 // entries there
	Size uint64 // entries here
}

func (e *ForkError) Error() string {
	if e.Seen > e.Size {
		return fmt.Sprintf("%s shows %d entries, this ledger has %d: an older copy was put back", e.To, e.Seen, e.Size)
	}
	return fmt.Sprintf("%s shows %d entries that are not the first of the %d here: the history was written anew", e.To,
		e.Seen, e.Size)
}

// DifferentError says that an object lies there that can never be another, and is. It stays as it
// is.
type DifferentError struct{ Name string }

func (e *DifferentError) Error() string {
	return e.Name + ": other bytes lie there than this ledger has under that name"
}

// StoreError says that the store could not be asked, or that nobody knows what became of a write.
type StoreError struct {
	Name string
	Err  error
}

func (e *StoreError) Error() string { return e.Name + ": " + e.Err.Error() }
func (e *StoreError) Unwrap() error { return e.Err }

// UnfitError says that a store does not hold the one condition that keeps two publishers apart.
type UnfitError struct{ Condition string } // If-None-Match or If-Match

func (e *UnfitError) Error() string { return "the store does not honour " + e.Condition }
