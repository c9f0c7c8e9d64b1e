package keyfile

import (
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"
)

// Create makes a new random key and writes it to path (0600) and its public line to path+".pub" (0644), both on disk
// when it returns. An empty passphrase leaves the private file unencrypted: asking for that is the caller's to demand.
// The comment is written into both files; see [ParsePublic] for what it may hold.
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
	if err := writeNew(path, private, 0o600); err != nil {
		return nil, err
	}
	if err := writeNew(path+".pub", line, 0o644); err != nil {
		return nil, errors.Join(err, os.Remove(path))
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return nil, errors.Join(err, os.Remove(path), os.Remove(path+".pub"))
	}
	return pub, nil
}

func marshalPrivate(key ed25519.PrivateKey, passphrase []byte, comment string) ([]byte, error) {
	var block *pem.Block
	var err error
	if len(passphrase) == 0 {
		block, err = ssh.MarshalPrivateKey(key, comment)
	} else {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(key, comment, passphrase)
	}
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(block), nil
}

// writeNew writes a file that must not exist yet, and removes it again where it cannot be written whole.
func writeNew(path string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
