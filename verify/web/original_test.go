package web_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"ikrar/verify/web/browser"
)

// wholePDF is a PDF of one page with a proof attached, all of whose bytes are accounted for: saved
// by some program, it is the same but for its producer.
func wholePDF(proof []byte, producer, box string) []byte {
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(p) 4 0 R] >> >> >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + box + "] /Resources << >> >>",
		"<< /Type /Filespec /F (p) /EF << /F 5 0 R >> >>",
		fmt.Sprintf("<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream", len(proof), proof),
		"<< /Producer (" + producer + ") >>",
	}
	var out, table bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	fmt.Fprintf(&table, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for n, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", n+1, o)
	}
	at := out.Len()
	fmt.Fprintf(&out, "%strailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		&table, len(objects)+1, at)
	return out.Bytes()
}

// originalScenes are those in which the ledger gives the certificate itself: to hold a file against
// it, and to whoever asks for it.
func originalScenes() []*scene {
	const a4, other = "842 595", "842 594"
	issued := func(o *office) {
		pdf := wholePDF(o.proof.Full(), "ikrar", a4)
		o.issued(pdf, false)
		o.files[pdfPath(o)] = pdf
	}
	dropped := func(producer, box string) func(*browser.Page, *scene) {
		return func(p *browser.Page, s *scene) {
			s.served.programs(s.t)
			drop(p, "s.pdf", wholePDF(s.made.proof.Full(), producer, box))
		}
	}
	tap := func(before func(*scene)) func(*browser.Page, *scene) {
		return func(p *browser.Page, s *scene) {
			before(s)
			open(p, s)
			settled(p)
			fetched := func(path string) bool { return strings.HasSuffix(path, ".pdf") }
			if slices.ContainsFunc(s.served.questions(), fetched) {
				s.t.Error("the certificate was fetched before anybody asked for it")
			}
			p.Eval(`document.getElementById("pdf").click()`, nil)
			p.Wait(`document.querySelector("a#pdf") ||
				document.getElementById("pdf").previousElementSibling.role === "alert"`)
		}
	}
	refused := func(name string, f failing, says ...string) *scene {
		return &scene{name: "original-" + name, look: tap(func(s *scene) { s.served.fails(pdfPath(s.made), f) }),
			kind: "valid", word: "verdict.valid", says: says, never: []string{"page.pdf.save"}}
	}
	return []*scene{
		{name: "resaved", office: issued, look: dropped("Microsoft Print", a4), kind: "undetermined",
			word: "verdict.undetermined",
			says: []string{"verdict.undetermined.resaved", "file.resaved", "difference.nothing"}},
		{name: "changed", office: issued, look: dropped("Microsoft Print", other), kind: "altered",
			word: "verdict.altered", says: []string{"verdict.altered.file", "file.different"}},
		{name: "resaved-unheld", office: func(o *office) { // the bytes that come are not those that were issued
			issued(o)
			o.files[pdfPath(o)] = wholePDF(o.proof.Full(), "somebody", a4)
		}, look: dropped("Microsoft Print", other), kind: "valid", word: "verdict.valid",
			says: []string{"file.unchecked", "difference.unlike"}, never: []string{"file.different"}},
		{name: "original", office: issued, look: tap(func(*scene) {}), kind: "valid", word: "verdict.valid",
			says: []string{"page.pdf.save"}},
		refused("unissued", failing{404, "not-issued", "30"}, "Coba lagi dalam 30 detik|Try again in 30 seconds"),
		refused("revoked", failing{410, "revoked", ""}, "page.cause.revoked"),
		refused("gone", failing{410, "gone", ""}, "page.cause.gone"),
		refused("unkept", failing{404, "not-found", ""}, "page.cause.unkept"),
		refused("busy", failing{503, "busy", "1"}, "Tunggu beberapa detik|Wait a few seconds"),
		{name: "original-issued", office: func(o *office) { o.issue(false) }, look: func(p *browser.Page, s *scene) {
			drop(p, "s.pdf", pdfWith(s.made.proof.Full()))
		}, kind: "valid", word: "verdict.valid", says: []string{"file.issued"}, never: []string{"page.pdf"}},
		{name: "original-none", look: func(p *browser.Page, s *scene) { submit(p, string(s.made.proof.Code())) },
			kind: "valid", word: "verdict.valid", says: []string{"page.number.none"}, never: []string{"page.pdf"}},
	}
}

func pdfPath(o *office) string { return "/v1/certificates/" + string(o.proof.Code()) + ".pdf" }
