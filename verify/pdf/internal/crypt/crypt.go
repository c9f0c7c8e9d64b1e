// Package crypt opens PDF files that are encrypted under no password, as those are that only forbid
// printing or editing (ISO 32000-2 section 7.6): every reader opens them without a question.
//
// What it uses is weak by today's measure, and that is of no concern: it hides nothing and vouches
// for nothing.
package crypt

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"slices"
)

// Method is how a kind of data is encrypted.
type Method string

// The methods, by the names of crypt filters.
const (
	Identity Method = "Identity" // not at all
	RC4      Method = "V2"
	AES128   Method = "AESV2"
	AES256   Method = "AESV3"
)

// Dict is an encryption dictionary of the standard security handler.
type Dict struct {
	V, R             int
	Length           int // bits of the key
	O, U, UE         []byte
	P                int32
	ID               []byte // the first half of the file's identifier
	EncryptMetadata  bool
	Streams, Strings Method
}

// Key is what opens a file.
type Key struct {
	dict Dict
	key  []byte
}

// The padding of ISO 32000-1 algorithm 2.
var padding = []byte("\x28\xbf\x4e\x5e\x4e\x75\x8a\x41\x64\x00\x4e\x56\xff\xfa\x01\x08" +
	"\x2e\x2e\x00\xb6\xd0\x68\x3e\x80\x2f\x0c\xa9\xfe\x64\x53\x69\x7a")

// Open returns the key of a file whose user password is empty; not ok where it is another, or where
// the file is encrypted in a way that is not known here.
func Open(d Dict) (*Key, bool) {
	var key []byte
	switch {
	case d.V < 1 || d.V > 5 || d.V == 3:
		return nil, false
	case d.R == 5 || d.R == 6:
		key = key256(d)
	case d.R >= 2 && d.R <= 4 && len(d.O) >= 32 && len(d.U) >= 16:
		key = key128(d)
	}
	return &Key{d, key}, key != nil
}

// key128 makes the key by algorithm 2, and holds it against the dictionary by 4 and 5.
func key128(d Dict) []byte {
	n := 5
	if d.R >= 3 {
		n = min(max(d.Length/8, 5), 16)
	}
	h := md5.New()
	h.Write(padding)
	h.Write(d.O[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(d.P)))
	h.Write(d.ID)
	if d.R >= 4 && !d.EncryptMetadata {
		h.Write([]byte{255, 255, 255, 255})
	}
	key := h.Sum(nil)
	if d.R >= 3 {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	key = key[:n]
	if d.R == 2 {
		if len(d.U) < 32 || !bytes.Equal(byRC4(key, padding), d.U[:32]) {
			return nil
		}
		return key
	}
	sum := md5.Sum(append(slices.Clone(padding), d.ID...))
	check := sum[:]
	for i := range 20 {
		turned := slices.Clone(key)
		for j := range turned {
			turned[j] ^= byte(i)
		}
		check = byRC4(turned, check)
	}
	if !bytes.Equal(check, d.U[:16]) {
		return nil
	}
	return key
}

// key256 opens the key that the dictionary holds, by algorithm 2.A.
func key256(d Dict) []byte {
	if len(d.U) < 48 || len(d.UE) < 32 || !bytes.Equal(hash(d.R, d.U[32:40]), d.U[:32]) {
		return nil
	}
	block, err := aes.NewCipher(hash(d.R, d.U[40:48]))
	if err != nil {
		return nil
	}
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(key, d.UE[:32])
	return key
}

// hash is algorithm 2.B of the empty password; revision 5 has its first step alone.
func hash(revision int, salt []byte) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	if revision == 5 {
		return k
	}
	for round := 0; ; round++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		rest := 0 // 256 is 1 modulo 3, so that the sum of 16 bytes tells
		for _, b := range e[:16] {
			rest += int(b)
		}
		switch rest % 3 {
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		case 2:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// Stream returns the bytes of a stream of an object in the clear.
func (k *Key) Stream(number, generation int, data []byte) []byte {
	return k.open(k.dict.Streams, number, generation, data)
}

// String returns a string of an object in the clear.
func (k *Key) String(number, generation int, data []byte) []byte {
	return k.open(k.dict.Strings, number, generation, data)
}

// Metadata says whether streams of metadata are encrypted too.
func (k *Key) Metadata() bool { return k.dict.EncryptMetadata }

func (k *Key) open(method Method, number, generation int, data []byte) []byte {
	switch method {
	case RC4:
		return byRC4(k.ofObject(number, generation, ""), data)
	case AES128:
		return byAES(k.ofObject(number, generation, "sAlT"), data)
	case AES256:
		return byAES(k.key, data)
	}
	return data
}

// ofObject is the key of one object: algorithm 1.
func (k *Key) ofObject(number, generation int, salt string) []byte {
	b := slices.Clone(k.key)
	b = append(b, byte(number), byte(number>>8), byte(number>>16), byte(generation), byte(generation>>8))
	sum := md5.Sum(append(b, salt...))
	return sum[:min(len(k.key)+5, 16)]
}

func byRC4(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return data
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// byAES opens what begins with 16 bytes of an initialization vector and ends with 1 to 16 bytes of
// padding.
func byAES(key, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 32 {
		return nil
	}
	out := make([]byte, (len(data)-16)/16*16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:16+len(out)])
	if n := int(out[len(out)-1]); n >= 1 && n <= 16 {
		out = out[:len(out)-n]
	}
	return out
}
