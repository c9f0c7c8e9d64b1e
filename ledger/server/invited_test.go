package server

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/invitation"
	"ikrar/verify/packet"
)

const testAddress = "https://ikrar.contoh.example"

// invited imports n invented people and invites them; it returns their codes.
func (w *world) invited(n int) []invitation.Code {
	w.Helper()
	sheet := "nip,nama,jabatan,unit,golongan,status\n"
	for i := range n {
		sheet += fmt.Sprintf("1990030320150320%02d,Pegawai Contoh %c,Guru,Dinas Contoh,III/a,PNS\n", i+1, 'A'+i)
	}
	file, err := roster.Read("pegawai.csv", strings.NewReader(sheet), roster.Choice{})
	if err != nil {
		w.Fatal(err)
	}
	plan, err := w.desk.Roster.Plan(file)
	if err == nil {
		err = w.desk.Roster.Apply(plan, rand.Reader)
	}
	if err != nil {
		w.Fatal(err)
	}
	until := w.now.AddDate(0, 0, 7)
	batch, err := w.desk.Invite(w.desk.Roster.List(""), until, false)
	if err == nil {
		err = batch.Sign(w.Context(), testKey("registrar"), rand.Reader, nil)
	}
	if err == nil {
		err = batch.Commit()
	}
	if err != nil || len(batch.Invitations) != n {
		w.Fatalf("%d invited: %v", len(batch.Invitations), err)
	}
	var codes []invitation.Code
	for _, one := range batch.Invitations {
		codes = append(codes, one.Code)
	}
	return codes
}

// made is what one of the statements' functions gives.
func made(raw []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return raw
}

// What the holder of a code sends, here and now.

func (w *world) viewOf(code invitation.Code) []byte {
	return made(invitation.View{Date: w.now.Unix(), Address: testAddress}.Sign(code.Key(testOrigin), testOrigin))
}

func (w *world) requestOf(code invitation.Code, key string) []byte {
	return made(invitation.Request{Address: testAddress}.Sign(testKey(key), code.Key(testOrigin), testOrigin))
}

func (w *world) withdrawalOf(code invitation.Code, request []byte) []byte {
	return made(invitation.Withdrawal{Date: w.now.Unix(), Address: testAddress, Request: signer.DigestOf(request)}.
		Sign(code.Key(testOrigin), testOrigin))
}

func (w *world) correctionOf(code invitation.Code, wish string) []byte {
	return made(invitation.Correction{Date: w.now.Unix(), Address: testAddress, Field: "name", Wish: wish}.
		Sign(code.Key(testOrigin), testOrigin))
}

// send posts a body of the media type of statements.
func (w *world) send(path string, body []byte) reply {
	w.Helper()
	return w.do(http.MethodPost, path, body, "Content-Type", mediaCOSE, "Accept-Language", "en")
}

func (r reply) view(t testing.TB) (v view) {
	t.Helper()
	if err := json.Unmarshal(r.body, &v); err != nil || r.StatusCode != http.StatusOK ||
		r.Header.Get("Content-Type") != mediaJSON || r.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%s %s %v", r.Status, r.body, r.Header)
	}
	return v
}

// refusal is what an answer says why not.
func (r reply) refusal() (f refusal) {
	json.Unmarshal(r.body, &f) // what is none is the zero value
	return f
}

// TestInvitation is one person's way from a code to a packet, with a second device that comes
// between, and what the code is worth afterwards.
func TestInvitation(t *testing.T) {
	w := newWorld(t)
	code := w.invited(1)[0]
	size := w.ledger.Size()
	v := w.send("/v1/invitations", w.viewOf(code)).view(t)
	u, err := invitation.Parse(v.Invitation)
	if err != nil {
		t.Fatal(err)
	}
	says, err := u.Open(testOrigin, publicOf("registrar"))
	if err != nil || says.Name != "Pegawai Contoh A" || v.State != "open" || v.AtOnce || v.Issues || v.Keys != "ask" ||
		len(v.Campaigns) != 1 || v.Request != "" || v.Time != 0 {
		t.Errorf("%+v %v", v, err)
	}
	request := w.requestOf(code, "telepon")
	for range 2 {
		got := w.send("/v1/enrolments", request)
		if got.StatusCode != http.StatusAccepted || got.code() != "waiting" || got.Header.Get("Retry-After") == "" {
			t.Errorf("%s %s", got.Status, got.body)
		}
	}
	other := w.requestOf(code, "tablet")
	if got := w.send("/v1/enrolments", other); got.code() != "invitation-waiting" {
		t.Errorf("%s %s", got.Status, got.body)
	}
	v = w.send("/v1/invitations", w.viewOf(code)).view(t)
	if v.State != "waiting" || v.Request != signer.DigestOf(request).String() || v.Time < w.now.Unix() {
		t.Errorf("%+v", v)
	}
	if got := w.send("/v1/enrolments", w.withdrawalOf(code, other)); got.code() != "invitation-waiting" {
		t.Errorf("withdrawn what does not wait: %s %s", got.Status, got.body)
	}
	if v := w.send("/v1/enrolments", w.withdrawalOf(code, request)).view(t); v.State != "open" || v.Request != "" ||
		v.Withdrawn != signer.DigestOf(request).String() {
		t.Errorf("%+v", v)
	}
	if got := w.send("/v1/enrolments", request); got.code() != "request-withdrawn" {
		t.Errorf("what was withdrawn came back: %s %s", got.Status, got.body)
	}
	withdrawn := signer.DigestOf(request)
	again := invitation.Request{Address: testAddress, After: &withdrawn}
	request = made(again.Sign(testKey("telepon"), code.Key(testOrigin), testOrigin))
	if w.ledger.Size() != size {
		t.Fatal("something was recorded")
	}

	w.desk.Registrar = testKey("otomatis")
	if v := w.send("/v1/invitations", w.viewOf(code)).view(t); !v.AtOnce {
		t.Errorf("%+v", v)
	}
	first := w.send("/v1/enrolments", request)
	p, err := packet.Parse(first.body)
	if err != nil || first.StatusCode != http.StatusOK || first.Header.Get("Content-Type") != mediaPacket {
		t.Fatalf("%s %s %v", first.Status, first.body, err)
	}
	credential, err := signer.Parse[signer.Credential](p.Credential)
	if err != nil || credential.Claims().Key != publicOf("telepon") {
		t.Fatalf("%+v %v", credential.Claims(), err)
	}
	enrolment := made(signer.Enrolment{}.Sign(testKey("telepon"), testOrigin))
	for what, body := range map[string][]byte{"the same request": request, "its key": enrolment} {
		if got := w.send("/v1/enrolments", body); !bytes.Equal(got.body, first.body) {
			t.Errorf("%s: %s %s", what, got.Status, got.body)
		}
	}
	for n, one := range []struct {
		path string
		body []byte
	}{{"/v1/invitations", w.viewOf(code)}, {"/v1/enrolments", w.withdrawalOf(code, request)},
		{"/v1/corrections", w.correctionOf(code, "Lain")}, {"/v1/enrolments", other}} {
		got := w.send(one.path, one.body)
		if said := got.refusal(); said.Error != "invitation-used" || said.Time < w.now.Unix() {
			t.Errorf("%d: %s %s", n, got.Status, got.body)
		}
	}
	correction := invitation.Correction{Date: w.now.Unix(), Address: testAddress, Field: "unit", Wish: "Dinas Lain"}
	wish := made(correction.Sign(testKey("telepon"), testOrigin))
	if got := w.send("/v1/corrections", wish); string(got.body) != "{\"open\":1}\n" {
		t.Errorf("the enrolled key's wish: %s %s", got.Status, got.body)
	}
}

// metrics is what /metrics says now.
func (w *world) metrics() string {
	recorder := httptest.NewRecorder()
	w.server.Metrics().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	return recorder.Body.String()
}

// metric is a figure of it.
func (w *world) metric(name string) (value string) {
	for line := range strings.Lines(w.metrics()) {
		if v, ok := strings.CutPrefix(line, name+" "); ok {
			value = strings.TrimSpace(v)
		}
	}
	return value
}

// TestForged: who signs in the name of an invitation and has not its code gets nothing, and is
// counted; who signs for another address, another day or another institution gets nothing either.
func TestForged(t *testing.T) {
	w := newWorld(t)
	code := w.invited(1)[0]
	w.desk.Registrar = testKey("otomatis")
	size := w.ledger.Size()
	flipped := func(raw []byte) []byte {
		raw = bytes.Clone(raw)
		raw[len(raw)-1] ^= 1
		return raw
	}
	view := func(date int64, address, origin string) []byte {
		return made(invitation.View{Date: date, Address: address}.Sign(code.Key(origin), origin))
	}
	now := w.now.Unix()
	for name, c := range map[string]struct {
		path string
		body []byte
		code string
	}{
		"a view":                    {"/v1/invitations", flipped(w.viewOf(code)), "signature"},
		"a withdrawal":              {"/v1/enrolments", flipped(w.withdrawalOf(code, nil)), "signature"},
		"a correction":              {"/v1/corrections", flipped(w.correctionOf(code, "Lain")), "signature"},
		"a request":                 {"/v1/enrolments", flipped(w.requestOf(code, "pencuri")), "signature"},
		"of a stranger":             {"/v1/invitations", flipped(w.viewOf("0000000000000000")), "signature"},
		"for another address":       {"/v1/invitations", view(now, "https://a.example", testOrigin), "address-other"},
		"for the address with more": {"/v1/invitations", view(now, testAddress+"/", testOrigin), "address-other"},
		"of yesterday":              {"/v1/invitations", view(now-invitation.Skew-60, testAddress, testOrigin), "date"},
		"of tomorrow":               {"/v1/invitations", view(now+invitation.Skew+60, testAddress, testOrigin), "date"},
		"of another institution":    {"/v1/invitations", view(now, testAddress, "lain.example/buku"), "signature"},
		"of a code that is none":    {"/v1/invitations", w.viewOf("0000000000000000"), "invitation-unknown"},
	} {
		got := w.send(c.path, c.body)
		if got.code() != c.code {
			t.Errorf("%s: %s %s, want %s", name, got.Status, got.body, c.code)
		}
		if c.code == "address-other" && !strings.Contains(string(got.body), testAddress+" ") {
			t.Errorf("%s: does not say which: %s", name, got.body)
		}
	}
	for _, date := range []int64{now - invitation.Skew + 60, now + invitation.Skew - 60} {
		w.send("/v1/invitations", view(date, testAddress, testOrigin)).view(t)
	}
	if n := w.metric("ikrar_invitation_signatures_refused_total"); n != "4" {
		t.Errorf("%s wrong signatures were counted", n)
	}
	if w.ledger.Size() != size {
		t.Error("something was recorded")
	}
}

// TestWrongPlace gives the handlers of what is posted each other's statements.
func TestWrongPlace(t *testing.T) {
	w := newWorld(t)
	code := w.invited(1)[0]
	w.desk.Registrar = testKey("otomatis")
	request := w.requestOf(code, "telepon")
	bodies := map[string][]byte{"view": w.viewOf(code), "request": request, "withdrawal": w.withdrawalOf(code, request),
		"correction": w.correctionOf(code, "Lain"),
		"enrolment":  made(signer.Enrolment{}.Sign(testKey("telepon"), testOrigin)),
		"nothing":    nil, "array": cbor.Encode([]int{1, 2})}
	takes := map[string][]string{"/v1/invitations": {"view"}, "/v1/enrolments": {"request", "withdrawal", "enrolment"},
		"/v1/corrections": {"correction"}, "/v1/pledges": nil, "/v1/revocations": nil}
	for path, right := range takes {
		for what, body := range bodies {
			if strings.Contains(fmt.Sprint(right), what) {
				continue
			}
			got := w.send(path, body)
			if code := got.code(); code != "encoding" && code != "signature" {
				t.Errorf("a %s to %s: %s %s", what, path, got.Status, got.body)
			}
		}
	}
}

// TestWishes: five are kept of a person, the same again is none, and none is anybody's but HR's.
func TestWishes(t *testing.T) {
	w := newWorld(t)
	codes := w.invited(2)
	for n := range enrol.MaxWishes {
		for range 2 {
			got := w.send("/v1/corrections", w.correctionOf(codes[0], fmt.Sprint("Nama ", n)))
			if string(got.body) != fmt.Sprintf("{\"open\":%d}\n", n+1) {
				t.Errorf("%s %s", got.Status, got.body)
			}
		}
	}
	if got := w.send("/v1/corrections", w.correctionOf(codes[0], "Lain")); got.code() != "wishes-many" {
		t.Errorf("%s %s", got.Status, got.body)
	}
	if got := w.send("/v1/corrections", w.correctionOf(codes[1], "Lain")); string(got.body) != "{\"open\":1}\n" {
		t.Errorf("somebody else's: %s %s", got.Status, got.body)
	}
}

// TestKnownApart: in an address that was refused too often, who holds a code is told what became of
// it, and each code for itself.
func TestKnownApart(t *testing.T) {
	w := newWorld(t)
	codes := w.invited(2)
	w.desk.Registrar = testKey("otomatis")
	for n, code := range codes {
		got := w.send("/v1/enrolments", w.requestOf(code, fmt.Sprint("telepon", n)))
		if got.StatusCode != http.StatusOK {
			t.Fatalf("%s %s", got.Status, got.body)
		}
	}
	views := [][]byte{w.viewOf(codes[0]), w.viewOf(codes[1])}
	for range maxRefused {
		w.get("/v1/proofs/0000-0000-0000")
	}
	if got := w.send("/v1/invitations", w.viewOf("0000000000000000")); got.code() != "too-many" {
		t.Errorf("a stranger: %s %s", got.Status, got.body)
	}
	for range maxRefusedKnown {
		if got := w.send("/v1/invitations", views[0]); got.code() != "invitation-used" {
			t.Fatalf("%s %s", got.Status, got.body)
		}
	}
	if got := w.send("/v1/invitations", views[0]); got.code() != "too-many" {
		t.Errorf("%s %s", got.Status, got.body)
	}
	if got := w.send("/v1/invitations", views[1]); got.code() != "invitation-used" {
		t.Errorf("the other: %s %s", got.Status, got.body)
	}
}
