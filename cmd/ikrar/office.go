package main

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cli/browser"
	"github.com/spf13/cobra"

	desk "ikrar/ledger/office/web"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
)

var officePhrases = phrase.Book{
	"office.short": {ID: "Kantor kepegawaian di peramban komputer ini", EN: "HR's office in this computer's browser"},
	"office.long": {
		ID: "Membuka kantor di peramban: impor, kegiatan, slip, persetujuan, sertifikat, laporan, tanpa perintah lain. Halamannya hanya\nuntuk komputer ini dan untuk Anda: alamatnya berlaku sekali. Frasa sandi diketik sekali; kunci tetap di sini. Boleh dibuka\nselagi ikrar serve berjalan. Bila belum ada lembaga, lima pertanyaan membuatnya, di direktori ikrar atau yang disebut --home.\nDengan --at ALAMAT kantor bekerja pada lembaga di server itu: kunci Anda dibuat di sini dan tidak pernah dikirim. Sesudah itu,\ndi komputer tanpa lembaga sendiri, ikrar office membuka yang terakhir.",
		EN: "Open the office in the browser: import, campaigns, slips, approvals, certificates, reports, with no other command. Its pages\nare for this computer and for you alone: the address is good once. The passphrase is typed once; the key stays here. It may be\nopen while ikrar serve runs. Where there is no institution, five questions make one, in the directory ikrar or that of --home.\nWith --at URL the office works on the institution of that server: your key is made here and never sent. After that, on a\ncomputer with no institution of its own, ikrar office opens the last one.",
	},
	"office.example": {
		ID: "ikrar office\nikrar office --home bkd\nikrar office --at https://ikrar.contoh.example",
		EN: "ikrar office\nikrar office --home bkd\nikrar office --at https://ikrar.contoh.example"},
	"office.flag.no-browser": {
		ID: "tidak membuka peramban; alamatnya dicetak",
		EN: "open no browser; print the address"},
	"office.opened": {
		ID: "Kantor dibuka di peramban. Enter membukanya lagi, Ctrl+C menutup kantor.",
		EN: "The office opens in the browser. Enter opens it again, Ctrl+C closes the office."},
	"office.unopened": {
		ID: "Buka alamat ini di peramban komputer ini; berlaku sekali, selama sepuluh menit. Ctrl+C menutup " +
			"kantor.",
		EN: "Open this address in this computer's browser; it is good once, for ten minutes. Ctrl+C closes the " +
			"office."},
	"office.idle": {
		ID: "Kantor ditutup: satu jam tidak dipakai. Ketik ikrar office untuk membukanya lagi.",
		EN: "The office was closed: nobody used it for an hour. Type ikrar office to open it again."},
	"office.forward": {ID: "Buka kantor ikrar", EN: "Open the ikrar office"},
}

// officeIdle is how long an office stays open that nobody uses: the officer's key is open in it.
const officeIdle = time.Hour

func officeCommand(a *app) *cobra.Command {
	printed := false
	cmd := a.verb("office", "office", "", func(cmd *cobra.Command, _ []string) error {
		dir, err := a.officeDir(cmd.Context())
		if err != nil {
			return err
		}
		l, err := listen("127.0.0.1:0")
		if err != nil {
			return err
		}
		far := &officeFar{a, dir}
		o, err := desk.New(desk.Options{Address: l.Addr().String(), Dir: dir, KeyPath: a.registrarKey, Lang: a.lang,
			Now: a.now, Opening: a.opening(cmd.Context(), false), Words: officeWordsBook(),
			Explain: far.explain, Propose: remote.Propose, Word: shellWord, Far: far, At: a.at})
		if err != nil {
			return err
		}
		return a.office(cmd.Context(), l, o, dir, printed)
	})
	a.takesRegistrarKey(cmd)
	cmd.Flags().BoolVar(&printed, "no-browser", false, a.say("office.flag.no-browser"))
	return cmd
}

// officeWordsBook are the sentences of refusals, which the office says as the command does.
func officeWordsBook() phrase.Book {
	words := phrase.Book{}
	for key, text := range phrases {
		for _, kind := range []string{"reason.", "roster.reason.", "rule.", "fault.", "damage.", "hint.",
			"certificate."} {
			if strings.HasPrefix(key, kind) {
				words[key] = text
			}
		}
	}
	return words
}

// explainIn says an error in a language, and what to do next.
func (a *app) explainIn(lang phrase.Lang, err error) (what, next string) {
	in := *a
	in.lang = lang
	return in.explain(asFault("ikrar office", err))
}

// office serves an office until the context ends, or nobody has used it for long.
func (a *app) office(ctx context.Context, l net.Listener, o *desk.Office, dir string, printed bool) (err error) {
	defer func() {
		if closed := o.Close(); err == nil {
			err = closed
		}
	}()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &http.Server{Handler: o, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)}
	jobs := []func(context.Context) error{
		func(context.Context) error {
			if err := s.Serve(l); err != http.ErrServerClosed {
				return err
			}
			return nil
		},
		func(ctx context.Context) error { <-ctx.Done(); return s.Close() },
		func(ctx context.Context) error { return a.closeIdle(ctx, o, stop) },
	}
	if _, err := os.Stat(dir); err != nil { // no home yet: the file stays beside it, to be found and removed
		dir = filepath.Dir(dir)
	}
	forward, err := a.openOffice(o, dir, printed)
	if err != nil {
		return err
	}
	if forward != "" {
		defer os.Remove(forward)
		go a.openAgain(ctx, o, dir)
	}
	return together(ctx, jobs)
}

// closeIdle ends an office that nobody uses.
func (a *app) closeIdle(ctx context.Context, o *desk.Office, stop func()) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(time.Minute):
		}
		if a.now().Sub(o.Asked()) > officeIdle {
			a.note("office.idle")
			stop()
		}
	}
}

// openAgain opens another window each time that somebody presses Enter.
func (a *app) openAgain(ctx context.Context, o *desk.Office, dir string) {
	if f, ok := a.input.(*os.File); !ok || !isTerminal(f) {
		return
	}
	for lines := bufio.NewScanner(a.stdin); lines.Scan() && ctx.Err() == nil; {
		a.openOffice(o, dir, false)
	}
}

// openOffice shows the way in. The address stands in a file that the officer alone can read, and
// not in the browser's command line, which everybody on this machine can: forward is that file.
func (a *app) openOffice(o *desk.Office, dir string, printed bool) (forward string, err error) {
	if printed {
		a.note("office.unopened")
		entry := o.Entry()
		a.result(struct {
			URL string `json:"url"`
		}{entry}, func() { a.line(entry) })
		return "", nil
	}
	forward = filepath.Join(dir, "kantor.html")
	address := html.EscapeString(o.Entry())
	page := fmt.Sprintf("<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url=%[1]s\">\n<title>ikrar</title>\n<a href=\"%[1]s\">%[2]s</a>\n",
		address, html.EscapeString(a.say("office.forward")))
	if err := files.Replace(forward, []byte(page), files.Private); err != nil {
		return "", err
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	address, err = fileAddress(forward)
	if err == nil {
		err = browser.OpenURL(address)
	}
	if err != nil {
		os.Remove(forward)
		return a.openOffice(o, dir, true)
	}
	a.note("office.opened")
	return forward, nil
}
