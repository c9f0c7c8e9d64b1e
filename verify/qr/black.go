package qr

import "github.com/makiuchi-d/gozxing"

// byBlocks tells black from white by the range of shades in blocks of 8 by 8 pixels. It follows
// shadows closely, but takes noise on grey paper for ink.
func byBlocks(l luma) (*gozxing.BitMatrix, error) {
	return gozxing.NewHybridBinarizer(l.source()).GetBlackMatrix()
}

// bySurroundings calls black what is clearly darker than the mean of a wide square around it.
func bySurroundings(l luma) (*gozxing.BitMatrix, error) {
	bits, err := gozxing.NewBitMatrix(l.w, l.h)
	if err != nil {
		return nil, err
	}
	reach := max(8, max(l.w, l.h)/40) // more than a finder pattern, on a page as in a close picture of its code
	clearly := l.spread() / 8
	columns := make([]int, l.w) // sums of the rows around y
	for y := -reach; y < l.h; y++ {
		if enters := y + reach; enters < l.h {
			for x, p := range l.pix[enters*l.w : (enters+1)*l.w] {
				columns[x] += int(p)
			}
		}
		if leaves := y - reach - 1; leaves >= 0 {
			for x, p := range l.pix[leaves*l.w : (leaves+1)*l.w] {
				columns[x] -= int(p)
			}
		}
		if y < 0 {
			continue
		}
		rows := min(y+reach+1, l.h) - max(y-reach, 0)
		sum := 0
		for x := -reach; x < l.w; x++ {
			if x+reach < l.w {
				sum += columns[x+reach]
			}
			if x-reach-1 >= 0 {
				sum -= columns[x-reach-1]
			}
			if x < 0 {
				continue
			}
			area := rows * (min(x+reach+1, l.w) - max(x-reach, 0))
			if (int(l.pix[y*l.w+x])+clearly)*area < sum {
				bits.Set(x, y)
			}
		}
	}
	return bits, nil
}

// spread is how far apart the lightest and the darkest hundredth of the pixels are.
func (l luma) spread() int {
	var histogram [256]int
	for _, p := range l.pix {
		histogram[p]++
	}
	edge := func(from, step int) int {
		for seen := 0; from > 0 && from < 255; from += step {
			if seen += histogram[from]; seen > len(l.pix)/100 {
				break
			}
		}
		return from
	}
	return edge(254, -1) - edge(1, 1)
}
