package check

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

// What one request of [PostAll] holds at most: less than a server takes (HTTP.md section 3), because over a bad network it must
// arrive within half a minute.
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
func (r Recorded) Refusal() *Refusal {
	if r.Error == "" {
		return nil
	}
	return &Refusal{Code: r.Error, Message: phrase.Visible(r.Message)}
}

// Verify holds an answer against the pledge and the ledger's key in a trust list.
func (r Recorded) Verify(pledge []byte, trust *verify.Trust) error {
	of := signer.Registration{Index: r.Index, Time: r.Time, Digest: signer.DigestOf(pledge), Credential: r.Credential}
	key, ok := trust.Ledger(r.Index)
	if !ok || key.State == verify.Stolen {
		return fmt.Errorf("no ledger key of the trust list may sign entry %d", r.Index)
	}
	raw, err := hex.DecodeString(r.Signature)
	if err != nil || len(raw) != len(eddsa.Signature{}) || r.Digest != of.Digest.String() {
		return fmt.Errorf("entry %d is no registration of this pledge", r.Index)
	}
	return of.Verify(trust.Origin, key.Key.Key(), eddsa.Signature(raw))
}

// PostAll sends pledges to the ledger at an address in one request, as [Post] does, and returns what became of each, in their
// order.
func PostAll(ctx context.Context, base, language string, pledges [][]byte) ([]Recorded, error) {
	client, address, all := newClient(), base+"/v1/pledges/sequence", []byte{}
	for _, pledge := range pledges {
		all = append(all, pledge...)
	}
	data, err := patiently(ctx, func() ([]byte, time.Duration, error) {
		return post(ctx, client, address, "application/cbor-seq", language, all)
	})
	if err != nil {
		return nil, err
	}
	var recorded []Recorded
	if err := json.Unmarshal(data, &recorded); err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if len(recorded) != len(pledges) {
		return nil, fmt.Errorf("%s: %d answers to %d pledges", address, len(recorded), len(pledges))
	}
	return recorded, nil
}
