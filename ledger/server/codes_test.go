package server

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
	"ikrar/signer/invitation"
	"ikrar/verify"
)

// codesOfDocument are the error codes of HTTP.md's table, each with its status.
func codesOfDocument(t *testing.T) map[string]string {
	document, err := os.ReadFile("HTTP.md")
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]string{}
	line := regexp.MustCompile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` ")
	for _, m := range line.FindAllStringSubmatch(string(document), -1) {
		codes[m[2]] = m[1]
	}
	return codes
}

// TestEveryCode reaches every code of HTTP.md's table over the network, with its status, a sentence
// in either language, and when to come again where that helps.
func TestEveryCode(t *testing.T) {
	w, pledge := furnished(t)
	codes := codesOfDocument(t)
	ways := map[string]func() reply{}
	w.waysOfInvitations(ways)
	w.waysOfSessions(ways)
	for code, token := range map[string]string{"unknown": "SALAH", "ended": "HABIS", "revoked": "CABUT"} {
		ways["unit-link-"+code] = func() reply { return w.get("/v1/opd", "Authorization", "Ikrar-Unit "+token) }
	}
	w.waysOfBodies(ways, pledge)
	w.waysOfCertificates(ways)
	w.waysOfTrouble(ways, pledge)
	// After these little else goes.
	last := []string{"unpublished", "too-many", "clock", "stopping", "disk-full", "out-of-service"}
	for _, one := range last {
		if ways[one] == nil {
			t.Errorf("no way to %s", one)
		}
	}
	check := func(code string) {
		got, status := ways[code](), codes[code]
		delete(codes, code)
		if fmt.Sprint(got.StatusCode) != status || got.code() != code {
			t.Errorf("%s: %s %s", code, got.Status, got.body)
		}
		again := slices.Contains([]int{202, 429, 503}, got.StatusCode) || code == "not-issued"
		if (got.Header.Get("Retry-After") != "") != again {
			t.Errorf("%s: Retry-After %q", code, got.Header.Get("Retry-After"))
		}
	}
	for code := range ways {
		if !strings.Contains(fmt.Sprint(last), code) {
			check(code)
		}
	}
	for _, code := range last {
		check(code)
	}
	for code := range codes {
		t.Errorf("%s was not reached", code)
	}
}

// waysOfInvitations lead to what is said about invitations.
func (w *world) waysOfInvitations(ways map[string]func() reply) {
	codes := w.invited(4)
	view := func(date int64, address string) func() reply {
		ask := invitation.View{Date: date, Address: address}
		return func() reply { return w.send("/v1/invitations", made(ask.Sign(codes[0].Key(testOrigin), testOrigin))) }
	}
	now := w.now.Unix()
	ways["date"] = view(now-86400, testAddress)
	ways["address-other"] = view(now, "https://lain.example")
	ways["invitation-unknown"] = func() reply { return w.send("/v1/invitations", w.viewOf("0000000000000000")) }
	ways["invitation-old"] = func() reply {
		old := signer.Enrolment{Invitation: codes[0].String()}
		return w.send("/v1/enrolments", made(old.Sign(testKey("lama"), testOrigin)))
	}
	ways["not-enrolled"] = func() reply {
		return w.send("/v1/enrolments", made(signer.Enrolment{}.Sign(testKey("siapa"), testOrigin)))
	}
	ways["waiting"] = func() reply { return w.send("/v1/enrolments", w.requestOf(codes[1], "telepon")) }
	ways["invitation-waiting"] = func() reply {
		w.send("/v1/enrolments", w.requestOf(codes[1], "telepon"))
		return w.send("/v1/enrolments", w.requestOf(codes[1], "tablet"))
	}
	ways["request-withdrawn"] = func() reply {
		request := w.requestOf(codes[0], "tablet")
		w.send("/v1/enrolments", request)
		w.send("/v1/enrolments", w.withdrawalOf(codes[0], request))
		return w.send("/v1/enrolments", request)
	}
	ways["wishes-many"] = func() (got reply) {
		for n := range 6 {
			got = w.send("/v1/corrections", w.correctionOf(codes[0], fmt.Sprint("Nama ", n)))
		}
		return got
	}
	ways["invitation-used"] = func() reply {
		w.desk.Registrar = testKey("otomatis")
		w.send("/v1/enrolments", w.requestOf(codes[2], "dipakai"))
		w.desk.Registrar = nil
		return w.send("/v1/invitations", w.viewOf(codes[2]))
	}
	ways["invitation-expired"] = func() reply { // a year later, by the desk's clock
		now := w.desk.Now
		defer func() { w.desk.Now = now }()
		later := time.Now().AddDate(1, 0, 0)
		w.desk.Now = func() time.Time { return later }
		ask := invitation.View{Date: later.Unix(), Address: testAddress}
		return w.send("/v1/invitations", made(ask.Sign(codes[3].Key(testOrigin), testOrigin)))
	}
}

// waysOfBodies lead to what is wrong with what is sent.
func (w *world) waysOfBodies(ways map[string]func() reply, pledge []byte) {
	post := func(path, media string, body []byte) func() reply {
		return func() reply { return w.do(http.MethodPost, path, body, "Content-Type", media) }
	}
	flipped := bytes.Clone(pledge)
	flipped[len(flipped)-1] ^= 1
	ways["encoding"] = post("/v1/pledges", mediaCOSE, []byte("?"))
	ways["sequence"] = post("/v1/pledges/sequence", mediaSequence, []byte{0xff})
	ways["media-type"] = post("/v1/pledges", mediaJSON, pledge)
	ways["too-large"] = post("/v1/pledges", mediaCOSE, make([]byte, MaxBody+1))
	ways["signature"] = post("/v1/pledges", mediaCOSE, flipped)
	ways["method"] = post("/trust", mediaCOSE, pledge)
	ways["not-found"] = func() reply { return w.get("/lain") }
	ways["moved"] = func() reply {
		defer w.movedTo(testAddress) // and back
		w.movedTo("https://baru.example")
		return w.at(strings.TrimPrefix(testAddress, "https://"), http.MethodGet, "/trust")
	}
	of := signer.RevocationBody{What: signer.TargetPledge, Target: signer.DigestOf(pledge), Reason: "salah orang"}
	ways["own-key-only"] = post("/v1/revocations", mediaCOSE,
		sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(), RevocationBody: of}))
	ways["body"] = func() reply { // that ends before its announced length
		c, err := net.Dial("tcp", w.url[len("http://"):])
		if err != nil {
			w.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, "POST /v1/pledges HTTP/1.1\r\nHost: x\r\n"+
			"Content-Type: application/cose\r\nContent-Length: 9\r\n\r\n?")
		c.(*net.TCPConn).CloseWrite()
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			w.Fatal(err)
		}
		defer answer.Body.Close()
		data, err := io.ReadAll(answer.Body)
		if err != nil {
			w.Fatal(err)
		}
		return reply{answer, data}
	}
}

// waysOfCertificates lead to why there is no PDF.
func (w *world) waysOfCertificates(ways map[string]func() reply) {
	for code, kept := range map[string]keptPDF{"not-issued": {nil, ErrNotIssued}, "revoked": {nil, ErrRevoked},
		"gone": {nil, ledger.ErrErased}, "internal": {[]byte("%PDF-1.7 lain"), nil}} {
		ways[code] = func() reply {
			w.kept["0000-0000-0000"] = kept
			return w.get("/v1/certificates/0000-0000-0000.pdf")
		}
	}
}

// waysOfTrouble lead to what is wrong with the server, or with who asks too much of it.
func (w *world) waysOfTrouble(ways map[string]func() reply, pledge []byte) {
	fresh := w.staff(2, "baru")
	ways["busy"] = func() reply {
		defer taken(w.server.gate.requests, maxRequests)()
		return w.get("/trust")
	}
	ways["unpublished"] = func() reply {
		w.post(fresh[0])
		return w.get("/v1/proofs/" + string(verify.CodeOf(fresh[0])))
	}
	ways["too-many"] = func() reply {
		for range maxRefused {
			w.server.gate.refused.Count(admission.AddressOf(netip.MustParseAddr("127.0.0.1")))
		}
		got := w.send("/v1/pledges", []byte("?"))
		w.server.gate = newGate(time.Now, nil, MaxConnections, func(n int) int { return n })
		return got
	}
	ways["clock"] = func() reply {
		w.behind.Store(int64(24 * time.Hour))
		defer w.behind.Store(0)
		return w.post(fresh[1])
	}
	reopen := func(change func(*ledger.Options)) {
		w.ledger.Close()
		o := w.options
		change(&o)
		l, err := ledger.OpenLedger(o)
		if err != nil {
			w.Fatal(err)
		}
		w.ledger, w.server.options.Ledger = l, l
	}
	ways["stopping"] = func() reply {
		w.ledger.Close()
		return w.post(fresh[1])
	}
	ways["disk-full"] = func() reply {
		reopen(func(o *ledger.Options) { o.Reserve = 1 << 62 })
		return w.post(fresh[1])
	}
	ways["out-of-service"] = func() reply {
		reopen(func(*ledger.Options) {})
		w.ledger.Halt(errors.New("a test"))
		return w.post(fresh[1])
	}
}
