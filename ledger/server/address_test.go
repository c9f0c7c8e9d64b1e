package server

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikrar/signer"
)

// wrongCode asks for a proof by a code of nobody.
const wrongCode = "/v1/proofs/0000-0000-0000"

// TestTooMany: refusals beyond the budget of an address are not explained; what is not refused is
// answered as ever, and who signs with an enrolled key is told what is wrong until that key has
// been refused too often.
func TestTooMany(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(3, "pegawai")
	first := w.post(pledges[0])
	for i := range 900 { // as watching over many keys does
		for _, path := range []string{"/v1/keys/" + signer.DigestOf([]byte{byte(i)}).String(), "/favicon.ico", "/v1/campaigns/lain"} {
			if got := w.get(path); got.code() != "not-found" {
				t.Fatalf("what is not there, %d: %s: %s %s", i, path, got.Status, got.body)
			}
		}
	}
	for i := range maxRefused {
		if got := w.get(wrongCode); got.code() != "not-found" {
			t.Fatalf("refusal %d: %s %s", i, got.Status, got.body)
		}
	}
	flipped := bytes.Clone(pledges[1])
	flipped[len(flipped)-1] ^= 1
	unknown := w.pledge("lain", sign(w, "registrar", signer.Credential{IssuedAt: w.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf("lain")},
		Person: signer.Person{Subject: signer.Subject{1}, Name: "Lain", Unit: "Dinas Contoh", NIPLast4: "2002"}}), "deklarasi")
	tooMany := func(what string, got reply) {
		t.Helper()
		wait, err := strconv.Atoi(got.Header.Get("Retry-After"))
		if got.StatusCode != http.StatusTooManyRequests || got.code() != "too-many" || err != nil || wait < 1 || wait > 60 {
			t.Errorf("%s: %s %s %v", what, got.Status, got.body, got.Header)
		}
		if !got.Close {
			t.Errorf("%s: the connection is kept", what)
		}
	}
	tooMany("no method", w.do("PUT", "/trust", nil))
	tooMany("a flipped signature", w.post(flipped))
	tooMany("an unrecorded credential", w.post(unknown))
	tooMany("a proof", w.get(wrongCode))
	tooMany("no code", w.get("/v1/proofs/x"))
	got, _ := w.sequence(flipped, pledges[1])
	tooMany("a sequence that an unknown key begins", got)

	if got := w.get("/nothing"); got.code() != "not-found" {
		t.Errorf("what is not there: %s %s", got.Status, got.body)
	}
	if got := w.get("/checkpoint"); got.StatusCode != http.StatusOK {
		t.Errorf("what is there: %s", got.Status)
	}
	if got := w.post(pledges[0]); !bytes.Equal(got.body, first.body) {
		t.Errorf("a pledge again: %s %s", got.Status, got.body)
	}
	if got := w.post(pledges[1]); got.StatusCode != http.StatusOK {
		t.Errorf("a pledge: %s %s", got.Status, got.body)
	}
	if got, all := w.sequence(pledges[2], flipped); got.StatusCode != http.StatusOK || all[0].Error != "" || all[1].Error != "signature" {
		t.Errorf("a sequence that an enrolled key begins: %s %s", got.Status, got.body)
	}
	u, err := signer.Parse[signer.Pledge](pledges[1])
	if err != nil {
		t.Fatal(err)
	}
	wrong := w.pledge("pegawai-1", signer.CredentialOf(u).Bytes(), "lain")
	for i := range maxRefusedKnown {
		if got := w.post(wrong); got.code() != "campaign-unknown" {
			t.Fatalf("an enrolled key's refusal %d: %s %s", i, got.Status, got.body)
		}
	}
	tooMany("an enrolled key, once too often", w.post(wrong))
	var metrics bytes.Buffer
	w.server.writeMetrics(&metrics)
	for _, want := range []string{`ikrar_bounded_addresses{by="refusals"} 1`, "ikrar_bounded_signers 1", `ikrar_bounded_addresses{by="connections"} 0`} {
		if !strings.Contains(metrics.String(), want+"\n") {
			t.Errorf("no %s in\n%s", want, metrics.String())
		}
	}
}

// TestForwarded: behind a proxy that is named each client has its own budget; behind one on
// loopback that is not, none has, and the log says so once, without an address.
func TestForwarded(t *testing.T) {
	w := newWorld(t)
	over := func(forwarded string) bool {
		for range maxRefused + 1 {
			if w.get(wrongCode, "X-Forwarded-For", forwarded).code() == "too-many" {
				return true
			}
		}
		return false
	}
	if over("198.51.100.7") {
		t.Error("behind a proxy that is not named everybody was refused together")
	}
	if n := strings.Count(w.log.String(), "level=WARN"); n != 1 || strings.Contains(w.log.String(), "198.51.100.7") || strings.Contains(w.log.String(), "127.0.0.1") {
		t.Errorf("%d warnings: %.500s", n, w.log)
	}
	w.server.gate = newGate(time.Now, []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, MaxConnections, func(n int) int { return n })
	if n := strings.Count(w.log.String(), "level=WARN"); n != 1 {
		t.Errorf("%d warnings before a named proxy is silent", n)
	}
	for range 3 {
		w.get("/trust")
		w.get("/trust", "X-Forwarded-For", "unknown")
	}
	if n := strings.Count(w.log.String(), "sends no X-Forwarded-For that can be read"); n != 1 {
		t.Errorf("%d warnings of a silent proxy: %.500s", n, w.log)
	}
	if !over("198.51.100.7") {
		t.Error("behind a proxy that is named nobody is bounded")
	}
	for client, code := range map[string]string{"198.51.100.8": "not-found", "198.51.100.7, 198.51.100.8": "not-found", "198.51.100.8, 198.51.100.7": "too-many",
		"198.51.100.7, 127.0.0.9": "too-many", "::ffff:198.51.100.7": "too-many"} {
		if got := w.get(wrongCode, "X-Forwarded-For", client); got.code() != code {
			t.Errorf("%s: %s, want %s", client, got.body, code)
		}
	}
}

// TestTwoLengths: what follows a request with Content-Length and Transfer-Encoding is read by
// nobody.
func TestTwoLengths(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	chunked := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(pledge), pledge)
	for what, head := range map[string]string{
		"both":             "POST /v1/pledges HTTP/1.1\r\nHost: x\r\nContent-Type: application/cose\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
		"the other way":    "POST /v1/pledges HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/cose\r\nContent-Length: 6\r\n\r\n" + chunked,
		"a refused method": "POST /trust HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"an unknown one":   "POST /v1/pledges HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n",
		"HTTP/1.0":         "POST /v1/pledges HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\nContent-Type: application/cose\r\nContent-Length: " + strconv.Itoa(len(pledge)) + "\r\nTransfer-Encoding: chunked\r\n\r\n" + string(pledge),
	} {
		c, err := net.Dial("tcp", w.url[len("http://"):])
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		c.SetDeadline(time.Now().Add(20 * time.Second))
		io.WriteString(c, head+"GET /trust HTTP/1.1\r\nHost: x\r\n\r\n")
		all, err := io.ReadAll(c)
		if n := bytes.Count(all, []byte("HTTP/1.")); err != nil || n != 1 || !bytes.Contains(all, []byte("Connection: close\r\n")) {
			t.Errorf("%s: %d answers, %v\n%.600s", what, n, err, all)
		}
		if unknown := bytes.HasPrefix(all, []byte("HTTP/1.1 501 ")); unknown != (what == "an unknown one") {
			t.Errorf("%s: %.30s", what, all)
		}
	}
}
