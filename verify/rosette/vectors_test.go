package rosette

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"strconv"
	"testing"
)

var update = flag.Bool("update", false, "write testdata/rosettes.json anew")

// vector is one case of testdata/rosettes.json. Curves are flat lists x, y,
// x, y ...; they are written out for the first cases only, Sum is for all.
type vector struct {
	Digest string      `json:"digest"`
	Lobes  [3]int      `json:"lobes"`
	Copies [3]int      `json:"copies"`
	Layers [][]int32   `json:"layers,omitempty"`
	Cell   [][]int32   `json:"cell,omitempty"`
	Corner [][]int32   `json:"corner,omitempty"`
	Starts [3][2]int32 `json:"starts"`
	Sum    string      `json:"sum"` // ROSETTE.md, step 6
}

func flat(c Curve) (out []int32) {
	for _, p := range c {
		out = append(out, p.X, p.Y)
	}
	return out
}

func all(curves []Curve) (out [][]int32) {
	for _, c := range curves {
		out = append(out, flat(c))
	}
	return out
}

// digestOf is step 6 of ROSETTE.md.
func digestOf(f Figure, b Band) string {
	var text []byte
	for _, layer := range f.Layers {
		text = append(strconv.AppendInt(text, int64(layer.Lobes), 10), ' ')
		text = append(strconv.AppendInt(text, int64(layer.Copies), 10), '\n')
	}
	curves := [][]int32{flat(f.Layers[0].Curve), flat(f.Layers[1].Curve), flat(f.Layers[2].Curve)}
	curves = append(append(curves, all(b.Cell)...), all(b.Corner)...)
	for _, curve := range curves {
		for i, n := range curve {
			if i > 0 {
				text = append(text, ' ')
			}
			text = strconv.AppendInt(text, int64(n), 10)
		}
		text = append(text, '\n')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

func vectors() (out []vector) {
	digests := [][32]byte{{}, sampleDigest(1), [32]byte(bytes.Repeat([]byte{0xff}, 32))}
	for i := 2; len(digests) < 24; i++ {
		digests = append(digests, sampleDigest(i))
	}
	for i, d := range digests {
		f, b := New(d), NewBand(d)
		v := vector{Digest: hex.EncodeToString(d[:]), Sum: digestOf(f, b)}
		for j, layer := range f.Layers {
			v.Lobes[j], v.Copies[j] = layer.Lobes, layer.Copies
			v.Starts[j] = [2]int32{layer.Curve[0].X, layer.Curve[0].Y}
			if i < 2 {
				v.Layers = append(v.Layers, flat(layer.Curve))
			}
		}
		if i < 2 {
			v.Cell, v.Corner = all(b.Cell), all(b.Corner)
		}
		out = append(out, v)
	}
	return out
}

func TestVectors(t *testing.T) {
	const file = "testdata/rosettes.json"
	got, err := json.Marshal(vectors())
	if err != nil {
		t.Fatal(err)
	}
	got = append(bytes.ReplaceAll(got, []byte(`},{"digest"`), []byte("},\n{\"digest\"")), '\n')
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))) {
		t.Errorf("the construction no longer gives %s: certificates already printed would differ from the page", file)
	}
}
