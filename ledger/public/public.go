// Package public makes what a ledger shows to everybody, path by path: the one list that a server
// answers from, and that a copy on another web host is made of, byte for byte the same (packages
// server and publish).
//
// Nothing here is a person's: digests, keys and numbers, the trust list, campaigns and their texts,
// revocations. An erasure takes statements of people away, which are under none of these paths, so
// there is nothing to take out of a copy; what it changes is the status list, which is public too.
package public

import (
	"errors"

	"ikrar/ledger"
)

// Content is what a path answers with.
type Content struct {
	Body  []byte
	Media string // Content-Type
	Cache string // Cache-Control
	Large bool   // worth compressing: hashes and signatures are not
}

// What caches are told.
const (
	Forever = "public, max-age=31536000, immutable" // what can never be another: full tiles, texts by their digest
	Short   = "public, max-age=60"                  // what can never be another and is soon superseded: partial tiles
	Check   = "no-cache"                            // kept, and asked about by its ETag each time
)

// The media types.
const (
	Text   = "text/plain; charset=utf-8"
	JSON   = "application/json"
	COSE   = "application/cose"
	Status = "application/statuslist+cwt"
	Tile   = "application/octet-stream"
)

// ErrUnpublished says that the published checkpoint does not cover what was asked for, or that
// there is none yet.
var ErrUnpublished = errors.New("not covered by the published checkpoint")

// Path is one line of HTTP.md: a pattern of http.ServeMux, and what is there.
type Path struct {
	Pattern string
	Value   string // the name of what stands in the pattern's braces; "" where there is none
	make    func(l *ledger.Ledger, value string) (Content, error)
}

// Answer makes the content, for a value in the pattern's place. Where there is none, the error
// wraps [ledger.ErrNotFound], or [ErrUnpublished].
func (p Path) Answer(l *ledger.Ledger, value string) (Content, error) { return p.make(l, value) }

// Paths are all of them.
var Paths = []Path{
	{"/checkpoint", "", checkpoint},
	{"/tile/{path...}", "path", tile},
	{"/trust", "", trust},
	{"/status", "", status},
	{"/v1/texts/{digest}", "digest", commitment},
	{"/v1/campaigns/{id}", "id", campaign},
	{"/v1/revocations/{index}", "index", revocation},
	{"/v1/certificates/{digest}", "digest", certificate},
}

// Pages are the patterns of the pages that a copy has too: the checking page with its files, and
// the guides.
var Pages = []string{"/{$}", "/sw.js", "/web/{path...}", "/panduan", "/panduan/kepegawaian"}
