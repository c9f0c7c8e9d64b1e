package main

import (
	"os/exec"
	"strings"
	"testing"
)

// shellWords are values as people have them, and as strangers may choose them.
var shellWords = []struct{ value, posix, windows string }{
	{"bkd/keys", "bkd/keys", "bkd/keys"},
	{`bkd\keys`, `'bkd\keys'`, `bkd\keys`},
	{`C:\Users\Siti Nur\bkd`, `'C:\Users\Siti Nur\bkd'`, `"C:\Users\Siti Nur\bkd"`},
	{`C:\Users\Siti Nur\`, `'C:\Users\Siti Nur\'`, `"C:\Users\Siti Nur\\"`},
	{"Kantor Ñusa (lama).csv", "'Kantor Ñusa (lama).csv'", `"Kantor Ñusa (lama).csv"`},
	{`\\srv\data$\slip A.pdf`, `'\\srv\data$\slip A.pdf'`, `"\\srv\data$\slip A.pdf"`},
	{"a,b;c&d@e", "'a,b;c&d@e'", `"a,b;c&d@e"`},
	{"Jum'at", `'Jum'\''at'`, `"Jum'at"`},
	{"-x", "./-x", `.\-x`},
	{"", "''", `""`},
	{`RSUD "Harapan" & calc`, `'RSUD "Harapan" & calc'`, `"RSUD ?Harapan? & calc"`},
	{"$(calc) $$env:x `n", "'$(calc) $$env:x `n'", `"?(calc) ??env:x ?n"`},
	{"RSUD “Harapan”\n", "'RSUD “Harapan”\n'", `"RSUD ?Harapan??"`},
}

func TestShellWord(t *testing.T) {
	for _, c := range shellWords {
		if got := wordFor("linux", c.value); got != c.posix {
			t.Errorf("%q for a POSIX shell: %s, want %s", c.value, got, c.posix)
		}
		if got := wordFor("windows", c.value); got != c.windows {
			t.Errorf("%q for Windows: %s, want %s", c.value, got, c.windows)
		}
	}
}

// TestShellWordInAShell has a real shell read the words: each is one, and the value.
func TestShellWordInAShell(t *testing.T) {
	needTools(t, "sh")
	for _, c := range shellWords {
		value := c.value
		if strings.HasPrefix(value, "-") {
			value = "./" + value
		}
		out, err := exec.Command("sh", "-c", "printf '<%s>' "+wordFor("linux", c.value)).Output()
		if err != nil || string(out) != "<"+value+">" {
			t.Errorf("%q was read as %q, %v", c.value, out, err)
		}
	}
}
