package rootact

import (
	"crypto/ed25519"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// Explain says in sentences how a list differs from the one before it: its serial and how long it
// is fresh first. It goes by the lines that differ, and a line of which it knows no sentence is
// said as it stands: nothing is left out.
func Explain(lang phrase.Lang, old, next *trust.List) []string {
	e := explainer{lang: lang, old: old, next: next}
	e.say("serial", "serial", next.Serial, "old", old.Serial, "until", e.day(next.NextUpdate))
	for _, key := range []struct{ name, from, to string }{{"institution", old.Institution, next.Institution},
		{"url", old.URL, next.URL}, {"timezone", old.Timezone, next.Timezone}} {
		if key.from != key.to {
			e.say(key.name, "from", key.from, "to", key.to)
		}
	}
	e.quorum()
	for _, c := range trust.Changes(old, next) {
		e.change(c)
	}
	return e.sentences
}

type explainer struct {
	lang      phrase.Lang
	old, next *trust.List
	sentences []string
	counted   bool // that a sentence says what the quorum is
}

func (e *explainer) say(key string, args ...any) {
	e.sentences = append(e.sentences, Phrases.Say(e.lang, "rootact."+key, args...))
}

func (e *explainer) day(at int64) string {
	zone, _ := phrase.Zone(e.next.Timezone)
	return phrase.Date(e.lang, time.Unix(at, 0).In(zone))
}

// quorum says how many witnesses must cosign, where that changes and is so many of all.
func (e *explainer) quorum() {
	was, is := e.old.Policy, e.next.Policy
	if e.counted = ofAll(is) && (was.Size() != is.Size() || len(was.Witnesses) != len(is.Witnesses)); e.counted {
		e.say("quorum", "need", is.Size(), "count", len(is.Witnesses), "was", was.Size(), "of", len(was.Witnesses))
	}
}

func ofAll(p trust.Policy) bool {
	return p.Size() == 0 && len(p.Groups) == 0 ||
		len(p.Groups) == 1 && len(p.Groups[0].Members) == len(p.Witnesses) && p.Quorum == p.Groups[0].Name
}

// change says a line, unless Explain has said what is in it.
func (e *explainer) change(c trust.Change) {
	keyword, rest, _ := strings.Cut(c.Line, " ")
	fields := strings.Split(rest, " ")
	switch {
	case slices.Contains([]string{"serial", "issued", "next-update", "institution", "url", "timezone"}, keyword):
	case keyword == "registrar" && e.registrar(c.Comes, fields):
	case keyword == "text" && c.Comes:
		e.say("text.new", "id", fields[1], "title", strings.Join(fields[3:], " "), "digest", fields[0])
	case keyword == "witness" && c.Comes:
		e.say("witness.new", "name", fields[0], "key", fields[1], "url", strings.Join(fields[2:], ""))
	case keyword == "witness":
		e.say("witness.gone", "name", fields[0], "key", fields[1])
	case (keyword == "group" || keyword == "quorum") && e.counted:
	case c.Comes:
		e.say("line.comes", "line", c.Line)
	default:
		e.say("line.goes", "line", c.Line)
	}
}

// registrar says who is appointed and who ends; false where a line does something else.
func (e *explainer) registrar(comes bool, fields []string) bool {
	was, is := registrarOf(e.old, fields[2]), registrarOf(e.next, fields[2])
	switch {
	case comes && was == nil:
		e.say("registrar.new", "name", is.Name, "fingerprint", fingerprintOf(is), "index", is.First)
		return true
	case was == nil || is == nil || was.Name != is.Name || was.First != is.First,
		was.Last != trust.NoEnd || is.Last == trust.NoEnd:
		return false
	case comes:
		e.say("registrar.ends", "name", is.Name, "fingerprint", fingerprintOf(is), "index", is.Last+1)
	}
	return true // of the two lines of one who ends, the one that goes says nothing more
}

func registrarOf(t *trust.List, encoded string) *trust.Registrar {
	for n := range t.Registrars {
		if base64.StdEncoding.EncodeToString(t.Registrars[n].Key[:]) == encoded {
			return &t.Registrars[n]
		}
	}
	return nil
}

func fingerprintOf(r *trust.Registrar) string {
	return keyfile.Fingerprint(ed25519.PublicKey(r.Key[:]))
}
