package certificate

import (
	"strconv"

	"ikrar/ledger/certificate/internal/qr"
)

// QR code measures in mm. 0.45 mm a module is what a phone camera still reads off an office print;
// below version 21 modules grow until the code is 48 mm wide.
const (
	quietModules = qr.Quiet
	leastModule  = 0.45
	usualSide    = 48.0
)

// newSymbol makes the QR code of a Document.
func newSymbol(text string) (qr.Code, error) {
	code, err := qr.New(text)
	if err != nil || code.Version() > maxVersion {
		return qr.Code{}, &FieldError{"QR", ErrTooLong}
	}
	return code, nil
}

// moduleSize is the width of a module in mm, in a code of that many modules a row.
func moduleSize(modules int) float64 {
	return max(leastModule, usualSide/float64(modules+2*quietModules))
}

// rectangles writes the dark modules as PDF rectangles in units of a module,
// from the upper left corner, y downwards, each run of a row merged into one, all
// filled as one path: separate fills leave hairlines between rows on screens.
func rectangles(bitmap [][]bool) string {
	path := make([]byte, 0, len(bitmap)*len(bitmap)*3) // every other module ends a run of ten bytes
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
