package server

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/signer"
	"ikrar/verify"
)

// BenchmarkTail is how long clients wait who come whether or not the server keeps up (an open
// loop): b.N of them, evenly, at 80 % of the rate that the server reached with as many before, when
// each of 512 clients came again as soon as it had its answer. The wait begins at the moment that a
// client was to come, so that one who finds the server busy counts it. Client and server share the
// machine. -benchtime 20000x is a measure.
func BenchmarkTail(b *testing.B) {
	b.Run("pledge", func(b *testing.B) {
		w := newWorld(b)
		var all [][]byte
		for _, pledge := range w.staff(2*b.N, "ramai") {
			all = append(all, posting(pledge))
		}
		tail(b, w, all[:b.N], all[b.N:])
	})
	for name, path := range map[string]string{"proof": "/v1/proofs/%s", "pdf": "/v1/certificates/%s.pdf",
		"status": "/status"} {
		b.Run(name, func(b *testing.B) {
			w := newWorld(b)
			pledges := w.staff(certified, "ramai")
			callers(inFlight, len(pledges), func(i int) { w.append(signer.KindPledge, pledges[i]) })
			for n, pledge := range pledges {
				file := bytes.Repeat(fmt.Appendf(nil, "%%PDF-1.7 %7d\n", n), 50_000/18)
				w.kept[verify.CodeOf(pledge)] = keptPDF{file, nil}
				w.issue(pledge, file, fmt.Sprint(n))
			}
			w.publish()
			all := make([][]byte, 2*b.N)
			for n := range all {
				at, _, named := strings.Cut(path, "%s")
				if named {
					at = fmt.Sprintf(path, verify.CodeOf(pledges[n%len(pledges)]))
				}
				all[n] = fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: ikrar.contoh.example\r\n\r\n", at)
			}
			tail(b, w, all[:b.N], all[b.N:])
		})
	}
}

const certified = 1000 // people with a certificate of 50 kB

// posting is the request that records a pledge.
func posting(pledge []byte) []byte {
	return fmt.Appendf(nil, "POST /v1/pledges HTTP/1.1\r\nHost: ikrar.contoh.example\r\n"+
		"Content-Type: application/cose\r\nContent-Length: %d\r\n\r\n%s", len(pledge), pledge)
}

// tail measures the rate with the first requests, and the waits with the others.
func tail(b *testing.B, w *world, first, others [][]byte) {
	b.Helper()
	all := dialAll(b, w.url, "")
	var refused atomic.Int64
	ask := func(c *client, request []byte) {
		taken, err := c.ask(request)
		if err != nil {
			b.Error(err)
		}
		if !taken {
			refused.Add(1)
		}
	}
	var next atomic.Int64
	full := timed(func() {
		callers(len(all), len(all), func(i int) {
			for n := next.Add(1) - 1; int(n) < len(first); n = next.Add(1) - 1 {
				ask(all[i], first[n])
			}
		})
	})
	rate := 0.8 * float64(len(first)) / full.Seconds()

	waits, coming := make([]time.Duration, len(others)), make(chan int, len(others))
	b.ResetTimer()
	start := time.Now()
	due := func(n int) time.Time { return start.Add(time.Duration(float64(n) / rate * float64(time.Second))) }
	go func() {
		defer close(coming)
		for n := range others {
			time.Sleep(time.Until(due(n)))
			coming <- n
		}
	}()
	callers(len(all), len(all), func(i int) {
		for n := range coming {
			ask(all[i], others[n])
			waits[n] = time.Since(due(n))
		}
	})
	b.StopTimer()
	if refused.Load() > 0 {
		b.Error(refused.Load(), "refused")
	}
	slices.Sort(waits)
	b.ReportMetric(rate/0.8, "full/s")
	for _, share := range []float64{50, 99, 99.9} {
		at := waits[min(int(share/100*float64(len(waits))), len(waits)-1)]
		b.ReportMetric(float64(at.Microseconds())/1000, fmt.Sprintf("ms/p%v", share))
	}
	b.ReportMetric(float64(waits[len(waits)-1].Microseconds())/1000, "ms/max")
}
