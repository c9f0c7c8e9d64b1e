package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"ikrar/cmd/check"
)

// demo makes an institution of one person by the other command, which this one has nothing of, and returns its directory
// and its certificate.
func demo(t *testing.T) (dir, pdf string) {
	t.Helper()
	command := filepath.Join(t.TempDir(), "ikrar.exe")
	if out, err := exec.Command("go", "build", "-o", command, "ikrar/cmd/ikrar").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	dir = filepath.Join(t.TempDir(), "d")
	if out, err := exec.Command(command, "demo", dir, "--people", "1").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	found, err := filepath.Glob(filepath.Join(dir, "sertifikat", "*", "*.pdf"))
	if err != nil || len(found) != 1 {
		t.Fatalf("%v %v", found, err)
	}
	return dir, found[0]
}

type env map[string]string

// call runs the command at a moment, as main does.
func call(e env, now time.Time, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	if _, ok := e["XDG_CONFIG_HOME"]; !ok {
		e = env{"XDG_CONFIG_HOME": filepath.FromSlash("/no/where"), "IKRAR_LANG": e["IKRAR_LANG"], "IKRAR_HOME": e["IKRAR_HOME"]}
	}
	code = run(args, strings.NewReader(stdin), &out, &err, func(name string) string { return e[name] }, now.Unix())
	return code, out.String(), err.String()
}

func TestUsage(t *testing.T) {
	here := filepath.Join(filepath.FromSlash("/no/where"), "ikrar")
	for _, c := range []struct{ args, id, en string }{
		{"", "belum ada yang diperiksa|lihat ikrar-verify --help", "there is nothing to check|see ikrar-verify --help"},
		{"--json", "belum ada yang diperiksa|lihat ikrar-verify --help", "there is nothing to check|see ikrar-verify --help"},
		{"--", "belum ada yang diperiksa|lihat ikrar-verify --help", "there is nothing to check|see ikrar-verify --help"},
		{"--nope x", "tidak ada opsi --nope, atau nilainya keliru|lihat ikrar-verify --help", "there is no option --nope, or its value is wrong|see ikrar-verify --help"},
		{"x --nope", "tidak ada opsi --nope, atau nilainya keliru|lihat ikrar-verify --help", "there is no option --nope, or its value is wrong|see ikrar-verify --help"},
		{"x --trust", "tidak ada opsi --trust, atau nilainya keliru|lihat ikrar-verify --help", "there is no option --trust, or its value is wrong|see ikrar-verify --help"},
		{"--json=maybe x", "tidak ada opsi --json, atau nilainya keliru|lihat ikrar-verify --help", "there is no option --json, or its value is wrong|see ikrar-verify --help"},
		{"x", "belum ada daftar kepercayaan di komputer ini|beri --trust BERKAS dengan trust.note dari lembaganya, atau simpan berkas itu di " + here,
			"this computer has no trust list yet|give --trust FILE with the institution's trust.note, or keep that file in " + here},
		{"x --trust nowhere", "nowhere: tidak ada|beri --trust BERKAS dengan trust.note dari lembaganya, atau simpan berkas itu di " + here,
			"nowhere: does not exist|give --trust FILE with the institution's trust.note, or keep that file in " + here},
	} {
		for lang, want := range map[string]string{"id": c.id, "en": c.en} {
			words := map[string][2]string{"id": {"galat", "saran"}, "en": {"error", "hint"}}[lang]
			message, hint, _ := strings.Cut(want, "|")
			want = words[0] + ": " + message + "\n" + words[1] + ": " + hint + "\n"
			code, stdout, stderr := call(env{"IKRAR_LANG": lang}, time.Now(), "", strings.Fields(c.args)...)
			if code != 2 || stdout != "" || stderr != want {
				t.Errorf("ikrar-verify %s: exit %d, stdout %q, stderr\n%swant\n%s", c.args, code, stdout, stderr, want)
			}
		}
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ env, args, want string }{
		{"", "", "galat: belum ada yang diperiksa"},
		{"id", "", "galat: belum ada yang diperiksa"},
		{"en", "", "error: there is nothing to check"},
		{"en", "--lang id", "galat: belum ada yang diperiksa"},
		{"", "--lang=en", "error: there is nothing to check"},
		{"fr", "x", "galat: bahasa fr: pilih id atau en"},
		{"en", "x --lang fr", "galat: bahasa fr: pilih id atau en"},
	} {
		code, _, stderr := call(env{"IKRAR_LANG": c.env}, time.Now(), "", strings.Fields(c.args)...)
		if code != 2 || !strings.HasPrefix(stderr, c.want+"\n") {
			t.Errorf("IKRAR_LANG=%s ikrar-verify %s: exit %d, %s, want %s", c.env, c.args, code, stderr, c.want)
		}
	}
}

func TestHelp(t *testing.T) {
	if err := errors.Join(phrases.Check(), check.Phrases.Check()); err != nil {
		t.Error(err)
	}
	for lang, want := range map[string]string{"id": "Pemakaian:", "en": "Usage:"} {
		for _, flag := range []string{"-h", "--help", "-help"} {
			code, stdout, stderr := call(env{"IKRAR_LANG": lang}, time.Now(), "", "x", flag)
			if code != 0 || stderr != "" || !strings.Contains(stdout, "\n"+want+"\n") {
				t.Errorf("%s %s: exit %d, %s%s", lang, flag, code, stdout, stderr)
			}
			for line := range strings.Lines(stdout) {
				if len([]rune(line)) > 81 {
					t.Errorf("%s: wider than a terminal: %s", lang, line)
				}
			}
		}
	}
	_, id, _ := call(env{}, time.Now(), "", "-h")
	if word := regexp.MustCompile(`(?i)\b(usage|options?|file|the|exit|code|standard)\b`).FindString(id); word != "" {
		t.Errorf("%q in Indonesian help", word)
	}
}

// TestChecks looks at what a call does with a real certificate: where its trust list comes from, flags anywhere among the
// inputs, and the exit code.
func TestChecks(t *testing.T) {
	dir, pdf := demo(t)
	note, now := filepath.Join(dir, "trust.note"), time.Now()
	config := t.TempDir()
	kept := filepath.Join(config, "ikrar", "contoh.note")
	data, err := os.ReadFile(note)
	if err = errors.Join(err, os.MkdirAll(filepath.Dir(kept), 0o755), os.WriteFile(kept, data, 0o644)); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "trust.note"), bytes.Replace(data, []byte("Contoh"), []byte("Cantoh"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		env  env
		args []string
		code int
		says string
	}{
		{"--trust first", env{}, []string{"--trust", note, pdf}, 0, "SAH  "},
		{"--trust last", env{}, []string{pdf, "--trust=" + note}, 0, "SAH  "},
		{"one dash", env{}, []string{pdf, "-lang", "en", "-trust", note}, 0, "VALID  "},
		{"behind -- all are inputs", env{}, []string{"--trust", note, "--", pdf, "--json"}, 3, "TIDAK TERBACA  --json\n"},
		{"IKRAR_HOME", env{"IKRAR_HOME": dir}, []string{pdf}, 0, "SAH  "},
		{"IKRAR_HOME without a list", env{"IKRAR_HOME": config}, []string{pdf}, 2, "galat: belum ada daftar kepercayaan"},
		{"IKRAR_HOME with a broken list", env{"IKRAR_HOME": broken}, []string{pdf}, 2, filepath.Join(broken, "trust.note") + ": "},
		{"the user's configuration", env{"XDG_CONFIG_HOME": config}, []string{pdf}, 0, "SAH  "},
		{"--trust wins", env{"IKRAR_HOME": broken}, []string{pdf, "--trust", note}, 0, "SAH  "},
		{"worst of several", env{}, []string{"--trust", note, pdf, "nothing.pdf"}, 3, "\n\nTIDAK TERBACA  nothing.pdf\n"},
		{"what is no trust list", env{}, []string{"--trust", "main.go", pdf}, 2, "galat: daftar kepercayaan tidak dapat dipercaya: main.go: trust list: "},
		{"no text of this world", env{}, []string{"--trust", note, "-"}, 3, "TIDAK TERBACA  -\n"},
	} {
		code, stdout, stderr := call(c.env, now, "sebuah surat", c.args...)
		if code != c.code || !strings.Contains(stdout+stderr, c.says) {
			t.Errorf("%s: exit %d, want %d\n%s%swant %s", c.name, code, c.code, stdout, stderr, c.says)
		}
	}
	t.Run("in the institution's directory", func(t *testing.T) {
		t.Chdir(dir)
		if code, stdout, stderr := call(env{}, now, "", pdf); code != 0 {
			t.Errorf("exit %d\n%s%s", code, stdout, stderr)
		}
	})
	t.Run("stale", func(t *testing.T) { checkStale(t, note, pdf, now) })
}

// checkStale looks past the list's next update: the answer stays valid, and says how old the list is.
func checkStale(t *testing.T, note, pdf string, now time.Time) {
	later := now.AddDate(1, 1, 0)
	code, stdout, _ := call(env{}, later, "", "--json", "--trust", note, pdf)
	var answer struct{ Verdict, Trust string }
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil || code != 0 || answer.Verdict != "valid" || answer.Trust != "stale" {
		t.Errorf("exit %d, %+v, %v", code, answer, err)
	}
	_, stdout, _ = call(env{}, later, "", "--lang", "en", "--trust", note, pdf)
	if !regexp.MustCompile(`(?s)^VALID  .*\b1\b.*\b39[5-8] days`).MatchString(stdout) {
		t.Errorf("serial and age are not said:\n%s", stdout)
	}
}
