// Package verify decides: a proof and a trust list in, a verdict out. PROOF.md beside this file
// says what a proof is and numbers the steps that [Check] follows; the public page follows the same
// steps in JavaScript.
//
// The package touches no disk, no network and no clock. It holds everything that the verifier of a
// certificate must understand, and so everything that an engineer must read to believe a green
// answer: the proof in its two sizes and the ledger's entries here; checkpoints, their quorum and
// the trust list in package trust.
package verify
