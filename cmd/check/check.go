// Package check is what both commands that verify share: it reads an input wherever it is, finds the proof in it, checks
// it against a trust list that this computer knows, and asks a ledger where one is at hand.
package check

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
)

// MaxInput bounds what is read of one input, in bytes; scan refuses far less.
const MaxInput = 256 << 20

// Ledger is what an institution's own ledger adds to an answer: revocation, typed codes, and the very file.
type Ledger interface {
	verify.Status
	Origin() string
	// ProofOf returns the full proof of a code; an error that wraps [ErrUnknown] where there is none, or [ErrErased].
	ProofOf(code verify.Code) ([]byte, error)
	// File says what was issued for a pledge; issued is nil where nothing was.
	File(pledge signer.Digest, pdf []byte) (file verify.File, issued *signer.Issuance, err error)
	// Issued makes the certificate of a pledge again, byte for byte; nil where that cannot be.
	Issued(pledge signer.Digest) ([]byte, error)
}

// ErrUnknown says that a ledger does not know a code.
var ErrUnknown = errors.New("not known to the ledger")

// ErrErased says that a ledger knows a code, and that the data of its pledge were erased.
var ErrErased = errors.New("erased from the ledger")

// Checker answers for inputs.
type Checker struct {
	Lang   phrase.Lang
	Known  []*verify.Trust // never empty
	Ledger Ledger          // nil where none is at hand
	Online *Online         // nil where nothing is to be asked over a network; else it goes before Ledger
	Now    int64           // Unix seconds
	Stdin  io.Reader       // for "-"

	Kept func(*verify.Trust) string // a root and since when it is believed, in words; nil where that is not known
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
	pictured := found.QR != "" // in a PDF: paper that was scanned, of which no ledger knows the file
	switch {
	case errors.Is(err, scan.ErrNothing) && typed:
		err = errNeither
	case found.Kind == scan.PDF:
		found, err = c.ofPDF(data, found, err)
	}
	if err != nil {
		return c.unread(name, err)
	}
	proof := found.Full
	switch {
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
	}
	return c.answer(name, proof, file)
}

// answer checks a proof, and the file it came in where there is one.
func (c *Checker) answer(name string, proof, file []byte) answer.Answer {
	trust, ledger := c.Known[0], c.Ledger
	var status verify.Status
	p, err := verify.Read(proof)
	if err == nil {
		trust = Choose(c.Known, p)
	}
	if err == nil && c.Online != nil {
		published := c.Online.of(trust)
		trust, ledger = published.trust, published
		if full, ok := published.include(p); ok {
			proof = full
		}
	}
	asked := ledger != nil && ledger.Origin() == trust.Origin
	if asked {
		status = ledger
	}
	r := verify.Check(proof, trust, status, c.Now)
	var number string
	if file != nil && r.Proof != nil {
		what, args := verify.FileUnchecked, []any(nil)
		if asked && r.Steps[4].OK != nil && *r.Steps[4].OK {
			var issued *signer.Issuance
			what, issued, err = ledger.File(r.Proof.Pledge.Digest(), file)
			if err != nil {
				what, args = verify.FileUnchecked, []any{"detail", err.Error()}
			} else if issued != nil {
				number = issued.Number
			}
			r.Differences = differences(ledger, what, issued, r.Proof, file)
		}
		r.CheckFile(what, args...)
	}
	if r.File == verify.FileUnchecked && r.Proof != nil && contradicts(file, r.Proof) {
		return c.unread(name, errContradicts)
	}
	a := answer.New(c.Lang, name, r, trust, c.Now)
	a.Number = number
	c.explainRoots(&a, r, proof)
	return a
}

// byCode asks for the proof of a code: the institutions whose trust lists are known, in turn, or the ledger at hand.
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

// read returns an input's bytes, and its name for the answer. typed says that it is a text itself, not a file.
func (c *Checker) read(input string) (data []byte, name string, typed bool, err error) {
	if input == "-" {
		data, err = io.ReadAll(io.LimitReader(c.Stdin, MaxInput+1))
		return data, "-", false, tooLarge(data, err)
	}
	f, err := os.Open(input)
	if err == nil {
		defer f.Close()
		if info, err := f.Stat(); err == nil && info.IsDir() {
			return nil, input, false, &fs.PathError{Op: "read", Path: input, Err: errDirectory}
		}
		data, err = io.ReadAll(io.LimitReader(f, MaxInput+1))
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
	if err == nil && len(data) > MaxInput {
		err = &scan.LimitError{Have: int64(len(data)), Limit: MaxInput, Unit: scan.Bytes}
	}
	return err
}

// looksLikeFile tells a file's name that is not there from a text that was meant to be checked.
func looksLikeFile(input string) bool {
	switch strings.ToLower(filepath.Ext(input)) {
	case ".pdf", ".png", ".jpg", ".jpeg", ".tlog-proof", ".txt", ".note":
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

// unread answers for an input in which nothing could be read.
func (c *Checker) unread(name string, err error) answer.Answer {
	key, args := "check.unreadable", []any{"detail", err.Error()}
	var limit *scan.LimitError
	switch {
	case errors.Is(err, errPrint):
		key = "check.print"
	case errors.Is(err, errSeveral):
		key = "check.several"
	case errors.Is(err, errContradicts):
		key = "check.contradicts"
	case errors.Is(err, errNoLedger):
		key = "check.code-alone"
	case errors.Is(err, ErrErased):
		a := answer.Unread(c.Lang, name, Phrases.Say(c.Lang, "check.code-erased"))
		a.Status = verify.StateErased
		return a
	case errors.Is(err, ErrUnknown):
		key = "check.code-unknown"
	case errors.Is(err, errDirectory):
		key = "check.directory"
	case errors.Is(err, errNeither):
		key = "check.neither"
	case errors.Is(err, fs.ErrPermission):
		key = "check.denied"
	case errors.Is(err, fs.ErrNotExist):
		key = "check.missing"
	case errors.Is(err, scan.ErrAmbiguous):
		key = "check.ambiguous"
	case errors.Is(err, scan.ErrEncrypted):
		key = "check.encrypted"
	case errors.Is(err, scan.ErrForeign):
		key = "check.foreign"
	case errors.Is(err, scan.ErrNothing):
		key = "check.nothing"
	case errors.Is(err, scan.ErrPDF), errors.Is(err, scan.ErrImage), errors.Is(err, scan.ErrFormat):
		key = "check.damaged"
	case errors.As(err, &limit):
		key, args = "check.large", []any{"limit", fmt.Sprint(limit.Limit), "unit", limit.Unit}
	}
	return answer.Unread(c.Lang, name, Phrases.Say(c.Lang, key, args...))
}

// Phrases are the sentences about inputs that could not be read, and about ledgers that could not be asked.
var Phrases = phrase.Book{
	"online.unreachable": {ID: "{host} tidak dapat dihubungi: {why}", EN: "{host} cannot be reached: {why}"},
	"online.roots": {ID: "{host} menyajikan daftar kepercayaan {origin} dari kunci akar {offered}, sedangkan di sini dipercaya {kept}: dua kunci akar yang berbeda memakai nama itu. Tanyakan sidik jarinya kepada lembaga itu. Dengan ikrar trust unpin {origin} yang tersimpan di sini dilepas, bila itu yang keliru.",
		EN: "{host} serves a trust list of {origin} by the root key {offered}, and here {kept} is believed: two different root keys claim that name. Ask the institution for its fingerprint. By ikrar trust unpin {origin} the one kept here is let go, if it is the wrong one."},
	"check.kept": {ID: "{fingerprint}, tersimpan sejak {since} di {path}", EN: "{fingerprint}, kept since {since} in {path}"},
	"check.roots": {ID: "Sertifikat ini menyebut alamat atau nama {institution}, tetapi petugas pendaftarnya tidak ada dalam daftar yang dipercaya di sini (kunci akar {kept}). Mungkin daftar itu sudah lama: periksa dengan --online, atau simpan trust.note yang baru. Bila tetap begini, dua kunci akar yang berbeda memakai nama {origin}: tanyakan sidik jarinya kepada lembaga itu. Dengan ikrar trust unpin {origin} yang tersimpan di sini dilepas, bila itu yang keliru.",
		EN: "This certificate gives the address or the name of {institution}, but its registrar is not in the list that is believed here (root key {kept}). That list may be an old one: check with --online, or keep the new trust.note. If this stays, two different root keys claim the name {origin}: ask the institution for its fingerprint. By ikrar trust unpin {origin} the one kept here is let go, if it is the wrong one."},
	"online.failed":      {ID: "{host} tidak menjawab dengan benar ({what}): {why}", EN: "{host} gave no good answer ({what}): {why}"},
	"online.trust":       {ID: "daftar kepercayaan", EN: "trust list"},
	"online.status":      {ID: "daftar status", EN: "status list"},
	"online.checkpoint":  {ID: "titik periksa", EN: "checkpoint"},
	"online.tiles":       {ID: "ubin", EN: "tiles"},
	"online.certificate": {ID: "penerbitan sertifikat", EN: "issuance"},

	"check.unreadable":   {ID: "Tidak dapat dibaca: {detail}", EN: "Cannot be read: {detail}"},
	"check.missing":      {ID: "Tidak ada berkas dengan nama itu.", EN: "There is no file of that name."},
	"check.denied":       {ID: "Berkas ini tidak boleh dibuka oleh pengguna ini.", EN: "This user may not open this file."},
	"check.neither":      {ID: "Tidak ada berkas dengan nama itu, dan sebagai teks pun tidak ada bukti di dalamnya. Pindai kode QR pada dokumen asli, atau ketik kodenya.", EN: "There is no file of that name, and as a text it holds no proof either. Scan the QR code on the original document, or type its code."},
	"check.directory":    {ID: "Ini direktori; sebutkan berkas di dalamnya.", EN: "This is a directory; name a file in it."},
	"check.nothing":      {ID: "Tidak ditemukan bukti yang dapat dibaca. Pindai kode QR pada dokumen asli, atau ketik kodenya.", EN: "No readable proof was found. Scan the QR code on the original document, or type its code."},
	"check.foreign":      {ID: "Kode QR di dalamnya bukan kode QR sertifikat ikrar.", EN: "The QR code in it is not that of an ikrar certificate."},
	"check.ambiguous":    {ID: "Di dalamnya ada beberapa bukti yang berbeda. Periksa satu per satu: pindai kode QR yang tercetak.", EN: "It holds several different proofs. Check them one by one: scan the printed QR code."},
	"check.print":        {ID: "Berkas ini dibuat untuk mencetak banyak sertifikat sekaligus. Ia sendiri bukan sertifikat siapa pun dan tidak diterbitkan. Periksa berkas masing-masing, atau pindai kode QR pada tiap halaman.", EN: "This file was made to print many certificates at once. It is nobody's certificate itself, and was not issued. Check each one's own file, or scan the QR code on each page."},
	"check.several":      {ID: "Halaman-halamannya memuat kode QR dari beberapa sertifikat. Periksa berkas masing-masing, atau pindai kode QR pada tiap halaman.", EN: "Its pages show the QR codes of several certificates. Check each one's own file, or scan the QR code on each page."},
	"check.contradicts":  {ID: "Kode QR pada halamannya dan bukti yang terlampir adalah milik dua sertifikat yang berbeda: PDF ini bukan berkas yang diterbitkan. Periksa kode QR yang tercetak pada dokumen asli.", EN: "The QR code on its page and the attached proof belong to two different certificates: this PDF is not as it was issued. Check the QR code printed on the original document."},
	"check.encrypted":    {ID: "PDF ini terenkripsi. Periksa kode QR pada halamannya.", EN: "This PDF is encrypted. Check the QR code on its page."},
	"check.damaged":      {ID: "Berkas ini rusak, atau bukan PDF, PNG, JPEG, maupun teks.", EN: "This file is damaged, or neither a PDF, PNG, JPEG nor a text."},
	"check.large":        {ID: "Terlalu besar untuk diperiksa (batas {limit} {unit}).", EN: "Too large to check (limit {limit} {unit})."},
	"check.code-alone":   {ID: "Sebuah kode saja hanya dapat diperiksa di buku besar: beri --online, atau periksa kode QR-nya.", EN: "A code alone can only be checked in the ledger: give --online, or check the QR code."},
	"check.code-erased":  {ID: "Komitmen dengan kode ini tercatat, tetapi data pribadinya telah dihapus; isinya tidak dapat ditampilkan lagi.", EN: "A pledge with this code is recorded, but its personal data have been erased; what it said cannot be shown again."},
	"check.code-unknown": {ID: "Kode ini tidak ada dalam buku besar. Periksa ketikannya, atau pindai kode QR pada dokumen.", EN: "This code is not in the ledger. Check your typing, or scan the QR code on the document."},
}
