package trust

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// ErrRoot says that a list is signed by neither the root of the list before it nor the
// successor that one names.
var ErrRoot = errors.New("the trust list is not by the root that is pinned, nor by its named successor")

// OlderError says that a list was put in the place of a newer one, or beside another of the
// same serial.
type OlderError struct{ Have, Got uint64 } // serials

func (e *OlderError) Error() string {
	if e.Have == e.Got {
		return fmt.Sprintf("two different trust lists have the serial %d", e.Have)
	}
	return fmt.Sprintf("a trust list of serial %d, and one of %d was seen before", e.Got, e.Have)
}

// Renew reads a list that is to take the place of t, as PROOF.md section 3 says: signed by the root
// of t, or by the successor that t names, of the same origin, and newer. The list t itself gives t.
func (t *List) Renew(signed []byte) (*List, error) {
	roots := []VerifierKey{t.Root}
	if t.NextRoot != nil {
		roots = append(roots, *t.NextRoot)
	}
	for _, root := range roots {
		next, err := Open(signed, root)
		var stranger *note.UnverifiedNoteError
		switch {
		case errors.As(err, &stranger):
			continue
		case err != nil:
			return nil, err
		case next.Origin != t.Origin:
			return nil, fmt.Errorf("trust list: it is of %s, not of %s", next.Origin, t.Origin)
		case next.Serial == t.Serial && next.text() == t.text():
			return t, nil
		case next.Serial <= t.Serial:
			return nil, &OlderError{t.Serial, next.Serial}
		}
		return next, nil
	}
	return nil, ErrRoot
}

// OtherRoot says whether a list that is offered for the origin of t is by a root that t does not
// lead to, nor it to t. Which of two roots is the institution's is not for a program to say.
func (t *List) OtherRoot(signed []byte) (offered *List, other bool) {
	if _, err := t.Renew(signed); !errors.Is(err, ErrRoot) {
		return nil, false
	}
	offered, err := Pin(signed)
	if err != nil || offered.Origin != t.Origin || offered.NextRoot != nil && *offered.NextRoot == t.Root {
		return nil, false // the last: of the root before it
	}
	return offered, true
}
