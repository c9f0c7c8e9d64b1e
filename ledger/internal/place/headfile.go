package place

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"ikrar/signer"
	"ikrar/verify/trust"
)

// The head file is the ledger's memory outside its database: the checkpoint text of the last
// acknowledged state. It is not signed, for whoever can write it can write the database as well; it
// is there against accidents, chiefly a database put back from an older copy, after which the same
// indexes would be given out twice.

// ReadHead returns the zero checkpoint where there is no head file, and a [*HeadUnreadableError]
// where it is none of this ledger.
func ReadHead(path, origin string) (trust.Checkpoint, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return trust.Checkpoint{}, nil
	}
	if err != nil {
		return trust.Checkpoint{}, err
	}
	c, err := trust.ParseCheckpoint(string(text))
	switch {
	case err == nil && c.Size == 0:
		err = fmt.Errorf("%w: a ledger without entries writes none", signer.ErrEncoding)
	case err == nil && c.Origin != origin:
		err = fmt.Errorf("%w: it is of %s, not of %s", signer.ErrEncoding, c.Origin, origin)
	}
	if err != nil {
		return trust.Checkpoint{}, &HeadUnreadableError{path, err}
	}
	return c, nil
}

// RollbackError says that the head file knows more than the database: an old copy was put back.
type RollbackError struct {
	Head, Store uint64 // sizes
}

func (e *RollbackError) Error() string {
	return fmt.Sprintf(
		"the head file has seen %d entries, the store holds %d or others: an older copy was put back",
		e.Head,
		e.Store,
	)
}

// HeadMissingError says that a ledger with entries has no head file, and that nobody has said that
// these are all of them.
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

// HeadUnreadableError says that a head file is there and is not one of this ledger. Nothing is
// known to be wrong with the store.
type HeadUnreadableError struct {
	Head string // path of the file
	Err  error  // what is wrong with its content
}

func (e *HeadUnreadableError) Error() string { return fmt.Sprintf("head file %s: %v", e.Head, e.Err) }
