package main

import (
	"context"
	"errors"
	"net"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/verify/phrase"
)

// pdfPhrases speak of the issued PDFs that a home keeps for their owners.
var pdfPhrases = phrase.Book{
	"issue.flag.adopt": {
		ID: "menyimpan PDF yang sudah terbit dari `DIR` dan folder di dalamnya, untuk pemiliknya; tidak " +
			"menerbitkan apa pun",
		EN: "keep the PDFs that were issued before, from `DIR` and folders in it, for their owners; issues nothing",
	},
	"fault.issue-adopt": {
		ID: "--adopt hanya dipakai sendiri atau bersama --dry-run",
		EN: "--adopt goes alone or with --dry-run",
	},
	"progress.adopt": {ID: "mencari", EN: "looking"},
	"adopt.done": {
		ID: "PDF sertifikat di lembaga ini: {kept} sudah tersimpan, {found} diambil dari {dir}, {remade} " +
			"dibuat kembali sama persis",
		EN: "Certificates' PDFs here: {kept} were kept already, {found} taken from {dir}, {remade} made " +
			"again byte for byte",
	},
	"adopt.dry": {
		ID: "PDF sertifikat di lembaga ini: {kept} sudah tersimpan, {found} akan diambil dari {dir}, " +
			"{remade} akan dibuat kembali sama persis",
		EN: "Certificates' PDFs here: {kept} are kept already, {found} would be taken from {dir}, {remade} " +
			"would be made again byte for byte",
	},
	"pdfs.missing": {
		ID: "{number}  {code}: PDF-nya tidak tersimpan",
		EN: "{number}  {code}: its PDF is not kept here",
	},
	"pdfs.damaged": {
		ID: "{number}  {code}: PDF yang tersimpan rusak",
		EN: "{number}  {code}: the kept PDF is damaged",
	},
	"pdfs.more": {
		ID: "dan {count} lagi (semuanya dengan --json)",
		EN: "and {count} more (all of them by --json)",
	},
	"pdfs.way": {
		ID: "PDF yang terbit itu dapat disimpan dengan ikrar issue --adopt DIR, dengan DIR tempat berkasnya",
		EN: "Issued PDFs are taken in by ikrar issue --adopt DIR, from the directory where they are",
	},
	"pdfs.strays": {
		ID: "{count} PDF yang tersimpan bukan sertifikat siapa pun (lagi)",
		EN: "PDFs that are kept and are nobody's certificate (any more): {count}",
	},
	"pdfs.strays.way": {ID: "ikrar issue --adopt DIR menghapusnya", EN: "ikrar issue --adopt DIR removes them"},
	"audit.pdfs":      {ID: "PDF sertifikat tersimpan: {count}", EN: "certificates' PDFs kept: {count}"},
	"fault.pdfs-damaged": {
		ID: "{count} PDF sertifikat yang tersimpan di {dir} rusak; buku besarnya sendiri utuh",
		EN: "certificates' PDFs that are kept in {dir} and damaged: {count}; the ledger itself is intact",
	},
	"fault.pdfs-damaged.hint": {
		ID: "ikrar issue --adopt DIR memperbaikinya dari berkas di DIR, atau membuatnya kembali sama persis; " +
			"periksa disknya",
		EN: "ikrar issue --adopt DIR mends them from the files in DIR, or makes them again byte for byte; " +
			"look after the disk",
	},
	"progress.pdfs": {ID: "sertifikat", EN: "certificates"},
	"backup.pdfs": {
		ID: "PDF sertifikat: {count} di {dir}, {new} di antaranya baru; simpan direktori itu bersama cadangannya",
		EN: "Certificates' PDFs in {dir}: {count}, new among them: {new}; keep that directory with the backup",
	},
	"backup.pdfs.missing": {
		ID: "{count} PDF sertifikat tidak dapat dicadangkan: tidak tersimpan atau rusak, dan tidak dapat " +
			"dibuat kembali",
		EN: "certificates' PDFs that could not be backed up, being missing or damaged and not to be made " +
			"again: {count}",
	},
	"restore.pdfs": {ID: "PDF sertifikat: {count} tersimpan lagi", EN: "Certificates' PDFs kept again: {count}"},
	"restore.pdfs.missing": {
		ID: "{count} PDF sertifikat tidak ada di {dir} dan tidak dapat dibuat kembali",
		EN: "certificates' PDFs that are not in {dir} and could not be made again: {count}",
	},
}

// pdfReport is the --json form of how the PDFs of certificates stand.
type pdfReport struct {
	Kept    int      `json:"kept"`
	Found   int      `json:"found"`
	Remade  int      `json:"remade"`
	Missing []string `json:"missing"` // codes
	Damaged []string `json:"damaged"`
	Strays  int      `json:"strays"`
	DryRun  bool     `json:"dry_run"`
}

func pdfReportOf(g issue.Gathered, dry bool) pdfReport {
	r := pdfReport{Kept: g.Kept, Found: g.Found, Remade: g.Remade, Strays: g.Strays, DryRun: dry,
		Missing: []string{}, Damaged: []string{}}
	for _, m := range g.Missing {
		if m.Damaged {
			r.Damaged = append(r.Damaged, string(m.Code))
		} else {
			r.Missing = append(r.Missing, string(m.Code))
		}
	}
	return r
}

// adopt takes in the PDFs of certificates that were issued before, and says which are nowhere.
func (a *app) adopt(cmd *cobra.Command, dir string, dry bool) error {
	i, err := a.open(cmd.Context(), dry)
	if err != nil {
		return err
	}
	defer i.Close()
	progress, end := a.counted("progress.adopt")
	g, err := i.AdoptPDFs(cmd.Context(), dir, dry, issuingWho(cmd), a.waitsToIssue, progress)
	end()
	if err != nil {
		return a.issueFault(i, dir, err)
	}
	a.result(pdfReportOf(g, dry), func() {
		key := "adopt.done"
		if dry {
			key = "adopt.dry"
		}
		a.print(key, "kept", phrase.Number(a.lang, g.Kept), "found", phrase.Number(a.lang, g.Found), "dir", dir,
			"remade", phrase.Number(a.lang, g.Remade))
		a.printMissing(g)
	})
	if len(g.Missing) > 0 && !dry {
		return outcome(exitRefused)
	}
	return nil
}

// mostMissing is how many certificates are named one by one before the rest is only counted.
const mostMissing = 20

func (a *app) printMissing(g issue.Gathered) {
	for n, m := range g.Missing {
		if n == mostMissing {
			a.indented("pdfs.more", "count", phrase.Number(a.lang, len(g.Missing)-n))
			break
		}
		key := "pdfs.missing"
		if m.Damaged {
			key = "pdfs.damaged"
		}
		a.indented(key, "number", m.Number, "code", m.Code)
	}
}

// examine looks whether the home keeps the PDFs of its certificates, once an audit has found the
// ledger good; nil where nobody can look.
func (a *app) examine(ctx context.Context, h *home) (*issue.Gathered, error) {
	options, err := a.auditOptions(h)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Dial(h.SocketPath(), options)
	if nobody := new(net.OpError); errors.As(err, &nobody) {
		options.ReadOnly, options.Now = true, a.now
		l, err = ledger.OpenLedger(options)
	}
	if err != nil {
		return nil, nil // another process has it by now, or it can only be opened to write
	}
	progress, end := a.counted("progress.pdfs")
	g, err := h.ExaminePDFs(ctx, l, progress)
	end()
	return &g, errors.Join(err, l.Close())
}

// printExamined says behind an audit what became of the PDFs.
func (a *app) printExamined(g *issue.Gathered) {
	if g == nil {
		return
	}
	if g.Kept > 0 {
		a.indented("audit.pdfs", "count", phrase.Number(a.lang, g.Kept))
	}
	a.printMissing(*g)
	if len(g.Missing) > damaged(*g) {
		a.print("pdfs.way")
	}
	if g.Strays > 0 {
		a.print("pdfs.strays", "count", phrase.Number(a.lang, g.Strays))
		a.print("pdfs.strays.way")
	}
}

// damaged counts the kept PDFs that are not what they were.
func damaged(g issue.Gathered) (n int) {
	for _, m := range g.Missing {
		if m.Damaged {
			n++
		}
	}
	return n
}
