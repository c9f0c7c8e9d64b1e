package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"unicode"
)

// shellWord is a value as one word of the shell that people have here, for a command that they are
// told to type: a POSIX shell, and on Windows both cmd.exe and PowerShell.
func shellWord(value string) string { return wordFor(runtime.GOOS, value) }

func wordFor(system, value string) string {
	if system == "windows" {
		return windowsWord(value)
	}
	return posixWord(value)
}

// plain are the characters that mean themselves in every shell, so that a path stays readable.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:"

func posixWord(value string) string {
	if strings.HasPrefix(value, "-") {
		value = "./" + value
	}
	if value != "" && strings.Trim(value, plain) == "" {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// windowsWord puts a value between double quotes, the only ones that both shells know. Whatever one
// of them acts upon in there becomes a question mark: no form serves both then, and a stranger's
// text must not be run. What is typed fails, for no file is called so.
func windowsWord(value string) string {
	if strings.HasPrefix(value, "-") {
		value = `.\` + value
	}
	if value != "" && strings.Trim(value, plain+`\`) == "" {
		return value
	}
	var word strings.Builder
	for at, r := range value {
		if live(r, value[at:]) {
			r = '?'
		}
		word.WriteRune(r)
	}
	value = word.String()
	// Before a quote a backslash stands for itself where there are two.
	return `"` + value + value[len(strings.TrimRight(value, `\`)):] + `"`
}

// live says whether a shell of Windows acts upon what begins here: PowerShell upon typographic
// quotes, the backtick and variables. The dollar at the end of a share's name is none.
func live(r rune, rest string) bool {
	variable := r == '$' && rest != "$" && !strings.HasPrefix(rest, `$\`)
	return variable || unicode.IsControl(r) || strings.ContainsRune("\"“”„`", r)
}

// calledAs is how this program was called, as the reader may call it again. PowerShell turns what
// was typed into a whole path, and runs no path in quotes: in the program's own directory its bare
// name does.
func calledAs() string {
	name := os.Args[0]
	here, err := os.Getwd()
	if runtime.GOOS == "windows" && err == nil && strings.EqualFold(filepath.Dir(name), here) {
		return `.\` + filepath.Base(name)
	}
	return shellWord(name)
}
