package qr

import (
	"bytes"
	"math/rand/v2"
	"testing"

	"github.com/makiuchi-d/gozxing/common/reedsolomon"
)

// block returns a valid block as the library encodes it.
func block(t *testing.T, random *rand.Rand, size, check int) []byte {
	t.Helper()
	ints := make([]int, size)
	for i := range size - check {
		ints[i] = random.IntN(256)
	}
	if err := reedsolomon.NewReedSolomonEncoder(reedsolomon.GenericGF_QR_CODE_FIELD_256).Encode(ints,
		check); err != nil {
		t.Fatal(err)
	}
	out := make([]byte, size)
	for i, b := range ints {
		out[i] = byte(b)
	}
	return out
}

func TestCorrect(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		size := 30 + random.IntN(130)
		check := 2 + 2*random.IntN(14)
		want := block(t, random, size, check)
		for erasures := 0; erasures <= check; erasures++ {
			errors := random.IntN((check-erasures)/2 + 1)
			got := bytes.Clone(want)
			places := random.Perm(size)[:erasures+errors]
			for _, at := range places {
				got[at] ^= byte(1 + random.IntN(255))
			}
			if !correct(got, check, places[:erasures], 0) || !bytes.Equal(got, want) {
				t.Fatalf("%d bytes, %d of check: %d erasures and %d errors are not repaired", size, check, erasures, errors)
			}
		}
	}
}

// TestCorrectRefuses offers noise: with four check bytes to spare not one block in millions may
// pass.
func TestCorrectRefuses(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	passed := 0
	for range 3000 {
		noise := make([]byte, 70)
		for i := range noise {
			noise[i] = byte(random.IntN(256))
		}
		if correct(noise, 26, random.Perm(70)[:random.IntN(23)], 4) {
			passed++
		}
	}
	if passed > 0 {
		t.Errorf("%d of 3000 blocks of noise were repaired", passed)
	}
}
