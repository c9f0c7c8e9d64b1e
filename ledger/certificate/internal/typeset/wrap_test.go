package typeset

import (
	"strings"
	"testing"
)

// The law of breaking lines: nothing but spaces is lost, and every line fits.
func FuzzWrap(f *testing.F) {
	f.Add("Raden Ayu  Kusumaningrat", 20.0)
	f.Add(strings.Repeat("W", 50), 3.0)
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if width < 5 || width > 300 || len(text) > 200 || strings.ToValidUTF8(text, "") != text {
			t.Skip()
		}
		s, err := NewSetter()
		if err != nil {
			t.Fatal(err)
		}
		st := Style{Face: Sans, Size: 10}
		lines := s.Balance(text, st, width)
		if got, want := strings.Join(lines, ""), text; strings.ReplaceAll(got, " ", "") !=
			strings.ReplaceAll(want, " ", "") {
			t.Fatalf("%q became %q", want, lines)
		}
		for _, l := range lines {
			if s.Width(l, st) > width {
				t.Fatalf("%q is %.2f mm wide, more than %.2f", l, s.Width(l, st), width)
			}
		}
	})
}
