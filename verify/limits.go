package verify

// Every limit of proofs and status lists, each with its reason. They are part of PROOF.md.
const (
	// maxShort is the largest short proof in bytes: the longest statement fields take about 1,500,
	// and a QR code of level M ends at 2,300.
	maxShort = 2048
	// MaxProof is the largest *.tlog-proof file in bytes: a short proof, 63 hashes and a checkpoint
	// with its cosignatures.
	MaxProof = 64 << 10

	// maxStatusEntries is the largest tree that a status list speaks of: three times a national
	// ledger of 11 million.
	maxStatusEntries = 1 << 25
	// MaxStatusList is the largest status list in bytes: two bits an entry that nothing could
	// compress.
	MaxStatusList = maxStatusEntries/4 + 4096

	// maxTime bounds every time, exclusive, as STATEMENT.md's grammar does: JavaScript's numbers
	// hold it exactly.
	maxTime = 1 << 40

	maxDigits = (maxShort/groupBytes + 1) * groupDigits

	maxTypedCode  = 64         // twelve characters, with room for spaces
	maxPath       = 63         // hashes of an inclusion path: a tree has fewer than 2^63 leaves
	maxStatusLife = 30 * 86400 // seconds from a status list's issue to its expiry: no list is good news for ever
	pledgeSkewSec = 600        // how far an employee's clock may run ahead of the ledger's
)
