package ledger

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"iter"
	"os"

	"ikrar/signer"
)

// An audit needs statements and receipts in the order of entries, and the store has them in the order of digests. For a log
// that fits in the caches they are looked up one by one. For a nation's, where each would be a block read and decrypted for
// its sake alone, they are read once in the store's order and dealt out into hands by the entries that the receipts name.
// The hands are a convenience that proves nothing: what they lack is looked up, and what they hold is checked like the rest.

const (
	handEntries = 8 << 10  // entries a hand: some 6 MB of statements
	handFlush   = 16 << 10 // bytes of a hand that are kept in memory while it is dealt
	handsLeast  = 1 << 20  // entries of a log that is worth dealing
)

// hands are what was dealt. They are in a temporary file, under a key that nobody keeps.
type hands struct {
	file *os.File
	key  cipher.Block
	end  int64
	all  map[uint64]*hand        // not by the size of the log, which is only what somebody wrote
	at   uint64                  // the hand that is held
	held map[signer.Digest]dealt // its cards
}

type hand struct {
	pending []byte
	written [][2]int64 // offsets in the file, from and to
}

// dealt is what belongs to one entry.
type dealt struct{ receipt, statement []byte }

// deal reads the whole store, for a log of size entries.
func deal(ctx context.Context, t txn, size uint64) (h *hands, err error) {
	h = &hands{all: map[uint64]*hand{}, at: size}
	if h.file, err = os.CreateTemp("", "ikrar-audit-"); err != nil {
		return nil, err
	}
	os.Remove(h.file.Name()) // where an open file cannot be removed, close does it
	key := make([]byte, 32)
	rand.Read(key) // never fails
	if h.key, err = aes.NewCipher(key); err == nil {
		err = h.dealAll(ctx, t, size)
	}
	if err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *hands) dealAll(ctx context.Context, t txn, size uint64) error {
	statement, stop := iter.Pull2(under(t, prefixStatement))
	defer stop()
	k, v, more := statement()
	for digest, raw := range under(t, prefixDigest) {
		r, err := unpack[receipt](raw)
		if err != nil || r.Index >= size {
			continue // whoever asks for it will see
		}
		for more && string(k[:]) < string(digest[:]) {
			k, v, more = statement()
		}
		if !more || k != digest || len(v) == 0 {
			continue // erased, or missing
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		p := h.all[r.Index/handEntries]
		if p == nil {
			p = &hand{}
			h.all[r.Index/handEntries] = p
		}
		p.pending = append(p.pending, digest[:]...)
		for _, b := range [][]byte{raw, v} {
			p.pending = append(binary.AppendUvarint(p.pending, uint64(len(b))), b...)
		}
		if len(p.pending) >= handFlush {
			if err := h.flush(p); err != nil {
				return err
			}
		}
	}
	for _, p := range h.all {
		if err := h.flush(p); err != nil {
			return err
		}
		p.pending = nil
	}
	return nil
}

// under yields the values of a prefix by the digests in their keys. They are the caller's until the next one.
func under(t txn, prefix byte) iter.Seq2[signer.Digest, []byte] {
	return func(yield func(signer.Digest, []byte) bool) {
		enough := errors.New("enough")
		// A scan that fails leaves entries out, and the audit that looks them up finds out why.
		_ = t.each([]byte{prefix}, func(k, v []byte) error {
			if len(k) == 1+len(signer.Digest{}) && !yield(signer.Digest(k[1:]), v) {
				return enough
			}
			return nil
		})
	}
}

// crypt encrypts or decrypts what stands at an offset. The offset counts bytes and the counter blocks of 16, so that no two
// places share a part of the key stream.
func (h *hands) crypt(b []byte, at int64) {
	var counter [aes.BlockSize]byte
	binary.BigEndian.PutUint64(counter[8:], uint64(at))
	cipher.NewCTR(h.key, counter[:]).XORKeyStream(b, b)
}

func (h *hands) flush(p *hand) error {
	h.crypt(p.pending, h.end)
	n, err := h.file.Write(p.pending)
	p.written = append(p.written, [2]int64{h.end, h.end + int64(n)})
	h.end += int64(n)
	p.pending = p.pending[:0]
	return err
}

// take returns what was dealt for an entry; nothing where it must be looked up. Entries are asked for in order.
func (h *hands) take(index uint64, digest signer.Digest) dealt {
	if h == nil {
		return dealt{}
	}
	if at := index / handEntries; at != h.at {
		h.at, h.held = at, h.pick(at)
	}
	return h.held[digest]
}

// pick takes up a hand. One that cannot be read is empty.
func (h *hands) pick(at uint64) map[signer.Digest]dealt {
	p := h.all[at]
	if p == nil {
		return nil
	}
	cards := make(map[signer.Digest]dealt, handEntries)
	for _, w := range p.written {
		b := make([]byte, w[1]-w[0])
		if _, err := h.file.ReadAt(b, w[0]); err != nil {
			return nil
		}
		h.crypt(b, w[0])
		field := func() (f []byte) {
			n, length := binary.Uvarint(b)
			f, b = b[length:length+int(n)], b[length+int(n):]
			return f
		}
		for len(b) > 0 {
			digest := signer.Digest(b)
			b = b[len(digest):]
			cards[digest] = dealt{field(), field()}
		}
	}
	return cards
}

func (h *hands) close() {
	if h != nil {
		h.file.Close()
		os.Remove(h.file.Name())
	}
}
