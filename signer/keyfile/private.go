package keyfile

import (
	"bytes"
	"crypto"
	"crypto/ecdh"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Open reads the private key file at path. It calls passphrase only where the file is encrypted,
// once, and tries each of the forms that what it returns may have been given to bcrypt in; an error
// of passphrase is returned, wrapped. The returned signer is an [ed25519.PrivateKey], its Public an
// [ed25519.PublicKey].
//
// Errors to branch on: [*PermissionError] (not on Windows, where mode bits mean nothing),
// [ErrPassphrase], [ErrPassphraseNeeded] (passphrase is nil), [ErrIsPublic], [*FormError],
// [ErrNotEd25519], [ErrFormat], and those of [os.Open].
func Open(path string, passphrase func() (Passphrase, error)) (crypto.Signer, error) {
	o, err := Unlock(path, passphrase)
	if err != nil {
		return nil, err
	}
	return o.Key, nil
}

// Unlocked is a private key, and what is to be said about it and its passphrase.
type Unlocked struct {
	Key       ed25519.PrivateKey
	Encrypted bool
	// Untypable says why nobody could type the passphrase that opened it: nil for all that
	// [Passphrase.New] makes, and for those that are only too short. Such keys were made by
	// programs that took the bytes of a file as they stood.
	Untypable *PassphraseError
	// Program is whose form the file has where it is not OpenSSH's.
	Program Program
}

// Program is whose form a private key file has.
type Program string

// The programs whose unencrypted keys are opened beside OpenSSH's.
const (
	OpenSSH Program = ""
	OpenSSL Program = "openssl" // PKCS#8, in PEM or DER; password managers export it too
	PuTTY   Program = "putty"   // .ppk of version 2 or 3
)

// Public is the key's public half.
func (u Unlocked) Public() ed25519.PublicKey { return u.Key.Public().(ed25519.PublicKey) }

// Unlock is [Open] for who wants to know how the key was opened. Program is right beside an error
// of the passphrase too.
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
		return Unlocked{Program: o.Program}, fmt.Errorf("%s: %w", path, err)
	}
	return o, nil
}

// UnlockBytes is [Unlock] of what is in a key file, which nobody keeps on this machine: handed over
// by its owner for one use.
func UnlockBytes(data []byte, passphrase func() (Passphrase, error)) (Unlocked, error) {
	switch {
	case len(data) > maxFile:
		return Unlocked{}, fmt.Errorf("%w: more than %d bytes", ErrFormat, maxFile)
	case looksPublic(data):
		return Unlocked{}, ErrIsPublic
	}
	return parsePrivate(data, passphrase)
}

// looksPublic tells a public key from a private key file, whatever its algorithm.
func looksPublic(data []byte) bool {
	text := readable(data)
	if isPrivate(data, text) {
		return false
	}
	unwrapped, err := unwrap(text)
	return err != nil || len(publicLines(unwrapped)) > 0
}

// parsePrivate decodes a private key file of any program that is known here.
func parsePrivate(data []byte, passphrase func() (Passphrase, error)) (o Unlocked, err error) {
	text := readable(data)
	if strings.Contains(text, puttyMark) {
		return parsePuTTY(text, passphrase)
	}
	if key, err := x509.ParsePKCS8PrivateKey(data); err == nil { // DER, without its PEM
		return ofPKCS8(key)
	}
	label, body := armored(text)
	switch label {
	case "OPENSSHPRIVATEKEY":
		return parseOpenSSH(body, passphrase)
	case "PRIVATEKEY":
		key, err := x509.ParsePKCS8PrivateKey(body)
		if err != nil {
			return o, form(FormCut, "PKCS#8")
		}
		return ofPKCS8(key)
	case "ENCRYPTEDPRIVATEKEY":
		return parseSealedPKCS8(body, passphrase)
	case "RSAPRIVATEKEY", "ECPRIVATEKEY", "DSAPRIVATEKEY":
		return o, form(FormAlgorithm, strings.TrimSuffix(label, "PRIVATEKEY"))
	case "":
		return o, unknown(data, text)
	}
	return o, unknown(data, "BEGIN "+label)
}

// ofPKCS8 takes a key that crypto/x509 has parsed.
func ofPKCS8(key any) (Unlocked, error) {
	switch key := key.(type) {
	case ed25519.PrivateKey:
		return Unlocked{Key: key, Program: OpenSSL}, nil
	case *ecdh.PrivateKey:
		return Unlocked{}, form(FormExchange, "X25519")
	case *rsa.PrivateKey:
		return Unlocked{}, form(FormAlgorithm, "RSA")
	}
	return Unlocked{}, form(FormAlgorithm, "EC")
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

// ciphers are those that x/crypto/ssh opens.
var ciphers = []string{"none", "aes256-ctr", "aes256-cbc"}

// parseOpenSSH decodes OpenSSH's own form. The envelope is read first, so that a passphrase is only
// ever asked for a key that can be used; the decryption is the library's, which bounds the cost of
// bcrypt.
func parseOpenSSH(body []byte, passphrase func() (Passphrase, error)) (o Unlocked, err error) {
	env, err := parseEnvelope(body)
	if err != nil {
		return o, err
	}
	data := pem.EncodeToMemory(&pem.Block{Type: privatePEM, Bytes: body})
	var raw any
	if env.Cipher == "none" {
		if raw, err = ssh.ParseRawPrivateKey(data); err != nil {
			err = fmt.Errorf("%w: %w", ErrFormat, err)
		}
	} else {
		var secret []byte
		raw, secret, err = decrypt(passphrase, func(secret []byte) (any, error) {
			return ssh.ParseRawPrivateKeyWithPassphrase(data, secret)
		})
		o.Encrypted, o.Untypable = true, untypable(secret)
	}
	if err == nil {
		o.Key, err = checkPair(raw, env.Public)
	}
	return o, err
}

func parseEnvelope(body []byte) (*envelope, error) {
	blob, ok := bytes.CutPrefix(body, []byte(privateMagic))
	if !ok {
		return nil, form(FormGarbled, "")
	}
	var env envelope
	if err := ssh.Unmarshal(blob, &env); err != nil {
		return nil, form(FormCut, "")
	}
	if env.Keys != 1 {
		return nil, fmt.Errorf("%w: %d keys in one file, want 1", ErrFormat, env.Keys)
	}
	switch name := algorithm(env.Public); {
	case strings.HasPrefix(name, "sk-"):
		return nil, form(FormHardware, name)
	case name != ssh.KeyAlgoED25519:
		return nil, form(FormAlgorithm, name)
	case !slices.Contains(ciphers, env.Cipher):
		return nil, form(FormCipher, env.Cipher)
	}
	return &env, nil
}

// decrypt asks for the passphrase and returns the key with the form of it that opened it. open
// returns [x509.IncorrectPasswordError] for a wrong one.
func decrypt(passphrase func() (Passphrase, error), open func(secret []byte) (any, error)) (
	raw any, secret []byte, err error) {
	if passphrase == nil {
		return nil, nil, ErrPassphraseNeeded
	}
	given, err := passphrase()
	if err != nil {
		return nil, nil, fmt.Errorf("passphrase: %w", err)
	}
	for _, secret := range given.forms() {
		raw, err := open(secret)
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
