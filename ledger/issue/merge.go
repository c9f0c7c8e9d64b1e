package issue

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger/certificate"
	"ikrar/signer/files"
)

// WriteMerged puts the certificates of each unit into one PDF for the printer, DIR/UNIT.pdf, sorted
// by name and code. A unit is one however its letters are cased or composed: some disks take such
// names for one. Such a file is nobody's certificate: it is not recorded, and made again at any
// time. title says of what it is, as a heading. The same certificates give the same bytes; each
// file is replaced whole or not at all, and what a killed run left of one is removed. It returns
// the paths. done, which may be nil, is called for each page.
func (i *Issuer) WriteMerged(all []Certificate, title func(unit string, pages int) string,
	done func()) ([]string, error) {
	var paths []string
	for _, part := range units(all) {
		unit := part[0].Unit
		pdf, err := i.bind(part, title, i.pages(part, done))
		if err != nil {
			return paths, err
		}
		path := filepath.Join(filepath.Dir(filepath.Dir(part[0].Path)), printName(unit))
		if err := files.Sweep(path); err != nil {
			return paths, err
		}
		if err := files.Replace(path, pdf, files.Private); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// bind makes the file for the printer of one unit's certificates, whose PDFs are pages.
func (i *Issuer) bind(part []Certificate, title func(unit string, pages int) string,
	pages iter.Seq2[[]byte, error]) ([]byte, error) {
	created, err := i.latest(part)
	if err != nil {
		return nil, err
	}
	return certificate.Bind(title(part[0].Unit, len(part)), created, pages)
}

// units parts certificates by their units, and sorts them within.
func units(all []Certificate) [][]Certificate {
	unit := func(c Certificate) string { return unitKey(c.Unit) }
	all = slices.SortedFunc(slices.Values(all), func(a, b Certificate) int {
		return cmp.Or(cmp.Compare(unit(a), unit(b)), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	var parts [][]Certificate
	for n, c := range all {
		if n == 0 || unit(c) != unit(all[n-1]) {
			parts = append(parts, nil)
		}
		last := len(parts) - 1
		parts[last] = append(parts[last], c)
	}
	return parts
}

// unitKey is the same for all spellings of a unit that may name one file.
func unitKey(unit string) string { return strings.ToLower(strings.ToUpper(norm.NFC.String(unit))) }

// printName is what the file of a unit for the printer is called. Two units may share a folder, and
// never this file, which would be replaced by the other's: where the folder's name is not the
// unit's own, a part of its digest is added.
func printName(unit string) string {
	name := folder(unit)
	if name != unit {
		sum := sha256.Sum256([]byte(unitKey(unit)))
		name = fmt.Sprintf("%s (%x)", name, sum[:4])
	}
	return name + ".pdf"
}

// pages reads the certificates' files, without what was written behind them.
func (i *Issuer) pages(part []Certificate, done func()) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for _, c := range part {
			pdf, err := os.ReadFile(c.Path)
			if issuance, known := i.Ledger.ByNumber(c.Number); known == nil {
				pdf = pdf[:min(uint64(len(pdf)), issuance.Claims().Length)]
			}
			if !yield(pdf, err) {
				return
			}
			if done != nil {
				done()
			}
		}
	}
}

// latest is when the last of some certificates was planned: the date of a file of them that no
// clock changes.
func (i *Issuer) latest(part []Certificate) (time.Time, error) {
	var latest *plan
	for _, c := range part {
		p, err := i.load(c.Index)
		if err != nil && !errors.Is(err, ErrPlanVersion) {
			return time.Time{}, err
		}
		if err == nil && p != nil && (latest == nil || p.Issued > latest.Issued) {
			latest = p
		}
	}
	if latest == nil {
		return time.Time{}, ErrPlan
	}
	return latest.date(), nil
}
