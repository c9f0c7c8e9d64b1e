package verify

import (
	"crypto/ed25519"
	"encoding/base64"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// BenchmarkCheck holds a check against its bound: the Ed25519 verifications that no verifier can do without, on the same
// messages, by crypto/ed25519 alone: three for a short proof, six for a full one with two cosignatures. The budget is
// 1.25 times the bound.
func BenchmarkCheck(b *testing.B) {
	_, trust := edition("default")
	short, full := newDraft().short(), newFull().file()
	if r := Check(full, trust, nil, today); r.Verdict != Valid || r.Steps[5].OK != holds {
		b.Fatal(r)
	}
	against := func(proof []byte) func(*testing.B) {
		bound := rawVerifications(b, proof, trust)
		return func(b *testing.B) {
			var checking, bounding time.Duration
			for range b.N { // in turns, so that whatever else the machine does weighs on both
				start := time.Now()
				Check(proof, trust, nil, today)
				middle := time.Now()
				bound()
				checking, bounding = checking+middle.Sub(start), bounding+time.Since(middle)
			}
			b.ReportMetric(float64(checking)/float64(b.N), "ns/op")
			b.ReportMetric(float64(checking)/float64(bounding), "x-of-bound")
		}
	}
	b.Run("check", against(short))
	bound := rawVerifications(b, short, trust)
	b.Run("bound", func(b *testing.B) {
		for range b.N {
			bound()
		}
	})
	b.Run("full", against(full))
}

// rawVerifications returns a function that verifies the signatures of a proof and does nothing else.
func rawVerifications(b *testing.B, proof []byte, trust *Trust) func() {
	p := must(Read(proof))
	registrar, _ := trust.Registrar(p.Credential.KeyID())
	ledger, _ := trust.Ledger(p.Index)
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
		n := must(note.Open(p.Inclusion.Checkpoint, note.VerifierList(trust.Policy.Logs[0].Key, trust.Policy.Witnesses[0].Key, trust.Policy.Witnesses[1].Key)))
		for i, s := range n.Sigs {
			raw := must(base64.StdEncoding.DecodeString(s.Base64))
			message := []byte(n.Text)
			if i > 0 {
				at, _ := cosignatureTime(raw[4:])
				message = cosigned(at, message)
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
