package server

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/cosigning"
	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// onlyOurs are the routes that no page of another origin reads.
var onlyOurs = []string{"/{$}", "/sw.js", "/web/{path...}", "/tanda", "/ttd", "/tandatangan",
	"/panduan", "/panduan/kepegawaian", "/kegiatan/{id}", "/opd", "/v1/opd",
	"/v1/office/challenge", "/v1/office/sessions", "/v1/office/calls"}

// TestOtherOrigins: pages of other origins read all that is below /v1 but for registrars, refusals
// too. Those that a saved signing page asks they may post to, once they have asked for leave; no
// others, and never with cookies.
func TestOtherOrigins(t *testing.T) {
	w, pledge := furnished(t)
	asked := 0
	for _, route := range w.server.routes() {
		path := w.paths(pledge)[route.pattern]
		if path == "" {
			continue
		}
		open := !slices.Contains(onlyOurs, route.pattern)
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete, http.MethodOptions} {
			got := w.do(method, path, []byte("?"), "Origin", "https://lain.example", "Access-Control-Request-Method",
				http.MethodPost)
			if (got.Header.Get("Access-Control-Allow-Origin") == "*") != open {
				t.Errorf("%s %s: %s, %v", method, path, got.Status, got.Header)
			}
			leave := map[string]string{"Methods": "", "Headers": "", "Credentials": ""}
			if method == http.MethodOptions && route.open {
				asked++
				leave["Methods"], leave["Headers"] = strings.Join(route.methods(), ", "), "Content-Type"
				if got.StatusCode != http.StatusNoContent || len(got.body) > 0 {
					t.Errorf("%s %s: %s", method, path, got.Status)
				}
			}
			for what, want := range leave {
				if h := got.Header.Get("Access-Control-Allow-" + what); h != want {
					t.Errorf("%s %s: allows %s %q, want %q", method, path, what, h, want)
				}
			}
			if seen := got.Header.Get("Access-Control-Expose-Headers"); (seen == "Date, Retry-After") != open ||
				got.Header.Get("Date") == "" {
				t.Errorf("%s %s: %v", method, path, got.Header)
			}
		}
	}
	if asked != 6 {
		t.Errorf("%d routes take what pages of other origins send", asked)
	}
	for path, open := range map[string]bool{"/v1/lain": true, "/v1/proofs/0000-0000-0000": true,
		"/v1/texts/%41": true, "/lain": false} {
		if got := w.get(path); got.StatusCode != http.StatusNotFound ||
			(got.Header.Get("Access-Control-Allow-Origin") == "*") != open {
			t.Errorf("%s: %s, %v", path, got.Status, got.Header)
		}
	}
}

// TestAnswers: what every route gives of a furnished ledger, how caches keep it, and who may read
// it.
func TestAnswers(t *testing.T) {
	w, pledge := furnished(t)
	for pattern, path := range w.paths(pledge) {
		if w.route(pattern).get == nil { // they take, and give nothing
			continue
		}
		got := w.get(path)
		cache, etag := got.Header.Get("Cache-Control"), got.Header.Get("ETag")
		if (cache == cacheCheck) != (etag != "") || got.Header.Get("Set-Cookie") != "" ||
			got.Header.Get("X-Content-Type-Options") != "nosniff" ||
			got.Header.Get("Referrer-Policy") != "no-referrer" ||
			!strings.HasPrefix(got.Header.Get("Content-Security-Policy"), "default-src 'none'; ") {
			t.Errorf("%s: %v", path, got.Header)
		}
		isPage := slices.Contains(onlyOurs, pattern)
		runs := isPage && got.StatusCode == http.StatusOK && pattern != "/web/{path...}" &&
			pattern != "/v1/office/challenge" // pages and a worker bring their own
		if (got.Header.Get("Access-Control-Allow-Origin") == "*") == isPage ||
			(got.Header.Get("Content-Security-Policy") == strictPolicy) == runs {
			t.Errorf("%s: %v", path, got.Header)
		}
		if etag == "" {
			continue
		}
		for _, tags := range []string{etag, "*", `"x", ` + etag, strings.TrimPrefix(etag, "W/")} {
			if again := w.get(path, "If-None-Match", tags); again.StatusCode != http.StatusNotModified ||
				len(again.body) != 0 ||
				again.Header.Get("Vary") != got.Header.Get("Vary") {
				t.Errorf("%s with %s: %s", path, tags, again.Status)
			}
		}
		if again := w.get(path, "If-None-Match", `"x"`); again.StatusCode != http.StatusOK {
			t.Errorf("%s with another tag: %s", path, again.Status)
		}
	}
	if got := w.get("/v1/texts/" + signer.DigestOf([]byte(testText)).String()); string(got.body) != testText ||
		got.Header.Get("Cache-Control") != cacheForever {
		t.Errorf("text: %q, %v", got.body, got.Header)
	}
	campaign, err := signer.Parse[signer.Campaign](w.get("/v1/campaigns/deklarasi").body)
	if err != nil || campaign.Claims().Text != testText {
		t.Errorf("campaign: %v", err)
	}
	code := string(verify.CodeOf(pledge))
	if got := w.get("/v1/proofs/" + strings.ToLower(strings.ReplaceAll(code, "-",
		""))); got.StatusCode != http.StatusOK || string(got.body) != string(w.get("/v1/proofs/"+code).body) {
		t.Errorf("the code as somebody types it: %s", got.Status)
	}
	why, err := signer.Parse[signer.Revocation](w.get("/v1/revocations/3").body)
	if err != nil || why.Claims().Reason != "salah orang" {
		t.Errorf("revocation: %+v %v", why.Claims(), err)
	}
}

// TestCertificates: an issuance is found by its file and by its pledge, and is the registrar's own
// word.
func TestCertificates(t *testing.T) {
	w, pledge := furnished(t)
	byPledge := w.get("/v1/certificates/" + signer.DigestOf(pledge).String())
	byFile := w.get("/v1/certificates/" + signer.DigestOf([]byte("%PDF-1.7 contoh")).String())
	if string(byPledge.body) != string(byFile.body) {
		t.Errorf("by pledge %s, by file %s", byPledge.body, byFile.body)
	}
	var got public.Issuance
	if err := json.Unmarshal(byFile.body, &got); err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(got.Statement)
	if err != nil {
		t.Fatal(err)
	}
	u, err := signer.Parse[signer.Issuance](raw)
	if err != nil {
		t.Fatal(err)
	}
	s, err := u.Open(testOrigin, publicOf("registrar"))
	if c := s.Claims(); err != nil || c.Number != got.Number || c.Length != got.Length || got.Length != 15 ||
		c.File.String() != got.File || c.Pledge.String() != got.Pledge || c.IssuedAt != got.Time {
		t.Errorf("%+v, %v: the statement says %+v", got, err, c)
	}
	for _, person := range []string{"Nama", "pegawai", "Dinas", "2002"} {
		if strings.Contains(string(byFile.body), person) {
			t.Errorf("the issuance tells %q", person)
		}
	}
}

// TestUnpublished: neither a certificate that no published checkpoint covers is vouched for, nor a
// proof given under one that a new trust list has made count for nothing; and nothing about either
// is logged.
func TestUnpublished(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	w.append(signer.KindPledge, pledge)
	w.publish()
	w.issue(pledge, []byte("%PDF-1.7 contoh"), "800/1/BKD/2026")
	list, _ := w.ledger.Trust()
	next := *list
	next.Serial++
	next.Policy.Witnesses = []trust.Witness{{Name: "saksi", Key: trust.WitnessKey("saksi.example", publicOf("saksi"))}}
	next.Policy.Quorum = "saksi"
	note, err := trust.Sign(next, testKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	w.append(signer.KindTrust, note)
	for _, path := range []string{"/v1/certificates/" + signer.DigestOf(pledge).String(),
		"/v1/certificates/" + signer.DigestOf([]byte("%PDF-1.7 contoh")).String(),
		"/v1/proofs/" + string(verify.CodeOf(pledge))} {
		if got := w.get(path); got.StatusCode != http.StatusServiceUnavailable || got.code() != "unpublished" ||
			got.Header.Get("Retry-After") == "" {
			t.Errorf("%s: %s %s", path, got.Status, got.body)
		}
	}
	if log := w.log.String(); strings.Contains(log, "ERROR") {
		t.Errorf("log: %s", log)
	}
}

// TestStop: a server that is asked to end finishes what it has begun, and takes nothing new.
func TestStop(t *testing.T) {
	begun, finish := make(chan struct{}), make(chan struct{})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			close(begun)
			<-finish
			io.WriteString(w, "finished")
		}), nil, NewDoor(time.Now))
	}()
	answered := make(chan string, 1)
	go func() {
		a, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			answered <- err.Error()
			return
		}
		defer a.Body.Close()
		body, err := io.ReadAll(a.Body)
		answered <- fmt.Sprint(string(body), err)
	}()
	<-begun
	stop()
	for start := time.Now(); ; time.Sleep(time.Millisecond) { // until it no longer listens
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			break
		}
		c.Close()
		if time.Since(start) > 10*time.Second {
			t.Fatal("it still accepts")
		}
	}
	select {
	case err := <-ended:
		t.Fatalf("it ended with a request begun: %v", err)
	default:
	}
	close(finish)
	if got := <-answered; got != "finished<nil>" {
		t.Errorf("the request begun got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestClosedLedger: a server whose ledger is closed says so, and lives on.
func TestClosedLedger(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	if got := w.post(pledge); got.StatusCode != http.StatusServiceUnavailable || got.code() != "stopping" {
		t.Errorf("%s %s", got.Status, got.body)
	}
	if got := w.get("/healthz"); got.code() != "out-of-service" {
		t.Errorf("%s %s", got.Status, got.body)
	}
}

// TestPanic: what fails in one request is that request's 500, and is logged without who asked.
func TestPanic(t *testing.T) {
	w := newWorld(t)
	recorder := httptest.NewRecorder()
	w.server.guard(route{pattern: "/", get: func(*http.Request) (content,
		error) {
		panic("odd")
	}}).ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/v1/proofs/K7QM-2F8D-9XPA",
		nil))
	if got := (reply{recorder.Result(), recorder.Body.Bytes()}); got.StatusCode != http.StatusInternalServerError ||
		got.code() != "internal" {
		t.Errorf("%s %s", got.Status, got.body)
	}
	if log := w.log.String(); !strings.Contains(log, "panic=odd") || strings.Contains(log, "K7QM") ||
		strings.Contains(log, "192.0.2.1") {
		t.Errorf("log: %s", log)
	}
}

// TestBounds: a header without end, one that is too long, and more requests at once than there are
// slots.
func TestBounds(t *testing.T) {
	w := newWorld(t)
	raw := func(request string) *http.Response {
		c, err := net.Dial("tcp", w.url[len("http://"):])
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		io.WriteString(c, request)
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		return answer
	}
	for length, want := range map[int]int{maxHeader: http.StatusOK,
		maxHeader + 1: http.StatusRequestHeaderFieldsTooLarge} {
		const around = "GET /trust HTTP/1.1\r\nHost: x\r\nX: \r\n\r\n"
		if got := raw(strings.Replace(around, "X: ", "X: "+strings.Repeat("x", length-len(around)),
			1)); got.StatusCode != want {
			t.Errorf("a header of %d bytes: %s, want %d", length, got.Status, want)
		}
	}
	if got := raw("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"); got.StatusCode != http.StatusNotFound ||
		got.Header.Get("Content-Security-Policy") != strictPolicy {
		t.Errorf("OPTIONS *: %s %v", got.Status, got.Header)
	}
	h := hardened(w.server)
	if h.ReadHeaderTimeout <= 0 || h.ReadTimeout <= 0 || h.IdleTimeout <= 0 {
		t.Errorf("not every time is bounded: %+v", h)
	}
	leave := taken(w.server.gate.requests, maxRequests)
	if got := w.get("/trust"); got.StatusCode != http.StatusServiceUnavailable || got.code() != "busy" ||
		got.Header.Get("Retry-After") != "1" {
		t.Errorf("the request after the last slot: %s %s", got.Status, got.body)
	}
	leave()
	if got := w.get("/trust"); got.StatusCode != http.StatusOK {
		t.Errorf("with a slot again: %s", got.Status)
	}
}

// TestOnlyTLS: over TLS every answer, errors too, says that there is no other way; without it none
// does.
func TestOnlyTLS(t *testing.T) {
	w, _ := furnished(t)
	secure := httptest.NewTLSServer(w.server)
	t.Cleanup(secure.Close)
	for _, path := range []string{"/", "/sw.js", "/checkpoint", "/v1/proofs/0000-0000-0000", "/absent", "//"} {
		got, err := secure.Client().Get(secure.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		if says := got.Header.Values("Strict-Transport-Security"); len(says) != 1 || says[0] != "max-age=31536000" {
			t.Errorf("%s over TLS: %q", path, says)
		}
		if says := w.get(path).Header.Values("Strict-Transport-Security"); len(says) != 0 {
			t.Errorf("%s without TLS: %q", path, says)
		}
	}
}

func TestMetrics(t *testing.T) {
	w, pledge := furnished(t)
	w.server.options.Witnesses = func() (cosigning.State, error) {
		return cosigning.State{Need: 2, Witnesses: []cosigning.WitnessState{{Name: "bkn", Signed: true, Size: 5},
			{Name: "inspektorat", Why: "unreachable", Tries: 3}}}, nil
	}
	w.post(pledge)
	w.get("/v1/proofs/0000-0000-0000")
	var recorder *httptest.ResponseRecorder
	for start := time.Now(); time.Since(start) < 10*time.Second; time.Sleep(time.Millisecond) { // what is answered is counted behind it
		recorder = httptest.NewRecorder()
		w.server.Metrics().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
		if strings.Contains(recorder.Body.String(), `status="404"} 1`) {
			break
		}
	}
	for _, want := range []string{`ikrar_http_requests_total{route="/v1/pledges",status="200"} 1`,
		`ikrar_http_requests_total{route="/v1/proofs/{code}",status="404"} 1`,
		`ikrar_http_request_seconds_count{route="/v1/pledges"} 1`,
		`ikrar_http_request_seconds_bucket{route="/v1/pledges",le="+Inf"} 1`, "ikrar_ledger_entries 6",
		"ikrar_published_entries 6", "ikrar_ledger_up 1",
		"ikrar_quorum 2", `ikrar_witness_signed{witness="bkn"} 1`, `ikrar_witness_signed{witness="inspektorat"} 0`,
		`ikrar_witness_failed_tries{witness="inspektorat",why="unreachable"} 3`} {
		if !strings.Contains(recorder.Body.String(), want+"\n") {
			t.Errorf("no %s in\n%s", want, recorder.Body)
		}
	}
	if strings.Contains(recorder.Body.String(), "0000-0000") {
		t.Error("the metrics tell what was asked for")
	}
	if got := w.get("/metrics"); got.code() != "not-found" {
		t.Errorf("metrics for everybody: %s", got.Status)
	}
}

// TestCertificateOfAnotherHost: no authority is asked for a name that is not the server's own.
// But for one that it had.
func TestCertificateOfAnotherHost(t *testing.T) {
	former := func(host string) bool { return host == "lama.example" || host == "127.0.0.1" }
	m, err := TLSCertificates("ikrar.contoh.example", t.TempDir(), former)
	if err != nil {
		t.Fatal(err)
	}
	m.Client = nil // so that a question to an authority would be one to the real one, which no test may reach
	for _, name := range []string{"lain.example", "ikrar.contoh.example.lain.example", "www.ikrar.contoh.example"} {
		if err := m.HostPolicy(t.Context(), name); err == nil {
			t.Errorf("a certificate for %s", name)
		}
		if _, err := m.GetCertificate(&tls.ClientHelloInfo{ServerName: name}); err == nil ||
			!strings.Contains(err.Error(), "not configured") {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, want := range map[string]bool{"ikrar.contoh.example": true, "lama.example": true, "127.0.0.1": false} {
		if err := m.HostPolicy(t.Context(), name); (err == nil) != want {
			t.Errorf("a certificate for %s: %v", name, err)
		}
	}
	for _, host := range []string{"", "localhost", "127.0.0.1", "[::1]", "ikrar.contoh.example:443",
		"https://ikrar.contoh.example", "ikrar..example", "-a.example", "a.example.", "IKRAR.example", "a b.example",
		strings.Repeat("a.", 130) + "example"} {
		if _, err := TLSCertificates(host, t.TempDir(), former); err == nil {
			t.Errorf("host %q was taken", host)
		}
	}
	redirect := Redirect(m, "ikrar.contoh.example", former)
	for _, c := range []struct {
		method, host, path string
		status             int
		to                 string
	}{{"GET", "ikrar.contoh.example", "/trust", 301, "ikrar.contoh.example"}, {"GET", "lain.example", "/", 301,
		"ikrar.contoh.example"},
		{"GET", "LAMA.example:80", "/tanda", 301, "lama.example"}, {"GET", "127.0.0.1", "/", 301,
			"ikrar.contoh.example"},
		{"POST", "ikrar.contoh.example", "/v1/pledges", 421, ""}, {"POST", "lama.example", "/v1/pledges", 421, ""},
		{"GET", "ikrar.contoh.example", "/.well-known/acme-challenge/x", 404, ""}, {"GET", "lain.example",
			"/.well-known/acme-challenge/x", 403, ""}} {
		recorder := httptest.NewRecorder()
		r := httptest.NewRequest(c.method, c.path, nil)
		r.Host = c.host
		redirect.ServeHTTP(recorder, r)
		if location := recorder.Header().Get("Location"); recorder.Code != c.status ||
			(location != "") != (c.to != "") || c.to != "" && location != "https://"+c.to+c.path {
			t.Errorf("%s %s%s: %d to %q", c.method, c.host, c.path, recorder.Code, location)
		}
	}
}
