package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeNamesVerbs: README says of each verb what it is for, and names none that there is not.
func TestReadmeNamesVerbs(t *testing.T) {
	a, _, _ := testApp("")
	root, text := rootCommand(a), readme(t)
	verbs := map[string]bool{}
	for _, cmd := range root.Commands() {
		verbs[cmd.Name()] = true
		if !cmd.Hidden && !regexp.MustCompile(`\bikrar `+cmd.Name()+`\b`).MatchString(text) {
			t.Errorf("README.md says nothing of ikrar %s", cmd.Name())
		}
	}
	for _, typed := range regexp.MustCompile("(?m)(?:^    |`)ikrar ([a-z][a-z-]*)").FindAllStringSubmatch(text, -1) {
		if !verbs[typed[1]] {
			t.Errorf("README.md has %q, and there is no such verb", typed[0])
		}
	}
	if len(verbs) < 30 {
		t.Errorf("only %d verbs were looked for", len(verbs))
	}
}

// TestReadmeLinks: each link within the house leads somewhere.
func TestReadmeLinks(t *testing.T) {
	text := readme(t)
	headings := map[string]bool{} // as their anchors are made: in lower case, with hyphens
	for _, h := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(text, -1) {
		headings[strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(h[1], ",", "")), " ", "-")] = true
	}
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(text, -1)
	for _, link := range links {
		at, anchor, _ := strings.Cut(link[1], "#")
		switch _, err := os.Stat(filepath.Join("../..", at)); {
		case strings.Contains(at, "://"):
		case err != nil:
			t.Errorf("README.md links to %s: %v", at, err)
		case at == "" && !headings[anchor]:
			t.Errorf("README.md links to #%s, and has no such heading", anchor)
		}
	}
	if len(links) < 20 {
		t.Errorf("only %d links were found", len(links))
	}
}

// TestReadmeDrill: the commands of the drill are those that a script tries, in their order.
func TestReadmeDrill(t *testing.T) {
	_, text, _ := strings.Cut(readme(t), "\n### When the disk is lost\n")
	text, _, _ = strings.Cut(text, "\n### ")
	script, err := os.ReadFile("testdata/script/drill.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rest, count := string(script), 0
	for _, line := range regexp.MustCompile(`(?m)^    (.*?)(?:   .*)?$`).FindAllStringSubmatch(text, -1) {
		_, after, ok := strings.Cut(rest, line[1])
		if !ok {
			t.Errorf("drill.txtar does not do this, or not then: %s", line[1])
			continue
		}
		rest, count = after, count+1
	}
	if count < 7 {
		t.Errorf("only %d commands were found", count)
	}
}
