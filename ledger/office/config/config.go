package config

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"ikrar/ledger/certificate"
	"ikrar/verify/phrase"
)

// Config is ikrar.toml: what HR may set. [Parse] and [Config.Render] are inverse, but for
// what earlier builds kept there.
type Config struct {
	Origin      string      `toml:"origin"` // of the ledger, signed into everything
	Ledger      Ledger      `toml:"ledger"`
	Signing     Signing     `toml:"signing"`
	Public      Public      `toml:"public"`
	Certificate Certificate `toml:"certificate"`
	Mail        Mail        `toml:"mail"`

	former Facts // what an ikrar.toml of an earlier build says; it is compared, and nothing is made of it
}

// Ledger is the table [ledger].
type Ledger struct {
	// FreeSpaceReserveMiB is the free disk space below which nothing is recorded any more, in MiB:
	// the store does not survive a full disk. 0 switches the guard off.
	FreeSpaceReserveMiB int64 `toml:"free_space_reserve_mib"`
}

// Signing is the table [signing], about the signing page.
type Signing struct {
	// Keys says what becomes of a key made in the page: "ask" lets the person choose, "keep"
	// has it kept under a passphrase, "once" has it forgotten after the one pledge.
	Keys string `toml:"keys"`
}

// Public is the table [public]: what everybody may read beside the ledger itself.
type Public struct {
	// Figures has the server show how many have signed, in all and by unit, at /kegiatan/ID.
	Figures bool `toml:"figures"`
}

// What [Signing.Keys] may be.
const (
	KeysAsk  = "ask"
	KeysKeep = "keep"
	KeysOnce = "once"
)

// Certificate is the table [certificate].
type Certificate struct {
	Agency         string `toml:"agency"`         // the agency under the institution's name, may be empty
	Title          string `toml:"title"`          // SERTIFIKAT or PIAGAM
	Number         string `toml:"number"`         // pattern of the certificate number
	Classification string `toml:"classification"` // {klasifikasi} in it
	UnitCode       string `toml:"unit_code"`      // {unit} in it
	NIP            string `toml:"nip"`            // last4, none or full
	Subunit        bool   `toml:"subunit"`        // the subunit is printed behind the position
	Language       string `toml:"language"`       // id, en or id+en: the labels
	Primary        string `toml:"primary"`        // color of titles and frame, #RRGGBB
	Accent         string `toml:"accent"`         // color of lines and ornaments, the same
	Emblem         string `toml:"emblem"`         // path of a PNG or SVG file, from the home; may be empty

	// Signatory is the official named under the certificate; all empty leaves a line to fill by
	// hand.
	Signatory certificate.Signatory `toml:"signatory"`
}

// Default is what a line left out means.
func Default() Config {
	return Config{
		Ledger:  Ledger{FreeSpaceReserveMiB: 256},
		Signing: Signing{Keys: KeysAsk},
		Certificate: Certificate{
			Title:          "SERTIFIKAT",
			Number:         "{klasifikasi}/{urut}/{unit}/{tahun}",
			Classification: "800",
			UnitCode:       "BKD",
			NIP:            "last4",
			Language:       string(phrase.ID),
			Primary:        certificate.DefaultPrimary,
			Accent:         certificate.DefaultAccent,
		},
		Mail: Mail{Port: 587, TLS: TLSStart, Rate: 30},
	}
}

// MaxBytes bounds ikrar.toml.
const MaxBytes = 64 << 10

// Why a file is refused. With each go the fields of [Error] that are named.
const (
	TooLong    = "long"
	BadSyntax  = "syntax"  // Line, Detail
	badType    = "type"    // Err
	UnknownKey = "unknown" // Line, Key
	badValue   = "value"   // Line, Err, a [*ValueError]
)

// Error is why a file is refused, and where.
type Error struct {
	Why    string
	Path   string
	Line   int // from 1
	Key    string
	Detail string
	Err    error
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s line %d: %s %s%s: %v", e.Path, e.Line, e.Why, e.Key, e.Detail, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// Parse reads ikrar.toml strictly: a key it does not know, a value of the wrong type and a value
// out of its range are an [*Error]. path is for that only.
func Parse(path string, data []byte) (Config, error) {
	if len(data) > MaxBytes {
		return Config{}, &Error{Why: TooLong, Path: path}
	}
	file := struct {
		Config
		Facts
	}{Config: Default()}
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(&file)
	if syntax := (toml.ParseError{}); errors.As(err, &syntax) {
		return Config{}, &Error{Why: BadSyntax, Path: path, Line: syntax.Position.Line, Detail: syntax.Message}
	}
	if err != nil {
		return Config{}, &Error{Why: badType, Path: path, Err: err}
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return Config{}, &Error{Why: UnknownKey, Path: path, Line: lineOf(data, unknown[0]), Key: unknown[0].String()}
	}
	c := file.Config
	given := func(key string) bool { // the decoder takes a key in any case
		return *file.Of(key) != "" || meta.IsDefined(key)
	}
	bad := c.Check()
	if fact := file.Settle(given); fact != nil {
		bad = fact
	}
	if bad != nil {
		return Config{}, &Error{Why: badValue, Path: path, Line: lineOf(data, strings.Split(bad.Key, ".")), Err: bad}
	}
	c.former = file.Facts
	return c, nil
}

// lineOf finds the line on which a key is set, counting from 1, or the line of its table, or 1: the
// decoder does not keep the positions of keys. Dotted and quoted spellings of a key are found by
// their table only.
func lineOf(data []byte, key []string) int {
	table, found, n := "", 1, 0
	parent, last := strings.Join(key[:len(key)-1], "."), key[len(key)-1]
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimSpace(line)
		if header, ok := strings.CutPrefix(line, "["); ok {
			header, _, _ = strings.Cut(header, "]")
			table = strings.TrimSpace(header)
			if table == parent || table == strings.Join(key, ".") {
				found = n
			}
			continue
		}
		name, _, ok := strings.Cut(line, "=")
		if ok && table == parent && strings.TrimSpace(name) == last {
			return n
		}
	}
	return found
}
