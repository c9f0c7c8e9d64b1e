package version

import (
	"regexp"
	"testing"
)

func TestString(t *testing.T) {
	whole := Info{"1.2.3", "0123456789abcdef0123", "2026-11-30T23:30:00+07:00", "go1.26.0"}
	if got, want := whole.String(), "1.2.3 (0123456789ab, 2026-11-30) go1.26.0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	bare := Info{Version: "1.2.3", Go: "go1.26.0"}
	if got, want := bare.String(), "1.2.3 go1.26.0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Packages of Debian and RPM take the number as it is.
func TestNumber(t *testing.T) {
	if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(number) {
		t.Errorf("number %q", number)
	}
}
