package eddsa

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// testKey gives a key from a fixed seed: DEMO keys, for tests only.
func testKey(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func publicOf(key ed25519.PrivateKey) PublicKey { return PublicKey(key.Public().(ed25519.PublicKey)) }

// TestStatement holds what STATEMENT.md says of keys and of the rule against the code.
func TestStatement(t *testing.T) {
	text, err := os.ReadFile("../STATEMENT.md")
	if err != nil {
		t.Fatal(err)
	}
	var points [][]byte
	for _, y := range smallOrderY {
		points = append(points, y[:])
	}
	table := regexp.MustCompile("(?s)```hex small order\r?\n(.*?)```").FindSubmatch(text)
	want := fmt.Sprintf("%x", slices.Concat(points...))
	if table == nil || strings.Join(strings.Fields(string(table[1])), "") != want {
		t.Errorf("STATEMENT.md prints other points of small order than %x", smallOrderY)
	}
	body := regexp.MustCompile(`(?m)^cose-key = \{(.*?)\}`).FindSubmatch(text)
	if body == nil {
		t.Fatal("STATEMENT.md has no cose-key")
	}
	var said, tagged []string
	for _, m := range regexp.MustCompile(`(-?\d+) =>`).FindAllSubmatch(body[1], -1) {
		said = append(said, string(m[1]))
	}
	for typ, i := reflect.TypeFor[coseKey](), 0; i < typ.NumField(); i++ {
		label, _, _ := strings.Cut(typ.Field(i).Tag.Get("cbor"), ",")
		tagged = append(tagged, label)
	}
	if !slices.Equal(said, tagged) {
		t.Errorf("a COSE_Key has the labels %q in STATEMENT.md and %q in the code", said, tagged)
	}
}
