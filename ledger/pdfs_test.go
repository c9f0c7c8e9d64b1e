package ledger

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ikrar/ledger/internal/archive"
	"ikrar/ledger/internal/place"
	"ikrar/signer"
)

var pdfKey = bytes.Repeat([]byte{3}, 32)

// withPDFs has two people with a pledge each, of whom the second has a certificate and a replaced
// one, and keeps all three PDFs.
func withPDFs(t *testing.T) (w *world, kept *archive.Archive, pdfs [3]signer.Digest) {
	w = newWorld(t, func(w *world) { w.options.PDFs = filepath.Join(filepath.Dir(w.options.Dir), "ledger.pdfs") })
	kept = archive.Open(w.options.PDFs, pdfKey)
	for n, index := range w.people(2) {
		pledge := must(w.ledger.Statement(must(w.ledger.Entry(index)).Digest))
		var before *signer.Digest
		for m := range n + 1 {
			pdf := []byte{'P', byte(n), byte(m)}
			pdfs[n+m] = signer.DigestOf(pdf)
			raw := w.issuance(pledge, "800/"+string(rune('1'+n)), func(i *signer.Issuance) {
				i.File, i.Length, i.Predecessor = pdfs[n+m], 3, before
			})
			w.append(signer.KindIssuance, raw)
			digest := signer.DigestOf(raw)
			before = &digest
			if err := kept.Keep(pdf); err != nil {
				t.Fatal(err)
			}
		}
	}
	return w, kept, pdfs
}

// holds says which of the three PDFs are kept.
func holds(t *testing.T, kept *archive.Archive, pdfs [3]signer.Digest) (there [3]bool) {
	t.Helper()
	for n, d := range pdfs {
		var err error
		if there[n], err = kept.Holds(d, 3); err != nil {
			t.Error(err)
		}
	}
	return there
}

func TestIssued(t *testing.T) {
	w, _, pdfs := withPDFs(t)
	dial, _ := w.share()
	for name, l := range map[string]*Ledger{"here": w.ledger, "by the socket": dial()} {
		var got []signer.Digest
		if err := l.Issued(func(i Issued) error {
			if got = append(got, i.File); i.Erased || i.Length != 3 || i.InForce != (i.File != pdfs[1]) {
				t.Errorf("%s: %+v", name, i)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		want := slices.Clone(pdfs[:])
		slices.SortFunc(want, func(a, b signer.Digest) int { return bytes.Compare(a[:], b[:]) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
		stop := errors.New("stop")
		if err := l.Issued(func(Issued) error { return stop }); !errors.Is(err, stop) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestErasedPDFs: an erasure takes the PDFs of the pledges that it names off the disk, replaced
// ones too, and no other.
func TestErasedPDFs(t *testing.T) {
	w, kept, pdfs := withPDFs(t)
	w.erase("pegawai-1")
	if there := holds(t, kept, pdfs); there != [3]bool{true, false, false} {
		t.Errorf("kept: %v", there)
	}
	erased, force := 0, 0
	if err := w.ledger.Issued(func(i Issued) error {
		if i.Erased {
			erased++
		}
		if i.InForce {
			force++
		}
		return nil
	}); err != nil || erased != 2 || force != 1 {
		t.Errorf("%d erased, %d in force, %v", erased, force, err)
	}
	w.clean()
}

// TestErasedPDFsLater: a process that was killed after it recorded an erasure left the PDFs; the
// next opening removes them, also where nobody can say any more which erasure it was.
func TestErasedPDFsLater(t *testing.T) {
	for name, mark := range map[string]func(mark []byte) []byte{
		"readable":   func(mark []byte) []byte { return mark },
		"unreadable": func([]byte) []byte { return []byte("?") },
	} {
		t.Run(name, func(t *testing.T) {
			w, kept, pdfs := withPDFs(t)
			dir := w.options.PDFs
			w.options.PDFs = "" // nobody removes them yet
			w.reopen()
			r := w.erase("pegawai-1")
			erasure := must(w.ledger.Statement(r.Digest))
			if err := place.MarkErasing(w.options.Head, erasure); err != nil {
				t.Fatal(err)
			}
			path := place.ErasingPath(w.options.Head)
			if err := os.WriteFile(path, mark(must(os.ReadFile(path))), 0o600); err != nil {
				t.Fatal(err)
			}
			if there := holds(t, kept, pdfs); there != [3]bool{true, true, true} {
				t.Fatalf("before: %v", there)
			}
			w.options.PDFs = dir
			w.reopen()
			if there := holds(t, kept, pdfs); there != [3]bool{true, false, false} {
				t.Errorf("kept: %v", there)
			}
			if _, err := os.Stat(path); err == nil {
				t.Error("the mark is still there")
			}
		})
	}
}
