// Package enrol turns a person of the roster and a public key into a recorded credential: by a
// registrar's hand, or by an invitation, a code that HR hands to one person and that works once and
// until a date.
//
// Invitations lie in the ledger's drawer "invitations", by two kinds of keys:
//
//	"s" subject (8 bytes)     what the person's invitation is: the hash of its code, its end, who redeemed it
//	"c" hash of the code      the subject, to find the person by the code
//
// No code is kept, only SHA-256("ikrar/invitation/v1" || code) of its 75 random bits, so who reads
// the store cannot redeem what has not been. At ten thousand guesses a second, with a code out for
// each of fifteen thousand people, the first hit is to be expected after some hundred million
// years: there is no lock-out, and so nobody who can lock others out. Who edits the drawer can have
// a key enrolled that HR did not mean, which the ledger then shows under the registrar's name; the
// person's own watch, and the report, tell.
package enrol
