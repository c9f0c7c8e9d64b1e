package main

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestUsageErrors(t *testing.T) {
	for _, c := range []struct{ args, id, en string }{
		{"nothing", "tidak ada perintah nothing di ikrar|lihat ikrar --help", "there is no command nothing in ikrar|see ikrar --help"},
		{"kye", "tidak ada perintah kye di ikrar|mungkin maksud Anda: ikrar key", "there is no command kye in ikrar|did you mean: ikrar key"},
		{"key", "ikrar key memerlukan perintah di belakangnya|lihat ikrar key --help", "ikrar key needs a command after it|see ikrar key --help"},
		{"key burn", "tidak ada perintah burn di ikrar key|lihat ikrar key --help", "there is no command burn in ikrar key|see ikrar key --help"},
		{"key new", "BERKAS belum disebutkan|lihat ikrar key new --help", "FILE is missing|see ikrar key new --help"},
		{"key new a b", "b berlebih di sini|lihat ikrar key new --help", "b is one too many here|see ikrar key new --help"},
		{"key new --bare a", "tidak ada opsi --bare|lihat ikrar key new --help", "there is no option --bare|see ikrar key new --help"},
		{"key new -xh a", "tidak ada opsi -x|lihat ikrar key new --help", "there is no option -x|see ikrar key new --help"},
		{"key new --=3 a", "tidak ada opsi --=3|lihat ikrar key new --help", "there is no option --=3|see ikrar key new --help"},
		{"key new a --home", "opsi --home memerlukan nilai|lihat ikrar key new --help", "option --home needs a value|see ikrar key new --help"},
		{"key new a --json=maybe", "nilai maybe untuk opsi --json tidak dapat dibaca|lihat ikrar key new --help", "value maybe of option --json cannot be read|see ikrar key new --help"},
	} {
		for lang, want := range map[string]string{"id": c.id, "en": c.en} {
			words := map[string][2]string{"id": {"galat", "saran"}, "en": {"error", "hint"}}[lang]
			message, hint, _ := strings.Cut(want, "|")
			want = words[0] + ": " + message + "\n" + words[1] + ": " + hint + "\n"
			code, stdout, stderr := runWith(t, map[string]string{"IKRAR_LANG": lang}, strings.Fields(c.args)...)
			if code != exitUsage || stdout != "" || stderr != want {
				t.Errorf("ikrar %s: exit %d, stdout %q, stderr\n%swant\n%s", c.args, code, stdout, stderr, want)
			}
		}
	}
}

func TestTakes(t *testing.T) {
	a, _, _ := testApp("")
	for _, c := range []struct {
		list string
		args int
		ok   bool
	}{
		{"", 0, true}, {"", 1, false},
		{"FILE", 0, false}, {"FILE", 1, true}, {"FILE", 2, false},
		{"FILE...", 0, false}, {"FILE...", 1, true}, {"FILE...", 9, true},
		{"[FILE]", 0, true}, {"[FILE]", 1, true}, {"[FILE]", 2, false},
		{"[FILE...]", 0, true}, {"[FILE...]", 9, true},
		{"FILE [URL]", 0, false}, {"FILE [URL]", 1, true}, {"FILE [URL]", 2, true}, {"FILE [URL]", 3, false},
	} {
		err := a.takes(c.list)(&cobra.Command{Use: "x"}, make([]string, c.args))
		if (err == nil) != c.ok {
			t.Errorf("%q with %d arguments: %v", c.list, c.args, err)
		}
	}
	if got := a.argNames("[FILE...] X"); got != "[BERKAS...] X" {
		t.Errorf("got %q", got)
	}
}

func TestNeededFlags(t *testing.T) {
	cmd := &cobra.Command{Use: "enrol"}
	for _, name := range []string{"nip", "key", "index"} {
		cmd.Flags().String(name, "", "")
	}
	check := func(err error, want string) {
		t.Helper()
		got := "<nil>"
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	check(needFlags(cmd, "nip"), "flag-missing flag=--nip command=enrol")
	check(needOneFlag(cmd, "nip", "key"), "flag-one-of flags=--nip, --key command=enrol")
	if err := cmd.Flags().Parse([]string{"--nip=1", "--key="}); err != nil {
		t.Fatal(err)
	}
	check(needFlags(cmd, "nip", "key"), "<nil>")
	check(needOneFlag(cmd, "nip", "key"), "flag-one-of flags=--nip, --key command=enrol")
	check(needOneFlag(cmd, "nip", "index"), "<nil>")
	check(flagReason(cmd, "nip", "1", words{key: "reason.empty"}), "flag-refused flag=--nip value=1 reason={reason.empty []} command=enrol")
}
