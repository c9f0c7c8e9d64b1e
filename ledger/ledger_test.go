package ledger

import (
	"testing"

	"ikrar/signer"
	"ikrar/verify"
)

func TestRecordedPledgesCheckValid(t *testing.T) {
	w := newWorld(t)
	for _, index := range w.people(5) {
		p, err := w.ledger.Proof(index)
		if err != nil {
			t.Fatal(err)
		}
		for form, proof := range map[string][]byte{"full": p.Full(), "short": p.Short(), "QR": []byte(p.QR("https://ikrar.contoh.example"))} {
			r := verify.Check(proof, &w.trust, w.ledger, w.now.Unix())
			if r.Verdict != verify.Valid {
				t.Errorf("%s proof of entry %d: %s, steps %+v", form, index, r.Verdict, r.Steps)
			}
		}
	}
	if report := w.audit(); len(report.Findings) != 0 || report.Size != 12 || report.Kinds[signer.KindPledge] != 5 {
		t.Errorf("audit: %+v", report)
	}
}
