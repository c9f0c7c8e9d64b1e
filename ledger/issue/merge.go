package issue

import (
	"cmp"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
)

// WriteMerged puts the certificates of each folder DIR/UNIT into one PDF for the printer, DIR/UNIT.pdf, sorted by name and
// code. Such a file is nobody's certificate: it is not recorded, and made again at any
// time. title says of what it is, as a heading. The same certificates give the same bytes; each file is replaced whole or
// not at all. It returns the paths. done, which may be nil, is called for each page.
func (i *Issuer) WriteMerged(all []Certificate, title func(unit string, pages int) string, done func()) ([]string, error) {
	var paths []string
	for _, part := range folders(all) {
		created, err := i.latest(part)
		if err != nil {
			return paths, err
		}
		pdf, err := certificate.Bind(title(part[0].Unit, len(part)), created, pages(part, done))
		if err != nil {
			return paths, err
		}
		path := filepath.Dir(part[0].Path) + ".pdf"
		if err := ledger.WriteFile(path, pdf, 0o644); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// folders sorts certificates, and parts them by the folder they lie in, which two units may share.
func folders(all []Certificate) [][]Certificate {
	all = slices.SortedFunc(slices.Values(all), func(a, b Certificate) int {
		return cmp.Or(cmp.Compare(filepath.Dir(a.Path), filepath.Dir(b.Path)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	var parts [][]Certificate
	for n, c := range all {
		if n == 0 || filepath.Dir(c.Path) != filepath.Dir(all[n-1].Path) {
			parts = append(parts, nil)
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], c)
	}
	return parts
}

// pages reads the certificates' files.
func pages(part []Certificate, done func()) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, c := range part {
			if !yield(os.ReadFile(c.Path)) {
				return
			}
			if done != nil {
				done()
			}
		}
	}
}

// latest is when the last of some certificates was planned: the date of a file of them that no clock changes.
func (i *Issuer) latest(part []Certificate) (time.Time, error) {
	var latest *plan
	for _, c := range part {
		p, err := i.load(c.Index)
		if err == nil && p == nil {
			err = ErrPlan
		}
		if err != nil {
			return time.Time{}, err
		}
		if latest == nil || p.Issued > latest.Issued {
			latest = p
		}
	}
	return latest.date(), nil
}
