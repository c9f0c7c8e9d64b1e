package safekeeping

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"ikrar/ledger/office"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// A keys file is what a new machine needs beside a backup. It is sealed under a passphrase in the
// format of age (age-encryption.org/v1, scrypt), and in it is a tar archive: where no ikrar is at
// hand, `age -d FILE | tar x` opens it as well. Its first file says which backup it was made with:
//
//	ikrar keys v1
//	ikrar.contoh.example/buku
//	6
//	(the root in base64)
//
// The root's key is never in it, nor a registrar's: whoever learns the passphrase can read people's
// data in the backup, and can vouch for nobody.

const (
	keysMagic = "ikrar keys v1\n"
	keysName  = "ikrar.keys" // of the first file of the archive

	// maxKeys bounds a keys file, in bytes: an emblem, and a line for each erasure.
	maxKeys = 64 << 20

	// scryptWork is the work of one try at the passphrase, as a power of 2, and the most that is
	// done for a file: age's own default, a second and 256 MB.
	scryptWork = 18
)

var (
	// ErrKeys says that a file is no keys file.
	ErrKeys = errors.New("not a keys file")
	// ErrKeysDamaged says that a keys file was cut off or changed.
	ErrKeysDamaged = errors.New("the keys file is damaged")
	// ErrPassphrase says that a keys file does not open under a passphrase.
	ErrPassphrase = errors.New("the passphrase does not open the keys file")
)

// Keys is what a keys file holds.
type Keys struct {
	State trust.Checkpoint // of the backup that it was made with
	files []office.File    // by their paths from the home, with slashes
}

// KeysBeside is where the keys file of a backup is.
func KeysBeside(backup string) string { return backup + ".keys" }

// CollectKeys reads from a home what a new machine needs of it, beside a backup in this state. left
// is the emblem's path where that lies outside the home, which it stays.
func CollectKeys(h *office.Home, state trust.Checkpoint) (k Keys, left string, err error) {
	k.State = state
	needed := []string{"ikrar.toml", "trust.note", "keys/store.key", "keys/ledger.key"}
	maybe := []string{"keys/ledger.key.pub", "ledger.head", "ledger.erasures"}
	switch emblem := filepath.ToSlash(h.Config.Certificate.Emblem); {
	case emblem == "":
	case filepath.IsLocal(filepath.FromSlash(emblem)) && !strings.HasPrefix(emblem, "keys/"):
		maybe = append(maybe, emblem)
	default:
		left = h.Config.Certificate.Emblem
	}
	for _, name := range slices.Concat(needed, maybe) {
		data, err := files.ReadBounded(filepath.Join(h.Dir, filepath.FromSlash(name)), maxKeys)
		if errors.Is(err, fs.ErrNotExist) && slices.Contains(maybe, name) {
			continue
		}
		if err != nil {
			return k, left, err
		}
		k.files = append(k.files, office.File{Path: name, Data: data})
	}
	return k, left, nil
}

// Seal writes a keys file where there is none, whole or not at all.
func (k Keys) Seal(path string, passphrase []byte) error { return k.seal(path, passphrase, scryptWork) }

func (k Keys) seal(path string, passphrase []byte, work int) error {
	to, err := age.NewScryptRecipient(string(passphrase))
	if err != nil {
		return err
	}
	to.SetWorkFactor(work)
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, to)
	if err != nil {
		return err
	}
	archive := tar.NewWriter(w)
	head := office.File{Path: keysName, Data: []byte(keysMagic + k.State.Text())}
	for _, f := range append([]office.File{head}, k.files...) {
		h := &tar.Header{Name: f.Path, Mode: int64(files.Private), Size: int64(len(f.Data)), Format: tar.FormatPAX}
		if err := archive.WriteHeader(h); err != nil {
			return err
		}
		if _, err := archive.Write(f.Data); err != nil {
			return err
		}
	}
	if err := errors.Join(archive.Close(), w.Close()); err != nil {
		return err
	}
	return files.Create(path, sealed.Bytes(), files.Private)
}

// OpenKeys reads a keys file. It refuses with [ErrKeys], [ErrKeysDamaged] or [ErrPassphrase].
func OpenKeys(path string, passphrase []byte) (Keys, error) {
	sealed, err := readSealed(path)
	if err != nil {
		return Keys{}, err
	}
	by, err := age.NewScryptIdentity(string(passphrase))
	if err != nil {
		return Keys{}, ErrPassphrase
	}
	by.SetMaxWorkFactor(scryptWork)
	r, err := age.Decrypt(bytes.NewReader(sealed), by)
	if errors.As(err, new(*age.NoIdentityMatchError)) {
		return Keys{}, ErrPassphrase
	}
	if err != nil {
		return Keys{}, fmt.Errorf("%w: %w", ErrKeysDamaged, err)
	}
	plain, err := io.ReadAll(r) // all of it before any of it is believed
	if err != nil {
		return Keys{}, fmt.Errorf("%w: %w", ErrKeysDamaged, err)
	}
	return readKeys(tar.NewReader(bytes.NewReader(plain)))
}

// CheckKeys refuses a file that is missing, or none of keys, without the passphrase.
func CheckKeys(path string) error {
	_, err := readSealed(path)
	return err
}

func readSealed(path string) ([]byte, error) {
	sealed, err := files.ReadBounded(path, maxKeys)
	if err == nil && !IsKeys(sealed) {
		err = ErrKeys
	}
	return sealed, err
}

// IsKeys says whether a file is sealed as keys files are.
func IsKeys(data []byte) bool { return bytes.HasPrefix(data, []byte("age-encryption.org/v1\n")) }

// readKeys reads what the passphrase has opened: whoever wrote it knew that.
func readKeys(archive *tar.Reader) (k Keys, err error) {
	for {
		h, err := archive.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return k, fmt.Errorf("%w: %w", ErrKeysDamaged, err)
		}
		data, err := io.ReadAll(archive)
		if err != nil {
			return k, fmt.Errorf("%w: %w", ErrKeysDamaged, err)
		}
		if !filepath.IsLocal(filepath.FromSlash(h.Name)) {
			return k, ErrKeys
		}
		k.files = append(k.files, office.File{Path: h.Name, Data: data})
	}
	if len(k.files) == 0 || k.files[0].Path != keysName {
		return k, ErrKeys
	}
	text, ok := strings.CutPrefix(string(k.files[0].Data), keysMagic)
	if k.State, err = trust.ParseCheckpoint(text); !ok || err != nil {
		return k, ErrKeys
	}
	k.files = k.files[1:]
	return k, nil
}

// take takes one of the files out; nil where it is not there.
func (k *Keys) take(name string) []byte {
	i := slices.IndexFunc(k.files, func(f office.File) bool { return f.Path == name })
	if i < 0 {
		return nil
	}
	data := k.files[i].Data
	k.files = slices.Delete(slices.Clone(k.files), i, i+1)
	return data
}

// unpack writes the files below a directory, the trust list and public keys for everybody to read.
func (k Keys) unpack(dir string) error {
	for _, f := range k.files {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		mode := files.Private
		if f.Path == "trust.note" || strings.HasSuffix(f.Path, ".pub") {
			mode = files.Public
		}
		if err := os.MkdirAll(filepath.Dir(path), files.PrivateDir); err != nil {
			return err
		}
		if err := files.Create(path, f.Data, mode); err != nil {
			return err
		}
	}
	return nil
}
