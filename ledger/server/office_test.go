package server

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/gob"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/session"
	asking "ikrar/verify/remote"
	"ikrar/verify/trust"
)

// receive lets registrars in.
func (w *world) receive() {
	w.Helper()
	w.server.options.Visits = w.ledger.Receive(w.options.Now, nil)
	w.server.watch()
	w.Cleanup(w.server.options.Visits.Close)
}

func (w *world) reach(key string) (*ledger.Ledger, error) {
	list, _ := w.ledger.Trust()
	return ledger.Reach(context.Background(), outpost.RoadTo(asking.New(), w.url, "id"),
		share.Reaching{Pinned: list, Registrar: testKey(key), Machine: "laptop kepegawaian", Now: time.Now})
}

// opening signs a session for a fresh challenge, changed.
func (w *world) opening(key, origin string, change func(*session.Session)) []byte {
	w.Helper()
	var said struct{ Nonce string }
	if err := json.Unmarshal(w.get("/v1/office/challenge").body, &said); err != nil {
		w.Fatal(err)
	}
	raw, err := hex.DecodeString(said.Nonce)
	if err != nil {
		w.Fatal(err)
	}
	list, _ := w.ledger.Trust()
	s := session.Session{Date: time.Now().Unix(), Address: list.URL, Nonce: session.Nonce(raw),
		Key: publicOf("session")}
	if change != nil {
		change(&s)
	}
	signed, err := s.Sign(testKey(key), origin)
	if err != nil {
		w.Fatal(err)
	}
	return signed
}

func (w *world) openSession(raw []byte) reply {
	w.Helper()
	return w.do(http.MethodPost, "/v1/office/sessions", raw, "Content-Type", mediaCOSE)
}

// TestOffice: a registrar records from afar over real HTTP; the way of each call is seen nowhere
// but in its own header.
func TestOffice(t *testing.T) {
	w := newWorld(t)
	if got := w.get("/v1/office/challenge"); got.code() != "not-found" {
		t.Errorf("without visits: %s", got.body)
	}
	w.receive()
	far, err := w.reach("registrar")
	if err != nil {
		t.Fatal(err)
	}
	size := far.Size()
	credential := sign(w, "registrar", signer.Credential{IssuedAt: w.now.Unix(),
		Confirmation: signer.Confirmation{Key: publicOf("siti")},
		Person:       signer.Person{Subject: signer.Subject{7}, Name: "Siti Contoh"}})
	if _, err := far.AppendBytes(t.Context(), signer.KindCredential, credential); err != nil {
		t.Fatal(err)
	}
	if err := far.Drawer("roster").Write([]struct{ Key, Value []byte }{{[]byte("a"), make([]byte,
		9<<20)}}); err != nil {
		t.Fatal(err)
	}
	value, err := far.Drawer("roster").Get([]byte("a"))
	if err != nil || len(value) != 9<<20 || far.Size() != size+1 || w.ledger.Size() != size+1 {
		t.Errorf("%d bytes, %v; %d entries", len(value), err, far.Size()-size)
	}
	who := w.server.options.Visits.Visitors()
	if len(who) != 1 || who[0].Registrar != "Bidang Mutasi" || who[0].Machine != "laptop kepegawaian" {
		t.Errorf("%+v", who)
	}
	if id := hex.EncodeToString(who[0].ID[:]); strings.Contains(w.log.String(), id) {
		t.Error("the session is in the log")
	}
	// Who comes and goes is logged and counted, without the machine.
	other, err := w.reach("registrar")
	if err == nil {
		err = other.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"session was opened", "session ended", "why=left", `registrar="Bidang Mutasi"`} {
		if !strings.Contains(w.log.String(), want) {
			t.Errorf("the log has no %s", want)
		}
	}
	if strings.Contains(w.log.String(), "laptop") {
		t.Error("the machine is in the log")
	}
	w.openSession([]byte("garbage"))
	w.call("session", session.ID{9}, 1, "x", "x")
	var metrics bytes.Buffer
	w.server.writeMetrics(&metrics)
	for _, want := range []string{"ikrar_office_sessions 1\n", "ikrar_office_sessions_opened_total 2\n",
		`ikrar_office_refused_total{code="encoding"} 1`, `ikrar_office_refused_total{code="session-ended"} 1`} {
		if !strings.Contains(metrics.String(), want) {
			t.Errorf("the metrics have no %s", want)
		}
	}
	// Ended by somebody, it stays so: its officer's program is told, and opens no other by itself.
	w.server.options.Visits.End(who[0].ID)
	far.Far().Refresh()
	if _, err := far.Drawer("roster").Get([]byte("b")); !errors.Is(err, share.ErrDismissed) {
		t.Error(err)
	}
	if n := len(w.server.options.Visits.Visitors()); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
}

// TestOfficeOpening: who opens no session.
func TestOfficeOpening(t *testing.T) {
	w := newWorld(t)
	w.receive()
	good := w.opening("registrar", testOrigin, nil)
	if got := w.openSession(good); got.StatusCode != http.StatusOK {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	old := w.now.Add(-time.Hour)
	for name, c := range map[string]struct {
		raw  []byte
		code string
	}{
		"replayed": {good, "session-challenge"},
		"nonce of nobody": {w.opening("registrar", testOrigin, func(s *session.Session) { s.Nonce[0] ^= 1 }),
			"session-challenge"},
		"another origin": {w.opening("registrar", testOrigin+"x", nil), "signature"},
		"another address": {w.opening("registrar", testOrigin,
			func(s *session.Session) { s.Address = "https://lain.example" }), "address-other"},
		"an hour ago": {w.opening("registrar", testOrigin, func(s *session.Session) { s.Date = old.Unix() }),
			"date"},
		"a key of small order": {w.opening("registrar", testOrigin,
			func(s *session.Session) { s.Key = eddsa.PublicKey{1} }), "encoding"},
		"otomatis":   {w.opening("otomatis", testOrigin, nil), "session-stranger"},
		"a stranger": {w.opening("siti", testOrigin, nil), "session-stranger"},
		"garbage":    {[]byte("garbage"), "encoding"},
	} {
		if got := w.openSession(c.raw); got.code() != c.code {
			t.Errorf("%s: %d %s, want %s", name, got.StatusCode, got.body, c.code)
		}
	}
	mine := w.opening("registrar", testOrigin, nil)
	for range 20_000 { // a flood of challenges fills no memory, and takes no officer's own away
		w.server.options.Visits.Challenge()
	}
	if got := w.openSession(mine); got.StatusCode != http.StatusOK {
		t.Errorf("behind a flood: %s", got.body)
	}
	for range 20 {
		if got := w.openSession(w.opening("registrar", testOrigin, nil)); got.StatusCode != http.StatusOK {
			t.Fatalf("%s", got.body)
		}
	}
	if n := len(w.server.options.Visits.Visitors()); n > 8 {
		t.Errorf("one registrar has %d sessions", n)
	}
}

// TestOfficeCalls: a call is refused before its body is read, unless the session's key signed it
// for this body, once, and the registrar is still in force.
func TestOfficeCalls(t *testing.T) {
	w := newWorld(t)
	w.receive()
	var opened struct{ Session string }
	if err := json.Unmarshal(w.openSession(w.opening("registrar", testOrigin, nil)).body, &opened); err != nil {
		t.Fatal(err)
	}
	raw, _ := hex.DecodeString(opened.Session)
	id := session.ID(raw)
	call := w.call
	for name, c := range map[string]struct {
		got  reply
		code string
	}{
		"no session": {w.do(http.MethodPost, "/v1/office/calls", []byte("x"), "Content-Type", mediaCall),
			"session-ended"},
		"another session": {call("session", session.ID{9}, 1, "x", "x"), "session-ended"},
		"another key":     {call("registrar", id, 1, "x", "x"), "signature"},
		"another body":    {call("session", id, 1, "x", "y"), "signature"},
		"not gob":         {call("session", id, 1, "x", "x"), "encoding"},
	} {
		if c.got.code() != c.code {
			t.Errorf("%s: %d %s, want %s", name, c.got.StatusCode, c.got.body, c.code)
		}
	}
	// The registrar is retired: the session ends with the next call.
	far, err := w.reach("registrar")
	if err != nil {
		t.Fatal(err)
	}
	list, _ := w.ledger.Trust()
	next := *list
	next.Serial++
	next.Registrars = []trust.Registrar{list.Registrars[0], list.Registrars[1]}
	next.Registrars[0].Last = w.ledger.Size() - 1
	next.Registrars = append(next.Registrars, trust.Registrar{Range: trust.Range{First: w.ledger.Size(),
		Last: trust.NoEnd}, Key: publicOf("lain"), Name: "Lain"})
	note, err := trust.Sign(next, testKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	w.append(signer.KindTrust, note)
	if err := far.Drawer("roster").Write([]struct{ Key, Value []byte }{{[]byte("a"), []byte("b")}}); !errors.Is(err,
		share.ErrStranger) {
		t.Errorf("a retired registrar writes: %v", err)
	}
	if got := call("session", id, 2, "x", "x"); got.code() != "session-ended" {
		t.Errorf("a retired registrar's session: %s", got.body)
	}
}

// TestOfficeBehindAttacker: whose address is refused too much for others' sake still hears that a
// session has ended, and opens another.
func TestOfficeBehindAttacker(t *testing.T) {
	w := newWorld(t)
	w.receive()
	far, err := w.reach("registrar")
	if err != nil {
		t.Fatal(err)
	}
	for range maxRefused + 1 {
		w.server.gate.refused.Count(admission.AddressOf(netip.MustParseAddr("127.0.0.1")))
	}
	if got := w.openSession([]byte("garbage")); got.code() != "too-many" {
		t.Errorf("the attacker is told %s", got.code())
	}
	w.server.options.Visits.Close()
	far.Far().Refresh()
	if _, err := far.Drawer("roster").Get([]byte("k")); err != nil {
		t.Error(err)
	}
}

// TestOfficeSlowLine: a call that its session has signed may take its time to arrive, what is
// anybody's may not.
func TestOfficeSlowLine(t *testing.T) {
	w := newWorld(t)
	w.receive()
	var opened struct{ Session string }
	if err := json.Unmarshal(w.openSession(w.opening("registrar", testOrigin, nil)).body, &opened); err != nil {
		t.Fatal(err)
	}
	raw, _ := hex.DecodeString(opened.Session)
	h := hardened(w.server)
	h.ReadTimeout = 200 * time.Millisecond
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go h.Serve(l)
	t.Cleanup(func() { h.Close() })
	slowly := func(path, media, body string, header ...string) (got string) {
		q, err := http.NewRequest(http.MethodPost, "http://"+l.Addr().String()+path, iotest.OneByteReader(
			pausing{strings.NewReader(body), time.Second / 10}))
		if err != nil {
			t.Fatal(err)
		}
		q.ContentLength = int64(len(body))
		q.Header.Set("Content-Type", media)
		for n := 0; n < len(header); n += 2 {
			q.Header.Set(header[n], header[n+1])
		}
		answer, err := new(http.Client).Do(q)
		if err != nil {
			return err.Error()
		}
		defer answer.Body.Close()
		said, _ := io.ReadAll(answer.Body)
		return string(said)
	}
	body := "not gob"
	sum := signer.DigestOf([]byte(body))
	signature := ed25519.Sign(testKey("session"), session.Call(testOrigin, session.ID(raw), 1, sum))
	if got := slowly("/v1/office/calls", mediaCall, body, "Authorization", fmt.Sprintf("Ikrar %x %d %x %x", raw, 1,
		sum[:], signature)); !strings.Contains(got, `"encoding"`) {
		t.Errorf("a call over a slow line: %s", got)
	}
	if got := slowly("/v1/pledges", mediaCOSE, body); strings.Contains(got, `"encoding"`) {
		t.Errorf("a pledge over a slow line: %s", got)
	}
}

// pausing is a reader that waits before each read.
type pausing struct {
	io.Reader
	pause time.Duration
}

func (p pausing) Read(b []byte) (int, error) {
	time.Sleep(p.pause)
	return p.Reader.Read(b)
}

// call makes a call of a session by a key, whose signature is for a body.
func (w *world) call(key string, id session.ID, number uint64, signed, sent string) reply {
	sum := signer.DigestOf([]byte(signed))
	signature := ed25519.Sign(testKey(key), session.Call(testOrigin, id, number, sum))
	return w.do(http.MethodPost, "/v1/office/calls", []byte(sent), "Content-Type", mediaCall, "Authorization",
		fmt.Sprintf("Ikrar %x %d %x %x", id[:], number, sum[:], signature))
}

// waysOfSessions lead to what is said to registrars from afar.
func (w *world) waysOfSessions(ways map[string]func() reply) {
	good := w.opening("registrar", testOrigin, nil)
	opened := func() (id session.ID) {
		var said struct{ Session string }
		if err := json.Unmarshal(w.openSession(w.opening("registrar", testOrigin, nil)).body, &said); err != nil {
			w.Error(err)
		}
		raw, _ := hex.DecodeString(said.Session)
		copy(id[:], raw)
		return id
	}
	asking := func(method string) string {
		var b bytes.Buffer
		if err := gob.NewEncoder(&b).Encode(struct{ Method string }{share.Service + "." + method}); err != nil {
			w.Error(err)
		}
		return b.String()
	}
	ways["session-challenge"] = func() reply { w.openSession(good); return w.openSession(good) }
	ways["session-stranger"] = func() reply { return w.openSession(w.opening("otomatis", testOrigin, nil)) }
	ways["session-ended"] = func() reply { return w.call("session", session.ID{1}, 1, "x", "x") }
	ways["session-dismissed"] = func() reply {
		id := opened()
		w.server.options.Visits.End(id)
		return w.call("session", id, 1, "x", "x")
	}
	ways["session-right"] = func() reply {
		return w.call("session", opened(), 1, asking("Publish"), asking("Publish"))
	}
	ways["session-number"] = func() reply {
		id := opened()
		w.call("session", id, 1, asking("Append"), asking("Append"))
		return w.call("session", id, 1, asking("Write"), asking("Write"))
	}
}
