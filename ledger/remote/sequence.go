package remote

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// What one request of [Ledger.PledgeAll] holds at most: less than a server takes (HTTP.md section
// 3), because over a bad network it must arrive within half a minute.
const (
	SequencePledges = 512
	SequenceBytes   = 64 << 10
)

// Recorded is what a served ledger answered to one of many pledges: its registration, or why not.
type Recorded struct {
	Index      uint64
	Time       int64
	Credential uint64
	Digest     string // as hexadecimal digits, as Signature is
	Signature  string

	Error   string // for programs; "" where it is recorded
	Message string // for people
}

// Refusal is why a pledge was not recorded; nil where it was.
func (r Recorded) Refusal() *remote.Refusal {
	if r.Error == "" {
		return nil
	}
	return &remote.Refusal{Code: r.Error, Message: phrase.Visible(r.Message)}
}

// Verify holds an answer against the pledge and the ledger's key in a trust list.
func (r Recorded) Verify(pledge []byte, list *trust.List) error {
	of := signer.Registration{Index: r.Index, Time: r.Time, Digest: signer.DigestOf(pledge), Credential: r.Credential}
	key, ok := list.Ledger(r.Index)
	if !ok || key.State == trust.Stolen {
		return fmt.Errorf("no ledger key of the trust list may sign entry %d", r.Index)
	}
	raw, err := hex.DecodeString(r.Signature)
	if err != nil || len(raw) != len(eddsa.Signature{}) || r.Digest != of.Digest.String() {
		return fmt.Errorf("entry %d is no registration of this pledge", r.Index)
	}
	return of.Verify(list.Origin, key.Key.Key(), eddsa.Signature(raw))
}

// PledgeAll sends pledges in one request and returns what became of each, in their order.
func (l Ledger) PledgeAll(ctx context.Context, pledges [][]byte) ([]Recorded, error) {
	const path = "/v1/pledges/sequence"
	data, err := l.post(ctx, path, "application/cbor-seq", bytes.Join(pledges, nil))
	if err != nil {
		return nil, err
	}
	var recorded []Recorded
	if err := json.Unmarshal(data, &recorded); err != nil {
		return nil, fmt.Errorf("%s: %w", l.address+path, err)
	}
	if len(recorded) != len(pledges) {
		return nil, fmt.Errorf("%s: %d answers to %d pledges", l.address+path, len(recorded), len(pledges))
	}
	return recorded, nil
}
