// Package office is what HR does with an institution, without a word to anybody: it opens a home,
// imports people, opens campaigns, invites, enrols, records, issues, revokes, erases, reports.
//
// An act that has something to show before it is done has two halves. PlanX looks, changes nothing,
// and returns a plan: plain values that a command prints and a page shows. The plan's method does
// it, later, under a registrar's key, and refuses where what was shown is no longer so ([Stale]).
// Long acts say how far they are by a callback, in the order of their inputs, and stop when their
// context ends; to go on is to do the same again.
//
// Nothing here asks, prints, or knows a language. Whoever calls brings keys as [crypto.Signer] and
// the clock, and turns a [RefusedError], a code with what it is about, into a sentence. Errors of
// the rooms below pass as they are.
package office
