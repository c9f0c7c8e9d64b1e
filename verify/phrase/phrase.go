// Package phrase holds the sentences people see, in every language at once.
//
// A sentence is written once, in a [Book], under a key:
//
//	"roster.imported": {
//		ID: "{count} pegawai dibaca dari {file}.",
//		EN: "{count} people read from {file}.",
//	}
//
// and said by key, with its placeholders named:
//
//	sentences.Say(phrase.ID, "roster.imported", "count", "1.204", "file", "pegawai.csv")
//
// Programs decide with codes and say sentences at the last moment. A sentence is never a
// reason to fail: a missing key or value shows as itself, in braces, where a reader and a test
// both see it. [Book.Check] is what keeps that from happening; every package with a book
// calls it in a test.
//
// Dates, times and numbers are written by [Date], [Moment], [Number] and [Decimal] and handed to
// Say as strings: Say itself formats nothing, since an index, a year and a line number are numbers
// too and must not get separators.
package phrase

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Lang is a language people are addressed in: an ISO 639-1 code.
type Lang string

const (
	// ID is Indonesian: the default, and what any unknown Lang falls back to.
	ID Lang = "id"
	// EN is English.
	EN Lang = "en"
)

// ParseLang reads "id" or "en", exactly.
func ParseLang(s string) (Lang, bool) {
	switch l := Lang(s); l {
	case ID, EN:
		return l, true
	}
	return "", false
}

// Text is one sentence in every language. Both are non-empty and have the same set of
// placeholders: {name}, where name is a lower-case ASCII letter followed by lower-case
// letters, digits and underscores. There are no plain braces in a Text; a value may hold any.
type Text struct {
	ID string `json:"id"`
	EN string `json:"en"`
}

// In returns the sentence in lang, Indonesian for a language that is not known.
func (t Text) In(lang Lang) string {
	if lang == EN {
		return t.EN
	}
	return t.ID
}

// Book maps a key to its sentence. A key is lower-case ASCII letters, digits, dashes and
// underscores in parts joined by dots: "verdict.valid", "step.1", "field.nip_last4".
type Book map[string]Text

// Say returns the sentence under key in lang. args alternate a placeholder's name and its value,
// which is printed as [fmt.Sprint] does, made [Visible] unless it is a [Sentence], and not searched
// for placeholders again. A key that is not in the book is returned as it is; a placeholder without
// a value stays as {name}; a value nothing asks for is left out. Say never panics.
func (b Book) Say(lang Lang, key string, args ...any) string {
	text, ok := b[key]
	if !ok {
		return key
	}
	var out strings.Builder
	rest := text.In(lang)
	for {
		before, name, after, found := cutPlaceholder(rest)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		if value, ok := lookup(args, name); ok {
			out.WriteString(spoken(value))
		} else {
			out.WriteString("{" + name + "}")
		}
		rest = after
	}
}

// Sentence is what Say has returned. As a value of another sentence it keeps the line breaks that
// the catalogue gave it.
type Sentence string

func spoken(value any) string {
	if s, ok := value.(Sentence); ok {
		return string(s)
	}
	return Visible(fmt.Sprint(value))
}

// lookup finds the value that follows name in the alternating args.
func lookup(args []any, name string) (any, bool) {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == any(name) {
			return args[i+1], true
		}
	}
	return nil, false
}

// cutPlaceholder splits s around its first placeholder.
func cutPlaceholder(s string) (before, name, after string, found bool) {
	for i := 0; i < len(s); i++ {
		if s[i] != '{' {
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if end < 0 {
			break
		}
		if name := s[i+1 : i+end]; isName(name) {
			return s[:i], name, s[i+end+1:], true
		}
	}
	return s, "", "", false
}

// isName is the grammar of a placeholder's name.
func isName(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || c != '_' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != ""
}

// Check reports every sentence that is not complete: a language missing, placeholders that
// differ between the languages, a stray brace, space at either end or at the end of a line,
// bytes that are not UTF-8, a key out of the grammar. The error names each by its key, sorted.
func (b Book) Check() error {
	keys := make([]string, 0, len(b))
	for key := range b {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var faults []error
	for _, key := range keys {
		text := b[key]
		if !isKey(key) {
			faults = append(faults, fmt.Errorf("key %q: not lower-case letters, digits, - and _ in parts joined by dots", key))
		}
		for _, one := range []struct {
			lang Lang
			s    string
		}{{ID, text.ID}, {EN, text.EN}} {
			if reason := flaw(one.s); reason != "" {
				faults = append(faults, fmt.Errorf("%s: %s: %s", key, one.lang, reason))
			}
		}
		if id, en := placeholders(text.ID), placeholders(text.EN); !slices.Equal(id, en) {
			faults = append(faults, fmt.Errorf("%s: placeholders differ: id %v, en %v", key, id, en))
		}
	}
	return errors.Join(faults...)
}

// flaw names what is wrong with one sentence by itself, or returns "".
func flaw(s string) string {
	switch {
	case s == "":
		return "no text"
	case !utf8.ValidString(s):
		return "not UTF-8"
	case strings.TrimSpace(s) != s:
		return "space at an end"
	}
	for line := range strings.Lines(s) {
		if line = strings.TrimSuffix(line, "\n"); strings.TrimRight(line, " \t\r") != line {
			return "space at the end of a line"
		}
	}
	rest, found := s, true
	for found {
		var before string
		before, _, rest, found = cutPlaceholder(rest)
		if strings.ContainsAny(before, "{}") {
			return "a brace that is no placeholder"
		}
	}
	return ""
}

// placeholders returns the set of names in s, sorted.
func placeholders(s string) []string {
	var names []string
	for {
		_, name, rest, found := cutPlaceholder(s)
		if !found {
			slices.Sort(names)
			return slices.Compact(names)
		}
		names, s = append(names, name), rest
	}
}

// isKey is the grammar of a key.
func isKey(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			return false
		}
	}
	return true
}

// Merge makes one book of several. A key that two of them hold is an error that names it:
// which sentence would be said must not depend on the order of the books.
func Merge(books ...Book) (Book, error) {
	all := Book{}
	var twice []string
	for _, book := range books {
		for key, text := range book {
			if _, taken := all[key]; taken {
				twice = append(twice, key)
			}
			all[key] = text
		}
	}
	if len(twice) > 0 {
		slices.Sort(twice)
		return nil, fmt.Errorf("in more than one book: %s", strings.Join(slices.Compact(twice), ", "))
	}
	return all, nil
}
