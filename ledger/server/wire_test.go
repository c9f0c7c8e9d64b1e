package server

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"ikrar/signer"
	"ikrar/signer/invitation"
)

// wire keeps all that passes over the connections of a client, in each direction.
type wire struct {
	mutex          sync.Mutex
	sent, received bytes.Buffer
}

// tap has the world's client speak over the wire.
func (w *world) tap() *wire {
	all := &wire{}
	w.client.Transport = &http.Transport{DisableCompression: true,
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := (&net.Dialer{}).DialContext(ctx, network, address)
			return &tapped{c, all}, err
		}}
	return all
}

type tapped struct {
	net.Conn
	*wire
}

func (t *tapped) Read(p []byte) (int, error) {
	n, err := t.Conn.Read(p)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.received.Write(p[:n])
	return n, err
}

func (t *tapped) Write(p []byte) (int, error) {
	t.mutex.Lock()
	t.sent.Write(p)
	t.mutex.Unlock()
	return t.Conn.Write(p)
}

// take gives what has passed since it was asked the last time.
func (l *wire) take() (sent, received string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	sent, received = l.sent.String(), l.received.String()
	l.sent.Reset()
	l.received.Reset()
	return sent, received
}

// spellings are a code, and the secrets that are made of it, as they may be found somewhere.
func spellings(code invitation.Code) []string {
	wrapping := code.WrappingKey(testOrigin)
	all := []string{string(code), code.String(), strings.ReplaceAll(code.String(), "-", " "),
		string(code[:8]), string(code[8:])}
	for _, secret := range [][]byte{code.Key(testOrigin).Seed(), wrapping[:], []byte(code)} {
		all = append(all, string(secret), hex.EncodeToString(secret),
			strings.TrimRight(base64.StdEncoding.EncodeToString(secret), "=")[:len(secret)],
			strings.TrimRight(base64.URLEncoding.EncodeToString(secret), "=")[:len(secret)])
	}
	return all
}

// holds says which spelling of a code a text has, in whatever letters; "" for none.
func holds(text string, code invitation.Code) string {
	for _, s := range spellings(code) {
		if strings.Contains(text, s) || strings.Contains(strings.ToLower(text), strings.ToLower(s)) {
			return s
		}
	}
	return ""
}

// posts are the paths to which a person's own program posts.
var posts = []string{"/v1/invitations", "/v1/corrections", "/v1/enrolments", "/v1/pledges", "/v1/revocations"}

// places are where a code could be found.
func (w *world) places(received, sent string) map[string]string {
	return map[string]string{"a request": sent, "an answer": received,
		"the log": w.log.String(), "a metric": w.metrics()}
}

// TestCodeIsNowhere records all traffic of a person's way, and of ways that end badly: the code is
// in no request, no answer, no line of the log and no metric, nor is what it opens.
func TestCodeIsNowhere(t *testing.T) {
	w := newWorld(t)
	line, codes := w.tap(), w.invited(3)
	send := func(path string, body []byte) reply { return w.send(path, body) }
	send("/v1/invitations", w.viewOf(codes[0]))
	send("/v1/corrections", w.correctionOf(codes[0], "Nama Lain"))
	request := w.requestOf(codes[0], "telepon")
	send("/v1/enrolments", request)
	send("/v1/enrolments", w.requestOf(codes[0], "tablet"))
	send("/v1/invitations", w.viewOf(codes[0]))
	send("/v1/enrolments", w.withdrawalOf(codes[0], request))
	w.desk.Registrar = testKey("otomatis")
	send("/v1/enrolments", request) // which was withdrawn
	withdrawn := signer.DigestOf(request)
	again := invitation.Request{Address: testAddress, After: &withdrawn}
	request = made(again.Sign(testKey("telepon"), codes[0].Key(testOrigin), testOrigin))
	if got := send("/v1/enrolments", request); got.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", got.Status, got.body)
	}
	for _, path := range posts {
		for _, code := range codes {
			send(path, w.viewOf(code))
			send(path, w.requestOf(code, "lain"))
			send(path, w.withdrawalOf(code, request))
			send(path, w.correctionOf(code, "Nama Lain"))
		}
	}
	w.publish()
	w.get("/tanda")
	w.get("/v1/keys/" + signer.Digest(publicOf("telepon")).String())
	sent, received := line.take()
	if len(sent) < 20000 || strings.Count(received, "HTTP/1.1 ") < 60 {
		t.Fatalf("only %d and %d bytes were recorded", len(sent), len(received))
	}
	for place, text := range w.places(received, sent) {
		for _, code := range codes {
			if s := holds(text, code); s != "" {
				t.Errorf("%s has %q", place, s)
			}
		}
		if holds(text+codes[2].String(), codes[2]) == "" {
			t.Error("nothing would be found")
		}
	}

	// A link that somebody rewrote carries the code here, and no further.
	for _, path := range []string{"/tanda%23", "/ttd%2523", "/tandatangan%23", "/tanda/%23", "/%23",
		"/v1/certificates/", "/v1/proofs/"} {
		w.get(path + codes[2].String())
		w.get(path + codes[2].String() + ".pdf")
	}
	sent, received = line.take()
	if holds(sent, codes[2]) == "" {
		t.Error("nothing was sent")
	}
	for place, text := range w.places(received, "") {
		if s := holds(text, codes[2]); s != "" {
			t.Errorf("%s has %q", place, s)
		}
	}
}
