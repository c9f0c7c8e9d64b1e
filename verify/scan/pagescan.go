package scan

import (
	"bytes"
	"errors"
	"image"
	"slices"
	"strconv"
	"strings"

	"ikrar/verify/qr"
)

// pngPredictor reports whether samples with these parameters went through PNG filters: predictors 10 to 15 (ISO 32000-1
// section 7.4.4.4).
func pngPredictor(parms string) bool {
	return slices.ContainsFunc(strings.Split(parms, "/Predictor 1")[1:], func(rest string) bool {
		return leadingDigits(rest) == 1 && rest[0] <= '5'
	})
}

// Pictured returns the text of our QR code in a picture of a PDF, whatever is attached to it. Errors are those of [Find].
func Pictured(pdf []byte) (string, error) {
	doc, err := walk(pdf)
	if err != nil {
		return "", err
	}
	return doc.scanned()
}

// scanned returns the text of our QR code in a picture of the PDF: a photocopier that makes PDFs puts each page in one.
// It reads JPEG (DCTDecode) and plain or deflated samples of 1 or 8 bits. Fax encodings (CCITT, JBIG2) and JPEG 2000 are
// passed over.
func (doc document) scanned() (string, error) {
	pictures, area := 0, 0
	foreign := false
	for _, s := range doc.streams {
		w, h := s.dict.int("Width"), s.dict.int("Height")
		if s.dict["Subtype"] != "/Image" || w < qr.MinSide || h < qr.MinSide || w > maxPixels/h || area > maxScanArea-w*h {
			continue
		}
		if pictures++; pictures > maxPageScans {
			break
		}
		area += w * h
		img := doc.picture(s, w, h)
		if img == nil {
			continue
		}
		text, err := FindImage(img)
		if err == nil {
			return text, nil
		}
		foreign = foreign || errors.Is(err, ErrForeign)
	}
	if foreign {
		return "", ErrForeign
	}
	return "", ErrNothing
}

// int returns the value of key as a number, or 0.
func (d dict) int(key string) int {
	n, err := strconv.Atoi(d[key])
	if err != nil {
		return 0
	}
	return n
}

// picture decodes the image stream s, or returns nil.
func (doc document) picture(s stream, w, h int) image.Image {
	filters := s.dict.filters()
	data := doc.raw(s)
	if len(filters) > 0 && isFlate(filters[0]) {
		var z inflater
		most := 4*w*h + h // four samples a pixel and the predictor's byte a row are the most that is understood below
		if most > maxDecoded/2 {
			return nil
		}
		data, _ = z.inflate(data, most)
		filters = filters[1:]
	}
	switch {
	case len(filters) == 1 && slices.Contains([]string{"DCTDecode", "DCT"}, filters[0]):
		if !bytes.HasPrefix(data, jpegSignature) {
			return nil
		}
		img, err := decodePicture(data)
		if err != nil {
			return nil
		}
		return img
	case len(filters) == 0:
		return samples(data, w, h, s.dict)
	}
	return nil
}

// samples reads uncompressed samples. Colour spaces are often given elsewhere by reference, so the number of samples a
// pixel is told from the length; palettes are taken for shades of grey.
func samples(data []byte, w, h int, d dict) image.Image {
	bits := d.int("BitsPerComponent")
	if d["ImageMask"] == "true" {
		bits = 1
	}
	if bits != 1 && bits != 8 {
		return nil
	}
	predicted := pngPredictor(d["DecodeParms"])
	img := image.NewGray(image.Rect(0, 0, w, h))
	for _, colours := range []int{4, 3, 1} {
		row := (w*colours*bits + 7) / 8
		if predicted && len(data) >= (row+1)*h {
			unpredict(data, row, max(1, colours*bits/8), h, func(y int, samples []byte) { grey(img.Pix[y*w:(y+1)*w], samples, colours, bits) })
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

// unpredict undoes the PNG filters (W3C PNG section 9.2) of h rows and gives each row to use. step is the bytes a pixel.
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
