// Package event is what the day of a declaration needs beside the campaign that is signed: its
// stages (whom slips are printed for, and when), the count on the hall's screen, and the papers
// that are signed by hand. Nothing of it is recorded in the ledger's log.
package event
