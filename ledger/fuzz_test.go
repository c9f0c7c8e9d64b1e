package ledger

import (
	"bytes"
	"context"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"ikrar/ledger/internal/place"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/verify/trust"
)

// FuzzAppend brings anything at all as any kind: it is refused and nothing changed, or it is
// recorded and the audit finds nothing. Half of the inputs are a statement's payload, signed by the
// registrar here, so that the rules behind the signature are reached.
func FuzzAppend(f *testing.F) {
	o := newOffice(f)
	d := signer.DigestOf(o.siti)
	for kind, raw := range map[signer.Kind][]byte{
		signer.KindTrust: o.note(), signer.KindCredential: o.credential("ani"), signer.KindCampaign: o.campaign("kedua"), signer.KindPledge: o.pledge("budi", o.budi),
		signer.KindIssuance: o.issuance(o.sitiPledge, "2"), signer.KindRevocation: o.revocation(signer.TargetCredential, d), 42: nil,
	} {
		f.Add(uint8(kind), false, raw)
	}
	f.Add(uint8(signer.KindCredential), true, cbor.Encode(o.credentialClaims("ani")))
	f.Add(uint8(signer.KindCampaign), true, cbor.Encode(o.campaignClaims("kedua")))
	f.Add(uint8(signer.KindRevocation), true, cbor.Encode(o.revocationClaims(signer.TargetPledge, signer.DigestOf(o.sitiPledge))))
	f.Fuzz(func(t *testing.T, kind uint8, payload bool, raw []byte) {
		o.TB = t
		if payload {
			if raw = signPayload(signer.Kind(kind), raw); raw == nil {
				return
			}
		}
		before := o.dump()
		r, err := o.ledger.AppendBytes(context.Background(), signer.Kind(kind), raw)
		switch {
		case err != nil || r.Known:
			if !maps.Equal(before, o.dump()) {
				t.Errorf("answered %+v %v, and the store changed", r, err)
			}
		default:
			o.clean()
		}
	})
}

// signPayload signs a payload with the registrar's key, where it is one of the kind.
func signPayload(kind signer.Kind, payload []byte) []byte {
	switch kind {
	case signer.KindCredential:
		return signAny[signer.Credential](payload)
	case signer.KindCampaign:
		return signAny[signer.Campaign](payload)
	case signer.KindIssuance:
		return signAny[signer.Issuance](payload)
	case signer.KindRevocation:
		return signAny[signer.Revocation](payload)
	}
	return nil
}

func signAny[C signer.Claims](payload []byte) []byte {
	var claims C
	if cbor.Decode(payload, &claims) != nil {
		return nil
	}
	s, err := signer.Sign(testKey("registrar"), testOrigin, claims)
	if err != nil {
		return nil
	}
	return s.Bytes()
}

// FuzzHeadFile holds that a head file has one spelling: what is read is what would be written.
func FuzzHeadFile(f *testing.F) {
	f.Add([]byte(trust.Checkpoint{Origin: testOrigin, Size: 12}.Text()))
	f.Add([]byte(testOrigin + "\n0\nAAAA\n"))
	f.Add([]byte(testOrigin + "\n+12\n" + string(bytes.Repeat([]byte("A"), 43)) + "=\n"))
	path := filepath.Join(f.TempDir(), "head")
	f.Fuzz(func(t *testing.T, text []byte) {
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		if c, err := place.ReadHead(path, testOrigin); err == nil && (c.Text() != string(text) || c.Size == 0 || c.Origin != testOrigin) {
			t.Errorf("%q was read as %+v", text, c)
		}
	})
}
