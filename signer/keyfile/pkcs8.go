package keyfile

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"
)

// maxRounds bounds what a file may ask for before its passphrase is known to be right: openssl asks
// for 2,048, others for some hundred thousand.
const maxRounds = 10_000_000

// sealed is PKCS#8's EncryptedPrivateKeyInfo with PBES2, RFC 8018 appendix A.
type sealed struct {
	Algorithm struct {
		Scheme asn1.ObjectIdentifier
		Params struct {
			KDF struct {
				OID    asn1.ObjectIdentifier
				Params struct {
					Salt   []byte
					Rounds int
					Length int                      `asn1:"optional"`
					PRF    pkix.AlgorithmIdentifier `asn1:"optional"`
				}
			}
			Cipher struct {
				OID asn1.ObjectIdentifier
				IV  []byte
			}
		}
	}
	Data []byte
}

var (
	oidPBES2  = "1.2.840.113549.1.5.13"
	oidPBKDF2 = "1.2.840.113549.1.5.12"
	// keyLengths are those of AES-128, -192 and -256 in CBC.
	keyLengths = map[string]int{"2.16.840.1.101.3.4.1.2": 16, "2.16.840.1.101.3.4.1.22": 24,
		"2.16.840.1.101.3.4.1.42": 32}
	// prfs are HMAC with SHA-1, which is also meant where none is named, and with SHA-2.
	prfs = map[string]func() hash.Hash{"": sha1.New, "1.2.840.113549.2.7": sha1.New,
		"1.2.840.113549.2.9": sha256.New, "1.2.840.113549.2.10": sha512.New384, "1.2.840.113549.2.11": sha512.New}
)

// parseSealedPKCS8 opens a key that openssl has encrypted: PBES2 with PBKDF2 and AES, its default.
func parseSealedPKCS8(der []byte, passphrase func() (Passphrase, error)) (o Unlocked, err error) {
	o.Program = OpenSSL
	var s sealed
	if rest, err := asn1.Unmarshal(der, &s); err != nil || len(rest) > 0 {
		return o, unopenedPKCS8(der)
	}
	kdf, length := s.Algorithm.Params.KDF, keyLengths[s.Algorithm.Params.Cipher.OID.String()]
	prf := prfs[kdf.Params.PRF.Algorithm.String()]
	if s.Algorithm.Scheme.String() != oidPBES2 || kdf.OID.String() != oidPBKDF2 || prf == nil || length == 0 ||
		kdf.Params.Rounds < 1 || kdf.Params.Rounds > maxRounds || len(s.Algorithm.Params.Cipher.IV) != aes.BlockSize ||
		len(s.Data) == 0 || len(s.Data)%aes.BlockSize != 0 {
		return o, form(FormPKCS8, "")
	}
	key, secret, err := decrypt(passphrase, func(secret []byte) (any, error) {
		key, err := pbkdf2.Key(prf, string(secret), kdf.Params.Salt, kdf.Params.Rounds, length)
		if err != nil {
			return nil, err
		}
		return openCBC(key, s.Algorithm.Params.Cipher.IV, s.Data)
	})
	if err == nil {
		o, err = ofPKCS8(key)
	}
	o.Encrypted, o.Untypable = true, untypable(secret)
	return o, err
}

// unopenedPKCS8 tells a key that is encrypted in another way from one that is not whole.
func unopenedPKCS8(der []byte) error {
	var any struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	if rest, err := asn1.Unmarshal(der, &any); err == nil && len(rest) == 0 {
		return form(FormPKCS8, "")
	}
	return form(FormCut, "PKCS#8")
}

// openCBC decrypts a PrivateKeyInfo; what does not parse was decrypted by another key.
func openCBC(key, iv, data []byte) (any, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	pad := int(plain[len(plain)-1])
	if pad == 0 || pad > aes.BlockSize || !bytes.Equal(plain[len(plain)-pad:], bytes.Repeat([]byte{byte(pad)}, pad)) {
		return nil, x509.IncorrectPasswordError
	}
	opened, err := x509.ParsePKCS8PrivateKey(plain[:len(plain)-pad])
	if err != nil {
		return nil, x509.IncorrectPasswordError
	}
	return opened, nil
}
