package server

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"ikrar/verify/web"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// denialPart is what part of the attacks is run, against a server with as small a part of its
// slots: a tenth, or with IKRAR_DENIAL=whole (make soak) all of it.
func denialPart() int {
	if os.Getenv("IKRAR_DENIAL") == "whole" {
		return 1
	}
	return 10
}

// TestDenial: whatever one address does, another is served within a second, throughout; people
// behind the same address get to sign, and the metrics show that somebody is bounded, and not who.
func TestDenial(t *testing.T) {
	part := denialPart()
	for _, attack := range attacks {
		t.Run(attack.name, func(t *testing.T) {
			w := newWorld(t)
			w.server.gate = newGate(time.Now, nil, MaxConnections, func(n int) int { return n / part })
			plain, secure := w.servePlain(), w.serveTLS()
			people, victims := w.staff(300/part, "orang"), w.staff(200/part, "korban")
			ctx, cancel := context.WithCancel(t.Context())
			a := &attackers{ctx: ctx, plain: plain, secure: secure}
			defer a.Wait()
			defer cancel()
			attack.run(a, attack.n/part+1)
			a.awaitHeld(t, w)
			signed := make(chan error, 1)
			url := "http://" + plain
			if attack.secure {
				url = "https://" + secure
			}
			go func() { signed <- w.signFrom("127.0.0.1", url, people) }()
			for i, pledge := range victims {
				w.probe(url, pledge, i)
			}
			if err := <-signed; err != nil {
				t.Error(err)
			}
			w.expectBounded(attack.bounds)
		})
	}
}

// attacks are each more than one address may hold.
var attacks = []struct {
	name   string
	n      int
	secure bool // over TLS
	run    func(*attackers, int)
	bounds string // the kind of slots that it fills
}{
	{"trickled bodies", 2048, false, func(a *attackers, n int) { a.hold(n, a.trickle("/v1/pledges", mediaCOSE, 60000)) }, "bodies"},
	{"trickled sequences", 512, false, func(a *attackers, n int) { a.hold(n, a.trickle("/v1/pledges/sequence", mediaSequence, MaxSequence)) }, "sequences"},
	{"idle connections", 4100, false, func(a *attackers, n int) { a.hold(n, a.idle) }, "connections"},
	{"slow headers", 4100, false, func(a *attackers, n int) { a.hold(n, a.slowHeader) }, "connections"},
	{"half-open handshakes", 4100, true, func(a *attackers, n int) { a.hold(n, a.halfHandshake) }, "connections"},
	{"closed windows", 30, true, func(a *attackers, n int) { a.hold(n, a.closedWindows) }, "streams"},
	{"unfinished posts", 30, true, func(a *attackers, n int) { a.hold(n, a.unfinishedPosts) }, "bodies"},
	{"slow readers", 1500, false, func(a *attackers, n int) { a.hold(n, a.slowReader) }, "streams"},
	{"refusals", 80, false, func(a *attackers, n int) { a.hold(n, a.refused) }, "refusals"},
}

// attackers all come from 127.0.0.1. Who is thrown out comes again.
type attackers struct {
	sync.WaitGroup
	ctx           context.Context
	plain, secure string
	tries         atomic.Int64
	want          int64
}

// hold keeps n of them at it.
func (a *attackers) hold(n int, once func() error) {
	a.want = int64(n)
	for range n {
		a.Go(func() {
			for a.ctx.Err() == nil {
				once()
				select {
				case <-time.After(time.Second + rand.N(4*time.Second)):
				case <-a.ctx.Done():
				}
			}
		})
	}
}

// awaitHeld waits until all of them have been there once.
func (a *attackers) awaitHeld(t *testing.T, w *world) {
	for start := time.Now(); a.tries.Load() < a.want; time.Sleep(10 * time.Millisecond) {
		if time.Since(start) > 2*time.Minute {
			t.Fatalf("%d of %d attackers got a connection", a.tries.Load(), a.want)
		}
	}
	time.Sleep(100 * time.Millisecond)
}

// dial opens a connection that ends with the attack.
func (a *attackers) dial(address string) (net.Conn, func(), error) {
	c, err := (&net.Dialer{}).DialContext(a.ctx, "tcp", address)
	if err != nil {
		return nil, nil, err
	}
	unwatch := context.AfterFunc(a.ctx, func() { c.Close() })
	a.tries.Add(1)
	return c, func() { unwatch(); c.Close() }, nil
}

// dripping writes a byte a second until the connection ends.
func dripping(c net.Conn, first string) error {
	go io.Copy(io.Discard, c)
	_, err := io.WriteString(c, first)
	for err == nil {
		time.Sleep(500*time.Millisecond + rand.N(time.Second))
		_, err = c.Write([]byte("a"))
	}
	return err
}

func (a *attackers) trickle(path, media string, length int) func() error {
	return func() error {
		c, end, err := a.dial(a.plain)
		if err != nil {
			return err
		}
		defer end()
		return dripping(c, fmt.Sprintf("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n", path, media, length))
	}
}

func (a *attackers) slowHeader() error {
	c, end, err := a.dial(a.plain)
	if err != nil {
		return err
	}
	defer end()
	return dripping(c, "GET /checkpoint HTTP/1.1\r\nHost: x\r\nX-Slow: ")
}

func (a *attackers) idle() error {
	c, end, err := a.dial(a.plain)
	if err != nil {
		return err
	}
	defer end()
	_, err = c.Read(make([]byte, 1))
	return err
}

func (a *attackers) halfHandshake() error {
	c, end, err := a.dial(a.secure)
	if err != nil {
		return err
	}
	defer end()
	c.Write([]byte{0x16, 3, 1, 2, 0, 1, 0}) // a ClientHello of 512 bytes, of which no more comes
	_, err = c.Read(make([]byte, 1))
	return err
}

// slowReader asks for much and takes nothing.
func (a *attackers) slowReader() error {
	c, end, err := a.dial(a.plain)
	if err != nil {
		return err
	}
	defer end()
	c.(*net.TCPConn).SetReadBuffer(1 << 10)
	_, err = io.WriteString(c, strings.Repeat("GET "+largest()+" HTTP/1.1\r\nHost: x\r\n\r\n", 100))
	for err == nil { // until it is thrown out: a peer that is gone is felt in writing
		time.Sleep(500*time.Millisecond + rand.N(time.Second))
		_, err = c.Write([]byte("\r\n"))
	}
	return err
}

// refused asks for what is refused, as fast as it is.
func (a *attackers) refused() error {
	c, end, err := a.dial(a.plain)
	if err != nil {
		return err
	}
	defer end()
	go io.Copy(io.Discard, c)
	for err == nil {
		_, err = io.WriteString(c, "POST /v1/pledges HTTP/1.1\r\nHost: x\r\nContent-Type: application/cose\r\nContent-Length: 1\r\n\r\nxGET /v1/proofs/0000-0000-0000 HTTP/1.1\r\nHost: x\r\n\r\n")
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// largest is the longest file of the page.
func largest() (path string) {
	most := 0
	for p, a := range pagesOf(web.Assets()) {
		if len(a.Body) > most {
			path, most = p, len(a.Body)
		}
	}
	return path
}

// clientAt speaks from one address of loopback, over a new connection each time.
func clientAt(ip string, timeout time.Duration) *http.Client {
	dialer := &net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(ip)}}
	return &http.Client{Timeout: timeout, Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true,
		ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
}

// probe fails where a client at another address does not get the checkpoint, and a pledge recorded,
// within a second. A machine with more to do than it can may need more than one try, which a server
// that is stopped does not answer either.
func (w *world) probe(url string, pledge []byte, n int) {
	w.Helper()
	const tries = 5
	for _, path := range []string{"/checkpoint", "/v1/pledges", "/v1/pledges/sequence"} {
		var err error
		for range tries {
			if err = ask(clientAt("127.0.0.2", time.Second), url+path, pledge); err == nil {
				break
			}
		}
		if err != nil {
			w.Fatalf("probe %d: %s: %v", n, path, err)
		}
	}
	time.Sleep(50 * time.Millisecond)
}

// ask gets what is at an address, or posts a pledge to it.
func ask(c *http.Client, url string, pledge []byte) error {
	var answer *http.Response
	var err error
	switch {
	case strings.HasSuffix(url, "/sequence"):
		answer, err = c.Post(url, mediaSequence, bytes.NewReader(pledge))
	case strings.HasSuffix(url, "/v1/pledges"):
		answer, err = c.Post(url, mediaCOSE, bytes.NewReader(pledge))
	default:
		answer, err = c.Get(url)
	}
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	return nil
}

// signFrom has everybody's pledge recorded within five minutes. Who is turned away comes again, as
// the command does.
func (w *world) signFrom(ip, url string, pledges [][]byte) error {
	ctx, cancel := context.WithTimeout(w.Context(), 5*time.Minute)
	defer cancel()
	var left atomic.Int64
	callers(min(len(pledges), 100), len(pledges), func(i int) {
		c := clientAt(ip, 30*time.Second)
		for ask(c, url+"/v1/pledges", pledges[i]) != nil {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				left.Add(1)
				return
			}
		}
	})
	if n := left.Load(); n > 0 {
		return fmt.Errorf("%d of %d people behind the attacker's address could not sign", n, len(pledges))
	}
	return nil
}

// expectBounded reads the metrics.
func (w *world) expectBounded(kind string) {
	w.Helper()
	var b bytes.Buffer
	w.server.writeMetrics(&b)
	if want := fmt.Sprintf("ikrar_bounded_addresses{by=%q} 1\n", kind); !strings.Contains(b.String(), want) {
		w.Errorf("no %s in\n%s", want, b.String())
	}
	if strings.Contains(b.String(), "127.0.0.") {
		w.Error("the metrics tell an address")
	}
	w.Logf("%d goroutines", runtime.NumGoroutine())
}
