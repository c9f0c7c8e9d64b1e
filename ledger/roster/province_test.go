package roster

import (
	"bytes"
	"crypto/rand"
	"os"
	"runtime"
	"testing"
	"time"
)

// A whole province: Kalimantan Barat's 14,691, from a file of invented people
// that is larger than a repository should carry.
func TestProvince(t *testing.T) {
	data, err := os.ReadFile("../../../shared/data/pegawai-kalbar.csv")
	if err != nil {
		t.Skip("the large example roster is not beside this tree")
	}
	r := Open(newDrawer())
	start, before := time.Now(), heap()
	s, err := Read("pegawai-kalbar.csv", bytes.NewReader(data), Choice{})
	must(t, err)
	p, err := r.Plan(s)
	must(t, err)
	planned, size := time.Since(start), heap()-before
	if len(p.New) != 14691 || len(p.Refused) != 0 || len(p.Warnings) != 0 || len(p.Missing) != 0 {
		t.Fatal(len(p.New), p.Refused, p.Warnings, len(p.Missing))
	}
	start = time.Now()
	must(t, r.Apply(p, rand.Reader))
	t.Logf("%d people: read and planned in %v holding %d KiB, applied in %v", len(p.New), planned, size>>10,
		time.Since(start))
	runtime.KeepAlive(p)
}

func heap() int {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

func BenchmarkReadCSV(b *testing.B) {
	data, err := os.ReadFile("testdata/pegawai-contoh.csv")
	must(b, err)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s, err := Read("pegawai-contoh.csv", bytes.NewReader(data), Choice{})
		must(b, err)
		if people, _ := readAll(s); len(people) != 40 {
			b.Fatal(len(people))
		}
	}
}
