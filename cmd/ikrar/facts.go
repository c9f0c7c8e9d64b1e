package main

import (
	"fmt"
	"strings"
	"time"

	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

var factPhrases = phrase.Book{
	"facts.one": {ID: "{key} (baris {line}) adalah \"{value}\", di daftar kepercayaan \"{want}\"", EN: "{key} (line {line}) is \"{value}\", in the trust list \"{want}\""},
	"facts.differ": {
		ID: "PERINGATAN: {path} berbeda dari daftar kepercayaan, yang dipakai: {what}. Bila ikrar.toml yang benar: {command}. Bila daftar itu yang benar: hapus barisnya dari ikrar.toml.",
		EN: "WARNING: {path} is not what the trust list says, which counts: {what}. Where ikrar.toml is right: {command}. Where the list is right: take the line out of ikrar.toml.",
	},
	"fault.facts-differ": {
		ID: "{path} berbeda dari daftar kepercayaan: {what}; tidak ada yang dicetak atau ditandatangani",
		EN: "{path} is not what the trust list says: {what}; nothing was printed or signed",
	},
	"fault.facts-differ.hint": {
		ID: "bila ikrar.toml yang benar, ubah daftarnya: {command}; bila daftar itu yang benar, hapus barisnya dari ikrar.toml",
		EN: "where ikrar.toml is right, change the list: {command}; where the list is right, take the line out of ikrar.toml",
	},
}

// facts are what the trust list says of an institution beside keys and texts. Earlier builds kept
// them in ikrar.toml too.
type facts struct {
	Name     string `toml:"name"`     // as on certificates
	URL      string `toml:"url"`      // of the public page, without a final slash
	Timezone string `toml:"timezone"` // WIB, WITA or WIT
}

func factsOf(t *verify.Trust) facts { return facts{t.Institution, t.URL, t.Timezone} }

// facts are what the trust list in force says of the institution, also where another process
// renews it meanwhile: the one truth of its name, address and time zone.
func (i *institution) facts() facts {
	trust, _ := i.ledger.Trust()
	return factsOf(trust)
}

// zone is the institution's time zone, by the trust list in force.
func (i *institution) zone() *time.Location {
	zone, _ := phrase.Zone(i.facts().Timezone) // the trust list was read, so it is one of the three
	return zone
}

// zone is the institution's time zone by the trust list as it lies in the home, for where no ledger
// is open; WIB where that list cannot be read.
func (h *home) zone() *time.Location {
	name := "WIB"
	if trust, err := readTrust(h.trustPath()); err == nil {
		name = trust.Timezone
	}
	zone, _ := phrase.Zone(name) // a trust list that was read has one of the three
	return zone
}

// factRule is what holds for one fact.
type factRule struct {
	key   string // in ikrar.toml, and init's flag
	flag  string // of trust set
	of    func(*facts) *string
	same  func(a, b string) bool
	check func(string) (normal, reason string) // the value as it is kept, or why it is refused; what is empty always is
}

// factRules are the one place of these rules: for init, for trust set, and for an ikrar.toml.
var factRules = []factRule{
	{"name", "institution", func(f *facts) *string { return &f.Name }, equal,
		func(s string) (string, string) { return s, checkText(s, true) }},
	{"url", "url", func(f *facts) *string { return &f.URL }, remote.SameAddress, checkURL},
	{"timezone", "timezone", func(f *facts) *string { return &f.Timezone }, equal,
		func(s string) (string, string) { return s, checkTimezone(s) }},
}

func equal(a, b string) bool { return a == b }

// badFact is a fact that is refused.
type badFact struct {
	rule   factRule
	value  string
	reason words
}

// settle checks the facts that were given, and puts them as they are kept.
func (f *facts) settle(given func(factRule) bool) *badFact {
	for _, r := range factRules {
		if !given(r) {
			continue
		}
		value := r.of(f)
		normal, reason := r.check(*value)
		if reason != "" {
			return &badFact{r, *value, reasonWords(reason)}
		}
		*value = normal
	}
	return nil
}

// over is the other facts with those of f in their place that are not empty.
func (f facts) over(other facts) facts {
	for _, r := range factRules {
		if value := *r.of(&f); value != "" {
			*r.of(&other) = value
		}
	}
	return other
}

// tolerant are the verbs that only look, or save: they go by the trust list, and warn where
// ikrar.toml says something else, unless false stands here. Every other one might print or sign
// what whoever wrote ikrar.toml does not expect, and is refused.
var tolerant = map[string]bool{
	"ikrar": true, "ikrar audit": true, "ikrar verify": true, "ikrar backup": true, "ikrar restore": true,
	"ikrar trust show": true, "ikrar campaign list": true, "ikrar witness list": true,
	"ikrar roster list": true, "ikrar roster import": true,
	"ikrar trust set": false, // it is what mends this
}

// agreed holds what ikrar.toml says of the institution, which only those of earlier builds do,
// against the trust list. A list that cannot be read is left to whoever needs it.
func (a *app) agreed(h *home, text []byte) error {
	trust, err := readTrust(h.trustPath())
	if err != nil {
		return nil
	}
	what, command := a.differing(h, trust, text)
	warns, tolerated := tolerant[a.verbPath]
	switch {
	case what == "":
		return nil
	case !tolerated:
		return refuse("facts-differ", "path", h.configPath(), "what", what, "command", command)
	case warns && !a.warned:
		a.warned = true
		a.note("facts.differ", "path", h.configPath(), "what", what, "command", command)
	}
	return nil
}

// differing says where ikrar.toml and the trust list differ, "" for nowhere, and the command that
// gives the list the values of ikrar.toml.
func (a *app) differing(h *home, trust *verify.Trust, text []byte) (what, command string) {
	was, is := h.config.former, factsOf(trust)
	var differ []string
	command = a.again() + " trust set"
	for _, r := range factRules {
		value, want := *r.of(&was), *r.of(&is)
		if value == "" || r.same(value, want) {
			continue
		}
		line := lineOf(text, []string{r.key})
		differ = append(differ, a.say("facts.one", "key", r.key, "line", line, "value", value, "want", want))
		command += fmt.Sprintf(" --%s %s", r.flag, shellWord(value))
	}
	return strings.Join(differ, "; "), command + " --root-key " + a.say("arg.file")
}
