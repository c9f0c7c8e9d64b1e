package desk

import (
	"crypto/subtle"
	"errors"
	"fmt"
	"strings"

	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/keyfile"
)

// NewPassphrase is a passphrase that is to guard something new, typed twice: in a field, and in the
// one with -again behind its name. It is nil where it cannot be taken, and then wrong says why.
func NewPassphrase(r *frame.Request, field string) (secret []byte, wrong string) {
	secret, err := keyfile.Typed(r.Secret(field)).New()
	again, _ := keyfile.Typed(r.Secret(field + "-again")).New()
	var refused *keyfile.PassphraseError
	switch {
	case errors.As(err, &refused) && refused.Why == keyfile.PassphraseEmpty:
		return nil, r.Say("frame.passphrase.empty")
	case errors.As(err, &refused):
		return nil, strings.TrimPrefix(r.Say("fault.passphrase-"+refused.Why, "path", "", "at", refused.At,
			"rune", fmt.Sprintf("%U", refused.Rune), "min", keyfile.MinPassphrase, "max", keyfile.MaxPassphrase), ": ")
	case subtle.ConstantTimeCompare(secret, again) == 0:
		return nil, r.Say("frame.passphrase.differ")
	}
	return secret, ""
}
