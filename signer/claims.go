package signer

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"ikrar/signer/eddsa"
)

// Credential is a registrar's word that a key is a person's.
type Credential struct {
	IssuedAt     int64 `cbor:"6,keyasint"` // Unix seconds
	Confirmation `cbor:"8,keyasint"`
	Person       `cbor:"-65537,keyasint"`
}

// Confirmation holds the key of the person (the cnf claim of RFC 8747).
type Confirmation struct {
	Key eddsa.PublicKey `cbor:"1,keyasint"`
}

// Subject is HR's pseudonym for a person: 8 random bytes, the same in all credentials of that
// person.
type Subject [8]byte

// Person is who the credential speaks of, as printed. All but Subject and Name may be empty.
type Person struct {
	Subject  Subject `cbor:"1,keyasint"`
	Name     string  `cbor:"2,keyasint"`
	Unit     string  `cbor:"3,keyasint,omitempty"`
	Position string  `cbor:"4,keyasint,omitempty"`
	Rank     string  `cbor:"5,keyasint,omitempty"`
	NIPLast4 string  `cbor:"6,keyasint,omitempty"` // the last four digits of the NIP, never more
	Replaces *Digest `cbor:"7,keyasint,omitempty"` // the credential that this one replaces and so revokes
}

// Campaign is a registrar's opening of a declaration: which text, when, where, before whom.
type Campaign struct {
	IssuedAt     int64 `cbor:"6,keyasint"` // Unix seconds
	CampaignBody `cbor:"-65537,keyasint"`
}

// CampaignBody is a campaign's own part. A later statement with the same ID may differ in Closes
// only.
type CampaignBody struct {
	ID        string   `cbor:"1,keyasint"` // lower-case letters, digits, hyphens
	Title     string   `cbor:"2,keyasint"`
	Text      string   `cbor:"3,keyasint"` // the commitment text in full
	Digest    Digest   `cbor:"4,keyasint"` // SHA-256 of Text
	Language  string   `cbor:"5,keyasint"` // of Text, BCP 47: "id"
	Place     string   `cbor:"6,keyasint"`
	Opens     int64    `cbor:"7,keyasint"`           // Unix seconds, inclusive
	Closes    int64    `cbor:"8,keyasint"`           // Unix seconds, exclusive
	Witnesses []string `cbor:"9,keyasint,omitempty"` // saksi, by name
}

// Pledge is an employee's commitment to a text.
type Pledge struct {
	IssuedAt   int64 `cbor:"6,keyasint"` // Unix seconds by the employee's clock
	PledgeBody `cbor:"-65537,keyasint"`
	Credential []byte `cbor:"-"` // the credential's statement; it travels in the protected header (13)
}

// PledgeBody is a pledge's own part.
type PledgeBody struct {
	Text     Digest `cbor:"1,keyasint"` // of the commitment text that the employee was shown
	Campaign string `cbor:"2,keyasint"` // the campaign's ID
	Place    string `cbor:"3,keyasint"`
}

// Issuance is a registrar's word that a PDF is the certificate of a pledge.
type Issuance struct {
	IssuedAt     int64 `cbor:"6,keyasint"` // Unix seconds
	IssuanceBody `cbor:"-65537,keyasint"`
}

// IssuanceBody is an issuance's own part.
type IssuanceBody struct {
	Pledge      Digest  `cbor:"1,keyasint"`           // of the pledge's statement
	Number      string  `cbor:"2,keyasint"`           // the certificate number
	File        Digest  `cbor:"3,keyasint"`           // SHA-256 of the PDF
	Length      uint64  `cbor:"4,keyasint"`           // of the PDF in bytes
	Predecessor *Digest `cbor:"5,keyasint,omitempty"` // the issuance of the same number that this one replaces
}

// Target says what kind of thing a revocation revokes.
type Target uint8

const (
	TargetKey        Target = iota // by its bytes
	TargetCredential               // by its digest, as the others
	TargetPledge                   // its certificate falls with it
	TargetIssuance                 // the pledge stays
)

// Revocation is a registrar's word, or a key's about itself, that something no longer holds from an
// index on.
type Revocation struct {
	IssuedAt       int64 `cbor:"6,keyasint"` // Unix seconds
	RevocationBody `cbor:"-65537,keyasint"`
}

// RevocationBody is a revocation's own part.
type RevocationBody struct {
	What   Target `cbor:"1,keyasint"`
	Target Digest `cbor:"2,keyasint"` // the public key, or the digest of the statement
	From   uint64 `cbor:"3,keyasint"` // the ledger index from which on it no longer holds
	Reason string `cbor:"4,keyasint"`
}

// Erasure is a registrar's word that statements were erased from the store.
type Erasure struct {
	IssuedAt    int64 `cbor:"6,keyasint"` // Unix seconds
	ErasureBody `cbor:"-65537,keyasint"`
}

// ErasureBody is an erasure's own part.
type ErasureBody struct {
	Digests []Digest `cbor:"1,keyasint"`
	Reason  string   `cbor:"2,keyasint"`
}

func (Credential) kind() Kind { return KindCredential }
func (Campaign) kind() Kind   { return KindCampaign }
func (Pledge) kind() Kind     { return KindPledge }
func (Issuance) kind() Kind   { return KindIssuance }
func (Revocation) kind() Kind { return KindRevocation }
func (Erasure) kind() Kind    { return KindErasure }

func (Credential) credential() []byte { return nil }
func (Campaign) credential() []byte   { return nil }
func (p Pledge) credential() []byte   { return p.Credential }
func (Issuance) credential() []byte   { return nil }
func (Revocation) credential() []byte { return nil }
func (Erasure) credential() []byte    { return nil }

// Check refuses what cannot be signed as a credential.
func (c Credential) Check() error { return c.check() }

func (c Credential) check() error {
	return errors.Join(CheckTime(c.IssuedAt),
		CheckLine("name", c.Name, 1, MaxName), CheckLine("unit", c.Unit, 0, MaxName),
		CheckLine("position", c.Position, 0, MaxName), CheckLine("rank", c.Rank, 0, MaxName), checkLast4(c.NIPLast4))
}

func (c Campaign) check() error {
	if len(c.Witnesses) > maxWitnesses {
		return fmt.Errorf("%d witnesses, more than %d", len(c.Witnesses), maxWitnesses)
	}
	for _, name := range c.Witnesses {
		if err := CheckLine("witness", name, 1, MaxName); err != nil {
			return err
		}
	}
	if c.Digest != DigestOf([]byte(c.Text)) {
		return fmt.Errorf("%w: the digest is not that of the text", ErrEncoding)
	}
	if c.Closes <= c.Opens {
		return errors.New("campaign closes before it opens")
	}
	return errors.Join(CheckTime(c.IssuedAt), CheckTime(c.Opens), CheckTime(c.Closes), CheckCampaignID(c.ID),
		CheckLine("title", c.Title, 1, MaxName), CheckLine("place", c.Place, 0, MaxName),
		CheckLine("language", c.Language, 2, 16), checkText(c.Text))
}

func (p Pledge) check() error {
	return errors.Join(CheckTime(p.IssuedAt), CheckCampaignID(p.Campaign), CheckLine("place", p.Place, 0, MaxName))
}

// Unverified reads the credential that the pledge carries; its signature is still to be checked.
func (p Pledge) Unverified() (Unverified[Credential], error) { return Parse[Credential](p.Credential) }

func (i Issuance) check() error {
	if i.Length == 0 || i.Length > MaxIndex {
		return fmt.Errorf("file length %d", i.Length)
	}
	return errors.Join(CheckTime(i.IssuedAt), CheckLine("number", i.Number, 1, maxNumber))
}

func (r Revocation) check() error {
	if r.What > TargetIssuance {
		return fmt.Errorf("%w: unknown revocation target %d", ErrEncoding, r.What)
	}
	if r.From > MaxIndex {
		return fmt.Errorf("index %d is out of range", r.From)
	}
	return errors.Join(CheckTime(r.IssuedAt), CheckLine("reason", r.Reason, 1, maxReason))
}

func (e Erasure) check() error {
	if n := len(e.Digests); n == 0 || n > MaxErased {
		return fmt.Errorf("%d digests, want 1 to %d", n, MaxErased)
	}
	return errors.Join(CheckTime(e.IssuedAt), CheckLine("reason", e.Reason, 1, maxReason))
}

// CheckTime refuses what is no time of STATEMENT.md, in Unix seconds.
func CheckTime(t int64) error {
	if t <= 0 || t >= maxTime {
		return fmt.Errorf("time %d is not in Unix seconds after 1970", t)
	}
	return nil
}

// printable refuses what has no shape on paper or changes the shape of what stands beside it:
// control characters, the separators that break a line, the controls that turn the direction of
// reading (so that a name could be signed in one order and read in another), and what stands for
// undecodable bytes.
func printable(r rune) bool {
	return !unicode.IsControl(r) && !unicode.Is(unicode.Bidi_Control, r) &&
		r != '\u2028' && r != '\u2029' && r != utf8.RuneError
}

// CheckLine refuses what is no line of STATEMENT.md section 1: what cannot be printed on one line,
// and space at an end. The field is for the error.
func CheckLine(field, s string, min, max int) error {
	if len(s) < min || len(s) > max {
		return fmt.Errorf("%s has %d bytes, want %d to %d", field, len(s), min, max)
	}
	for i, r := range s {
		if !printable(r) {
			return fmt.Errorf("%s holds the character %U", field, r)
		}
		if unicode.IsSpace(r) && (i == 0 || i+utf8.RuneLen(r) == len(s)) {
			return fmt.Errorf("%s begins or ends with a space", field)
		}
	}
	return nil
}

func checkText(s string) error {
	if s == "" || len(s) > maxText {
		return fmt.Errorf("text has %d bytes, want 1 to %d", len(s), maxText)
	}
	for _, r := range s {
		if r != '\n' && !printable(r) {
			return fmt.Errorf("text holds the character %U", r)
		}
	}
	return nil
}

func checkLast4(s string) error {
	if s == "" {
		return nil
	}
	if len(s) != 4 {
		return errors.New("NIP part is not four digits")
	}
	for _, c := range s {
		if c < '0' || c > '9' {
			return errors.New("NIP part is not four digits")
		}
	}
	return nil
}

// CheckCampaignID refuses an identifier that is not 1 to [MaxCampaignID] lower-case letters, digits
// and hyphens.
func CheckCampaignID(id string) error {
	if id == "" || len(id) > MaxCampaignID {
		return fmt.Errorf("campaign identifier has %d bytes, want 1 to %d", len(id), MaxCampaignID)
	}
	for _, c := range id {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return fmt.Errorf("campaign identifier %q holds a character other than a-z, 0-9 and hyphen", id)
		}
	}
	return nil
}
