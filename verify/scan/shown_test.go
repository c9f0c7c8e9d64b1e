package scan

import (
	"bytes"
	"compress/lzw"
	"encoding/ascii85"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"
)

// page writes a PDF of one page with that content, whose resources are object 20 to the reader's
// eye: X0, X1 and so on are the objects behind.
func page(content string, objects ...string) []byte {
	resources := "/XObject << "
	for i := range objects {
		resources += fmt.Sprintf("/X%d %d 0 R ", i, 30+i)
	}
	all := []string{
		"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
		"2 0 obj\n<< /Type /Pages /Count 1 /Kids [ 3 0 R ] >>\nendobj\n",
		"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 842 595 ] /Contents 20 0 R /Resources << " + resources +
			">> /Font << /T3 21 0 R >> >> >>\nendobj\n",
		streamObject(20, "/Filter /FlateDecode", deflated([]byte(content))),
	}
	return []byte("%PDF-1.7\n" + strings.Join(append(all, objects...), "") + "trailer\n<< /Root 1 0 R >>\n")
}

// scanOf is a picture of the code at three pixels a module as samples of so many bits, 0 black.
func scanOf(img *image.Gray, bits int) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	var out []byte
	for y := range h {
		row := make([]byte, (w*bits+7)/8)
		for x := range w * bits {
			if img.Pix[y*w+x/bits] > 128 {
				row[x/8] |= 0x80 >> (x % 8)
			}
		}
		out = append(out, row...)
	}
	return out
}

func packed(data []byte) (out []byte) { // RunLengthDecode
	for len(data) > 0 {
		n := 1
		for n < len(data) && n < 128 && data[n] == data[0] {
			n++
		}
		if n == 1 {
			out = append(out, 0, data[0])
		} else {
			out = append(out, byte(257-n), data[0])
		}
		data = data[n:]
	}
	return append(out, 128)
}

func base85(data []byte) []byte {
	out := make([]byte, ascii85.MaxEncodedLen(len(data)))
	return append(out[:ascii85.Encode(out, data)], "~>"...)
}

func compressed(data []byte) []byte {
	var b bytes.Buffer
	w := lzw.NewWriter(&b, lzw.MSB, 8)
	_, _ = w.Write(data)
	_ = w.Close()
	return b.Bytes()
}

// TestScans reads scans as copiers, fax servers and print drivers encode them.
func TestScans(t *testing.T) {
	img := drawn(modules(t, ourQR()), 3)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	bits := scanOf(img, 1)
	jpg := encodeJPEG(t, img, 60)
	left := bytes.Clone(img.Pix) // each sample less the one to its left
	for i := len(left) - 1; i > 0; i-- {
		if i%w > 0 {
			left[i] -= left[i-1]
		}
	}
	reversed := bytes.Clone(bits)
	for i := range reversed {
		reversed[i] = ^reversed[i]
	}
	size := fmt.Sprintf("/Subtype /Image /Width %d /Height %d", w, h)
	for name, c := range map[string]struct {
		entries string
		data    []byte
	}{
		"two bits":         {"/ColorSpace /DeviceGray /BitsPerComponent 2", scanOf(img, 2)},
		"four bits":        {"/ColorSpace /DeviceGray /BitsPerComponent 4", scanOf(img, 4)},
		"16 bits":          {"/ColorSpace /DeviceGray /BitsPerComponent 16", scanOf(img, 16)},
		"turned by Decode": {"/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]", reversed},
		"a palette":        {"/ColorSpace [/Indexed /DeviceRGB 1 <FFFFFF000000>] /BitsPerComponent 1", reversed},
		"a palette of greys": {"/ColorSpace [/Indexed /DeviceGray 15 <FFEEDDCCBBAA99887766554433221100>] " +
			"/BitsPerComponent 4", scanOf(inverted(img), 4)},
		"ink": {"/ColorSpace [/Separation /Black /DeviceGray 9 0 R] /BitsPerComponent 8",
			inverted(img).Pix},
		"ASCII85":   {"/BitsPerComponent 1 /Filter /ASCII85Decode", base85(bits)},
		"ASCIIHex":  {"/BitsPerComponent 1 /Filter /ASCIIHexDecode", []byte(hex.EncodeToString(bits) + ">")},
		"RunLength": {"/BitsPerComponent 1 /Filter /RunLengthDecode", packed(bits)},
		"LZW": {"/BitsPerComponent 8 /Filter /LZWDecode /DecodeParms << /EarlyChange 0 >>",
			compressed(img.Pix)},
		"ASCII85 and JPEG":    {"/Filter [/ASCII85Decode /DCTDecode]", base85(jpg)},
		"hex, deflated, JPEG": {"/Filter [/AHx /Fl /DCT]", []byte(hex.EncodeToString(deflated(jpg)))},
		"ASCII85, RunLength":  {"/BitsPerComponent 1 /Filter [/A85 /RL]", base85(packed(bits))},
		"TIFF's predictor": {"/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms << " +
			"/Predictor 2 /Columns 9 >>",
			deflated(left)},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := Find(page("842 0 0 595 0 0 cm /X0 Do", streamObject(30, size+" "+c.entries, c.data)))
			if err != nil || found.QR != ourQR() || found.Drawn {
				t.Errorf("%.40q, %v", found.QR, err)
			}
		})
	}
}

func inverted(img *image.Gray) *image.Gray {
	out := image.NewGray(img.Rect)
	for i, p := range img.Pix {
		out.Pix[i] = 255 - p
	}
	return out
}

// TestParts puts scans together that were cut: into strips, into tiles, within the content, at a
// turn.
func TestParts(t *testing.T) {
	img := drawn(modules(t, ourQR()), 3)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	strip := func(from, to int) (string, []byte) {
		return fmt.Sprintf("/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray", w,
				to-from),
			img.Pix[from*w : to*w]
	}
	var strips, inline strings.Builder
	var objects []string
	for i := 0; i*20 < h; i++ {
		from, to := i*20, min(i*20+20, h)
		entries, data := strip(from, to)
		objects = append(objects, streamObject(30+i, entries, data))
		fmt.Fprintf(&strips, "q %d 0 0 %d 0 %d cm /X%d Do Q\n", w, to-from, h-to, i)
		fmt.Fprintf(&inline, "q %d 0 0 %d 0 %d cm BI /W %d /H %d /BPC 8 /CS /G /F /AHx ID %x> EI Q\n", w, to-from,
			h-to, w, to-from, data)
	}
	for name, c := range map[string]struct {
		content string
		objects []string
	}{
		"strips":           {strips.String(), objects},
		"strips, turned":   {"0 .7 -.7 0 500 20 cm " + strips.String(), objects},
		"strips, mirrored": {"-1 0 0 1 600 0 cm " + strips.String(), objects},
		"in the content":   {inline.String(), nil},
		"strips in a form": {"q /X99 Do Q", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if name == "strips in a form" {
				c.content = "/X0 Do"
				c.objects = []string{streamObject(30,
					"/Subtype /Form /Matrix [.5 0 0 .5 9 9] /Resources << /XObject << "+names(len(objects))+" >> >>",
					[]byte(strips.String()))}
				for i, o := range objects {
					c.objects = append(c.objects, strings.Replace(o, fmt.Sprint(30+i), fmt.Sprint(60+i), 1))
				}
			}
			found, err := Find(page(c.content, c.objects...))
			if err != nil || found.QR != ourQR() || found.Drawn {
				t.Errorf("%.40q, %v", found.QR, err)
			}
		})
	}
}

func names(n int) (all string) {
	for i := range n {
		all += fmt.Sprintf("/X%d %d 0 R ", i, 60+i)
	}
	return all
}

// TestDrawn reads QR codes that programs draw, each in its own way.
func TestDrawn(t *testing.T) {
	bits := modules(t, ourQR())
	n := len(bits)
	each := func(draw func(x, y int) string) string {
		var b strings.Builder
		for y := range bits {
			for x, black := range bits[y] {
				if black {
					b.WriteString(draw(x, n-1-y))
				}
			}
		}
		return b.String()
	}
	square := func(x, y int) string {
		return fmt.Sprintf("%d %d m %d %d l %d %d l %d %d l h ", x, y, x+1, y, x+1, y+1, x, y+1)
	}
	round := func(x, y int) string {
		return fmt.Sprintf("%d %d.5 m %d %d %d %d %d.5 %d c %d %d %d %d %d %d.5 c %d %d %d %d %d.5 %d c %d %d %d "+
			"%d %d %d.5 c h ",
			x, y, x, y+1, x, y+1, x, y+1, x+1, y+1, x+1, y+1, x+1, y, x+1, y, x+1, y, x, y, x, y, x, y, x, y)
	}
	rectangles := each(func(x, y int) string { return fmt.Sprintf("%d %d 1 1 re ", x, y) })
	var both, lines, text strings.Builder
	for y := range bits {
		fmt.Fprintf(&text, "1 0 0 1 0 %d Tm (", n-1-y)
		for x, black := range bits[y] {
			shade := 1
			if black {
				shade = 0
				fmt.Fprintf(&lines, "%d %d.5 m %d %d.5 l ", x, n-1-y, x+1, n-1-y)
			}
			fmt.Fprintf(&both, "%d g %d %d 1 1 re f ", shade, x, n-1-y)
			text.WriteByte("wb"[1-shade])
		}
		text.WriteString(") Tj ")
	}
	type3 := "21 0 obj\n<< /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /FirstChar 98 /Widths [%s] " +
		"/Encoding << /Differences [98 /b 119 /w] >> /CharProcs << /b 22 0 R /w 23 0 R >> >>\nendobj\n"
	type3 = fmt.Sprintf(type3, strings.Repeat("1 ", 22))
	letters := []string{type3, streamObject(22, "", []byte("1 0 d0 0 0 1 1 re f")), streamObject(23, "",
		[]byte("1 0 d0"))}
	masks := []string{type3, streamObject(22, "", []byte("1 0 0 0 1 1 d1 BI /W 1 /H 1 /IM true /BPC 1 ID \x00 EI")),
		letters[2]}
	img := drawn(bits, 1)
	stencil := []string{streamObject(30, fmt.Sprintf("/Subtype /Image /ImageMask true /Width %d /Height %d",
		img.Rect.Dx(), img.Rect.Dy()), scanOf(img, 1))}
	const place = "1.3 0 0 1.3 600 40 cm "
	for name, c := range map[string]struct {
		content string
		objects []string
		pixels  bool
	}{
		"one path of rectangles": {place + rectangles + "f", nil, false},
		"rectangles one by one":  {place + strings.ReplaceAll(rectangles, "re", "re f"), nil, false},
		"one path of lines":      {place + each(square) + "f", nil, false},
		"squares one by one":     {place + strings.ReplaceAll(each(square), "h", "h f*"), nil, false},
		"round modules":          {place + each(round) + "f", nil, false},
		"on white and ornaments": {"1 g 0 0 842 595 re f 0 g 20 20 800 555 re S " + place + each(square) + "f", nil,
			false},
		"white and black":      {place + both.String(), nil, false},
		"upside down":          {"-1.3 0 0 -1.3 800 200 cm " + rectangles + "f", nil, false},
		"turned by 30 degrees": {"1.126 .65 -.65 1.126 400 40 cm " + each(square) + "f", nil, false},
		"on a page in inches":  {".0139 0 0 .0139 0 0 cm " + rectangles + "f", nil, false},
		"in a form": {"q /X0 Do Q", []string{streamObject(30,
			"/Subtype /Form /Matrix [1.3 0 0 1.3 9 9]", []byte(rectangles+"f"))}, false},
		"rows stroked":            {place + "1 w " + lines.String() + "S", nil, false},
		"letters of Type 3":       {place + "BT /T3 1 Tf " + text.String() + " ET", letters, false},
		"letters that are masks":  {place + "BT /T3 1 Tf " + text.String() + " ET", masks, true},
		"a mask, a pixel a piece": {"q 140 0 0 140 600 40 cm /X0 Do Q", stencil, true},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := Find(page(c.content, c.objects...))
			if err != nil || found.QR != ourQR() || found.Drawn == c.pixels {
				t.Errorf("%.40q, drawn %v, %v", found.QR, found.Drawn, err)
			}
		})
	}
}

// TestManyPictures finds the one page behind others, and says how far it looked.
func TestManyPictures(t *testing.T) {
	other := image.NewGray(image.Rect(0, 0, 800, 600))
	for i := range other.Pix {
		other.Pix[i] = 200
	}
	blank := encodeJPEG(t, other, 50)
	var objects []string
	for i := range 40 {
		objects = append(objects, streamObject(100+i, "/Subtype /Image /Width 800 /Height 600 /Filter /DCTDecode",
			blank))
	}
	img := drawn(modules(t, ourQR()), 2)
	size := fmt.Sprintf("/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /Filter /FlateDecode",
		img.Rect.Dx(), img.Rect.Dy())
	ours := streamObject(90, size, deflated(img.Pix))
	if found, err := Find(file(append(objects, ours)...)); err != nil || found.QR != ourQR() {
		t.Errorf("behind 40 pictures: %v", err)
	}
	second := drawn(modules(t, strings.Replace(ourQR(), "#", "#12345", 1)), 2)
	size = fmt.Sprintf("/Subtype /Image /Width %d /Height %d /BitsPerComponent 8", second.Rect.Dx(), second.Rect.Dy())
	if _, err := Find(file(ours, streamObject(91, size, second.Pix))); !errors.Is(err, ErrSeveral) {
		t.Errorf("two certificates on two pages: %v", err)
	}
	for want, data := range [][]byte{file(objects[0]), file(ours), file(ours, streamObject(91, size, second.Pix))} {
		if texts, err := All(data); err != nil || len(texts) != want {
			t.Errorf("all of %d: %q, %v", want, texts, err)
		}
	}
	if found, err := Find(file(ours, strings.Replace(ours, "90 0", "91 0", 1))); err != nil || found.QR != ourQR() {
		t.Errorf("one certificate twice: %v", err)
	}
	large := "/Subtype /Image /Width 8000 /Height 8000 /BitsPerComponent 1 /Filter /FlateDecode" // and nothing in it
	objects = nil
	for i := range 40 {
		objects = append(objects, streamObject(100+i, large, deflated(make([]byte, 8000))))
	}
	var limit *LimitError
	if _, err := Find(file(objects...)); !errors.As(err,
		&limit) || limit.Unit != Pictures || limit.Have != 40 || limit.Limit < 1 || limit.Limit >= 40 {
		t.Errorf("40 large pictures: %v", err)
	}
}

// TestWithin looks into a PDF that is attached to another.
func TestWithin(t *testing.T) {
	want := proof("Sari")
	inner := file(attachment(10, want))
	for name, data := range map[string][]byte{"plain": file(attachment(11, inner)),
		"deflated": file(deflatedAttachment(11, inner)),
		"twice":    file(attachment(11, inner), attachment(12, inner))} {
		found, err := Find(data)
		if err != nil || !bytes.Equal(found.Full, want) || name == "deflated" && !bytes.Equal(found.File, inner) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Find(file(attachment(11, inner), deflatedAttachment(12, file(attachment(10,
		proof("Budi")))))); err == nil {
		t.Error("two certificates within one")
	}
	if _, err := Find(file(deflatedAttachment(11, file(deflatedAttachment(11, inner))))); !errors.Is(err, ErrNothing) {
		t.Errorf("two deep: %v", err)
	}
	for name, before := range map[string]string{"mail": "Received: from mx.contoh.example\r\nContent-Type: " +
		"application/pdf\r\n\r\n",
		"a mark": "\ufeff", "zeros": strings.Repeat("\x00", 128), "junk": strings.Repeat("x\xff", 2000),
		"a printer's language": "@PJL SET\r\n"} {
		if found, err := Find(append([]byte(before),
			inner...)); err != nil || found.Kind != PDF || !bytes.Equal(found.Full, want) {
			t.Errorf("behind %s: %v, %v", name, found.Kind, err)
		}
	}
}

// TestPaintedWithoutEnd is about pages on which more is painted than is followed: that is said.
func TestPaintedWithoutEnd(t *testing.T) {
	form := streamObject(30, "/Subtype /Form /Resources << /XObject << /X1 31 0 R >> >>",
		[]byte(strings.Repeat("/X1 Do ", 4000)))
	inner := streamObject(31, "/Subtype /Form", []byte(strings.Repeat("q Q ", 2000)))
	var limit *LimitError
	if _, err := Find(page("/X0 Do", form, inner)); !errors.As(err, &limit) || limit.Unit != Objects {
		t.Errorf("%v", err)
	}
}
