package certificate

import (
	"testing"

	"ikrar/ledger/certificate/internal/pdfa"
)

// BenchmarkRender/whole is what one certificate costs; the others isolate
// where the time goes.
func BenchmarkRender(b *testing.B) {
	d := sample()
	b.Run("whole", func(b *testing.B) {
		size := 0
		for b.Loop() {
			size = len(render(b, d))
		}
		b.ReportMetric(float64(size), "bytes")
	})
	b.Run("whole-of-template-1", func(b *testing.B) {
		first := d
		first.Template = Template1
		for b.Loop() {
			render(b, first)
		}
	})
	code, err := newSymbol(d.QR)
	if err != nil {
		b.Fatal(err)
	}
	colors, err := d.colors()
	if err != nil {
		b.Fatal(err)
	}
	s, err := newSetter()
	if err != nil {
		b.Fatal(err)
	}
	b.Run("layout", func(b *testing.B) {
		for b.Loop() {
			fresh, _ := newSetter()
			if _, err := compose(fresh, &d, &indonesian, colors, code.Modules()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("guilloche", func(b *testing.B) {
		for b.Loop() {
			newGuilloche(d.PledgeDigest)
		}
	})
	path := []byte(rectangles(code.Bitmap()))
	b.Run("page-compression", func(b *testing.B) {
		for b.Loop() {
			if _, err := pdfa.Deflate(path); err != nil {
				b.Fatal(err)
			}
		}
	})
	// The whole document without encoding, layout and fonts.
	drawn, bitmap := normalize(d), code.Bitmap()
	page, err := compose(s, &drawn, &indonesian, colors, code.Modules())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("drawing", func(b *testing.B) {
		for b.Loop() {
			if _, err := drawTagged(s, &drawn, &indonesian, page, bitmap); err != nil {
				b.Fatal(err)
			}
		}
	})
}
