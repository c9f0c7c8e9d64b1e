package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var auditPhrases = phrase.Book{
	"audit.short": {ID: "Memeriksa seluruh buku besar dari awal", EN: "Check the whole ledger from the start"},
	"audit.long": {
		ID: "Menghitung ulang semuanya dari bita yang tersimpan: pengodean, rantai, pohon Merkle, setiap tanda tangan, setiap\naturan, setiap indeks. Penyimpanan dibaca dalam proses tersendiri: bila proses itu gagal membacanya, itu pun temuan.\nTidak ada yang ditulis: buku besar yang tidak sempat ditutup diselesaikan dulu dengan ikrar settle, atau --settle.\nBila semuanya baik, PDF sertifikat yang tersimpan dibuka satu per satu: yang tidak ada atau rusak disebut.\nDengan ALAMAT, memeriksa buku besar yang dilayani seperti terlihat oleh siapa pun: daftar\nkepercayaan, titik periksa dan lembaga saksi, setiap entri, tautan dan ubin, pertumbuhan sejak kunjungan terakhir, dan\ndaftar status terhadap pencabutan. Entri yang jenisnya hanya dikenal ikrar yang lebih baru diperiksa tempatnya, bukan isinya,\ndan dihitung. Kode keluar: 0 bersih, 1 ada temuan, 3 tidak dapat diperiksa atau\nbelum dapat dipastikan (ledger.head tidak ada atau tidak terbaca, penghapusan terhenti, PDF yang tersimpan rusak).",
		EN: "Derive everything anew from the stored bytes: encodings, chain, Merkle tree, every signature, every rule, every\nindex. The store is read in a process of its own: if that one fails to read it, that is a finding as well.\nNothing is written: a ledger that was not closed is settled first, by ikrar settle or --settle.\nWhere all is well each kept PDF of a certificate is opened, and what is missing or damaged is named.\nWith URL, audit a served ledger as anybody sees it: trust list, checkpoint and witnesses, every entry, link and\ntile, growth since your last visit, and the status list against the revocations.\nOf an entry whose kind only a newer ikrar knows, the place is checked and not the content; such entries are counted.\nExit code: 0 clean, 1 something was found, 3 it could not be looked at or not be decided (ledger.head is\nmissing or cannot be read, an erasure was not finished, a kept PDF is damaged).",
	},
	"audit.example":           {ID: "ikrar audit\nikrar audit https://ikrar.contoh.example --trust trust.note", EN: "ikrar audit\nikrar audit https://ikrar.contoh.example --trust trust.note"},
	"audit.flag.settle":       {ID: "boleh menulis: selesaikan dulu buku besar yang tidak sempat ditutup", EN: "may write: settle a ledger first that was not closed"},
	"fault.audit-settle":      {ID: "--settle hanya untuk buku besar di komputer ini", EN: "--settle is for a ledger on this computer"},
	"audit.clean":             {ID: "Bersih: {size} entri, {signatures} tanda tangan diperiksa, akar {root}", EN: "Clean. Entries: {size}, signatures checked: {signatures}, root: {root}"},
	"audit.undecided":         {ID: "Tidak ada yang salah pada {size} entri ({signatures} tanda tangan diperiksa, akar {root}), tetapi belum semuanya dapat dipastikan", EN: "Nothing is wrong with the {size} entries (signatures checked: {signatures}, root: {root}), but not everything can be decided"},
	"audit.kinds":             {ID: "{kind}: {count}", EN: "{kind}: {count}"},
	"audit.found":             {ID: "entri {index}: {what}: {evidence}", EN: "entry {index}: {what}: {evidence}"},
	"audit.many":              {ID: "dan mungkin lebih banyak lagi", EN: "and perhaps more"},
	"audit.what.damage":       {ID: "penyimpanan rusak", EN: "the store is damaged"},
	"audit.what.head":         {ID: "ujung buku besar tidak seperti yang terakhir dilihat", EN: "the end of the log is not as it was last seen"},
	"audit.what.entry":        {ID: "entri hilang atau tidak terbaca", EN: "an entry is missing or unreadable"},
	"audit.what.order":        {ID: "urutan nomor atau waktu salah", EN: "index or time out of order"},
	"audit.what.chain":        {ID: "rantai terputus", EN: "the chain is broken"},
	"audit.what.statement":    {ID: "pernyataan hilang atau diubah", EN: "a statement is missing or changed"},
	"audit.what.signature":    {ID: "tanda tangan tidak cocok", EN: "a signature does not hold"},
	"audit.what.rule":         {ID: "dicatat melawan aturan", EN: "recorded against the rules"},
	"audit.what.registration": {ID: "bukti pencatatan salah", EN: "a registration is wrong"},
	"audit.what.tile":         {ID: "pohon Merkle tidak cocok dengan entri", EN: "the Merkle tree differs from the entries"},
	"audit.what.index":        {ID: "indeks tidak cocok dengan entri", EN: "an index differs from the entries"},
	"audit.what.published":    {ID: "titik periksa yang diterbitkan salah", EN: "the published checkpoint is wrong"},
	"audit.what.stray":        {ID: "ada isi yang tidak berasal dari entri mana pun", EN: "something is there that no entry accounts for"},
	"fault.audit-found":       {ID: "{count} temuan: buku besar ini tidak utuh", EN: "findings: {count}; this ledger is not intact"},
	"fault.audit-found.hint":  {ID: "jangan mencatat apa pun lagi; simpan salinan direktori ini, lalu pulihkan dari cadangan terakhir yang bersih; pernyataan yang hilang setelah itu kembali dengan ikrar recover", EN: "record nothing more; keep a copy of this directory, then restore the last clean backup; statements that are lost then come back by ikrar recover"},
	"kind.trust":              {ID: "daftar kepercayaan", EN: "trust lists"},
	"kind.credential":         {ID: "kredensial", EN: "credentials"},
	"kind.campaign":           {ID: "kegiatan", EN: "campaigns"},
	"kind.pledge":             {ID: "komitmen", EN: "pledges"},
	"kind.issuance":           {ID: "penerbitan sertifikat", EN: "issuances"},
	"kind.revocation":         {ID: "pencabutan", EN: "revocations"},
	"kind.erasure":            {ID: "penghapusan", EN: "erasures"},
	"progress.audit":          {ID: "memeriksa", EN: "auditing"},
}

// manyFindings is where an audit stops counting.
const manyFindings = 100

// auditReport is the --json form of an audit.
type auditReport struct {
	Clean      bool           `json:"clean"`
	Size       uint64         `json:"size"`
	Root       string         `json:"root"`
	Kinds      map[string]int `json:"kinds"`
	Later      int            `json:"later,omitempty"` // entries of kinds that a newer ikrar knows, not checked
	Signatures int            `json:"signatures"`
	Findings   []auditFinding `json:"findings"`
	Undecided  []string       `json:"undecided,omitempty"` // what nobody can tell from the store
	PDFs       *pdfReport     `json:"pdfs,omitempty"`      // where not all of them are kept as they should be
}

type auditFinding struct {
	What     string `json:"what"`
	Index    uint64 `json:"index"`
	Evidence string `json:"evidence"`
}

func auditCommand(a *app) *cobra.Command {
	var trust, state string
	var settle bool
	cmd := a.verb("audit", "audit", "[URL]", func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			if settle {
				return refuse("audit-settle").usage(cmd.CommandPath())
			}
			return a.auditServed(cmd, args[0], trust, state)
		}
		if trust != "" || state != "" {
			return refuse("audit-flags").usage(cmd.CommandPath())
		}
		if a.acceptHead != 0 {
			return refuse("accept-head-unused", "command", cmd.CommandPath(), "ikrar", a.again()).mistyped()
		}
		h, err := a.openHome()
		if err != nil {
			return unseen(cmd.CommandPath(), err)
		}
		if settle {
			if err := a.mayWrite(h.Dir); err != nil {
				return unseen(cmd.CommandPath(), err)
			}
		}
		report, err := a.audit(cmd.Context(), h, settle)
		if err != nil {
			return unseen(cmd.CommandPath(), a.ledgerFault(h, h.Dir, a.denied(h.Dir, err)))
		}
		if len(report.Findings) > 0 || len(report.Undecided) > 0 {
			return a.reportAudit(h, report, nil)
		}
		pdfs, err := a.examine(cmd.Context(), h)
		if err != nil {
			return unseen(cmd.CommandPath(), a.denied(h.Dir, err))
		}
		return a.reportAudit(h, report, pdfs)
	})
	cmd.Flags().StringVar(&trust, "trust", "", a.say("audit.flag.trust"))
	cmd.Flags().StringVar(&state, "state", "", a.say("audit.flag.state"))
	cmd.Flags().BoolVar(&settle, "settle", false, a.say("audit.flag.settle"))
	return cmd
}

// reportAudit says what an audit found, and where somebody looked how the PDFs of certificates stand.
func (a *app) reportAudit(h *home, r ledger.AuditReport, pdfs *issue.Gathered) error {
	findings := make([]auditFinding, 0, len(r.Findings))
	for _, f := range r.Findings {
		findings = append(findings, auditFinding{f.What, f.Index, f.Evidence})
	}
	out := auditOf(r.Size, r.Root, r.Kinds, r.Later, r.Signatures, findings)
	out.Undecided, out.Clean = r.Undecided, out.Clean && len(r.Undecided) == 0
	if pdfs != nil && len(pdfs.Missing)+pdfs.Strays > 0 {
		stand := pdfReportOf(*pdfs, false)
		out.PDFs = &stand
	}
	a.result(out, func() {
		a.printFindings(findings)
		switch counts := []any{"size", phrase.Number(a.lang, r.Size), "signatures", phrase.Number(a.lang, r.Signatures), "root", r.Root}; {
		case out.Clean:
			a.print("audit.clean", counts...)
		case len(findings) == 0:
			a.print("audit.undecided", counts...)
		}
		a.printKinds(r.Kinds)
		a.printLater(r.Later)
		a.printExamined(pdfs)
	})
	if pdfs != nil && damaged(*pdfs) > 0 {
		f := refuse("pdfs-damaged", "count", phrase.Number(a.lang, damaged(*pdfs)), "dir", h.PDFPath())
		f.exit = exitUndetermined
		if a.json {
			return outcome(exitUndetermined)
		}
		return f
	}
	if len(findings) == 0 && len(r.Undecided) > 0 {
		return a.undecided(h, r)
	}
	err := a.auditOutcome(out)
	var found *fault
	if r.Shut && errors.As(err, &found) {
		return found.hinted("fault.store-damaged.hint")
	}
	return err
}

// undecided is how an audit ends that found nothing wrong, and cannot say that nothing is.
func (a *app) undecided(h *home, r ledger.AuditReport) error {
	if a.json {
		return outcome(exitUndetermined)
	}
	last := len(r.Undecided) - 1
	for _, what := range r.Undecided[:last] {
		a.complain(h.Dir, a.undecidedFault(h, what, r.Size))
	}
	return a.undecidedFault(h, r.Undecided[last], r.Size)
}

func auditOf(size uint64, root tlog.Hash, kinds map[signer.Kind]int, later, signatures int, findings []auditFinding) auditReport {
	out := auditReport{Clean: len(findings) == 0, Size: size, Root: root.String(), Kinds: map[string]int{}, Later: later,
		Signatures: signatures, Findings: findings}
	for kind, n := range kinds {
		out.Kinds[kind.String()] = n
	}
	return out
}

func (a *app) printFindings(findings []auditFinding) {
	for _, f := range findings {
		a.print("audit.found", "index", f.Index, "what", words{"audit.what." + f.What, nil}, "evidence", fmt.Sprintf("%.300s", f.Evidence))
	}
	if len(findings) >= manyFindings {
		a.print("audit.many")
	}
}

func (a *app) printKinds(kinds map[signer.Kind]int) {
	for kind := signer.KindTrust; kind <= signer.KindErasure; kind++ {
		if n := kinds[kind]; n > 0 {
			fmt.Fprintln(a.stdout, " ", a.say("audit.kinds", "kind", words{"kind." + kind.String(), nil}, "count", phrase.Number(a.lang, n)))
		}
	}
}

// auditOutcome is how an audit ends: a finding is a refusal.
func (a *app) auditOutcome(r auditReport) error {
	if r.Clean {
		return nil
	}
	if a.json {
		return outcome(exitRefused)
	}
	return refuse("audit-found", "count", phrase.Number(a.lang, len(r.Findings)))
}
