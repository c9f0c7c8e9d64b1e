package rules

import (
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Receipt is the ledger's answer to a statement that is recorded.
type Receipt struct {
	signer.Registration
	Signature eddsa.Signature
	Known     bool // it was recorded before; this is the first answer again
}
