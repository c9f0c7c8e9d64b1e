package typeset

import "testing"

func BenchmarkSubset(b *testing.B) {
	s, err := NewSetter()
	if err != nil {
		b.Fatal(err)
	}
	fonts := s.Fonts()
	text := "Pernyataan Komitmen ASN BerAKHLAK, Pontianak 31 Maret 2022: Tégor Wahyu"
	if _, err := fonts.Show(text, Style{Face: Italic}); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := fonts.Subsets(); err != nil {
			b.Fatal(err)
		}
	}
}
