// Package enrol turns a person of the roster and a public key into a recorded credential: by a
// registrar's hand, or by an invitation, a code that HR hands to one person and that works once and
// until a date.
//
// An invitation is a statement that a registrar signed: whom the credential will name, how, and the
// public key that is derived from the code. Whoever signs by that key holds the code, which so is
// never sent ([ikrar/signer/invitation]). Invitations lie in the ledger's drawer "invitations":
//
//	"i" subject (8 bytes)         the person's invitation, and what has become of it: [record]
//	"k" key identifier (8 bytes)  of the invitation key: the subject, to find the person by it
//	"s", "c"                      of earlier builds: codes that were sent; they are erased, not used
//
// No code is kept but as ciphertext under a key that only the officer has who made the invitation,
// to print the slip once more. Who reads the drawer can redeem nothing. Who edits it can make no
// invitation, since a registrar signs those, and no request, since two keys do that are not there;
// an older invitation of the same person can be put back, until its date, for who has its slip.
// What becomes of a request hangs on the roster and the ledger as they are at that moment: where
// they differ from what the invitation says, or the key is not the first that asked, the request
// has a [Question], which nothing but an officer's look answers.
//
// Wishes lie in the drawer "wishes", under "w" and the subject: what people say is wrong about
// them.
package enrol
