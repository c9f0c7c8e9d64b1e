package witness

import "time"

// Every limit, each with its reason.
const (
	// maxBody is the longest add-checkpoint body in bytes: 63 hashes and a note of 100 signatures of usual names.
	maxBody = 64 << 10
	// maxAnswer is the longest answer of a witness in bytes: a few signature lines.
	maxAnswer = 16 << 10
	// maxProof is C2SP's: a tree has fewer than 2^63 leaves.
	maxProof = 63
	// maxState is the longest state file in bytes: a checkpoint whose extension lines were accepted, and its signatures.
	maxState = 2 * maxBody
	// maxTries bounds the requests that one witness gets about one checkpoint: the first, one from the size that it
	// names, and one more where another process of ours asked in between.
	maxTries = 3

	// Patience and Grace are how long a publisher waits for one witness, and for the others once the quorum is there:
	// a witness across the country answers in a second.
	Patience = 5 * time.Second
	Grace    = 2 * time.Second
	// pace is the shortest time between two checkpoints: proofs are a second late, and witnesses bear it.
	pace = time.Second
	// maxBackoff bounds how long a witness that failed is left alone: it doubles from pace on.
	maxBackoff = 32 * time.Second
)
