package issue

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Packing says how a ZIP of certificates is made.
type Packing struct {
	ByName bool      // files are called by the names on the certificates, and not by their codes
	Header [5]string // of the index, as [WriteIndex] takes it
}

// WriteZIP writes the kept PDFs of issued certificates, one after the other, and the index of
// [WriteIndex] behind them. Each lies in the folder of its unit. Names are of ASCII letters,
// because programs do not agree how a ZIP says others, and sorted; two people of one name in a unit
// have their codes behind it. A certificate whose PDF cannot be had here is in the index, without a
// file; one that was revoked or erased meanwhile is not. done, which may be nil, is called for
// each.
func (i *Issuer) WriteZIP(ctx context.Context, w io.Writer, all []Certificate, p Packing, done func()) error {
	out := zip.NewWriter(w)
	var packed []Certificate
	for _, c := range place(all, p.ByName) {
		pdf, err := i.kept(c)
		if errors.Is(err, ErrNotKept) {
			c.Path, err = "", nil
		} else if errors.Is(err, ErrRevoked) || errors.Is(err, ErrGone) {
			continue
		} else if err == nil {
			err = pack(out, c.Path, c.Issued, pdf)
		}
		if err = cmp.Or(err, context.Cause(ctx)); err != nil {
			return err
		}
		packed = append(packed, c)
		if done != nil {
			done()
		}
	}
	table, book, err := index(".", p.Header, packed)
	if err != nil {
		return err
	}
	latest := time.Time{}
	for _, c := range packed {
		if c.Issued.After(latest) {
			latest = c.Issued
		}
	}
	return errors.Join(pack(out, IndexCSV, latest, table), pack(out, IndexXLSX, latest, book), out.Close())
}

// WritePrints writes a ZIP with a file for the printer of each unit, made of the kept PDFs as
// [Issuer.WriteMerged] makes it of files. A certificate that cannot be had is an error: a file for
// the printer that lacks one looks whole.
func (i *Issuer) WritePrints(ctx context.Context, w io.Writer, all []Certificate,
	title func(unit string, pages int) string) error {
	out := zip.NewWriter(w)
	taken := map[string]bool{}
	for _, part := range units(all) {
		pdf, err := i.bind(part, title, i.keptPages(ctx, part))
		if err != nil {
			return err
		}
		name := unique(taken, asciiName(part[0].Unit, maxFolder), ".pdf")
		if err := pack(out, name, part[0].Issued, pdf); err != nil {
			return err
		}
	}
	return out.Close()
}

// WritePrint writes one file for the printer, of the kept PDFs of certificates of one unit.
func (i *Issuer) WritePrint(ctx context.Context, w io.Writer, all []Certificate,
	title func(unit string, pages int) string) error {
	parts := units(all)
	if len(parts) != 1 {
		return fmt.Errorf("a file for the printer is of one unit, not of %d", len(parts))
	}
	pdf, err := i.bind(parts[0], title, i.keptPages(ctx, parts[0]))
	if err == nil {
		_, err = w.Write(pdf)
	}
	return err
}

// pack adds a file as it is: PDFs are compressed within.
func pack(out *zip.Writer, name string, at time.Time, data []byte) error {
	h := &zip.FileHeader{Name: name, Method: zip.Store}
	if !at.IsZero() {
		h.Modified = at
	}
	w, err := out.CreateHeader(h)
	if err == nil {
		_, err = w.Write(data)
	}
	return err
}

// kept is the issued file of a certificate, as [Issuer.PDF] finds it.
func (i *Issuer) kept(c Certificate) ([]byte, error) { return i.PDF(c.Code) }

func (i *Issuer) keptPages(ctx context.Context, part []Certificate) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, c := range part {
			pdf, err := i.kept(c)
			if !yield(pdf, cmp.Or(err, context.Cause(ctx))) {
				return
			}
		}
	}
}

// place gives each certificate its path within a ZIP, and sorts them by it.
func place(all []Certificate, byName bool) []Certificate {
	all = slices.Clone(all)
	key := func(c Certificate) string { return strings.ToLower(c.Path) } // some disks take two cases for one name
	count := map[string]int{}
	for n, c := range all {
		all[n].Path = path.Join(asciiName(c.Unit, maxFolder), asciiName(c.Name, maxFile)+".pdf")
		count[key(all[n])]++
	}
	for n, c := range all {
		switch folder := path.Dir(c.Path); {
		case !byName:
			all[n].Path = path.Join(folder, string(c.Code)+".pdf")
		case count[key(c)] > 1:
			all[n].Path = path.Join(folder, asciiName(c.Name, maxFile)+" "+string(c.Code)+".pdf")
		}
	}
	slices.SortFunc(all, func(a, b Certificate) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a.Code, b.Code))
	})
	return all
}

// unique is a name that none before has, whatever the case of its letters.
func unique(taken map[string]bool, stem, extension string) string {
	name := stem
	for n := 2; taken[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s (%d)", stem, n)
	}
	taken[strings.ToLower(name)] = true
	return name + extension
}

// Names in a ZIP stay far below the 260 characters that Windows takes with the folders around them.
const maxFolder, maxFile = 80, 100

// asciiName turns a text into a name of a file or folder that every system takes and no program
// runs: of ASCII letters, digits and a few signs, beginning with a letter or digit.
func asciiName(text string, most int) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("'`‘’ʼ,;", r):
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .()_", r)):
			b.WriteRune(r)
		case unicode.IsLetter(r):
			b.WriteByte('_')
		default:
			b.WriteByte('-')
		}
	}
	name := strings.TrimLeft(strings.Join(strings.Fields(b.String()), " "), " .-_()")
	name = strings.TrimRight(name[:min(len(name), most)], " .-")
	return folder(name)
}
