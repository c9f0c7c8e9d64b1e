package bundle

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// This file reads the few forms of import and export that our modules use:
//
//	import { a, b as c } from "./other.js"
//	import d from "./other.js"
//	import * as e from "./other.js"
//	export function f …   export async function f …   export class F …   export const g = …
//	export default …
//	export { h, i } from "./other.js"
//
// Every statement begins its line, and what it cannot read it refuses, so that a module in a form
// it does not know is an error when the page is made and not when somebody opens it.

var (
	importForm = regexp.MustCompile(`(?m)^import\s+(\{[^}]*\}|\* as \w+|\w+)\s+from\s+"([^"]+)"$`)
	exportForm = regexp.MustCompile(`(?m)^export\s+((?:async\s+)?function\*?|class|const)\s+(\w+)`)
	exportName = regexp.MustCompile(`(?m)^export default `)
	passedOn   = regexp.MustCompile(`(?m)^export\s+\{([^}]*)\}\s+from\s+"([^"]+)"$`)
	statement  = regexp.MustCompile(`(?m)^\s*(?:import|export)\b[^(.:]`)
	renamed    = regexp.MustCompile(`(\w+)\s+as\s+(\w+)`)
)

// Graph returns the modules that main imports, at once or through others, each after those that it
// imports itself, and main last.
func Graph(all map[string][]byte, main string) ([]string, error) {
	var order []string
	state := map[string]int{} // 1 while its imports are visited, 2 once it is in order
	var visit func(name string) error
	visit = func(name string) error {
		source, ok := all[name]
		switch {
		case !ok:
			return fmt.Errorf("%s: no such module", name)
		case state[name] == 1:
			return fmt.Errorf("%s: imports itself, through others", name)
		case state[name] == 2:
			return nil
		}
		state[name] = 1
		for _, m := range append(importForm.FindAllSubmatch(source, -1), passedOn.FindAllSubmatch(source, -1)...) {
			if err := visit(resolve(name, string(m[2]))); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		state[name] = 2
		order = append(order, name)
		return nil
	}
	err := visit(main)
	return order, err
}

func resolve(from, to string) string { return path.Join(path.Dir(from), to) }

// Script makes one script of main and all that it imports. It runs as a module and, since pages
// opened from a disk may load none, as a classic script too.
func Script(sources map[string][]byte, main string) (string, error) {
	order, err := Graph(sources, main)
	if err != nil {
		return "", err
	}
	return join(sources, order)
}

// join makes one classic script of modules in the order of Graph. Each module becomes a function
// that is called once and returns what it exports.
func join(all map[string][]byte, order []string) (string, error) {
	var script strings.Builder
	script.WriteString("'use strict';\n")
	number := map[string]int{}
	for n, name := range order {
		number[name] = n
		body, err := enclosed(name, string(all[name]), number)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&script, "// %s\nconst module%d = (() => {\n%s})();\n", name, n, body)
	}
	return script.String(), nil
}

// enclosed turns the source of one module into the body of a function.
func enclosed(name, source string, number map[string]int) (string, error) {
	var unknown string
	var exports []string
	source = importForm.ReplaceAllStringFunc(source, func(statement string) string {
		m := importForm.FindStringSubmatch(statement)
		n, ok := number[resolve(name, m[2])]
		if !ok {
			unknown = m[2]
		}
		switch what := m[1]; {
		case strings.HasPrefix(what, "{"):
			return fmt.Sprintf("const %s = module%d;", renamed.ReplaceAllString(what, "$1: $2"), n)
		case strings.HasPrefix(what, "*"):
			return fmt.Sprintf("const %s = module%d;", strings.TrimPrefix(what, "* as "), n)
		default:
			return fmt.Sprintf("const %s = module%d.default;", what, n)
		}
	})
	source = passedOn.ReplaceAllStringFunc(source, func(statement string) string {
		m := passedOn.FindStringSubmatch(statement)
		n, ok := number[resolve(name, m[2])]
		if !ok {
			unknown = m[2]
		}
		between := func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }
		for word := range strings.FieldsFuncSeq(m[1], between) {
			exports = append(exports, fmt.Sprintf("%s: module%d.%s", word, n, word))
		}
		return ""
	})
	if unknown != "" {
		return "", fmt.Errorf("%s: %s is imported before it is defined", name, unknown)
	}
	for _, m := range exportForm.FindAllStringSubmatch(source, -1) {
		exports = append(exports, m[2])
	}
	source = exportForm.ReplaceAllString(source, "$1 $2")
	if exportName.MatchString(source) {
		source = exportName.ReplaceAllString(source, "const defaultExport = ")
		exports = append(exports, "default: defaultExport")
	}
	if left := strings.TrimSpace(statement.FindString(source)); left != "" {
		return "", fmt.Errorf("%s: a form of import or export that is not known here: %q", name, left)
	}
	return source + "return { " + strings.Join(exports, ", ") + " };\n", nil
}
