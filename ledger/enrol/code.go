package enrol

import (
	"crypto/sha256"
	"io"

	codes "ikrar/signer/invitation"
)

// Code is an invitation's code.
type Code = codes.Code

// ErrCode is the error about a text that is no code, mistyped perhaps.
var ErrCode = codes.ErrCode

// ParseCode reads a code as people type it.
func ParseCode(typed string) (Code, error) { return codes.ParseCode(typed) }

func newCode(rand io.Reader) (Code, error) { return codes.NewCode(rand) }

// hashOf is what the ledger keeps of a code: by it the code is found again, and not read back.
func hashOf(c Code) [sha256.Size]byte {
	return sha256.Sum256([]byte("ikrar/invitation/v1" + string(c)))
}
