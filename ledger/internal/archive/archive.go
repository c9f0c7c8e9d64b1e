// Package archive keeps issued PDFs: each in a file of its own, named by the SHA-256 of the PDF and
// sealed under a key of the store key and that digest. The same PDF is the same file anywhere: a
// backup need not carry it twice, and nobody can exchange two.
//
// A file is the line "ikrar pdf v1" and the PDF under AES-256-GCM. The key is HKDF-SHA256 of the
// store key, with the digest as salt and the line as info; so it seals this one PDF and nothing
// else, and the nonce is zero.
package archive

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/signer"
	"ikrar/signer/files"
)

const (
	magic  = "ikrar pdf v1"
	head   = magic + "\n"
	suffix = ".sealed"
	tag    = 16 // bytes that AES-GCM adds

	// MaxPDF bounds a PDF, in bytes; a certificate has some 30 KB.
	MaxPDF = 16 << 20
)

// ErrDamaged says that a file is not what was sealed under its name, or not under this store key.
var ErrDamaged = errors.New("the kept PDF is damaged")

// Archive is a directory of sealed PDFs. It may be used by several processes at once.
type Archive struct {
	dir string
	key []byte
}

// Open names an archive, whose directory is made when the first PDF is kept. Without a key
// it can list and remove, and nothing else.
func Open(dir string, storeKey []byte) *Archive { return &Archive{dir, storeKey} }

// path is where a PDF lies: in one of 256 directories, so that none grows large.
func (a *Archive) path(d signer.Digest) string {
	name := d.String()
	return filepath.Join(a.dir, name[:2], name+suffix)
}

func (a *Archive) aead(d signer.Digest) (cipher.AEAD, error) {
	key, err := hkdf.Key(sha256.New, a.key, d[:], magic, 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Keep seals a PDF and has it on disk when it returns, in the place of a file that may be damaged.
func (a *Archive) Keep(pdf []byte) error {
	if len(pdf) > MaxPDF {
		return fmt.Errorf("a PDF of %d bytes is no certificate", len(pdf))
	}
	d := signer.DigestOf(pdf)
	aead, err := a.aead(d)
	if err != nil {
		return err
	}
	return a.write(d, aead.Seal([]byte(head), make([]byte, aead.NonceSize()), pdf, nil))
}

func (a *Archive) write(d signer.Digest, sealed []byte) error {
	path := a.path(d)
	if err := files.MakeDir(filepath.Dir(path)); err != nil {
		return err
	}
	return files.Replace(path, sealed, files.Private)
}

// Get opens a PDF. Its error is [fs.ErrNotExist] or [ErrDamaged] where it cannot be had.
func (a *Archive) Get(d signer.Digest) ([]byte, error) {
	_, pdf, err := a.read(d)
	return pdf, err
}

func (a *Archive) read(d signer.Digest) (sealed, pdf []byte, err error) {
	sealed, err = files.ReadBounded(a.path(d), len(head)+MaxPDF+tag)
	if err != nil {
		return nil, nil, err
	}
	body, ok := bytes.CutPrefix(sealed, []byte(head))
	if !ok {
		return nil, nil, fmt.Errorf("%s: %w", a.path(d), ErrDamaged)
	}
	aead, err := a.aead(d)
	if err != nil {
		return nil, nil, err
	}
	pdf, err = aead.Open(nil, make([]byte, aead.NonceSize()), body, nil)
	if err != nil || signer.DigestOf(pdf) != d {
		return nil, nil, fmt.Errorf("%s: %w", a.path(d), ErrDamaged)
	}
	return sealed, pdf, nil
}

// Holds says whether a PDF of that length is kept, without opening it: a file that was cut off is
// not, one with a changed byte is.
func (a *Archive) Holds(d signer.Digest, length uint64) (bool, error) {
	info, err := os.Lstat(a.path(d))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && info.Mode().IsRegular() && uint64(info.Size()) == uint64(len(head)+tag)+length, err
}

// Length is how long a PDF is, by its file, which is not opened.
func (a *Archive) Length(d signer.Digest) (uint64, error) {
	info, err := os.Lstat(a.path(d))
	if err != nil || info.Size() < int64(len(head)+tag) {
		return 0, err
	}
	return uint64(info.Size()) - uint64(len(head)+tag), nil
}

// CopyTo writes the file of a PDF into another archive under the same store key, once it has been
// opened. Its errors are those of [Archive.Get].
func (a *Archive) CopyTo(to *Archive, d signer.Digest) error {
	sealed, _, err := a.read(d)
	if err != nil {
		return err
	}
	return to.write(d, sealed)
}

// Remove takes a PDF off the disk, with what a killed process left of writing it. Where there is
// none, that is no error.
func (a *Archive) Remove(d signer.Digest) error {
	path := a.path(d)
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	err := os.Remove(path)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, files.Sweep(path), files.SyncDir(dir))
}

// Each calls f for every PDF that lies here, damaged or not, in the order of digests. What has
// another name than a PDF's is passed over.
func (a *Archive) Each(f func(signer.Digest) error) error {
	shelves, err := os.ReadDir(a.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, shelf := range shelves {
		if !shelf.IsDir() || len(shelf.Name()) != 2 {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(a.dir, shelf.Name()))
		if err != nil {
			return err
		}
		for _, e := range entries {
			name, sealed := strings.CutSuffix(e.Name(), suffix)
			raw, err := hex.DecodeString(name)
			if !sealed || err != nil || len(raw) != len(signer.Digest{}) || name[:2] != shelf.Name() {
				continue
			}
			if err := f(signer.Digest(raw)); err != nil {
				return err
			}
		}
	}
	return nil
}
