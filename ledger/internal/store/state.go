package store

import (
	"ikrar/signer"
	"ikrar/verify"
)

// Registration is what the ledger signed when it answered.
func (r Registered) Registration(e verify.Entry) signer.Registration {
	return signer.Registration{Index: e.Index, Time: e.Time, Digest: e.Digest, Credential: r.Credential}
}
