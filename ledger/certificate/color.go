package certificate

import (
	"math"
	"strconv"
)

// color is red, green, blue, 0 to 255, in sRGB.
type color [3]uint8

// palette is the two colors of a certificate and what is made of them.
type palette struct {
	primary color // titles, the frame
	accent  color // lines and ornaments
	bronze  color // the accent, dark enough for small type
}

var (
	ink   = color{33, 37, 41}
	muted = color{88, 94, 100}

	defaultPrimary = color{15, 62, 77}
	defaultAccent  = color{158, 119, 48}
)

// colors reads the two colors that HR may set.
func (d *Document) colors() (palette, error) {
	primary, err := readColor("Primary", d.Primary, defaultPrimary, leastTextContrast)
	if err != nil {
		return palette{}, err
	}
	accent, err := readColor("Accent", d.Accent, defaultAccent, leastLineContrast)
	if err != nil {
		return palette{}, err
	}
	bronze := accent
	for bronze.contrast() < leastTextContrast {
		for i, part := range bronze {
			bronze[i] = uint8(int(part) * 15 / 16)
		}
	}
	return palette{primary, accent, bronze}, nil
}

// readColor reads "#RRGGBB"; empty is the fallback.
func readColor(field, text string, fallback color, least float64) (color, error) {
	if text == "" {
		return fallback, nil
	}
	if len(text) != 7 || text[0] != '#' {
		return color{}, &FieldError{field, ErrColor}
	}
	n, err := strconv.ParseUint(text[1:], 16, 24)
	if err != nil {
		return color{}, &FieldError{field, ErrColor}
	}
	c := color{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	if c.contrast() < least {
		return color{}, &FieldError{field, ErrTooLight}
	}
	return c, nil
}

// contrast is the ratio to white paper, 1 to 21 (WCAG 2.2, "contrast ratio").
func (c color) contrast() float64 {
	linear := func(part uint8) float64 {
		v := float64(part) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 1.05 / (0.2126*linear(c[0]) + 0.7152*linear(c[1]) + 0.0722*linear(c[2]) + 0.05)
}
