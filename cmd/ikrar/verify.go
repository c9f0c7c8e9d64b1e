package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"ikrar/cmd/check"
	"ikrar/cmd/pins"
	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

var verifyPhrases = phrase.Book{
	"arg.input":    {ID: "BERKAS|TEKS|ALAMAT", EN: "FILE|TEXT|URL"},
	"verify.short": {ID: "Memeriksa keaslian sertifikat, juga luring", EN: "Check certificates, offline too"},
	"verify.long": {
		ID: "Memeriksa sertifikat: PDF-nya, gambar halamannya (PNG, JPEG, WebP, TIFF), berkas .tlog-proof, atau isi kode\n" +
			"QR-nya; - berarti masukan standar. Dari sebuah folder setiap berkas di dalamnya diperiksa, juga yang di\n" +
			"bawahnya; yang bukan sertifikat disebut. Tidak ada yang dikirim ke mana pun. Di direktori lembaga, buku\n" +
			"besarnya ikut ditanya: apakah dicabut, dan apakah berkas ini persis yang diterbitkan, hanya disimpan ulang\n" +
			"oleh suatu program, atau diubah. Dengan --online, buku besar itu ditanya lewat jaringan, di alamat yang\n" +
			"tertulis dalam daftar kepercayaan Anda; ia tidak diberi tahu sertifikat mana yang diperiksa, kecuali kode\n" +
			"yang diketik dan berkas PDF. PDF yang bukan persis terbitannya lalu tidak dinilai: berkas aslinya tidak ada\n" +
			"untuk dibandingkan.\nKode keluar: 0 sah, 1 tidak sah, 3 belum dapat diperiksa.",
		EN: "Check a certificate: its PDF, a picture of its page (PNG, JPEG, WebP, TIFF), the .tlog-proof file, or the\n" +
			"text of its QR code; - means standard input. Of a folder every file in it and below is checked; what is no\n" +
			"certificate is named. Nothing is sent anywhere. In an institution's directory its ledger is asked too:\n" +
			"whether it was revoked, and whether this is the very file that was issued, only saved anew by some program,\n" +
			"or changed. With --online that ledger is asked over the network, at the address in your trust list; it is\n" +
			"not told which certificate is checked, but for a typed code and a PDF. A PDF that is not exactly as issued\n" +
			"is then not judged: there is no original to compare it with.\n" +
			"Exit code: 0 valid, 1 not valid, 3 cannot be checked now.",
	},
	"verify.example":         {ID: "ikrar verify sertifikat.pdf\nikrar verify foto.jpg --trust trust.note", EN: "ikrar verify certificate.pdf\nikrar verify photo.jpg --trust trust.note"},
	"verify.flag.trust":      {ID: "`BERKAS` daftar kepercayaan yang Anda percayai", EN: "`FILE` of a trust list that you believe"},
	"verify.flag.online":     {ID: "menanyai buku besar yang terbit, lewat jaringan", EN: "ask the published ledger, over the network"},
	"progress.verify":        {ID: "memeriksa", EN: "checking"},
	"verify.offline":         {ID: "Buku besar tidak ikut ditanya: {why}", EN: "The ledger was not asked: {why}"},
	"fault.trust-none":       {ID: "belum ada daftar kepercayaan di komputer ini", EN: "this computer has no trust list yet"},
	"fault.trust-none.hint":  {ID: "beri --trust BERKAS dengan trust.note dari lembaganya, atau simpan berkas itu di {dir}", EN: "give --trust FILE with the institution's trust.note, or keep that file in {dir}"},
	"fault.trust-files":      {ID: "{path}: daftar kepercayaan tidak dapat dipercaya", EN: "{path}: the trust list cannot be believed"},
	"fault.trust-files.hint": {ID: "mintalah trust.note yang baru dari lembaganya, lewat jalan yang Anda percayai", EN: "get a new trust.note from the institution, by a way that you trust"},
}

func verifyCommand(a *app) *cobra.Command {
	var trustPath string
	var online bool
	cmd := a.verb("verify", "verify", "INPUT...", func(cmd *cobra.Command, args []string) error {
		checker, done, err := a.checker(cmd, trustPath, online)
		if err != nil {
			return err
		}
		defer done()
		inputs := check.Expand(args)
		summary := checker.Summarize(inputs)
		for _, left := range inputs.Left {
			a.result(check.OfLeft(a.lang, left), func() { fmt.Fprintln(a.stderr, left.Say(a.lang)) })
		}
		bar := a.progress(int64(len(inputs.All)), "progress.verify")
		defer bar.end()
		for n, input := range inputs.All {
			if err := cmd.Context().Err(); err != nil {
				return err
			}
			one := checker.Check(input)
			summary.Add(one)
			if n > 0 && !a.json {
				fmt.Fprintln(a.stdout)
			}
			a.result(one, func() { one.Print(a.stdout) })
			bar.add(1)
		}
		bar.end()
		for _, sentence := range summary.Sentences() {
			if !a.json {
				fmt.Fprintf(a.stdout, "\n%s\n", sentence)
			}
		}
		if code := summary.ExitCode(); code != 0 {
			return outcome(code)
		}
		return nil
	})
	cmd.Flags().StringVar(&trustPath, "trust", "", a.say("verify.flag.trust"))
	cmd.Flags().BoolVar(&online, "online", false, a.say("verify.flag.online"))
	return cmd
}

// checker gathers what this computer knows: the trust list given, or else the home's and the user's, and the home's
// ledger where it can be opened, or the published one.
func (a *app) checker(cmd *cobra.Command, trustPath string, online bool) (*check.Checker, func(), error) {
	c := &check.Checker{Lang: a.lang, Now: a.now().Unix(), Stdin: a.stdin, Kept: a.kept}
	if trustPath != "" {
		t, err := pins.Read(trustPath)
		if err != nil {
			return nil, nil, trustFault(err)
		}
		c.Known = []*trust.List{t}
	} else {
		known, err := a.pinned()
		if err != nil {
			return nil, nil, trustFault(err)
		}
		if c.Known = known; len(known) == 0 {
			return nil, nil, trustFault(refuse("trust-none", "dir", pins.ConfigDir(a.getenv)))
		}
	}
	if online {
		failed := func(sentence string) {
			if !a.json {
				fmt.Fprintln(a.stderr, sentence)
			}
		}
		c.Online = &check.Online{Context: cmd.Context(), Client: a.client,
			Lang: a.lang, Now: c.Now, Failed: failed, Kept: a.kept}
	}
	if _, ok := a.homeDir(); !ok || online {
		return c, func() {}, nil
	}
	i, err := a.openToRead(cmd.Context())
	if err != nil {
		message, _ := a.explain(asFault(cmd.CommandPath(), err))
		a.note("verify.offline", "why", phrase.Sentence(message))
		return c, func() {}, nil
	}
	prove := func(index uint64) (verify.Proof, error) { return a.proof(cmd.Context(), i, index) }
	c.Ledger = ownLedger{i.Ledger, prove, i.IssuedPDF}
	return c, func() { i.Close() }, nil
}

// trustFault says why there is no trust list to check against. It exits like a usage error: 1 and 3 are answers about a
// certificate, and there is none.
func trustFault(err error) error {
	f := asFault("ikrar verify", err)
	if f.code == "failed" {
		path := "--trust"
		if list := (*pins.ListError)(nil); errors.As(err, &list) {
			path = list.Path
		}
		f = refuse("trust-files", "path", path).because(err)
	}
	f.exit = exitUsage
	return f
}

// ownLedger is the home's ledger as a check asks it.
type ownLedger struct {
	*ledger.Ledger
	prove  func(index uint64) (verify.Proof, error)
	issued func(pledge signer.Digest) ([]byte, error)
}

func (l ownLedger) ProofOf(code verify.Code) ([]byte, error) {
	index, err := l.ByCode(code)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("%s: %w", code, remote.ErrUnknown)
	}
	if err != nil {
		return nil, err
	}
	p, err := l.prove(index)
	if errors.Is(err, ledger.ErrErased) {
		err = fmt.Errorf("%s: %w", code, remote.ErrErased)
	}
	return p.Full(), err
}

func (l ownLedger) Issued(pledge signer.Digest, _ verify.Code) ([]byte, error) {
	return l.issued(pledge)
}
