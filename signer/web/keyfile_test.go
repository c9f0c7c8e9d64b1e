package web_test

import (
	"crypto/ed25519"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"ikrar/signer/keyfile"
)

const keyFiles = "../keyfile/testdata/"

// A keyText is a key file and the passphrase for it; a nil one is none.
type keyText struct {
	Name, Text string
	Passphrase *string
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func sshKeygen(t *testing.T, args ...string) string {
	t.Helper()
	program, err := exec.LookPath("ssh-keygen")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("ssh-keygen is not installed, and CI must not skip this")
		}
		t.Skip("skipped: ssh-keygen is not installed")
	}
	out, err := exec.Command(program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("ssh-keygen %q: %v: %s", args, err, out)
	}
	return string(out)
}

// What the page writes opens in ssh-keygen and in Go. Passphrases are NFC, as a keyboard gives them
// that sends a letter and its accent apart.
func TestWriteKey(t *testing.T) {
	passphrases := []*string{nil, new("rahasia sekali"), new("rahasia se\u0301kali")}
	page := open(t, "", passphrases)
	var made []struct{ Text, Line, Print string }
	page.Eval(`(async () => {
		const { fingerprint, publicLine, writeKey } = await import("/signer/keyfile.js")
		const { newKey } = await import("/signer/ed25519.js")
		const made = []
		for (const passphrase of given) {
			const key = await newKey()
			const text = await writeKey(key, passphrase, "siti@dinkes")
			made.push({ text, line: publicLine(key.public, "siti@dinkes"), print: fingerprint(key.public) })
		}
		return made
	})()`, &made)
	if requests := strings.Join(page.Requests(), " "); !strings.Contains(requests, "/signer/apart.js") {
		t.Errorf("no worker was asked for: %s", requests)
	}
	if faults := page.Errors(); len(faults) > 0 {
		t.Errorf("complaints: %q", faults)
	}
	for i, m := range made {
		secret := ""
		if passphrases[i] != nil {
			secret = strings.ReplaceAll(*passphrases[i], "e\u0301", "\u00e9")
		}
		path := filepath.Join(t.TempDir(), "siti")
		if err := os.WriteFile(path, []byte(m.Text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := sshKeygen(t, "-y", "-P", secret, "-f", path); got != m.Line {
			t.Errorf("ssh-keygen reads\n%s\nwant\n%s", got, m.Line)
		}
		typed := func() (keyfile.Passphrase, error) { return keyfile.Typed([]byte(secret)), nil }
		key, err := keyfile.Open(path, typed)
		if err != nil {
			t.Fatal(err)
		}
		line, _ := keyfile.MarshalPublic(key.Public().(ed25519.PublicKey), "siti@dinkes")
		print := ssh.FingerprintSHA256(must(ssh.NewPublicKey(key.Public())))
		if string(line) != m.Line || print != m.Print {
			t.Errorf("Go reads %s %s\nwant %s %s", line, print, m.Line, m.Print)
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// What ssh-keygen and Go write opens in the page, with a worker and without, and is sealed again to
// the same bytes where Go wrote it.
func TestReadKey(t *testing.T) {
	dir := t.TempDir()
	secret := "rahasia sekali"
	var files []keyText
	var want []string
	for name, args := range map[string][]string{"none": {"-N", ""}, "16": {"-N", secret, "-a", "16"},
		"24": {"-N", secret, "-a", "24"}, "cbc": {"-N", secret, "-Z", "aes256-cbc"}} {
		path := filepath.Join(dir, name)
		sshKeygen(t, append([]string{"-q", "-t", "ed25519", "-C", "budi di rumah", "-f", path}, args...)...)
		files = append(files, keyText{name, read(t, path), &secret})
		want = append(want, read(t, path+".pub")+"budi di rumah")
	}
	path := filepath.Join(dir, "go")
	if _, err := keyfile.Create(path, []byte(secret), "siti@dinkes"); err != nil {
		t.Fatal(err)
	}
	crushed := " \"" + strings.ReplaceAll(read(t, path), "\n", `\r\n`) + "\" "
	files = append(files, keyText{"go", read(t, path), &secret}, keyText{"crushed", crushed, &secret})
	want = append(want, read(t, path+".pub")+"siti@dinkes", read(t, path+".pub")+"siti@dinkes")
	for _, before := range []string{"", "delete globalThis.Worker"} {
		var got []string
		page := open(t, before, files)
		page.Eval(`(async () => {
			const { publicLine, readKey } = await import("/signer/keyfile.js")
			const read = []
			for (const { Text, Passphrase } of given) {
				const key = await readKey(Text, Passphrase)
				read.push(publicLine(key.public, key.comment) + key.comment)
			}
			return read
		})()`, &got)
		for i, f := range files {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("%s is read as %q, want %q", f.Name, got, want[i])
			}
		}
	}
	var same bool // but for the 8 random bytes that the sealed part begins with
	open(t, "", files[len(files)-2]).Eval(`(async () => {
		const { readKey, sealKey } = await import("/signer/keyfile.js")
		const { unbase64 } = await import("/signer/bytes.js")
		const bytes = (text) => unbase64(text.split("\n").slice(1, -2).join(""))
		const key = await readKey(given.Text, given.Passphrase), salt = bytes(given.Text).subarray(47, 63)
		const again = bytes(await sealKey(key, given.Passphrase, key.comment, salt, new Uint8Array(4)))
		return again.length > 138 && hex(bytes(given.Text)) ===
			hex(again.subarray(0, 130)) + hex(bytes(given.Text).subarray(130, 138)) + hex(again.subarray(138))
	})()`, &same)
	if !same {
		t.Error("the page seals to another file than Go")
	}
}

// Every other file is called by its name, which is Go's, and a passphrase is asked for or refused.
func TestReadKeyRefuses(t *testing.T) {
	secret, wrong := "rahasia sekali", "rahasia lain"
	cases := map[string]string{"aes256-gcm.key": "cipher aes256-gcm@openssh.com",
		"chacha20-poly1305.key": "cipher chacha20-poly1305@openssh.com",
		"ecdsa.key":             "algorithm ecdsa-sha2-nistp256", "ecdsa.key.pub": "public ",
		"encrypted-2.ppk": "putty ", "plain-3.ppk": "putty ",
		"pkcs8-encrypted.pem": "pkcs8 ", "pkcs8-scrypt.pem": "pkcs8 ",
		"plain-cert.pub": "certificate ", "plain.key.pub": "public ", "rfc4716.pub": "public ",
		"rsa-encrypted.key": "algorithm ssh-rsa", "rsa.key": "algorithm ssh-rsa", "x25519.pem.pub": "public ",
		"pkcs8.pem": "", "plain.key": "", "encrypted.key": ""}
	var files []keyText
	var want []string
	add := func(name, text string, passphrase *string, answer string) {
		files, want = append(files, keyText{name, text, passphrase}), append(want, answer)
	}
	for name, answer := range cases {
		add(name, read(t, keyFiles+"TEST-ONLY-"+name), &secret, answer)
	}
	sealed, plain := read(t, keyFiles+"TEST-ONLY-encrypted.key"), read(t, keyFiles+"TEST-ONLY-plain.key")
	add("no passphrase", sealed, nil, "NeedsPassphrase")
	add("a wrong one", sealed, &wrong, "WrongPassphrase")
	add("cut", plain[:200], nil, "cut ")
	add("nothing", " \n\t", nil, "empty ")
	add("a word", "rahasia", nil, "unknown ")
	add("age", "AGE-SECRET-KEY-1QQQ", nil, "age ")
	add("pgp", "-----BEGIN PGP PRIVATE KEY BLOCK-----\n", nil, "pgp ")
	add("another letter", strings.Replace(plain, "b3BlbnNzaC1", "b3BlbnNzaD1", 1), nil, "garbled ")
	var got []string
	open(t, "", files).Eval(`(async () => {
		const keyfile = await import("/signer/keyfile.js")
		const answers = []
		for (const { Text, Passphrase } of given) {
			answers.push(await keyfile.readKey(Text, Passphrase).then(() => "", (error) => {
				if (error instanceof keyfile.NotAKey) return error.form + " " + error.detail
				return ["NeedsPassphrase", "WrongPassphrase"].find((name) => error instanceof keyfile[name]) ?? String(error)
			}))
		}
		return answers
	})()`, &got)
	for i, f := range files {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("%s: %q, want %q", f.Name, got[i], want[i])
		}
	}
}

// A passphrase that the page takes Go takes; one that it refuses Go refuses for the same reason.
func TestPassphrases(t *testing.T) {
	type answer struct {
		Why string
		At  int
	}
	texts := []string{"", "pendek", "rahasia sekali", " di depan ya", "di belakang ", "rahasia\tsekali",
		"rahasia\u00a0sekali", "rahasia\u200bsekali", "\u0301rahasia sekali", "rahasia \ufb01sika",
		"rahasia\u00adsekali", "rahasia\u2800sekali",
		"rahasia \U0001f511 kunci", "rahasia\ufffdsekali", "e\u0301e\u0301e\u0301e\u0301", strings.Repeat("é", 513),
		"rahasia\u3164sekali", "rahasia\ufe0fsekali", "1234567", "12345678", "rahasia\u0000sekali"}
	var got []answer
	open(t, "", texts).Eval(`import("/signer/keyfile.js").then(({ passphraseFault }) =>
		given.map((text) => passphraseFault(text) ?? {}).map(({ why = "", at = 0 }) => ({ why, at })))`, &got)
	for i, text := range texts {
		var want answer
		if _, err := keyfile.Typed([]byte(text)).New(); err != nil {
			fault := err.(*keyfile.PassphraseError)
			want = answer{fault.Why, fault.At}
		}
		if got[i] != want {
			t.Errorf("%+q: %+v, want %+v", text, got[i], want)
		}
	}
}
