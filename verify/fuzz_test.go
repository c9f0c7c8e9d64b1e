package verify

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/crockford"
	"ikrar/verify/trust"
)

// FuzzRead holds the law of proofs: what is read is written again as it came; what is not read is refused by a known
// error; and no input makes a check panic.
func FuzzRead(f *testing.F) {
	for _, v := range readVectors(f) {
		f.Add(v.Input.bytes())
	}
	_, list := edition("default")
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		rest, missing := shortGrammar()(data) // it says the same of what is whole
		if _, err := parseShort(data); (err == nil) != (len(rest) == 0 && missing.Cmp(nothing) == 0) {
			t.Errorf("%x is read with %v, and by the grammar %d bytes too long, with %b missing", data, err, len(rest), missing)
		}
		if err != nil {
			known := errors.Is(err, signer.ErrEncoding) || errors.Is(err, ErrVersion) || errors.Is(err, ErrIncomplete)
			if !known || len(err.Error()) > 1000 {
				t.Errorf("an error of another kind, or too long: %v", err)
			}
			return
		}
		text := string(data)
		switch {
		case p.Inclusion != nil && string(p.Full()) == text:
		case p.Inclusion == nil && string(p.Short()) == text:
		case p.Inclusion == nil && p.QR("") == "/#"+text[strings.IndexByte(text, '#')+1:]:
		default:
			t.Errorf("%q is written in another way", data)
		}
		if r := Check(data, list, nil, today); len(r.Steps) != 8 || r.Proof == nil {
			t.Errorf("%+v", r)
		}
	})
}

// FuzzDigits holds both directions: bytes to digits and back, digits to bytes and back.
func FuzzDigits(f *testing.F) {
	f.Add([]byte{}, "")
	f.Add([]byte{255, 255, 255, 255, 255, 255, 255, 255}, "72057594037927935255")
	f.Add([]byte("0123456"), "72057594037927936")
	f.Add(make([]byte, 13), "00000000000000000000000000000000")
	f.Fuzz(func(t *testing.T, data []byte, digits string) {
		if data = data[:min(len(data), maxShort)]; len(data) > 0 {
			if back, err := decodeDigits(encodeDigits(data)); err != nil || !slices.Equal(back, data) {
				t.Errorf("%x came back as %x, %v", data, back, err)
			}
		}
		if data, err := decodeDigits(digits); err == nil && encodeDigits(data) != digits {
			t.Errorf("%q came back as %q", digits, encodeDigits(data))
		}
	})
}

// FuzzParseCode: what is read from typing is a code, and reading a code changes nothing.
func FuzzParseCode(f *testing.F) {
	for _, s := range []string{"K7QM-2F8D-9XPA", "k7qm2f8d9xpa", "o0iI lL11-0000", "K7QM-2F8D-9XPU", "KKKKKKKKKKK\u212a", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		c, err := ParseCode(typed)
		if err != nil {
			return
		}
		if again, err := ParseCode(string(c)); err != nil || again != c || len(c) != 14 || strings.Trim(string(c), crockford.Alphabet+"-") != "" {
			t.Errorf("%q gives %q, which gives %q, %v", typed, c, again, err)
		}
	})
}

// FuzzEntry holds the law of entries, and that they are read as cbor.Decode reads them.
func FuzzEntry(f *testing.F) {
	f.Add(Entry{Kind: signer.KindPledge, Index: 7, Time: registered, Prev: FirstPrev(origin)}.Bytes())
	f.Add(Entry{Kind: 9, Index: 1 << 60}.Bytes())
	for shift := range 64 { // both sides of every length of a number
		f.Add(Entry{Kind: signer.KindErasure, Index: 1 << shift, Time: 1<<shift - 1}.Bytes())
	}
	f.Add(append([]byte{0x85, 0x18, 3, 7, 9, 0x58, 32}, make([]byte, 66)...))                // 3 in two bytes
	for _, kind := range [][]byte{{6}, {7}, {0x17}, {0x18, 24}, {0x18, 255}, {0x19, 1, 0}} { // of later versions, and no byte
		f.Add(slices.Concat([]byte{0x85}, kind, Entry{Index: 7, Time: 9}.Bytes()[2:]))
	}
	f.Add([]byte{0x85, 3, 7})
	f.Fuzz(func(t *testing.T, raw []byte) {
		e, err := ParseEntry(raw)
		if err == nil && !slices.Equal(e.Bytes(), raw) {
			t.Errorf("%x is written as %x", raw, e.Bytes())
		}
		if err != nil && !errors.Is(err, signer.ErrEncoding) {
			t.Errorf("%x: %v", raw, err)
		}
		var same Entry
		decoded := cbor.Decode(raw, &same) == nil && same.Index <= signer.MaxIndex && same.Time > 0 && same.Time < maxTime
		if decoded != (err == nil) || decoded && same != e {
			t.Errorf("%x is %+v, %v; Decode says %+v", raw, e, err, same)
		}
	})
}

// FuzzCheckpoint holds the law of checkpoints, and opens the rest without panic.
func FuzzCheckpoint(f *testing.F) {
	signed := must(Read(newFull().file())).Inclusion.Checkpoint
	text, _, _ := strings.Cut(string(signed), "\n\n")
	f.Add(text + "\n")
	f.Add(string(signed))
	_, list := edition("default")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := trust.ParseCheckpoint(text); err == nil && c.Text() != text {
			t.Errorf("%q is written as %q", text, c.Text())
		}
		if o, err := list.Policy.Open([]byte(text)); err == nil && (o.Origin != origin || !strings.HasPrefix(text, o.Text())) {
			t.Errorf("%q opens as %+v", text, o)
		}
	})
}
