package server

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
)

// inFlight is how many clients wait at once, each with a kept connection, as on the day of a declaration.
const inFlight = 512

// BenchmarkPledges records pledges over HTTP on loopback, each acknowledged on its own after its fsyncs, its signatures
// checked. Client and server share the machine. In the same run, in turns, as many are recorded without HTTP, and raw
// crypto/ed25519 does what the hardware sets as the bound: one verification and one signature a pledge, on all cores. The same
// behind net/http, with the same clients, is what a server that records nothing at all could answer.
func BenchmarkPledges(b *testing.B) {
	w := newWorld(b)
	overHTTP, direct := w.staff(b.N, "http"), w.staff(b.N, "langsung")
	ours, nothing := dialAll(b, w.url, "/v1/pledges"), dialAll(b, forgetful(b), "/v1/pledges")
	var took, without, bound, boundHTTP time.Duration
	b.ResetTimer()
	for i := 0; i < b.N; i += 8 * inFlight { // in turns, so that all see the same load of the machine
		end := min(i+8*inFlight, b.N)
		took += timed(func() { ours.all(b, overHTTP[i:end]) })
		b.StopTimer()
		without += timed(func() { callers(inFlight, end-i, func(j int) { w.append(signer.KindPledge, direct[i+j]) }) })
		bound += timed(func() { callers(runtime.GOMAXPROCS(0), end-i, rawEd25519()) })
		boundHTTP += timed(func() { nothing.all(b, overHTTP[i:end]) })
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N)/took.Seconds(), "pledges/s")
	b.ReportMetric(float64(b.N)/without.Seconds(), "append/s")
	b.ReportMetric(float64(b.N)/bound.Seconds(), "ed25519/s")
	b.ReportMetric(float64(b.N)/boundHTTP.Seconds(), "ed25519-http/s")
}

// BenchmarkTessera records pledges over HTTP, each in a request of its own, as BenchmarkPledges does, and others in sequences;
// and then gives as many to Tessera's conformance server, which verifies and signs none of them: with its persistent
// deduplication (antispam) and without. Each goes through all of them at once, because Tessera leaves part of its work for after the answer; what it pushes back does not count. It
// must be asked for with IKRAR_TESSERA=1, since the first run compiles it.
func BenchmarkTessera(b *testing.B) {
	if os.Getenv("IKRAR_TESSERA") == "" {
		b.Skip("without IKRAR_TESSERA=1")
	}
	w := newWorld(b)
	pledges, others := w.staff(b.N, "http"), w.staff(b.N, "deret")
	b.ResetTimer()
	took := timed(func() { dialAll(b, w.url, "/v1/pledges").all(b, pledges) })
	b.StopTimer()
	together := timed(func() { inSequences(b, w.url, others) })
	posix := installed(b, "github.com/transparency-dev/tessera/cmd/conformance/posix@v1.0.4")
	b.ReportMetric(float64(b.N)/took.Seconds(), "pledges/s")
	b.ReportMetric(float64(b.N)/together.Seconds(), "in-sequences/s")
	b.ReportMetric(tessera(b, pledges, posix, "-antispam"), "tessera-antispam/s")
	b.ReportMetric(tessera(b, pledges, posix), "tessera/s")
}

// inSequence is how many pledges a request holds, and sequenceClients how many such requests wait at once.
const (
	inSequence      = 512
	sequenceClients = 4
)

// inSequences posts pledges many at a time, and fails where one is not recorded.
func inSequences(b *testing.B, url string, pledges [][]byte) {
	chunks := slices.Collect(slices.Chunk(pledges, inSequence))
	callers(sequenceClients, len(chunks), func(i int) {
		answer, err := http.Post(url+"/v1/pledges/sequence", mediaSequence, bytes.NewReader(bytes.Join(chunks[i], nil)))
		if err != nil {
			b.Error(err)
			return
		}
		defer answer.Body.Close()
		var all []struct{ Signature string }
		if err := json.NewDecoder(answer.Body).Decode(&all); err != nil || len(all) != len(chunks[i]) {
			b.Error(answer.Status, len(all), err)
		}
		for at, a := range all {
			if len(a.Signature) != 2*ed25519.SignatureSize {
				b.Error("refused: ", i, at)
			}
		}
	})
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// rawEd25519 makes what does one verification and one signature.
func rawEd25519() func(int) {
	k := testKey("ledger")
	public, registration, message := k.Public().(ed25519.PublicKey), make([]byte, 120), make([]byte, 500)
	signature := ed25519.Sign(k, message)
	return func(int) {
		ed25519.Verify(public, message, signature)
		ed25519.Sign(k, registration)
	}
}

// forgetful serves what verifies and signs once for each request, with our limits, and keeps nothing.
func forgetful(b *testing.B) (url string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	work, answer := rawEd25519(), encode(registration{Digest: strings.Repeat("0", 64), Signature: strings.Repeat("0", 128)})
	h := hardened(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := body(r.Body, r.ContentLength, MaxBody, nil); err != nil {
			b.Error(err)
		}
		work(0)
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
		w.Write(answer)
	}))
	go h.Serve(l)
	b.Cleanup(func() { h.Close() })
	return "http://" + l.Addr().String()
}

// tessera runs Tessera's server on a free port of loopback, and tells how many pledges it takes a second.
func tessera(b *testing.B, pledges [][]byte, posix string, flags ...string) float64 {
	skey, _, err := note.GenerateKey(rand.Reader, "DEMO")
	if err != nil {
		b.Fatal(err)
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address := free.Addr().String()
	free.Close()
	c := exec.Command(posix, append(flags, "-storage_dir", b.TempDir(), "-listen", address)...)
	c.Env = append(os.Environ(), "LOG_PRIVATE_KEY="+skey)
	if err := c.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { c.Process.Kill(); c.Wait() }()
	for range 100 {
		if probe, err := net.Dial("tcp", address); err == nil {
			probe.Close()
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	all, refused := dialAll(b, "http://"+address, "/add"), 0
	took := timed(func() { refused = all.post(b, pledges) })
	return float64(len(pledges)-refused) / took.Seconds()
}

// clients are as many as wait at once.
type clients []*client

func dialAll(b *testing.B, url, path string) clients {
	all := make(clients, inFlight)
	for i := range all {
		c, err := net.Dial("tcp", url[len("http://"):])
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { c.Close() })
		all[i] = &client{Conn: c, in: bufio.NewReader(c), path: path}
	}
	return all
}

// all gives every pledge to whoever is free, and fails where one is refused.
func (all clients) all(b *testing.B, pledges [][]byte) {
	if refused := all.post(b, pledges); refused > 0 {
		b.Error(refused, "pledges refused")
	}
}

// post gives every pledge to whoever is free, and counts those that were not taken.
func (all clients) post(b *testing.B, pledges [][]byte) (refused int) {
	next := make(chan []byte, len(pledges))
	for _, pledge := range pledges {
		next <- pledge
	}
	close(next)
	var count atomic.Int64
	callers(len(all), len(all), func(i int) {
		for pledge := range next {
			taken, err := all[i].post(pledge)
			if err != nil {
				b.Error(err)
			}
			if !taken {
				count.Add(1)
			}
		}
	})
	return int(count.Load())
}

// client is a load generator's: one kept connection, as little work of its own as HTTP allows.
type client struct {
	net.Conn
	in   *bufio.Reader
	out  []byte
	path string
}

func (c *client) post(pledge []byte) (taken bool, err error) {
	c.out = fmt.Appendf(c.out[:0], "POST %s HTTP/1.1\r\nHost: ikrar.contoh.example\r\nContent-Type: application/cose\r\nContent-Length: %d\r\n\r\n", c.path, len(pledge))
	return c.ask(append(c.out, pledge...))
}

// ask sends a request and reads its answer, which is taken where it is 200.
func (c *client) ask(request []byte) (taken bool, err error) {
	if _, err := c.Write(request); err != nil {
		return false, err
	}
	status, err := c.in.ReadSlice('\n')
	if err != nil {
		return false, err
	}
	taken = bytes.HasPrefix(status, []byte("HTTP/1.1 200 "))
	length := 0
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return false, err
		}
		if len(line) == 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return false, err
			}
		}
	}
	_, err = c.in.Discard(length)
	return taken, err
}
