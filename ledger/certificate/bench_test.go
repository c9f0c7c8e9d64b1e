package certificate

import "testing"

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
	code, err := newSymbol(d.QR)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("qr-encoding", func(b *testing.B) {
		for b.Loop() {
			fresh, _ := newSymbol(d.QR)
			fresh.bitmap()
		}
	})
	b.Run("qr-encoding-by-go-qrcode", func(b *testing.B) {
		for b.Loop() {
			fresh, _ := newSymbol(d.QR) // a second Bitmap() of one code costs more
			fresh.code.Bitmap()
		}
	})
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
			if _, err := compose(fresh, &d, &indonesian, colors, code.modules()); err != nil {
				b.Fatal(err)
			}
		}
	})
	used := newCodes()
	if _, _, err := s.encode(used, "Pernyataan Komitmen ASN BerAKHLAK, Pontianak 31 Maret 2022: Tégor Wahyu", style{face: italic}); err != nil {
		b.Fatal(err)
	}
	b.Run("font-subset", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.faces[italic].subset(&used.glyphs); err != nil {
				b.Fatal(err)
			}
		}
	})
	font, err := s.faces[italic].subset(&used.glyphs)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("font-compression", func(b *testing.B) {
		for b.Loop() {
			if _, err := deflate(font); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("guilloche", func(b *testing.B) {
		for b.Loop() {
			newGuilloche(d.PledgeDigest)
		}
	})
	path := []byte(rectangles(code.bitmap()))
	b.Run("page-compression", func(b *testing.B) {
		for b.Loop() {
			if _, err := deflate(path); err != nil {
				b.Fatal(err)
			}
		}
	})
	// What fpdf adds: the whole document without encoding, layout and fonts.
	drawn, bitmap := normalize(d), code.bitmap()
	page, err := compose(s, &drawn, &indonesian, colors, code.modules())
	if err != nil {
		b.Fatal(err)
	}
	b.Run("drawing", func(b *testing.B) {
		for b.Loop() {
			if _, err := draw(s, &drawn, &indonesian, page, bitmap); err != nil {
				b.Fatal(err)
			}
		}
	})
}
