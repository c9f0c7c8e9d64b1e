package server

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
	"ikrar/verify/web"
)

const (
	testOrigin = "ikrar.contoh.example/buku"
	testText   = "Pernyataan Komitmen\nSaya berkomitmen.\n"
)

var testStoreKey = bytes.Repeat([]byte{7}, 32)

// testKey gives a key from a fixed seed: TEST-ONLY.
func testKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("TEST-ONLY " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(name string) eddsa.PublicKey {
	return eddsa.PublicKey(testKey(name).Public().(ed25519.PublicKey))
}

// world is an institution's ledger and a server on it, on a loopback port.
type world struct {
	testing.TB
	ledger  *ledger.Ledger
	options ledger.Options
	server  *Server
	url     string
	client  *http.Client
	log     *locked // what the server wrote, with every request
	kept    kept    // the issued PDFs
	desk    *enrol.Desk
	behind  atomic.Int64 // of the ledger's clock, nanoseconds
	now     time.Time
}

func newWorld(t testing.TB, change ...func(*trust.List)) *world {
	t.Helper()
	dir, now := t.TempDir(), time.Now()
	root, key := trust.LogKey(trust.RootName(testOrigin), publicOf("root")), trust.LogKey(testOrigin, publicOf("ledger"))
	whole := trust.Range{Last: trust.NoEnd}
	list := trust.List{Institution: "Pemerintah Provinsi <Contoh>", Origin: testOrigin, URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: now.Unix(), NextUpdate: now.Unix() + 365*86400, Root: root,
		Registrars: []trust.Registrar{{Range: whole, Key: publicOf("registrar"), Name: "Bidang Mutasi"},
			{Range: whole, Key: publicOf("otomatis"), Name: "otomatis"}},
		Ledgers: []trust.LedgerKey{{Range: whole, Key: key, State: trust.Active}},
		Texts:   []trust.Text{{Digest: signer.DigestOf([]byte(testText)), ID: "contoh", Language: "id", Title: "Pernyataan Komitmen"}},
		Policy:  trust.Policy{Logs: []trust.PolicyLog{{Key: key}}, Quorum: "none"}}
	for _, c := range change {
		c(&list)
	}
	note, err := trust.Sign(list, testKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{TB: t, log: new(locked), kept: kept{}, now: now, options: ledger.Options{Dir: filepath.Join(dir, "ledger"), Head: filepath.Join(dir, "ledger.head"),
		StoreKey: testStoreKey, Origin: testOrigin, Root: root, Key: testKey("ledger")}}
	w.options.Now = func() time.Time { return time.Now().Add(-time.Duration(w.behind.Load())) }
	if w.ledger, err = ledger.Create(w.options, note); err != nil {
		t.Fatal(err)
	}
	level := slog.LevelDebug
	if _, ok := t.(*testing.B); ok {
		level = slog.LevelInfo // as ikrar serve without --verbose
	}
	w.desk = &enrol.Desk{Ledger: w.ledger, Roster: roster.Open(w.ledger.Drawer("roster")), Now: time.Now}
	w.server = New(Options{Ledger: w.ledger, Desk: w.desk, Pages: signingPage, Certificates: w.kept, Figures: onePage{}, Units: units{}, Keys: "ask", Now: time.Now, Connections: FindRoom().Connections, Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: level}))})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	door := w.server.Door()                                       // here, not in the goroutine: TestDenial puts another gate in its place
	go func() { stopped <- Serve(ctx, l, w.server, nil, door) }() // as ikrar serve does; httptest would add locks to every request
	w.url = "http://" + l.Addr().String()
	w.client = &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		stop()
		w.client.CloseIdleConnections()
		if err := <-stopped; err != nil {
			t.Error(err)
		}
		w.ledger.Close()
	})
	w.append(signer.KindCampaign, sign(w, "registrar", signer.Campaign{IssuedAt: now.Unix(), CampaignBody: signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi",
		Text: testText, Digest: signer.DigestOf([]byte(testText)), Language: "id", Place: "Pontianak", Opens: now.Unix() - 60, Closes: now.Unix() + 86400}}))
	w.publish()
	return w
}

// signingPage stands for the real one, which the server knows nothing of.
var signingPage = []web.Asset{{Path: "/tanda", Type: "text/html; charset=utf-8", Body: []byte("<!doctype html>tanda")},
	{Path: "/opd", Type: "text/html; charset=utf-8", Body: []byte("<!doctype html>opd")},
	{Path: "/panduan", Type: "text/html; charset=utf-8", Body: []byte("<!doctype html>panduan")},
	{Path: "/panduan/kepegawaian", Type: "text/html; charset=utf-8", Body: []byte("<!doctype html>kepegawaian")}}

// kept are issued PDFs as an institution's home keeps them, or why there is none.
type kept map[verify.Code]keptPDF

type keptPDF struct {
	file []byte
	err  error
}

func (k kept) PDF(code verify.Code) ([]byte, error) {
	one, ok := k[code]
	if !ok {
		return nil, ledger.ErrNotFound
	}
	return one.file, one.err
}

// locked is a log that is read while a server writes it: what is answered is logged behind it.
type locked struct {
	mutex sync.Mutex
	text  bytes.Buffer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.Write(p)
}

func (l *locked) String() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.text.String()
}

func sign[C signer.Claims](w *world, key string, claims C) []byte {
	w.Helper()
	s, err := signer.Sign(testKey(key), testOrigin, claims)
	if err != nil {
		w.Fatal(err)
	}
	return s.Bytes()
}

func (w *world) append(kind signer.Kind, raw []byte) ledger.Receipt {
	w.Helper()
	r, err := w.ledger.AppendBytes(context.Background(), kind, raw)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func (w *world) publish() {
	w.Helper()
	_, note, err := w.ledger.Checkpoint()
	if err == nil {
		err = w.ledger.Publish(note)
	}
	if err != nil {
		w.Fatal(err)
	}
}

// staff enrols n people and returns their signed, unrecorded pledges.
func (w *world) staff(n int, prefix string) [][]byte {
	w.Helper()
	pledges, credentials := make([][]byte, n), make([][]byte, n)
	callers(2, n, func(i int) {
		person := fmt.Sprint(prefix, "-", i)
		subject := signer.DigestOf([]byte("subject " + person))
		credentials[i] = sign(w, "registrar", signer.Credential{IssuedAt: w.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf(person)},
			Person: signer.Person{Subject: signer.Subject(subject[:8]), Name: "Nama " + person, Unit: "Dinas Contoh", NIPLast4: "2002"}})
		pledges[i] = w.pledge(person, credentials[i], "deklarasi")
	})
	callers(min(n, 512), n, func(i int) { w.append(signer.KindCredential, credentials[i]) })
	return pledges
}

func (w *world) pledge(person string, credential []byte, campaign string) []byte {
	return sign(w, person, signer.Pledge{IssuedAt: w.now.Unix(), Credential: credential,
		PledgeBody: signer.PledgeBody{Text: signer.DigestOf([]byte(testText)), Campaign: campaign, Place: "Pontianak"}})
}

// issue records the issuance of a file for a pledge.
func (w *world) issue(pledge, pdf []byte, number string) []byte {
	raw := sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(), IssuanceBody: signer.IssuanceBody{Pledge: signer.DigestOf(pledge), Number: number,
		File: signer.DigestOf(pdf), Length: uint64(len(pdf))}})
	w.append(signer.KindIssuance, raw)
	return raw
}

// taken takes so many slots for nobody in particular; what it returns gives them back.
func taken(slots *admission.Slots, n int) (leave func()) {
	var all []*admission.Slot
	for range n {
		if slot, err := slots.Take(admission.Address{}, nil); err == nil {
			all = append(all, slot)
		}
	}
	return func() {
		for _, slot := range all {
			slot.Leave()
		}
	}
}

// callers calls f for 0 to n-1 from so many goroutines.
func callers(goroutines, n int, f func(i int)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range goroutines {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	group.Wait()
}

// reply is an answer, read to its end.
type reply struct {
	*http.Response
	body []byte
}

// do sends a request as it is: the path is not cleaned.
func (w *world) do(method, path string, body []byte, headers ...string) reply {
	w.Helper()
	r, err := http.NewRequest(method, w.url, bytes.NewReader(body))
	if err != nil {
		w.Fatal(err)
	}
	raw, query, _ := strings.Cut(path, "?")
	r.URL.Opaque, r.URL.RawQuery = "//"+r.Host+raw, query // net/http sends what is behind the host as it stands
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := w.client.Do(r)
	if err != nil {
		w.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	if err != nil {
		w.Fatal(err)
	}
	return reply{answer, data}
}

func (w *world) get(path string, headers ...string) reply {
	w.Helper()
	return w.do(http.MethodGet, path, nil, headers...)
}

func (w *world) post(pledge []byte) reply {
	w.Helper()
	return w.do(http.MethodPost, "/v1/pledges", pledge, "Content-Type", mediaCOSE)
}

// code is the error code of an answer, or "" where it is not an error of ours.
func (r reply) code() string {
	var e struct{ Error, Message string }
	if r.Header.Get("Content-Type") != mediaJSON || json.Unmarshal(r.body, &e) != nil || e.Message == "" || strings.Contains(e.Message, "{") {
		return ""
	}
	return e.Error
}

// refused is the answer to an error of a handler.
func (w *world) refused(err error, lang string) reply {
	w.Helper()
	recorder := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", lang)
	w.server.guard(route{pattern: "/", get: func(*http.Request) (content, error) { return content{}, err }}).ServeHTTP(recorder, r)
	return reply{recorder.Result(), recorder.Body.Bytes()}
}
