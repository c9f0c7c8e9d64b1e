// Package bundle makes pages of modules: one script of many, from several trees, and one file that
// needs nothing beside it.
//
// Sources are files by the names under which they import each other: "signer/bytes.js",
// "page/main.js". The package reads the few forms of import and export that our modules use, and
// refuses others; no other program makes any of it.
package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Sources returns the files of a tree by their names, placed below a directory; "" is none.
func Sources(below string, tree fs.FS) map[string][]byte {
	all := map[string][]byte{}
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		all[path.Join(below, name)], err = fs.ReadFile(tree, name)
		return err
	})
	if err != nil {
		panic(err) // embedded files can be read
	}
	return all
}

// Version names the content of all files.
func Version(all map[string][]byte) string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(h, "%s %d\n%s", name, len(all[name]), all[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Uncommented empties the lines of a script that are a comment and nothing else. The others keep
// their numbers.
func Uncommented(script []byte) []byte { return commentLine.ReplaceAll(script, nil) }

var commentLine = regexp.MustCompile(`(?m)^[ \t]*//.*$`)

// Fill puts sentences into a page, where it names them as {{key}}, and parts, where it names them
// as [[part]]. Parts are HTML, sentences are not.
func Fill(page []byte, say func(key string) string, parts map[string]string) []byte {
	text := sentence.ReplaceAllStringFunc(string(page), func(mark string) string {
		return html.EscapeString(say(strings.Trim(mark, "{}")))
	})
	var pairs []string
	for name, part := range parts {
		pairs = append(pairs, "[["+name+"]]", part)
	}
	return []byte(strings.NewReplacer(pairs...).Replace(text))
}

var sentence = regexp.MustCompile(`\{\{([a-z.0-9_-]+)\}\}`)

// Worker fills a service worker: the version that its cache is called by, the paths that it keeps,
// and those of programs, which it keeps where a browser needs them. The paths are relative to its
// own.
func Worker(script []byte, version string, paths, programs []string) []byte {
	list := func(lines []string) string {
		quoted := make([]string, len(lines))
		for i, line := range slices.Sorted(slices.Values(lines)) {
			quoted[i] = `"` + line + `"`
		}
		return strings.Join(quoted, ",\n  ")
	}
	filled := strings.NewReplacer("[[version]]", version, `"[[paths]]"`, list(paths), `"[[programs]]"`, list(programs))
	return []byte(filled.Replace(string(script)))
}
