package server

import "time"

// Every limit of the server, each with its reason.
const (
	// MaxBody is the largest body in bytes: a statement has at most 16 KiB, and what encloses one some more.
	MaxBody = 64 << 10

	// MaxSequence and MaxPledges bound what is posted to /v1/pledges/sequence, in bytes and in pledges: what one transaction of
	// the ledger takes.
	MaxSequence = 1 << 20
	MaxPledges  = 1024

	// MaxConnections are held at once, where the limit of open files allows it, and MinConnections are the fewest to serve
	// with: a quarter is what one address has, or a browser and a few curious.
	MaxConnections = 4096
	MinConnections = 128

	// reservedFiles are kept from connections: a store of a million entries has some sixty tables, and opens as many anew
	// while it compacts; the rest is for logs, locks, sockets, witnesses and what is synced.
	reservedFiles = 256

	maxSequences = 32  // being recorded at once: each keeps all cores busy for a tenth of a second
	maxTurns     = 2   // of them from one address; its others wait, so that a pledge of somebody else comes between
	maxIncoming  = 256 // on their way here at once: each may take its time, and a megabyte

	maxHeader   = 8 << 10 // bytes of a request's header: no client of ours sends more than a few hundred; see headerSlack
	headerSlack = 4 << 10 // what net/http reads beyond a limit of its own over HTTP/1.1, so we ask for so much less
	maxBodies   = 2048    // on their way here at once, each with at most MaxBody in memory
	maxRequests = 2048    // being worked on at once, whose bodies have arrived; more are told to come again
	maxAnswers  = 2048    // on their way out at once, each in memory

	maxStreams = 100         // requests at once over one HTTP/2 connection, the least that RFC 9113 recommends to allow
	maxWindow  = 4 * MaxBody // bytes that an HTTP/2 client may send ahead of what is read, in all its streams

	// maxRefused and maxRefusedKnown are how many refusals a minute are explained: to one address, where five hundred people
	// may mistype a code, and to one enrolled key or invitation.
	maxRefused      = 600
	maxRefusedKnown = 60

	headerTimeout = 10 * time.Second  // a header is one packet; who needs longer holds a connection for nothing
	readTimeout   = 30 * time.Second  // header and body: 64 KiB over a bad mobile network
	callTimeout   = 12 * time.Minute  // an officer's call: 20 MiB at 30 KB a second
	idleTimeout   = 120 * time.Second // a kept connection between two requests
	stopTimeout   = 30 * time.Second  // what began before a stop, to its end

	// answerPiece bytes of an answer must be taken within answerTimeout; how long the whole takes is not bounded: 1.5 MB of
	// WebAssembly over a bad mobile network.
	answerPiece   = 16 << 10
	answerTimeout = 30 * time.Second

	// retryIssuing and retryByHand are the seconds after which to ask again for a certificate that is
	// not issued yet: by this server, or by HR some day.
	retryIssuing = 1
	retryByHand  = 3600

	// preflightAge is how many seconds a browser may remember that pages of other origins may post:
	// two hours, the most that any of them does.
	preflightAge = 7200

	minGzip = 512 // bytes: below that, gzip gains less than a packet
)
