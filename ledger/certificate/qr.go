package certificate

import (
	"fmt"
	"strconv"

	"github.com/skip2/go-qrcode"
)

// QR code measures in mm. 0.45 mm a module is what a phone camera still reads
// off an office print; below version 21 modules grow until the code is 48 mm wide.
const (
	quietModules = 4 // ISO/IEC 18004 section 9.1, on each side
	leastModule  = 0.45
	usualSide    = 48.0
)

// QRVersion returns the version, 1 to 40, of the QR code that text needs at
// error correction level M. An error means that text fits no QR code at all.
func QRVersion(text string) (int, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		return 0, fmt.Errorf("certificate: qr code: %w", err)
	}
	return code.VersionNumber, nil
}

// symbol is a QR code of known size that has not been encoded yet: encoding
// is the costly part, and the layout needs only the size.
type symbol struct{ code *qrcode.QRCode }

func newSymbol(text string) (symbol, error) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil || code.VersionNumber > maxVersion {
		return symbol{}, &FieldError{"QR", ErrTooLong}
	}
	code.DisableBorder = true
	return symbol{code}, nil
}

// modules is the number of modules in a row without the quiet zone.
func (s symbol) modules() int { return 17 + 4*s.code.VersionNumber }

// bitmap encodes the code. go-qrcode repeats all eight maskings on every
// call, so it is called once, and only for addresses that encode does not take.
func (s symbol) bitmap() [][]bool {
	if modules := encode(s.code.Content, s.code.VersionNumber); modules != nil {
		return modules
	}
	return s.code.Bitmap()
}

// moduleSize is the width of a module in mm, in a code of that many modules a row.
func moduleSize(modules int) float64 {
	return max(leastModule, usualSide/float64(modules+2*quietModules))
}

// rectangles writes the dark modules as PDF rectangles in units of a module,
// from the upper left corner, y downwards, each run of a row merged into one, all
// filled as one path: separate fills leave hairlines between rows on screens.
func rectangles(bitmap [][]bool) string {
	var path []byte
	for y, row := range bitmap {
		for x := 0; x < len(row); x++ {
			start := x
			for x < len(row) && row[x] {
				x++
			}
			if x > start {
				path = append(strconv.AppendInt(path, int64(start), 10), ' ')
				path = append(strconv.AppendInt(path, int64(y), 10), ' ')
				path = append(strconv.AppendInt(path, int64(x-start), 10), " 1 re\n"...)
			}
		}
	}
	return string(append(path, 'f'))
}
