// Package challenge gives nonces that are answered once, within a minute.
package challenge

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"sync"
	"time"

	"ikrar/signer/session"
)

// life is how long a nonce may be answered.
const life = time.Minute

// Desk gives nonces and knows its own. None is remembered until a registrar has answered it:
// whoever asks for a million takes no place from anybody. A nonce is the second in which it was
// given and its number, under a key that nobody else has and that ends with the process.
type Desk struct {
	block cipher.Block

	mutex sync.Mutex
	given uint64
	used  map[session.Nonce]time.Time
}

// New makes a desk with a key of its own.
func New() *Desk {
	var key [16]byte
	rand.Read(key[:])                   // never fails
	block, err := aes.NewCipher(key[:]) // nor does this, of 16 bytes
	if err != nil {
		panic(err)
	}
	return &Desk{block: block, used: map[session.Nonce]time.Time{}}
}

// Give makes a nonce.
func (c *Desk) Give(now time.Time) (n session.Nonce) {
	c.mutex.Lock()
	c.given++
	number := c.given
	c.mutex.Unlock()
	binary.BigEndian.PutUint64(n[:8], uint64(now.Unix()))
	binary.BigEndian.PutUint64(n[8:], number)
	c.block.Encrypt(n[:], n[:])
	return n
}

// Take says whether a nonce was given within the last minute and is used for the first time.
func (c *Desk) Take(n session.Nonce, now time.Time) bool {
	var open session.Nonce
	c.block.Decrypt(open[:], n[:])
	made := time.Unix(int64(binary.BigEndian.Uint64(open[:8])), 0)
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for old, at := range c.used {
		if now.Sub(at).Abs() > 2*life {
			delete(c.used, old)
		}
	}
	number := binary.BigEndian.Uint64(open[8:])
	if _, again := c.used[n]; again || number == 0 || number > c.given || now.Sub(made).Abs() > life {
		return false
	}
	c.used[n] = now
	return true
}
