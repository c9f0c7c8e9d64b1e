package verify

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

// wholes are proofs in their three forms, with few and many labels, long and short texts.
func wholes() (all []string) {
	for _, change := range []func(*draft){
		func(*draft) {},
		func(d *draft) { d.person = append(d.person[:2], enc(2), enc("Ni")) },
		func(d *draft) {
			d.person[3], d.pledged[5], d.index = enc("Nguyễn Ma’ruf O'Brien 😀"), enc(""), 1<<40
		},
		func(d *draft) {
			d.person = append(d.person[:4:4], enc(4), enc(strings.Repeat("é", 100)), enc(7), enc(make([]byte, 32)))
		},
	} {
		d := newDraft()
		change(d)
		raw := d.short()
		all = append(all, string(raw), publicURL+"/#"+encodeDigits(raw), encodeDigits(raw))
	}
	return append(all, string(newFull().file()))
}

// The law of beginnings: every proper beginning of a proof is called one, in every form.
func TestEveryBeginning(t *testing.T) {
	for i, whole := range wholes() {
		for n := 0; n < len(whole); n++ {
			if i > 0 && n%5 != i%5 { // of the first, all; of the others enough
				continue
			}
			_, err := Read([]byte(whole[:n]))
			if err == nil && whole[n-1] == '\n' { // a file without its last cosignatures, which are for step 6 to miss
				continue
			}
			if !errors.Is(err, ErrIncomplete) {
				t.Errorf("%d bytes of %q: %v", n, whole, err)
			}
		}
	}
}

// What is called a beginning can be gone on with, a byte after the other, to a proof that is read.
func TestBeginningsGoOn(t *testing.T) {
	raw := newDraft().short()
	r := rand.New(rand.NewPCG(2026, 11))
	found := 0
	for range 100 {
		data := bytes.Clone(raw[:r.IntN(len(raw))])
		for range 1 + r.IntN(2) {
			if len(data) > 0 {
				data[r.IntN(len(data))] ^= 1 << r.IntN(8)
			}
		}
		if _, err := Read(data); !errors.Is(err, ErrIncomplete) {
			continue
		}
		found++
		goOn(t, data)
	}
	if found < 12 || found > 88 {
		t.Errorf("%d beginnings", found)
	}
}

func goOn(t *testing.T, begun []byte) {
	data := bytes.Clone(begun)
	for len(data) <= maxShort {
		next := -1
		for b := range 256 {
			_, err := Read(append(data, byte(b)))
			if err == nil {
				return
			}
			if errors.Is(err, ErrIncomplete) {
				next = b
				break
			}
		}
		if next < 0 {
			t.Errorf("%x is called a beginning, and %x can not be gone on with", begun, data)
			return
		}
		data = append(data, byte(next))
	}
	t.Errorf("%x never ends", begun)
}
