package verify

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/crockford"
	"ikrar/signer/eddsa"
)

// FuzzRead holds the law of proofs: what is read is written again as it came; what is not read is refused by a known
// error; and no input makes a check panic.
func FuzzRead(f *testing.F) {
	for _, v := range readVectors(f) {
		f.Add(v.Input.bytes())
	}
	_, trust := edition("default")
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(data)
		if err != nil {
			if !errors.Is(err, signer.ErrEncoding) && !errors.Is(err, ErrVersion) || len(err.Error()) > 1000 {
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
		if r := Check(data, trust, nil, today); len(r.Steps) != 8 || r.Proof == nil {
			t.Errorf("%+v", r)
		}
	})
}

// FuzzTrust holds the law of trust lists: what is read is written again as it came.
func FuzzTrust(f *testing.F) {
	for name := range editions {
		_, list := edition(name)
		f.Add(list.text())
	}
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := parseTrust(text); err == nil && list.text() != text {
			t.Errorf("%q is written as %q", text, list.text())
		}
	})
}

// FuzzPolicy holds policies to their law, and their quorum to what everybody and nobody makes of it.
func FuzzPolicy(f *testing.F) {
	list := demoTrust((*Trust).withoutQuorum)
	before, _, _ := strings.Cut(list.text(), "log ")
	for name := range editions {
		_, other := edition(name)
		var b strings.Builder
		other.Policy.lines(&b)
		f.Add(b.String())
	}
	f.Fuzz(func(t *testing.T, lines string) {
		l, err := parseTrust(before + lines)
		if err != nil {
			return
		}
		if l.text() != before+lines {
			t.Errorf("%q is written in another way", lines)
		}
		var all []string
		for _, w := range l.Policy.Witnesses {
			all = append(all, w.Name)
		}
		size := l.Policy.Size()
		if !l.Policy.Met(all) || l.Policy.Met(nil) != (size == 0) || size > len(all) {
			t.Errorf("quorum of %d in %q", size, lines)
		}
	})
}

// FuzzParseVerifierKey: a key that parses has the spelling that it came in, and may be listed.
func FuzzParseVerifierKey(f *testing.F) {
	f.Add(LogKey(origin, demoPublic("ledger")).String())
	f.Add(WitnessKey("bkn.example", demoPublic("bkn")).String())
	f.Add(LogKey(origin, eddsa.PublicKey{1}).String())
	f.Add("a+00000000+AQ==")
	f.Fuzz(func(t *testing.T, text string) {
		k, err := ParseVerifierKey(text)
		if err == nil && (k.String() != text || k.Key().Check() != nil || signer.CheckOrigin(k.Name()) != nil) {
			t.Errorf("%q parsed as %v", text, k)
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
		if data = data[:min(len(data), MaxShort)]; len(data) > 0 {
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
	_, trust := edition("default")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := ParseCheckpoint(text); err == nil && c.Text() != text {
			t.Errorf("%q is written as %q", text, c.Text())
		}
		if o, err := trust.Policy.Open([]byte(text)); err == nil && (o.Origin != origin || !strings.HasPrefix(text, o.Text())) {
			t.Errorf("%q opens as %+v", text, o)
		}
	})
}
