package keyfile

import (
	"crypto/ed25519"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
)

// Whatever parsePublic takes is a line that it takes again, as the same key and comment.
func FuzzParsePublic(f *testing.F) {
	for _, data := range fixtures(f, "*.pub") {
		f.Add(data)
	}
	f.Add([]byte(budi))
	f.Add([]byte(budi + " \r\n"))
	f.Add([]byte("\ufeff# x\n> " + budi[:40] + "\n> " + budi[40:] + " budi"))
	f.Add([]byte(inUTF16(little, mark+budi+" budi")))
	f.Fuzz(func(t *testing.T, file []byte) {
		pub, comment, err := parsePublic(file)
		if err != nil {
			return
		}
		line, err := MarshalPublic(pub, comment)
		if err != nil {
			t.Fatalf("%q: %v", file, err)
		}
		again, said, err := parsePublic(line)
		if err != nil || !again.Equal(pub) || said != comment {
			t.Fatalf("%q comes back as %q with %q, error %v", line, again, said, err)
		}
	})
}

// Whatever the private parser takes signs for the public key it shows. The fuzzer works on the
// bytes inside the PEM.
func FuzzParsePrivate(f *testing.F) {
	for _, data := range fixtures(f, "*.key") {
		block, _ := pem.Decode(data)
		f.Add(block.Bytes)
	}
	message := []byte("Sig_structure")
	f.Fuzz(func(t *testing.T, blob []byte) {
		// What is encrypted is parsed by the same code once decrypted; the fuzzer need not wait for
		// bcrypt.
		o, err := parsePrivate(encodePEM(privatePEM, blob), nil)
		if err != nil {
			return
		}
		if !ed25519.Verify(o.Key.Public().(ed25519.PublicKey), message, ed25519.Sign(o.Key, message)) {
			t.Fatal("its signature does not hold")
		}
	})
}

func fixtures(f *testing.F, pattern string) [][]byte {
	f.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", "TEST-ONLY-"+pattern))
	if err != nil || len(names) < 4 {
		f.Fatalf("%d files like %s, want 4 or more; error %v", len(names), pattern, err)
	}
	var all [][]byte
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		all = append(all, data)
	}
	return all
}
