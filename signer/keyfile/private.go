package keyfile

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Open reads the private key file at path. It calls passphrase only where the file is encrypted,
// once, and tries each of the forms that what it returns may have been given to bcrypt in; an error
// of passphrase is returned, wrapped. The returned signer is an [ed25519.PrivateKey], its Public an
// [ed25519.PublicKey].
//
// Errors to branch on: [*PermissionError] (not on Windows, where mode bits mean nothing),
// [ErrPassphrase], [ErrPassphraseNeeded] (passphrase is nil), [ErrNotEd25519], [ErrIsPublic],
// [ErrFormat], and those of [os.Open].
func Open(path string, passphrase func() (Passphrase, error)) (crypto.Signer, error) {
	o, err := Unlock(path, passphrase)
	if err != nil {
		return nil, err
	}
	return o.Key, nil
}

// Unlocked is a private key, and what is to be said about its passphrase.
type Unlocked struct {
	Key       ed25519.PrivateKey
	Encrypted bool
	// Untypable says why nobody could type the passphrase that opened it: nil for all that
	// [Passphrase.New] makes, and for those that are only too short. Such keys were made by
	// programs that took the bytes of a file as they stood.
	Untypable *PassphraseError
}

// Public is the key's public half.
func (u Unlocked) Public() ed25519.PublicKey { return u.Key.Public().(ed25519.PublicKey) }

// Unlock is [Open] for who wants to know how the key was opened.
func Unlock(path string, passphrase func() (Passphrase, error)) (Unlocked, error) {
	data, mode, err := readFile(path)
	if err != nil {
		return Unlocked{}, err
	}
	// Before the mode: a public key is meant to be readable by all, and chmod would not turn it
	// into a private one.
	if looksPublic(data) {
		return Unlocked{}, fmt.Errorf("%s: %w", path, ErrIsPublic)
	}
	if err := checkMode(path, mode); err != nil {
		return Unlocked{}, err
	}
	o, err := parsePrivate(data, passphrase)
	if err != nil {
		return Unlocked{}, fmt.Errorf("%s: %w", path, err)
	}
	return o, nil
}

const (
	privatePEM   = "OPENSSH PRIVATE KEY"
	privateMagic = "openssh-key-v1\x00"
)

// envelope is the part of OpenSSH's PROTOCOL.key that is readable without a passphrase, after the
// magic.
type envelope struct {
	Cipher  string
	KDF     string
	KDFOpts string
	Keys    uint32
	Public  []byte
	Private []byte
	Rest    []byte `ssh:"rest"`
}

// parsePrivate decodes a private key file. The envelope is read first, so that a passphrase is only
// ever asked for a key that can be used; the decryption is the library's, which bounds the cost of
// bcrypt.
func parsePrivate(data []byte, passphrase func() (Passphrase, error)) (o Unlocked, err error) {
	env, err := parseEnvelope(data)
	if err != nil {
		return o, err
	}
	var raw any
	if env.Cipher == "none" {
		if raw, err = ssh.ParseRawPrivateKey(data); err != nil {
			err = fmt.Errorf("%w: %w", ErrFormat, err)
		}
	} else {
		var secret []byte
		raw, secret, err = decrypt(data, passphrase)
		o.Encrypted, o.Untypable = true, untypable(secret)
	}
	if err == nil {
		o.Key, err = checkPair(raw, env.Public)
	}
	return o, err
}

func parseEnvelope(data []byte) (*envelope, error) {
	block, _ := pem.Decode(data)
	if block == nil {
		return nil, fmt.Errorf("%w: no complete PEM block in it", ErrFormat)
	}
	if block.Type != privatePEM {
		if strings.HasSuffix(block.Type, " PRIVATE KEY") && block.Type != "ENCRYPTED PRIVATE KEY" {
			return nil, fmt.Errorf("%w (PEM %q)", ErrNotEd25519, block.Type) // RSA, EC, DSA
		}
		return nil, fmt.Errorf("%w: PEM %q, want %q", ErrFormat, block.Type, privatePEM)
	}
	blob, ok := bytes.CutPrefix(block.Bytes, []byte(privateMagic))
	if !ok {
		return nil, fmt.Errorf("%w: wrong magic", ErrFormat)
	}
	var env envelope
	if err := ssh.Unmarshal(blob, &env); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if env.Keys != 1 {
		return nil, fmt.Errorf("%w: %d keys in one file, want 1", ErrFormat, env.Keys)
	}
	if name := algorithm(env.Public); name != ssh.KeyAlgoED25519 {
		return nil, fmt.Errorf("%w (%q)", ErrNotEd25519, name)
	}
	return &env, nil
}

// decrypt returns the key with the form of the passphrase that opened it.
func decrypt(data []byte, passphrase func() (Passphrase, error)) (raw any, secret []byte, err error) {
	if passphrase == nil {
		return nil, nil, ErrPassphraseNeeded
	}
	given, err := passphrase()
	if err != nil {
		return nil, nil, fmt.Errorf("passphrase: %w", err)
	}
	for _, secret := range given.forms() {
		raw, err := ssh.ParseRawPrivateKeyWithPassphrase(data, secret)
		if err == nil {
			return raw, secret, nil
		}
		if !errors.Is(err, x509.IncorrectPasswordError) {
			return nil, nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
	}
	return nil, nil, ErrPassphrase // an empty one too: no key is encrypted with it
}

// checkPair refuses a private key whose public half is not its own. The file holds the public key
// three times, and only the seed decides: signing with another public key in the hash would give
// the private one away.
func checkPair(raw any, envelopePublic []byte) (ed25519.PrivateKey, error) {
	key, ok := raw.(*ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%w (%T)", ErrNotEd25519, raw)
	}
	own := ed25519.NewKeyFromSeed(key.Seed())
	if !own.Equal(*key) {
		return nil, fmt.Errorf("%w: the public key in it does not belong to the private one", ErrFormat)
	}
	if !bytes.Equal(envelopePublic, wire(own.Public().(ed25519.PublicKey))) {
		return nil, fmt.Errorf("%w: the public key before it does not belong to the private one", ErrFormat)
	}
	return own, nil
}
