// Package cmd_test holds the house rules: who may depend on whom, what may lie where. It has no
// code of its own to test; it reads the whole module.
package cmd_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// rooms are the packages that must exist. A rule speaks of rooms by pattern, and a pattern that
// matches nothing would be a rule that cannot fail, so absent rooms fail [TestRoomsExist].
var rooms = []string{
	"ikrar/cmd", "ikrar/cmd/check", "ikrar/cmd/ikrar", "ikrar/cmd/ikrar-verify", "ikrar/cmd/pins", "ikrar/cmd/version",
	"ikrar/ledger", "ikrar/ledger/certificate", "ikrar/ledger/certificate/internal/byunit",
	"ikrar/ledger/certificate/internal/outside", "ikrar/ledger/certificate/internal/pdfa",
	"ikrar/ledger/certificate/internal/qr", "ikrar/ledger/certificate/internal/svg",
	"ikrar/ledger/certificate/internal/typeset", "ikrar/ledger/certificate/internal/upright",
	"ikrar/ledger/certificate/papers", "ikrar/ledger/cosigning", "ikrar/ledger/enrol",
	"ikrar/ledger/enrol/web", "ikrar/ledger/enrol/web/flow", "ikrar/ledger/internal/addcheckpoint",
	"ikrar/ledger/internal/archive", "ikrar/ledger/internal/audit", "ikrar/ledger/internal/backup",
	"ikrar/ledger/internal/book", "ikrar/ledger/internal/challenge",
	"ikrar/ledger/internal/clock", "ikrar/ledger/internal/disk", "ikrar/ledger/internal/drawers",
	"ikrar/ledger/internal/fasted25519", "ikrar/ledger/internal/merkle", "ikrar/ledger/internal/place",
	"ikrar/ledger/internal/rules", "ikrar/ledger/internal/sessions", "ikrar/ledger/internal/share",
	"ikrar/ledger/internal/socket", "ikrar/ledger/internal/store", "ikrar/ledger/internal/window",
	"ikrar/ledger/issue", "ikrar/ledger/office", "ikrar/ledger/office/checkup", "ikrar/ledger/office/config",
	"ikrar/ledger/office/event",
	"ikrar/ledger/office/figures", "ikrar/ledger/office/guide", "ikrar/ledger/office/internal/ordered",
	"ikrar/ledger/office/mail", "ikrar/ledger/office/mail/postbox", "ikrar/ledger/office/mailing",
	"ikrar/ledger/office/nearest",
	"ikrar/ledger/office/outpost", "ikrar/ledger/office/owner", "ikrar/ledger/office/people",
	"ikrar/ledger/office/personnel",
	"ikrar/ledger/office/reasons", "ikrar/ledger/office/recovery",
	"ikrar/ledger/office/rootact", "ikrar/ledger/office/safekeeping",
	"ikrar/ledger/office/sessions", "ikrar/ledger/office/settings", "ikrar/ledger/office/standing",
	"ikrar/ledger/office/step", "ikrar/ledger/office/unitlink", "ikrar/ledger/office/web",
	"ikrar/ledger/office/web/internal/approvals", "ikrar/ledger/office/web/internal/campaigns",
	"ikrar/ledger/office/web/internal/certificates", "ikrar/ledger/office/web/internal/chat",
	"ikrar/ledger/office/web/internal/desk",
	"ikrar/ledger/office/web/internal/entrance", "ikrar/ledger/office/web/internal/frame",
	"ikrar/ledger/office/web/internal/importing", "ikrar/ledger/office/web/internal/mailroom",
	"ikrar/ledger/office/web/internal/overview", "ikrar/ledger/office/web/internal/people",
	"ikrar/ledger/office/web/internal/preferences",
	"ikrar/ledger/office/web/internal/reports",
	"ikrar/ledger/office/web/internal/slips", "ikrar/ledger/public", "ikrar/ledger/publish",
	"ikrar/ledger/publish/directory", "ikrar/ledger/publish/s3", "ikrar/ledger/remote", "ikrar/ledger/report",
	"ikrar/ledger/report/roles",
	"ikrar/ledger/roster", "ikrar/ledger/roster/contact", "ikrar/ledger/roster/internal/spelling",
	"ikrar/ledger/roster/internal/table", "ikrar/ledger/roster/internal/wording", "ikrar/ledger/server",
	"ikrar/ledger/server/internal/admission", "ikrar/ledger/spreadsheet", "ikrar/ledger/spreadsheet/workbook",
	"ikrar/ledger/witness", "ikrar/signer", "ikrar/signer/cbor", "ikrar/signer/crockford",
	"ikrar/signer/eddsa", "ikrar/signer/files", "ikrar/signer/invitation", "ikrar/signer/keyfile",
	"ikrar/signer/registrar", "ikrar/signer/session", "ikrar/signer/text",
	"ikrar/signer/web", "ikrar/verify", "ikrar/verify/answer",
	"ikrar/verify/document",
	"ikrar/verify/internal/picture", "ikrar/verify/packet", "ikrar/verify/pdf",
	"ikrar/verify/pdf/internal/canvas", "ikrar/verify/pdf/internal/crypt", "ikrar/verify/pdf/internal/filter",
	"ikrar/verify/pdf/resaved", "ikrar/verify/phrase", "ikrar/verify/qr", "ikrar/verify/remote",
	"ikrar/verify/rosette", "ikrar/verify/scan", "ikrar/verify/tiles", "ikrar/verify/trust",
	"ikrar/verify/web", "ikrar/verify/web/browser", "ikrar/verify/web/bundle", "ikrar/verify/web/wasm/scan",
	"ikrar/verify/web/wasm/verifier",
}

// A rule forbids packages to packages. Patterns end in /... for a package and all below it.
type rule struct {
	who    []string // the packages it binds
	except []string // those of them that it does not
	ban    []string // what they must not import
	deep   bool     // not through any other package either; otherwise only by an import of their own
	why    string
}

// binds says whether the rule speaks of the package.
func (r rule) binds(path string) bool {
	return matchAny(r.who, path) && !matchAny(r.except, path)
}

// broken says how the package breaks the rule, one line for each forbidden import.
func (r rule) broken(p room) []string {
	imports, verb := p.imports, "imports"
	if r.deep {
		imports, verb = p.deps, "depends on"
	}
	var lines []string
	for path := range imports {
		if matchAny(r.ban, path) {
			lines = append(lines, fmt.Sprintf("%s %s %s: %s", p.path, verb, path, r.why))
		}
	}
	slices.Sort(lines)
	return lines
}

// A mention forbids a name, called or not: a function kept as a default is called later.
type mention struct {
	who   []string
	names []string // as package path and name: time.Now
	why   string
}

var mentions = []mention{
	{who: libraries, names: []string{"time.Now", "time.Since", "time.Until"},
		why: "times are arguments: what reads a clock cannot be tested, audited or asked about another day"},
	{who: libraries, names: []string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln"},
		why: "only a main ends the process: an exit below it skips every deferred close and fsync"},
}

func TestRoomsExist(t *testing.T) {
	house := list(t)
	for _, path := range rooms {
		if _, ok := house[path]; !ok {
			t.Errorf("%s does not exist", path)
		}
	}
	for path := range house {
		if !slices.Contains(rooms, path) {
			t.Errorf("%s is no room: name it, so that the rules are tried on it", path)
		}
	}
}

func TestImports(t *testing.T) {
	house := list(t)
	for _, r := range rules {
		for _, path := range rooms {
			if _, ok := house[path]; !ok && r.binds(path) {
				t.Logf("%s does not exist, so this is not checked: %s", path, r.why)
			}
		}
		for _, p := range house {
			for _, line := range r.broken(p) {
				if r.binds(p.path) {
					t.Error(line)
				}
			}
		}
	}
}

// TestRulesBite gives every rule, for each room that it binds, a package that breaks it, and one
// that does not.
func TestRulesBite(t *testing.T) {
	for _, r := range rules {
		bound := slices.DeleteFunc(slices.Clone(rooms), func(path string) bool { return !r.binds(path) })
		if len(bound) == 0 || r.why == "" {
			t.Errorf("binds no room or has no reason: %+v", r)
		}
		for _, except := range r.except {
			if !slices.ContainsFunc(rooms, func(path string) bool { return match(except, path) }) {
				t.Errorf("an exception for no room: %s", except)
			}
		}
		for _, path := range bound {
			for _, ban := range r.ban {
				guilty := set{strings.TrimSuffix(ban, "/..."): true, "fmt": true}
				if n := len(r.broken(room{path, guilty, guilty})); n != 1 {
					t.Errorf("%s with %s: %d complaints, want 1: %s", path, ban, n, r.why)
				}
			}
			if lines := r.broken(room{path, set{"fmt": true, "osx": true}, set{"fmt": true}}); len(lines) != 0 {
				t.Errorf("complains of nothing: %q", lines)
			}
		}
	}
}

func TestMentions(t *testing.T) {
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		if slices.Contains(f.imports, "C") {
			t.Errorf("%s: import \"C\": static binaries for six platforms are built on one machine, without cgo",
				f.name)
		}
		for _, m := range mentions {
			for _, ref := range f.refs {
				if matchAny(m.who, f.pkg) && slices.Contains(m.names, ref.name) {
					t.Errorf("%s: %s: %s", ref.pos, ref.name, m.why)
				}
			}
		}
	}
}

func TestMentionsBite(t *testing.T) {
	const text = "package p\nimport (clock \"time\"; \"os\")\nvar now = clock.Now\nfunc f() { os.Exit(1) }\n"
	f, err := parse("p.go", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(f.refs), "[{time.Now p.go:3:11} {os.Exit p.go:4:12}]"; got != want {
		t.Errorf("refs %s, want %s", got, want)
	}
}

func TestPackageNames(t *testing.T) {
	// Names that say nothing of what is inside, or that this house has decided against.
	banned := []string{"pkg", "docs", "util", "utils", "common", "types", "helpers", "helper", "misc"}
	for _, f := range sources(t) {
		if strings.HasPrefix(f.pkg, "ikrar/internal") {
			t.Errorf("%s: no internal at the top level: a wall stands within a room, not around the house", f.name)
		}
		for _, word := range append(strings.Split(f.pkg, "/"), strings.TrimSuffix(f.clause, "_test")) {
			if slices.Contains(banned, word) {
				t.Errorf("%s: a package is not called %s: name what it does, in the field's words", f.name, word)
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	fixed := strings.Fields("cmd ledger signer verify go.mod Makefile README.md go.sum LICENSE .ci .gitignore")
	lint := []string{"staticcheck.conf"}
	entries := topLevel(t)
	for _, name := range entries {
		if !slices.Contains(fixed, name) && !slices.Contains(lint, name) {
			t.Errorf("%s: the top level is fixed: it has no such entry", name)
		}
	}
	for _, name := range fixed {
		if !slices.Contains(entries, name) {
			t.Errorf("%s: missing from the top level", name)
		}
	}
}

// TestReadmeNamesDependencies: whoever takes a dependency says in the README why.
func TestReadmeNamesDependencies(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	modules := directModules(t)
	if len(modules) < 4 {
		t.Fatalf("direct dependencies %q: fewer than the four that are given", modules)
	}
	for _, path := range modules {
		if !strings.Contains(string(readme), path) {
			t.Errorf("README.md: no line on why %s", path)
		}
	}
}
