// Package web is signer in JavaScript: the one encoding, the one Ed25519 rule, statements and what
// is never recorded, codes as people type them, and key files. Same names as in Go, same bytes:
// what Go signs JavaScript opens, and back.
//
// It is modules, embedded as they lie here, for the pages that check and that sign, which place
// them at signer/ beside their own (package bundle of verify/web makes one script of them). They
// know no page, no network and no disk, and read no clock: bytes and keys come in, bytes go out.
package web

import "embed"

// Modules are the JavaScript modules, by their names.
//
//go:embed *.js
var Modules embed.FS
