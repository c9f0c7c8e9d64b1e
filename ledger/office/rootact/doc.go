// Package rootact is what the institution's root does: it signs the next trust list. Each act is
// planned as a [Change] of the list in force, and the plan is either signed here, where the root's
// key is at hand, or carried to it as a request (PROOF.md section 3) and taken back as a list.
//
// As in package office, planning changes nothing, and a plan refuses where what was shown is no
// longer so.
package rootact
