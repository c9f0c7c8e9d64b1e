package rootact

import (
	"net"
	"net/url"
	"slices"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/verify/trust"
)

// Why a change of the witnesses is refused.
const (
	WitnessKey     office.Code = "witness-key"     // value
	WitnessExists  office.Code = "witness-exists"  // name
	WitnessLogKey  office.Code = "witness-log-key" // name
	WitnessUnknown office.Code = "witness-unknown" // name
	WitnessQuorum  office.Code = "witness-quorum"  // need, count
	WitnessPolicy  office.Code = "witness-policy"  // it has groups within groups
)

// Reasons why what was typed of a witness is not taken.
const (
	reasonWitnessName config.Reason = "witness-name"
	reasonWitnessURL  config.Reason = "witness-url"
	reasonWitnessHost config.Reason = "witness-host"
	reasonWitnessPath config.Reason = "witness-path"
)

// quorumName is the group of all witnesses in the lists that are made here.
const quorumName = "kuorum"

// ReadWitness reads a witness as it was typed: its verifier key, a name within the list, and where
// it answers. Errors are [WitnessKey] and a [*config.ValueError] of "name" or "url".
func ReadWitness(vkey, name, address string) (w trust.Witness, err error) {
	key, err := trust.ParseVerifierKey(strings.TrimSpace(vkey))
	if err != nil || key != trust.WitnessKey(key.Name(), key.Key()) {
		return w, refuse(WitnessKey, "value", vkey)
	}
	if !WitnessName(name) {
		return w, &config.ValueError{Key: "name", Value: name, Reason: reasonWitnessName}
	}
	if reason := CheckWitnessAddress(address); reason != "" {
		return w, &config.ValueError{Key: "url", Value: address, Reason: reason}
	}
	return trust.Witness{Name: name, Key: key, URL: strings.TrimSuffix(address, "/")}, nil
}

// AddWitness has a witness asked from now on.
func AddWitness(w trust.Witness) Change {
	return changeWitnesses(func(all []trust.Witness, need int) ([]trust.Witness, int, error) {
		if slices.ContainsFunc(all, func(k trust.Witness) bool {
			return k.Name == w.Name ||
				k.Key.Key() == w.Key.Key()
		}) {
			return nil, 0, refuse(WitnessExists, "name", w.Name)
		}
		return append(all, w), need, nil
	})
}

// RemoveWitness has a witness asked no more.
func RemoveWitness(name string) Change {
	return changeWitnesses(func(all []trust.Witness, need int) ([]trust.Witness, int, error) {
		rest := slices.DeleteFunc(slices.Clone(all), func(w trust.Witness) bool { return w.Name == name })
		if len(rest) == len(all) {
			return nil, 0, refuse(WitnessUnknown, "name", name)
		}
		return rest, need, nil
	})
}

// SetQuorum says how many of all witnesses must cosign; 0 asks for nobody.
func SetQuorum(need int) Change {
	return changeWitnesses(func(all []trust.Witness, _ int) ([]trust.Witness, int, error) {
		return all, need, nil
	})
}

// changeWitnesses gives a list other witnesses, of all of whom so many must cosign.
func changeWitnesses(change func(all []trust.Witness, need int) ([]trust.Witness, int, error)) Change {
	return func(t *trust.List, _ uint64) error {
		p := t.Policy
		if !plainQuorum(p) {
			return refuse(WitnessPolicy)
		}
		all, need, err := change(slices.Clone(p.Witnesses), p.Size())
		if err != nil {
			return err
		}
		if need < 0 || need > len(all) {
			return refuse(WitnessQuorum, "need", need, "count", len(all))
		}
		for _, w := range all {
			if slices.ContainsFunc(p.Logs, func(l trust.PolicyLog) bool { return l.Key.Key() == w.Key.Key() }) {
				return refuse(WitnessLogKey, "name", w.Name)
			}
		}
		p.Witnesses, p.Groups, p.Quorum = all, nil, "none"
		if need > 0 {
			p.Groups, p.Quorum = []trust.Group{{Name: quorumName, Need: need}}, quorumName
			for _, w := range all {
				p.Groups[0].Members = append(p.Groups[0].Members, w.Name)
			}
		}
		t.Policy = p
		return nil
	}
}

// plainQuorum says whether a quorum is so many of all witnesses, and nothing finer.
func plainQuorum(p trust.Policy) bool {
	return len(p.Groups) == 0 || len(p.Groups) == 1 && len(p.Groups[0].Members) == len(p.Witnesses)
}

// WitnessName says whether a name may be a witness's in the trust list.
func WitnessName(s string) bool {
	const allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-"
	return s != "" && len(s) <= 64 && s != "none" && s != quorumName && strings.Trim(s, allowed) == ""
}

// CheckWitnessAddress judges where a witness is said to answer: the reason for a refusal, or "".
func CheckWitnessAddress(s string) config.Reason {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil,
		strings.ContainsAny(s, "?# ") || len(s) > 200:
		return reasonWitnessURL
	case EveryAddress(u.Hostname()):
		return reasonWitnessHost
	case strings.HasSuffix(strings.TrimSuffix(u.Path, "/"), "/add-checkpoint"):
		return reasonWitnessPath
	}
	return ""
}

// EveryAddress tells a host to listen on that stands for all addresses of a machine, and is none to
// call.
func EveryAddress(host string) bool { return host == "" || net.ParseIP(host).IsUnspecified() }

// PlainAddress tells an address whose answers anybody on the way can change.
func PlainAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "http" && u.Hostname() != "localhost" && !net.ParseIP(u.Hostname()).IsLoopback()
}
