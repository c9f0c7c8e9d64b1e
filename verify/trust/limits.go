package trust

import "ikrar/signer"

// Every limit of trust lists, each with its reason. They are part of PROOF.md.
const (
	// MaxList is the largest trust list in bytes: hundreds of registrars and texts.
	MaxList = 256 << 10
	// MaxRequest is the largest request in bytes: two lists, and all their lines once more.
	MaxRequest = 4*MaxList + 4<<10

	maxTyped     = 64             // characters of a fingerprint, with room for spaces
	maxWitnesses = 32             // witnesses and groups each, as C2SP tlog-policy recommends to support
	maxListed    = 1000           // registrars, ledger keys or texts of a trust list
	maxLine      = signer.MaxName // institution, registrar and title names in a trust list, bytes
)
