package trust

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// The signature types of C2SP signed-note and tlog-cosignature that ikrar uses.
const (
	algEd25519     = 1 // logs and roots
	algCosignature = 4 // witnesses: a time precedes the signature
)

// VerifierKey is a key of signed notes: NAME+HASH+base64(ALG || 32 bytes) (C2SP signed-note). It is
// a [note.Verifier] that applies the one Ed25519 rule.
type VerifierKey struct {
	name      string
	algorithm byte
	key       eddsa.PublicKey
}

// LogKey returns the verifier key by which a log or a root signs.
func LogKey(name string, key eddsa.PublicKey) VerifierKey { return VerifierKey{name, algEd25519, key} }

// WitnessKey returns the verifier key by which a witness cosigns.
func WitnessKey(name string, key eddsa.PublicKey) VerifierKey {
	return VerifierKey{name, algCosignature, key}
}

// ParseVerifierKey reads a verifier key, in its one spelling, and refuses keys that may not be
// listed.
func ParseVerifierKey(text string) (VerifierKey, error) {
	name, rest, _ := strings.Cut(text, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || len(raw) != 1+len(eddsa.PublicKey{}) || raw[0] != algEd25519 && raw[0] != algCosignature {
		return VerifierKey{}, fmt.Errorf("%w: %.200q is not a verifier key of type 1 or 4", signer.ErrEncoding, text)
	}
	if err := signer.CheckKeyName(name); err != nil {
		return VerifierKey{}, fmt.Errorf("%w: verifier key name: %v", signer.ErrEncoding, err)
	}
	k := VerifierKey{name, raw[0], eddsa.PublicKey(raw[1:])}
	if k.String() != text {
		return VerifierKey{}, fmt.Errorf("%w: %.200q is not the one spelling of its verifier key",
			signer.ErrEncoding, text)
	}
	return k, k.key.Check()
}

// String gives the key's one spelling.
func (k VerifierKey) String() string {
	var hash [4]byte
	binary.BigEndian.PutUint32(hash[:], k.KeyHash())
	key := append([]byte{k.algorithm}, k.key[:]...)
	return k.name + "+" + hex.EncodeToString(hash[:]) + "+" + base64.StdEncoding.EncodeToString(key)
}

// Name returns the key's name: the origin of a log, a witness's own name.
func (k VerifierKey) Name() string { return k.name }

// Key returns the Ed25519 key itself.
func (k VerifierKey) Key() eddsa.PublicKey { return k.key }

// KeyHash returns the note key ID: the first 4 bytes of SHA-256(name || "\n" || ALG || key).
func (k VerifierKey) KeyHash() uint32 {
	sum := sha256.Sum256(append([]byte(k.name+"\n"+string([]byte{k.algorithm})), k.key[:]...))
	return binary.BigEndian.Uint32(sum[:])
}

// Verify reports whether sig is the key's signature of the note text msg.
func (k VerifierKey) Verify(msg, sig []byte) bool {
	if k.algorithm == algCosignature {
		t, ok := cosignatureTime(sig)
		if !ok {
			return false
		}
		msg, sig = cosigned(t, msg), sig[8:]
	}
	return len(sig) == len(eddsa.Signature{}) && k.key.Verify(msg, eddsa.Signature(sig)) == nil
}

// cosigned is the message of a v1 cosignature (C2SP tlog-cosignature).
func cosigned(t int64, checkpoint []byte) []byte {
	return append(fmt.Appendf(nil, "cosignature/v1\ntime %d\n", t), checkpoint...)
}

// cosignatureTime reads the Unix seconds at the head of a timestamped signature.
func cosignatureTime(sig []byte) (int64, bool) {
	if len(sig) != 8+len(eddsa.Signature{}) || sig[0] >= 0x80 {
		return 0, false
	}
	return int64(binary.BigEndian.Uint64(sig)), true
}

// checkSignatureLines refuses a note, which [note.Open] has read, whose signatures are not in the
// one spelling of their base64: spare bits that no byte uses would give one signature four
// spellings, and one note four digests.
func checkSignatureLines(signed []byte) error {
	block := signed[bytes.LastIndex(signed, []byte("\n\n"))+2:]
	for line := range strings.Lines(string(block)) {
		encoded := strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n")
		if _, err := base64.StdEncoding.Strict().DecodeString(encoded); err != nil {
			return fmt.Errorf("%w: a signature is spelled in another way", signer.ErrEncoding)
		}
	}
	return nil
}

// noteSigner signs notes with any crypto.Signer.
type noteSigner struct {
	VerifierKey
	key  crypto.Signer
	time int64 // of a cosignature
}

// NoteSigner returns a [note.Signer] for trust lists and checkpoints.
func NoteSigner(name string, key crypto.Signer) (note.Signer, error) {
	pub, err := eddsa.PublicKeyOf(key)
	return noteSigner{VerifierKey: LogKey(name, pub), key: key}, err
}

// Cosigner returns a [note.Signer] that cosigns a checkpoint as a witness at the given Unix second.
func Cosigner(name string, key crypto.Signer, now int64) (note.Signer, error) {
	pub, err := eddsa.PublicKeyOf(key)
	return noteSigner{VerifierKey: WitnessKey(name, pub), key: key, time: now}, err
}

func (s noteSigner) Sign(msg []byte) ([]byte, error) {
	if s.algorithm == algCosignature {
		sig, err := s.key.Sign(nil, cosigned(s.time, msg), crypto.Hash(0))
		return append(binary.BigEndian.AppendUint64(nil, uint64(s.time)), sig...), err
	}
	return s.key.Sign(nil, msg, crypto.Hash(0))
}
