package pdfa

import (
	"encoding/binary"
	"math"
	"sync"
)

// compressedProfile is the same in every certificate.
var compressedProfile = sync.OnceValues(func() ([]byte, error) { return Deflate(colorProfile()) })

// colorProfile is the ICC profile of sRGB (ICC.1:2004-10, profile version
// 4.2): the figures of IEC 61966-2-1, adapted to D50 as profiles are.
func colorProfile() []byte {
	type tag struct {
		name string
		data []byte
	}
	primaries := func(x, y, z float64) []byte { return fixedNumbers("XYZ ", x, y, z) }
	curve := append([]byte("para\x00\x00\x00\x00\x00\x03\x00\x00"),
		fixedNumbers("", 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...)
	tags := []tag{
		{"desc", label("sRGB IEC61966-2.1")},
		{"cprt", label("No copyright, use freely")},
		{"wtpt", primaries(0.9642, 1, 0.8249)},
		{"chad", fixedNumbers("sf32", 1.047882, 0.022919, -0.050217, 0.029587, 0.990479, -0.017059,
			-0.009232, 0.015076, 0.751678)},
		{"rXYZ", primaries(0.436066, 0.222488, 0.013916)},
		{"gXYZ", primaries(0.385147, 0.716873, 0.097076)},
		{"bXYZ", primaries(0.143066, 0.060608, 0.714096)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	be := binary.BigEndian
	head := make([]byte, 128)
	copy(head[8:], "\x04\x20\x00\x00mntrRGB XYZ ")
	copy(head[24:], "\x07\xea\x00\x01\x00\x01") // a date, that of the certificate's template
	copy(head[36:], "acsp")
	copy(head[68:], fixedNumbers("", 0.9642, 1, 0.8249))
	body := be.AppendUint32(nil, uint32(len(tags)))
	at := len(head) + 4 + 12*len(tags)
	var data []byte
	for i, t := range tags {
		if i > 0 && t.name[1:] == "TRC" && t.name != "rTRC" {
			at -= len(t.data) // all three share one curve
		} else {
			data = append(data, t.data...)
		}
		body = be.AppendUint32(be.AppendUint32(append(body, t.name...), uint32(at)), uint32(len(t.data)))
		at += len(t.data)
	}
	out := append(append(head, body...), data...)
	be.PutUint32(out, uint32(len(out)))
	return out
}

// fixedNumbers is a tag of 16.16 numbers, or the numbers alone.
func fixedNumbers(kind string, numbers ...float64) []byte {
	var out []byte
	if kind != "" {
		out = append([]byte(kind), 0, 0, 0, 0)
	}
	for _, n := range numbers {
		out = binary.BigEndian.AppendUint32(out, uint32(int32(math.Round(n*65536))))
	}
	return out
}

// label is a text of one language, padded to four bytes.
func label(text string) []byte {
	out := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	out = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(out, uint32(2*len(text))), 28)
	for _, c := range []byte(text) {
		out = append(out, 0, c)
	}
	return append(out, make([]byte, -len(out)&3)...)
}
