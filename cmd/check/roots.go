package check

import (
	"strings"
	"time"

	"ikrar/cmd/pins"
	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

// Two institutions may claim one name, and whoever believed the root of the one does not know the
// other's registrars. Which of them is right is not for a program to say: it names both, and the
// way on.

// SayKept names the root of a list and, where this computer keeps it, since when and in which file.
func SayKept(lang phrase.Lang, home string, getenv func(string) string, t *trust.List) string {
	path, since, ok := pins.Kept(home, getenv, t)
	if !ok {
		return t.Root.Fingerprint().Short()
	}
	zone, ok := phrase.Zone(t.Timezone)
	if !ok {
		zone = time.UTC
	}
	return Phrases.Say(lang, "check.kept", "fingerprint", t.Root.Fingerprint().Short(),
		"since", phrase.Moment(lang, since, zone), "path", path)
}

// sayRoot is what kept says of the root of a list, or its fingerprint alone where nobody keeps
// account.
func sayRoot(t *trust.List, kept func(*trust.List) string) string {
	if kept == nil {
		return t.Root.Fingerprint().Short()
	}
	return kept(t)
}

// explainRoots says beside an answer that a certificate whose registrar nobody here knows goes by a
// name that is known.
func (c *Checker) explainRoots(a *answer.Answer, r verify.Result, proof []byte) {
	if r.Steps[1].Reason.Code != "registrar-unknown" {
		return
	}
	for _, t := range c.Known {
		if claims(r.Proof, proof, t) {
			a.Explain(2, Phrases.Say(c.Lang, "check.roots", "institution", t.Institution, "origin", t.Origin,
				"kept", sayRoot(t, c.Kept)))
			return
		}
	}
}

// claims says whether a proof goes by the name of a list's ledger: by the checkpoint in a full one,
// and by the address before the digits of a QR code. Neither proves anything.
func claims(p *verify.Proof, proof []byte, t *trust.List) bool {
	if p.Inclusion != nil {
		origin, _, _ := strings.Cut(string(p.Inclusion.Checkpoint), "\n")
		return origin == t.Origin
	}
	address, _, ok := strings.Cut(string(proof), "#")
	return ok && remote.SameAddress(address, t.URL)
}
