package server

import (
	"bytes"
	"io"
	"runtime"
	"testing"

	"github.com/andybalholm/brotli"
)

// To compress a page takes no more memory than its size asks for.
func TestDenseMemory(t *testing.T) {
	page := bytes.Repeat([]byte("<p>Pernyataan komitmen</p>\n"), 6000) // 160 KB
	before := allocated()
	var d dense
	d.compress(page)
	if spent := allocated() - before; spent > 30<<20 {
		t.Errorf("%d MB", spent>>20)
	}
	if body, err := io.ReadAll(brotli.NewReader(bytes.NewReader(d.body))); err != nil || !bytes.Equal(body, page) {
		t.Errorf("another page: %v", err)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
