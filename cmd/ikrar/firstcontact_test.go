package main

import (
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// firstContactWording is what people read where an address or a root is not what it should be.
var firstContactWording = []struct {
	fault  *fault
	id, en string
}{
	{refuse("root-new", "institution", "Contoh", "fingerprint", "G9RR-KKP1-A1CB-Z2Q7-5B8H"),
		"kunci akar Contoh (G9RR-KKP1-A1CB-Z2Q7-5B8H) belum dikenal di komputer ini; --yes tidak mencakupnya | ulangi dengan --root SIDIK, disalin dari undangan Anda atau kepegawaian (bukan dari layar ini), atau jawab di terminal",
		"the root key of Contoh (G9RR-KKP1-A1CB-Z2Q7-5B8H) is not known on this computer yet; --yes does not cover it | repeat with --root FINGERPRINT, copied from your invitation or from HR (not from this screen), or answer at a terminal"},
	{refuse("root-other", "what", "https://a.example", "found", "A", "typed", "B"),
		"https://a.example: sidik jari kunci akarnya A, bukan B seperti yang Anda sebut; tidak ada yang dibuat atau dikirim | cocokkan lagi huruf demi huruf dengan undangan Anda; bila tetap berbeda, tanyakan kepegawaian lewat jalan lain",
		"https://a.example: the fingerprint of its root key is A, not B as you gave it; nothing was made or sent | compare again with your invitation, letter by letter; if they still differ, ask HR by another way"},
	{refuse("address-other", "address", "https://a.example", "institution", "Contoh", "listed", "https://b.example"),
		"Anda mengetik https://a.example, sedangkan daftar kepercayaan Contoh menyebut https://b.example sebagai alamatnya; tidak ada yang dibuat atau dikirim | ketik https://b.example bila kepegawaian membenarkan alamat itu; bila ragu, tanyakan kepegawaian",
		"you typed https://a.example, and the trust list of Contoh says that its address is https://b.example; nothing was made or sent | type https://b.example if HR confirms that address; if in doubt, ask HR"},
	{refuse("address-leads", "address", "http://a.example", "to", "https://a.example"),
		"http://a.example mengantar ke https://a.example; perintah ini tidak mengikutinya | ketik https://a.example bila itu alamat pada undangan Anda; bila bukan, tanyakan kepegawaian",
		"http://a.example leads on to https://a.example; this command does not follow | type https://a.example if that is the address on your invitation; if it is not, ask HR"},
	{refuse("pledge-plain", "address", "http://a.example", "secure", "https://a.example"),
		"http://a.example: tanpa https, data Anda dapat dibaca dan diubah di jalan | ketik https://a.example, bila itu alamat pada undangan Anda",
		"http://a.example: without https your data can be read and changed on their way | type https://a.example, if that is the address on your invitation"},
	{refuse("packet-root", "path", "a.ikrar", "origin", "contoh/buku", "kept", "A, tersimpan", "offered", "B"),
		"a.ikrar: dua kunci akar yang berbeda memakai nama contoh/buku. Komputer ini mempercayai A, tersimpan; yang ini B | jangan menandatangani dulu; tanyakan kepegawaian lewat jalan lain mana sidik jarinya. Bila yang tersimpan di sini keliru: ikrar trust unpin contoh/buku",
		"a.ikrar: two different root keys claim the name contoh/buku. This computer believes A, tersimpan; this one is B | do not sign yet; ask HR by another way which fingerprint is theirs. If the one kept here is the wrong one: ikrar trust unpin contoh/buku"},
}

func TestFirstContactWording(t *testing.T) {
	for _, c := range firstContactWording {
		for lang, want := range map[phrase.Lang]string{phrase.ID: c.id, phrase.EN: c.en} {
			a, _, _ := testApp("")
			a.lang = lang
			message, hint := a.explain(c.fault)
			if got := message + " | " + hint; got != want {
				t.Errorf("%s in %s\n got %s\nwant %s", c.fault.code, lang, got, want)
			}
		}
	}
}

func TestIsAddress(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("ikrar.contoh.example", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	const code = "K7QM-2F8D-9XPA-0R3T"
	for _, c := range []struct {
		arg, code string
		address   bool
	}{
		{"https://ikrar.lain.example", "", true},
		{"ftp://ikrar.lain.example", "", true}, // and no good one
		{"ikrar.lain.example", code, true},
		{"ikrar.lain.example", "", true},
		{"ikrar.lain.example/tanda", "", true},
		{"hilang.pledge", "", false},
		{"hilang", "", false},
		{filepath.Join("masuk", "hilang.kunci"), "", false},
		{"ikrar.contoh.example", code, false}, // a file
		{"197602012005052002.ikrar", code, false},
		{"197602012005052002.IKRAR", code, false},
		{filepath.Join("tidak", "ada"), code, true}, // and no good one
	} {
		if got := isAddress(c.arg, c.code); got != c.address {
			t.Errorf("%s with %q: %v", c.arg, c.code, got)
		}
	}
}

// TestRootFingerprint: a root's fingerprint is that of its key, which ssh-keygen prints.
func TestRootFingerprint(t *testing.T) {
	pub := ed25519.NewKeyFromSeed([]byte("DEMO root, for tests only, 32 B.")).Public().(ed25519.PublicKey)
	root := trust.LogKey("ikrar.contoh.example/buku/root", eddsa.PublicKey(pub))
	if got, want := rootFingerprint(root), keyfile.Fingerprint(pub); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	for _, typed := range []string{root.Fingerprint().Short(), strings.ToLower(root.Fingerprint().Short()), keyfile.Fingerprint(pub)} {
		var f rootFlag
		if err := f.Set(typed); err != nil || f.check("x", root) != nil {
			t.Errorf("--root %s: %v, %v", typed, err, f.check("x", root))
		}
	}
}
