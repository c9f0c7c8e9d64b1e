package preferences

import (
	"fmt"
	"io/fs"
	"regexp"
	"testing"
)

// TestPhrases: every sentence is there in both languages, and every one that a page says by its
// name is there.
func TestPhrases(t *testing.T) {
	if err := phrases.Check(); err != nil {
		t.Error(err)
	}
	names, _ := fs.Glob(templates, "*.html")
	for _, name := range names {
		page, _ := templates.ReadFile(name)
		for _, m := range regexp.MustCompile(`"(preferences\.[a-z.-]+[a-z])"`).FindAllSubmatch(page, -1) {
			if _, ok := phrases[string(m[1])]; !ok {
				t.Errorf("%s says %s, which is no sentence", name, m[1])
			}
		}
	}
	for act := range acts {
		for _, key := range []string{"preferences.act." + act, fmt.Sprintf("preferences.act.%s.lead", act)} {
			if _, ok := phrases[key]; !ok {
				t.Errorf("there is no sentence %s", key)
			}
		}
	}
	for code, at := range wrongOf {
		if _, ok := phrases[at[1]]; !ok {
			t.Errorf("%s has no sentence", code)
		}
	}
}
