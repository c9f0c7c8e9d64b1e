// Package trust is whom to believe: an institution's trust list, which its root key signs, and what
// the keys in it sign as notes: checkpoints, whose cosignatures a policy counts. PROOF.md section 3
// describes a list; who changes one makes the [List.Next], and whoever holds one follows by
// [List.Renew].
//
// The package touches no disk, no network and no clock. What signs notes stands beside what opens
// them.
package trust
