package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"ikrar/cmd/check"
	"ikrar/ledger"
	"ikrar/ledger/office/recovery"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
)

var recoverPhrases = phrase.Book{
	"arg.certificate": {ID: "BERKAS", EN: "FILE"},
	"recover.short": {
		ID: "Mengembalikan pernyataan yang hilang dari sertifikat",
		EN: "Bring lost statements back from certificates",
	},
	"recover.long": {
		ID: "Mengembalikan kredensial dan komitmen yang hilang dari buku besar, dari apa yang disimpan orang: PDF sertifikat, fotonya,\n" +
			"atau berkas bukti; kode QR-nya memuat keduanya utuh. Sebuah direktori berarti semua sertifikat di dalamnya. Entri\n" +
			"yang masih mengenal pernyataannya dari sidiknya mendapat isinya kembali; untuk itu hentikan dahulu ikrar serve. Yang\n" +
			"entrinya hilang, misalnya setelah ikrar restore --accept-loss, dicatat ulang menurut aturan saat ini; terbitkan\n" +
			"ulang sertifikatnya sesudahnya. Yang pernah dihapus dengan ikrar erase tidak kembali. Mengulang perintah ini aman.",
		EN: "Bring credentials and pledges back that the ledger has lost, from what people keep: PDFs of certificates, photos of\n" +
			"them, files of proofs; the QR code holds both whole. A directory means all certificates in it. An entry that still\n" +
			"knows its statement by the digest gets the bytes again; stop ikrar serve for that. Where the entry is lost too, as\n" +
			"after ikrar restore --accept-loss, it is recorded again, by the rules of today; issue the certificates again after\n" +
			"that. What was erased by ikrar erase does not come back. Repeating the command is safe.",
	},
	"recover.example": {ID: "ikrar recover kiriman --dry-run", EN: "ikrar recover incoming --dry-run"},
	"recover.flag.dry-run": {
		ID: "hanya menunjukkan apa yang akan dikembalikan",
		EN: "only show what would be brought back",
	},
	"progress.recover": {ID: "membaca", EN: "reading"},
	"recover.held":     {ID: "Masih ada: {count}", EN: "Still there: {count}"},
	"recover.missing": {
		ID: "Isinya dikembalikan pada entrinya: {count}",
		EN: "Bytes put back at their entries: {count}",
	},
	"recover.lost": {ID: "Dicatat ulang: {count}", EN: "Recorded again: {count}"},
	"recover.plan.missing": {
		ID: "Isinya akan dikembalikan pada entrinya: {count}",
		EN: "Bytes to be put back at their entries: {count}",
	},
	"recover.plan.lost": {ID: "Akan dicatat ulang: {count}", EN: "To be recorded again: {count}"},
	"recover.erased": {
		ID: "Pernah dihapus, tidak kembali: {count}",
		EN: "Erased, and not brought back: {count}",
	},
	"recover.failed": {
		ID: "{count} berkas atau pernyataan ditolak, disebut di atas",
		EN: "Files or statements refused, as said above: {count}",
	},
	"fault.recover-unread": {
		ID: "{path}: tidak ada komitmen yang terbaca di dalamnya. {why}",
		EN: "{path}: no pledge can be read in it. {why}",
	},
	"fault.recover-missing": {ID: "{path}: tidak ada", EN: "{path}: does not exist"},
	"fault.recover-missing.hint": {
		ID: "periksa namanya; yang dibaca PDF sertifikat, fotonya, berkas bukti, atau direktori yang memuatnya",
		EN: "check the name; what is read are PDFs of certificates, photos of them, proofs, or a directory of these",
	},
	"fault.recover-foreign": {
		ID: "{path}: sertifikat lembaga lain; tidak ada petugas lembaga ini yang pernah menjaminnya",
		EN: "{path}: another institution's certificate; no registrar of this one ever vouched for it",
	},
	"recover.none": {
		ID: "Tidak ada sertifikat di sana: PDF, gambar, bukti, atau teks yang memuat kode.",
		EN: "There is no certificate there: no PDF, picture, proof or text that holds a code.",
	},
	"recover.code": {
		ID: "Hanya ada kode; pakai PDF atau foto yang menampakkan kode QR.",
		EN: "There is only a code; use the PDF or a photo that shows the QR code.",
	},
	"recover.unclear": {
		ID: "Bila ini foto atau pindaian: potret lagi dari dekat dan tegak lurus, sampai kode QR-nya tajam, atau minta PDF-nya.",
		EN: "If it is a photo or a scan: take it again from close by and straight, until the QR code is sharp, or ask for the PDF.",
	},
	"recover.garbled": {ID: "Kode QR atau buktinya rusak.", EN: "Its QR code or proof is damaged."},
	"fault.recover-served": {
		ID: "ikrar serve sedang memegang buku besar; {count} pernyataan belum dikembalikan",
		EN: "ikrar serve has the ledger; statements not brought back yet: {count}",
	},
	"fault.recover-served.hint": {
		ID: "hentikan ikrar serve, lalu ulangi perintah ini",
		EN: "stop ikrar serve, then repeat this command",
	},
}

func recoverCommand(a *app) *cobra.Command {
	var dry bool
	cmd := a.verb("recover", "recover", "CERTIFICATE...", func(cmd *cobra.Command, args []string) error {
		inputs := check.Expand(args)
		for _, path := range inputs.All {
			if _, err := os.Lstat(path); err != nil {
				return missingCertificate(path, err)
			}
		}
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer func() { i.Close() }()
		r := &recovering{app: a, paths: map[signer.Digest]string{}, found: map[recovery.State][]recovery.Statement{}}
		r.leave(inputs)
		if err := r.read(cmd.Context(), i, inputs.All); err != nil {
			return err
		}
		if dry {
			return r.report(true)
		}
		if i, err = r.refill(cmd.Context(), i); err != nil {
			return err
		}
		if err := r.record(cmd.Context(), i); err != nil {
			return err
		}
		return r.report(false)
	})
	cmd.Flags().BoolVar(&dry, "dry-run", false, a.say("recover.flag.dry-run"))
	return cmd
}

// missingCertificate says what to do about a file that is not there: a slip of the finger should
// not end a run of many halfway.
func missingCertificate(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return refuse("recover-missing", "path", path)
	}
	return err
}

// recovering is one run.
type recovering struct {
	*app
	paths  map[signer.Digest]string // the first file that each statement was found in
	found  map[recovery.State][]recovery.Statement
	failed int
}

// read reads the files, and looks how what they hold stands in the ledger.
func (r *recovering) read(ctx context.Context, i *institution, paths []string) error {
	bar := r.progress(int64(len(paths)), "progress.recover")
	defer bar.end()
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		bar.add(1)
		data, err := files.ReadBounded(path, maxRecovered)
		if err != nil {
			r.refuse(path, err)
			continue
		}
		all, err := recovery.Read(data)
		if err != nil {
			r.refuse(path, refuse("recover-unread", "path", path, "why", r.why(err)))
		}
		for _, s := range all {
			if _, known := r.paths[s.Digest()]; known {
				continue
			}
			r.paths[s.Digest()] = path
			s, state, err := recovery.Look(i.Ledger, s)
			if err != nil {
				return r.ledgerFault(i.Home, i.Dir, err)
			}
			if state == recovery.Foreign {
				if s.Kind == signer.KindPledge { // and its credential
					r.refuse(path, refuse("recover-foreign", "path", path))
				}
				continue
			}
			r.found[state] = append(r.found[state], s)
		}
	}
	return nil
}

// leave says what was not looked into, and why: what is no certificate is in nobody's way.
func (r *recovering) leave(inputs check.Inputs) {
	for _, left := range inputs.Left {
		fmt.Fprintln(r.stderr, left.Say(r.lang))
		if left.Why != "other" {
			r.failed++
		}
	}
	if len(inputs.All) == 0 {
		r.note("recover.none")
	}
}

// maxRecovered bounds a file, in bytes: a large photo.
const maxRecovered = 64 << 20

func (r *recovering) refuse(path string, err error) {
	r.failed++
	r.complain(path, err)
}

// why says in words what a file does not hold.
func (r *recovering) why(err error) string {
	switch {
	case errors.Is(err, recovery.ErrCode):
		return r.say("recover.code")
	case errors.Is(err, scan.ErrNothing), errors.Is(err, scan.ErrUnclear): // a code typed instead would not do
		return r.say("recover.unclear")
	}
	if key, args := scan.Cause(scan.Unknown, err); key != "" {
		return phrase.Unread.Say(r.lang, key, args...)
	}
	return r.say("recover.garbled")
}

// refill puts bytes back at their entries, with the ledger closed, and opens it again.
func (r *recovering) refill(ctx context.Context, i *institution) (*institution, error) {
	missing := r.found[recovery.Missing]
	if len(missing) == 0 {
		return i, nil
	}
	if !i.Own {
		return i, refuse("recover-served", "count", phrase.Number(r.lang, len(missing)))
	}
	options, err := i.Home.Options(r.opening(ctx, false))
	if err != nil {
		return i, err
	}
	if err := i.Close(); err != nil {
		return i, err
	}
	if err := recovery.Refill(options, missing); err != nil {
		return i, r.ledgerFault(i.Home, i.Dir, err)
	}
	return r.openInstitution(ctx)
}

// record records again what no entry is about any more.
func (r *recovering) record(ctx context.Context, i *institution) error {
	lost := r.found[recovery.Lost]
	r.found[recovery.Lost] = nil
	return recovery.Record(ctx, i.Ledger, lost, func(s recovery.Statement, receipt ledger.Receipt, err error) {
		path := r.paths[s.Digest()]
		if err != nil {
			r.refuse(path, r.ledgerFault(i.Home, path, err))
			return
		}
		r.found[recovery.Lost] = append(r.found[recovery.Lost], s)
		code := verify.Code("-")
		if s.Kind == signer.KindPledge {
			code = verify.CodeOf(s.Raw)
		}
		if !r.json {
			r.line(receipt.Index, code, path)
		}
	})
}

// report says what was done, or would be.
func (r *recovering) report(dry bool) error {
	count := func(s recovery.State) int { return len(r.found[s]) }
	r.result(struct {
		Held    int  `json:"held"`
		Missing int  `json:"refilled"`
		Lost    int  `json:"recorded"`
		Erased  int  `json:"erased"`
		Failed  int  `json:"failed"`
		Dry     bool `json:"dry_run"`
	}{count(recovery.Held), count(recovery.Missing), count(recovery.Lost), count(recovery.Erased),
		r.failed, dry}, func() {
		plan := ""
		if dry {
			plan = "plan."
		}
		r.print("recover."+plan+"missing", "count", phrase.Number(r.lang, count(recovery.Missing)))
		r.print("recover."+plan+"lost", "count", phrase.Number(r.lang, count(recovery.Lost)))
		r.print("recover.held", "count", phrase.Number(r.lang, count(recovery.Held)))
		if n := count(recovery.Erased); n > 0 {
			r.print("recover.erased", "count", phrase.Number(r.lang, n))
		}
	})
	if r.failed > 0 {
		r.note("recover.failed", "count", phrase.Number(r.lang, r.failed))
		return outcome(exitRefused)
	}
	return nil
}
