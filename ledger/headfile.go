package ledger

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"ikrar/signer"
	"ikrar/verify"
)

// The head file is the ledger's memory outside its database: the checkpoint text of the last acknowledged state. It is
// not signed, for whoever can write it can write the database as well; it is there against accidents, chiefly a database
// put back from an older copy, after which the same indexes would be given out twice.

// readHead returns the zero checkpoint where there is no head file, and a [*HeadUnreadableError] where it is none of this ledger.
func readHead(path, origin string) (verify.Checkpoint, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return verify.Checkpoint{}, nil
	}
	if err != nil {
		return verify.Checkpoint{}, err
	}
	c, err := verify.ParseCheckpoint(string(text))
	switch {
	case err == nil && c.Size == 0:
		err = fmt.Errorf("%w: a ledger without entries writes none", signer.ErrEncoding)
	case err == nil && c.Origin != origin:
		err = fmt.Errorf("%w: it is of %s, not of %s", signer.ErrEncoding, c.Origin, origin)
	}
	if err != nil {
		return verify.Checkpoint{}, &HeadUnreadableError{path, err}
	}
	return c, nil
}
