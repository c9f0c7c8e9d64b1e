package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	everybody "ikrar/ledger/public"
	"ikrar/verify/phrase"
	"ikrar/verify/web"
)

// packaged is a file of the packages.
func packaged(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("package", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPackageIsWhole: what nfpm is told to pack is there, and nothing beside it is forgotten.
func TestPackageIsWhole(t *testing.T) {
	list := packaged(t, "nfpm.yaml")
	entries, err := os.ReadDir("package")
	if err != nil {
		t.Fatal(err)
	}
	alone := map[string]bool{"nfpm.yaml": true, "Containerfile": true}
	for _, e := range entries {
		if !alone[e.Name()] && !strings.Contains(list, "cmd/ikrar/package/"+e.Name()) {
			t.Errorf("package/%s is in no package", e.Name())
		}
	}
	source := regexp.MustCompile(`src: ((?:cmd|README|LICENSE)[^,]*),|: (cmd/ikrar/package/\S+\.sh)`)
	for _, m := range source.FindAllStringSubmatch(list, -1) {
		if _, err := os.Stat(filepath.Join("..", "..", m[1]+m[2])); err != nil {
			t.Error(err)
		}
	}
	for _, script := range []string{"postinst.sh", "prerm.sh"} {
		if out, err := exec.Command("sh", "-n", filepath.Join("package", script)).CombinedOutput(); err != nil {
			t.Errorf("%s: %v %s", script, err, out)
		}
	}
}

// TestPackageOptions: what /etc/default/ikrar has `serve` started with is what serve takes.
func TestPackageOptions(t *testing.T) {
	m := regexp.MustCompile(`(?m)^IKRAR_SERVE="(.*)"$`).FindStringSubmatch(packaged(t, "ikrar.default"))
	if m == nil {
		t.Fatal("no IKRAR_SERVE in ikrar.default")
	}
	cmd, rest, err := languageCommand(phrase.EN).Find(append([]string{"serve"}, strings.Fields(m[1])...))
	if err != nil || cmd.Name() != "serve" {
		t.Fatal(cmd, err)
	}
	if err := cmd.ParseFlags(rest); err != nil {
		t.Error(err)
	}
}

// TestPackageUnits: systemd reads the units, and grades what is left to them below 2.5 of 10.
func TestPackageUnits(t *testing.T) {
	needTools(t, "systemd-analyze")
	root := t.TempDir()
	units := makeDir(t, root, "usr/lib/systemd/system")
	for _, name := range []string{"ikrar.service", "ikrar-backup.service", "ikrar-backup.timer"} {
		text := packaged(t, name)
		// The program need not be installed here, nor its manual.
		text = strings.ReplaceAll(text, "ExecStart=/usr/bin/ikrar ", "ExecStart="+absolute(t, os.Args[0])+" ")
		text = regexp.MustCompile(`(?m)^Documentation=.*\n`).ReplaceAllString(text, "")
		path := filepath.Join(units, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("systemd-analyze", "verify", path).CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if filepath.Ext(name) != ".service" {
			continue
		}
		if out, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=25",
			path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestPackageLog: the log of nginx has the first word of every path that ikrar answers, and no word
// of any other.
func TestPackageLog(t *testing.T) {
	var known []*regexp.Regexp
	rule := regexp.MustCompile(`(?m)^\s+~(\^\S+)\s+\$known;`)
	for _, m := range rule.FindAllStringSubmatch(packaged(t, "nginx.conf"), -1) {
		known = append(known, regexp.MustCompile(m[1]))
	}
	logged := func(path string) string {
		for _, k := range known {
			if m := k.FindStringSubmatch(path); m != nil {
				return m[1]
			}
		}
		return ""
	}
	document, err := os.ReadFile("../../ledger/server/HTTP.md")
	if err != nil {
		t.Fatal(err)
	}
	routes := regexp.MustCompile("(?m)^\\| [A-Z]+ \\| `(/[^`]*)` ").FindAllStringSubmatch(string(document), -1)
	if len(routes) < 20 {
		t.Fatalf("%d routes in HTTP.md", len(routes))
	}
	for _, m := range routes {
		path := strings.TrimSuffix(m[1], "{$}")
		first := regexp.MustCompile(`^/(v1/)?[a-z.]*`).FindString(path)
		if got := logged(path); got != first {
			t.Errorf("of %s the log has %q", path, got)
		}
	}
	for _, path := range []string{"/nabila", "/%231234", "/tanda%23K7QM", "/opd%23K7QM", "/v1/k7qm2f8d", "/k7qm"} {
		if got := logged(path); got != "" {
			t.Errorf("of %s the log has %q", path, got)
		}
	}
}

// TestPackageFront: the web server in front of published files sends the headers that the server
// sends with the page.
func TestPackageFront(t *testing.T) {
	conf := packaged(t, "nginx-published.conf")
	for _, a := range web.Assets() {
		if a.Immutable {
			continue
		}
		for name, value := range a.Headers() {
			if a.Path == "/" && name == "Content-Security-Policy" {
				value = "frame-ancestors 'none'" // the rest stands in the page, with the hash of its script
			}
			variable := name == "Content-Security-Policy" && strings.Contains(conf, "default \""+value+"\";")
			header := regexp.MustCompile(`(?m)^\s+add_header ` + name + ` "?` + regexp.QuoteMeta(value) + `"? always;$`)
			if !variable && !header.MatchString(conf) {
				t.Errorf("no %s: %s", name, value)
			}
		}
	}
	for _, p := range everybody.Paths {
		place, _, _ := strings.Cut(p.Pattern, "{")
		if !strings.Contains(conf, "location "+place+" {") && !strings.Contains(conf, "location = "+place+" {") {
			t.Errorf("no location for %s", p.Pattern)
		}
	}
}
