package check

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"ikrar/verify"
	"ikrar/verify/answer"
	"ikrar/verify/phrase"
)

func TestFolderPhrases(t *testing.T) {
	if err := FolderPhrases.Check(); err != nil {
		t.Error(err)
	}
}

// TestExpand: of a folder every certificate is checked, by what is in it, and everything else is
// named.
func TestExpand(t *testing.T) {
	t.Chdir(t.TempDir())
	digits := strings.Repeat("3771931481977693", 12)
	tree := map[string]string{
		"a/lurah.pdf":             "%PDF-1.7\n",
		"a/masuk.pdf":             "<html>masuk</html>", // a login page: its answer says what it is
		"a/kosong.PDF":            "",
		"a/tanpa-akhiran":         "\r\n%PDF-1.7\n",
		"a/b/foto":                "\xff\xd8\xff\xe0",
		"a/b/telepon.heic":        "\x00\x00\x00\x18ftypheic",
		"a/b/pindaian":            "RIFF\x00\x00\x00\x00WEBPVP8 ",
		"a/b/c/pesan.txt":         "Kode QR: https://ikrar.contoh.example/#" + digits,
		"a/b/c/x.tlog-proof":      "",
		"a/catatan.txt":           "Yth. Bapak Contoh",
		"a/indeks.csv":            "nama,kode\nNabila,K7QM-2F8D-9XPA\n",
		"a/._lurah.pdf":           "\x00\x05\x16\x07",
		"a/197602012005052002.ik": "\x84\x01\x84",
		"kosong/baca.txt":         "tidak ada",
		"luar/rahasia.pdf":        "%PDF-1.7\n",
	}
	for name, data := range tree {
		name = filepath.FromSlash(name)
		err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(data), 0o644))
		if err != nil {
			t.Fatal(err)
		}
	}
	left := []Left{{"a/._lurah.pdf", "other"}, {"a/197602012005052002.ik", "other"}, {"a/catatan.txt", "other"},
		{"a/indeks.csv", "other"}}
	if runtime.GOOS != "windows" {
		if err := errors.Join(os.Symlink("../luar", "a/luar"), os.Symlink("../a", "a/b/lingkar")); err != nil {
			t.Fatal(err)
		}
		left = []Left{left[0], left[1], {"a/b/lingkar", "link"}, left[2], left[3], {"a/luar", "link"}}
	}
	in := Expand([]string{"satu.pdf", "a", "kosong", "a/mas?k.pdf", "tidak*.pdf", "https://x.example/?#1",
		"K7QM-2F8D-9XPA"})
	left = append(left, Left{"kosong/baca.txt", "other"})
	want := []string{"satu.pdf", "a/b/c/pesan.txt", "a/b/c/x.tlog-proof", "a/b/foto", "a/b/pindaian",
		"a/b/telepon.heic", "a/kosong.PDF", "a/lurah.pdf", "a/masuk.pdf", "a/tanpa-akhiran",
		"a/masuk.pdf", "tidak*.pdf", "https://x.example/?#1", "K7QM-2F8D-9XPA"}
	for n := range want {
		if strings.HasPrefix(want[n], "a/") {
			want[n] = filepath.FromSlash(want[n])
		}
	}
	for n := range left {
		left[n].Path = filepath.FromSlash(left[n].Path)
	}
	if !reflect.DeepEqual(in.All, want) {
		t.Errorf("to be checked\n%q, want\n%q", in.All, want)
	}
	if !reflect.DeepEqual(in.Left, left) || in.Folders != 2 {
		t.Errorf("%d folders, left\n%q, want\n%q", in.Folders, in.Left, left)
	}
}

// TestFolderDepth: what lies too deep is named, and the whole is then not decided.
func TestFolderDepth(t *testing.T) {
	t.Chdir(t.TempDir())
	deep := filepath.Join("a", filepath.Join(strings.Split(strings.Repeat("b", maxFolderDepth+2), "")...))
	err := errors.Join(os.MkdirAll(deep, 0o755), os.WriteFile(filepath.Join(deep, "x.pdf"), nil, 0o644))
	if err != nil {
		t.Fatal(err)
	}
	in := Expand([]string{"a"})
	if len(in.All) != 0 || len(in.Left) != 1 || in.Left[0].Why != "deep" {
		t.Errorf("%+v", in)
	}
	s := (&Checker{Lang: phrase.EN}).Summarize(in)
	if s.ExitCode() != 3 {
		t.Errorf("exit %d", s.ExitCode())
	}
}

// TestSummary: the worst answer is the exit code, and the counts are said.
func TestSummary(t *testing.T) {
	valid, invalid := answer.Answer{Verdict: verify.Valid}, answer.Answer{Verdict: verify.Altered}
	open := answer.Answer{Verdict: verify.Undetermined}
	const rest = " Not checked, as said above: 2."
	folder := Inputs{Folders: 1, Left: []Left{{"a/x", "other"}, {"a/y", "link"}}}
	for _, c := range []struct {
		in      Inputs
		answers []answer.Answer
		exit    int
		said    string
	}{
		{folder, []answer.Answer{valid, valid}, 0,
			"Files checked: 2. Valid: 2, not valid: 0, not decided: 0." + rest},
		{folder, []answer.Answer{valid, invalid}, 1,
			"Files checked: 2. Valid: 1, not valid: 1, not decided: 0." + rest},
		{folder, []answer.Answer{open, invalid, valid}, 3,
			"Files checked: 3. Valid: 1, not valid: 1, not decided: 1." + rest},
		{Inputs{Folders: 1, empty: []string{"a"}}, nil, 3,
			"a: There is no certificate in it: no PDF, picture, proof or text that holds a code.|" +
				"Files checked: 0. Valid: 0, not valid: 0, not decided: 0."},
		{Inputs{}, []answer.Answer{valid}, 0, ""},
	} {
		s := (&Checker{Lang: phrase.EN}).Summarize(c.in)
		for _, a := range c.answers {
			s.Add(a)
		}
		if said := strings.Join(s.Sentences(), "|"); s.ExitCode() != c.exit || said != c.said {
			t.Errorf("exit %d, want %d: %s", s.ExitCode(), c.exit, said)
		}
	}
}
