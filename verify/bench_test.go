package verify

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"

	"ikrar/verify/trust"
)

// BenchmarkCheck holds a check against its bound: the Ed25519 verifications that no verifier can do without, on the same
// messages, by crypto/ed25519 alone: three for a short proof, six for a full one with two cosignatures. The budget is
// 1.25 times the bound.
func BenchmarkCheck(b *testing.B) {
	_, list := edition("default")
	short, full := newDraft().short(), newFull().file()
	if r := Check(full, list, nil, today); r.Verdict != Valid || r.Steps[5].OK != holds {
		b.Fatal(r)
	}
	against := func(proof []byte) func(*testing.B) {
		bound := rawVerifications(b, proof, list)
		return func(b *testing.B) {
			var checking, bounding time.Duration
			for range b.N { // in turns, so that whatever else the machine does weighs on both
				start := time.Now()
				Check(proof, list, nil, today)
				middle := time.Now()
				bound()
				checking, bounding = checking+middle.Sub(start), bounding+time.Since(middle)
			}
			b.ReportMetric(float64(checking)/float64(b.N), "ns/op")
			b.ReportMetric(float64(checking)/float64(bounding), "x-of-bound")
		}
	}
	b.Run("check", against(short))
	bound := rawVerifications(b, short, list)
	b.Run("bound", func(b *testing.B) {
		for range b.N {
			bound()
		}
	})
	b.Run("full", against(full))
}

// rawVerifications returns a function that verifies the signatures of a proof and does nothing else.
func rawVerifications(b *testing.B, proof []byte, list *trust.List) func() {
	p := must(Read(proof))
	registrar, _ := list.Registrar(p.Credential.KeyID())
	ledger, _ := list.Ledger(p.Index)
	d := newDraft()
	claim := cbor.Encode(p.claim())
	type signature struct {
		key          eddsa.PublicKey
		message, sig []byte
	}
	var all []signature
	add := func(key eddsa.PublicKey, message []byte, sig eddsa.Signature) {
		all = append(all, signature{key, message, sig[:]})
	}
	add(registrar.Key, p.Credential.SigStructure(origin), p.Credential.Signature())
	add(p.Credential.Claims().Key, p.Pledge.SigStructure(origin), p.Pledge.Signature())
	add(ledger.Key.Key(), d.covered("registration", object(enc(1), enc(-8)), claim), p.Registration)
	if p.Inclusion != nil {
		n := must(note.Open(p.Inclusion.Checkpoint, note.VerifierList(list.Policy.Logs[0].Key, list.Policy.Witnesses[0].Key, list.Policy.Witnesses[1].Key)))
		for i, s := range n.Sigs {
			raw := must(base64.StdEncoding.DecodeString(s.Base64))
			message := []byte(n.Text)
			if i > 0 {
				at := binary.BigEndian.Uint64(raw[4:])
				message = append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", at), message...)
			}
			key := []eddsa.PublicKey{ledger.Key.Key(), demoPublic("inspektorat"), demoPublic("bkn")}[i]
			add(key, message, eddsa.Signature(raw[len(raw)-64:]))
		}
	}
	return func() {
		for i := range all {
			if !ed25519.Verify(all[i].key[:], all[i].message, all[i].sig) {
				b.Fatal("a signature of the proof does not hold")
			}
		}
	}
}
