package roster

import (
	"crypto/pbkdf2"
	"crypto/sha256"
	"fmt"
	"io"
	"time"
)

// Whoever repeats an erasure must hear that it is done, and whoever mistypes a number must not. So
// a fingerprint of an erased number stays, and the day. It is slow to compute, under a salt that
// nobody has without the store, for numbers can be guessed: who reads the store and tries a number
// can learn that it was erased, and on which day, and nothing else.
const (
	erasedPrefix = "e"
	saltSize     = 16
	dayLayout    = time.DateOnly
)

func saltKey() []byte { return []byte(erasedPrefix) }

// fingerprint is the key under which the erasure of a number is remembered.
func fingerprint(n NIP, salt []byte) ([]byte, error) {
	sum, err := pbkdf2.Key(sha256.New, string(n), salt, erasedRounds, sha256.Size)
	return append(saltKey(), sum...), err
}

// Forget remembers that the number is erased on this day. The caller then takes the person's keys
// off the disk: a process that is stopped in between has forgotten nobody, since a person who is
// found was not erased.
func (r *Roster) Forget(n NIP, day time.Time, rand io.Reader) error {
	salt, err := r.drawer.Get(saltKey())
	if err != nil {
		return wrap("forget", err)
	}
	var changes []Change
	if salt == nil {
		salt = make([]byte, saltSize)
		if _, err := io.ReadFull(rand, salt); err != nil {
			return wrap("draw a salt", err)
		}
		changes = append(changes, add(saltKey(), salt))
	}
	k, err := fingerprint(n, salt)
	if err != nil {
		return wrap("forget", err)
	}
	old, err := r.drawer.Get(k)
	if err != nil {
		return wrap("forget", err)
	}
	changes = append(changes, Change{Key: k, Old: old, New: []byte(day.Format(dayLayout))})
	return r.drawer.Swap(changes)
}

// Erased returns the day on which a number that is not in the roster was erased; false where it
// never was, as far as the roster remembers.
func (r *Roster) Erased(n NIP) (day time.Time, ok bool, err error) {
	salt, err := r.drawer.Get(saltKey())
	if err != nil || salt == nil {
		return time.Time{}, false, err
	}
	k, err := fingerprint(n, salt)
	if err != nil {
		return time.Time{}, false, wrap("erased", err)
	}
	value, err := r.drawer.Get(k)
	if err != nil || value == nil {
		return time.Time{}, false, err
	}
	if day, err = time.Parse(dayLayout, string(value)); err != nil {
		return time.Time{}, false, fmt.Errorf("roster: the day of an erasure: %w", err)
	}
	return day, true, nil
}
