package main

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var passphrasePhrases = phrase.Book{
	"passphrase.untypable": {
		ID: "{path}: frasa sandi kunci ini memuat karakter yang tidak dapat diketik atau tidak tampak, misalnya tanda BOM di awal berkas.\nBerikan frasa sandi yang dapat diketik: {command}",
		EN: "{path}: the passphrase of this key holds characters that cannot be typed or seen, a byte-order mark for example.\nGive it a passphrase that can be typed: {command}",
	},
	"passphrase.retry":                {ID: "Coba lagi; kosong untuk berhenti.", EN: "Try again; leave it empty to stop."},
	"fault.passphrase-wrong.edge":     {ID: "frasa sandi itu diawali atau diakhiri spasi, dan spasi itu ikut dihitung; hapus bila bukan bagiannya", EN: "that passphrase begins or ends with a space, which counts; delete it if it does not belong there"},
	"fault.passphrase-needed.new":     {ID: "simpan frasa sandi baru pada baris pertama sebuah berkas dan beri --new-passphrase-file BERKAS", EN: "put the new passphrase on the first line of a file and give --new-passphrase-file FILE"},
	"fault.passphrase-short":          {ID: "{path}: frasa sandi baru paling sedikit {min} karakter", EN: "{path}: a new passphrase needs at least {min} characters"},
	"fault.passphrase-short.hint":     {ID: "pilih yang lebih panjang; empat kata yang tidak berhubungan mudah diingat dan sulit ditebak", EN: "choose a longer one; four unrelated words are easy to remember and hard to guess"},
	"fault.passphrase-long":           {ID: "{path}: frasa sandi paling banyak {max} huruf", EN: "{path}: a passphrase has at most {max} letters"},
	"fault.passphrase-encoding":       {ID: "{path}: frasa sandi ini bukan teks UTF-8 atau UTF-16, sehingga nanti tidak dapat diketik lagi", EN: "{path}: this passphrase is no text in UTF-8 or UTF-16, so nobody could type it again"},
	"fault.passphrase-encoding.hint":  {ID: "simpan berkasnya sebagai UTF-8, atau pakai huruf tanpa tanda aksen", EN: "save the file as UTF-8, or use letters without accents"},
	"fault.passphrase-control":        {ID: "{path}: karakter ke-{at} frasa sandi ({rune}) tidak dapat diketik di tempat lain", EN: "{path}: character {at} of the passphrase ({rune}) cannot be typed elsewhere"},
	"fault.passphrase-control.hint":   {ID: "pakai huruf, angka, tanda baca, dan spasi biasa saja", EN: "use letters, digits, punctuation and plain spaces only"},
	"fault.passphrase-blank":          {ID: "{path}: karakter ke-{at} frasa sandi ({rune}) tampak seperti spasi, tetapi karakter lain", EN: "{path}: character {at} of the passphrase ({rune}) looks like a space and is another character"},
	"fault.passphrase-blank.hint":     {ID: "ketik di situ spasi biasa", EN: "type a plain space there"},
	"fault.passphrase-invisible":      {ID: "{path}: karakter ke-{at} frasa sandi ({rune}) tidak tampak, sehingga nanti tidak dapat diketik lagi", EN: "{path}: character {at} of the passphrase ({rune}) cannot be seen, so nobody could type it again"},
	"fault.passphrase-invisible.hint": {ID: "biasanya ia ikut tersalin dari dokumen lain; ketik ulang frasa sandinya, jangan disalin", EN: "it usually comes along when text is copied; type the passphrase anew instead of copying it"},
	"fault.passphrase-mark":           {ID: "{path}: frasa sandi diawali aksen tanpa huruf ({rune}), yang di program lain menempel pada karakter lain", EN: "{path}: the passphrase begins with an accent that has no letter ({rune}); in other programs it clings to what stands before it"},
	"fault.passphrase-mark.hint":      {ID: "hapus aksen itu, atau ketik huruf di depannya", EN: "delete that accent, or type a letter before it"},
	"fault.passphrase-variant":        {ID: "{path}: karakter ke-{at} frasa sandi ({rune}) adalah bentuk lain dari huruf biasa, misalnya dua huruf yang menyatu", EN: "{path}: character {at} of the passphrase ({rune}) is another form of ordinary letters, two of them joined for example"},
	"fault.passphrase-variant.hint":   {ID: "ketik huruf biasa di situ; bentuk itu biasanya ikut tersalin dari dokumen lain", EN: "type ordinary letters there; such a form usually comes along when text is copied"},
	"fault.passphrase-edge":           {ID: "{path}: ada spasi di awal atau di akhir frasa sandi, yang hampir selalu tidak disengaja", EN: "{path}: there is a space at the beginning or the end of the passphrase, which is nearly always a mistake"},
	"fault.passphrase-edge.hint":      {ID: "hapus spasi itu", EN: "delete that space"},
}

// passphrase returns what asks for the passphrase of the existing key at path, as keyfile.Open wants it: the first line
// of --passphrase-file, or else an answer at the terminal.
func (a *app) passphrase(ctx context.Context, path string) func() (keyfile.Passphrase, error) {
	return func() (keyfile.Passphrase, error) {
		if a.passphraseFile != "" {
			return readPassphraseFile(a.passphraseFile)
		}
		answer, err := a.askPassphrase(ctx, "passphrase.old", path)
		return keyfile.Typed(answer), err
	}
}

// newPassphrase is the passphrase that the key at path shall have: that of a file, where one is named, or an answer.
func (a *app) newPassphrase(ctx context.Context, file, path string) ([]byte, error) {
	if file == "" {
		return a.choosePassphrase(path, func(prompt string) ([]byte, error) { return a.askPassphrase(ctx, prompt, path) })
	}
	p, err := readPassphraseFile(file)
	if err != nil {
		return nil, err
	}
	secret, err := p.New()
	if err = passphraseFault(file, err); err != nil && asFault("", err).code == "passphrase-empty" { // but for a mark
		err = refuse("passphrase-file-empty", "path", file)
	}
	return secret, err
}

// choosePassphrase asks twice, since nobody sees what they type, and until it can be taken: for a slip of the finger nobody
// should begin anew. An empty answer ends it.
func (a *app) choosePassphrase(path string, ask func(prompt string) ([]byte, error)) ([]byte, error) {
	for {
		first, err := ask("passphrase.new")
		if err != nil {
			return nil, err
		}
		secret, refused := keyfile.Typed(first).New()
		if refused = passphraseFault(path, refused); refused == nil { // else it is said before it is repeated
			second, err := ask("passphrase.again")
			if err != nil {
				return nil, err
			}
			// A second answer that would be refused is another one.
			again, _ := keyfile.Typed(second).New()
			if subtle.ConstantTimeCompare(secret, again) == 1 {
				return secret, nil
			}
			refused = refuse("passphrase-mismatch")
		}
		f := asFault("", refused)
		if f.code == "passphrase-empty" {
			return nil, f
		}
		a.retry(f)
	}
}

// retry says why a passphrase is asked for once more.
func (a *app) retry(f *fault) {
	message, hint := a.explain(f)
	fmt.Fprintf(a.stderr, "%s: %s\n", a.say("error"), message)
	if hint != "" {
		fmt.Fprintf(a.stderr, "%s: %s\n", a.say("hint"), hint)
	}
	fmt.Fprintln(a.stderr, a.say("passphrase.retry"))
}

// passphraseFault says why a passphrase is not taken. path is the file that it stands in, or the key that it was typed for.
func passphraseFault(path string, err error) error {
	var why *keyfile.PassphraseError
	if !errors.As(err, &why) {
		return err
	}
	if why.Why == keyfile.PassphraseEmpty {
		return refuse("passphrase-empty")
	}
	return refuse("passphrase-"+why.Why, "path", path, "at", why.At, "rune", fmt.Sprintf("%U", why.Rune),
		"min", keyfile.MinPassphrase, "max", keyfile.MaxPassphrase)
}

// readPassphraseFile reads the first line of a passphrase file. Its mode is not judged: it may be a pipe or a secret that a
// service manager mounts.
func readPassphraseFile(path string) (keyfile.Passphrase, error) {
	data, err := files.ReadBounded(path, keyfile.MaxPassphraseFile-1)
	if err != nil {
		return keyfile.Passphrase{}, err
	}
	p, err := keyfile.FirstLine(data)
	var why *keyfile.PassphraseError
	switch {
	case errors.As(err, &why) && why.Why == keyfile.PassphraseLong:
		return p, refuse("passphrase-file-long", "path", path, "max", keyfile.MaxPassphrase)
	case err != nil:
		return p, refuse("passphrase-file-empty", "path", path)
	}
	return p, nil
}

// askPassphrase asks at the terminal, without echo. An interrupt gives the terminal its echo back.
func (a *app) askPassphrase(ctx context.Context, prompt, path string) ([]byte, error) {
	stdin, ok := a.input.(*os.File)
	if !ok || !isTerminal(stdin) {
		return nil, refuse("passphrase-needed", "path", path)
	}
	fd := int(stdin.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(a.stderr, "%s: ", a.say(prompt, "path", path))
	type answer struct {
		line []byte
		err  error
	}
	answered := make(chan answer, 1)
	go func() {
		line, err := term.ReadPassword(fd)
		answered <- answer{line, err}
	}()
	select {
	case got := <-answered:
		fmt.Fprintln(a.stderr)
		if got.err == io.EOF {
			return nil, refuse("interrupted")
		}
		return got.line, got.err
	case <-ctx.Done():
		fmt.Fprintln(a.stderr)
		// Best effort: the process ends, and the terminal may be gone already.
		_ = term.Restore(fd, before)
		return nil, ctx.Err()
	}
}
