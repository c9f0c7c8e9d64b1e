package scan

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
)

const (
	moduleSize    = 0.45         // mm, the least that certificates print
	qrLeft, qrTop = 236.3, 148.7 // mm
)

// ourQR is what a certificate's QR code holds: an address and the digits of about 560 bytes.
func ourQR() string {
	random := rand.New(rand.NewPCG(1, 2))
	var digits strings.Builder
	digits.WriteString("37719314819") // an array of six, the version 1 and the pledge's array
	for digits.Len() < 1360 {
		digits.WriteByte('0' + byte(random.IntN(10)))
	}
	return "https://ikrar.example.go.id/#" + digits.String()
}

// modules returns the QR code of text at level M without a quiet zone; modules[y][x] is black.
func modules(t testing.TB, text string) [][]bool {
	t.Helper()
	q, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	q.DisableBorder = true
	return q.Bitmap()
}
