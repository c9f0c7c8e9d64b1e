package qr

import (
	"strings"
	"testing"
)

// BenchmarkBitmap sets our encoding beside go-qrcode's, of a text as long as certificates have.
func BenchmarkBitmap(b *testing.B) {
	text := "https://ikrar.contoh.example/#" + strings.Repeat("20220331", 170)
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			fresh, _ := New(text)
			fresh.Bitmap()
		}
	})
	b.Run("go-qrcode", func(b *testing.B) {
		for b.Loop() {
			fresh, _ := New(text) // a second Bitmap() of one code costs more
			fresh.code.Bitmap()
		}
	})
}
