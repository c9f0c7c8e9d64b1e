package eddsa

import (
	"crypto/ed25519"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
)

// honestly signs n messages, with so many keys in turn.
func honestly(n, keys int) (all []Signed) {
	for i := range n {
		key, message := testKey(fmt.Sprint("batch ", i%keys)), fmt.Appendf(nil, "message %d", i)
		all = append(all, Signed{publicOf(key), message, Signature(ed25519.Sign(key, message))})
	}
	return all
}

// sameAnswers fails the test unless a batch says of each signature what is said of it alone.
func sameAnswers(t *testing.T, name string, all []Signed) {
	t.Helper()
	for i, err := range verifyBatch(all, 1) {
		if alone := all[i].Verify(); fmt.Sprint(err) != fmt.Sprint(alone) {
			t.Errorf("%s: signature %d of %d: in the batch %v, alone %v", name, i, len(all), err, alone)
		}
	}
}

// agreeInBatch puts a signature among honest ones. Every vector of testdata/ed25519.json comes
// through here, but in short runs only those of TestVectorsInBatch.
func agreeInBatch(t *testing.T, name string, s Signed, at int) {
	t.Helper()
	sameAnswers(t, fmt.Sprintf("%s at %d", name, at), slices.Insert(honestly(2, 2), at, s))
}

// TestVectorsInBatch puts the vectors at every place of a batch, all in one, and their keys.
func TestVectorsInBatch(t *testing.T) {
	var all []Signed
	for _, v := range craftVectors() {
		s := Signed{PublicKey(v.Key), v.Message, Signature(v.Signature)}
		for at := range 3 {
			agreeInBatch(t, v.Name, s, at)
		}
		keys := []PublicKey{publicOf(testKey("batch 0")), s.Key, publicOf(testKey("batch 1"))}
		for i, err := range checkBatch(keys, 1) {
			if alone := keys[i].Check(); fmt.Sprint(err) != fmt.Sprint(alone) {
				t.Errorf("%s: key %d: in the batch %v, alone %v", v.Name, i, err, alone)
			}
		}
		all = append(all, s)
	}
	sameAnswers(t, "all", all)
}

// TestTorsionCancels makes batches in which the torsion of several signatures adds up to nothing,
// so that a batch with the cofactor would take them all, and one without it would take them for
// some z.
func TestTorsionCancels(t *testing.T) {
	torn := func(name string, i, j int) (s Signed) {
		key, r, message := mixed(keyScalar, i), mixed(demoScalar(name), j), []byte(name)
		sig, _ := seal(key, r, message, i, j, keyScalar, demoScalar(name))
		return Signed{PublicKey(key), message, Signature(sig)}
	}
	for round := range 2 {
		for j := 1; j < 8; j++ {
			name := fmt.Sprint("round ", round, " torsion ", j)
			sameAnswers(t, "R and R, "+name, []Signed{torn(name, 0, j), torn(name+" back", 0, 8-j)})
			sameAnswers(t, "A and R, "+name, []Signed{torn(name, j, 0), torn(name+" back", 0, 8-j)})
			sameAnswers(t, "the same twice, "+name, []Signed{torn(name, 0, j), torn(name, 0, j)})
			sameAnswers(t, "eight times, "+name, slices.Repeat([]Signed{torn(name, j, j)}, 8))
		}
	}
}

// TestBatchIsUsed holds batches as an audit makes them: all of them hold at once, and one bit
// anywhere is found.
func TestBatchIsUsed(t *testing.T) {
	for _, keys := range []int{1, 7, leastBatch} {
		all := honestly(leastBatch+7, keys)
		if b, single := newBatch(all); len(single) != 0 || len(b.a) != keys || !b.holds() {
			t.Fatalf("%d keys: a batch of honest signatures does not hold: %d of them alone", keys, len(single))
		}
		for _, at := range []int{0, keys, len(all) - 1} {
			for name, bend := range map[string]func(*Signed){
				"S":       func(s *Signed) { s.Signature[40] ^= 1 },
				"R":       func(s *Signed) { s.Signature[3] ^= 1 },
				"message": func(s *Signed) { s.Message = append(slices.Clone(s.Message), 0) },
				"key":     func(s *Signed) { s.Key = publicOf(testKey("other")) },
			} {
				bent := slices.Clone(all)
				bend(&bent[at])
				if b, single := newBatch(bent); len(single) == 0 && b.holds() {
					t.Errorf("%d keys: the batch holds with another %s at %d", keys, name, at)
				}
			}
		}
		errs := VerifyBatch(append(all, Signed{}))
		if bad := slices.IndexFunc(errs, func(err error) bool { return err != nil }); bad != len(all) {
			t.Errorf("%d keys: of %d honest signatures and an empty one, %d is the first that does not hold",
				keys, len(all), bad)
		}
	}
	if len(VerifyBatch(nil))+len(CheckBatch(nil)) != 0 {
		t.Error("an empty batch has answers")
	}
}

// BenchmarkBatch verifies signatures in batches as an audit does, half of them by one key, and each
// alone, which is what crypto/ed25519 sets as the bound.
func BenchmarkBatch(b *testing.B) {
	const size = 4096
	all := append(honestly(size/2, size/2), honestly(size/2, 1)...)
	for name, f := range map[string]func(){
		"batch": func() { VerifyBatch(all) },
		"alone": func() {
			for _, s := range all {
				ed25519.Verify(s.Key[:], s.Message, s.Signature[:])
			}
		},
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				var group sync.WaitGroup
				for range runtime.GOMAXPROCS(0) {
					group.Go(f)
				}
				group.Wait()
			}
			b.ReportMetric(float64(b.N*size*runtime.GOMAXPROCS(0))/b.Elapsed().Seconds(), "signatures/s")
		})
	}
}
