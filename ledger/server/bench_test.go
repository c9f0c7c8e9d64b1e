package server

import (
	"bufio"
	"bytes"
	"crypto/ed25519"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"testing"
	"time"

	"ikrar/signer"
)

// inFlight is how many clients wait at once, each with a kept connection, as on the day of a declaration.
const inFlight = 512

// BenchmarkPledges records pledges over HTTP on loopback, each acknowledged on its own after its fsyncs, its signatures
// checked. Client and server share the machine. In the same run, in turns, as many are recorded without HTTP, and raw
// crypto/ed25519 does what the hardware sets as the bound: one verification and one signature a pledge, on all cores.
func BenchmarkPledges(b *testing.B) {
	w := newWorld(b)
	overHTTP, direct := w.staff(b.N, "http"), w.staff(b.N, "langsung")
	clients := make([]*client, inFlight)
	for i := range clients {
		clients[i] = dial(b, w.url)
	}
	var took, without, bound time.Duration
	b.ResetTimer()
	for i := 0; i < b.N; i += 8 * inFlight { // in turns, so that all see the same load of the machine
		end := min(i+8*inFlight, b.N)
		some := overHTTP[i:end]
		took += timed(func() {
			next := make(chan []byte, len(some))
			for _, pledge := range some {
				next <- pledge
			}
			close(next)
			callers(inFlight, inFlight, func(i int) {
				for pledge := range next {
					if err := clients[i].post(pledge); err != nil {
						b.Error(err)
					}
				}
			})
		})
		b.StopTimer()
		without += timed(func() { callers(inFlight, end-i, func(j int) { w.append(signer.KindPledge, direct[i+j]) }) })
		bound += timed(func() { rawEd25519(end - i) })
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N)/took.Seconds(), "pledges/s")
	b.ReportMetric(float64(b.N)/without.Seconds(), "append/s")
	b.ReportMetric(float64(b.N)/bound.Seconds(), "ed25519/s")
}

func timed(f func()) time.Duration {
	start := time.Now()
	f()
	return time.Since(start)
}

// rawEd25519 takes n verifications and n signatures on all cores.
func rawEd25519(n int) {
	k := testKey("ledger")
	public, registration, message := k.Public().(ed25519.PublicKey), make([]byte, 120), make([]byte, 500)
	signature := ed25519.Sign(k, message)
	callers(runtime.GOMAXPROCS(0), n, func(int) {
		ed25519.Verify(public, message, signature)
		ed25519.Sign(k, registration)
	})
}

// client is a load generator's: one kept connection, as little work of its own as HTTP allows.
type client struct {
	net.Conn
	in  *bufio.Reader
	out []byte
}

func dial(b *testing.B, url string) *client {
	c, err := net.Dial("tcp", url[len("http://"):])
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { c.Close() })
	return &client{Conn: c, in: bufio.NewReader(c)}
}

func (c *client) post(pledge []byte) error {
	c.out = fmt.Appendf(c.out[:0], "POST /v1/pledges HTTP/1.1\r\nHost: ikrar.contoh.example\r\nContent-Type: application/cose\r\nContent-Length: %d\r\n\r\n", len(pledge))
	if _, err := c.Write(append(c.out, pledge...)); err != nil {
		return err
	}
	status, err := c.in.ReadSlice('\n')
	if err != nil || !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("%q: %v", status, err)
	}
	length := 0
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		if len(line) == 2 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(value))); err != nil {
				return err
			}
		}
	}
	_, err = c.in.Discard(length)
	return err
}
