// Package invitation is what passes between a person who has a code from HR and the institution
// that gave it, before the person has a credential: the invitation that a registrar signed, the
// request for a credential, and what else the code may ask for.
//
// The code itself is never sent. Both sides derive the same Ed25519 key from it, the invitation
// key, and whoever signs by that key holds the code. Each of these signatures has a name of its
// own, and covers the address to which it goes: whoever relays it can use it nowhere else.
//
// None of it is recorded. STATEMENT.md has the bytes.
package invitation
