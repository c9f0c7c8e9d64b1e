package cosigning

import "time"

// Every limit, each with its reason.
const (
	// maxAnswer is the longest answer of a witness in bytes: a few signature lines.
	maxAnswer = 16 << 10
	// maxTries bounds the requests that one witness gets about one checkpoint: the first, one from
	// the size that it names, and one more where another process of ours asked in between.
	maxTries = 3

	// usualPatience and usualGrace are how long a publisher waits for one witness, and for the
	// others once the quorum is there: a witness across the country answers in a second.
	usualPatience = 5 * time.Second
	usualGrace    = 2 * time.Second
	// pace is the shortest time between two checkpoints: proofs are a second late, and witnesses
	// bear it.
	pace = time.Second
	// maxBackoff bounds how long a witness that failed is left alone: it doubles from pace on.
	maxBackoff = 32 * time.Second
)
