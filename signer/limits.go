package signer

// Every limit of statements, each with its reason; those of the encoding are in signer/cbor. They
// are part of STATEMENT.md.
const (
	// MaxStatement is the largest statement in bytes: the longest commitment text (12 KiB) with its
	// campaign around it.
	MaxStatement = 16 << 10
	// MaxName is the longest printed name, unit or position in UTF-8 bytes: the longest names of
	// the civil registry with their titles stay under it, and a certificate can still print it.
	MaxName = 200
	// maxReason is the longest reason of a revocation or erasure in bytes: a sentence or two.
	maxReason = 500
	// maxText is the longest commitment text in bytes.
	maxText = 12 << 10
	// MaxCampaignID is the longest campaign identifier in bytes: it is inside every pledge, and so
	// in every QR code.
	MaxCampaignID = 32
	// maxNumber is the longest certificate number in bytes.
	maxNumber = 100
	// maxWitnesses is how many saksi a campaign may name.
	maxWitnesses = 20
	// MaxErased is how many digests one erasure may list; more people need more erasures.
	MaxErased = 256
	// maxKeyName is the longest name of a key in signed notes, in bytes: it is in every line of a
	// signature.
	maxKeyName = 100
	// maxOrigin is the longest origin in bytes: it is inside every signature and every checkpoint,
	// and with "/root" behind it names a key.
	maxOrigin = maxKeyName - len("/root")
	// maxTime bounds every time (the year 36812), so that JavaScript's numbers hold it exactly.
	maxTime = 1 << 40
	// MaxIndex bounds every ledger index for the same reason.
	MaxIndex = 1<<53 - 1
)
