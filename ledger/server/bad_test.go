package server

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/web"
)

// paths are one that is there for every route, so that what is wrong in a test is the only thing wrong.
func (w *world) paths(pledge []byte) map[string]string {
	digest := signer.DigestOf(pledge).String()
	var key eddsa.PublicKey
	if u, err := signer.Parse[signer.Pledge](pledge); err == nil {
		key = signer.CredentialOf(u).Claims().Key
	}
	return map[string]string{
		"/{$}": "/", "/sw.js": "/sw.js", "/web/{path...}": module(), "/tanda": "/tanda", "/panduan": "/panduan",
		"/panduan/kepegawaian": "/panduan/kepegawaian",
		"/kegiatan/{id}":       "/kegiatan/deklarasi",
		"/ttd":                 "/ttd", "/tandatangan": "/tandatangan", "/opd": "/opd", "/v1/opd": "/v1/opd",
		"/checkpoint": "/checkpoint", "/tile/{path...}": "/tile/0/000.p/1", "/trust": "/trust", "/status": "/status",
		"/v1/texts/{digest}":      "/v1/texts/" + signer.DigestOf([]byte(testText)).String(),
		"/v1/campaigns/{id}":      "/v1/campaigns/deklarasi",
		"/v1/revocations/{index}": "/v1/revocations/3", "/v1/revocations": "/v1/revocations",
		"/v1/invitations": "/v1/invitations", "/v1/corrections": "/v1/corrections", "/v1/pledges": "/v1/pledges",
		"/v1/pledges/sequence": "/v1/pledges/sequence", "/v1/enrolments": "/v1/enrolments",
		"/v1/office/challenge": "/v1/office/challenge", "/v1/office/sessions": "/v1/office/sessions",
		"/v1/office/calls":          "/v1/office/calls",
		"/v1/proofs/{code}":         "/v1/proofs/" + string(verify.CodeOf(pledge)),
		"/v1/inclusion/{digest}":    "/v1/inclusion/" + digest,
		"/v1/certificates/{digest}": "/v1/certificates/" + digest,
		pdfPattern:                  "/v1/certificates/" + string(verify.CodeOf(pledge)) + ".pdf",
		"/v1/keys/{key}":            "/v1/keys/" + hex.EncodeToString(key[:]), "/healthz": "/healthz",
	}
}

// route is that of a pattern.
func (w *world) route(pattern string) route {
	for _, r := range w.server.routes() {
		if r.pattern == pattern {
			return r
		}
	}
	w.Fatalf("no route %s", pattern)
	return route{}
}

// module is the path of one of the page's modules.
func module() string {
	for path := range pagesOf(web.Assets()) {
		if strings.HasSuffix(path, ".js") && path != "/sw.js" {
			return path
		}
	}
	return ""
}

// furnished is a world with one of everything: a pledge, its certificate, its revocation.
func furnished(t testing.TB) (w *world, pledge []byte) {
	w = newWorld(t)
	pledge = w.staff(1, "pegawai")[0]
	w.append(signer.KindPledge, pledge)
	file := []byte("%PDF-1.7 contoh")
	w.issue(pledge, file, "800/1/BKD/2026")
	w.kept[verify.CodeOf(pledge)] = keptPDF{file, nil}
	w.receive()
	w.append(signer.KindRevocation, sign(w, "registrar", signer.Revocation{IssuedAt: w.now.Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: signer.DigestOf(pledge),
			Reason: "salah orang"}}))
	w.publish()
	return w, pledge
}

// TestBadInput takes every route through everything that can be wrong with a request. The answer is a status and a code,
// nothing is recorded, and nothing that was asked for is in the log.
func TestBadInput(t *testing.T) {
	w, pledge := furnished(t)
	before := w.ledger.Size()
	expect := func(what string, got reply, status int, code string) {
		t.Helper()
		if got.StatusCode != status || got.code() != code || len(got.body) > 300 || got.Header.Get("Location") != "" {
			t.Errorf("%s: %s %s, want %d %s", what, got.Status, got.body, status, code)
		}
	}
	paths := w.paths(pledge)
	for _, route := range w.server.routes() {
		path, ok := paths[route.pattern]
		if !ok {
			if route.pattern != "/" {
				t.Errorf("no path for %s", route.pattern)
			}
			continue
		}
		// The path itself is right; a query does not change that.
		want := http.StatusOK
		if route.pattern == "/ttd" || route.pattern == "/tandatangan" {
			want = http.StatusSeeOther
		} else if route.pattern == "/v1/opd" { // without a token
			want = http.StatusNotFound
		}
		for _, p := range []string{path, path + "?a=b&%zz"} {
			got := w.get(p)
			if route.get != nil && got.StatusCode != want {
				t.Errorf("GET %s: %s %s", p, got.Status, got.body)
			}
			if head := w.do(http.MethodHead, p, nil); route.get != nil && (head.StatusCode != want ||
				len(head.body) != 0) {
				t.Errorf("HEAD %s: %s", p, head.Status)
			}
		}
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"} {
			if slices.Contains(route.methods(), method) {
				continue
			}
			got := w.do(method, path, nil)
			if method != "HEAD" {
				expect(method+" "+path, got, http.StatusMethodNotAllowed, "method")
			}
			if allow := got.Header.Get("Allow"); allow != strings.Join(route.methods(), ", ") {
				t.Errorf("%s %s: Allow %q", method, path, allow)
			}
		}
		wrong := []string{path + "/", path + "//", "/" + path, "/." + path, "/x/.." + path, path + "/.", path + "/..",
			path + "%00", path + "%2e%2e",
			path + "%2F", strings.Replace(path, "t", "%74", 1), path + "/x", path + ";x",
			strings.ToUpper(path[:len(path)-1]) + path[len(path)-1:] + "z"}
		for _, p := range wrong {
			if p != path && p != "/" && !otherNames.MatchString(p) {
				expect(p, w.get(p), http.StatusNotFound, "not-found")
			}
		}
	}
	nothing := strings.Repeat("0", 64)
	for _, p := range []string{"/tile", "/tile/", "/tile/0", "/tile/0/0", "/tile/0/0000", "/tile/00/000.p/1",
		"/tile/-1/000.p/1", "/tile/6/000.p/1", "/tile/63/000", "/tile/64/000",
		"/tile/0/000", "/tile/0/000.p/0", "/tile/0/000.p/256", "/tile/0/000.p/01", "/tile/0/000.p/+1",
		"/tile/0/000.p/255", "/tile/0/x000/000.p/1", "/tile/0/x/000.p/1", "/tile/0/-00.p/1", "/tile/0/+00.p/1",
		"/tile/0/x999/x999/x999/x999/x999/x999/999", "/tile/0/x018/x446/x744/x073/x709/x551/615",
		"/tile/0/999999999999999999999999", "/tile/entries/000", "/tile/entries/001.p/1",
		"/tile/entries/000.p/1.p/1",
		"/tile/entries/x035/x184/x372/x088/831", "/tile/entries/x036/x028/x797/x018/x963/968.p/1",
		"/tile/data/000.p/1", "/tile/8/0/000.p/1",
		"/v1/texts/" + nothing, "/v1/texts/" + nothing[1:], "/v1/texts/" + nothing + "0",
		"/v1/texts/" + strings.ToUpper(signer.DigestOf([]byte(testText)).String()),
		"/v1/texts/" + strings.Repeat("g", 64),
		"/v1/campaigns/lain", "/v1/campaigns/" + strings.Repeat("a", 5000), "/v1/campaigns/DEKLARASI",
		"/v1/revocations/0", "/v1/revocations/1", "/v1/revocations/99", "/v1/revocations/-1", "/v1/revocations/03",
		"/v1/revocations/9007199254740991", "/v1/revocations/9007199254740992",
		"/v1/revocations/18446744073709551616", "/v1/revocations/1e3", "/v1/revocations/0x3",
		"/v1/proofs/0000-0000-0000", "/v1/proofs/x", "/v1/proofs/" + strings.Repeat("0", 5000), "/v1/proofs",
		"/v1/inclusion/" + nothing, "/v1/inclusion/x", "/v1/certificates/" + nothing, "/v1/certificates/",
		"/v1/keys/" + nothing, "/v1/keys/x", "/v1/keys",
		"/v1", "/v2/trust", "/web", "/web/", "/index.html", "/.git/config", "/metrics", "/debug/pprof/",
		"/favicon.ico"} {
		expect(p, w.get(p), http.StatusNotFound, "not-found")
	}
	w.badPledges(pledge, expect)
	if w.ledger.Size() != before {
		t.Errorf("%d entries were recorded", w.ledger.Size()-before)
	}
	for _, secret := range []string{string(verify.CodeOf(pledge)), signer.DigestOf(pledge).String(), "127.0.0.1",
		"Nama pegawai", nothing, "deklarasi", "%2e", "BREW"} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log has %q", secret)
		}
	}
	if n := strings.Count(w.log.String(), "level=DEBUG"); n < 350 {
		t.Errorf("only %d requests are in the log", n)
	}
	if strings.Contains(w.log.String(), "level=ERROR") {
		t.Errorf("what is the caller's fault was logged as ours: %s", w.log)
	}
}

func (w *world) badPledges(pledge []byte, expect func(what string, got reply, status int, code string)) {
	flipped := bytes.Clone(pledge)
	flipped[len(flipped)-1] ^= 1
	post := func(body []byte, headers ...string) reply {
		return w.do(http.MethodPost, "/v1/pledges", body, headers...)
	}
	for _, media := range []string{"", "application/json", "application/cose-key", "text/plain", ";",
		"application/x-www-form-urlencoded"} {
		expect("media type "+media, post(pledge, "Content-Type", media), http.StatusUnsupportedMediaType, "media-type")
	}
	for what, body := range map[string][]byte{"nothing": nil, "garbage": []byte("garbage"),
		"a cut pledge": pledge[:100], "a pledge and more": append(bytes.Clone(pledge), 0),
		"16 KiB and one": make([]byte, signer.MaxStatement+1), "64 KiB": make([]byte, MaxBody),
		"arrays without end": bytes.Repeat([]byte{0x81}, 10000)} {
		expect(what, post(body, "Content-Type", mediaCOSE), http.StatusBadRequest, "encoding")
	}
	expect("64 KiB and one", post(make([]byte, MaxBody+1), "Content-Type", mediaCOSE),
		http.StatusRequestEntityTooLarge, "too-large")
	expect("1 MiB", post(make([]byte, 1<<20), "Content-Type", mediaCOSE), http.StatusRequestEntityTooLarge, "too-large")
	expect("a flipped signature", post(flipped, "Content-Type", mediaCOSE), http.StatusUnprocessableEntity, "signature")
	u, err := signer.Parse[signer.Pledge](pledge)
	if err != nil {
		w.Fatal(err)
	}
	credential := signer.CredentialOf(u).Bytes()
	expect("an unknown campaign", post(w.pledge("pegawai-0", credential, "lain"), "Content-Type", mediaCOSE),
		http.StatusUnprocessableEntity, ledger.RuleCampaignUnknown)
	for _, kind := range [][]byte{credential, sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(),
		IssuanceBody: signer.IssuanceBody{Pledge: u.Digest(), Number: "2", File: u.Digest(), Length: 1}})} {
		expect("another kind", post(kind, "Content-Type", mediaCOSE), http.StatusBadRequest, "encoding")
	}
}

// TestRuleOutcomes: every refusal of the ledger is a 4xx, or for its own key a 503, with its sentence.
func TestRuleOutcomes(t *testing.T) {
	w := newWorld(t)
	for _, rule := range []string{ledger.RulePledgeTwice, ledger.RuleCampaignClosed, ledger.RuleTextUnknown,
		ledger.RuleLedgerRange} {
		for lang, want := range map[string]string{"": "refused: " + rule, "en-GB,id;q=0.5": "refused: " + rule} {
			got := w.refused(&ledger.RuleError{Rule: rule}, lang)
			if got.code() != rule || !strings.Contains(string(got.body), want) || got.StatusCode/100 != 4 &&
				rule != ledger.RuleLedgerRange {
				t.Errorf("%s: %d %s", rule, got.StatusCode, got.body)
			}
		}
	}
	for _, c := range []struct {
		err    error
		status int
		code   string
	}{
		{&ledger.ClockError{}, 503, "clock"}, {&ledger.DiskError{}, 503, "disk-full"}, {ledger.ErrClosed, 503,
			"stopping"}, {fmt.Errorf("odd"), 500, "internal"},
		{fmt.Errorf("x: %w", ledger.ErrNotFound), 404, "not-found"}, {eddsa.ErrSignature, 422, "signature"},
		{signer.ErrEncoding, 400, "encoding"},
		{fmt.Errorf("x: %w", ledger.ErrDamaged), 500, "internal"},
	} {
		got := w.refused(c.err, "en")
		if got.StatusCode != c.status || got.code() != c.code ||
			(got.Header.Get("Retry-After") != "") != (c.status == 503) {
			t.Errorf("%v: %d %s %v", c.err, got.StatusCode, got.body, got.Header)
		}
	}
}
