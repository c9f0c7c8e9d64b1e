package backup

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"

	"ikrar/ledger/internal/store"
	"ikrar/verify/trust"
)

// The body of a backup is cut into chunks, each sealed with AES-256-GCM under a key of this file
// alone. The nonce is the chunk's number and whether it is the last, so that chunks can neither be
// moved nor be missing (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, as
// in age).

// ChunkSize is how much of the plaintext one chunk holds.
const ChunkSize = 64 << 10

// sealKeys derives from the store key the key of a backup with this head, and the mark by which a
// store key is known.
func sealKeys(storeKey []byte, h *sealHead) (cipher.AEAD, error) {
	id, err := hkdf.Key(sha256.New, storeKey, nil, Magic+" key id", len(h.keyID))
	if err != nil {
		return nil, err
	}
	if h.keyID == [8]byte{} {
		copy(h.keyID[:], id)
	} else if !bytes.Equal(h.keyID[:], id) {
		return nil, store.ErrStoreKey
	}
	key, err := hkdf.Key(sha256.New, storeKey, h.salt[:], h.text(), 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func sealNonce(chunk uint64, last bool) []byte {
	nonce := append(binary.BigEndian.AppendUint64(make([]byte, 3, 12), chunk), 0)
	if last {
		nonce[11] = 1
	}
	return nonce
}

// sealWriter seals what is written to it.
type sealWriter struct {
	w     io.Writer
	aead  cipher.AEAD
	chunk uint64
	plain []byte
}

func NewSealWriter(w io.Writer, storeKey []byte, state trust.Checkpoint) (*sealWriter, error) {
	h := sealHead{state: state}
	if _, err := rand.Read(h.salt[:]); err != nil {
		return nil, err
	}
	aead, err := sealKeys(storeKey, &h)
	if err != nil {
		return nil, err
	}
	_, err = io.WriteString(w, h.text())
	return &sealWriter{w: w, aead: aead, plain: make([]byte, 0, ChunkSize)}, err
}

func (s *sealWriter) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		if len(s.plain) == ChunkSize { // full, and now known not to be the last
			if err := s.flush(false); err != nil {
				return n, err
			}
		}
		k := min(len(p), ChunkSize-len(s.plain))
		s.plain, p, n = append(s.plain, p[:k]...), p[k:], n+k
	}
	return n, nil
}

func (s *sealWriter) flush(last bool) error {
	_, err := s.w.Write(s.aead.Seal(nil, sealNonce(s.chunk, last), s.plain, nil))
	s.chunk, s.plain = s.chunk+1, s.plain[:0]
	return err
}

// Close writes the last chunk. Without it the backup is a damaged one.
func (s *sealWriter) Close() error { return s.flush(true) }

// sealReader opens what a sealWriter sealed, chunk by chunk: what it gives out is as it was
// written.
type sealReader struct {
	r     *bufio.Reader
	aead  cipher.AEAD
	chunk uint64
	plain []byte // of the open chunk, what is not read yet
	last  bool
}

func (s *sealReader) Read(p []byte) (int, error) {
	for len(s.plain) == 0 {
		if s.last {
			return 0, io.EOF
		}
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.plain)
	s.plain = s.plain[n:]
	return n, nil
}

func (s *sealReader) next() error {
	sealed := make([]byte, ChunkSize+s.aead.Overhead())
	n, err := io.ReadFull(s.r, sealed)
	switch {
	case err == nil:
		_, err := s.r.Peek(1)
		s.last = err == io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF:
		s.last = true
	default:
		return err
	}
	if s.plain, err = s.aead.Open(sealed[:0], sealNonce(s.chunk, s.last), sealed[:n], nil); err != nil {
		return damaged(err)
	}
	s.chunk++
	return nil
}
