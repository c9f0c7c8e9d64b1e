package config

import "ikrar/verify/trust"

// Facts are what the trust list says of an institution beside keys and texts. Earlier builds kept
// them in ikrar.toml too.
type Facts struct {
	Name     string `toml:"name"`     // as on certificates
	URL      string `toml:"url"`      // of the public page, without a final slash
	Timezone string `toml:"timezone"` // WIB, WITA or WIT
}

// FactsOf are the facts of a trust list.
func FactsOf(t *trust.List) Facts { return Facts{t.Institution, t.URL, t.Timezone} }

// FactKeys are the names of the facts in ikrar.toml.
var FactKeys = []string{"name", "url", "timezone"}

// Of is the fact under one of [FactKeys].
func (f *Facts) Of(key string) *string {
	return map[string]*string{"name": &f.Name, "url": &f.URL, "timezone": &f.Timezone}[key]
}

// checkFact is a fact as it is kept, or why it is refused; what is empty always is.
func checkFact(key, value string) (normal string, reason Reason) {
	switch key {
	case "url":
		return checkURL(value)
	case "timezone":
		return value, checkTimezone(value)
	}
	return value, CheckText(value, true)
}

// Settle checks the facts that were given, and puts them as they are kept.
func (f *Facts) Settle(given func(key string) bool) *ValueError {
	for _, key := range FactKeys {
		if !given(key) {
			continue
		}
		value := f.Of(key)
		normal, reason := checkFact(key, *value)
		if reason != "" {
			return &ValueError{key, *value, reason}
		}
		*value = normal
	}
	return nil
}

// Over is the other facts with those of f in their place that are not empty.
func (f Facts) Over(other Facts) Facts {
	for _, key := range FactKeys {
		if value := *f.Of(key); value != "" {
			*other.Of(key) = value
		}
	}
	return other
}

// Difference is a fact of which ikrar.toml, written by an earlier build, says something else than
// the trust list, which counts.
type Difference struct {
	Key         string
	Line        int // of ikrar.toml, from 1
	Value, Want string
}

// Differing holds what an ikrar.toml of that text says of the institution against a trust list.
// sameAddress says whether two URLs are one.
func (c Config) Differing(text []byte, t *trust.List, sameAddress func(a, b string) bool) (differ []Difference) {
	was, is := c.former, FactsOf(t)
	for _, key := range FactKeys {
		value, want := *was.Of(key), *is.Of(key)
		if value == "" || value == want || key == "url" && sameAddress(value, want) {
			continue
		}
		differ = append(differ, Difference{key, lineOf(text, []string{key}), value, want})
	}
	return differ
}
