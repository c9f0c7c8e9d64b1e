package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"ikrar/verify/web/browser"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"ikrar": main, "ikrar-hold": hold, "ikrar-postbox": runPostbox})
}

// tests are those of this package, after which the browser that they share is ended.
type tests struct{ *testing.M }

func (m tests) Run() int { return browser.Run(m.M) }

// minScripts is how many scripts there are at least: a pattern that matches nothing tests nothing.
const minScripts = 31

// TestScripts runs testdata/script/*.txtar with the real mains and the real tools. script_commands_test.go says which
// commands the scripts have beside those of testscript.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < minScripts {
		t.Fatalf("%d scripts, want at least %d (%v)", len(scripts), minScripts, err)
	}
	needTools(t, "ssh-keygen", "ssh-add", "ssh-agent", "openssl", "pdftoppm", "pdfdetach", "zbarimg", "qpdf", "curl")
	bin, sample := buildVerifier(t), absolute(t, "sample/pegawai.csv")
	rosters := absolute(t, "../../ledger/roster/testdata/cases")
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                scriptCommands,
		Condition:           scriptCondition,
		Setup: func(env *testscript.Env) error {
			// What the person who runs the tests has set must not reach them.
			for _, name := range []string{"IKRAR_HOME", "IKRAR_LANG", "XDG_CONFIG_HOME", "SSH_AUTH_SOCK"} {
				env.Setenv(name, "")
			}
			env.Setenv("HOME", filepath.Join(env.WorkDir, "nobody"))
			env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("SAMPLE", sample)   // the roster of 40 people
			env.Setenv("ROSTERS", rosters) // files as HR has them
			env.Setenv("GOGC", "400")      // to collect 4 MB again and again is a seventh of a short process
			return nil
		},
	})
}

// buildVerifier builds ikrar-verify, the other main that scripts call, and returns its directory.
func buildVerifier(t *testing.T) string {
	t.Helper()
	dir, name := t.TempDir(), "ikrar-verify"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if out, err := exec.Command("go", "build", "-o", filepath.Join(dir, name), "ikrar/cmd/ikrar-verify").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return dir
}

func absolute(t testing.TB, path string) string {
	t.Helper()
	path, err := filepath.Abs(path)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// scriptCondition knows [offline], that a program can be run without any network here, and [nginx], that it is installed, as
// it must be in CI.
func scriptCondition(name string) (bool, error) {
	switch name {
	case "offline":
		return exec.Command("unshare", "-rn", "true").Run() == nil, nil
	case "nginx":
		_, err := exec.LookPath("nginx")
		return err == nil || os.Getenv("CI") != "", nil
	}
	return false, fmt.Errorf("no condition %s", name)
}

// hold is a second process that has an institution's ledger open: `ikrar-hold DIR FILE` makes FILE once it has, and waits
// to be interrupted.
func hold() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a, _, _ := testApp("")
	a.homeFlag, a.now = os.Args[1], clockNow
	i, err := a.openInstitution(ctx)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer i.Close()
	if err := os.WriteFile(os.Args[2], nil, 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	<-ctx.Done()
}

// needTools skips a test whose tools are missing, except in CI, where that is a failure.
func needTools(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is not installed, and CI must have it", tool)
			}
			t.Skipf("%s is not installed", tool)
		}
	}
}
