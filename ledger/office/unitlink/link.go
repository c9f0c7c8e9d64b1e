// Package unitlink is links for the personnel desks of units: who holds one sees how far that unit
// is and whose signature is missing there, and nothing else.
//
// A link is https://HOST/opd#TOKEN. The token is 128 random bits, made by the officer's program and
// given out once; of it the SHA-256 alone is kept, in a drawer (STORE.md, section 15), with the
// unit, until when, and who made it. What follows the # is sent in a header, and stands in no log.
//
// [PlanLinks] shows what is to be made, [Links] are that, [All] lists, [Revoke] ends. [Board] is
// what a server answers. A link stays when the registrar who made it is retired, until it is
// revoked or ends: it opens nothing of that registrar's, and the list says whose it is.
package unitlink

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/crockford"
)

// Path is where the page lies on its server.
const Path = "/opd"

// Token opens a link.
type Token [16]byte

// tokenLetters is how many letters of five bits hold a token; the last two bits are zero.
const tokenLetters = 26

// NewToken makes one.
func NewToken() (t Token) {
	rand.Read(t[:]) // never fails
	return t
}

// String is how a token is written behind the # of a link.
func (t Token) String() string { return crockford.Encode(append(t[:], 0), tokenLetters) }

// ParseToken reads a token as people and programs write it.
func ParseToken(s string) (t Token, ok bool) {
	s = crockford.Typed(s)
	if len(s) != tokenLetters || !crockford.Valid(s) {
		return t, false
	}
	for n := range len(s) * 5 {
		bit := strings.IndexByte(crockford.Alphabet, s[n/5]) >> (4 - n%5) & 1
		if n < 8*len(t) {
			t[n/8] |= byte(bit << (7 - n%8))
		} else if bit != 0 {
			return Token{}, false
		}
	}
	return t, true
}

// Address is the link of a token at an institution's address.
func Address(url string, t Token) string { return url + Path + "#" + t.String() }

func (t Token) digest() signer.Digest { return signer.DigestOf(t[:]) }

// State is what becomes of a link.
type State string

const (
	Open    State = "open"
	Ended   State = "ended"
	Revoked State = "revoked"
)

// Link is one as it is kept: without its token.
type Link struct {
	ID        string // by which people name it: the first 40 bits of the hash
	Unit      string
	Until     int64  // Unix seconds, exclusive
	By        string // the registrar who made it
	Made      int64
	Note      string
	Revoked   int64  // 0 for not
	RevokedBy string // a registrar
	Used      int64  // when it was first opened on the last day that it was; 0 for never

	digest signer.Digest
	raw    []byte // the row
}

// State is that of a moment.
func (l Link) State(now time.Time) State {
	switch {
	case l.Revoked != 0:
		return Revoked
	case now.Unix() >= l.Until:
		return Ended
	}
	return Open
}

// drawerName is the drawer of links.
const drawerName = "unit-links"

// Rows of the drawer begin with what they are: a link, or when it was used, and go on with the
// SHA-256 of the token.
const rowLink, rowUsed = "l", "u"

// row is how a link is kept.
type row struct {
	Unit      string `json:"unit"`
	Until     int64  `json:"until"`
	By        string `json:"by"`
	Made      int64  `json:"made"`
	Note      string `json:"note,omitempty"`
	Revoked   int64  `json:"revoked,omitempty"`
	RevokedBy string `json:"revoked_by,omitempty"`
}

func drawer(i *office.Institution) ledger.Drawer { return i.Ledger.Drawer(drawerName) }

func key(kind string, d signer.Digest) []byte { return append([]byte(kind), d[:]...) }

// read reads a row.
func read(d signer.Digest, raw []byte) (Link, error) {
	var r row
	if err := json.Unmarshal(raw, &r); err != nil {
		return Link{}, err
	}
	l := Link{Unit: r.Unit, Until: r.Until, By: r.By, Made: r.Made, Note: r.Note, Revoked: r.Revoked,
		RevokedBy: r.RevokedBy, raw: slices.Clone(raw)}
	l.named(d)
	return l, nil
}

// named gives a link its place, and the name that comes of it.
func (l *Link) named(d signer.Digest) { l.digest, l.ID = d, crockford.Encode(d[:], 8) }

// write is the row of a link.
func (l Link) write() []byte {
	raw, err := json.Marshal(row{l.Unit, l.Until, l.By, l.Made, l.Note, l.Revoked, l.RevokedBy})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return raw
}

// All lists the links of an institution, by unit and the newest first.
func All(i *office.Institution) (all []Link, err error) {
	used := map[signer.Digest]int64{}
	err = drawer(i).Each(nil, func(k, value []byte) error {
		if len(k) != 1+len(signer.Digest{}) {
			return nil
		}
		d := signer.Digest(k[1:])
		if string(k[:1]) == rowUsed {
			used[d], _ = strconv.ParseInt(string(value), 10, 64)
			return nil
		}
		l, err := read(d, value)
		all = append(all, l)
		return err
	})
	for n := range all {
		all[n].Used = used[all[n].digest]
	}
	slices.SortFunc(all, func(a, b Link) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), -cmp.Compare(a.Made, b.Made), cmp.Compare(a.ID, b.ID))
	})
	return all, err
}

// find is the link of a token.
func find(i *office.Institution, t Token) (Link, bool, error) {
	d := t.digest()
	raw, err := drawer(i).Get(key(rowLink, d))
	if err != nil || raw == nil {
		return Link{}, false, err
	}
	l, err := read(d, raw)
	return l, err == nil, err
}

// Revoke ends links, in the name of a registrar. What has ended meanwhile stays as it is.
func Revoke(i *office.Institution, links []Link, by string) error {
	for _, l := range links {
		for l.State(i.Now()) == Open {
			gone := l
			gone.Revoked, gone.RevokedBy = i.Now().Unix(), by
			err := drawer(i).Swap([]struct{ Key, Old, New []byte }{{key(rowLink, l.digest), l.raw, gone.write()}})
			if err == nil {
				break
			}
			if !errors.Is(err, ledger.ErrChanged) {
				return err
			}
			raw, err := drawer(i).Get(key(rowLink, l.digest))
			if err != nil {
				return err
			}
			if l, err = read(l.digest, raw); err != nil {
				return err
			}
		}
	}
	return nil
}
