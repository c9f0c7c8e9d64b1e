package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"

	"ikrar/signer"
)

// TestOwnKey: a key revokes itself over the network, and nothing else; not a registrar either.
func TestOwnKey(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(3, "pegawai")
	w.append(signer.KindPledge, pledges[0])
	w.append(signer.KindPledge, pledges[2])
	own := func(key string, what signer.Target, target signer.Digest) []byte {
		return sign(w, key, signer.Revocation{IssuedAt: w.now.Unix(), RevocationBody: signer.RevocationBody{
			What: what, Target: target, From: w.ledger.Size(), Reason: "kunci hilang"}})
	}
	key := func(name string) signer.Digest { return signer.Digest(publicOf(name)) }
	post := func(body []byte) reply {
		return w.do(http.MethodPost, "/v1/revocations", body, "Content-Type", mediaCOSE)
	}
	good := own("pegawai-0", signer.TargetKey, key("pegawai-0"))
	flipped := bytes.Clone(good)
	flipped[len(flipped)-1] ^= 1
	size, pledge := w.ledger.Size(), signer.DigestOf(pledges[0])
	for name, c := range map[string]struct {
		body []byte
		code string
	}{
		"another's key":                  {own("pegawai-0", signer.TargetKey, key("pegawai-1")), "own-key-only"},
		"a registrar's word":             {own("registrar", signer.TargetKey, key("pegawai-0")), "own-key-only"},
		"a pledge":                       {own("pegawai-0", signer.TargetPledge, pledge), "own-key-only"},
		"a registrar's of a pledge":      {own("registrar", signer.TargetPledge, pledge), "own-key-only"},
		"a key that nobody has":          {own("siapa", signer.TargetKey, key("siapa")), "target-unrecorded"},
		"a signature that does not hold": {flipped, "signature"},
		"a pledge's statement":           {pledges[0], "encoding"},
	} {
		if got := post(c.body); got.code() != c.code {
			t.Errorf("%s: %s %s", name, got.Status, got.body)
		}
	}
	if w.ledger.Size() != size {
		t.Fatal("something was recorded")
	}
	first := post(good)
	var r registration
	if err := json.Unmarshal(first.body, &r); err != nil || first.StatusCode != http.StatusOK || r.Index != size {
		t.Fatalf("%s %s", first.Status, first.body)
	}
	if again := post(good); !bytes.Equal(again.body, first.body) {
		t.Errorf("again: %s", again.body)
	}
	if got := post(own("pegawai-0", signer.TargetKey, key("pegawai-0"))); got.code() != "target-revoked" {
		t.Errorf("twice: %s %s", got.Status, got.body)
	}
	from := func(index uint64) []byte {
		return sign(w, "pegawai-0", signer.Revocation{IssuedAt: w.now.Unix(), RevocationBody: signer.RevocationBody{
			What: signer.TargetKey, Target: key("pegawai-0"), From: index, Reason: "kunci hilang"}})
	}
	// From an earlier entry on it is another statement: once, where a pledge ends by it.
	size = w.ledger.Size()
	if got := post(from(r.Index - 1)); got.code() != "target-revoked" || w.ledger.Size() != size {
		t.Errorf("from an entry behind the pledge on: %s %s", got.Status, got.body)
	}
	reaching := from(0)
	if got := post(reaching); got.StatusCode != http.StatusOK || w.ledger.Size() != size+1 {
		t.Errorf("from before the pledge on: %s %s", got.Status, got.body)
	}
	for _, body := range [][]byte{good, reaching} {
		if got := post(body); got.StatusCode != http.StatusOK || w.ledger.Size() != size+1 {
			t.Errorf("the same again: %s %s", got.Status, got.body)
		}
	}
	if got := w.post(pledges[1]); got.StatusCode != http.StatusOK {
		t.Errorf("a colleague's pledge: %s %s", got.Status, got.body)
	}
}
