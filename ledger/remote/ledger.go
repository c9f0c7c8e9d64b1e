// Package remote acts on a ledger that is served over HTTP (HTTP.md): it asks what an invitation
// says, redeems it, and records pledges, one or many at once.
//
// All that is sent may be sent again, and is, where the server is busy or out of reach for a
// moment. What the server refuses is a *[remote.Refusal] of package verify/remote, which asks; what
// it answers is believed where the ledger signed it: see [Recorded.Verify].
package remote

import (
	"context"

	"ikrar/verify/remote"
)

const mediaCOSE = "application/cose"

// Ledger is the ledger that is served at one address, as a person's requests reach it.
type Ledger struct {
	client   *remote.Client
	address  string // without a final slash
	language string
}

// At is the ledger at an address, which speaks a language in its refusals: id or en.
func At(client *remote.Client, address, language string) Ledger {
	return Ledger{client, address, language}
}

// Enrol sends the request of a key for its credential, or an enrolment of one that is enrolled, and
// returns the packet of the credential, to be opened by package packet. A refusal of code "waiting"
// says that a registrar has yet to sign it.
func (l Ledger) Enrol(ctx context.Context, request []byte) (packet []byte, err error) {
	return l.post(ctx, "/v1/enrolments", mediaCOSE, request)
}

// Pledge records a signed pledge.
func (l Ledger) Pledge(ctx context.Context, pledge []byte) error {
	_, err := l.post(ctx, "/v1/pledges", mediaCOSE, pledge)
	return err
}

func (l Ledger) post(ctx context.Context, path, media string, body []byte) ([]byte, error) {
	return l.client.Post(ctx, l.address+path, media, l.language, body)
}
