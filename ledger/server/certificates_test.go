package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
)

// TestCertificatePDF: whoever has the code gets the issued bytes and no others, or is told why not
// and when to ask again.
func TestCertificatePDF(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(6, "pegawai")
	var codes []verify.Code
	for _, p := range pledges {
		w.append(signer.KindPledge, p)
		codes = append(codes, verify.CodeOf(p))
	}
	w.publish()
	file := []byte("%PDF-1.7 yang terbit")
	w.issue(pledges[0], file, "800/1/BKD/2026")
	w.kept[codes[0]] = keptPDF{file, nil}
	w.kept[codes[1]] = keptPDF{nil, fmt.Errorf("kept: %w", ErrNotIssued)}
	w.kept[codes[2]] = keptPDF{nil, ErrRevoked}
	w.kept[codes[3]] = keptPDF{nil, ledger.ErrErased}
	w.kept[codes[4]] = keptPDF{[]byte("%PDF-1.7 digambar ulang"), nil}
	ask := func(code verify.Code) reply {
		return w.get("/v1/certificates/"+string(code)+".pdf", "Accept-Language", "en")
	}

	later := func(code verify.Code, seconds int) {
		t.Helper()
		got := ask(code)
		var said refusal
		if err := json.Unmarshal(got.body, &said); err != nil || got.StatusCode != http.StatusNotFound ||
			said.Error != "not-issued" || said.Retry != seconds ||
			got.Header.Get("Retry-After") != fmt.Sprint(seconds) || got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s %v", got.Status, got.body, got.Header)
		}
	}
	later(codes[0], retryIssuing) // on its way to the witnesses
	w.publish()
	for _, typed := range []string{string(codes[0]), strings.ToLower(strings.ReplaceAll(string(codes[0]), "-", ""))} {
		got := ask(verify.Code(typed))
		if got.StatusCode != http.StatusOK || !bytes.Equal(got.body, file) ||
			got.Header.Get("Content-Type") != "application/pdf" ||
			got.Header.Get("Content-Disposition") != `attachment; filename="`+string(codes[0])+`.pdf"` ||
			got.Header.Get("Cache-Control") != "no-store" ||
			got.Header.Get("Content-Security-Policy") != strictPolicy ||
			got.Header.Get("Content-Length") != fmt.Sprint(len(file)) {
			t.Errorf("%s %q %v", got.Status, got.body, got.Header)
		}
	}
	later(codes[1], retryByHand)
	w.server.options.Issues = true
	later(codes[1], retryIssuing)
	for code, want := range map[verify.Code]string{codes[2]: "410 revoked", codes[3]: "410 gone",
		codes[4]: "500 internal",
		codes[5]: "404 not-found", "0000-0000-0000": "404 not-found", "x": "404 not-found", "": "404 not-found"} {
		if got := ask(code); fmt.Sprint(got.StatusCode, " ", got.code()) != want {
			t.Errorf("%s: %s %s, want %s", code, got.Status, got.body, want)
		}
	}
}

// TestCertificateGuessed: who guesses codes is refused by and by; who waits for a certificate, as
// often as that may be, is not.
func TestCertificateGuessed(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	w.kept[verify.CodeOf(pledge)] = keptPDF{nil, ErrNotIssued}
	for range maxRefused + 1 {
		if got := w.get("/v1/certificates/" + string(verify.CodeOf(pledge)) + ".pdf"); got.code() != "not-issued" {
			t.Fatalf("%s %s", got.Status, got.body)
		}
	}
	for range maxRefused {
		if got := w.get("/v1/certificates/0000-0000-0000.pdf"); got.code() != "not-found" {
			t.Fatalf("%s %s", got.Status, got.body)
		}
	}
	got := w.get("/v1/certificates/0000-0000-0000.pdf")
	if got.code() != "too-many" || got.Header.Get("Retry-After") == "" {
		t.Errorf("%s %s", got.Status, got.body)
	}
}
