package certificate

import (
	"errors"
	"testing"
)

func TestColorSettings(t *testing.T) {
	primary, err := readColor("Primary", DefaultPrimary, color{}, leastTextContrast)
	if err != nil || primary != defaultPrimary {
		t.Errorf("%v, %v", primary, err)
	}
	accent, err := readColor("Accent", DefaultAccent, color{}, leastLineContrast)
	if err != nil || accent != defaultAccent {
		t.Errorf("%v, %v", accent, err)
	}
	for _, c := range []struct {
		check func(string) error
		text  string
		want  error
	}{
		{CheckPrimary, DefaultPrimary, nil}, {CheckAccent, DefaultAccent, nil},
		{CheckPrimary, DefaultAccent, ErrTooLight}, {CheckAccent, "#F0F0F0", ErrTooLight},
		{CheckPrimary, "", ErrColor}, {CheckAccent, "0F3E4D", ErrColor}, {CheckPrimary, "#0F3E4", ErrColor},
		{CheckPrimary, "#+F3E4D", ErrColor},
	} {
		if err := c.check(c.text); !errors.Is(err, c.want) {
			t.Errorf("%q: %v, want %v", c.text, err, c.want)
		}
	}
}
