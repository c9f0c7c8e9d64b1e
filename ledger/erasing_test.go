package ledger

import (
	"context"
	"errors"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
)

// stopErasing records an erasure of all that is held of a person, and of a key of the drawer "roster", and stops there, as a
// process does that is killed after the commit.
func (w *world) stopErasing(person string) {
	w.Helper()
	var digests []signer.Digest
	for _, h := range must(w.ledger.Personal(context.Background(), subjectOf(person))) {
		digests = append(digests, h.Digest)
	}
	also := [][]byte{key(0, w.ledger.Drawer("roster").prefix, []byte(person))[1:]}
	if _, err := w.ledger.append(context.Background(), signer.KindErasure, w.erasure(digests...), also, false); err != nil {
		w.Fatal(err)
	}
}

// TestEraseRecorded asks for what an erasure has emptied before its bytes are off the disk.
func TestEraseRecorded(t *testing.T) {
	w := newWorld(t)
	indexes := w.people(2)
	pledge := must(w.ledger.Entry(indexes[1])).Digest
	w.put("pegawai-1", "NIP")
	w.stopErasing("pegawai-1")
	if _, err := w.ledger.Proof(indexes[1]); !errors.Is(err, ErrErased) {
		t.Errorf("proof: %v", err)
	}
	if _, err := w.ledger.Statement(pledge); !errors.Is(err, ErrErased) {
		t.Errorf("statement: %v", err)
	}
	if a := must(w.ledger.Status(indexes[1])); a.State != verify.StateErased {
		t.Errorf("status %+v", a)
	}
	if held := must(w.ledger.Personal(t.Context(), subjectOf("pegawai-1"))); len(held) > 0 {
		t.Errorf("held: %+v", held)
	}
	if value := must(w.ledger.Drawer("roster").Get([]byte("pegawai-1"))); len(value) > 0 {
		t.Errorf("the drawer holds %q", value)
	}
	if report := must(w.ledger.Audit(t.Context(), nil)); len(report.Findings) > 0 {
		t.Errorf("audit: %+v", report.Findings)
	}
	w.valid(indexes[0])
}
