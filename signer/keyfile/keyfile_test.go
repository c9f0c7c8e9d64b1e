package keyfile

import (
	"crypto"
	"crypto/ed25519"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// fixturePassphrase opens the encrypted keys in testdata.
const fixturePassphrase = "rahasia sekali"

// needTool skips a test whose tool is not installed, and fails it on the machine that must have
// every tool.
func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
}

// tool runs a command to its end and returns its standard output.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Stderr = t.Output()
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %q: %v", name, args, err)
	}
	return string(out)
}

func say(passphrase string) func() (Passphrase, error) {
	return func() (Passphrase, error) { return Typed([]byte(passphrase)), nil }
}

// fixture copies a key of testdata to where it has the mode of a real one: git keeps no 0600.
func fixture(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return writeKey(t, data)
}

func writeKey(t *testing.T, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// checkSigns proves that the signer holds the private half of pub.
func checkSigns(t *testing.T, signer crypto.Signer, pub ed25519.PublicKey) {
	t.Helper()
	if !pub.Equal(signer.Public()) {
		t.Fatalf("the signer's key is %x, want %x", signer.Public(), pub)
	}
	message := []byte("Sig_structure")
	sig, err := signer.Sign(nil, message, crypto.Hash(0))
	if err != nil {
		t.Fatal(err)
	}
	if !ed25519.Verify(pub, message, sig) {
		t.Fatal("its signature does not hold")
	}
}
