package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// typed runs a command in an empty directory and returns its fault.
func typed(t *testing.T, args ...string) *fault {
	t.Helper()
	a, _, _ := testApp("")
	a.args = args
	root := rootCommand(a)
	root.SetArgs(args)
	_, err := root.ExecuteContextC(t.Context())
	var f *fault
	if err != nil && !errors.As(err, &f) {
		f = asFault("ikrar", err)
	}
	return f
}

// verbsOf are the commands that do something, without the word ikrar.
func verbsOf(cmd *cobra.Command) (all []*cobra.Command) {
	for _, sub := range cmd.Commands() {
		if !sub.HasSubCommands() && sub.Name() != "help" {
			all = append(all, sub)
		}
		all = append(all, verbsOf(sub)...)
	}
	return all
}

// valueFor is a value that the flag takes.
func valueFor(f *pflag.Flag) string {
	known := map[string]string{"url": "https://ikrar.contoh.example", "at": "https://ikrar.contoh.example",
		"timezone": "WIB", "reason": "pensiun", "name": "inspektorat.contoh.example", "index": "3", "output": "x.html",
		"origin": "ikrar.contoh.example/buku"}
	switch {
	case known[f.Name] != "":
		return known[f.Name]
	case f.Value.Type() == "date":
		return "2026-03-31"
	}
	return "x"
}

// given is what a fault says is missing, as it is typed.
func given(cmd *cobra.Command, f *fault) (args []string) {
	for _, one := range append([]*fault{f}, f.also...) {
		switch one.code {
		case "argument-missing":
			for range strings.SplitSeq(one.args[1].(string), ", ") {
				args = append(args, map[string]string{"guide": "pegawai", "quorum": "1",
					"watch": "https://ikrar.contoh.example",
					"pin":   "https://ikrar.contoh.example"}[cmd.Name()])
				if args[len(args)-1] == "" {
					args[len(args)-1] = "nama"
				}
			}
		case "flag-missing", "flag-one-of":
			names := strings.Split(one.args[1].(string), ", ")
			if one.code == "flag-one-of" {
				names = names[:1]
			}
			for _, name := range names {
				flag := cmd.Flags().Lookup(strings.TrimPrefix(name, "--"))
				args = append(args, name+"="+map[bool]string{true: "true",
					false: valueFor(flag)}[flag.Value.Type() == "bool"])
			}
		case "page-output":
			args = append(args, "--output=x.html")
		case "trust-set-none":
			args = append(args, "--timezone=WIB")
		case "watch-nobody":
			args = append(args, "--key=x.pub")
		}
	}
	return args
}

// TestAllIsNamedAtOnce types each verb bare: once what it names as missing is given, nothing is
// missing any more. And whatever else is wrong is named beside that.
func TestAllIsNamedAtOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	a, _, _ := testApp("")
	missing := 0
	for _, cmd := range verbsOf(rootCommand(a)) {
		path := strings.Fields(cmd.CommandPath())[1:]
		name := strings.Join(path, " ")
		if slices.Contains([]string{"office", "verify"}, name) {
			continue // they ask for nothing, and go on
		}
		bare := typed(t, path...)
		if bare == nil || bare.exit != exitUsage || bare.code == "trust-none" {
			continue
		}
		missing++
		needed := given(cmd, bare)
		switch name {
		case "enrol": // its sentence says which go together
			needed = []string{"--all=x"}
		case "unit-link revoke": // its sentence says that it is a number
			needed = []string{"1"}
		case "pledge": // what a file needs, an address does not
			needed = append(needed, "--key=x")
		}
		again := typed(t, append(slices.Clone(path), needed...)...)
		if again != nil && again.exit == exitUsage && again.code != "audit-which" {
			t.Errorf("ikrar %s: after %q it says %v", name, needed, again)
		}
		wrong := typed(t, append(slices.Clone(path), "--no-such-flag", "--accept-head=many")...)
		var codes []string
		for _, one := range append([]*fault{wrong}, wrong.also...) {
			codes = append(codes, one.code)
		}
		if !slices.Contains(codes, "flag-unknown") || !strings.Contains(wrong.Error(), "accept-head") ||
			!strings.Contains(wrong.Error(), bare.code) {
			t.Errorf("ikrar %s: says %v, and bare %v", name, wrong, bare)
		}
	}
	if missing < 25 {
		t.Errorf("%d verbs need something", missing)
	}
}

func TestWrongFlags(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, c := range []struct{ args, want string }{
		{"campaign new Deklarasi --titel x --date 31-03-2026 --closes besok",
			"galat: tidak ada opsi --titel|" +
				"galat: --date 31-03-2026: bukan tanggal; tulis misalnya 2026-03-31 atau 2026-03-31T10:15|" +
				"galat: --closes besok: bukan tanggal; tulis misalnya 2026-03-31 atau 2026-03-31T10:15|" +
				"galat: opsi --title, --text, --place wajib disebutkan|" +
				"galat: Deklarasi: hanya huruf kecil, angka, dan tanda hubung, paling banyak 32|" +
				"saran: mungkin maksud Anda: --title|saran: lihat ikrar campaign new --help|"},
		{"invite --until", "galat: opsi --until memerlukan nilai|" +
			"galat: sebutkan tepat satu dari opsi --all, --unit, --nip, --stage|saran: lihat ikrar invite --help|"},
		{"revoke --reason= --from x --index y", "galat: --from x: bukan nomor entri dan bukan now|" +
			"galat: --index y: bukan nomor entri|galat: --reason : tidak boleh kosong|saran: lihat ikrar revoke --help|"},
	} {
		code, stdout, stderr := runWith(t, nil, strings.Fields(c.args)...)
		if got := strings.ReplaceAll(stderr, "\n", "|"); code != exitUsage || stdout != "" || got != c.want {
			t.Errorf("ikrar %s: exit %d\n%s\nwant\n%s", c.args, code, got, c.want)
		}
	}
	if code, _, stderr := runWith(t, nil, "--json", "init"); code != exitUsage ||
		!strings.HasPrefix(stderr,
			`{"error":"argument-missing","message":"DIR belum disebutkan; opsi --name, --origin, --url wajib disebutkan",`) {
		t.Errorf("exit %d, %s", code, stderr)
	}
}
