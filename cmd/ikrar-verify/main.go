// Command ikrar-verify checks certificates and nothing else: no ledger, no HR, no PDF writer is in it. It is what a
// citizen, a journalist or another office installs.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"ikrar/cmd/check"
	"ikrar/cmd/pins"
	"ikrar/cmd/version"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv, time.Now().Unix()))
}

var phrases = phrase.Book{
	"usage": {
		ID: `Memeriksa keaslian sertifikat ikrar, tanpa jaringan kecuali diminta.

Pemakaian:
  ikrar-verify [opsi] BERKAS|TEKS|ALAMAT...

BERKAS adalah PDF, gambar halamannya (PNG, JPEG), atau .tlog-proof; TEKS isi
kode QR; - berarti masukan standar. Dari sebuah folder, setiap berkas di
dalamnya diperiksa, juga yang di bawahnya.

Opsi:
  --trust BERKAS   daftar kepercayaan yang Anda percayai; tanpa opsi ini:
                   trust.note di IKRAR_HOME atau di direktori lembaga ini,
                   lalu setiap *.note di {dir}
  --online         menanyai buku besar yang terbit, di alamat yang tertulis
                   dalam daftar kepercayaan: dicabut, tercatat, berkasnya
  --json           keluaran untuk program, satu objek per masukan
  --lang id|en     bahasa (atau IKRAR_LANG; bawaan id)
  --version        menampilkan versi program ini
  -h, --help       menampilkan bantuan

Kode keluar: 0 sah, 1 tidak sah, 2 salah pemakaian, 3 belum dapat diperiksa.`,
		EN: `Check ikrar certificates, without a network unless asked.

Usage:
  ikrar-verify [options] FILE|TEXT|URL...

FILE is a PDF, a picture of its page (PNG, JPEG), or a .tlog-proof; TEXT that of
the QR code; - means standard input. Of a folder, every file in it and below is
checked.

Options:
  --trust FILE     a trust list that you believe; without this option:
                   trust.note in IKRAR_HOME or in this institution's directory,
                   then every *.note in {dir}
  --online         ask the published ledger, at the address in the trust list:
                   revoked, recorded, the very file
  --json           output for programs, one object an input
  --lang id|en     language (or IKRAR_LANG; default id)
  --version        show this program's version
  -h, --help       show help

Exit code: 0 valid, 1 not valid, 2 wrong usage, 3 cannot be checked now.`,
	},
	"error":      {ID: "galat: {what}", EN: "error: {what}"},
	"hint":       {ID: "saran: {what}", EN: "hint: {what}"},
	"hint.usage": {ID: "lihat ikrar-verify --help", EN: "see ikrar-verify --help"},
	"no-input":   {ID: "belum ada yang diperiksa", EN: "there is nothing to check"},
	"no-option":  {ID: "tidak ada opsi {option}, atau nilainya keliru", EN: "there is no option {option}, or its value is wrong"},
	"no-lang":    {ID: "bahasa {value}: pilih id atau en", EN: "language {value}: choose id or en"},
	"no-trust":   {ID: "belum ada daftar kepercayaan di komputer ini", EN: "this computer has no trust list yet"},
	"no-trust.hint": {ID: "beri --trust BERKAS dengan trust.note dari lembaganya, atau simpan berkas itu di {dir}",
		EN: "give --trust FILE with the institution's trust.note, or keep that file in {dir}"},
	"file-missing": {ID: "{path}: tidak ada", EN: "{path}: does not exist"},
	"bad-trust":    {ID: "daftar kepercayaan tidak dapat dipercaya: {detail}", EN: "the trust list cannot be believed: {detail}"},
	"bad-trust.hint": {ID: "mintalah trust.note yang baru dari lembaganya, lewat jalan yang Anda percayai",
		EN: "get a new trust.note from the institution, by a way that you trust"},
}

const exitUsage = 2

// run is the whole command; it returns the exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string, now int64) int {
	flags := flag.NewFlagSet("ikrar-verify", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	trustPath := flags.String("trust", "", "")
	asJSON := flags.Bool("json", false, "")
	online := flags.Bool("online", false, "")
	language := flags.String("lang", "", "")
	which := flags.Bool("version", false, "")
	inputs, err := parse(flags, args)
	if *language == "" {
		*language = getenv("IKRAR_LANG")
	}
	lang, known := phrase.ParseLang(*language)
	if !known {
		lang = phrase.ID
	}
	dir := pins.ConfigDir(getenv)
	fail := func(key, hint string, args ...any) int {
		fmt.Fprintln(stderr, phrases.Say(lang, "error", "what", phrases.Say(lang, key, args...)))
		fmt.Fprintln(stderr, phrases.Say(lang, "hint", "what", phrases.Say(lang, hint, "dir", dir)))
		return exitUsage
	}
	switch {
	case err == flag.ErrHelp:
		fmt.Fprintln(stdout, phrases.Say(lang, "usage", "dir", dir))
		return 0
	case err != nil:
		return fail("no-option", "hint.usage", "option", optionIn(err))
	case *which:
		fmt.Fprintln(stdout, "ikrar-verify", version.Read())
		return 0
	case *language != "" && !known:
		return fail("no-lang", "hint.usage", "value", *language)
	case len(inputs) == 0:
		return fail("no-input", "hint.usage")
	}
	list, err := lists(*trustPath, getenv)
	if path := (*fs.PathError)(nil); errors.As(err, &path) && errors.Is(err, fs.ErrNotExist) {
		return fail("file-missing", "no-trust.hint", "path", path.Path)
	}
	if err != nil {
		return fail("bad-trust", "bad-trust.hint", "detail", err)
	}
	if len(list) == 0 {
		return fail("no-trust", "no-trust.hint")
	}
	kept := func(t *trust.List) string { return check.SayKept(lang, pins.Home(getenv), getenv, t) }
	checker := &check.Checker{Lang: lang, Known: list, Now: now, Stdin: stdin, Kept: kept}
	if *online {
		failed := func(sentence string) {
			if !*asJSON {
				fmt.Fprintln(stderr, sentence)
			}
		}
		checker.Online = &check.Online{Context: context.Background(), Client: remote.New(),
			Lang: lang, Now: now, Failed: failed, Kept: kept}
	}
	return checkAll(checker, inputs, *asJSON, stdout, stderr)
}

// parse reads flags wherever they stand among the inputs; behind "--" everything is an input.
func parse(flags *flag.FlagSet, args []string) (inputs []string, err error) {
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		rest := flags.Args()
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			return append(inputs, rest...), nil
		}
		if args = rest; len(args) > 0 {
			inputs, args = append(inputs, args[0]), args[1:]
		}
	}
	return inputs, nil
}

// optionIn finds the option in an error of package flag, whose sentences are English only.
func optionIn(err error) string {
	text := err.Error()
	_, name, found := strings.Cut(text, ": -")
	if strings.HasPrefix(text, "invalid ") { // value "x" for -name: why
		_, name, found = strings.Cut(text, " for -")
		name, _, _ = strings.Cut(name, ":")
	}
	if !found {
		return text
	}
	return "--" + strings.TrimLeft(name, "-")
}

// lists reads the trust list given, or those that this computer knows.
func lists(path string, getenv func(string) string) ([]*trust.List, error) {
	if path == "" {
		return pins.Known(pins.Home(getenv), getenv)
	}
	t, err := pins.Read(path)
	if err != nil {
		return nil, err
	}
	return []*trust.List{t}, nil
}

func checkAll(checker *check.Checker, given []string, asJSON bool, stdout, stderr io.Writer) int {
	inputs := check.Expand(given)
	summary := checker.Summarize(inputs)
	if err := tellLeft(checker.Lang, inputs.Left, asJSON, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, err)
		return verify.Undetermined.ExitCode()
	}
	far := progress{stderr: stderr, stdout: stdout, total: len(inputs.All), begun: time.Now()}
	for n, input := range inputs.All {
		a := checker.Check(input)
		summary.Add(a)
		far.tell(n + 1)
		var err error
		if asJSON {
			err = encode(stdout, a)
		} else {
			if n > 0 {
				fmt.Fprintln(stdout)
			}
			err = a.Print(stdout)
		}
		if err != nil { // nobody reads the answer: it must not look like one
			fmt.Fprintln(stderr, err)
			return verify.Undetermined.ExitCode()
		}
	}
	for _, sentence := range summary.Sentences() {
		if !asJSON {
			fmt.Fprintf(stdout, "\n%s\n", sentence)
		}
	}
	return summary.ExitCode()
}

// tellLeft names what of a folder is not checked.
func tellLeft(lang phrase.Lang, left []check.Left, asJSON bool, stdout, stderr io.Writer) error {
	for _, l := range left {
		if !asJSON {
			fmt.Fprintln(stderr, l.Say(lang))
		} else if err := encode(stdout, check.OfLeft(lang, l)); err != nil {
			return err
		}
	}
	return nil
}

// progress says on a terminal how far a long check of a folder is, where the answers go elsewhere.
type progress struct {
	stderr, stdout io.Writer
	total          int
	begun          time.Time
}

func (p progress) tell(done int) {
	if p.total < 2 || !isTerminal(p.stderr) || isTerminal(p.stdout) || time.Since(p.begun) < time.Second {
		return
	}
	fmt.Fprintf(p.stderr, "\r%d/%d", done, p.total)
	if done == p.total {
		fmt.Fprintln(p.stderr)
	}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// encode writes one line of JSON that a terminal shows as it is.
func encode(w io.Writer, a any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(a); err != nil {
		return err
	}
	_, err := w.Write(phrase.VisibleJSON(line.Bytes()))
	return err
}
