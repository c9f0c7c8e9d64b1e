// Package signer makes and opens ikrar's statements: what an employee pledges, what a registrar
// vouches for, what the ledger registers. STATEMENT.md beside this file is the format; this package
// is that document in Go.
//
// A statement is an untagged COSE_Sign1 (RFC 9052) signed with Ed25519:
//
//	[
//		protected:   bstr .cbor {1: -8, ...},
//		unprotected: {},
//		payload:     bstr .cbor {6: iat, -65537: {...}},
//		signature:   bstr .size 64,
//	]
//
// signed with the external additional data
//
//	ikrar/<kind>/v1 <origin>
//
// so that a signature never passes for another kind of statement or for another institution.
//
// There is exactly one encoding of every statement (package cbor), inside byte strings too, and
// [Parse] refuses every other. Keys and signatures, and the one rule by which these hold, are
// package eddsa. Statements come into being in two ways only, by [Sign] or by [Unverified.Open]; a
// zero [Statement] is no statement, and everything that takes one refuses it.
//
// The package touches no disk, no network and no clock: times are arguments, in Unix seconds.
package signer
