package certificate

import (
	"fmt"
	"strings"
	"testing"
)

func TestQRVersion(t *testing.T) {
	for _, test := range []struct{ digits, version int }{{0, 3}, {1360, 19}, {1400, 19}, {7000, 0}} {
		version, err := QRVersion("https://ikrar.contoh.example/#" + digits(test.digits))
		if version != test.version || (err != nil) != (test.version == 0) {
			t.Errorf("%d digits: version %d, %v, want %d", test.digits, version, err, test.version)
		}
	}
	if version, err := QRVersion(sample().QR); err != nil || version > 20 {
		t.Errorf("a realistic certificate: version %d, %v, want 20 at most", version, err)
	}
}

func TestRectanglesAreTheBitmap(t *testing.T) {
	code, err := newSymbol(sample().QR)
	if err != nil {
		t.Fatal(err)
	}
	bitmap := code.bitmap()
	if len(bitmap) != code.modules() {
		t.Fatalf("%d rows, want %d", len(bitmap), code.modules())
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
