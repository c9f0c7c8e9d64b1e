package pdf

import (
	"bytes"
	"image"

	"ikrar/verify/internal/picture"
	"ikrar/verify/pdf/internal/filter"
)

// isMask says whether a picture is a stencil, which paints where its samples are 0.
func (f *File) isMask(o *object) bool { return f.resolve(o.dict()["ImageMask"]) == any(word("true")) }

// foreign names the encoding of a picture that is not decoded here; "" of one that is.
func (f *File) foreign(o *object) string {
	filters := f.filters(o)
	if len(filters) == 0 {
		return ""
	}
	switch filters[len(filters)-1] {
	case "JPXDecode":
		return "JPEG 2000"
	case "JBIG2Decode":
		return "JBIG2"
	}
	return ""
}

// decoded decodes a picture; nil where it is damaged, too large or of another encoding.
func (f *File) decoded(o *object, w, h int) image.Image {
	most := w*h*8 + h + 1<<16 // four samples of 16 bits a pixel, and the predictor's byte a row
	data, rest, parms, _ := f.undo(o, min(most, maxSamples))
	switch {
	case len(rest) == 1 && rest[0] == "DCTDecode" && picture.IsJPEG(data):
		if img, err := picture.Decode(data); err == nil {
			return img
		}
	case len(rest) == 0 && len(data) > 0:
		return f.samples(data, w, h, o, f.params(parms))
	}
	return nil
}

// samples reads samples of any depth. Where the colour space is not known, the number of them a
// pixel is told from the length.
func (f *File) samples(data []byte, w, h int, o *object, p filter.Params) image.Image {
	bits := f.whole(o, "BitsPerComponent")
	c := f.colours(o.dict()["ColorSpace"])
	if f.isMask(o) || f.isFax(o) {
		bits, c = 1, colours{count: 1}
	}
	if bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 {
		return nil
	}
	c = c.fitting(len(data), w, h, bits, p.Predictor)
	if c.count == 0 {
		return nil
	}
	row := (w*c.count*bits + 7) / 8
	if p.Predictor > 1 {
		data = filter.Unpredict(bytes.Clone(data), p.Predictor, row, max(1, c.count*bits/8), bits)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	inverted := f.isInverted(o)
	line := make([]byte, w*c.count)
	for y := 0; y < h && len(data) >= row; y++ {
		spread(line, data[:row], bits, c.palette != nil)
		c.grey(img.Pix[y*w:(y+1)*w], line, inverted)
		data = data[row:]
	}
	return img
}

func (f *File) isFax(o *object) bool {
	filters := f.filters(o)
	return len(filters) > 0 && filters[len(filters)-1] == "CCITTFaxDecode"
}

// isInverted says whether the Decode array turns samples about, judged by the first.
func (f *File) isInverted(o *object) bool {
	d := numbers(f.list(o.dict()["Decode"]))
	return len(d) >= 2 && d[0] > d[1]
}

// fitting returns c where it accounts for data of that length, cut short or not, or else the number
// of samples a pixel that does.
func (c colours) fitting(length, w, h, bits, predictor int) colours {
	fits := func(count int) bool {
		row := (w*count*bits + 7) / 8
		if predictor >= 10 {
			row++
		}
		return length >= row*h
	}
	if c.count > 0 && (c.palette != nil || fits(c.count) || c.count == 1 && length >= w*h*bits/8/2) {
		return c
	}
	for _, count := range []int{4, 3, 1} {
		if fits(count) {
			return colours{count: count, ink: count == 4}
		}
	}
	return colours{}
}

// spread brings samples to 8 bits each; indexes into a palette stay as they are.
func spread(out, samples []byte, bits int, index bool) {
	switch bits {
	case 8:
		copy(out, samples)
		return
	case 16:
		for i := range out {
			out[i] = samples[2*i]
		}
		return
	}
	most := byte(1<<bits - 1)
	scale := 255 / most
	if index {
		scale = 1
	}
	for i := range out {
		at := i * bits
		out[i] = (samples[at/8] >> (8 - bits - at%8) & most) * scale
	}
}

// grey turns a row of samples into shades.
func (c colours) grey(out, samples []byte, inverted bool) {
	for x := range out {
		pixel := samples[x*c.count : (x+1)*c.count]
		switch {
		case c.palette != nil:
			out[x] = 255
			if i := int(pixel[0]); i < len(c.palette) {
				out[x] = c.palette[i]
			}
			continue
		case c.count == 1 && !c.ink:
			out[x] = pixel[0]
		default:
			out[x] = c.shade(pixel)
		}
		if inverted {
			out[x] = 255 - out[x]
		}
	}
}
