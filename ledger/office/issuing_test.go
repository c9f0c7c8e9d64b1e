package office_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/signer"
	"ikrar/verify"
)

// pdf waits for what a server would answer for a pledge's code, until that is other than "not
// issued".
func (w *world) pdf(pledge []byte) (pdf []byte, err error) {
	w.Helper()
	for range 600 {
		if pdf, err = w.CertificatePDF(verify.CodeOf(pledge)); !errors.Is(err, issue.ErrNotIssued) {
			return pdf, err
		}
		time.Sleep(50 * time.Millisecond)
	}
	return pdf, err
}

// running starts what issues beside a server. stop ends it and says how it ended.
func (w *world) running(failed func(uint64, error)) (pledged func(signer.Digest), stop func() error) {
	w.Helper()
	beside, err := w.Beside(w.registrar, "ikrar serve --issue (PID 1)")
	if err != nil {
		w.Fatal(err)
	}
	beside.Failed = failed
	beside.Stalled = func(err error) { w.Errorf("stalled: %v", err) }
	ctx, cancel := context.WithCancel(w.Context())
	ended := make(chan error, 1)
	go func() { ended <- beside.Run(ctx) }()
	return beside.Pledged, func() error { cancel(); return <-ended }
}

// TestBeside: certificates reach their owners while a server runs, those that waited before it and
// those that come, and one that cannot be drawn keeps nobody else's back.
func TestBeside(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	first, second := w.pledge(nabila, c), w.pledge(andre, c)
	w.record(first)
	if _, err := w.CertificatePDF(verify.CodeOf(first)); !errors.Is(err, issue.ErrNotIssued) {
		t.Errorf("before it runs: %v", err)
	}
	if _, err := w.CertificatePDF(verify.CodeOf(second)); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("of a code that nobody has: %v", err)
	}
	unprintable := w.campaignTitled("lain", "Deklarasi 字")
	third := w.pledge(andre, unprintable)
	w.record(third)
	failures := make(chan uint64, 8)
	pledged, stop := w.running(func(index uint64, err error) { failures <- index })
	if pdf, err := w.pdf(first); err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("what waited: %.10q, %v", pdf, err)
	}
	if index := <-failures; index != must(w.Ledger.Receipt(signer.DigestOf(third))).Index {
		t.Errorf("failed: entry %d", index)
	}
	w.record(second)
	pledged(signer.DigestOf(second))
	issued, err := w.pdf(second)
	if err != nil {
		t.Errorf("what came: %v", err)
	}
	if err := stop(); err != nil || len(failures) > 0 {
		t.Errorf("ended with %v, %d more failures", err, len(failures))
	}

	// The command writes the very same bytes, and issues nothing twice.
	plan := must(w.PlanIssue(issue.Request{Dir: filepath.Join(t.TempDir(), "sertifikat"), Campaign: c.ID}))
	if plan.Missing != 0 || plan.Issued != 2 {
		t.Errorf("afterwards: %d missing, %d issued", plan.Missing, plan.Issued)
	}
	check(plan.Issue(t.Context(), w.registrar, func(c issue.Certificate, err error) {
		if c.New || err != nil || c.Code == verify.CodeOf(second) && !bytes.Equal(read(t, c.Path), issued) {
			t.Errorf("%s: new %v, %v, or other bytes", c.Code, c.New, err)
		}
	}))
}

// TestIssuingWaits: a second run waits for the first, and hears who it is.
func TestIssuingWaits(t *testing.T) {
	w := newWorld(t)
	w.imported()
	w.record(w.pledge(nabila, w.campaign("deklarasi")))
	unlock, err := issue.Lock(t.Context(), w.LedgerDir()+".issuing", "ikrar issue (PID 4711)", nil)
	check(err)
	plan := must(w.PlanIssue(issue.Request{Dir: t.TempDir()}))
	who := make(chan string, 1)
	plan.Waiting = func(holder string) { who <- holder; unlock() }
	made := 0
	check(plan.Issue(t.Context(), w.registrar, func(c issue.Certificate, err error) { made++ }))
	if got := <-who; got != "ikrar issue (PID 4711)" || made != 1 {
		t.Errorf("waited for %q, made %d", got, made)
	}
	unlock, err = issue.Lock(t.Context(), w.LedgerDir()+".issuing", "ikrar issue (PID 4711)", nil)
	check(err)
	defer unlock()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := plan.Issue(ctx, w.registrar, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("given up: %v", err)
	}
}

// TestCertificatePDF: the answers to a code, while what it stands for changes.
func TestCertificatePDF(t *testing.T) {
	w := newWorld(t)
	w.imported()
	c := w.campaign("deklarasi")
	pledges := [][]byte{w.pledge(nabila, c), w.pledge(andre, c)}
	w.record(pledges...)
	issued := map[verify.Code][]byte{}
	plan := must(w.PlanIssue(issue.Request{Dir: t.TempDir()}))
	check(plan.Issue(t.Context(), w.registrar, func(c issue.Certificate, err error) {
		check(err)
		issued[c.Code] = read(t, c.Path)
	}))
	for _, pledge := range pledges {
		code := verify.CodeOf(pledge)
		if pdf, err := w.CertificatePDF(code); err != nil || !bytes.Equal(pdf, issued[code]) {
			t.Errorf("%s: other bytes, or %v", code, err)
		}
	}
	revocation := must(signer.Sign(w.registrar, w.Ledger.Origin(), signer.Revocation{IssuedAt: day.Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: signer.DigestOf(pledges[0]),
			Reason: "salah"}}))
	must(w.Ledger.Append(t.Context(), revocation))
	if _, err := w.CertificatePDF(verify.CodeOf(pledges[0])); !errors.Is(err, issue.ErrRevoked) {
		t.Errorf("revoked: %v", err)
	}
	must(must(w.PlanErasure(t.Context(), must(w.Person(andre)), "diminta")).Erase(t.Context(), w.registrar))
	if _, err := w.CertificatePDF(verify.CodeOf(pledges[1])); !errors.Is(err, issue.ErrGone) {
		t.Errorf("erased: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(w.PDFPath(), "*", "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("kept: %v, %v", left, err)
	}
}
