package issue

import (
	"compress/zlib"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/skip2/go-qrcode"

	"ikrar/ledger/certificate"
	"ikrar/signer/files"
)

// BenchmarkIssue issues b.N certificates on all cores, into a ledger that syncs its writes. Its
// bound is what the usual libraries take: encoding the QR code, as go-qrcode does, and deflating
// the bytes written, as the Go release does, once a certificate, on all cores. Encoding and
// compressing faster is how of-bound may pass 1 although the ledger, the page and the disk cost
// something. of-rendering is the part of the time that drawing alone takes on all cores; what costs
// µs is measured on one core.
func BenchmarkIssue(b *testing.B) {
	w := newWorld(b)
	w.crowd(b.N)
	b.ResetTimer()
	start := time.Now()
	if err := w.issuer().Run(context.Background(), Request{Dir: w.dir}, func(_ Certificate, err error) {
		if err != nil {
			b.Error(err)
		}
	}); err != nil {
		b.Fatal(err)
	}
	took := time.Since(start)
	b.StopTimer()
	again := time.Now()
	w.run(Request{})
	standing := time.Since(again)

	documents, pdfs := w.drawn()
	bound := spread(b.N, func(n int) { floor(b, documents[n%len(documents)].QR, pdfs[n%len(pdfs)]) })
	b.ReportMetric(float64(b.N)/took.Seconds(), "certificates/s")
	b.ReportMetric(float64(b.N)/bound.Seconds(), "bound/s")
	b.ReportMetric(bound.Seconds()/took.Seconds(), "of-bound")
	b.ReportMetric(float64(b.N)/standing.Seconds(), "standing/s")
	render := func(n int) {
		if _, err := certificate.Render(documents[n%len(documents)]); err != nil {
			b.Error(err)
		}
	}
	b.ReportMetric(spread(b.N, render).Seconds()/took.Seconds(), "of-rendering")
	b.ReportMetric(each(len(documents), render), "render-µs")
	dir := b.TempDir()
	b.ReportMetric(each(len(pdfs), func(int) {
		if err := files.Replace(filepath.Join(dir, "x.pdf"), pdfs[0], 0o644); err != nil {
			b.Error(err)
		}
	}), "write-file-µs")
	b.ReportMetric(w.readCost(len(documents)), "read+check-µs")
}

// drawn gives some of the documents that were issued, and their files.
func (w *world) drawn() (documents []certificate.Document, files [][]byte) {
	w.Helper()
	indexes, err := w.issuer().indexes(Request{})
	if err != nil {
		w.Fatal(err)
	}
	for _, index := range indexes[:min(len(indexes), 64)] {
		p, err := w.issuer().load(index)
		if err != nil {
			w.Fatal(err)
		}
		d, err := p.document(nil)
		if err != nil {
			w.Fatal(err)
		}
		file, err := os.ReadFile(filepath.Join(w.dir, folder(p.Unit), p.Code+".pdf"))
		if err != nil {
			w.Fatal(err)
		}
		documents, files = append(documents, d), append(files, file)
	}
	return documents, files
}

// readCost is what fixing a plan costs, without writing it.
func (w *world) readCost(n int) float64 {
	w.Helper()
	s, err := w.issuer().start(Request{})
	if err != nil {
		w.Fatal(err)
	}
	indexes := slices.Clone(s.indexes[:n])
	return each(n, func(k int) {
		it, err := s.read(indexes[k], "")
		if err == nil {
			err = s.readProof(it)
		}
		if err == nil {
			err = s.fix(it)
		}
		if err != nil || it.refused != nil {
			w.Error(err, it.refused)
		}
	})
}

// floor is the work that a certificate cannot be made without: its QR code, and deflating as many
// bytes as it holds.
func floor(b *testing.B, text string, file []byte) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		b.Error(err)
		return
	}
	code.Bitmap()
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(io.Discard)
	if _, err := z.Write(file); err != nil {
		b.Error(err)
	}
	z.Close()
}

var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// spread times f for 0 to n-1 on all cores.
func spread(n int, f func(int)) time.Duration {
	start := time.Now()
	if err := parallel(context.Background(), runtime.GOMAXPROCS(0), n,
		func(k int) error { f(k); return nil }); err != nil {
		panic(err)
	}
	return time.Since(start)
}

// each is the mean time of f in microseconds, on one core.
func each(n int, f func(int)) float64 {
	start := time.Now()
	for k := range n {
		f(k)
	}
	return float64(time.Since(start).Microseconds()) / float64(n)
}
