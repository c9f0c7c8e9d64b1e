package web_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web"
	"ikrar/verify/phrase"
	"ikrar/verify/web/browser"
)

// attacked is an office as HTTP sees it, of a home where everything that strangers write is
// hostile.
type attacked struct {
	*testing.T
	dir     string
	office  *web.Office
	address string
	token   string
	cookie  *http.Cookie

	mutex sync.Mutex
	asked []string // status and path of each request
}

const (
	hostile   = `<script>alert(1)</script><img src=x onerror=alert(2)>`
	longWords = "Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang" +
		" Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang Panjang" // 183 bytes
)

// attack serves an office of hostile people in a hostile campaign, and comes in.
func attack(t *testing.T) *attacked {
	home := newSignedHome(t, "nip,nama,jabatan,unit,golongan,status\n"+
		nipOf(0)+`,"`+hostile+`","`+hostile+`","`+hostile+`",III/c,PNS`+"\n"+
		nipOf(1)+`,"=HYPERLINK(""http://x"")",@SUM(A1),../../etc/passwd,III/c,PNS`+"\n"+
		nipOf(2)+","+longWords+",Analis,-2+3,III/c,PNS\n")
	home.sign("jahat", hostile, "-2+3")
	w := &attacked{T: t, dir: home.dir}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		status := &recorded{ResponseWriter: out, status: http.StatusOK}
		w.office.ServeHTTP(status, r)
		w.mutex.Lock()
		defer w.mutex.Unlock()
		if r.Header.Get("Sec-Fetch-Site") != "same-origin" { // the office's own page may ask for its icon late
			w.asked = append(w.asked, fmt.Sprintf("%d %s %s", status.status, r.Method, r.URL.Path))
		}
	}))
	address := s.Listener.Addr().String()
	w.address = "http://" + address
	w.office = must(web.New(web.Options{Address: address, Dir: home.dir, Lang: phrase.ID, Now: time.Now, Words: words,
		Explain: func(_ phrase.Lang, err error) (string, string) { return "galat: " + err.Error(), "" }}))
	s.Start()
	t.Cleanup(func() { s.Close(); check(w.office.Close()) })
	_, code, _ := strings.Cut(w.office.Entry(), "#")
	body, _ := json.Marshal(map[string]string{"Code": code})
	a := w.send("POST", "/session", "application/json", strings.NewReader(string(body)))
	var opened struct{ Token string }
	check(json.Unmarshal([]byte(a.body), &opened))
	w.token, w.cookie = opened.Token, a.Cookies()[0]
	w.get("/masuk")
	return w
}

type recorded struct {
	http.ResponseWriter
	status int
}

func (r *recorded) WriteHeader(status int)      { r.status = status; r.ResponseWriter.WriteHeader(status) }
func (r *recorded) Unwrap() http.ResponseWriter { return r.ResponseWriter }

type answered struct {
	*http.Response
	body string
}

func (w *attacked) send(method, path, media string, body io.Reader) answered {
	w.Helper()
	q := must(http.NewRequestWithContext(w.Context(), method, w.address+path, body))
	q.Header.Set("Origin", w.address)
	q.Header.Set("Content-Type", media)
	if w.cookie != nil {
		q.Header.Set("Ikrar-Token", w.token)
		q.AddCookie(w.cookie)
	}
	a := must(http.DefaultTransport.RoundTrip(q))
	defer a.Body.Close()
	return answered{a, string(must(io.ReadAll(a.Body)))}
}

func (w *attacked) get(page string) answered { return w.send("GET", "/x"+page, "", nil) }

func (w *attacked) post(page string, form url.Values) answered {
	return w.send("POST", "/x"+page, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// state is all that a request could change: the entries, and the files of the home but the store's.
func (w *attacked) state() (s string) {
	within(w, must2(office.ReadHome(w.dir)), func(i *office.Institution) { s = fmt.Sprint(i.Ledger.Size()) })
	check(filepath.WalkDir(filepath.Dir(w.dir), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == "ledger" {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() && d.Name() != "ikrar.sock" {
			data, _ := os.ReadFile(path) // of the socket there is none
			s += fmt.Sprintf("\n%s %d", path, len(data))
		}
		return err
	}))
	return s
}

func must2[A, B any](a A, _ B, err error) A { check(err); return a }

// TestHostileTextAndParameters asks for every page of the office, and for pages by every kind of
// wrong parameter. What strangers wrote is text everywhere, asking changes nothing, and no path
// leads out of the office.
func TestHostileTextAndParameters(t *testing.T) {
	if testing.Short() { // one after the other
		t.Skip("nothing here is concurrent")
	}
	w := attack(t)
	nip := nipOf(0)
	pages := []string{"/", "/pegawai", "/pegawai?q=" + url.QueryEscape(hostile), "/pegawai/" + nip, "/impor",
		"/kegiatan",
		"/kegiatan/_baru", "/slip", "/slip?unit=" + url.QueryEscape(hostile), "/slip/status", "/persetujuan",
		"/persetujuan/semua", "/persetujuan/perbaikan", "/persetujuan/" + nip, "/sertifikat", "/sertifikat/tampilan",
		"/sertifikat/terbitkan?campaign=jahat", "/sertifikat/daftar?q=" + url.QueryEscape(hostile), "/sertifikat/unduh",
		"/laporan", "/laporan/belum", "/kunci-akar", "/mulai", "/laporan?campaign=jahat"}
	for _, act := range []string{"perbaiki", "pamit", "cabut", "hapus"} {
		pages = append(pages, "/pegawai/"+nip+"/"+act)
	}
	for _, part := range []string{"", "/perpanjang", "/tahap", "/tahap/ubah", "/upacara", "/upacara/nama", "/kertas"} {
		pages = append(pages, "/kegiatan/jahat"+part)
	}
	before := w.state()
	seen := 0
	for _, page := range pages {
		a := w.get(page)
		if a.StatusCode >= 300 || strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "<img src=x") ||
			strings.Contains(a.body, "galat: ") {
			t.Errorf("%s: %s %.2000s", page, a.Status, a.body)
		}
		seen += strings.Count(a.body, "&lt;script&gt;alert")
	}
	if seen < len(pages) {
		t.Errorf("the hostile text is on few pages: %d times", seen)
	}
	for _, wrong := range []string{"..%2f..%2f..%2fetc%2fpasswd", "%00", strings.Repeat("9", 4000), "%E2%80%AE", "-1",
		"{id}",
		"%3Cscript%3Ealert(1)%3C%2fscript%3E", "%2f%2fjahat.example"} {
		for _, page := range []string{"/pegawai/%s", "/pegawai/%s/hapus", "/impor/%s", "/kegiatan/%s",
			"/kegiatan/%s/kertas",
			"/persetujuan/%s", "/kerja/%s", "/kegiatan/jahat/tahap/ubah?tahap=%s", "/sertifikat/terbitkan?campaign=%s",
			"/sertifikat/unduh?unit=%s&campaign=jahat", "/laporan?campaign=%s", "/laporan/belum?unit=%s",
			"/slip/status?halaman=%s"} {
			w.harmless(w.get(fmt.Sprintf(page, wrong)), page, wrong)
		}
		for _, page := range []string{"/slip/unduh/%s/pdf", "/slip/unduh/1/%s", "/sertifikat/pdf/%s",
			"/laporan/unduh/%s",
			"/laporan/poster/%s", "/kerja/%s/stop", "/kerja/x/file/%s", "/impor/%s/impor", "/pegawai/%s/sertifikat"} {
			w.harmless(w.post(fmt.Sprintf(page, wrong), nil), page, wrong)
		}
		for _, path := range []string{"/s/%s/office.js", "/d/%s", "/s/x/%s"} {
			if a := w.send("GET", fmt.Sprintf(path, wrong), "", nil); a.StatusCode == http.StatusOK {
				t.Errorf(path+": %s %.200s", wrong, a.Status, a.body)
			}
		}
	}
	if after := w.state(); after != before {
		t.Errorf("asking changed something:\n%s\n%s", before, after)
	}
}

// harmless fails where an answer to a wrong parameter is a failure, runs a script, or leads away.
func (w *attacked) harmless(a answered, page, wrong string) {
	w.Helper()
	if a.StatusCode >= 500 || strings.Contains(a.body, "<script>alert") || strings.Contains(a.body, "root:") ||
		strings.HasPrefix(a.Header.Get("Ikrar-Go"), "//") || a.Header.Get("Ikrar-Download") != "" {
		w.Errorf("%s with %.40s: %s %v %.1000s", page, wrong, a.Status, a.Header, a.body)
	}
}

// TestLargeAndSlowBodies: more than a file may have is refused, and who sends nothing more holds up
// nobody.
func TestLargeAndSlowBodies(t *testing.T) {
	w := attack(t)
	slow, hold := io.Pipe()
	held := make(chan struct{})
	go func() {
		defer close(held)
		q, _ := http.NewRequest("POST", w.address+"/session", slow)
		q.Header.Set("Origin", w.address)
		if a, err := http.DefaultTransport.RoundTrip(q); err == nil {
			a.Body.Close()
		}
	}()
	hold.Write([]byte(`{"Code":`))
	form := strings.NewReader("q=" + strings.Repeat("9", 70<<20))
	q := must(http.NewRequest("POST", w.address+"/x/persetujuan", form))
	q.Header.Set("Origin", w.address)
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Ikrar-Token", w.token)
	q.AddCookie(w.cookie)
	if a, err := http.DefaultTransport.RoundTrip(q); err == nil { // or the connection is cut
		body := must(io.ReadAll(a.Body))
		if a.Body.Close(); !strings.Contains(string(body), "galat: ") {
			t.Errorf("too large: %s %.300s", a.Status, body)
		}
	}
	if a := w.get("/pegawai"); a.StatusCode != http.StatusOK {
		t.Errorf("meanwhile: %s", a.Status)
	}
	hold.Close()
	<-held
}

// TestAnotherPort: a page of a server on another port, which the browser shows every cookie of this
// host, gets none of the office to see, to change or to frame.
func TestAnotherPort(t *testing.T) {
	w := attack(t)
	p := browser.Tab(t)
	p.Open(w.office.Entry())
	p.Wait(`!document.body.hasAttribute("aria-busy") && document.querySelector("main h1") !== null`)
	before := w.state()
	evil := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(out,
			`<!doctype html><title>jahat</title><iframe name="f" src="%[1]s/pegawai"></iframe><iframe name="g"></iframe>
			<img src="%[1]s/x/pegawai"><script src="%[1]s/x/pegawai"></script>
			<form method="post" action="%[1]s/x/persetujuan/semua" target="g"><input name="sampai" value="9999999999"></form>
			<form method="post" action="%[1]s/x/kunci-akar/hapus" target="g" enctype="text/plain"><input name="x" value="y"></form>`, w.address)
	}))
	t.Cleanup(evil.Close)
	w.mutex.Lock()
	w.asked = nil
	w.mutex.Unlock()
	p.Open(evil.URL)
	var read string
	p.Eval(`(async () => {
		const at = "`+w.address+`"
		for (const form of document.forms) form.submit()
		for (const [method, mode] of [["GET", "no-cors"], ["POST", "no-cors"], ["GET", "cors"], ["POST", "cors"]]) {
			const body = method === "POST" ? new URLSearchParams({ typed: "`+nipOf(0)+`", reason: "x" }) : undefined
			const a = await fetch(at + "/x/pegawai/`+nipOf(0)+`/hapus/ya", { method, mode, body,
				credentials: "include" }).catch(() => null)
			if (a?.ok) return "answered " + method + " " + mode
		}
		try { return frames.f.document.body.innerText } catch { return "" }
	})()`, &read)
	if read != "" {
		t.Errorf("the other page reads %q", read)
	}
	for range 100 {
		w.mutex.Lock()
		n := len(w.asked)
		w.mutex.Unlock()
		if n >= 8 {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.mutex.Lock()
	asked := w.asked
	w.mutex.Unlock()
	for _, one := range asked {
		if !strings.HasPrefix(one, "403 ") && !strings.HasPrefix(one, "401 ") &&
			one != "200 GET /pegawai" { // the shell
			t.Errorf("answered to another port: %s", one)
		}
	}
	if len(asked) < 6 {
		t.Errorf("it did not try: %q", asked)
	}
	if after := w.state(); after != before {
		t.Errorf("another port changed something:\n%s\n%s", before, after)
	}
}
