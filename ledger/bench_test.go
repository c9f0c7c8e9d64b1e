package ledger

import (
	"crypto/ed25519"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// inFlight is how many callers wait at once in the benchmarks, as behind a server on the day of a
// declaration.
const inFlight = 512

// BenchmarkAppend records pledges and, in the same run, does what the hardware sets as the bound:
// one raw verification and one raw signature a pledge on all cores, and the same keys and values
// through raw Badger in batches of as many.
func BenchmarkAppend(b *testing.B) {
	w := newWorld(b, func(w *world) { w.options.StoreKey = testStoreKey })
	pledges := w.staff(b.N)
	raw, err := store.Create(b.TempDir(), testStoreKey)
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	var took, bound time.Duration
	b.ResetTimer()
	for i := 0; i < b.N; i += 8 * inFlight { // in turns, so that both see the same load of the machine
		some := pledges[i:min(i+8*inFlight, b.N)]
		b.StartTimer()
		start := time.Now()
		callers(inFlight, len(some), func(i int) { w.append(signer.KindPledge, some[i]) })
		took += time.Since(start)
		b.StopTimer()
		bound += rawEd25519(some, true) + rawBadger(b, raw, uint64(i), some)
	}
	b.ReportMetric(float64(b.N)/took.Seconds(), "pledges/s")
	b.ReportMetric(bound.Seconds()/took.Seconds(), "x-of-bound")
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

// rawEd25519 takes, for each message, one crypto/ed25519 verification and one more, or a signature,
// on all cores.
func rawEd25519(messages [][]byte, sign bool) time.Duration {
	k := testKey("ledger")
	public, registration := k.Public().(ed25519.PublicKey), make([]byte, 120)
	message := make([]byte, 500)
	signature := ed25519.Sign(k, message)
	start := time.Now()
	callers(runtime.GOMAXPROCS(0), len(messages), func(int) {
		ed25519.Verify(public, message, signature)
		if sign {
			ed25519.Sign(k, registration)
		} else {
			ed25519.Verify(public, message, signature)
		}
	})
	return time.Since(start)
}

// rawBadger writes keys and values of the sizes that a pledge has, in one synced transaction a
// batch.
func rawBadger(b *testing.B, s *store.Database, first uint64, pledges [][]byte) time.Duration {
	b.Helper()
	entry := make([]byte, 148)
	start := time.Now()
	for i := 0; i < len(pledges); i += inFlight {
		if err := s.Update(func(t store.Txn) error {
			for j := i; j < min(i+inFlight, len(pledges)); j++ {
				index := first + uint64(j)
				d := signer.DigestOf(store.Number(index))
				subject := d[:8]
				for _, kv := range [][2][]byte{{store.EntryKey(index), entry}, {store.StatementKey(index), pledges[j]}, {store.DigestKey(store.PrefixDigest, d), store.Number(index)},
					{store.Key(store.PrefixCode, d[:14]), store.Number(index)}, {store.Key(store.PrefixPerson, subject, []byte("deklarasi")), store.Number(index)}} {
					if err := t.Set(kv[0], kv[1]); err != nil {
						return err
					}
				}
			}
			return t.Set([]byte{store.PrefixHead}, entry)
		}); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(start)
}

// benchmarkWorld is a ledger of so many pledges, made once.
func benchmarkWorld(b *testing.B, n int) *world {
	b.Helper()
	w := newWorld(b, func(w *world) { w.options.StoreKey = testStoreKey })
	pledges := w.staff(n)
	callers(inFlight, n, func(i int) { w.append(signer.KindPledge, pledges[i]) })
	return w
}

const benchmarkPledges = 10000

// BenchmarkProof makes full proofs of random pledges.
func BenchmarkProof(b *testing.B) {
	w := benchmarkWorld(b, benchmarkPledges)
	b.ResetTimer()
	for i := range b.N {
		if _, err := w.ledger.Proof(uint64(benchmarkPledges + 2 + i*7919%benchmarkPledges)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOpen opens and closes a ledger for reading.
func BenchmarkOpen(b *testing.B) {
	w := benchmarkWorld(b, benchmarkPledges)
	w.options.Key = nil
	b.ResetTimer()
	for range b.N {
		w.reopen()
	}
}

// BenchmarkAudit audits a ledger, and takes as its bound the raw verification of every signature in
// it, on all cores.
func BenchmarkAudit(b *testing.B) {
	w := benchmarkWorld(b, benchmarkPledges)
	b.ResetTimer()
	var took, bound time.Duration
	for range b.N {
		if err := w.ledger.Close(); err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		report, err := Audit(b.Context(), w.options, nil)
		took += time.Since(start)
		if err != nil || len(report.Findings) > 0 {
			b.Fatal(fmt.Sprint(report.Findings), err)
		}
		b.StopTimer()
		bound += rawEd25519(make([][]byte, report.Signatures/2), false)
		w.reopenClosed()
		b.StartTimer()
	}
	b.ReportMetric(float64(b.N)*(2*benchmarkPledges+2)/took.Seconds(), "entries/s")
	b.ReportMetric(bound.Seconds()/took.Seconds(), "x-of-bound")
}
