package issue

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/internal/archive"
	"ikrar/signer"
	"ikrar/verify"
)

// header is that of an index, in tests.
var header = [5]string{"nama", "unit", "nomor", "kode", "berkas"}

// keeping has issued PDFs kept, and writes none elsewhere.
func (w *world) keeping() {
	w.archive = archive.Open(filepath.Join(w.TempDir(), "pdfs"), bytes.Repeat([]byte{7}, 32))
}

// zipped is a ZIP of all issued certificates, its names in their order.
func (w *world) zipped(byName bool) (names []string, files map[string][]byte) {
	w.Helper()
	all, err := w.issuer().Survey(Request{})
	if err != nil {
		w.Fatal(err)
	}
	var out bytes.Buffer
	if err := w.issuer().WriteZIP(w.Context(), &out, all, Packing{byName, header}, nil); err != nil {
		w.Fatal(err)
	}
	return unzip(w.TB, out.Bytes())
}

func unzip(t testing.TB, data []byte) (names []string, files map[string][]byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files = map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, files[f.Name] = append(names, f.Name), body
	}
	return names, files
}

// strange are names and units that other programs stumble over.
var strange = []struct{ name, unit string }{
	{"Žofia Nur'aini, S.H.", "Dinas Ünggul/Sosial"},
	{`=HYPERLINK("http://x")`, "=cmd|' /C calc'!A1"},
	{"../../etc/passwd", ".."},
	{"Siti Aminah", "Dinas Contoh"},
	{"siti aminah", "DINAS CONTOH"},
	{strings.Repeat("Panjang ", 25)[:199], strings.Repeat("u", 200)},
	{"Жук", "CON"},
	{"+62 -1 @SUM(1)", "indeks.csv"},
}

func (w *world) stranger(name, unit string) uint64 {
	w.Helper()
	person := name + unit
	return w.pledge(person, "deklarasi", w.enrol(person, func(p *signer.Person) { p.Name, p.Unit = name, unit }))
}

// TestWriteZIP: every issued PDF is in it once, byte for byte, under a name that every system
// takes, in order, with an index that leads to it and runs nothing.
func TestWriteZIP(t *testing.T) {
	w := newWorld(t)
	w.keeping()
	for _, s := range strange {
		w.stranger(s.name, s.unit)
	}
	issued := w.run(Request{}).made
	for _, byName := range []bool{false, true} {
		names, files := w.zipped(byName)
		pdfs := names[:len(names)-2]
		if len(pdfs) != len(strange) || !slices.Equal(names[len(pdfs):], []string{IndexCSV, IndexXLSX}) {
			t.Fatalf("names: %q", names)
		}
		seen := map[string]bool{}
		for _, name := range pdfs {
			if !safe(name) || seen[strings.ToLower(name)] {
				t.Errorf("name %q is none for every system, or there twice", name)
			}
			seen[strings.ToLower(name)] = true
		}
		if !slices.IsSortedFunc(pdfs, func(a, b string) int {
			return strings.Compare(strings.ToLower(a), strings.ToLower(b))
		}) {
			t.Errorf("not sorted: %q", pdfs)
		}
		rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(files[IndexCSV], []byte("\ufeff")))).ReadAll()
		if err != nil || len(rows) != len(strange)+1 {
			t.Fatalf("index: %d rows, %v", len(rows), err)
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if strings.ContainsAny(cell[:1], "=+-@") {
					t.Errorf("a formula in the index: %q", cell)
				}
			}
			pdf, err := w.issuer().PDF(verify.Code(row[3]))
			if err != nil || !bytes.Equal(files[path.Clean(row[4])], pdf) {
				t.Errorf("%q does not lead to the certificate: %v", row[4], err)
			}
		}
		if byName && files["Dinas Unggul-Sosial/Zofia Nuraini S.H.pdf"] == nil {
			t.Errorf("a name is not to be recognised: %q", names)
		}
	}
	again, first := first(w.zipped(true)), first(w.zipped(true))
	if !slices.Equal(again, first) || len(issued) != len(strange) {
		t.Error("another order the second time")
	}
}

func first[A, B any](a A, _ B) A { return a }

// safe says whether a path in a ZIP is one that every system takes.
func safe(name string) bool {
	folder, file, ok := strings.Cut(name, "/")
	odd := func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`/\:*?"<>|=+@,;`, r) }
	return ok && len(name) < 200 && !strings.ContainsFunc(folder, odd) && !strings.ContainsFunc(file, odd) &&
		!strings.HasPrefix(folder, ".") && !strings.HasSuffix(folder, " ") && strings.HasSuffix(file, ".pdf")
}

// What was revoked is not in it, and what cannot be had is said: nobody takes a part for the whole.
func TestZIPLacks(t *testing.T) {
	w := newWorld(t)
	w.keeping()
	indexes := w.people("pegawai ", 3)
	made := w.run(Request{}).made
	w.revoke(indexes[0])
	entry, err := w.ledger.Entry(indexes[1])
	if err != nil {
		t.Fatal(err)
	}
	issuance, err := w.ledger.IssuanceOf(entry.Digest)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.archive.Remove(issuance.Claims().File); err != nil {
		t.Fatal(err)
	}
	if err := w.ledger.Drawer(drawerName).Write([]change{{planKey(indexes[1]), nil}}); err != nil {
		t.Fatal(err)
	}
	all, err := w.issuer().Survey(Request{})
	if err != nil {
		t.Fatal(err)
	}
	if lacking, err := w.issuer().Lacking(t.Context(), all); err != nil || len(lacking) != 1 ||
		lacking[0].Index != indexes[1] {
		t.Errorf("lacking: %+v, %v", lacking, err)
	}
	names, files := w.zipped(false)
	if len(names) != 3 || !strings.HasSuffix(names[0], string(made[2].Code)+".pdf") {
		t.Errorf("names: %q", names)
	}
	if table := string(files[IndexCSV]); strings.Contains(table, string(made[0].Code)) ||
		!strings.Contains(table, string(made[1].Code)+",\r\n") {
		t.Errorf("the index:\n%s", table)
	}
}

// A file a unit for the printer, of what is kept: the same bytes that the command writes.
func TestWritePrints(t *testing.T) {
	w := newWorld(t)
	w.keeping()
	w.people("pegawai ", 2)
	w.stranger("Nama lain", "Dinas/Lain")
	w.stranger("Nama lain", "Dinas-Lain")
	w.run(Request{})
	all, err := w.issuer().Survey(Request{})
	if err != nil {
		t.Fatal(err)
	}
	title := func(unit string, pages int) string { return unit }
	var out, one bytes.Buffer
	if err := w.issuer().WritePrints(t.Context(), &out, all, title); err != nil {
		t.Fatal(err)
	}
	names, files := unzip(t, out.Bytes())
	want := []string{"Dinas Contoh.pdf", "Dinas-Lain (2).pdf", "Dinas-Lain.pdf"}
	if !slices.Equal(slices.Sorted(maps.Keys(files)), want) {
		t.Errorf("names: %q", names)
	}
	contoh, err := w.issuer().Survey(Request{Unit: "dinas contoh"})
	if err != nil || len(contoh) != 2 {
		t.Fatalf("%d certificates, %v", len(contoh), err)
	}
	if err := w.issuer().WritePrint(t.Context(), &one, contoh, title); err != nil ||
		!bytes.Equal(one.Bytes(), files["Dinas Contoh.pdf"]) {
		t.Errorf("one unit's file is another: %v", err)
	}
	if bytes.Count(one.Bytes(), []byte("/Type /Page /Parent")) != 2 ||
		!bytes.HasPrefix(one.Bytes(), []byte(verify.PrintMark)) {
		t.Errorf("%d bytes are no file of two pages for the printer", one.Len())
	}
}
