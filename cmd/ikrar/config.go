package main

import (
	"bytes"
	"errors"
	"strings"

	"github.com/BurntSushi/toml"

	"ikrar/ledger/certificate"
	"ikrar/verify/phrase"
)

// config is ikrar.toml: what HR may set. Its text, with the comments that explain each line, is configTemplate; parse and
// render are inverse, but for former.
type config struct {
	Origin      string            `toml:"origin"` // of the ledger, signed into everything
	Ledger      ledgerConfig      `toml:"ledger"`
	Certificate certificateConfig `toml:"certificate"`

	former facts // what an ikrar.toml of an earlier build says; it is compared, and nothing is made of it
}

type ledgerConfig struct {
	// FreeSpaceReserveMiB is the free disk space below which nothing is recorded any more, in MiB: the store does not
	// survive a full disk. 0 switches the guard off.
	FreeSpaceReserveMiB int64 `toml:"free_space_reserve_mib"`
}

type certificateConfig struct {
	Agency         string    `toml:"agency"`         // the agency under the institution's name, may be empty
	Title          string    `toml:"title"`          // SERTIFIKAT or PIAGAM
	Number         string    `toml:"number"`         // pattern of the certificate number
	Classification string    `toml:"classification"` // {klasifikasi} in it
	UnitCode       string    `toml:"unit_code"`      // {unit} in it
	NIP            string    `toml:"nip"`            // last4, none or full
	Language       string    `toml:"language"`       // id, en or id+en: the labels
	Primary        string    `toml:"primary"`        // color of titles and frame, #RRGGBB
	Accent         string    `toml:"accent"`         // color of lines and ornaments, the same
	Emblem         string    `toml:"emblem"`         // path of a PNG or SVG file, from the home; may be empty
	Signatory      signatory `toml:"signatory"`
}

// signatory is the official named under the certificate; all empty leaves a line to fill by hand.
type signatory struct {
	Position string `toml:"position"`
	Name     string `toml:"name"`
	NIP      string `toml:"nip"`
	Rank     string `toml:"rank"`
}

// defaultConfig is what a line left out means.
func defaultConfig() config {
	return config{
		Ledger: ledgerConfig{FreeSpaceReserveMiB: 256},
		Certificate: certificateConfig{
			Title:          "SERTIFIKAT",
			Number:         "{klasifikasi}/{urut}/{unit}/{tahun}",
			Classification: "800",
			UnitCode:       "BKD",
			NIP:            "last4",
			Language:       string(phrase.ID),
			Primary:        certificate.DefaultPrimary,
			Accent:         certificate.DefaultAccent,
		},
	}
}

// maxConfig bounds ikrar.toml, in bytes.
const maxConfig = 64 << 10

// parseConfig reads ikrar.toml strictly: a key it does not know, a value of the wrong type and a value out of its range
// are faults that name the file, the line and the key. path is for those only.
func parseConfig(path string, data []byte) (config, error) {
	if len(data) > maxConfig {
		return config{}, refuse("config-long", "path", path, "max", maxConfig)
	}
	file := struct {
		config
		facts
	}{config: defaultConfig()}
	meta, err := toml.NewDecoder(bytes.NewReader(data)).Decode(&file)
	if syntax := (toml.ParseError{}); errors.As(err, &syntax) {
		return config{}, refuse("config-syntax", "path", path, "line", syntax.Position.Line, "detail", syntax.Message)
	}
	if err != nil {
		return config{}, refuse("config-type", "path", path).because(err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return config{}, refuse("config-unknown", "path", path, "line", lineOf(data, unknown[0]), "key", unknown[0].String())
	}
	c := file.config
	given := func(r factRule) bool { // the decoder takes a key in any case
		return *r.of(&file.facts) != "" || meta.IsDefined(r.key)
	}
	bad := c.check()
	if fact := file.facts.settle(given); fact != nil {
		bad = &badValue{fact.rule.key, fact.value, fact.reason}
	}
	if bad != nil {
		line := lineOf(data, strings.Split(bad.key, "."))
		return config{}, refuse("config-value", "path", path, "line", line, "key", bad.key, "value", bad.value, "reason", bad.reason)
	}
	c.former = file.facts
	return c, nil
}

// lineOf finds the line on which a key is set, counting from 1, or the line of its table, or 1: the decoder does not
// keep the positions of keys. Dotted and quoted spellings of a key are found by their table only.
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
