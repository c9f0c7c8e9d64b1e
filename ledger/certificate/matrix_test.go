package certificate

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash/fnv"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"ikrar/verify/scan"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
)

// scanned are certificates to print and scan: QR codes of versions 17 to 20 under names of 3 to 200
// bytes. The variable IKRAR_SCAN_SAMPLE says how many, 2 if it is not set.
func scanned(t *testing.T) []Document {
	n := 2
	if s := os.Getenv("IKRAR_SCAN_SAMPLE"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil || n < 1 {
			t.Fatalf("IKRAR_SCAN_SAMPLE %q: not a number of certificates", s)
		}
	}
	names := []string{"Ali", longText, "Théa Nur'aini Wahyuningtyas",
		"Dr. H. Muhammad Fadhlurrahman Al-Hakim Siregar, S.T., M.Si."}
	lengths := []int{1360, 1500, 1110, 1240}
	var all []Document
	for i := range n {
		d := sample()
		d.PledgeDigest = sha256.Sum256([]byte{byte(i), byte(i >> 8)})
		d.Name = names[i%len(names)]
		d.QR = d.QR[:strings.IndexByte(d.QR, '#')+1] + digits(lengths[i%len(lengths)] + i)[i:]
		if code, err := newSymbol(d.QR); err != nil || code.Version() < 17 || code.Version() > 20 {
			t.Fatalf("QR code of version %d, %v", code.Version(), err)
		}
		all = append(all, d)
	}
	return all
}

// TestScanMatrix reads prints and scans of certificates, damaged in every way that paper and
// scanners know, by zbar and by package scan. With -v it prints the success rates as a table.
func TestScanMatrix(t *testing.T) {
	if testing.Short() {
		t.Skip("rasters of every kind of damage take too long for -short")
	}
	m := matrix{}
	t.Run("read", func(t *testing.T) {
		for i, d := range scanned(t) {
			file := written(t, d)
			code := located(t, rasterize(t, file, 200))
			for _, dpi := range []float64{100, 150, 200, 300} {
				page := rasterize(t, file, dpi).showing(code)
				m.readLater(t, cell{"undamaged", dpi}, d.QR, func() raster { return page })
				if dpi != 150 && dpi != 200 {
					continue
				}
				for _, k := range damages {
					if k.printed != 0 {
						smaller := rasterize(t, file, dpi*k.printed)
						m.readLater(t, cell{k.kind, dpi}, d.QR, func() raster { return smaller.onto(page.Rect) })
						continue
					}
					m.readLater(t, cell{k.kind, dpi}, d.QR, func() raster { return k.apply(page, k.random(dpi, i)) })
				}
			}
		}
	})
	t.Log("\n" + m.String())
	m.hold(t)
}

func (k damage) random(dpi float64, i int) *rand.Rand {
	hash := fnv.New64()
	fmt.Fprint(hash, k.kind, dpi)
	return rand.New(rand.NewPCG(hash.Sum64(), uint64(i)))
}

// cell is a place in the matrix.
type cell struct {
	kind string
	dpi  float64
}

// reads counts the pictures of a cell, and who read them.
type reads struct{ pictures, zbar, ours int }

func (n reads) percent(read int) int { return 100 * read / max(n.pictures, 1) }

type matrix struct {
	sync.Mutex
	cells map[cell]reads
}

// readLater counts who reads the text in a picture, in parallel.
func (m *matrix) readLater(t *testing.T, c cell, text string, picture func() raster) {
	t.Run(fmt.Sprintf("%s at %g dpi", c.kind, c.dpi), func(t *testing.T) {
		t.Parallel()
		p := picture()
		byZbar := zbar(t, p.Gray, text)
		found, err := scan.FindImage(p.Gray)
		if err == nil && found != text {
			t.Errorf("read %d characters that are not there", len(found)) // error correction leaves no room for it
		}
		m.Lock()
		defer m.Unlock()
		if m.cells == nil {
			m.cells = map[cell]reads{}
		}
		n := m.cells[c]
		n.pictures++
		if byZbar {
			n.zbar++
		}
		if err == nil {
			n.ours++
		}
		m.cells[c] = n
	})
}

func (m *matrix) String() string {
	var b strings.Builder
	row := func(kind string, resolutions ...float64) {
		fmt.Fprintf(&b, "| %s |", kind)
		for _, dpi := range resolutions {
			n := m.cells[cell{kind, dpi}]
			fmt.Fprintf(&b, " %d / %d |", n.percent(n.zbar), n.percent(n.ours))
		}
		b.WriteByte('\n')
	}
	b.WriteString("Success in per cent, zbar / ours.\n\n| | 100 dpi | 150 dpi | 200 dpi | 300 dpi |\n|---|---|---|---|---|\n")
	row("undamaged", 100, 150, 200, 300)
	b.WriteString("\n| kind | 150 dpi | 200 dpi |\n|---|---|---|\n")
	for _, k := range damages {
		row(k.kind, 150, 200)
	}
	return b.String()
}

// hold fails the test where a decoder reads less than it must.
func (m *matrix) hold(t *testing.T) {
	if n := m.cells[cell{"undamaged", 150}]; n.zbar < n.pictures || n.ours < n.pictures {
		t.Errorf("undamaged at 150 dpi: zbar read %d and we %d of %d", n.zbar, n.ours, n.pictures)
	}
	for _, k := range damages {
		for _, dpi := range []float64{150, 200} {
			if n := m.cells[cell{k.kind, dpi}]; n.percent(n.ours) < k.floor {
				t.Errorf("%s at %g dpi: read %d of %d, less than %d %%", k.kind, dpi, n.ours, n.pictures, k.floor)
			}
		}
	}
}

// zbar reports whether zbarimg reads the text in img.
func zbar(t *testing.T, img *image.Gray, text string) bool {
	t.Helper()
	file := filepath.Join(t.TempDir(), "page.pgm")
	pgm := append(fmt.Appendf(nil, "P5\n%d %d\n255\n", img.Rect.Dx(), img.Rect.Dy()), img.Pix...)
	if err := os.WriteFile(file, pgm, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).Output()
	const nothingFound = 4 // its manual page's exit status
	if exit := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &exit) && exit.ExitCode() == nothingFound) {
		t.Fatal(err)
	}
	return bytes.Contains(append(out, '\n'), []byte(text+"\n"))
}

// rasterize prints the PDF's page at a resolution.
func rasterize(t *testing.T, file string, dpi float64) raster {
	t.Helper()
	pgm := run(t, "pdftoppm", "-r", strconv.FormatFloat(dpi, 'f', -1, 64), "-gray", "-singlefile", file)
	var w, h, most int
	if _, err := fmt.Sscanf(pgm, "P5\n%d %d\n%d\n", &w, &h, &most); err != nil || most != 255 || len(pgm) < w*h {
		t.Fatalf("pdftoppm wrote no 8-bit PGM: %.20q, %v", pgm, err)
	}
	img := image.NewGray(image.Rect(0, 0, w, h))
	copy(img.Pix, pgm[len(pgm)-w*h:])
	return raster{Gray: img, dpi: dpi}
}

// located returns the place of the page's QR code in mm, as a third decoder sees it.
func located(t *testing.T, p raster) [4]float64 {
	t.Helper()
	bitmap, err := gozxing.NewBinaryBitmapFromImage(p.Gray)
	if err != nil {
		t.Fatal(err)
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap,
		map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		t.Fatalf("gozxing does not find the code: %v", err)
	}
	points := result.GetResultPoints() // the centres of the finder patterns: below left, above left, above right
	margin := (points[2].GetX() - points[0].GetX()) * 0.04
	return [4]float64{
		(points[0].GetX() - margin) / p.mm(1), (points[1].GetY() - margin) / p.mm(1),
		(points[2].GetX() + margin) / p.mm(1), (points[0].GetY() + margin) / p.mm(1),
	}
}

func (p raster) showing(code [4]float64) raster {
	p.code = image.Rect(int(p.mm(code[0])), int(p.mm(code[1])), int(p.mm(code[2])), int(p.mm(code[3])))
	return p
}
