package certificate

import (
	"fmt"
	"strings"
	"testing"

	"ikrar/ledger/certificate/internal/qr"
)

func TestQRVersion(t *testing.T) {
	for _, test := range []struct{ digits, version int }{{0, 3}, {1360, 19}, {1400, 19}, {7000, 0}} {
		version := 0
		code, err := qr.New("https://ikrar.contoh.example/#" + digits(test.digits))
		if err == nil {
			version = code.Version()
		}
		if version != test.version || (err != nil) != (test.version == 0) {
			t.Errorf("%d digits: version %d, %v, want %d", test.digits, version, err, test.version)
		}
	}
	if code, err := qr.New(sample().QR); err != nil || code.Version() > 20 {
		t.Errorf("a realistic certificate: %v, want version 20 at most", err)
	}
}

func TestRectanglesAreTheBitmap(t *testing.T) {
	code, err := newSymbol(sample().QR)
	if err != nil {
		t.Fatal(err)
	}
	bitmap := code.Bitmap()
	if len(bitmap) != code.Modules() {
		t.Fatalf("%d rows, want %d", len(bitmap), code.Modules())
	}
	got := make([][]bool, len(bitmap))
	for y := range got {
		got[y] = make([]bool, len(bitmap))
	}
	path := strings.Split(rectangles(bitmap), "\n")
	for _, operator := range path[:len(path)-1] {
		var x, y, w int
		if _, err := fmt.Sscanf(operator, "%d %d %d 1 re", &x, &y, &w); err != nil {
			t.Fatalf("%q: %v", operator, err)
		}
		for i := range w {
			got[y][x+i] = true
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(bitmap) {
		t.Error("the rectangles cover other modules")
	}
	if path[len(path)-1] != "f" {
		t.Error("not filled as one path")
	}
}
