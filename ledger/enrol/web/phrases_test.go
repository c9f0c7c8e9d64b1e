package web_test

import (
	"path"
	"regexp"
	"strings"
	"testing"

	"ikrar/ledger/enrol/web"
)

var (
	said   = regexp.MustCompile(`\b(?:say|remark)\((?:\w+, )?"([a-z0-9.-]+)"`)
	begun  = regexp.MustCompile("[`\"]([a-z.-]+\\.)(?:\\$\\{|\" \\+)")
	quoted = regexp.MustCompile(`"([a-z][a-z0-9_.-]*)"|\{\{([a-z.0-9_-]+)\}\}|data-say="([a-z.0-9_-]+)"`)
)

// Every sentence is there in both languages, every one that a screen asks for exists, and none is
// left over.
func TestPhrases(t *testing.T) {
	t.Parallel()
	if err := web.Book.Check(); err != nil {
		t.Error(err)
	}
	used, prefixes := map[string]bool{}, []string{}
	for name, source := range web.Sources() {
		if path.Dir(name) != "sign" {
			continue
		}
		for _, m := range said.FindAllSubmatch(source, -1) {
			if key := string(m[1]); !strings.HasSuffix(key, ".") && web.Book[key].ID == "" {
				t.Errorf("%s: there is no sentence %s", name, key)
			}
		}
		for _, m := range quoted.FindAllSubmatch(source, -1) {
			used[string(m[1])+string(m[2])+string(m[3])] = true
		}
		for _, m := range begun.FindAllSubmatch(source, -1) {
			prefixes = append(prefixes, string(m[1]))
		}
	}
	for key := range web.Book {
		known := used[key] || used[strings.TrimSuffix(key, ".title")] || used[strings.TrimSuffix(key, ".next")]
		for _, prefix := range prefixes {
			known = known || strings.HasPrefix(key, prefix)
		}
		if !known {
			t.Errorf("nobody says %s", key)
		}
	}
}
