// Package outside lets tests ask programs that are not ours what they see in a document.
package outside

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Run returns the output of an outside program that must find nothing wrong.
// Where the program is missing the test is skipped, and fails in CI.
func Run(t testing.TB, name string, arguments ...string) string {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed, and CI must have it", name)
		}
		t.Skipf("%s is not installed", name)
	}
	command := exec.Command(name, arguments...)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	// zbarimg complains where there is no D-Bus.
	if err != nil || complaints.Len() > 0 && name != "zbarimg" {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(arguments, " "), err, out, complaints.String())
	}
	return string(out)
}
