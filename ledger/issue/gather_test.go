package issue

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/ledger/internal/archive"
	"ikrar/signer"
)

var testStoreKey = bytes.Repeat([]byte{5}, 32)

// keeping makes a world that keeps its PDFs.
func keeping(t *testing.T) *world {
	w := newWorld(t)
	w.archive = archive.Open(w.options.Dir+".pdfs", testStoreKey)
	return w
}

// examined is how the archive stands; progress must end at all there is.
func (w *world) examined() Gathered {
	w.Helper()
	last, all := uint64(0), uint64(0)
	g, err := w.issuer().Examine(w.Context(), func(done, total uint64) { last, all = done, total })
	if err != nil || last != all {
		w.Fatalf("examined %d of %d: %v", last, all, err)
	}
	return g
}

func (w *world) adopt(dir string, dry bool) Gathered {
	w.Helper()
	g, err := w.issuer().Adopt(w.Context(), dir, dry, nil)
	if err != nil {
		w.Fatal(err)
	}
	return g
}

// lose removes all that is kept, as if this had been an older home's.
func (w *world) lose() {
	w.Helper()
	if err := os.RemoveAll(w.options.Dir + ".pdfs"); err != nil {
		w.Fatal(err)
	}
}

// damage changes a byte of the kept PDFs of these certificates.
func (w *world) damage(made ...Certificate) {
	w.Helper()
	for _, c := range made {
		d := signer.DigestOf(w.files()[filepath.ToSlash(c.Path[len(w.dir)+1:])])
		path := filepath.Join(w.options.Dir+".pdfs", d.String()[:2], d.String()+".sealed")
		sealed, err := os.ReadFile(path)
		if err != nil {
			w.Fatal(err)
		}
		sealed[len(sealed)/2] ^= 1
		if err := os.WriteFile(path, sealed, 0o600); err != nil {
			w.Fatal(err)
		}
	}
}

// counted compares all of what was gathered but which are missing.
func counted(t *testing.T, what string, got, want Gathered, missing ...Certificate) {
	t.Helper()
	var codes, wanted []string
	for _, m := range got.Missing {
		codes = append(codes, string(m.Code)+" "+m.Number)
	}
	for _, c := range missing {
		wanted = append(wanted, string(c.Code)+" "+c.Number)
	}
	slices.Sort(codes)
	slices.Sort(wanted)
	if got.Missing = nil; !slices.Equal(codes, wanted) || got.Kept != want.Kept || got.Found != want.Found ||
		got.Remade != want.Remade || got.Strays != want.Strays {
		t.Errorf("%s: %+v, missing %v; want %+v, missing %v", what, got, codes, want, wanted)
	}
}

// TestAdopted: the PDFs of an older home are taken in from whatever folders they lie in, under any
// name; what is nowhere is drawn again, and where its plan gives other bytes it is said to be
// missing.
func TestAdopted(t *testing.T) {
	w := keeping(t)
	w.people("pegawai ", 4)
	made := w.run(Request{}).made
	counted(t, "issued", w.examined(), Gathered{Kept: 4})
	w.lose()
	counted(t, "lost", w.examined(), Gathered{}, made...)

	box := t.TempDir() // one renamed in a folder of a folder, one as it was, and what is no certificate
	deep := filepath.Join(box, "2026", "surel lama")
	if err := os.MkdirAll(deep, 0o700); err != nil {
		t.Fatal(err)
	}
	first, second := must(os.ReadFile(made[0].Path)), must(os.ReadFile(made[1].Path))
	for path, data := range map[string][]byte{filepath.Join(deep, "Sertifikat (2)"): first,
		filepath.Join(box, "x.pdf"): second,
		filepath.Join(box, "y.pdf"): bytes.Replace(first, []byte("%PDF"), []byte("%PDX"), 1)} {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.replan(made[3].Index, func(p *plan) { p.Name = "Orang Lain" })
	counted(t, "dry", w.adopt(box, true), Gathered{Found: 2, Remade: 1}, made[3])
	counted(t, "still lost", w.examined(), Gathered{}, made...)
	counted(t, "adopted", w.adopt(box, false), Gathered{Found: 2, Remade: 1}, made[3])
	counted(t, "again", w.adopt(box, false), Gathered{Kept: 3}, made[3])
	if pdf, err := w.issuer().PDF(made[0].Code); err != nil || !bytes.Equal(pdf, first) {
		t.Errorf("other bytes, or %v", err)
	}
	if _, err := w.issuer().PDF(made[3].Code); err != ErrNotKept {
		t.Errorf("of the missing one: %v", err)
	}
	w.damage(made[0])
	if g := w.examined(); len(g.Missing) != 1+1 || g.Missing[0].Damaged == g.Missing[1].Damaged {
		t.Errorf("damaged: %+v", g)
	}
	if pdf, err := w.issuer().PDF(made[0].Code); err != nil || !bytes.Equal(pdf, first) {
		t.Errorf("drawn again: other bytes, or %v", err)
	}
	counted(t, "mended", w.adopt(box, false), Gathered{Kept: 2, Found: 1}, made[3])
	w.run(Request{}) // what stands in HR's folder is taken in as it is
	counted(t, "standing", w.examined(), Gathered{Kept: 4})
}

// TestStrays: what is nobody's certificate is counted, and goes where that is asked for.
func TestStrays(t *testing.T) {
	w := keeping(t)
	w.people("pegawai ", 2)
	w.run(Request{})
	if err := w.archive.Keep([]byte("%PDF of entries that were lost")); err != nil {
		t.Fatal(err)
	}
	counted(t, "examined", w.examined(), Gathered{Kept: 2, Strays: 1})
	counted(t, "dry", w.adopt(t.TempDir(), true), Gathered{Kept: 2, Strays: 1})
	counted(t, "adopted", w.adopt(t.TempDir(), false), Gathered{Kept: 2, Strays: 1})
	counted(t, "afterwards", w.examined(), Gathered{Kept: 2})
}

// TestCarried: a backup's archive gets what it lacks and nothing twice, mends what was damaged
// there, and loses what is erased.
func TestCarried(t *testing.T) {
	w := keeping(t)
	w.options.PDFs = w.options.Dir + ".pdfs"
	w.reopen()
	indexes := w.people("pegawai ", 3)
	made := w.run(Request{}).made
	to := archive.Open(filepath.Join(t.TempDir(), "ikrar.pdfs"), testStoreKey)
	carry := func() Gathered {
		g, err := w.issuer().CarryTo(t.Context(), to, nil)
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	counted(t, "first", carry(), Gathered{Found: 3})
	counted(t, "again", carry(), Gathered{Kept: 3})
	w.damage(made[0])
	counted(t, "the home's is damaged, and that of the backup good", carry(), Gathered{Kept: 3})
	file := signer.DigestOf(must(os.ReadFile(made[0].Path)))
	if err := to.Remove(file); err != nil {
		t.Fatal(err)
	}
	counted(t, "neither is good", carry(), Gathered{Kept: 2, Remade: 1})

	entry := must(w.ledger.Entry(indexes[1]))
	erasure := sign(w, "registrar", signer.Erasure{IssuedAt: w.now.Unix(),
		ErasureBody: signer.ErasureBody{Digests: []signer.Digest{entry.Digest}, Reason: "diminta"}})
	must(w.ledger.Erase(t.Context(), erasure, nil))
	counted(t, "erased", carry(), Gathered{Kept: 2})
	left := 0
	if err := to.Each(func(signer.Digest) error { left++; return nil }); err != nil || left != 2 {
		t.Errorf("%d left, %v", left, err)
	}
}

// TestKeptOnlyWhatStands: an erasure that comes between recording an issuance and keeping its PDF
// leaves no PDF behind.
func TestKeptOnlyWhatStands(t *testing.T) {
	w := keeping(t)
	index := w.people("pegawai ", 1)[0]
	w.run(Request{})
	pledge := must(w.ledger.Entry(index)).Digest
	pdf := must(w.issuer().Issued(pledge))
	erasure := sign(w, "registrar", signer.Erasure{IssuedAt: w.now.Unix(),
		ErasureBody: signer.ErasureBody{Digests: []signer.Digest{pledge}, Reason: "diminta"}})
	must(w.ledger.Erase(t.Context(), erasure, nil))
	if erased, err := w.issuer().keepIssued(pledge, pdf); !erased || err != nil {
		t.Errorf("kept: erased %v, %v", erased, err)
	}
	if err := w.archive.Each(func(signer.Digest) error { t.Error("a PDF is left"); return nil }); err != nil {
		t.Fatal(err)
	}
}

// replan changes a kept plan.
func (w *world) replan(index uint64, change func(*plan)) {
	w.Helper()
	p := must(w.issuer().load(index))
	change(p)
	if err := w.issuer().write([]struct{ Key, Value []byte }{{planKey(index), p.bytes()}}); err != nil {
		w.Fatal(err)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// What a killed run left of a PDF that was to be kept goes when that is kept.
func TestUnfinishedKept(t *testing.T) {
	w := keeping(t)
	w.people("pegawai ", 1)
	w.run(Request{})
	kept, err := filepath.Glob(w.options.Dir + ".pdfs/*/*")
	if err != nil || len(kept) != 1 {
		t.Fatal(kept, err)
	}
	dir, name := filepath.Split(kept[0])
	if err := os.Rename(kept[0], filepath.Join(dir, "."+name+".123")); err != nil {
		t.Fatal(err)
	}
	w.run(Request{})
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 || left[0].Name() != name {
		t.Errorf("%v, %v", left, err)
	}
}
