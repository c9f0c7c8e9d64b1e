package roster

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"strings"
)

// Drawer is the private, encrypted, erasable store that the roster lies in.
type Drawer interface {
	// Get returns the value of a key; nil and no error where there is none.
	Get(key []byte) ([]byte, error)
	// Each calls f for every key with the prefix, in order of the keys. The
	// slices are valid during the call only. An error of f ends it and is returned.
	Each(prefix []byte, f func(key, value []byte) error) error
	// Swap sets each key to New, or deletes it where New is nil, durably, if it
	// has the value Old (nil: none). Where one has another, which somebody else
	// wrote meanwhile, none of the changes is made that were not before.
	Swap(changes []Change) error
}

// Change is one key, what was read of it and what is to be there. It is an
// alias so that a store can satisfy Drawer without importing this package.
type Change = struct{ Key, Old, New []byte }

// Roster is the people in a Drawer. Several processes may read and write it.
type Roster struct{ drawer Drawer }

// Open returns the roster in d. It reads nothing yet.
func Open(d Drawer) *Roster { return &Roster{drawer: d} }

const (
	personPrefix  = "p"
	subjectPrefix = "s"
)

func personKey(n NIP) []byte          { return []byte(personPrefix + string(n)) }
func subjectKey(s [8]byte) []byte     { return append([]byte(subjectPrefix), s[:]...) }
func nipOfKey(key []byte) NIP         { return NIP(key[len(personPrefix):]) }
func add(key, value []byte) Change    { return Change{Key: key, New: value} }
func wrap(what string, e error) error { return fmt.Errorf("roster: %s: %w", what, e) }

// Find returns the person with that NIP; false where there is none.
func (r *Roster) Find(n NIP) (Person, bool, error) {
	value, err := r.drawer.Get(personKey(n))
	if err != nil || value == nil {
		return Person{}, false, err
	}
	p, err := decodePerson(n, value)
	return p, err == nil, err
}

// BySubject returns the person with that pseudonym; false where there is none.
func (r *Roster) BySubject(s [8]byte) (Person, bool, error) {
	nip, err := r.drawer.Get(subjectKey(s))
	if err != nil || nip == nil {
		return Person{}, false, err
	}
	p, ok, err := r.Find(NIP(nip))
	if err != nil {
		return Person{}, false, err
	}
	if !ok || p.Subject != s {
		return Person{}, false, fmt.Errorf("roster: the index of subject %x does not lead to a person with it", s)
	}
	return p, true, nil
}

// Seq yields people; after an error nothing follows.
type Seq = iter.Seq2[Person, error]

var errEnough = errors.New("enough")

// List yields the people of a unit in order of their NIP, or all of them where
// unit is empty. Upper and lower case and runs of spaces do not matter. After an
// error nothing follows.
func (r *Roster) List(unit string) iter.Seq2[Person, error] {
	unit = strings.Join(strings.Fields(unit), " ")
	return func(yield func(Person, error) bool) {
		err := r.drawer.Each([]byte(personPrefix), func(key, value []byte) error {
			p, err := decodePerson(nipOfKey(key), value)
			if err != nil {
				return err
			}
			if unit != "" && !strings.EqualFold(unit, p.Unit) {
				return nil
			}
			if !yield(p, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(Person{}, err)
		}
	}
}

// Digest is of everybody in the roster, as they are stored: as long as it is the same, all of it
// is. It costs a third of what List does.
func (r *Roster) Digest() (sum [sha256.Size]byte, err error) {
	h, number := sha256.New(), [8]byte{}
	err = r.drawer.Each([]byte(personPrefix), func(key, value []byte) error {
		for _, part := range [][]byte{key, value} {
			binary.BigEndian.PutUint64(number[:], uint64(len(part)))
			h.Write(number[:])
			h.Write(part)
		}
		return nil
	})
	h.Sum(sum[:0])
	return sum, err
}

// Keys are those under which a person lies in the drawer: to erase the person is to take both off
// the disk, which the ledger does. Whoever is imported again later gets a new subject, so that
// nothing joins them to what was erased.
func (p Person) Keys() [][]byte { return [][]byte{personKey(p.NIP), subjectKey(p.Subject)} }
