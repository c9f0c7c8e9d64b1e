package server

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/verify/packet"
	"ikrar/verify/trust"
)

// relay is another address that copies all that the institution says, and forwards all that it is
// sent, after it has looked at it, changed it, and kept it for later.
type relay struct {
	*httptest.Server
	behind string
	kept   [][]byte                 // what was posted to it
	turn   func(body []byte) []byte // what it forwards in its place; nil for the same
}

func newRelay(t *testing.T, behind string) *relay {
	r := &relay{behind: behind}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			t.Error(err)
		}
		if q.Method == http.MethodPost {
			r.kept = append(r.kept, body)
			if r.turn != nil {
				body = r.turn(body)
			}
		}
		forward, err := http.NewRequest(q.Method, behind+q.URL.Path, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		forward.Header = q.Header.Clone()
		answer, err := http.DefaultTransport.RoundTrip(forward)
		if err != nil {
			t.Error(err)
			return
		}
		defer answer.Body.Close()
		for name := range answer.Header {
			w.Header().Set(name, answer.Header.Get(name))
		}
		w.WriteHeader(answer.StatusCode)
		io.Copy(w, answer.Body)
	}))
	t.Cleanup(r.Close)
	return r
}

// through sends over the relay.
func (r *relay) through(w *world, path string, body []byte) reply {
	w.Helper()
	behind := w.url
	w.url = r.URL
	defer func() { w.url = behind }()
	return w.send(path, body)
}

// TestRelay: whoever copies the trust list and forwards everything under another address has no
// credential for a key of their own, whatever they make of what they were sent; not from a person
// who took their address for the right one, and not from one who was led over them.
func TestRelay(t *testing.T) {
	w := newWorld(t)
	w.desk.Registrar = testKey("otomatis")
	codes := w.invited(2)
	r := newRelay(t, w.url)
	size := w.ledger.Size()

	// The list that it hands on names the institution's own address: command and page stop there,
	// with nothing sent.
	note := w.get("/trust").body
	list, err := trust.Pin(note)
	if err != nil || list.URL != testAddress || list.URL == r.URL {
		t.Fatalf("%v %v", list, err)
	}
	// Whoever signs for its address all the same signs nothing that the server takes.
	code := codes[0]
	at := func(address string) (view, request []byte) {
		return made(invitation.View{Date: w.now.Unix(), Address: address}.Sign(code.Key(testOrigin), testOrigin)),
			made(invitation.Request{Address: address}.Sign(testKey("korban"), code.Key(testOrigin), testOrigin))
	}
	view, request := at(r.URL)
	for path, body := range map[string][]byte{"/v1/invitations": view, "/v1/enrolments": request} {
		if got := r.through(w, path, body); got.code() != "address-other" {
			t.Errorf("%s: %s %s", path, got.Status, got.body)
		}
	}

	// What a person has signed for the right address, and sent over it, it turns as it likes.
	view, request = at(testAddress)
	r.through(w, "/v1/invitations", view)
	withdrawal, correction := w.withdrawalOf(code, request), w.correctionOf(code, "Nama Lain")
	for name, made := range turned(t, w, code, request, view, withdrawal, correction) {
		r.turn = func([]byte) []byte { return made }
		got := r.through(w, "/v1/enrolments", request)
		if got.StatusCode < 400 || got.code() == "" {
			t.Errorf("%s: %s", name, got.Status)
		}
	}
	if w.ledger.Size() != size {
		t.Fatal("a credential was recorded")
	}
	if _, err := w.ledger.About(publicOf("perantara")); err == nil {
		t.Error("the relay's key is enrolled")
	}

	// As it came it leads to the credential of the person's own key, and to nothing after that.
	r.turn = nil
	p, err := packet.Parse(r.through(w, "/v1/enrolments", request).body)
	if err != nil {
		t.Fatal(err)
	}
	u, err := signer.Parse[signer.Credential](p.Credential)
	if err != nil || u.Claims().Key != publicOf("korban") {
		t.Errorf("%+v %v", u.Claims(), err)
	}
	for n, body := range r.kept {
		for _, path := range posts {
			got := w.send(path, body)
			if got.Header.Get("Content-Type") == mediaPacket && !bytes.Equal(got.body, p.Bytes()) {
				t.Errorf("what was kept, %d, to %s: %s", n, path, got.Status)
			}
		}
	}
	if w.ledger.Size() != size+1 {
		t.Errorf("%d entries were recorded", w.ledger.Size()-size)
	}
}

// turned are requests for a key of the relay's own, made of all that it has seen of a person.
func turned(t *testing.T, w *world, code invitation.Code, seen ...[]byte) map[string][]byte {
	var theirs struct {
		_             struct{} `cbor:",toarray"`
		First, Second cbor.Raw
	}
	if err := cbor.Decode(seen[0], &theirs); err != nil {
		t.Fatal(err)
	}
	relays := testKey("perantara")
	own := theirs
	// It names the relay's key as that of an invitation.
	mine := made(invitation.Request{Address: testAddress}.Sign(relays, relays, testOrigin))
	if err := cbor.Decode(mine, &own); err != nil {
		t.Fatal(err)
	}
	first := made(signer.SignNamed(relays, "request", testOrigin, named(relays, code)))
	digest := signer.DigestOf(first)
	all := map[string][]byte{"its own request": mine,
		"its own enrolment":         made(signer.Enrolment{}.Sign(relays, testOrigin)),
		"its enrolment with a code": made(signer.Enrolment{Invitation: code.String()}.Sign(relays, testOrigin))}
	pair := func(name string, first, second []byte) {
		own.First, own.Second = first, second
		all[name] = cbor.Encode(own)
	}
	pair("its key before their redemption", first, theirs.Second)
	redemption := made(signer.SignNamed(relays, "redemption", testOrigin, digest[:]))
	pair("its key before its own redemption", first, redemption)
	pair("their key before its redemption", theirs.First, redemption)
	pair("exchanged", theirs.Second, theirs.First)
	for n, other := range seen[1:] { // whatever else the invitation key has signed
		pair(fmt.Sprint("its key before another signature, ", n), first, other)
		pair(fmt.Sprint("their key before another signature, ", n), theirs.First, other)
	}
	return all
}

// named is the payload of a request for a key under the invitation of a code.
func named(key ed25519.PrivateKey, code invitation.Code) []byte {
	pub, err := eddsa.PublicKeyOf(key)
	invited, err2 := eddsa.PublicKeyOf(code.Key(testOrigin))
	if err != nil || err2 != nil {
		panic("a key of a test")
	}
	type body struct {
		Address    string          `cbor:"1,keyasint"`
		Invitation eddsa.PublicKey `cbor:"2,keyasint"`
	}
	return cbor.Encode(struct {
		signer.Confirmation `cbor:"8,keyasint"`
		Body                body `cbor:"-65537,keyasint"`
	}{signer.Confirmation{Key: pub}, body{testAddress, invited}})
}
