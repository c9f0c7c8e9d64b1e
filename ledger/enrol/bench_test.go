package enrol_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/roster"
	"ikrar/signer/invitation"
)

// BenchmarkRedeem has people ask at a desk that signs at once, so many at a time, as on the morning
// of a declaration: each request is a credential, and a change of the drawer before and behind it.
func BenchmarkRedeem(b *testing.B) {
	for _, at := range []int{1, 8, 64} {
		b.Run(fmt.Sprint(at), func(b *testing.B) {
			w := newWorld(b)
			requests := w.crowd(b.N)
			w.Registrar = testKey("otomatis")
			var next atomic.Int64
			var group sync.WaitGroup
			b.ResetTimer()
			start := time.Now()
			for range at {
				group.Go(func() {
					for n := int(next.Add(1)) - 1; n < b.N; n = int(next.Add(1)) - 1 {
						if err := w.ask(requests[n]); err != nil {
							b.Error(err)
						}
					}
				})
			}
			group.Wait()
			b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "requests/s")
		})
	}
}

// crowd imports and invites so many people, and makes the request of each.
func (w *world) crowd(n int) (requests [][]byte) {
	w.Helper()
	var list strings.Builder
	list.WriteString("nip,nama,jabatan,unit\n")
	nips := map[roster.NIP]int{}
	for i := range n {
		nip := fmt.Sprintf("19760201%04d%02d1%03d", 2000+i/11988, 1+i/999%12, 1+i%999)
		nips[roster.NIP(nip)] = i
		name := "Pegawai " + strings.Map(func(digit rune) rune { return digit - '0' + 'a' }, fmt.Sprint(i))
		fmt.Fprintf(&list, "%s,%s,Analis,Dinas Pendidikan\n", nip, name)
	}
	w.load(list.String())
	crowd := func(yield func(roster.Person, error) bool) {
		for p, err := range w.Roster.List("") {
			if _, ok := nips[p.NIP]; (ok || err != nil) && !yield(p, err) {
				return
			}
		}
	}
	batch, err := w.Invite(crowd, w.week(), false)
	if err == nil {
		err = batch.Sign(w.Context(), testKey("mutasi"), rand.Reader, nil)
	}
	if err == nil {
		err = batch.Commit()
	}
	if err != nil || len(batch.Invitations) != n {
		w.Fatal(len(batch.Invitations), err)
	}
	for i, one := range batch.Invitations {
		requests = append(requests, signed(invitation.Request{Address: address}.
			Sign(testKey(fmt.Sprint("telepon ", i)), one.Code.Key(origin), origin)))
	}
	return requests
}
