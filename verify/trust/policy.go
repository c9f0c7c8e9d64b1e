package trust

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ikrar/signer/eddsa"
)

// Policy is the part of a trust list that says whose checkpoints count: lines of C2SP tlog-policy,
// in their one spelling.
type Policy struct {
	Logs      []PolicyLog
	Witnesses []Witness
	Groups    []Group
	Quorum    string // name of a witness or a group, or "none"
}

// PolicyLog is a key whose checkpoints count.
type PolicyLog struct {
	Key VerifierKey
	URL string // may be empty
}

// Witness is an office that cosigns checkpoints.
type Witness struct {
	Name string // within the policy
	Key  VerifierKey
	URL  string // may be empty
}

// Group has cosigned when at least Need of its members have. Members stand before it in the policy,
// each in one group.
type Group struct {
	Name    string
	Need    int
	Members []string
}

const noQuorum = "none"

// Size is the least number of witnesses that can make the quorum.
func (p Policy) Size() int { return p.need(p.Quorum) }

func (p Policy) need(name string) int {
	for _, g := range p.Groups {
		if g.Name == name {
			var costs []int
			for _, m := range g.Members {
				costs = append(costs, p.need(m))
			}
			slices.Sort(costs)
			sum := 0
			for _, c := range costs[:g.Need] {
				sum += c
			}
			return sum
		}
	}
	if name == noQuorum {
		return 0
	}
	return 1
}

// Met reports whether the witnesses of the given names make the quorum.
func (p Policy) Met(cosigned []string) bool { return p.met(p.Quorum, cosigned) }

func (p Policy) met(name string, cosigned []string) bool {
	for _, g := range p.Groups {
		if g.Name == name {
			have := 0
			for _, m := range g.Members {
				if p.met(m, cosigned) {
					have++
				}
			}
			return have >= g.Need
		}
	}
	return name == noQuorum || slices.Contains(cosigned, name)
}

// lines writes the policy in its one spelling.
func (p Policy) lines(b *strings.Builder) {
	for _, l := range p.Logs {
		b.WriteString(strings.TrimRight("log "+l.Key.String()+" "+l.URL, " ") + "\n")
	}
	for _, w := range p.Witnesses {
		b.WriteString(strings.TrimRight("witness "+w.Name+" "+w.Key.String()+" "+w.URL, " ") + "\n")
	}
	for _, g := range p.Groups {
		fmt.Fprintf(b, "group %s %d %s\n", g.Name, g.Need, strings.Join(g.Members, " "))
	}
	fmt.Fprintf(b, "quorum %s\n", p.Quorum)
}

// line reads one line of the policy; known is false where the keyword is none of a policy's.
func (p *Policy) line(keyword string, fields []string) (known bool, err error) {
	switch {
	case keyword == "log" && (len(fields) == 1 || len(fields) == 2):
		key, err := ParseVerifierKey(fields[0])
		p.Logs = append(p.Logs, PolicyLog{key, strings.Join(fields[1:], "")})
		return true, err
	case keyword == "witness" && (len(fields) == 2 || len(fields) == 3):
		key, err := ParseVerifierKey(fields[1])
		p.Witnesses = append(p.Witnesses, Witness{fields[0], key, strings.Join(fields[2:], "")})
		return true, err
	case keyword == "group" && len(fields) >= 3:
		need, err := strconv.Atoi(fields[1])
		p.Groups = append(p.Groups, Group{fields[0], need, fields[2:]})
		return true, err
	case keyword == "quorum" && len(fields) == 1 && p.Quorum == "":
		p.Quorum = fields[0]
		return true, nil
	}
	return false, nil
}

// check refuses a policy that contradicts itself.
func (p Policy) check() error {
	if len(p.Witnesses) > maxWitnesses || len(p.Groups) > maxWitnesses {
		return fmt.Errorf("more than %d witnesses or groups", maxWitnesses)
	}
	if err := p.checkKeys(); err != nil {
		return err
	}
	return p.checkNames()
}

// checkKeys refuses keys of the wrong type, and one key under two names: whoever holds it would
// count twice.
func (p Policy) checkKeys() error {
	seen := map[eddsa.PublicKey]bool{}
	check := func(what, name, url string, key VerifierKey, algorithm byte) error {
		if key.algorithm != algorithm || seen[key.key] {
			return fmt.Errorf("%s %s: its key is of another type or listed twice", what, name)
		}
		seen[key.key] = true
		if url == "" {
			return nil
		}
		return checkWord("address", url)
	}
	for _, l := range p.Logs {
		if err := check("log", l.Key.name, l.URL, l.Key, algEd25519); err != nil {
			return err
		}
	}
	for _, w := range p.Witnesses {
		if err := check("witness", w.Name, w.URL, w.Key, algCosignature); err != nil {
			return err
		}
	}
	return nil
}

// checkNames refuses names defined twice, groups of what is not defined before them or is in a
// group already, and a quorum of nothing.
func (p Policy) checkNames() error {
	defined, free := map[string]bool{noQuorum: true}, map[string]bool{}
	define := func(name string) error {
		if defined[name] {
			return fmt.Errorf("policy name %q is reserved or defined twice", name)
		}
		defined[name], free[name] = true, true
		return checkWord("policy name", name)
	}
	for _, w := range p.Witnesses {
		if err := define(w.Name); err != nil {
			return err
		}
	}
	for _, g := range p.Groups {
		if g.Need < 1 || g.Need > len(g.Members) {
			return fmt.Errorf("group %s needs %d of %d", g.Name, g.Need, len(g.Members))
		}
		for _, m := range g.Members {
			if !free[m] {
				return fmt.Errorf("group %s: member %q is not defined before it, or is in a group already", g.Name, m)
			}
			free[m] = false
		}
		if err := define(g.Name); err != nil {
			return err
		}
	}
	if !defined[p.Quorum] {
		return fmt.Errorf("quorum %q is not defined", p.Quorum)
	}
	return nil
}
