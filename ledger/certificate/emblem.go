package certificate

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	stdcolor "image/color"
	"image/png"
	"math"

	xdraw "golang.org/x/image/draw"

	"ikrar/ledger/certificate/internal/svg"
)

// Emblem is an institution's mark, made once by [ParseEmblem] and
// shared by all its certificates. It is never changed.
type Emblem struct {
	width, height float64 // of any unit: only their ratio counts
	png           []byte  // as fpdf embeds it: no alpha, no interlace
	path          string  // PDF operators in thousandths of the longer side, y upwards
}

// ErrEmblem is wrapped by every error of [ParseEmblem].
var ErrEmblem = errors.New("certificate: emblem")

// MaxEmblem bounds an emblem's file, in bytes: it is kept in the ledger, and so in every backup.
const MaxEmblem = 1 << 20

// ParseEmblem reads an emblem's file: a PNG picture, or an SVG drawing of nothing but paths, which
// are filled in the primary color. Errors wrap [ErrEmblem].
func ParseEmblem(file []byte) (*Emblem, error) {
	if len(file) > MaxEmblem {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrEmblem, MaxEmblem)
	}
	if bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")) {
		return pngEmblem(file)
	}
	path, box, err := svg.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%w: neither PNG nor SVG of paths: %w", ErrEmblem, err)
	}
	return pathEmblem(path, box)
}

// pngEmblem makes an emblem of a PNG picture of at most 4 MiB and 4096 x 4096
// pixels, with or without transparency. It is scaled down to what the page can
// show, 300 dots per inch, and laid on white.
func pngEmblem(data []byte) (*Emblem, error) {
	if len(data) > maxPicture {
		return nil, fmt.Errorf("%w: picture: %w", ErrEmblem, ErrTooLong)
	}
	size, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEmblem, err)
	}
	if size.Width > maxPixels || size.Height > maxPixels || size.Width < 1 || size.Height < 1 {
		return nil, fmt.Errorf("%w: %d x %d pixels: %w", ErrEmblem, size.Width, size.Height, ErrTooLong)
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrEmblem, err)
	}
	e := &Emblem{width: float64(size.Width), height: float64(size.Height)}
	width, height := e.fit()
	scale := min(1, 300/25.4*max(width, height)/max(e.width, e.height))
	whole := shrunk(picture, e.width*scale, e.height*scale)
	for side := 1.0; ; side *= 0.85 {
		var out bytes.Buffer
		encoder := png.Encoder{CompressionLevel: png.BestCompression}
		if err := encoder.Encode(&out, shrunk(whole, e.width*scale*side, e.height*scale*side)); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrEmblem, err)
		}
		if out.Len() <= maxEmblem {
			e.png = out.Bytes()
			return e, nil
		}
	}
}

// shrunk is a picture in another size, on white.
func shrunk(picture image.Image, width, height float64) image.Image {
	target := image.NewRGBA(image.Rect(0, 0, max(1, int(width)), max(1, int(height))))
	xdraw.Draw(target, target.Bounds(), image.NewUniform(stdcolor.White), image.Point{}, xdraw.Src)
	xdraw.CatmullRom.Scale(target, target.Bounds(), picture, picture.Bounds(), xdraw.Over, nil)
	return target
}

// pathEmblem makes an emblem of the "d" attribute of an SVG path, filled in
// the primary color (nonzero rule); viewBox is least x, least y, width and
// height, as in SVG 2 section 8.2. Of at most 32 KiB.
func pathEmblem(d string, viewBox [4]float64) (*Emblem, error) {
	for _, n := range viewBox {
		if math.IsNaN(n) || math.Abs(n) > 1e6 {
			return nil, fmt.Errorf("%w: view box: out of range", ErrEmblem)
		}
	}
	if viewBox[2] <= 0 || viewBox[3] <= 0 {
		return nil, fmt.Errorf("%w: view box: no width or height", ErrEmblem)
	}
	if len(d) > maxPath {
		return nil, fmt.Errorf("%w: path: %w", ErrEmblem, ErrTooLong)
	}
	path, err := svg.Operators(d, viewBox)
	if err != nil {
		return nil, fmt.Errorf("%w: path: %w", ErrEmblem, err)
	}
	return &Emblem{width: viewBox[2], height: viewBox[3], path: path}, nil
}

// fit is the size in mm that the emblem has on the page.
func (e *Emblem) fit() (width, height float64) {
	scale := min(emblemWidth/e.width, emblemHeight/e.height)
	return e.width * scale, e.height * scale
}

// neutral is the emblem of who gives none: an open flower, of no institution.
var neutral = func() *Emblem {
	e, err := pathEmblem(flower, [4]float64{0, 0, 100, 100})
	if err != nil {
		panic(err) // a constant; every test would fail
	}
	return e
}()

const flower = "" +
	"M50 40.5C39.5 31 40.5 15 50 4C59.5 15 60.5 31 50 40.5Z" +
	"M56.7 43.3C56 29.1 68 18.5 82.5 17.5C81.5 32 70.9 44 56.7 43.3Z" +
	"M59.5 50C69 39.5 85 40.5 96 50C85 59.5 69 60.5 59.5 50Z" +
	"M56.7 56.7C70.9 56 81.5 68 82.5 82.5C68 81.5 56 70.9 56.7 56.7Z" +
	"M50 59.5C60.5 69 59.5 85 50 96C40.5 85 39.5 69 50 59.5Z" +
	"M43.3 56.7C44 70.9 32 81.5 17.5 82.5C18.5 68 29.1 56 43.3 56.7Z" +
	"M40.5 50C31 60.5 15 59.5 4 50C15 40.5 31 39.5 40.5 50Z" +
	"M43.3 43.3C29.1 44 18.5 32 17.5 17.5C32 18.5 44 29.1 43.3 43.3Z" +
	"M63.7 12.6a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M85.6 34.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M85.6 65.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M63.7 87.4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M32.7 87.4a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M10.8 65.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M10.8 34.5a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M32.7 12.6a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0Z" +
	"M44.6 50a5.4 5.4 0 1 0 10.8 0a5.4 5.4 0 1 0-10.8 0Z"
