package trust

import (
	"errors"
	"strings"
	"testing"
)

// A renewalVector is one file of ../testdata/renewal: the list in force, what is offered in its
// place, and which is in force then.
type renewalVector struct {
	Name    string `json:"name"`
	Why     string `json:"why"`
	Root    string `json:"root"` // under which Have opens
	Have    string `json:"have"`
	Offered string `json:"offered"`
	Expect  struct {
		Outcome string `json:"outcome"` // renewed, same, older, root or refused
		Serial  uint64 `json:"serial"`
		Root    string `json:"root"`
	} `json:"expect"`
}

func renewalVectors() (all []renewalVector) {
	next, third := LogKey(RootName(origin), demoPublic("next root")), LogKey(RootName(origin),
		demoPublic("third root"))
	made := func(serial uint64, root string, changes ...func(*List)) List {
		l := demoTrust(changes...)
		l.Serial, l.Root = serial, LogKey(RootName(origin), demoPublic(root))
		return l
	}
	named := func(successor VerifierKey) func(*List) { return func(l *List) { l.NextRoot = &successor } }
	moved := func(l *List) {
		l.URL, l.Institution, l.Timezone = "https://baru.contoh.example", "Pemerintah Provinsi Contoh Baru", "WITA"
	}
	add := func(name, why string, have List, by string, offered List, outcome string) {
		v := renewalVector{Name: name, Why: why, Root: have.Root.String(),
			Have:    string(must(Sign(have, demoKey(rootOf(have))))),
			Offered: string(signText(offered.text(), by))}
		v.Expect.Outcome, v.Expect.Serial, v.Expect.Root = outcome, have.Serial, have.Root.String()
		if outcome == "renewed" {
			v.Expect.Serial, v.Expect.Root = offered.Serial, offered.Root.String()
		}
		all = append(all, v)
	}
	add("next", "the next serial", made(3, "root"), "root", made(4, "root"), "renewed")
	add("later", "a later serial: those between may have been missed", made(3, "root"), "root", made(9, "root"),
		"renewed")
	add("moved", "institution, address and time zone may change", made(3, "root"), "root", made(4, "root", moved),
		"renewed")
	add("same", "the list itself", made(3, "root"), "root", made(3, "root"), "same")
	add("older", "an older list, from before a key was taken out of it", made(3, "root"), "root", made(2, "root"),
		"older")
	add("twin", "another list of the same serial", made(3, "root"), "root", made(3, "root", moved), "older")
	add("stranger", "a newer list by a root that nobody named", made(3, "root"), "stranger", made(4, "stranger"),
		"root")
	add("unnamed", "a newer list by a successor that is not named", made(3, "root"), "next root",
		made(4, "next root"), "root")
	add("successor", "a newer list by the named successor: it is pinned from now on", made(3, "root", named(next)),
		"next root", made(4, "next root"), "renewed")
	add("successor-twin", "the successor's list has the same serial", made(3, "root", named(next)), "next root",
		made(3, "next root"), "older")
	add("successor-older", "the successor's list has an older serial", made(3, "root", named(next)), "next root",
		made(2, "next root"), "older")
	add("successor-not-yet", "the root goes on, its successor named", made(3, "root", named(next)), "root",
		made(4, "root", named(next)), "renewed")
	add("successor-taken-back", "the root goes on, and names nobody", made(3, "root", named(next)), "root",
		made(4, "root"), "renewed")
	add("successor-of-successor", "a successor that the successor names is not followed past it",
		made(3, "root", named(next)), "third root", made(5, "third root"), "root")
	add("former", "the former root, after its successor", made(4, "next root"), "root", made(5, "root"), "root")
	add("former-names", "the former root, naming the one in force", made(4, "next root"), "root",
		made(5, "root", named(next)), "root")
	add("claims-root", "the named successor signs a list that names the root", made(3, "root", named(next)),
		"next root", made(4, "root"), "refused")
	add("claims-successor", "the root signs a list that names its successor as root", made(3, "root", named(next)),
		"root", made(4, "next root"), "refused")
	add("third", "the successor names its own successor in turn", made(4, "next root", named(third)), "third root",
		made(5, "third root"), "renewed")
	broken := all[0]
	broken.Name, broken.Why = "changed", "a newer list, changed after it was signed"
	broken.Offered = strings.Replace(broken.Offered, "serial 4", "serial 5", 1)
	broken.Expect.Outcome, broken.Expect.Serial = "refused", 3
	other := demoTrust(relocate)
	foreign := all[0]
	foreign.Name, foreign.Why = "other-institution", "another institution's list"
	foreign.Offered = string(must(Sign(other, demoKey("other root"))))
	foreign.Expect.Outcome, foreign.Expect.Serial = "root", 3
	return append(all, broken, foreign)
}

// rootOf gives the name of a list's root key among the demo keys.
func rootOf(l List) string {
	for _, name := range []string{"root", "next root", "third root"} {
		if l.Root.Key() == demoPublic(name) {
			return name
		}
	}
	panic("no root of these tests")
}

func TestRenewalVectors(t *testing.T) {
	for _, v := range readVectors[renewalVector](t, "renewal", 20) {
		have := must(Open([]byte(v.Have), must(ParseVerifierKey(v.Root))))
		inForce, err := have.Renew([]byte(v.Offered))
		var older *OlderError
		outcome := "renewed"
		switch {
		case err == nil && inForce == have:
			outcome = "same"
		case errors.As(err, &older):
			outcome = "older"
		case errors.Is(err, ErrRoot):
			outcome = "root"
		case err != nil:
			outcome = "refused"
		}
		if err != nil {
			inForce = have
		}
		if outcome != v.Expect.Outcome || inForce.Serial != v.Expect.Serial || inForce.Root.String() != v.Expect.Root {
			t.Errorf("%s (%s): %s, serial %d, %v", v.Name, v.Why, outcome, inForce.Serial, err)
		}
	}
}
