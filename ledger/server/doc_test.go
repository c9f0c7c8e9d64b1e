package server

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocument holds HTTP.md to the code: every route with its methods, and every error code with its status.
func TestDocument(t *testing.T) {
	document, err := os.ReadFile("HTTP.md")
	if err != nil {
		t.Fatal(err)
	}
	var routes []string
	for _, m := range regexp.MustCompile("(?m)^\\| (GET|POST|) ?\\| `(/[^`]*)` ").FindAllStringSubmatch(string(document), -1) {
		routes = append(routes, strings.TrimSpace(m[1]+" "+m[2]))
	}
	var want []string
	for _, r := range (&Server{}).routes() {
		method := ""
		switch {
		case r.get != nil:
			method = "GET "
		case r.post != nil:
			method = "POST "
		}
		want = append(want, method+r.pattern)
	}
	if !slices.Equal(routes, want) {
		t.Errorf("HTTP.md has the routes\n%q\nthe code has\n%q", routes, want)
	}
	codes := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| (\\d{3}) \\| `([a-z-]+)` ").FindAllStringSubmatch(string(document), -1) {
		if out, ok := outcomes[m[2]]; !ok || fmt.Sprint(out.status) != m[1] {
			t.Errorf("HTTP.md: %s with status %s; the code has %+v", m[2], m[1], out)
		}
		codes[m[2]] = true
	}
	for code := range maps.Keys(outcomes) {
		if !codes[code] {
			t.Errorf("HTTP.md does not list %s", code)
		}
		if _, ok := phrases["error."+code]; !ok {
			t.Errorf("no sentence for %s", code)
		}
	}
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
}

// TestExample: the pledge of HTTP.md's example is that of STATEMENT.md's.
func TestExample(t *testing.T) {
	read := func(path string) string {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return strings.ReplaceAll(string(raw), "\r\n", "\n")
	}
	statement, document := read("../../signer/STATEMENT.md"), read("HTTP.md")
	block := func(name string) string {
		m := regexp.MustCompile("(?s)```hex " + name + "\n(.*?)```").FindStringSubmatch(statement)
		if m == nil {
			t.Fatalf("STATEMENT.md has no %s", name)
		}
		return strings.Join(strings.Fields(m[1]), "")
	}
	signature := block("registration signature")
	for _, want := range []string{
		fmt.Sprintf("Content-Length: %d\n", len(block("pledge"))/2),
		`"digest":"` + block("pledge digest") + `"`,
		fmt.Sprintf(`"signature":"%s...%s"`, signature[:12], signature[len(signature)-7:]),
	} {
		if !strings.Contains(document, want) {
			t.Errorf("HTTP.md does not say %q", want)
		}
	}
}
