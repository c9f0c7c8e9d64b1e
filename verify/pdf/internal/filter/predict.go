package filter

// Unpredict undoes a predictor (ISO 32000-1 section 7.4.4.4) on rows of so many bytes; step is the
// bytes of a pixel, bits those of a sample. Predictors 10 to 15 are the filters of PNG (W3C PNG
// section 9.2), a byte before each row; 2 is TIFF's, undone for samples of 8 bits. The result takes
// the place of data.
func Unpredict(data []byte, predictor, row, step, bits int) []byte {
	switch {
	case predictor >= 10 && predictor <= 15 && row > 0:
		return unpredictPNG(data, row, step)
	case predictor == 2 && bits == 8 && row > 0:
		for at := 0; at+row <= len(data); at += row {
			for i := step; i < row; i++ {
				data[at+i] += data[at+i-step]
			}
		}
	}
	return data
}

func unpredictPNG(data []byte, row, step int) []byte {
	above, out := make([]byte, row), 0
	for at := 0; at+1 < len(data); at += row + 1 {
		filter := data[at]
		line := data[at+1 : min(at+1+row, len(data))]
		target := data[out : out+len(line)]
		unfilter(filter, target, line, above, step)
		above, out = target, out+len(line)
	}
	return data[:out]
}

// unfilter undoes one row, into a place that may overlap it from before.
func unfilter(filter byte, target, line, above []byte, step int) {
	for i, v := range line {
		var left, corner byte
		if i >= step {
			left, corner = target[i-step], above[i-step]
		}
		switch filter {
		case 1:
			v += left
		case 2:
			v += above[i]
		case 3:
			v += byte((int(left) + int(above[i])) / 2)
		case 4:
			v += paeth(left, above[i], corner)
		}
		target[i] = v
	}
}

func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	dl, da, dc := abs(p-int(left)), abs(p-int(above)), abs(p-int(corner))
	switch {
	case dl <= da && dl <= dc:
		return left
	case da <= dc:
		return above
	}
	return corner
}

func abs(n int) int { return max(n, -n) }
