package issue

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/internal/archive"
	"ikrar/ledger/spreadsheet"
	"ikrar/signer"
	"ikrar/signer/files"
)

// settle makes a drawn batch last: plans with the counter, then issuances, then files. Where that
// fails midway, what was recorded still gets its file and is reported.
func (s *run) settle(ctx context.Context, b batch, done func(Certificate, error)) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if err := s.keep(b); err != nil {
		return err
	}
	err := parallel(ctx, len(b.items), len(b.items), func(n int) error { return s.record(ctx, b.items[n]) })
	// Files are put in place whether the context has ended or not: their issuances are recorded.
	err = errors.Join(err, parallel(context.WithoutCancel(ctx), len(b.items), len(b.items), func(n int) error {
		return s.place(b.items[n])
	}))
	for _, it := range b.items {
		switch c := it.certificate(); {
		case it.refused != nil:
			done(c, it.refused)
		case it.placed:
			done(c, nil)
		}
		if it.new {
			s.settled = append(s.settled, it.index)
		}
	}
	return err
}

// keep writes the new plans and the counter in one transaction, so that no number is lost or given
// twice. The same transaction takes back the marks of the batch before.
func (s *run) keep(b batch) error {
	var changes []change
	for _, it := range b.items {
		if (it.fresh || it.redrawn) && it.refused == nil {
			changes = append(changes, change{planKey(it.index), it.plan.bytes()}, change{openKey(it.index), []byte{1}})
		}
	}
	if len(changes) == 0 {
		return nil
	}
	changes = append(changes, change{counterKey(b.numbers.year), b.numbers.bytes()})
	for _, index := range s.settled {
		changes = append(changes, change{openKey(index), nil})
	}
	s.settled = s.settled[:0]
	return s.write(changes)
}

// record has the issuance recorded, unless it is.
func (s *run) record(ctx context.Context, it *item) error {
	if it.refused != nil || it.issued != nil {
		return nil
	}
	body := signer.IssuanceBody{Pledge: it.plan.Pledge, Number: it.plan.Number, File: sha256.Sum256(it.pdf),
		Length: uint64(len(it.pdf))}
	var err error
	if body.Predecessor, err = s.predecessor(it.plan); err == nil {
		err = s.append(ctx, body)
	}
	var refusal *ledger.RuleError
	switch {
	case errors.As(err, &refusal) && slices.Contains(ownRefusals, refusal.Rule):
		it.refused = err
	case err != nil:
		return fmt.Errorf("certificate %s: %w", it.plan.Number, err)
	default:
		it.issued, it.new = &body, true
	}
	return nil
}

// ownRefusals are the rules that refuse one certificate, since its pledge or the certificate before
// it has ended meanwhile, and no other.
var ownRefusals = []string{ledger.RulePledgeRevoked, ledger.RuleErased, ledger.RulePredecessor}

func (s *run) append(ctx context.Context, body signer.IssuanceBody) error {
	statement, err := signer.Sign(s.Registrar, s.Ledger.Origin(),
		signer.Issuance{IssuedAt: s.Now().Unix(), IssuanceBody: body})
	if err == nil {
		_, err = s.Ledger.Append(ctx, statement)
	}
	return err
}

// place keeps the PDF, and writes it under its final name, unless exactly it is there already.
func (s *run) place(it *item) error {
	if it.refused != nil || it.issued == nil {
		return nil
	}
	if it.pdf != nil {
		err := s.keepPDF(it)
		if err == nil && it.path != "" && it.refused == nil {
			err = it.write()
		}
		if err != nil {
			return fmt.Errorf("certificate %s: %w", it.issued.Number, err)
		}
	}
	if err := s.setAside(it); err != nil {
		return fmt.Errorf("certificate before %s: %w", it.issued.Number, err)
	}
	it.placed = it.refused == nil
	return nil
}

func (s *run) keepPDF(it *item) error {
	if it.kept || s.Archive == nil {
		return nil
	}
	if !it.fresh && s.Ledger.Far() == nil { // as in write: what a killed run left beside its place goes
		if err := s.Archive.Remove(it.issued.File); err != nil {
			return err
		}
	}
	erased, err := s.keepIssued(it.issued.Pledge, it.pdf)
	if erased {
		it.refused = &ledger.RuleError{Rule: ledger.RuleErased}
	}
	return err
}

func (it *item) write() error {
	if there, err := standing(it.path, it.issued.File, it.issued.Length); err != nil || there != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(it.path), files.PrivateDir); err != nil {
		return err
	}
	if !it.fresh { // an earlier run was to write it, and may have been killed over it
		if err := files.Sweep(it.path); err != nil {
			return err
		}
	}
	return files.Replace(it.path, it.pdf, files.Private)
}

// certificate is what the caller is told of an item.
func (it *item) certificate() Certificate {
	c := Certificate{Index: it.index, New: it.new}
	c.Code, c.Unit = it.code(), it.unit()
	if it.plan == nil {
		c.Name = it.proof.Credential.Claims().Name
	} else {
		c.Name, c.URL, c.Issued = it.plan.Name, it.plan.URL, it.plan.date()
	}
	if it.plan != nil && (it.refused == nil || !it.fresh) {
		c.Number = it.plan.Number
	} else if it.plan == nil && it.issued != nil {
		c.Number = it.issued.Number
	}
	if it.refused == nil {
		c.Path = it.path
	}
	return c
}

// standing reads the file of that digest and length under a name; nil where it does not stand
// there. It stands there as well where something was written behind it: the signature of an
// official, who would have to sign once more.
func standing(path string, want signer.Digest, length uint64) ([]byte, error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		return nil, nil // nothing that a certificate may be read from or written through
	}
	var there []byte
	if err == nil {
		there, err = files.ReadBounded(path, int(min(length, archive.MaxPDF)))
		there = there[:min(uint64(len(there)), length)]
	}
	if errors.Is(err, fs.ErrNotExist) || err == nil && sha256.Sum256(there) != want {
		return nil, nil
	}
	return there, err
}

// devices are names that Windows keeps for itself, with any extension.
var devices = []string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
	"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
	"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³"}

// folder turns a unit's name into one folder's name that every system takes. Two units may share
// it: files are named by their codes, which no two certificates share.
func folder(unit string) string {
	name := strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, unit)
	// a sign behind a separator: no path of it is a plain cell
	if within := "." + name; spreadsheet.Inert(within) != within {
		name = strings.NewReplacer(",", "-", ";", "-").Replace(name)
	}
	name = strings.Trim(name, " .") // Windows drops them at the end; at the start they hide, or climb
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	if name == "" || slices.Contains(devices, strings.TrimRight(stem, " ")) {
		return "-" + name
	}
	if besides(name) {
		return name + "-"
	}
	return name
}

// besides says whether something else may stand under that name beside the folders: an index, what
// is to be printed of a unit, or what was revoked.
func besides(name string) bool {
	return strings.EqualFold(name, IndexCSV) || strings.EqualFold(name, IndexXLSX) ||
		strings.EqualFold(name, RevokedDir) || strings.EqualFold(filepath.Ext(name), ".pdf")
}
