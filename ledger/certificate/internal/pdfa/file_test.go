package pdfa

import (
	"errors"
	"strings"
	"testing"
)

func TestColorProfile(t *testing.T) {
	profile := colorProfile()
	if len(profile)%4 != 0 || int(profile[2])<<8|int(profile[3]) != len(profile) {
		t.Errorf("%d bytes, and says %d", len(profile), int(profile[2])<<8|int(profile[3]))
	}
}

// What is not fpdf's output must be refused, never misread.
func TestParseFileRefuses(t *testing.T) {
	for _, text := range []string{"", "\nxref\n0 ", "\nxref\n0 x\n", "\nxref\n0 99\n",
		"\nxref\n0 2\n0000000000 65535 f \n0000000099 00000 n \ntrailer\n<<\n/Size 2\n/Root 1 0 R\n/Info 1 0 R\n>>\nstartxref\n1\n%%EOF\n"} {
		if _, err := parseFile([]byte(text)); !errors.Is(err, ErrShape) {
			t.Errorf("%q: %v", text, err)
		}
	}
	whole := "1 0 obj\n<<>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000000 00000 n \ntrailer\n<<\n/Size 2\n/Root 1 0 R\n/Info 1 0 R\n>>\nstartxref\n20\n%%EOF\n"
	f, err := parseFile([]byte(whole))
	if err != nil || string(f.objects[1]) != "<<>>" {
		t.Error(err)
	}
	if _, err := parseFile([]byte(strings.Replace(whole, "endobj", "endxxx", 1))); !errors.Is(err, ErrShape) {
		t.Error(err)
	}
}
