// Package remote asks a ledger that is served over HTTP (HTTP.md): for its trust list, proofs,
// tiles, and for what an institution has published of a certificate.
//
// A program makes one [Client] and hands it down. What comes back is bytes, which prove themselves
// by signatures or nothing; errors are typed and hold no sentences for people. No redirection is
// followed: what was meant for one address is not told to another.
package remote
