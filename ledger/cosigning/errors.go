package cosigning

import (
	"fmt"
	"strings"
)

// What a witness that did not cosign is said to have done.
const (
	whyAddress     = "address"     // the trust list names none, or one that is not http or https
	whyUnreachable = "unreachable" // no connection, or it broke
	whySlow        = "slow"        // no answer in time
	whyUnknownLog  = "unknown-log" // 404: it does not know this ledger
	whyKey         = "key"         // 403: it knows this ledger by another key
	whyRefused     = "refused"     // another status, or a 409 that contradicts itself
	whySignature   = "signature"   // its answer has no line of its key that verifies
	whyFork        = "fork"        // it has seen another history
)

// AskError says why one witness did not cosign.
type AskError struct {
	Why    string // address, unreachable, slow, unknown-log, key, refused, signature or fork
	Detail string // of the network or of the answer, for whoever looks after the witness
}

func (e *AskError) Error() string {
	if e.Detail == "" {
		return e.Why
	}
	return e.Why + ": " + e.Detail
}

// ForkError says that a witness has cosigned what this ledger does not have: an older copy of it
// was put back, or its history was written anew. Nothing must be signed any more until the copy
// that the witness has seen is back, or the trust list no longer names the witness.
type ForkError struct {
	Witness string // its name in the policy
	Seen    uint64 // entries that the witness has seen
	Size    uint64 // entries here
}

func (e *ForkError) Error() string {
	if e.Seen > e.Size {
		return fmt.Sprintf("the witness %s has cosigned %d entries, this ledger has %d: an older copy was put back", e.Witness, e.Seen, e.Size)
	}
	return fmt.Sprintf("the witness %s has cosigned %d entries that are not the first of the %d here: the history was written anew", e.Witness, e.Seen, e.Size)
}

// QuorumError says that too few witnesses cosigned, so that nothing was published.
type QuorumError struct {
	Size    uint64   // of the checkpoint
	Need    int      // the least number of witnesses that make the quorum
	Signed  []string // names of those that cosigned
	Missing []Missed // and of those that did not, in the policy's order
}

// Missed is a witness that did not cosign, and why.
type Missed struct {
	Name string
	URL  string
	Err  *AskError
}

func (e *QuorumError) Error() string {
	var missing []string
	for _, m := range e.Missing {
		missing = append(missing, fmt.Sprintf("%s (%v)", m.Name, m.Err))
	}
	return fmt.Sprintf("%d of %d witnesses cosigned the checkpoint of %d entries; missing: %s", len(e.Signed), e.Need,
		e.Size, strings.Join(missing, ", "))
}
