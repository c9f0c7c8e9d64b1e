package pdf

import (
	"image"
	"iter"

	"ikrar/verify/internal/picture"
)

// Pictures yields the pictures of at least so many pixels a side, in the order of the file: a
// photocopier that makes PDFs puts each page in one. It reads JPEG (DCTDecode) and plain or
// deflated samples of 1 or 8 bits. Fax encodings (CCITT, JBIG2) and JPEG 2000 are passed over.
func (f *File) Pictures(least int) iter.Seq[image.Image] {
	return func(yield func(image.Image) bool) {
		decoded, area := 0, 0
		for _, o := range f.streams {
			w, h := f.whole(o, "Width"), f.whole(o, "Height")
			isPicture := f.resolve(o.dict()["Subtype"]) == any(name("Image"))
			if !isPicture || w < max(least, 1) || h < max(least, 1) || w > maxArea/h || area > maxArea-w*h {
				continue
			}
			if decoded++; decoded > maxPictures {
				return
			}
			area += w * h
			if img := f.picture(o, w, h); img != nil && !yield(img) {
				return
			}
		}
	}
}

// whole is a number of a stream's dictionary, or 0.
func (f *File) whole(o *object, key name) int {
	n, ok := f.resolve(o.dict()[key]).(float64)
	if !ok || n < 0 || n > maxArea || n != float64(int(n)) {
		return 0
	}
	return int(n)
}

// picture decodes a picture, or returns nil.
func (f *File) picture(o *object, w, h int) image.Image {
	filters, data := f.filters(o), o.stream
	if len(filters) > 0 && isFlate(filters[0]) {
		var z inflater
		most := 4*w*h + h // four samples a pixel and the predictor's byte a row are the most that is understood below
		if most > maxSamples {
			return nil
		}
		data, _ = z.inflate(data, most)
		filters = filters[1:]
	}
	switch {
	case len(filters) == 1 && (filters[0] == "DCTDecode" || filters[0] == "DCT"):
		if img, err := picture.Decode(data); err == nil && picture.IsJPEG(data) {
			return img
		}
	case len(filters) == 0:
		if img := f.samples(data, w, h, o); img != nil {
			return img
		}
	}
	return nil
}

// samples reads uncompressed samples. Colour spaces are often given elsewhere by reference, so the
// number of samples a pixel is told from the length; palettes are taken for shades of grey.
func (f *File) samples(data []byte, w, h int, o *object) image.Image {
	bits := f.whole(o, "BitsPerComponent")
	if f.resolve(o.dict()["ImageMask"]) == any(word("true")) {
		bits = 1
	}
	if bits != 1 && bits != 8 {
		return nil
	}
	predicted := f.predicted(o)
	img := image.NewGray(image.Rect(0, 0, w, h))
	for _, colours := range []int{4, 3, 1} {
		row := (w*colours*bits + 7) / 8
		if predicted && len(data) >= (row+1)*h {
			unpredict(data, row, max(1, colours*bits/8), h, func(y int, samples []byte) {
				grey(img.Pix[y*w:(y+1)*w], samples, colours, bits)
			})
			return img
		}
		if !predicted && len(data) >= row*h {
			for y := range h {
				grey(img.Pix[y*w:(y+1)*w], data[y*row:(y+1)*row], colours, bits)
			}
			return img
		}
	}
	return nil
}

// predicted says whether samples went through PNG filters: predictors 10 to 15 (section 7.4.4.4).
func (f *File) predicted(o *object) bool {
	parms := list{o.dict()["DecodeParms"]}
	if several := f.list(parms[0]); several != nil {
		parms = several
	}
	for _, p := range parms {
		if n, ok := f.resolve(f.dict(p)["Predictor"]).(float64); ok && n >= 10 && n <= 15 {
			return true
		}
	}
	return false
}

// grey averages the samples of each pixel. Four are cyan, magenta, yellow and black, which darken.
func grey(out, samples []byte, colours, bits int) {
	for x := range out {
		if bits == 1 {
			at := x * colours
			out[x] = 255 * (samples[at/8] >> (7 - at%8) & 1)
			continue
		}
		sum := 0
		for _, c := range samples[x*colours : (x+1)*colours] {
			sum += int(c)
		}
		if colours == 4 {
			out[x] = byte(255 - min(255, sum))
			continue
		}
		out[x] = byte(sum / colours)
	}
}

// unpredict undoes the PNG filters (W3C PNG section 9.2) of h rows and gives each row to use. step
// is the bytes a pixel.
func unpredict(data []byte, row, step, h int, use func(y int, samples []byte)) {
	above, line := make([]byte, row), make([]byte, row)
	for y := range h {
		filter := data[y*(row+1)]
		copy(line, data[y*(row+1)+1:])
		for i := range line {
			var left, corner byte
			if i >= step {
				left, corner = line[i-step], above[i-step]
			}
			switch filter {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		use(y, line)
		above, line = line, above
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
