package server

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// TestPledge: a registration holds under the ledger's key, and the same statement again gets it byte for byte.
func TestPledge(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	first := w.post(pledge)
	if first.StatusCode != http.StatusOK || first.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s: %s", first.Status, first.body)
	}
	var got registration
	if err := json.Unmarshal(first.body, &got); err != nil {
		t.Fatal(err)
	}
	signature, err := hex.DecodeString(got.Signature)
	if err != nil || got.Digest != signer.DigestOf(pledge).String() {
		t.Fatalf("%v %s", err, first.body)
	}
	r := signer.Registration{Index: got.Index, Time: got.Time, Digest: signer.DigestOf(pledge), Credential: got.Credential}
	if err := r.Verify(testOrigin, publicOf("ledger"), eddsa.Signature(signature)); err != nil {
		t.Error(err)
	}
	if again := w.post(pledge); !bytes.Equal(again.body, first.body) {
		t.Errorf("again: %s, first %s", again.body, first.body)
	}
	if got.Index != 3 || w.ledger.Size() != 4 {
		t.Errorf("index %d in a ledger of %d", got.Index, w.ledger.Size())
	}
	// Recorded, and not published: no proof before a checkpoint covers it.
	path := "/v1/proofs/" + string(verify.CodeOf(pledge))
	if early := w.get(path); early.code() != "unpublished" || early.Header.Get("Retry-After") != "1" {
		t.Errorf("before publishing: %s %s", early.Status, early.body)
	}
	w.publish()
	proof := w.get(path)
	trust, _ := w.ledger.Trust()
	if check := verify.Check(proof.body, trust, nil, time.Now().Unix()); check.Verdict != verify.Valid || check.Steps[5].OK == nil || !*check.Steps[5].OK {
		t.Errorf("%s: %s, %+v", proof.Status, check.Verdict, check.Steps)
	}
}

// TestSamePledgeAtOnce: 64 clients bring one pledge at once, on connections of their own; one entry, one answer.
func TestSamePledgeAtOnce(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(2, "pegawai")
	for round, pledge := range pledges {
		before := w.ledger.Size()
		answers := make([]string, 64)
		ready, group := make(chan struct{}), sync.WaitGroup{}
		for i := range answers {
			group.Go(func() {
				client := &http.Client{Transport: &http.Transport{}}
				defer client.CloseIdleConnections()
				<-ready
				answer, err := client.Post(w.url+"/v1/pledges", mediaCOSE, bytes.NewReader(pledge))
				if err != nil {
					t.Error(err)
					return
				}
				defer answer.Body.Close()
				var body bytes.Buffer
				if _, err := body.ReadFrom(answer.Body); err != nil {
					t.Error(err)
				}
				answers[i] = fmt.Sprint(answer.StatusCode, body.String())
			})
		}
		close(ready)
		group.Wait()
		for i, a := range answers {
			if a != answers[0] || len(a) < 200 {
				t.Fatalf("round %d: client %d got %q, client 0 %q", round, i, a, answers[0])
			}
		}
		if w.ledger.Size() != before+1 {
			t.Errorf("round %d: %d entries, want 1", round, w.ledger.Size()-before)
		}
	}
}
