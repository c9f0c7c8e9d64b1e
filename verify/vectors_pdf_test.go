package verify

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ikrar/signer"
)

// vectorLedger is what a ledger says of the file that was issued for a pledge.
type vectorLedger struct {
	File    string `json:"file"` // SHA-256 in hexadecimal; empty where none was issued
	Length  uint64 `json:"length"`
	Revoked bool   `json:"revoked"` // the certificate, not the pledge
}

// file is what step 8 of a vector is given: what the ledger says, or nothing where it is not asked.
func (v vector) file() File {
	if v.Ledger == nil || v.Ledger.File == "" {
		return FileUnchecked
	}
	var issued signer.Issuance
	issued.File = signer.Digest(must(hex.DecodeString(v.Ledger.File)))
	issued.Length = v.Ledger.Length
	what := FileOf(issued, v.Input.Base64, v.Issued)
	if what == FileIssued && v.Ledger.Revoked {
		return FileRevoked
	}
	return what
}

// pdfDraft is a certificate in small, in the making: objects by number, as they stand in the file.
type pdfDraft map[int]string

const painted = "BT /F1 12 Tf 20 90 Td (Siti Rahmawati, S.Sos.) Tj ET\n"

// newPDF is the certificate of a proof, which is attached to it.
func newPDF(proof string) pdfDraft {
	return pdfDraft{
		1: `<< /Type /Catalog /Pages 2 0 R /Lang (id) /AF [5 0 R] /Names << /EmbeddedFiles << /Names [(proof) 5 0 R] >> >> >>`,
		2: `<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 200 120] >>`,
		3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 7 0 R >> >> >>`,
		4: pdfStream("", painted),
		5: `<< /Type /Filespec /F (proof) /UF (proof) /AFRelationship /Data /EF << /F 6 0 R >> >>`,
		6: pdfStream(`/Type /EmbeddedFile `, proof),
		7: `<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>`,
		8: `<< /Title (Sertifikat) /Producer (ikrar) /CreationDate (D:20260331100000+07'00') >>`,
	}
}

func pdfStream(said, data string) string {
	return fmt.Sprintf("<< %s/Length %d >>\nstream\n%s\nendstream", said, len(data), data)
}

// deflatedStream is deflated without compression, the same whatever the library.
func deflatedStream(said, data string) string {
	return pdfStream(said+"/Filter /FlateDecode ", string(stored([]byte(data))))
}

// with changes one object.
func (d pdfDraft) with(number int, before, after string) pdfDraft {
	d = maps.Clone(d)
	d[number] = replaced(before, after)(d[number])
	return d
}

func (d pdfDraft) put(number int, object string) pdfDraft {
	d = maps.Clone(d)
	d[number] = object
	return d
}

// table writes the objects with a table of cross-references; id is the file's identifier.
func (d pdfDraft) table(id string) []byte {
	out := []byte("%PDF-1.7\n")
	rows := "0000000000 65535 f \n"
	for _, number := range slices.Sorted(maps.Keys(d)) {
		rows += fmt.Sprintf("%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number, d[number])
	}
	return fmt.Appendf(out, "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R /Info 8 0 R /ID [<%s> <%s>] >>\nstartxref\n%d\n%%%%EOF\n",
		len(d)+1, rows, len(d)+1, id, id, len(out))
}

// packed writes what is no stream in an object stream, and the cross-references in a stream.
func (d pdfDraft) packed() []byte {
	out := []byte("%PDF-1.7\n")
	rows := make([][]byte, len(d)+3)
	row := func(kind byte, a int, b byte) []byte {
		return append(binary.BigEndian.AppendUint16([]byte{kind}, uint16(a)), b)
	}
	var head, body string
	inside := byte(0)
	for _, number := range slices.Sorted(maps.Keys(d)) {
		if strings.Contains(d[number], "endstream") {
			rows[number] = row(1, len(out), 0)
			out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number, d[number])
			continue
		}
		rows[number] = row(2, len(d)+1, inside)
		head += fmt.Sprintf("%d %d ", number, len(body))
		body += d[number] + "\n"
		inside++
	}
	at := len(d) + 1
	rows[0], rows[at] = row(0, 0, 0), row(1, len(out), 0)
	container := deflatedStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d ", inside, len(head)), head+body)
	out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", at, container)
	rows[at+1] = row(1, len(out), 0)
	said := fmt.Sprintf("/Type /XRef /Size %d /W [1 2 1] /Root 1 0 R /Info 8 0 R ", at+2)
	table := deflatedStream(said, string(bytes.Join(rows, nil)))
	return fmt.Appendf(out, "%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", at+1, table, len(out))
}

// inPDF makes a vector of a PDF: here is made of what was issued, and change is what else there is.
func inPDF(name, why, want, code string, here func(d pdfDraft, issued []byte) []byte, change ...func(*vector)) vector {
	f := newFull()
	proof := string(f.file())
	d := newPDF(proof)
	issued := d.table("01")
	v := vector{Name: "pdf-" + name, Why: why, Now: today, Expect: expect(true, want, code)}
	v.Input = vectorInput{Form: "pdf", Text: proof, Base64: here(d, issued)}
	v.Issued, v.Ledger = issued, &vectorLedger{File: signer.DigestOf(issued).String(), Length: uint64(len(issued))}
	v.Expect.Code, v.Expect.Person = printed(f.short())
	for _, c := range change {
		c(&v)
	}
	return v.under("default")
}

func pdfVectors() []vector {
	const isOpen, isChanged = "undetermined unknown trusted", "altered broken trusted"
	very := func(_ pdfDraft, issued []byte) []byte { return issued }
	after := func(more string) func(pdfDraft, []byte) []byte {
		return func(_ pdfDraft, issued []byte) []byte { return append(bytes.Clone(issued), more...) }
	}
	anew := func(d pdfDraft, _ []byte) []byte { return d.packed() }
	resaved := func(name, why string, here func(d pdfDraft) []byte) vector {
		return inPDF("resaved-"+name, why, isOpen, "file-resaved", func(d pdfDraft, _ []byte) []byte { return here(d) })
	}
	different := func(name, why string, number int, before, now string) vector {
		return inPDF("different-"+name, why, isChanged, "file-different", func(d pdfDraft, _ []byte) []byte {
			return d.with(number, before, now).table("02")
		})
	}
	unavailable := func(v *vector) { v.Issued = nil }
	return []vector{
		inPDF("issued", "the very file", isValid, "file-issued", very),
		inPDF("issued-unavailable", "the very file: its digest is enough", isValid, "file-issued", very, unavailable),
		inPDF("revoked", "the very file, and its certificate was revoked", "revoked intact trusted", "file-revoked",
			very,
			func(v *vector) { v.Ledger.Revoked = true }),
		inPDF("extended", "a comment behind the issued file", isOpen, "file-extended", after("% x\n")),
		inPDF("extended-update", "an update of the page behind the issued file", isOpen, "file-extended",
			after("4 0 obj\n"+pdfStream("", "BT /F1 12 Tf (Budi) Tj ET")+"\nendobj\n%%EOF\n")),
		inPDF("extended-unavailable", "a comment behind the issued file, which digest and length tell", isOpen,
			"file-extended", after("% x\n"), unavailable),
		resaved("identifier", "another identifier, program and day", func(d pdfDraft) []byte {
			return d.with(8, "(ikrar)", "(Lain) /ModDate (D:20270101)").table("02")
		}),
		resaved("packed", "objects in a stream, and a table that is a stream", pdfDraft.packed),
		resaved("filters", "streams deflated", func(d pdfDraft) []byte {
			return d.put(4, deflatedStream("", painted)).table("01")
		}),
		resaved("spelling", "numbers, strings and names spelled in another way", func(d pdfDraft) []byte {
			return d.with(1, "(id)", "<6964>").with(2, "120", "120.0").with(3, "/Font", "/F#6fnt").table("01")
		}),
		resaved("pages", "the size of the page at the page, and what pages are anyway", func(d pdfDraft) []byte {
			return d.with(2, "/MediaBox [0 0 200 120] ", "").
				with(3, "/Contents", "/Rotate 0 /MediaBox [0 0 200 120] /Contents").table("01")
		}),
		different("text", "another name upon the page", 4, "Siti", "Sitj"),
		different("script", "a script that runs when the file is opened", 1,
			"/Lang", "/OpenAction << /S /JavaScript /JS (1) >> /Lang"),
		different("attachment", "another name of the attachment", 5, "/UF (proof)", "/UF (bukti)"),
		different("rotated", "the page turned", 3, "/Contents", "/Rotate 90 /Contents"),
		different("title", "another title", 8, "Sertifikat", "Sertifikbt"),
		different("twice", "a key given twice, which readers read differently", 3,
			"/Contents 4 0 R", "/Contents 6 0 R /Contents 4 0 R"),
		different("length", "a stream that is longer than it says", 4, "/Length 53", "/Length 49"),
		inPDF("different-object", "an object in no table", isChanged, "file-different",
			func(_ pdfDraft, issued []byte) []byte {
				return []byte(replaced("xref\n0", "4 0 obj\n<< >>\nendobj\nxref\n0")(string(issued)))
			}),
		inPDF("different-short", "cut short", isChanged, "file-different", func(_ pdfDraft, issued []byte) []byte {
			return issued[:len(issued)-20]
		}),
		inPDF("unasked", "no ledger can be asked", isValid, "file-unchecked", anew,
			func(v *vector) { v.Issued, v.Ledger = nil, nil }),
		inPDF("unissued", "the ledger issued no file for this pledge", isValid, "file-unchecked", anew,
			func(v *vector) { v.Issued, v.Ledger = nil, &vectorLedger{} }),
		inPDF("unavailable", "saved anew, or changed: who cannot have the issued file cannot tell", isValid,
			"file-unchecked", anew, unavailable),
		inPDF("unavailable-other", "what is given for the issued file is not what the ledger issued", isValid,
			"file-unchecked", anew, func(v *vector) { v.Issued = append(v.Issued, '\n') }),
	}
}
