package bundle

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestVersionNamesContent(t *testing.T) {
	all := map[string][]byte{"main.js": []byte("run()")}
	before := Version(all)
	all["main.js"] = []byte("run()\n")
	if Version(all) == before {
		t.Error("another content, the same version")
	}
}

func TestJoin(t *testing.T) {
	all := map[string][]byte{
		"a/main.js": []byte("import { one, two as zwei } from \"./one.js\"\n" +
			"import * as rest from \"../b/rest.js\"\n" +
			"import list from \"./list.js\"\nrun(one, zwei, rest.three, list)\n"),
		"a/one.js": []byte("import { three } from \"../b/rest.js\"\n" +
			"export const one = three - 2\nexport async function two() {}\nexport class Three {}\n"),
		"b/rest.js":  []byte("export const three = 3\nconst own = 4\n"),
		"a/list.js":  []byte("export default [1, 2]\n"),
		"a/named.js": []byte("export { three } from \"../b/rest.js\"\n"),
	}
	order, err := Graph(all, "a/main.js")
	if want := []string{"b/rest.js", "a/one.js", "a/list.js", "a/main.js"}; err != nil || !slices.Equal(order, want) {
		t.Fatalf("order %q, want %q (%v)", order, want, err)
	}
	script, err := join(all, order)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"const { three } = module0;\nconst one = three - 2\nasync function two() {}\nclass Three {}\nreturn { two, Three, one };",
		"const own = 4\nreturn { three };",
		"const defaultExport = [1, 2]\nreturn { default: defaultExport };",
		"const { one, two: zwei } = module1;\nconst rest = module0;\nconst list = module2.default;\nrun(",
	} {
		if !strings.Contains(sorted(script), sorted(want)) {
			t.Errorf("no\n%s\nin\n%s", want, script)
		}
	}
	if order, err = Graph(all, "a/named.js"); err != nil || !slices.Equal(order, []string{"b/rest.js", "a/named.js"}) {
		t.Errorf("order %q (%v)", order, err)
	}
	if script, err = join(all, order); err != nil || !strings.Contains(script, "return { three: module0.three };") {
		t.Errorf("%v in\n%s", err, script)
	}
}

// sorted makes two lists of exports comparable: their order says nothing.
func sorted(script string) string {
	return regexp.MustCompile(`return \{ (.*) \};`).ReplaceAllStringFunc(script, func(s string) string {
		names := strings.Split(s[len("return { "):len(s)-len(" };")], ", ")
		slices.Sort(names)
		return "return { " + strings.Join(names, ", ") + " };"
	})
}

func TestJoinRefuses(t *testing.T) {
	for name, source := range map[string]string{
		"an absent module":       "import { a } from \"./absent.js\"\n",
		"itself":                 "import { a } from \"./main.js\"\n",
		"another form of import": "import \"./effect.js\"\n",
		"another form of export": "export let a = 1\n",
		"a list of exports":      "export { a, b }\n",
		"single quotes":          "import { a } from './main.js'\n",
	} {
		all := map[string][]byte{"main.js": []byte(source)}
		if _, err := Script(all, "main.js"); err == nil {
			t.Errorf("%s is not refused: %s", name, source)
		}
	}
}

func TestUncommented(t *testing.T) {
	source := "// why\nconst a = 1 // one\n\t// more\nconst url = \"https://x/\"\n"
	want := "\nconst a = 1 // one\n\nconst url = \"https://x/\"\n"
	if got := string(Uncommented([]byte(source))); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFile(t *testing.T) {
	f := File{Page: []byte("<title>{{a.title}}</title>[[head]]<p>[[home]]</p>[[tail]]"), Script: "run()", Style: "p{}",
		Say: func(key string) string { return "<" + key + ">" }, Parts: map[string]string{"home": "#"},
		Data: map[string]string{"text": "</script>[[head]]"}, Connect: "https://ikrar.contoh.example"}
	page, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<title>&lt;a.title&gt;</title>", "<p>#</p>", "<script>run()</script>",
		"<style>p{}</style>", "script-src '" + Hash("run()") + "'", "connect-src https://ikrar.contoh.example;",
		`\u003c/script\u003e[[head]]`} {
		if !strings.Contains(string(page), want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	for _, bad := range []File{{Script: `"</script>"`}, {Script: "a <!-- b"}, {Style: "</style>"}} {
		if _, err := bad.Bytes(); !errors.Is(err, ErrEnd) {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

func TestWorker(t *testing.T) {
	script := "const v = \"[[version]]\", paths = [\n  \"[[paths]]\",\n], programs = [\"[[programs]]\"]"
	want := "const v = \"12ab\", paths = [\n  \"./\",\n  \"./b\",\n], programs = [\"./p\"]"
	if got := string(Worker([]byte(script), "12ab", []string{"./b", "./"}, []string{"./p"})); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
