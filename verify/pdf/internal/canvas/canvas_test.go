package canvas

import (
	"image"
	"math"
	"testing"
)

// draw shows a canvas as text: # for black, . for white, + between.
func draw(c *Canvas) string {
	out := ""
	for y := range c.Rect.Dy() {
		for _, p := range c.Pix[y*c.Stride:][:c.Rect.Dx()] {
			switch {
			case p < 64:
				out += "#"
			case p > 192:
				out += "."
			default:
				out += "+"
			}
		}
		out += "\n"
	}
	return out
}

func square(left, top, side float64) []Point {
	return []Point{{left, top}, {left + side, top}, {left + side, top + side}, {left, top + side}}
}

func TestFill(t *testing.T) {
	ring := [][]Point{square(0, 0, 6), square(1, 1, 4), square(2, 2, 2)}
	for name, c := range map[string]struct {
		evenOdd bool
		want    string
	}{
		"even-odd": {true, "######\n#....#\n#.##.#\n#.##.#\n#....#\n######\n"},
		"winding":  {false, "######\n######\n######\n######\n######\n######\n"},
	} {
		canvas := New(6, 6)
		canvas.Fill(ring, c.evenOdd, 0)
		if got := draw(canvas); got != c.want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
	canvas := New(3, 2)
	canvas.Fill([][]Point{square(-5, -5, 7)}, false, 0)
	canvas.Fill([][]Point{square(0, 0, 1)}, false, 100)
	if got := draw(canvas); got != "+#.\n##.\n" {
		t.Errorf("over the edge:\n%s", got)
	}
}

func TestPlace(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 2, 2))
	copy(img.Pix, []byte{0, 255, 255, 100})
	for name, c := range map[string]struct {
		m       Matrix
		stencil bool
		want    string
	}{
		"upright":     {Matrix{4, 0, 0, -4, 0, 4}, false, "##..\n##..\n..++\n..++\n"},
		"upside down": {Matrix{4, 0, 0, 4, 0, 0}, false, "..++\n..++\n##..\n##..\n"},
		"turned":      {Matrix{0, 4, 4, 0, 0, 0}, false, "..##\n..##\n++..\n++..\n"},
		"a part":      {Matrix{2, 0, 0, -2, 1, 3}, true, "....\n.#..\n..#.\n....\n"},
	} {
		canvas := New(4, 4)
		canvas.Place(img, c.m, c.stencil, 0)
		if got := draw(canvas); got != c.want {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// TestNowhere paints where there is nothing, and without end.
func TestNowhere(t *testing.T) {
	canvas := New(9, 9)
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 0} {
		canvas.Fill([][]Point{{{v, v}, {0, v}, {v, 3}, {2, 2}}}, true, 0)
		canvas.Place(image.NewGray(image.Rect(0, 0, 3, 3)), Matrix{v, v, 1, v, 1, v}, false, 0)
	}
	canvas.Place(image.NewGray(image.Rect(0, 0, 0, 0)), Matrix{9, 0, 0, 9, 0, 0}, false, 0)
	canvas = New(9, 9)
	for range 2 * maxLayers {
		canvas.Fill([][]Point{square(0, 0, 9)}, false, 0)
	}
	canvas.Fill([][]Point{square(0, 0, 9)}, false, 255)
	if canvas.Pix[0] != 0 {
		t.Error("painted beyond the bound")
	}
}
