package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

// pinned are the faults of the frame as people read them, message and hint joined by " | ". TestUsageErrors pins those of
// the parser. A verb whose sentences are in a
// book of its own pins them beside it.
var pinned = []struct {
	fault  *fault
	id, en string
}{
	{refuse("failed", "context", "ikrar x").because(errors.New("tree: odd")),
		"ikrar x: tidak berhasil | rincian teknisnya: ulangi dengan --json",
		"ikrar x: it failed | for the technical details repeat it with --json"},
	{refuse("interrupted"),
		"dihentikan sebelum selesai",
		"stopped before the end"},
	{refuse("output-failed").because(&fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}),
		"hasil tidak dapat ditulis: disk penuh",
		"the result could not be written: the disk is full"},
	{refuse("command-unknown", "name", "x", "parent", "ikrar").usage("ikrar"),
		"tidak ada perintah x di ikrar | lihat ikrar --help",
		"there is no command x in ikrar | see ikrar --help"},
	{refuse("command-missing", "parent", "ikrar key").usage("ikrar key"),
		"ikrar key memerlukan perintah di belakangnya | lihat ikrar key --help",
		"ikrar key needs a command after it | see ikrar key --help"},
	{refuse("argument-missing", "argument", "FILE").usage("ikrar key new"),
		"FILE belum disebutkan | lihat ikrar key new --help",
		"FILE is missing | see ikrar key new --help"},
	{refuse("argument-extra", "value", "b").usage("ikrar key new"),
		"b berlebih di sini | lihat ikrar key new --help",
		"b is one too many here | see ikrar key new --help"},
	{refuse("flag-unknown", "flag", "--x").usage("ikrar key"),
		"tidak ada opsi --x | lihat ikrar key --help",
		"there is no option --x | see ikrar key --help"},
	{refuse("flag-value-missing", "flag", "--x").usage("ikrar key"),
		"opsi --x memerlukan nilai | lihat ikrar key --help",
		"option --x needs a value | see ikrar key --help"},
	{refuse("flag-value", "flag", "--jobs", "value", "many").usage("ikrar issue"),
		"nilai many untuk opsi --jobs tidak dapat dibaca | lihat ikrar issue --help",
		"value many of option --jobs cannot be read | see ikrar issue --help"},
	{refuse("flag-refused", "flag", "--url", "value", "x", "reason", reasonWords("reason.url-parts")).usage("ikrar init"),
		"--url x: alamat tidak boleh memuat ?, #, atau nama pengguna | lihat ikrar init --help",
		"--url x: an address must not have ?, # or a user name | see ikrar init --help"},
	{refuse("flag-missing", "flag", "--nip").usage("ikrar enrol"),
		"opsi --nip wajib disebutkan | lihat ikrar enrol --help",
		"required: --nip | see ikrar enrol --help"},
	{refuse("flag-one-of", "flags", "--nip, --key").usage("ikrar revoke"),
		"sebutkan tepat satu dari opsi --nip, --key | lihat ikrar revoke --help",
		"give exactly one of the options --nip, --key | see ikrar revoke --help"},
	{refuse("lang-env", "value", "fr").usage("ikrar"),
		"IKRAR_LANG fr: pilih id atau en | lihat ikrar --help",
		"IKRAR_LANG fr: choose id or en | see ikrar --help"},
	{refuse("home-unnamed"),
		"belum jelas lembaga mana: di sini tidak ada ikrar.toml | masuk ke direktori lembaga, beri --home DIR, atau mulai dengan ikrar init DIR",
		"it is not clear which institution: there is no ikrar.toml here | go to the institution's directory, give --home DIR, or start with ikrar init DIR"},
	{refuse("stale", "what", "deklarasi"),
		"deklarasi: sudah berubah sejak rencananya dibuat; tidak ada yang diubah | ulangi, dan lihat lagi rencananya",
		"deklarasi: it has changed since it was planned; nothing was changed | do it once more, and look at the plan again"},
	{refuse("home-none", "dir", "kalbar"),
		"kalbar: bukan direktori lembaga, tidak ada ikrar.toml di dalamnya | periksa --home dan IKRAR_HOME, atau mulai dengan ikrar init kalbar",
		"kalbar: not an institution's directory, there is no ikrar.toml in it | check --home and IKRAR_HOME, or start with ikrar init kalbar"},
	{refuse("config-long", "path", "ikrar.toml", "max", 64<<10),
		"ikrar.toml: lebih dari 65536 bita",
		"ikrar.toml: more than 65536 bytes"},
	{refuse("config-syntax", "path", "ikrar.toml", "line", 2),
		"ikrar.toml baris 2: bukan TOML yang benar | tulis setiap pengaturan sebagai nama = \"nilai\"; rincian teknisnya: ulangi dengan --json",
		"ikrar.toml line 2: not correct TOML | write each setting as name = \"value\"; for the technical details repeat it with --json"},
	{refuse("config-type", "path", "ikrar.toml").because(errors.New("line 4")),
		"ikrar.toml: jenis nilai suatu pengaturan keliru | tulis teks dalam tanda kutip, bilangan tanpa tanda kutip",
		"ikrar.toml: the value of a setting is of the wrong type | write text in quotes and numbers without"},
	{refuse("config-unknown", "path", "ikrar.toml", "line", 6, "key", "certificate.titel"),
		"ikrar.toml baris 6: tidak ada pengaturan certificate.titel",
		"ikrar.toml line 6: there is no setting certificate.titel"},
	{refuse("config-value", "path", "ikrar.toml", "line", 4, "key", "timezone", "value", "UTC", "reason", words{key: "reason.timezone"}),
		`ikrar.toml baris 4: timezone "UTC": pilih WIB, WITA, atau WIT | perbaiki baris itu; penjelasannya ada di atasnya`,
		`ikrar.toml line 4: timezone "UTC": choose WIB, WITA or WIT | correct that line; the comment above it explains it`},
	{refuse("passphrase-needed", "path", "siti.key"),
		"siti.key: frasa sandi diperlukan, tetapi tidak ada terminal untuk bertanya | simpan frasa sandi pada baris pertama sebuah berkas dan beri --passphrase-file BERKAS",
		"siti.key: its passphrase is needed, but there is no terminal to ask at | put the passphrase on the first line of a file and give --passphrase-file FILE"},
	{refuse("passphrase-empty"),
		"frasa sandi kosong | kunci tanpa frasa sandi hanya dibuat dengan --no-passphrase",
		"the passphrase is empty | a key without a passphrase is only made with --no-passphrase"},
	{refuse("passphrase-file-empty", "path", "pass"),
		"pass: tidak ada frasa sandi pada baris pertama",
		"pass: no passphrase on its first line"},
	{refuse("passphrase-file-long", "path", "pass", "max", keyfile.MaxPassphrase),
		"pass: baris pertama lebih dari 1024 huruf, ini bukan berkas frasa sandi",
		"pass: the first line has more than 1024 letters, this is no passphrase file"},
	{refuse("passphrase-mismatch"),
		"kedua frasa sandi tidak sama; kunci tidak dibuat",
		"the two passphrases differ; no key was made"},
	{refuse("passphrase-wrong", "path", "siti.key"),
		"siti.key: frasa sandi salah",
		"siti.key: wrong passphrase"},
	{refuse("passphrase-wrong", "path", "siti.key").hinted("fault.passphrase-wrong.edge"),
		"siti.key: frasa sandi salah | frasa sandi itu diawali atau diakhiri spasi, dan spasi itu ikut dihitung; hapus bila bukan bagiannya",
		"siti.key: wrong passphrase | that passphrase begins or ends with a space, which counts; delete it if it does not belong there"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseShort})),
		"pass: frasa sandi baru paling sedikit 8 karakter | pilih yang lebih panjang; empat kata yang tidak berhubungan mudah diingat dan sulit ditebak",
		"pass: a new passphrase needs at least 8 characters | choose a longer one; four unrelated words are easy to remember and hard to guess"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseLong})),
		"pass: frasa sandi paling banyak 1024 huruf",
		"pass: a passphrase has at most 1024 letters"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseEncoding})),
		"pass: frasa sandi ini bukan teks UTF-8 atau UTF-16, sehingga nanti tidak dapat diketik lagi | simpan berkasnya sebagai UTF-8, atau pakai huruf tanpa tanda aksen",
		"pass: this passphrase is no text in UTF-8 or UTF-16, so nobody could type it again | save the file as UTF-8, or use letters without accents"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseControl, Rune: '\t', At: 3})),
		"pass: karakter ke-3 frasa sandi (U+0009) tidak dapat diketik di tempat lain | pakai huruf, angka, tanda baca, dan spasi biasa saja",
		"pass: character 3 of the passphrase (U+0009) cannot be typed elsewhere | use letters, digits, punctuation and plain spaces only"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseBlank, Rune: 0xa0, At: 6})),
		"pass: karakter ke-6 frasa sandi (U+00A0) tampak seperti spasi, tetapi karakter lain | ketik di situ spasi biasa",
		"pass: character 6 of the passphrase (U+00A0) looks like a space and is another character | type a plain space there"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseInvisible, Rune: 0x200b, At: 6})),
		"pass: karakter ke-6 frasa sandi (U+200B) tidak tampak, sehingga nanti tidak dapat diketik lagi | biasanya ia ikut tersalin dari dokumen lain; ketik ulang frasa sandinya, jangan disalin",
		"pass: character 6 of the passphrase (U+200B) cannot be seen, so nobody could type it again | it usually comes along when text is copied; type the passphrase anew instead of copying it"},
	{asFault("", passphraseFault("pass", &keyfile.PassphraseError{Why: keyfile.PassphraseEdge, Rune: ' ', At: 1})),
		"pass: ada spasi di awal atau di akhir frasa sandi, yang hampir selalu tidak disengaja | hapus spasi itu",
		"pass: there is a space at the beginning or the end of the passphrase, which is nearly always a mistake | delete that space"},
	{refuse("key-store", "path", "store.key"),
		"store.key: ini kunci penyimpanan buku besar, yang tidak memakai frasa sandi; yang melindunginya adalah hak akses berkasnya | frasa sandi dimiliki root.key, registrar.key, dan kunci perorangan",
		"store.key: this is the key of the ledger's store, which has no passphrase; what protects it is who may read the file | root.key, registrar.key and personal keys have a passphrase"},
	{refuse("key-permissions", "path", "siti.key", "mode", "-rw-r--r--", "fix", "chmod 600 siti.key"),
		"siti.key: kunci pribadi ini dapat dibaca orang lain (-rw-r--r--) | jalankan: chmod 600 siti.key",
		"siti.key: others can read this private key (-rw-r--r--) | run: chmod 600 siti.key"},
	{refuse("key-algorithm", "path", "siti.key"),
		"siti.key: bukan kunci Ed25519 | buat kunci baru dengan ikrar key new BERKAS",
		"siti.key: not an Ed25519 key | make a new key with ikrar key new FILE"},
	{refuse("key-is-public", "path", "siti.pub"),
		"siti.pub: ini kunci publik, yang diperlukan kunci pribadinya | biasanya berkas dengan nama yang sama tanpa .pub",
		"siti.pub: this is the public key, its private key is needed | usually the file of the same name without .pub"},
	{refuse("key-is-private", "path", "siti.key"),
		"siti.key: ini kunci pribadi, yang diperlukan kunci publiknya | kunci pribadi tidak boleh dikirim; bila Anda menerimanya dari orang lain, ia harus membuat kunci baru",
		"siti.key: this is a private key, the public key is needed | private keys must not be sent; if you got it from somebody else, they have to make a new key"},
	{refuse("key-format", "path", "siti.key").because(errors.New("odd")),
		"siti.key: bukan berkas kunci OpenSSH yang utuh | pakai berkas yang dibuat ikrar key new, ssh-keygen -t ed25519, atau PuTTYgen (EdDSA)",
		"siti.key: not a complete OpenSSH key file | use the file that ikrar key new, ssh-keygen -t ed25519 or PuTTYgen (EdDSA) made"},
	{publicMissing("kunci 'siti'"),
		`kunci 'siti': kunci publiknya tidak ada di sampingnya | jalankan: ssh-keygen -y -f 'kunci '\''siti'\''' > 'kunci '\''siti'\''.pub'`,
		`kunci 'siti': its public key is not beside it | run: ssh-keygen -y -f 'kunci '\''siti'\''' > 'kunci '\''siti'\''.pub'`},
	{refuse("file-missing", "path", "x"),
		"x: tidak ada",
		"x: does not exist"},
	{refuse("file-directory", "path", "x"),
		"x: ini direktori, yang diperlukan sebuah berkas",
		"x: this is a directory, a file is needed"},
	{refuse("file-exists", "path", "x"),
		"x: sudah ada dan tidak ditimpa | pilih nama lain, atau pindahkan dulu berkas itu",
		"x: exists already and is not overwritten | choose another name, or move that file away first"},
	{refuse("file-denied", "path", "x"),
		"x: tidak boleh dibuka oleh pengguna ini",
		"x: this user may not open it"},
	{refuse("disk-full", "path", "x"),
		"x: disk penuh | kosongkan ruang, lalu ulangi",
		"x: the disk is full | free some space and try again"},
	{refuse("answer-needed", "flag", "--yes"),
		"pertanyaan ini perlu dijawab, tetapi tidak ada yang menjawab | jawab di terminal, atau setujui lebih dahulu dengan --yes",
		"this question needs an answer, and nobody is there to give it | answer at a terminal, or agree beforehand with --yes"},
	{refuse("declined"),
		"tidak disetujui; tidak ada yang diubah",
		"not agreed; nothing was changed"},
}

func TestFaultWording(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range pinned {
		seen[c.fault.code] = true
		for lang, want := range map[phrase.Lang]string{phrase.ID: c.id, phrase.EN: c.en} {
			a, _, _ := testApp("")
			a.lang = lang
			message, hint := a.explain(c.fault)
			if got := strings.TrimSuffix(message+" | "+hint, " | "); got != want {
				t.Errorf("%s in %s\n got %s\nwant %s", c.fault.code, lang, got, want)
			}
			if strings.Contains(message+hint, "{max}") || strings.Contains(message+hint, "{path}") {
				t.Errorf("%s in %s has a placeholder left", c.fault.code, lang)
			}
		}
	}
	for key := range faultPhrases {
		code, isFault := strings.CutPrefix(key, "fault.")
		if code = strings.TrimSuffix(code, ".hint"); isFault && !seen[code] {
			t.Errorf("the wording of %s is not pinned", code)
		}
	}
}

func TestErrorsOfTheFileSystem(t *testing.T) {
	dir := t.TempDir()
	missing := filepath.Join(dir, "no", "such", "file")
	for _, c := range []struct {
		err  error
		want string
	}{
		{&fs.PathError{Op: "open", Path: missing, Err: syscall.ENOENT}, "file-missing path=" + filepath.Join(dir, "no")},
		{&fs.PathError{Op: "open", Path: filepath.Join(dir, "file"), Err: syscall.ENOENT}, "file-missing path=" + filepath.Join(dir, "file")},
		{fmt.Errorf("wrapped: %w", &fs.PathError{Op: "open", Path: "p", Err: os.ErrExist}), "file-exists path=p"},
		{&fs.PathError{Op: "open", Path: "p", Err: os.ErrPermission}, "file-denied path=p"},
		{&fs.PathError{Op: "read", Path: "p", Err: syscall.EISDIR}, "file-directory path=p"},
		{&fs.PathError{Op: "write", Path: "p", Err: syscall.ENOSPC}, "disk-full path=p"},
		{&fs.PathError{Op: "write", Path: "p", Err: syscall.EIO}, "failed context=ikrar x: write p: " + syscall.EIO.Error()},
		{errors.New("tree: odd"), "failed context=ikrar x: tree: odd"},
		{fmt.Errorf("waiting: %w", context.Canceled), "interrupted"},
		{fmt.Errorf("passphrase: %w", refuse("passphrase-empty")), "passphrase-empty"},
	} {
		if got := asFault("ikrar x", c.err).Error(); got != c.want {
			t.Errorf("%v: got %s, want %s", c.err, got, c.want)
		}
	}
}

func TestFinish(t *testing.T) {
	for _, c := range []struct {
		err  error
		json bool
		exit int
		want string
	}{
		{nil, false, 0, ""},
		{outcome(exitUndetermined), false, 3, ""},
		{fmt.Errorf("wrapped: %w", outcome(1)), true, 1, ""},
		{errors.New("tree: odd"), false, 1, "galat: ikrar x: tidak berhasil\nsaran: rincian teknisnya: ulangi dengan --json\n"},
		{errors.New("tree: <odd>"), true, 1, `{"error":"failed","message":"ikrar x: tidak berhasil",` +
			`"hint":"rincian teknisnya: ulangi dengan --json","detail":"tree: <odd>"}` + "\n"},
		{refuse("declined"), false, 1, "galat: tidak disetujui; tidak ada yang diubah\n"},
		{refuse("flag-missing", "flag", "--nip").usage("ikrar x"), false, 2, "galat: opsi --nip wajib disebutkan\nsaran: lihat ikrar x --help\n"},
		{&fault{code: "declined", exit: exitUndetermined}, false, 3, "galat: tidak disetujui; tidak ada yang diubah\n"},
	} {
		a, stdout, stderr := testApp("")
		a.json = c.json
		if exit := a.finish("ikrar x", c.err); exit != c.exit || stderr.String() != c.want || stdout.Len() > 0 {
			t.Errorf("%v: exit %d, %q, want exit %d, %q", c.err, exit, stderr, c.exit, c.want)
		}
	}
}

// An interrupt ends a question that nobody has answered.
func TestInterruptedQuestion(t *testing.T) {
	a, _, _ := testApp("")
	silence, writer := io.Pipe()
	defer writer.Close()
	a.stdin = bufio.NewReader(silence)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	err := a.confirm(ctx, "--yes", "fault.declined")
	if code := asFault("ikrar", err).code; code != "interrupted" {
		t.Errorf("got %s, want interrupted", code)
	}
}

// failingWriter is a stdout that has no room.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestResultThatCannotBeWritten(t *testing.T) {
	var stderr bytes.Buffer
	exit := run(context.Background(), []string{"--help"}, strings.NewReader(""), failingWriter{}, &stderr,
		func(string) string { return "" }, nil)
	if exit != exitRefused || !strings.HasPrefix(stderr.String(), "galat: hasil tidak dapat ditulis: ") {
		t.Errorf("exit %d, %q", exit, stderr.String())
	}
}

// wrapsNothing is an error that wraps others, of which there are none: as one that came over a
// socket, whose causes stayed behind.
type wrapsNothing struct{}

func (wrapsNothing) Error() string   { return "halted" }
func (wrapsNothing) Unwrap() []error { return nil }

func TestOneLine(t *testing.T) {
	for want, err := range map[string]error{
		"halted":       wrapsNothing{},
		"one; halted":  errors.Join(errors.New("one"), wrapsNothing{}),
		"one; two":     errors.Join(errors.New("one"), errors.New("two")),
		"of one\u2026": fmt.Errorf("of %w\u2026", errors.New("one")),
	} {
		if got := oneLine(err); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
