package keyfile

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"ikrar/signer/files"
)

// The modes of a key's two files; the umask takes away from them.
const (
	privateMode fs.FileMode = 0o600 // ssh refuses it otherwise
	publicMode  fs.FileMode = 0o644 // it is there to be given away
)

// Create makes a new random key and writes it to path (0600) and its public line to path+".pub" (0644), both on disk
// when it returns. An empty passphrase leaves the private file unencrypted: asking for that is the caller's to demand.
// Any other is taken as [Passphrase.New] takes it, or refused with a [*PassphraseError].
// The comment is written into both files; see [ReadPublic] for what it may hold.
//
// No file is ever overwritten: where one of the two exists the error is [fs.ErrExist], and nothing is left behind.
func Create(path string, passphrase []byte, comment string) (ed25519.PublicKey, error) {
	pub, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return nil, err
	}
	line, err := MarshalPublic(pub, comment)
	if err != nil {
		return nil, err
	}
	private, err := marshalPrivate(key, passphrase, comment)
	if err != nil {
		return nil, err
	}
	// The private file comes first: a crash in between leaves a key whose public line ssh-keygen -y can write, and never
	// a public line that someone might enrol although nobody can sign for it.
	if err := writeNew(path, private, privateMode); err != nil {
		return nil, err
	}
	if err := writeNew(path+".pub", line, publicMode); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	if err := files.SyncDir(filepath.Dir(path)); err != nil {
		return nil, errors.Join(err, os.Remove(path), os.Remove(path+".pub"))
	}
	return pub, nil
}

// marshalPrivate is the one way to a key file, so that none is encrypted with what its owner cannot type.
func marshalPrivate(key ed25519.PrivateKey, passphrase []byte, comment string) ([]byte, error) {
	var block *pem.Block
	var err error
	if len(passphrase) == 0 {
		block, err = ssh.MarshalPrivateKey(key, comment)
	} else {
		var secret []byte
		if secret, err = Typed(passphrase).New(); err == nil {
			block, err = ssh.MarshalPrivateKeyWithPassphrase(key, comment, secret)
		}
	}
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(block), nil
}

// ChangePassphrase encrypts the file of a key anew: the same key, of mode 0600, under another passphrase, which is taken
// as [Passphrase.New] takes it. The new file is written beside the old one and opened once before it replaces that, so
// that at every moment one of the two passphrases opens what is there. The comment is written into it, since that of an
// encrypted file cannot be read. Copies of the file elsewhere stay as they are.
func ChangePassphrase(path string, key ed25519.PrivateKey, passphrase []byte, comment string) error {
	if len(passphrase) == 0 {
		return &PassphraseError{Why: PassphraseEmpty}
	}
	path, err := filepath.EvalSymlinks(path) // or the link is replaced, and the key behind it keeps the old passphrase
	if err != nil {
		return err
	}
	private, err := marshalPrivate(key, passphrase, comment)
	if err != nil {
		return err
	}
	f, err := files.Prepare(path, private, privateMode)
	if err != nil {
		return err
	}
	if err := opens(f.Temporary, key, passphrase); err != nil {
		return errors.Join(err, f.Discard())
	}
	return f.Replace()
}

// opens makes sure that what lies on the disk is the key, and opens by the passphrase.
func opens(path string, key ed25519.PrivateKey, passphrase []byte) error {
	o, err := Unlock(path, func() (Passphrase, error) { return Typed(passphrase), nil })
	if err == nil && !o.Key.Equal(key) {
		err = fmt.Errorf("%s: %w: another key was read back", path, ErrFormat)
	}
	return err
}

// writeNew writes a file that must not exist yet, and removes it again where it cannot be written whole.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = files.Sync(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
