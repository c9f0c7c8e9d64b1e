// Package ledger remembers: a hash-chained, Merkle-proved log of statements in Badger, with one
// writer. STORE.md beside this file names every key and says what an attacker who edits it gains.
//
// [Ledger.Append] checks a statement against what the ledger knows, and a sequencer groups what
// waits into one Badger transaction with SyncWrites: entries, statements, indexes and tiles
// together. Then the size and the root are fsynced to a head file outside the database. Only then
// does a registration leave. So nothing acknowledged is lost, nothing is half there, and an old
// copy put back is noticed: its head is behind.
//
// What Append records, verify.Check calls valid.
package ledger
