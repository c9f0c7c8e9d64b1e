package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestZoneOfCertificateAndCheck issues a certificate at an hour at which it is one day in the east of the country and another
// in its west: what is printed and what a check says are of one zone, the trust list's, whatever ikrar.toml says.
func TestZoneOfCertificateAndCheck(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	late := time.Date(2026, time.November, 29, 16, 12, 0, 0, time.UTC) // 23:12 WIB, 01:12 WIT of the next day
	dir := t.TempDir()
	t.Chdir(dir)
	must := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := at(t, late, args...)
		if code != 0 {
			t.Fatalf("ikrar %s: exit %d\n%s", strings.Join(args, " "), code, stderr)
		}
		return stdout
	}
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("pegawai.csv", "nip,nama,unit\n"+nabila+",Nabila Putri,Biro Organisasi\n")
	must("init", "d", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url", "https://ikrar.contoh.example", "--no-passphrase")
	must("--home", "d", "roster", "import", "pegawai.csv")
	must("--home", "d", "campaign", "new", "deklarasi", "--title", "Deklarasi", "--text", "uu-20-2023", "--place", "Jayapura", "--date", "2026-11-29", "--closes", "2026-12-31")
	must("key", "new", "nabila.key", "--no-passphrase")
	must("--home", "d", "enrol", "--nip", nabila, "nabila.key.pub", "-o", "nabila.ikrar")
	must("pledge", "nabila.ikrar", "--key", "nabila.key", "--yes", "-o", "nabila.pledge")
	must("--home", "d", "record", "nabila.pledge")

	config, err := os.ReadFile("d/ikrar.toml")
	if err != nil {
		t.Fatal(err)
	}
	write("d/ikrar.toml", "timezone = \"WIT\"\n"+string(config))
	if code, _, stderr := at(t, late, "--home", "d", "issue", "--out", "sertifikat"); code != exitRefused || !strings.Contains(stderr, "trust set --timezone WIT --root-key") {
		t.Errorf("a zone in ikrar.toml alone: exit %d, %s", code, stderr)
	}
	if _, err := os.Stat("sertifikat"); err == nil {
		t.Error("something was issued")
	}
	must("--home", "d", "trust", "set", "--timezone", "WIT", "--root-key", "d/keys/root.key", "--yes")
	must("--home", "d", "issue", "--out", "sertifikat")
	pdfs, _ := filepath.Glob("sertifikat/*/*.pdf")
	if len(pdfs) != 1 {
		t.Fatalf("certificates %v", pdfs)
	}
	printed, err := exec.Command("pdftotext", "-layout", pdfs[0], "-").Output()
	if err != nil || !strings.Contains(string(printed), "Jayapura, 30 November 2026") {
		t.Errorf("%v, the certificate says\n%s", err, printed)
	}
	if said := must("verify", "--trust", "d/trust.note", pdfs[0]); !strings.Contains(said, "30 November 2026, 01.12 WIT") {
		t.Errorf("the check says\n%s", said)
	}
}

// What only looks is named by what exists: a verb that is renamed must not begin to refuse.
func TestTolerantVerbs(t *testing.T) {
	a, _, _ := testApp("")
	found := 0
	everyCommand(rootCommand(a), func(cmd *cobra.Command) {
		if _, ok := tolerant[cmd.CommandPath()]; ok {
			found++
		}
	})
	if found != len(tolerant) {
		t.Errorf("%d of the %d verbs exist", found, len(tolerant))
	}
}
