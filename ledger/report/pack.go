package report

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
)

// An evidence pack (bukti dukung) is a directory: the report in its forms, the list of people, the ledger's checkpoint, the
// trust list, and a summary that binds them, signed by a registrar:
//
//	ikrar/evidence/v1
//	origin ikrar.contoh.example/buku
//	campaign deklarasi-2026
//	checkpoint 44075 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//	time 1774922470
//	people 14691
//	pledged 14120
//	issued 14120
//	file 47a2512b... laporan.csv
//
//	— ikrar.contoh.example/buku/registrar uH6HmA...
//
// It is a signed note (C2SP signed-note). Files are in the order of their names, each with its SHA-256.
const (
	packHeader  = "ikrar/evidence/v1"
	SummaryFile = "ringkasan.note"
	CheckFile   = "titik-periksa.note"
	TrustFile   = "trust.note"
)

// MaxPackFile bounds a file of a pack in bytes: a workbook of 10 million rows is not what a ministry reads.
const MaxPackFile = 1 << 30

// RegistrarName is the name under which a registrar signs summaries.
func RegistrarName(origin string) string { return origin + "/registrar" }

// Summary is what a pack's summary says.
type Summary struct {
	Origin   string
	Campaign string
	Size     uint64
	Root     string
	Time     int64 // Unix seconds
	People   int
	Pledged  int
	Issued   int
	Files    map[string]signer.Digest
}

// WritePack writes a pack into an empty or absent directory. files are its other files, by name; checkpoint is the note under
// which the figures are to be audited.
func WritePack(dir string, r *Report, l *ledger.Ledger, key crypto.Signer, checkpoint verify.Checkpoint, checkpointNote []byte, files map[string][]byte) error {
	_, trust := l.Trust()
	all := map[string][]byte{CheckFile: checkpointNote, TrustFile: trust}
	for name, data := range files {
		all[name] = data
	}
	s := Summary{Origin: l.Origin(), Campaign: r.Campaign.ID, Size: checkpoint.Size, Root: checkpoint.Root.String(), Time: r.Now.Unix(),
		People: r.Total.People, Pledged: r.Total.Pledged, Issued: r.Total.Issued, Files: map[string]signer.Digest{}}
	for name, data := range all {
		s.Files[name] = sha256.Sum256(data)
	}
	by, err := verify.NoteSigner(RegistrarName(s.Origin), key)
	if err != nil {
		return err
	}
	signed, err := note.Sign(&note.Note{Text: s.text()}, by)
	if err != nil {
		return err
	}
	all[SummaryFile] = signed
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	for name, data := range all {
		if err := ledger.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (s Summary) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\norigin %s\ncampaign %s\ncheckpoint %d %s\ntime %d\npeople %d\npledged %d\nissued %d\n", packHeader, s.Origin, s.Campaign, s.Size, s.Root, s.Time, s.People, s.Pledged, s.Issued)
	var names []string
	for name := range s.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "file %v %s\n", s.Files[name], name)
	}
	return b.String()
}

// PackError says what is wrong with a pack.
type PackError struct {
	File string // of the pack
	Why  string // one of the Pack constants
	Err  error
}

// What can be wrong with a pack.
const (
	PackUnreadable = "unreadable" // missing, or not in its form
	PackUnsigned   = "unsigned"   // by no registrar of the trust list
	PackChanged    = "changed"    // not the file that was summed up
	PackForeign    = "foreign"    // in the directory, and not in the summary
	PackCheckpoint = "checkpoint" // not signed by the ledger and its quorum, or of another size or root
)

func (e *PackError) Error() string { return fmt.Sprintf("%s: %s: %v", e.File, e.Why, e.Err) }
func (e *PackError) Unwrap() error { return e.Err }

// CheckPack checks a pack by a trust list that the caller has from elsewhere: the summary is a registrar's, every file is the
// one that it names and none is beside them, and the checkpoint is the ledger's and its witnesses'.
func CheckPack(dir string, trust *verify.Trust) (Summary, string, error) {
	signed, err := os.ReadFile(filepath.Join(dir, SummaryFile))
	if err != nil {
		return Summary{}, "", &PackError{SummaryFile, PackUnreadable, err}
	}
	s, name, err := openSummary(signed, trust)
	if err != nil {
		return Summary{}, "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return s, name, err
	}
	for _, e := range entries {
		if _, ok := s.Files[e.Name()]; !ok && e.Name() != SummaryFile {
			return s, name, &PackError{e.Name(), PackForeign, errors.New("not in the summary")}
		}
	}
	for file, digest := range s.Files {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			return s, name, &PackError{file, PackUnreadable, err}
		}
		if sha256.Sum256(data) != digest {
			return s, name, &PackError{file, PackChanged, errors.New("another SHA-256")}
		}
		if file != CheckFile {
			continue
		}
		c, err := trust.Policy.Open(data)
		switch {
		case err != nil:
		case c.Size != s.Size || c.Root.String() != s.Root:
			err = fmt.Errorf("of %d entries", c.Size)
		case !trust.Policy.Met(c.Names(0)):
			err = fmt.Errorf("cosigned by %q", c.Names(0))
		}
		if err != nil {
			return s, name, &PackError{file, PackCheckpoint, err}
		}
	}
	return s, name, nil
}

// openSummary opens a summary by the registrar who signed it.
func openSummary(signed []byte, trust *verify.Trust) (Summary, string, error) {
	for _, registrar := range trust.Registrars {
		n, err := note.Open(signed, note.VerifierList(verify.LogKey(RegistrarName(trust.Origin), registrar.Key)))
		var stranger *note.UnverifiedNoteError
		if errors.As(err, &stranger) {
			continue
		}
		if err != nil {
			return Summary{}, "", &PackError{SummaryFile, PackUnsigned, err}
		}
		s, err := parseSummary(n.Text)
		if err == nil && s.Origin != trust.Origin {
			err = fmt.Errorf("of %s", s.Origin)
		}
		if err != nil {
			return s, "", &PackError{SummaryFile, PackUnreadable, err}
		}
		return s, registrar.Name, nil
	}
	return Summary{}, "", &PackError{SummaryFile, PackUnsigned, errors.New("by no registrar of the trust list")}
}

// parseSummary reads a summary in its one spelling.
func parseSummary(text string) (s Summary, err error) {
	s.Files = map[string]signer.Digest{}
	number := func(v string) int64 {
		n, e := strconv.ParseInt(v, 10, 64)
		err = errors.Join(err, e)
		return n
	}
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch key {
		case "origin":
			s.Origin = value
		case "campaign":
			s.Campaign = value
		case "checkpoint":
			size, root, _ := strings.Cut(value, " ")
			s.Size, s.Root = uint64(number(size)), root
		case "time":
			s.Time = number(value)
		case "people":
			s.People = int(number(value))
		case "pledged":
			s.Pledged = int(number(value))
		case "issued":
			s.Issued = int(number(value))
		case "file":
			hex, name, _ := strings.Cut(value, " ")
			d, e := signer.ParseDigest(hex)
			if name != filepath.Base(name) || name == SummaryFile {
				e = errors.New("a file outside the pack")
			}
			s.Files[name], err = d, errors.Join(err, e)
		}
	}
	if err == nil && (s.text() != text || !bytes.HasPrefix([]byte(text), []byte(packHeader+"\n"))) {
		err = fmt.Errorf("%w: the summary is spelled in another way", signer.ErrEncoding)
	}
	return s, err
}
