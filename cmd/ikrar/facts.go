package main

import (
	"fmt"
	"strings"

	"ikrar/ledger/office"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
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

// tolerant are the verbs that only look, or save: they go by the trust list, and warn where
// ikrar.toml says something else, unless false stands here. Every other one might print or sign
// what whoever wrote ikrar.toml does not expect, and is refused.
var tolerant = map[string]bool{
	"ikrar": true, "ikrar audit": true, "ikrar verify": true, "ikrar backup": true, "ikrar restore": true,
	"ikrar trust show": true, "ikrar campaign list": true, "ikrar witness list": true,
	"ikrar roster list": true, "ikrar roster import": true,
	"ikrar trust set": false, // it is what mends this
	"ikrar doctor":    false, // says it among all that is wrong
}

// agreed holds what ikrar.toml says of the institution, which only those of earlier builds do,
// against the trust list. A list that cannot be read is left to whoever needs it.
func (a *app) agreed(h *home, text []byte) error {
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return nil
	}
	what, command := a.differing(h, list, text)
	warns, tolerated := tolerant[a.verbPath]
	switch {
	case what == "":
		return nil
	case !tolerated:
		return refuse("facts-differ", "path", h.ConfigPath(), "what", what, "command", command)
	case warns && !a.warned:
		a.warned = true
		a.note("facts.differ", "path", h.ConfigPath(), "what", what, "command", command)
	}
	return nil
}

// differing says where ikrar.toml and the trust list differ, "" for nowhere, and the command that
// gives the list the values of ikrar.toml.
func (a *app) differing(h *home, list *trust.List, text []byte) (what, command string) {
	var differ []string
	command = a.again() + " trust set"
	for _, d := range h.Config.Differing(text, list, remote.SameAddress) {
		differ = append(differ, a.say("facts.one", "key", d.Key, "line", d.Line, "value", d.Value, "want", d.Want))
		command += fmt.Sprintf(" --%s %s", factFlag(d.Key), shellWord(d.Value))
	}
	return strings.Join(differ, "; "), command + " --root-key " + a.say("arg.file")
}

// factFlag is the flag of trust set for one of [config.FactKeys].
func factFlag(key string) string {
	if key == "name" {
		return "institution"
	}
	return key
}
