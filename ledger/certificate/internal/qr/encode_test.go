package qr

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"
)

// TestEncoding holds encode to go-qrcode, module for module, in every version that a certificate
// can have and for addresses of many kinds.
func TestEncoding(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	digits := func(n int) string {
		var out strings.Builder
		for range n {
			out.WriteByte('0' + byte(random.IntN(10)))
		}
		return out.String()
	}
	taken := map[int]int{}
	check := func(text string) {
		t.Helper()
		code, err := qrcode.New(text, qrcode.Medium)
		if err != nil {
			t.Fatal(err)
		}
		code.DisableBorder = true
		got := encode(text, code.VersionNumber)
		if got == nil {
			return
		}
		taken[code.VersionNumber]++
		if !slices.EqualFunc(got, code.Bitmap(), slices.Equal[[]bool]) {
			t.Errorf("version %d of %.60s differs", code.VersionNumber, text)
		}
	}
	for n := 20; n < 2900; n += 47 {
		check("https://ikrar.contoh.example/#" + digits(n))
	}
	for range 20 { // of the length that certificates have
		check("https://ikrar.kalbarprov.go.id/#" + digits(1240+random.IntN(60)))
	}
	check("https://ikrar.contoh.example/#" + strings.Repeat("0", 1260)) // runs and squares
	check("https://ikrar.contoh.example/#" + strings.Repeat("9", 1260))
	for _, host := range []string{"x", "ikrar-asn.go.id", "a.b.c.d.e.f", "a--b", "a-----b", "a------b",
		"ikrar2026.go.id", "10.0.0.1:8080", "IKRAR", "é", "a b", "a$%*+b"} {
		for _, scheme := range []string{"https://", "http://", "", "://"} {
			check(fmt.Sprintf("%s%s/#%s", scheme, host, digits(700)))
			check(fmt.Sprintf("%s%s/buku/#%s", scheme, host, digits(1260)))
		}
	}
	for version := 3; version <= 28; version++ {
		// go-qrcode never chooses these for two segments
		if skipped := version == 8 || version == 9; taken[version] == 0 && !skipped {
			t.Errorf("version %d was not tried", version)
		}
	}
	for _, text := range []string{"", "#", "#" + digits(100), "https://x/#12", "https://x/#" + digits(50) + "x",
		"HTTPS://x/#" + digits(50), "https://x2/#" + digits(50)} {
		if encode(text, 10) != nil {
			t.Errorf("takes %.40q", text)
		}
	}
	if encode("https://x/#"+digits(1000), 5) != nil || encode("https://x/#"+digits(100), 41) != nil {
		t.Error("takes what does not fit")
	}
}
