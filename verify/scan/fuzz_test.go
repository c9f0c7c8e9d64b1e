package scan

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
)

// FuzzFind holds Find to what its documentation says: one finding beside no error, none beside an error, errors that
// commands know how to translate, and an answer in time.
func FuzzFind(f *testing.F) {
	f.Add([]byte(ourQR()))
	f.Add([]byte("k7qm-2f8d-9xpa"))
	f.Add(proof("Sari"))
	f.Add(file(attachment(10, proof("Sari"))))
	f.Add(file(deflatedAttachment(10, proof("Sari")), streamObject(11, "/Subtype /Image /Width 30 /Height 30 /BitsPerComponent 8", make([]byte, 900))))
	f.Add(file(attachment(10, file(attachment(10, proof("Sari"))))))
	f.Add(file(streamObject(10, "/Subtype /Image /Width 30 /Height 30 /BitsPerComponent 1 /Filter [/A85 /CCF] /DecodeParms [null << /K -1 /Columns 30 >>]", []byte("87cUR~>"))))
	f.Add(append([]byte("Received: by mail\r\n\r\n"), page("0 0 9 9 re f BI /W 2 /H 2 /BPC 4 /CS /I ID xxxx EI")...))
	f.Add(encodePNG(f, drawn(modules(f, strings.Repeat("7", minDigits)), 1)))
	f.Add(encodeJPEG(f, drawn(modules(f, strings.Repeat("7", minDigits)), 2), 50))
	known := []error{ErrNothing, ErrForeign, ErrAmbiguous, ErrSeveral, ErrEncrypted, ErrPDF, ErrImage, ErrFormat}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := bytes.Clone(data)
		start := time.Now()
		found, err := Find(data)
		if took := time.Since(start); took > 30*time.Second {
			t.Errorf("took %v", took)
		}
		if !bytes.Equal(data, before) {
			t.Error("the input was changed")
		}
		findings := 0
		for _, has := range []bool{found.Full != nil, found.Short != nil, found.QR != "", found.Code != ""} {
			if has {
				findings++
			}
		}
		if err == nil {
			if findings != 1 {
				t.Errorf("%d findings: %+v", findings, found)
			}
			if found.Full != nil && !bytes.HasPrefix(found.Full, []byte(proofHeader)) {
				t.Errorf("not a proof file: %q", found.Full)
			}
			// What is cut off or damaged is handed over too, for verify to name.
			if found.QR != "" && !isOurs(found.QR) && !isDamaged(tail(found.QR)) && !begins(tail(found.QR)) {
				t.Errorf("not a QR code of ours: %q", found.QR)
			}
			return
		}
		if findings != 0 {
			t.Errorf("%+v beside %v", found, err)
		}
		ok := errors.As(err, new(*LimitError))
		for _, k := range known {
			ok = ok || errors.Is(err, k)
		}
		if !ok {
			t.Errorf("unknown error: %v", err)
		}
	})
}
