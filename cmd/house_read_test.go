package cmd_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

type set map[string]bool

// A room is a package as the go command sees it, without its tests.
type room struct {
	path    string
	imports set // by itself
	deps    set // through others too
}

// match holds if the pattern is the import path, or path/... and the import path is path or below
// it.
func match(pattern, importPath string) bool {
	base, tree := strings.CutSuffix(pattern, "/...")
	return importPath == base || tree && strings.HasPrefix(importPath, base+"/")
}

func matchAny(patterns []string, importPath string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return match(p, importPath) })
}

// list returns the module's packages by import path: what they import on any of the platforms we
// build for.
func list(t *testing.T) map[string]room {
	t.Helper()
	sources(t) // reads every file, so that go test does not take a cached result after one has changed
	house := map[string]room{}
	for _, platform := range []string{"linux/amd64", "darwin/arm64", "windows/amd64", "js/wasm"} {
		listOn(t, platform, house)
	}
	return house
}

func listOn(t *testing.T, platform string, house map[string]room) {
	t.Helper()
	goos, goarch, _ := strings.Cut(platform, "/")
	args := []string{"list", "-e", "-json=ImportPath,Imports,Deps,Error,DepsErrors"}
	if goos == "js" {
		args = append(args, "./signer", "./signer/text", "./signer/web/...", "./verify/...") // what runs in a browser
	} else {
		args = append(args, "./...")
	}
	decoder := json.NewDecoder(bytes.NewReader(goTool(t, args, "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")))
	for {
		var p struct {
			ImportPath    string
			Imports, Deps []string
			Error         *struct{ Err string }
			DepsErrors    []struct{ Err string }
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Error != nil && goos == "js" {
			continue // absent rooms, and rooms with nothing for browsers; the other platforms have spoken of them
		}
		if p.Error != nil {
			t.Errorf("%s: %s", platform, p.Error.Err)
			continue
		}
		for _, e := range p.DepsErrors {
			t.Errorf("%s: what %s depends on is not all known: %s", platform, p.ImportPath, e.Err)
		}
		if _, ok := house[p.ImportPath]; !ok {
			house[p.ImportPath] = room{p.ImportPath, set{}, set{}}
		}
		for _, path := range p.Imports {
			house[p.ImportPath].imports[path] = true
		}
		for _, path := range p.Deps {
			house[p.ImportPath].deps[path] = true
		}
	}
}

// goTool runs the go command at the top of the module.
func goTool(t *testing.T, args []string, env ...string) []byte {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir, c.Env = "..", append(os.Environ(), env...)
	c.Stderr = &bytes.Buffer{}
	out, err := c.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, c.Stderr)
	}
	return out
}

// A source is a Go file, whatever platform it is for.
type source struct {
	name    string // file name
	pkg     string // import path of its directory
	clause  string // name in its package clause
	test    bool
	imports []string
	refs    []ref
}

// A ref is a mention of another package's name.
type ref struct {
	name string // as package path and name: time.Now
	pos  string
}

// sources reads all Go files of the module, but none in testdata or build.
func sources(t *testing.T) []source {
	t.Helper()
	var files []source
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && slices.Contains([]string{".git", ".ci", "build", "testdata"}, d.Name()) {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(name) != ".go" {
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f, err := parse(strings.TrimPrefix(filepath.ToSlash(name), "../"), text)
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func parse(name string, text []byte) (source, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, text, parser.SkipObjectResolution)
	if err != nil {
		return source{}, err
	}
	s := source{name: name, pkg: path.Join("ikrar", path.Dir(name)), clause: f.Name.Name,
		test: strings.HasSuffix(name, "_test.go")}
	local := map[string]string{} // what this file calls a package
	for _, spec := range f.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return source{}, err
		}
		s.imports = append(s.imports, importPath)
		name := path.Base(importPath) // true of the standard library, and the names we look for are its
		if spec.Name != nil {
			name = spec.Name.Name
		}
		local[name] = importPath
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && local[x.Name] != "" {
				s.refs = append(s.refs, ref{local[x.Name] + "." + sel.Sel.Name, fset.Position(sel.Pos()).String()})
			}
		}
		return true
	})
	return s, nil
}

// topLevel lists the top of the tree: what git tracks, or what lies there where git does not
// answer.
func topLevel(t *testing.T) []string {
	t.Helper()
	var names []string
	_, _ = os.Stat("../.git/index") // what git adds or drops also makes a cached result old
	// The checkout may belong to somebody else, as on a machine that tests for others.
	c := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z")
	c.Dir = ".."
	if out, err := c.Output(); err == nil && len(out) > 0 {
		for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
			top, _, _ := strings.Cut(name, "/")
			names = append(names, top)
		}
		slices.Sort(names)
		return slices.Compact(names)
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != ".git" && e.Name() != "build" {
			names = append(names, e.Name())
		}
	}
	return names
}

// directModules lists the modules of go.mod that our code or tests import, and those of its tools.
// It asks the imports, not the "// indirect" marks, which are right only after a go mod tidy.
func directModules(t *testing.T) []string {
	t.Helper()
	var mod struct {
		Require []struct{ Path string }
		Tool    []struct{ Path string }
	}
	_, _ = os.Stat("../go.mod") // as in topLevel
	if err := json.Unmarshal(goTool(t, []string{"mod", "edit", "-json"}), &mod); err != nil {
		t.Fatal(err)
	}
	var used []string
	for _, f := range sources(t) {
		used = append(used, f.imports...)
	}
	for _, tool := range mod.Tool {
		used = append(used, tool.Path)
	}
	direct := set{}
	for _, importPath := range used {
		best := "" // the longest module path is the import's
		for _, m := range mod.Require {
			if match(m.Path+"/...", importPath) && len(m.Path) > len(best) {
				best = m.Path
			}
		}
		direct[best] = true
	}
	delete(direct, "")
	var modules []string
	for path := range direct {
		modules = append(modules, path)
	}
	slices.Sort(modules)
	return modules
}
