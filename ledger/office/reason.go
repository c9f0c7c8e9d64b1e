package office

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ikrar/ledger"
	"ikrar/ledger/office/config"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// writtenNIP is a NIP in a text, as people space it.
var writtenNIP = regexp.MustCompile(`\b\d{8}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}\b`)

// reasonPersonal is why a text that is recorded for good is refused.
const reasonPersonal config.Reason = "personal"

// CheckReason judges why somebody is revoked or erased. It is recorded for good, shown to whoever
// checks, and survives the erasure of the person it is about: so it must hold no NIP, and none of
// these names.
func CheckReason(s string, names ...string) config.Reason {
	if bad := config.CheckText(s, true); bad != "" {
		return bad
	}
	for _, found := range writtenNIP.FindAllString(s, -1) {
		if _, err := roster.ParseNIP(found); err == nil {
			return reasonPersonal
		}
	}
	if slices.ContainsFunc(names, func(name string) bool { return nameIn(s, name) }) {
		return reasonPersonal
	}
	return ""
}

// nameIn says whether a text holds a name: its words one after the other, whatever their case and
// their diacritics. Titles and abbreviations do not count, for people leave them out: of "Ir. M.
// Yusuf Sari, S.E." it looks for "Yusuf Sari".
func nameIn(text, name string) bool {
	name, _, _ = strings.Cut(name, ",")
	all := strings.Fields(name)
	var whole []string
	for _, word := range all {
		if !strings.HasSuffix(word, ".") {
			whole = append(whole, word)
		}
	}
	if len(whole) == 0 { // abbreviated to its last word
		whole = all
	}
	wanted := NameWords(strings.Join(whole, " "))
	// Whole words only: who is called Sari can be erased for a reason that says "lestari".
	return wanted != "" && strings.Contains(" "+NameWords(text)+" ", " "+wanted+" ")
}

// NameWords are the words of a text in one spelling, with a space between. Apostrophes are written
// and left out as people like ("Ma'ruf", "Maruf"), and are in no word.
func NameWords(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || strings.ContainsRune("'`‘’ʼ", r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// namesOf are the names of whoever a revocation is about, as their credentials and the roster have
// them. What was erased or was never recorded has none.
func (i *Institution) namesOf(body signer.RevocationBody) (names []string, err error) {
	held := []signer.Digest{body.Target}
	if body.What == signer.TargetKey {
		entries, err := i.Ledger.About(eddsa.PublicKey(body.Target))
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		held = nil
		for _, e := range entries {
			if e.Kind == signer.KindCredential {
				held = append(held, e.Digest)
			}
		}
	}
	for _, d := range held {
		person, err := i.personOf(body.What, d)
		if errors.Is(err, ledger.ErrNotFound) || errors.Is(err, ledger.ErrErased) {
			continue
		}
		if err != nil {
			return nil, err
		}
		names = append(names, person.Name)
		if p, ok, err := i.Roster.BySubject(person.Subject); err != nil {
			return nil, err
		} else if ok {
			names = append(names, p.Name)
		}
	}
	return names, nil
}

// personOf reads the person in a credential, or in that of a pledge, or of an issuance's pledge.
func (i *Institution) personOf(what signer.Target, d signer.Digest) (signer.Person, error) {
	raw, err := i.Ledger.Statement(d)
	if err == nil && what == signer.TargetIssuance {
		var issued signer.Unverified[signer.Issuance]
		if issued, err = signer.Parse[signer.Issuance](raw); err == nil {
			raw, err = i.Ledger.Statement(issued.Claims().Pledge)
		}
	}
	if err != nil {
		return signer.Person{}, err
	}
	if what == signer.TargetPledge || what == signer.TargetIssuance {
		u, err := signer.Parse[signer.Pledge](raw)
		return signer.CredentialOf(u).Claims().Person, err
	}
	u, err := signer.Parse[signer.Credential](raw)
	return u.Claims().Person, err
}
