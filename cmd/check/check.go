// Package check is the one answer of both commands that verify: it reads an input wherever it is,
// finds the proof in it, checks it against a trust list that this computer knows, asks a ledger
// where one is at hand, and says in words what came of it.
package check

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/document"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
	"ikrar/verify/trust"
)

// maxInput bounds what is read of one input, in bytes; scan refuses far less.
const maxInput = 256 << 20

// Ledger is what an institution's own ledger adds to an answer: revocation, typed codes, and the
// very file.
type Ledger interface {
	verify.Status
	Origin() string
	// ProofOf returns the full proof of a code; an error that wraps [remote.ErrUnknown]
	// where there is none, or [remote.ErrErased].
	ProofOf(code verify.Code) ([]byte, error)
	// File holds a PDF against what was issued for a pledge, by its digest; issued is nil where
	// nothing was.
	File(pledge signer.Digest, pdf []byte) (file verify.File, issued *signer.Issuance, err error)
	// Issued is the certificate of a pledge as it was issued, byte for byte; nil where it cannot be
	// had. Who has no ledger at hand asks for it by its code.
	Issued(pledge signer.Digest, code verify.Code) ([]byte, error)
}

// Checker answers for inputs.
type Checker struct {
	Lang   phrase.Lang
	Known  []*trust.List // never empty
	Ledger Ledger        // nil where none is at hand
	Online *Online       // nil where nothing is to be asked over a network; else it goes before Ledger
	Now    int64         // Unix seconds
	Stdin  io.Reader     // for "-"

	Kept func(*trust.List) string // a root and since when it is believed, in words; nil where that is not known
}

// isPledge says whether a file is what `ikrar pledge` writes for HR: a statement alone, by its
// array of four. Its name tells it from a short proof gone wrong, which step 1 refuses.
func isPledge(name string, short []byte) bool {
	return strings.EqualFold(filepath.Ext(name), ".pledge") && bytes.HasPrefix(short, []byte{0x84})
}

// Check answers for one input: a file, "-" for standard input, or a text.
func (c *Checker) Check(input string) answer.Answer {
	data, name, typed, err := c.read(input)
	if err != nil {
		return c.unread(name, err)
	}
	if bytes.HasPrefix(data, []byte(verify.PrintMark)) {
		return c.unread(name, errPrint)
	}
	found, err := scan.Find(data)
	pictured := found.QR != "" && !found.Drawn // in a PDF: paper that was scanned, of which no ledger knows the file
	switch {
	case typed && (err == scan.ErrNothing || err == scan.ErrEmpty):
		err = errNeither
	case found.Kind == scan.PDF:
		found, err = c.ofPDF(data, found, err)
	case found.Kind == scan.Image && err == scan.ErrNothing:
		err = errNoPicture
	case isPledge(name, found.Short):
		err = &scan.FormatError{Format: filepath.Base(name), Remedy: scan.RemedyPledge}
	}
	if err != nil {
		return c.unread(name, err)
	}
	proof := found.Full
	switch {
	case found.Short != nil:
		proof = found.Short
	case found.Code != "":
		if proof, err = c.byCode(found.Code); err != nil {
			return c.unread(name, err)
		}
	case proof == nil:
		proof = []byte(found.QR)
	}
	var file []byte
	if found.Kind == scan.PDF && !pictured {
		file = data
		if found.File != nil {
			file = found.File
		}
	}
	return c.answer(name, proof, file)
}

// answer checks a proof, and the file it came in where there is one.
func (c *Checker) answer(name string, proof, file []byte) answer.Answer {
	list, ledger := c.Known[0], c.Ledger
	var status verify.Status
	p, err := verify.Read(proof)
	if err == nil {
		list = choose(c.Known, p)
	}
	if err == nil && c.Online != nil {
		published := c.Online.of(list)
		list, ledger = published.Trust(), published
		if full, ok := published.Include(p); ok {
			proof = full
		}
	}
	asked := ledger != nil && ledger.Origin() == list.Origin
	if asked {
		status = ledger
	}
	r := verify.Check(proof, list, status, c.Now)
	var number string
	if file != nil { // step 8 does not wait for step 1
		what, args := verify.FileUnchecked, []any(nil)
		if asked && r.Steps[4].OK != nil && *r.Steps[4].OK {
			what, number, r.Differences, err = ofFile(ledger, r.Proof, file)
			if err != nil {
				args = []any{"detail", err.Error()}
			}
		}
		r.CheckFile(what, args...)
	}
	if r.File == verify.FileUnchecked && r.Proof != nil && file != nil && document.Contradicts(file, r.Proof) {
		return c.unread(name, errContradicts)
	}
	a := answer.New(c.Lang, name, r, list, c.Now)
	a.Number = number
	c.explainRoots(&a, r, proof)
	return a
}

// choose finds the list to check a proof against: the one whose registrar the proof's credential
// names, or the first.
func choose(known []*trust.List, proof verify.Proof) *trust.List {
	for _, t := range known {
		if _, ok := t.Registrar(proof.Credential.KeyID()); ok {
			return t
		}
	}
	return known[0]
}

// byCode asks for the proof of a code: the institutions whose trust lists are known, in turn, or
// the ledger at hand.
func (c *Checker) byCode(code string) (proof []byte, err error) {
	if c.Online == nil && c.Ledger == nil {
		return nil, errNoLedger
	}
	if c.Online == nil {
		return c.Ledger.ProofOf(verify.Code(code))
	}
	for _, t := range c.Known {
		if proof, err = c.Online.of(t).ProofOf(verify.Code(code)); err == nil {
			break
		}
	}
	return proof, err
}

var errNoLedger = errors.New("a code alone needs the ledger")

// read returns an input's bytes, and its name for the answer. typed says that it is a text itself,
// not a file.
func (c *Checker) read(input string) (data []byte, name string, typed bool, err error) {
	if input == "-" {
		data, err = io.ReadAll(io.LimitReader(c.Stdin, maxInput+1))
		return data, "-", false, tooLarge(data, err)
	}
	f, err := os.Open(input)
	if err == nil {
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, input, false, &fs.PathError{Op: "read", Path: input, Err: errDirectory}
		}
		data, err = io.ReadAll(io.LimitReader(f, maxInput+1))
		return data, input, false, tooLarge(data, err)
	}
	if looksLikeFile(input) || errors.Is(err, fs.ErrPermission) {
		return nil, input, false, err
	}
	return []byte(input), short(input), true, nil
}

var errNeither = errors.New("neither a file nor a proof")

var errDirectory = errors.New("is a directory")

func tooLarge(data []byte, err error) error {
	if err == nil && len(data) > maxInput {
		err = &scan.LimitError{Have: int64(len(data)), Limit: maxInput, Unit: scan.Bytes}
	}
	return err
}

// looksLikeFile tells a file's name that is not there from a text that was meant to be checked.
func looksLikeFile(input string) bool {
	switch strings.ToLower(filepath.Ext(input)) {
	case ".pdf", ".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif", ".avif",
		".tlog-proof", ".txt", ".note", ".zip", ".eml", ".docx":
		return !strings.Contains(input, "#")
	}
	return false
}

// short names a text by its beginning.
func short(text string) string {
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return text
}
