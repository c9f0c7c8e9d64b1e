package report

import (
	"archive/zip"
	"bytes"
	"crypto"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// An evidence pack (bukti dukung) is a directory: the report in its forms, the list of people, the
// ledger's checkpoint, the trust list, and a summary that binds them, signed by a registrar.
// EVIDENCE.md is the format.
const (
	packHeader     = "ikrar/evidence/v1"
	SummaryFile    = "ringkasan.note"
	checkpointFile = "titik-periksa.note"
	trustFile      = "trust.note"
)

// maxPackFile bounds a file of a pack in bytes: a workbook of 10 million rows is not what a
// ministry reads.
const maxPackFile = 1 << 30

// registrarName is the name under which a registrar signs summaries.
func registrarName(origin string) string { return origin + "/registrar" }

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

// MakePack makes the files of a pack, by name. tables are those beside its own; checkpoint is the
// note under which the figures are to be audited.
func MakePack(r *Report, l *ledger.Ledger, key crypto.Signer, checkpoint trust.Checkpoint,
	checkpointNote []byte, tables map[string][]byte) (map[string][]byte, error) {
	_, list := l.Trust()
	all := map[string][]byte{checkpointFile: checkpointNote, trustFile: list}
	for name, data := range tables {
		all[name] = data
	}
	s := Summary{Origin: l.Origin(), Campaign: r.Campaign.ID, Size: checkpoint.Size, Root: checkpoint.Root.String(),
		Time: r.Now.Unix(), People: r.Total.People, Pledged: r.Total.Pledged, Issued: r.Total.Issued,
		Files: map[string]signer.Digest{}}
	for name, data := range all {
		s.Files[name] = sha256.Sum256(data)
	}
	by, err := trust.NoteSigner(registrarName(s.Origin), key)
	if err != nil {
		return nil, err
	}
	signed, err := note.Sign(&note.Note{Text: s.text()}, by)
	all[SummaryFile] = signed
	return all, err
}

// WritePack writes the files of a pack into an empty or absent directory. One that was absent is
// there whole or not at all, however the process ends: of a half nobody could tell what it lacks.
func WritePack(dir string, pack map[string][]byte) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	parent, begun := filepath.Dir(dir), dir
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		begun = filepath.Join(parent, "."+filepath.Base(dir)+".unfinished")
		if err := os.RemoveAll(begun); err != nil { // of a process that was killed
			return err
		}
	}
	if err := files.MakeDir(begun); err != nil {
		return err
	}
	for name, data := range pack {
		if err := files.Replace(filepath.Join(begun, name), data, files.Private); err != nil {
			return err
		}
	}
	if begun == dir {
		return nil
	}
	if err := os.Rename(begun, dir); err != nil {
		return err
	}
	return files.SyncDir(parent)
}

// ZipPack writes the files of a pack as an archive, which has no folder of its own: what unpacks it
// makes one, and that is the directory that [CheckPack] takes.
func ZipPack(out io.Writer, pack map[string][]byte, at time.Time) error {
	z := zip.NewWriter(out)
	for _, name := range slices.Sorted(maps.Keys(pack)) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
		if err == nil {
			_, err = w.Write(pack[name])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

func (s Summary) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\norigin %s\ncampaign %s\ncheckpoint %d %s\ntime %d\npeople %d\npledged %d\nissued %d\n",
		packHeader, s.Origin, s.Campaign, s.Size, s.Root, s.Time, s.People, s.Pledged, s.Issued)
	for _, name := range slices.Sorted(maps.Keys(s.Files)) {
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
	packUnreadable = "unreadable" // missing, or not in its form
	PackUnsigned   = "unsigned"   // by no registrar of the trust list
	packChanged    = "changed"    // not the file that was summed up
	packForeign    = "foreign"    // in the directory, and not in the summary
	packCheckpoint = "checkpoint" // not signed by the ledger and its quorum, or of another size or root
)

func (e *PackError) Error() string { return fmt.Sprintf("%s: %s: %v", e.File, e.Why, e.Err) }
func (e *PackError) Unwrap() error { return e.Err }

// CheckPack checks a pack by a trust list that the caller has from elsewhere: the summary is a
// registrar's, every file is the one that it names and none is beside them, and the checkpoint is
// the ledger's and its witnesses'.
func CheckPack(dir string, list *trust.List) (Summary, string, error) {
	signed, err := readPackFile(dir, SummaryFile)
	if err != nil {
		return Summary{}, "", err
	}
	s, name, err := openSummary(signed, list)
	if err != nil {
		return Summary{}, "", err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return s, name, err
	}
	for _, e := range entries {
		if _, ok := s.Files[e.Name()]; !ok && e.Name() != SummaryFile {
			return s, name, &PackError{e.Name(), packForeign, errors.New("not in the summary")}
		}
	}
	for _, file := range slices.Sorted(maps.Keys(s.Files)) {
		data, err := readPackFile(dir, file)
		if err != nil {
			return s, name, err
		}
		if sha256.Sum256(data) != s.Files[file] {
			return s, name, &PackError{file, packChanged, errors.New("another SHA-256")}
		}
		if file != checkpointFile {
			continue
		}
		if err := s.checkCheckpoint(data, list); err != nil {
			return s, name, &PackError{file, packCheckpoint, err}
		}
	}
	return s, name, nil
}

// readPackFile reads a file of a pack that somebody sent: a regular file, not a link out of the
// directory.
func readPackFile(dir, name string) ([]byte, error) {
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > maxPackFile) {
		err = fmt.Errorf("not a regular file of at most %d bytes", maxPackFile)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, &PackError{name, packUnreadable, err}
	}
	return data, nil
}

// checkCheckpoint holds the pack's checkpoint against the summary, and its signatures against the
// trust list.
func (s Summary) checkCheckpoint(signed []byte, list *trust.List) error {
	c, err := list.Policy.Open(signed)
	switch {
	case err != nil:
		return err
	case c.Size != s.Size || c.Root.String() != s.Root:
		return fmt.Errorf("of %d entries", c.Size)
	case !list.Policy.Met(c.Names(0)):
		return fmt.Errorf("cosigned by %q", c.Names(0))
	}
	return nil
}

// openSummary opens a summary by the registrar who signed it.
func openSummary(signed []byte, list *trust.List) (Summary, string, error) {
	for _, registrar := range list.Registrars {
		n, err := note.Open(signed, note.VerifierList(trust.LogKey(registrarName(list.Origin), registrar.Key)))
		var stranger *note.UnverifiedNoteError
		if errors.As(err, &stranger) {
			continue
		}
		if err != nil {
			return Summary{}, "", &PackError{SummaryFile, PackUnsigned, err}
		}
		s, err := parseSummary(n.Text)
		if err == nil && s.Origin != list.Origin {
			err = fmt.Errorf("of %s", s.Origin)
		}
		if _, ok := s.Files[checkpointFile]; err == nil && (!ok || s.Size == 0) {
			err = errors.New("it names no checkpoint")
		}
		if err != nil {
			return s, "", &PackError{SummaryFile, packUnreadable, err}
		}
		if !registrar.Holds(s.Size - 1) {
			return s, "",
				&PackError{SummaryFile, PackUnsigned, fmt.Errorf("%s signs entries %d to %d, not %d", registrar.Name,
					registrar.First, registrar.Last, s.Size-1)}
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
