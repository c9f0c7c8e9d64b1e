package resaved

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// parts are the objects of a file in the making: a value, or a dictionary and the data of a stream.
type parts map[int]part

type part struct {
	value  string // of a stream, what its dictionary says without the brackets
	stream string
}

const xmpPacket = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">SERTIFIKAT 1</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2026-03-31T10:00:00+07:00</xmp:CreateDate><pdf:Producer>ikrar</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`

// sample is a certificate in small: all that one of ours has, once.
func sample() parts {
	return parts{
		1: {value: `<< /Type /Catalog /Pages 2 0 R /Lang (id) /Metadata 10 0 R /AF [4 0 R] /OutputIntents [16 0 R]
/Names << /EmbeddedFiles << /Names [(a.tlog-proof) 4 0 R] >> >> /ViewerPreferences << /DisplayDocTitle true >> >>`},
		2: {value: `<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 842 595] >>`},
		3: {value: `<< /Type /Page /Parent 2 0 R /Resources 6 0 R /Contents 7 0 R /Annots [<< /Type /Annot /Subtype /Link
/Rect [10 10 50 50] /Border [0 0 0] /F 4 /A << /S /URI /URI (https://ikrar.contoh.example/#377) >> >>] >>`},
		4: {value: `<< /Type /Filespec /F (a.tlog-proof) /UF (a.tlog-proof) /AFRelationship /Data /EF << /F 5 0 R >> >>`},
		5: {`/Type /EmbeddedFile /Subtype /text#2Fplain /Params << /ModDate (D:20260331100000+07'00') /Size 12 >>`,
			"c2sp.org/bukti"},
		6: {value: `<< /ProcSet [/PDF /Text] /Font << /F1 8 0 R >> /XObject << /Im 9 0 R /Fm 11 0 R >> >>`},
		7: {``, "q 1 0 0 1 20 500 cm BT /F1 12 Tf 0.5 g [(Siti \\(Rah) -20 (mawati)] TJ ET Q /Im Do /Fm Do\n"},
		8: {value: `<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Sans /FirstChar 32 /LastChar 34 /Widths 12 0 R /FontDescriptor 13 0 R /ToUnicode 14 0 R >>`},
		9: {`/Type /XObject /Subtype /Image /Width 4 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray`,
			"\x00\x40\x80\xff\xff\x80\x40\x00"},
		10: {`/Type /Metadata /Subtype /XML`, xmpPacket},
		11: {`/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >>`, "0 0 9 9 re f\n"},
		12: {value: `[250 333.5 400]`},
		13: {value: `<< /Type /FontDescriptor /FontName /AAAAAA+Sans /Flags 32 /FontBBox [0 -200 1000 900] /FontFile2 15 0 R >>`},
		14: {``, "1 beginbfchar <20> <0041> endbfchar"},
		15: {`/Length1 8`, "\x00\x01\x00\x00font"},
		16: {value: `<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) >>`},
		20: {value: `<< /Title (SERTIFIKAT 1) /Producer (ikrar) /CreationDate (D:20260331100000+07'00') >>`},
	}
}

// edited is the sample with one object changed in one place.
func edited(t testing.TB, number int, before, after string) parts {
	t.Helper()
	all := sample()
	p := all[number]
	whole := p.value + "\x01" + p.stream
	if !strings.Contains(whole, before) {
		t.Fatalf("object %d has no %q", number, before)
	}
	p.value, p.stream, _ = strings.Cut(strings.Replace(whole, before, after, 1), "\x01")
	all[number] = p
	return all
}

// with is the sample with objects put in.
func with(objects parts) parts {
	all := sample()
	maps.Copy(all, objects)
	return all
}

func deflated(data string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(data))
	z.Close()
	return b.String()
}

// body writes an object as it stands between obj and endobj.
func (p part) body(isStream bool) string {
	if !isStream {
		return p.value
	}
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", p.value, len(p.stream), p.stream)
}

func (p part) isStream() bool { return p.value == "" || strings.Contains("/ ", p.value[:1]) }

// written writes a file with a table.
func (all parts) written() []byte { return all.writtenAs("%PDF-1.7\n", "/ID [<01> <02>]", "") }

func (all parts) writtenAs(head, trailer, tail string) []byte {
	out := []byte(head)
	size := slices.Max(slices.Collect(maps.Keys(all))) + 1
	table := "xref\n0 1\n0000000000 65535 f \n"
	for _, number := range slices.Sorted(maps.Keys(all)) {
		table += fmt.Sprintf("%d 1\n%010d 00000 n \n", number, len(out))
		out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number, all[number].body(all[number].isStream()))
	}
	at := len(out)
	return fmt.Appendf(out, "%strailer\n<< /Size %d /Root 1 0 R /Info 20 0 R %s >>\nstartxref\n%d\n%%%%EOF\n%s",
		table, size, trailer, at, tail)
}

// packed writes a file with an object stream and a table that is a stream.
func (all parts) packed() []byte {
	out := []byte("%PDF-1.5\n")
	var head, body string
	places, inside := map[int]int{}, 0
	rows := map[int]string{}
	row := func(kind, a, b int) string { return string([]byte{byte(kind), byte(a >> 8), byte(a), byte(b)}) }
	for _, number := range slices.Sorted(maps.Keys(all)) {
		if all[number].isStream() {
			places[number] = len(out)
			out = fmt.Appendf(out, "%d 0 obj\n%s\nendobj\n", number, all[number].body(true))
			rows[number] = row(1, places[number], 0)
			continue
		}
		head += fmt.Sprintf("%d %d ", number, len(body))
		body += all[number].value + "\n"
		rows[number] = row(2, 100, inside)
		inside++
	}
	rows[100], rows[101] = row(1, len(out), 0), ""
	container := part{fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", inside, len(head)),
		deflated(head + body)}
	out = fmt.Appendf(out, "100 0 obj\n%s\nendobj\n", container.body(true))
	rows[101] = row(1, len(out), 0)
	var index, data string
	for _, number := range slices.Sorted(maps.Keys(rows)) {
		index += fmt.Sprintf("%d 1 ", number)
		data += rows[number]
	}
	table := part{fmt.Sprintf("/Type /XRef /Size 102 /W [1 2 1] /Index [%s] /Root 1 0 R /Info 20 0 R", index), data}
	at := len(out)
	return fmt.Appendf(out, "101 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", table.body(true), at)
}

// encodings are the ways in which a stream may be written.
var encodings = []func(part) part{
	func(p part) part { return part{p.value + " /Filter /FlateDecode", deflated(p.stream)} },
	func(p part) part {
		return part{p.value + " /Filter [/ASCIIHexDecode]", hex.EncodeToString([]byte(p.stream)) + ">"}
	},
	func(p part) part {
		out := make([]byte, ascii85.MaxEncodedLen(len(p.stream)))
		n := ascii85.Encode(out, []byte(p.stream))
		return part{p.value + " /Filter /ASCII85Decode /DecodeParms null", string(out[:n]) + "~>"}
	},
	func(p part) part {
		return part{p.value + " /Filter [/ASCIIHexDecode /FlateDecode] /DecodeParms [null << /Predictor 12 /Columns 1 >>]",
			hex.EncodeToString([]byte(deflated(upFiltered(p.stream)))) + ">"}
	},
}

// upFiltered writes rows of one byte by the PNG filter Up.
func upFiltered(data string) string {
	var out []byte
	above := byte(0)
	for _, c := range []byte(data) {
		out, above = append(out, 2, c-above), c
	}
	return string(out)
}
