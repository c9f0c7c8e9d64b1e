package trust

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

const header = "ikrar/trust/v1"

// text writes the list in its one spelling.
func (t *List) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\ninstitution %s\norigin %s\nurl %s\ntimezone %s\n",
		header, t.Institution, t.Origin, t.URL, t.Timezone)
	fmt.Fprintf(&b, "serial %d\nissued %d\nnext-update %d\nroot %s\n", t.Serial, t.Issued, t.NextUpdate, t.Root)
	if t.NextRoot != nil {
		fmt.Fprintf(&b, "next-root %s\n", t.NextRoot)
	}
	for _, r := range t.Registrars {
		fmt.Fprintf(&b, "registrar %s %s %s\n", r.Range, base64.StdEncoding.EncodeToString(r.Key[:]), r.Name)
	}
	for _, l := range t.Ledgers {
		state := string(l.State)
		if l.State == Stolen {
			state += " " + strconv.FormatInt(l.Stolen, 10)
		}
		fmt.Fprintf(&b, "ledger %s %s %s\n", l.Range, state, l.Key)
	}
	for _, x := range t.Texts {
		fmt.Fprintf(&b, "text %s %s %s %s\n", x.Digest, x.ID, x.Language, x.Title)
	}
	t.Policy.lines(&b)
	return b.String()
}

// String gives the range as it stands in a trust list: "0 -", "12 977".
func (r Range) String() string {
	if r.Last == NoEnd {
		return strconv.FormatUint(r.First, 10) + " -"
	}
	return strconv.FormatUint(r.First, 10) + " " + strconv.FormatUint(r.Last, 10)
}

func parse(text string) (*List, error) {
	t := new(List)
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if err := t.line(i, line); err != nil {
			return nil, fmt.Errorf("trust list: line %d: %w", i+1, err)
		}
	}
	if err := t.check(); err != nil {
		return nil, fmt.Errorf("trust list: %w", err)
	}
	if t.text() != text { // also order, spelling, and what came twice
		return nil, fmt.Errorf("trust list: %w: lines in another order or spelling", signer.ErrEncoding)
	}
	return t, nil
}

// line reads one line into the list. It is lenient about order and repetition, which parse settles
// by writing the list again.
func (t *List) line(i int, line string) error {
	keyword, rest, _ := strings.Cut(line, " ")
	fields := strings.Split(rest, " ")
	var err error
	switch {
	case i == 0:
		if line != header {
			err = fmt.Errorf("%w: %.80q is not %q", signer.ErrEncoding, line, header)
		}
	case keyword == "institution":
		t.Institution = rest
	case keyword == "origin":
		t.Origin = rest
	case keyword == "url":
		t.URL = rest
	case keyword == "timezone":
		t.Timezone = rest
	case keyword == "serial":
		t.Serial, err = strconv.ParseUint(rest, 10, 53)
	case keyword == "issued":
		t.Issued, err = strconv.ParseInt(rest, 10, 41)
	case keyword == "next-update":
		t.NextUpdate, err = strconv.ParseInt(rest, 10, 41)
	case keyword == "root":
		t.Root, err = ParseVerifierKey(rest)
	case keyword == "next-root":
		t.NextRoot = new(VerifierKey)
		*t.NextRoot, err = ParseVerifierKey(rest)
	case keyword == "registrar" && len(fields) >= 4:
		r := Registrar{Name: strings.Join(fields[3:], " ")}
		raw, err2 := base64.StdEncoding.DecodeString(fields[2])
		if copy(r.Key[:], raw) != len(r.Key) {
			return fmt.Errorf("%w: registrar key of %d bytes", signer.ErrEncoding, len(raw))
		}
		r.Range, err = parseRange(fields[0], fields[1])
		t.Registrars, err = append(t.Registrars, r), errors.Join(err, err2, r.Key.Check())
	case keyword == "ledger" && (len(fields) == 4 || len(fields) == 5 && fields[2] == string(Stolen)):
		l := LedgerKey{State: LedgerState(fields[2])}
		if len(fields) == 5 {
			l.Stolen, err = strconv.ParseInt(fields[3], 10, 41)
		}
		var err2, err3 error
		l.Key, err2 = ParseVerifierKey(fields[len(fields)-1])
		l.Range, err3 = parseRange(fields[0], fields[1])
		t.Ledgers, err = append(t.Ledgers, l), errors.Join(err, err2, err3)
	case keyword == "text" && len(fields) >= 4:
		x := Text{ID: fields[1], Language: fields[2], Title: strings.Join(fields[3:], " ")}
		x.Digest, err = signer.ParseDigest(fields[0])
		t.Texts = append(t.Texts, x)
	default:
		known, err := t.Policy.line(keyword, fields)
		if !known {
			return fmt.Errorf("%w: unknown line %.80q", signer.ErrEncoding, line)
		}
		return err
	}
	return err
}

func parseRange(first, last string) (Range, error) {
	r := Range{Last: NoEnd}
	var err, err2 error
	r.First, err = strconv.ParseUint(first, 10, 53)
	if last != "-" {
		r.Last, err2 = strconv.ParseUint(last, 10, 53)
	}
	if err := errors.Join(err, err2); err != nil {
		return Range{}, err
	}
	if r.Last < r.First {
		return Range{}, fmt.Errorf("range %s ends before it begins", r)
	}
	return r, nil
}

func (t *List) check() error {
	if err := signer.CheckOrigin(t.Origin); err != nil {
		return err
	}
	if err := errors.Join(checkName("institution", t.Institution), CheckURL(t.URL)); err != nil {
		return err
	}
	if !slices.Contains([]string{"WIB", "WITA", "WIT"}, t.Timezone) {
		return fmt.Errorf("timezone %q is none of WIB, WITA and WIT", t.Timezone)
	}
	if t.Serial == 0 || t.Issued <= 0 || t.NextUpdate <= t.Issued {
		return fmt.Errorf("serial %d, issued %d, next update %d", t.Serial, t.Issued, t.NextUpdate)
	}
	if err := t.checkKeys(); err != nil {
		return err
	}
	digests, ids := map[signer.Digest]bool{}, map[string]bool{}
	for _, x := range t.Texts {
		err := errors.Join(checkWord("text", x.ID), checkWord("language", x.Language), checkName("title", x.Title))
		if err != nil {
			return err
		}
		if digests[x.Digest] || ids[x.ID] {
			return fmt.Errorf("text %q is listed twice", x.ID)
		}
		digests[x.Digest], ids[x.ID] = true, true
	}
	return t.Policy.check()
}

func (t *List) checkKeys() error {
	if len(t.Registrars) > maxListed || len(t.Ledgers) > maxListed || len(t.Texts) > maxListed {
		return fmt.Errorf("more than %d registrars, ledger keys or texts", maxListed)
	}
	for _, root := range []*VerifierKey{&t.Root, t.NextRoot} {
		if root != nil && (root.name != RootName(t.Origin) || root.algorithm != algEd25519) {
			return fmt.Errorf("root key %q is not of type 1 and named %q", root.name, RootName(t.Origin))
		}
	}
	ids := map[eddsa.KeyID]bool{}
	for _, r := range t.Registrars {
		if ids[r.Key.ID()] {
			return fmt.Errorf("two registrars have the key identifier %x", r.Key.ID())
		}
		if err := checkName("registrar", r.Name); err != nil {
			return err
		}
		ids[r.Key.ID()] = true
	}
	if len(t.Ledgers) != len(t.Policy.Logs) {
		return fmt.Errorf("%d ledger keys and %d log lines", len(t.Ledgers), len(t.Policy.Logs))
	}
	for i, l := range t.Ledgers {
		switch {
		case l.Key != t.Policy.Logs[i].Key || l.Key.name != t.Origin:
			return errors.New("ledger lines and log lines name different keys, or another origin")
		case l.State != Active && l.State != Retired && l.State != Stolen,
			l.Stolen < 0 || (l.Stolen != 0) != (l.State == Stolen):
			return fmt.Errorf("ledger key of unknown state %q", l.State)
		case i > 0 && l.First <= t.Ledgers[i-1].Last:
			return errors.New("ranges of ledger keys overlap or stand out of order")
		}
	}
	return nil
}

// checkName refuses what is no line of STATEMENT.md section 1: what could not be told from another
// name on a screen or on paper.
func checkName(field, s string) error {
	if s == "" || len(s) > maxLine || !utf8.ValidString(s) || strings.TrimSpace(s) != s {
		return fmt.Errorf("%s has no valid name of at most %d bytes", field, maxLine)
	}
	for _, r := range s {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) ||
			r == '\u2028' || r == '\u2029' || r == utf8.RuneError {
			return fmt.Errorf("%s holds the character %U", field, r)
		}
	}
	return nil
}

// CheckURL refuses what is no public address: one to which a path or a fragment can be added.
func CheckURL(url string) error {
	if strings.ContainsAny(url, "# ") || strings.HasSuffix(url, "/") || !strings.Contains(url, "://") {
		return fmt.Errorf("url %.200q is not an address without fragment and final slash", url)
	}
	return checkName("url", url)
}

// checkWord refuses what is not one word of printable ASCII on its line. Number signs begin
// comments in the policies of other readers.
func checkWord(field, s string) error {
	if s == "" || len(s) > maxLine {
		return fmt.Errorf("%s %.80q has %d bytes, want 1 to %d", field, s, len(s), maxLine)
	}
	for _, c := range []byte(s) {
		if c <= ' ' || c > '~' || c == '#' {
			return fmt.Errorf("%s %q is not one word of printable ASCII without number sign", field, s)
		}
	}
	return nil
}
