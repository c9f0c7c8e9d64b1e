package keyfile

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"
	"golang.org/x/text/unicode/norm"
)

const (
	mark      = "\ufeff"
	nfc, nfd  = "kéluarga bésar", "ke\u0301luarga be\u0301sar"
	typedSiti = "sandi rahasia"
)

// inUTF16 is a text as editors on Windows save it.
func inUTF16(order binary.ByteOrder, text string) string {
	var out []byte
	for _, unit := range utf16.Encode([]rune(text)) {
		out = binary.NativeEndian.AppendUint16(out, 0)
		order.PutUint16(out[len(out)-2:], unit)
	}
	return string(out)
}

var little, big = binary.LittleEndian, binary.BigEndian

func TestNewPassphrase(t *testing.T) {
	long := strings.Repeat("x", MaxPassphrase)
	for _, c := range []struct{ name, file, want, why string }{
		{"plain", "sandi rahasia\nlain\n", typedSiti, ""},
		{"no line end", "sandi rahasia", typedSiti, ""},
		{"CR LF", "sandi rahasia\r\n", typedSiti, ""},
		{"mark", mark + "sandi rahasia\r\n", typedSiti, ""},
		{"UTF-16LE with mark", inUTF16(little, mark+"sandi rahasia\r\nlain\r\n"), typedSiti, ""},
		{"UTF-16BE with mark", inUTF16(big, mark+"sandi rahasia\r\n"), typedSiti, ""},
		{"UTF-16LE", inUTF16(little, "sandi rahasia\r\n"), typedSiti, ""},
		{"UTF-16BE", inUTF16(big, "sandi rahasia"), typedSiti, ""},
		{"a line end's byte in a letter", inUTF16(little, mark+"Ċċ rahasia Ȋਊ\r\n"), "Ċċ rahasia Ȋਊ", ""},
		{"beyond the first plane", inUTF16(big, mark+"𝄞 rahasia\n"), "𝄞 rahasia", ""},
		{"NFD", nfd + "\n", nfc, ""},
		{"longest", long + "\r\n", long, ""},
		{"longest in UTF-16", inUTF16(big, mark+long+"\r\n"), long, ""},
		{"eight characters of two bytes", "éééééééé", "éééééééé", ""},

		{"nothing", "", "", PassphraseEmpty},
		{"an empty line", "\r\nsandi rahasia\n", "", PassphraseEmpty},
		{"a mark alone", mark + "\n", "", PassphraseEmpty},
		{"a mark of UTF-16 alone", inUTF16(little, mark), "", PassphraseEmpty},
		{"too long", long + "x", "", PassphraseLong},
		{"too long with a line end", long + "x\n", "", PassphraseLong},
		{"too long in UTF-16", inUTF16(little, mark+long+"x\n"), "", PassphraseLong},
		{"seven characters", "rahasia\n", "", PassphraseShort},
		{"seven characters of two units", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", "", PassphraseShort},
		{"Windows-1252", "kelu\xe1rga besar\n", "", PassphraseEncoding},
		{"half a unit", inUTF16(little, mark+"sandi rahasia") + "x", "", PassphraseEncoding},
		{"half a pair", "\xff\xfe\x34\xd8" + inUTF16(little, "sandi rahasia"), "", PassphraseEncoding},
		{"what was lost before", "sandi r\ufffdhasia", "", PassphraseEncoding},
		{"a tab", "sandi\trahasia", "", PassphraseControl},
		{"a NUL", "sandi\x00rahasia", "", PassphraseControl},
		{"a line end of old", "sandi rahasia\rlain", "", PassphraseControl},
		{"UTF-32", "\xff\xfe\x00\x00s\x00\x00\x00a\x00\x00\x00", "", PassphraseControl},
		{"a space that does not break", "sandi\u00a0rahasia", "", PassphraseBlank},
		{"a space of ideographs", "sandi\u3000rahasia", "", PassphraseBlank},
		{"a separator of lines", "sandi\u2028rahasia", "", PassphraseBlank},
		{"a second mark", mark + mark + "sandi rahasia", "", PassphraseInvisible},
		{"a mark inside", "sandi" + mark + "rahasia", "", PassphraseInvisible},
		{"zero width", "sandi\u200brahasia", "", PassphraseInvisible},
		{"a soft hyphen", "sandi\u00adrahasia", "", PassphraseInvisible},
		{"a direction", "sandi\u202erahasia", "", PassphraseInvisible},
		{"an isolate", "sandi\u2066rahasia", "", PassphraseInvisible},
		{"a filler", "sandi\u3164rahasia", "", PassphraseInvisible},
		{"a variation", "sandi \u2764\ufe0f rahasia", "", PassphraseInvisible},
		{"of private use", "sandi\ue000rahasia", "", PassphraseInvisible},
		{"an accent alone before", "\u0301sandi rahasia", "", PassphraseMark},
		{"an accent alone inside", "sandi \u0301rahasia", "sandi \u0301rahasia", ""},
		{"a ligature", "rahasia \ufb01ksi", "", PassphraseVariant},
		{"a letter of full width", "sandi rahasi\uff41", "", PassphraseVariant},
		{"a fraction is no letter", "sandi rahasia \u00bd", "sandi rahasia \u00bd", ""},
		{"a space before", " sandi rahasia", "", PassphraseEdge},
		{"a space behind", "sandi rahasia \r\n", "", PassphraseEdge},
	} {
		p, err := FirstLine([]byte(c.file))
		var got []byte
		if err == nil {
			got, err = p.New()
		}
		why, refused := "", (*PassphraseError)(nil)
		if errors.As(err, &refused) {
			why = refused.Why
		}
		if string(got) != c.want || why != c.why {
			t.Errorf("%s: %.40q, %v; want %.40q, %q", c.name, got, err, c.want, c.why)
		}
	}
}

func TestPassphraseErrorNamesTheCharacter(t *testing.T) {
	_, err := Typed([]byte("ké\u200bluarga besar")).New()
	if want := "the passphrase is not taken: invisible (character 3, U+200B)"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Each form costs a bcrypt: what is the same is tried once, and what an earlier build made of a
// file with a mark last.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		file string
		want []string
	}{
		{typedSiti, []string{typedSiti, mark + typedSiti}},
		{mark + typedSiti + "\r\n", []string{typedSiti, mark + typedSiti}},
		{nfc, []string{nfc, nfd, mark + nfc}},
		{nfd, []string{nfc, nfd, mark + nfc}},
		{mark + nfd, []string{nfc, nfd, mark + nfd, mark + nfc}},
		{"é e\u0301", []string{"é é", "e\u0301 e\u0301", "é e\u0301", mark + "é é"}},
		{inUTF16(little, mark+"ab\n"), []string{"ab", "\xff\xfea\x00b\x00", mark + "ab"}},
		{"\xe9", []string{"\xe9"}},
		{mark, []string{mark}},
	} {
		p, err := FirstLine([]byte(c.file))
		var got []string
		for _, form := range p.forms() {
			got = append(got, string(form))
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, %v, want %q", c.file, got, err, c.want)
		}
	}
}

// FuzzPassphrase holds the laws: what a key may be made with is text in NFC without anything
// unseen, the same from every way to write it down, and what opens the key at the first try; and
// the bytes as they stood are always tried.
func FuzzPassphrase(f *testing.F) {
	for _, seed := range []string{typedSiti, mark + nfd + "\r\n", inUTF16(little, mark+nfc), inUTF16(big, typedSiti), "sandi\u200brahasia", "\xff\xfe"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := FirstLine(file)
		if err != nil {
			return
		}
		forms := p.forms()
		raw := func(form []byte) bool { return bytes.Equal(form, firstLine(file)) }
		if len(firstLine(file)) > 0 && !slices.ContainsFunc(forms, raw) {
			t.Fatalf("%q is not among %q", file, forms)
		}
		made, err := p.New()
		if err != nil {
			return
		}
		if !bytes.Equal(forms[0], made) || !norm.NFC.IsNormal(made) || utf8.RuneCount(made) < MinPassphrase || untypable(made) != nil {
			t.Fatalf("%q makes %q, and opens with %q first", file, made, forms[0])
		}
		text := string(made)
		for _, same := range []string{text, text + "\r\n", mark + text + "\n", norm.NFD.String(text), inUTF16(little, mark+text+"\n"), inUTF16(big, mark+text)} {
			p, err := FirstLine([]byte(same))
			if again, refused := p.New(); err == nil && (refused != nil || !bytes.Equal(again, made)) {
				t.Fatalf("%q makes %q, and as %q it makes %q, %v", file, made, same, again, refused)
			}
		}
	})
}

// K15: no key of ours is made with the mark, whatever wrote the file.
func TestCreateWithoutMark(t *testing.T) {
	needTool(t, "ssh-keygen")
	path := filepath.Join(t.TempDir(), "siti")
	if _, err := Create(path, []byte(mark+typedSiti), ""); err != nil {
		t.Fatal(err)
	}
	tool(t, "ssh-keygen", "-y", "-P", typedSiti, "-f", path)
}

func TestCreateRefusesWhatNobodyTypes(t *testing.T) {
	dir := t.TempDir()
	for _, passphrase := range []string{"rahasia", "sandi\u200brahasia", "sandi rahasia ", "sandi r\xe1hasia"} {
		var refused *PassphraseError
		if _, err := Create(filepath.Join(dir, "siti"), []byte(passphrase), ""); !errors.As(err, &refused) {
			t.Errorf("%q: %v", passphrase, err)
		}
	}
	checkFiles(t, dir, 0)
}

// K17: what macOS encrypted in NFD opens with what Windows types in NFC, and the other way.
func TestOpenEitherForm(t *testing.T) {
	needTool(t, "ssh-keygen")
	for _, c := range [][2]string{{nfd, nfc}, {nfc, nfd}} {
		path := filepath.Join(t.TempDir(), "siti")
		tool(t, "ssh-keygen", "-q", "-t", "ed25519", "-N", c[0], "-f", path)
		o, err := Unlock(path, say(c[1]))
		if err != nil || !o.Encrypted || o.Untypable != nil {
			t.Errorf("made with %+q, opened with %+q: %v, %v", c[0], c[1], o.Untypable, err)
		}
	}
}

// foreignKey is a key encrypted with bytes that this package would not take.
func foreignKey(t *testing.T, passphrase string) (string, ed25519.PrivateKey) {
	t.Helper()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(key, "siti@dinkes", []byte(passphrase))
	if err != nil {
		t.Fatal(err)
	}
	return writeKey(t, pem.EncodeToMemory(block)), key
}

func TestOpenTriesTheFileAsItStands(t *testing.T) {
	for file, untypable := range map[string]bool{
		mark + typedSiti + "\r\n":              true,
		inUTF16(little, mark+typedSiti+"\r\n"): true,
		inUTF16(big, typedSiti+"\r\n"):         true,
		"sandi\u200brahasia\n":                 true,
		"r\xe1hasia\n":                         true,
		"singkat\n":                            false, // short, and easily typed
		" sandi rahasia \n":                    false,
	} {
		path, key := foreignKey(t, string(firstLine([]byte(file))))
		o, err := Unlock(path, func() (Passphrase, error) { return FirstLine([]byte(file)) })
		if err != nil || !key.Equal(o.Key) || (o.Untypable != nil) != untypable {
			t.Errorf("%q: untypable %v, %v, want %v", file, o.Untypable, err, untypable)
		}
	}
}

func TestChangePassphrase(t *testing.T) {
	needTool(t, "ssh-keygen")
	path, key := foreignKey(t, mark+typedSiti)
	link := filepath.Join(t.TempDir(), "siti.key")
	if err := os.Symlink(path, link); err != nil {
		link = path // Windows lets not everybody
	}
	if err := ChangePassphrase(link, key, []byte(nfd), "siti@dinkes"); err != nil {
		t.Fatal(err)
	}
	line, err := MarshalPublic(key.Public().(ed25519.PublicKey), "siti@dinkes")
	if got := tool(t, "ssh-keygen", "-y", "-P", nfc, "-f", path); err != nil || got != string(line) {
		t.Errorf("ssh-keygen reads %q, want %q, %v", got, line, err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	before, err := os.ReadFile(path)
	for _, refused := range []string{"", "singkat", "sandi\u200brahasia"} {
		var why *PassphraseError
		if err := ChangePassphrase(path, key, []byte(refused), ""); !errors.As(err, &why) {
			t.Errorf("%q: %v", refused, err)
		}
	}
	after, errAfter := os.ReadFile(path)
	if err != nil || errAfter != nil || !bytes.Equal(before, after) {
		t.Error("a refusal changed the file")
	}
	checkFiles(t, filepath.Dir(path), 1)
}
