package public

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/text"
	"ikrar/verify/tiles"
)

// errNone is of what is under no path.
var errNone = fmt.Errorf("path: %w", ledger.ErrNotFound)

func checkpoint(l *ledger.Ledger, _ string) (Content, error) {
	_, note, err := published(l)
	return Content{Body: note, Media: Text, Cache: Check}, err
}

// published returns the published checkpoint, which everything else stays below, and its size.
func published(l *ledger.Ledger) (size uint64, note []byte, err error) {
	c, note, err := l.Published()
	if err == nil && note == nil {
		err = ErrUnpublished
	}
	return c.Size, note, err
}

func tile(l *ledger.Ledger, path string) (Content, error) {
	t, ok := tiles.ParsePath(path)
	size, _, err := published(l)
	if err != nil {
		return Content{}, err
	}
	if !ok || !t.Within(size) {
		return Content{}, errNone
	}
	c := Content{Media: Tile, Cache: Forever, Large: t.Entries}
	if t.Width < tiles.Width {
		c.Cache = Short
	}
	if t.Entries {
		c.Body, err = l.Entries(t.N, t.Width)
	} else {
		c.Body, err = l.Tile(t.Level, t.N, t.Width)
	}
	return c, err
}

func trust(l *ledger.Ledger, _ string) (Content, error) {
	_, note := l.Trust()
	return Content{Body: note, Media: Text, Cache: Check, Large: true}, nil
}

// status gives the status list whole, so that nobody says which certificate is being looked at.
func status(l *ledger.Ledger, _ string) (Content, error) {
	list, err := l.StatusList()
	return Content{Body: list, Media: Status, Cache: Check}, err
}

func commitment(l *ledger.Ledger, value string) (Content, error) {
	d, err := digest(value)
	if err != nil {
		return Content{}, err
	}
	c := Content{Media: Text, Cache: Forever, Large: true}
	for _, t := range text.All() {
		if t.Digest() == d {
			c.Body = []byte(t.Body)
			return c, nil
		}
	}
	body, err := l.CommitmentText(d)
	c.Body = []byte(body)
	return c, err
}

func campaign(l *ledger.Ledger, id string) (Content, error) {
	c, err := l.Campaign(id)
	return Content{Body: c.Bytes(), Media: COSE, Cache: Check, Large: true}, err
}

func revocation(l *ledger.Ledger, value string) (Content, error) {
	index, err := strconv.ParseUint(value, 10, 53)
	if err != nil || strconv.FormatUint(index, 10) != value {
		return Content{}, errNone
	}
	why, err := l.Revocation(index)
	return Content{Body: why, Media: COSE, Cache: Check}, err
}

// Issuance is the answer about a certificate's file: nothing in it is a person's.
type Issuance struct {
	Number    string `json:"number"`
	Pledge    string `json:"pledge"` // digest, hexadecimal
	File      string `json:"file"`   // SHA-256 of the PDF, hexadecimal
	Length    uint64 `json:"length"` // of the PDF in bytes
	Time      int64  `json:"time"`   // Unix seconds by the registrar's clock
	Statement string `json:"statement"`

	Revocation []byte `json:"revocation,omitempty"` // the statement that revoked the certificate
}

// certificate finds an issuance by the SHA-256 of the PDF or by the digest of the pledge. The
// latter is for a file that something was appended to: only the issuance says how long it was.
func certificate(l *ledger.Ledger, value string) (Content, error) {
	d, err := digest(value)
	if err != nil {
		return Content{}, err
	}
	u, err := l.ByFile(d)
	if errors.Is(err, ledger.ErrNotFound) {
		u, err = l.IssuanceOf(d)
	}
	if err != nil {
		return Content{}, err
	}
	known, err := l.Receipt(u.Digest())
	if err != nil {
		return Content{}, err
	}
	if size, _, err := published(l); err != nil || known.Index >= size {
		return Content{}, errors.Join(err, ErrUnpublished) // no file is vouched for that no witness can have heard of
	}
	revocation, err := l.RevocationOf(signer.TargetIssuance, u.Digest())
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return Content{}, err
	}
	i := u.Claims()
	body, err := json.Marshal(Issuance{Number: i.Number, Pledge: i.Pledge.String(), File: i.File.String(),
		Length: i.Length,
		Time:   i.IssuedAt, Statement: base64.StdEncoding.EncodeToString(u.Bytes()), Revocation: revocation})
	return Content{Body: append(body, '\n'), Media: JSON, Cache: Check, Large: true}, err
}

// digest reads 64 lower-case hexadecimal digits.
func digest(value string) (d signer.Digest, err error) {
	b, err := hex.DecodeString(value)
	if err != nil || len(b) != len(d) || strings.ToLower(value) != value {
		return d, errNone
	}
	return signer.Digest(b), nil
}
