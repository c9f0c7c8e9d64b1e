// Package publish copies what a ledger shows to everybody (package public) to any web host, so that
// one machine writes and many answer. Where the copy lies is a [Store]: a directory (package
// directory), or a bucket.
//
// What can never be another is written first, then what may change, and last the checkpoint: it
// says that all it implies is there, so a run that was cut off goes on from the checkpoint that
// lies there, and the work of a run is that of what is new.
//
// The checkpoint is a fence too. Before anything is written it is held against the ledger: a ledger
// that does not have what it has shown was rolled back or rewritten, and goes out of service
// instead of showing another history.
package publish
