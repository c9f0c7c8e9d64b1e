package ledger

import (
	"errors"
	"fmt"
	"testing"

	"ikrar/signer"
	"ikrar/verify"
)

func TestRecordedPledgesCheckValid(t *testing.T) {
	w := newWorld(t)
	for _, index := range w.people(5) {
		w.valid(index)
	}
	if report := w.audit(); len(report.Findings) != 0 || report.Size != 12 || report.Kinds[signer.KindPledge] != 5 {
		t.Errorf("audit: %+v", report)
	}
}

// TestReading asks the ledger of an office everything that it can be asked.
func TestReading(t *testing.T) {
	o := newOffice(t)
	index, err := o.ledger.ByCode(verify.CodeOf(o.sitiPledge))
	live, err2 := o.ledger.LiveCredential(subjectOf("siti"))
	number, err3 := o.ledger.ByNumber("800/1/BKD/2026")
	file, err4 := o.ledger.ByFile(signer.DigestOf([]byte("PDF 800/1/BKD/2026")))
	issued, err5 := o.ledger.IssuanceOf(signer.DigestOf(o.sitiPledge))
	campaign, err6 := o.ledger.Campaign("lewat")
	campaigns, err7 := o.ledger.Campaigns()
	if err := errors.Join(err, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string]bool{
		"code": index == 6, "live credential": live.Digest() == signer.DigestOf(o.siti), "number": number.Digest() == signer.DigestOf(o.sitiIssued),
		"file": file.Digest() == number.Digest(), "issuance": issued.Digest() == number.Digest(), "campaign": campaign.Claims().ID == "lewat",
		"campaigns": len(campaigns) == 3 && campaigns[0].Claims().ID == "besok",
	} {
		if !got {
			t.Errorf("%s is another", what)
		}
	}
	var pledges []string
	if err := o.ledger.Pledges(func(s signer.Subject, campaign string, index uint64) error {
		if s != subjectOf("siti") {
			t.Errorf("a pledge of %x", s)
		}
		pledges = append(pledges, fmt.Sprint(campaign, index))
		return nil
	}); err != nil || fmt.Sprint(pledges) != "[deklarasi6]" {
		t.Errorf("pledges: %v %v", pledges, err)
	}
	_, e1 := o.ledger.ByCode("0000-0000-0000")
	_, e2 := o.ledger.LiveCredential(subjectOf("ani"))
	_, e3 := o.ledger.ByNumber("x")
	_, e4 := o.ledger.ByFile(signer.Digest{})
	_, e5 := o.ledger.Campaign("entah")
	_, e6 := o.ledger.Entry(100)
	_, e7 := o.ledger.Proof(5)
	_, e8 := o.ledger.Receipt(signer.Digest{})
	_, e9 := o.ledger.Statement(signer.Digest{})
	for i, err := range []error{e1, e2, e3, e4, e5, e6, e7, e8, e9} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("question %d about what is not there: %v", i+1, err)
		}
	}
}

func TestFile(t *testing.T) {
	o := newOffice(t)
	pdf := []byte("PDF of budi")
	p := o.pledge("budi", o.budi)
	o.append(signer.KindPledge, p)
	ask := func(pledge, pdf []byte) verify.File {
		file, _, err := o.ledger.File(signer.DigestOf(pledge), pdf)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	if got := ask(p, pdf); got != verify.FileUnchecked {
		t.Errorf("before any was issued: %s", got)
	}
	first := o.issuance(p, "2", func(i *signer.Issuance) { i.File, i.Length = signer.DigestOf(pdf), uint64(len(pdf)) })
	o.append(signer.KindIssuance, first)
	for want, got := range map[verify.File]verify.File{
		verify.FileIssued: ask(p, pdf), verify.FileExtended: ask(p, append(pdf[:len(pdf):len(pdf)], "BSrE"...)),
		verify.FileUnchecked: ask(p, pdf[1:])} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if got := ask(o.pledge("ani", o.credential("ani")), pdf); got != verify.FileUnchecked {
		t.Errorf("of a pledge that is not recorded: %s", got)
	}
	d := signer.DigestOf(first)
	o.append(signer.KindIssuance, o.issuance(p, "2", func(i *signer.Issuance) { i.Predecessor = &d }))
	file, was, err := o.ledger.File(signer.DigestOf(p), pdf)
	if err != nil || file != verify.FileUnchecked || was == nil || was.File != signer.DigestOf(pdf) {
		t.Errorf("a file that was replaced: %s, by %+v, %v", file, was, err)
	}
	if err := o.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	if file, _, err := o.ledger.File(signer.DigestOf(p), pdf); err == nil || file != verify.FileUnchecked {
		t.Errorf("a ledger that cannot be read says %s, %v", file, err)
	}
}
