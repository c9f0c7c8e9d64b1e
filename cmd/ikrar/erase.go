package main

import (
	"errors"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var erasePhrases = phrase.Book{
	"erase.short": {ID: "Menghapus data pribadi seorang pegawai", EN: "Erase an employee's personal data"},
	"erase.long": {
		ID: "Menghapus data pribadi seorang pegawai dari penyimpanan: kredensial, komitmen, rencana dan PDF sertifikat, undangan,\npermintaan yang menunggu, permintaan perbaikan data, dan barisnya dalam daftar pegawai (UU 27/2022). Yang tinggal di buku besar hanya sidik angka: rantainya tetap utuh, dan pemeriksaan\nsertifikatnya menjawab bahwa datanya sudah dihapus. Kredensialnya tidak berlaku lagi; orangnya dapat didaftarkan lagi\nkelak. Ini tidak dapat dibatalkan. Tanpa --yes, perintah ini bertanya dahulu.\nBila terhenti di tengah jalan, ulangi saja; yang sudah dihapus dijawab demikian.\nBerkas di luar penyimpanan (PDF, slip, NIP.ikrar, cadangan) tidak ikut terhapus: yang ditemukan disebutkan, sebelum ada yang\ndicatat.",
		EN: "Erase an employee's personal data from the store: credentials, pledges, certificates' plans and PDFs, the invitation, a\nrequest that waits, wishes to have data corrected, and the line in the roster (UU 27/2022). Only digests stay in the ledger: the chain still verifies, and a check of the certificate answers\nthat its data were erased. The credential is no longer in force; the person can be enrolled again later.\nThis cannot be undone. Without --yes the command asks first.\nStopped midway? Repeat it; of whoever is erased already it says so.\nFiles outside the store (PDF, slips, NIP.ikrar, backups) are not erased with it: those that are found are named,\nbefore anything is recorded.",
	},
	"erase.example":          {ID: "ikrar erase --nip 197602012005052002 --reason \"diminta\" --dry-run", EN: "ikrar erase --nip 197602012005052002 --reason \"on request\" --dry-run"},
	"erase.flag.nip":         {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"erase.flag.reason":      {ID: "`ALASAN`, dicatat selamanya: jangan menyebut orangnya", EN: "the `REASON`, recorded for good: do not name the person"},
	"erase.flag.yes":         {ID: "tidak bertanya lagi", EN: "do not ask again"},
	"erase.flag.dry-run":     {ID: "hanya menunjukkan apa yang akan dihapus", EN: "only show what would be erased"},
	"erase.what":             {ID: "{name}, {unit}: {credentials} kredensial, {pledges} komitmen, {plans} rencana sertifikat beserta PDF-nya, undangan dan permintaannya, dan barisnya dalam daftar pegawai", EN: "{name}, {unit}: credentials ({credentials}), pledges ({pledges}), plans of certificates with their PDFs ({plans}), invitation and wishes, and the line in the roster"},
	"erase.ask":              {ID: "Menghapus {what}. Ini tidak dapat dibatalkan. Lanjutkan?", EN: "Erasing {what}. This cannot be undone. Go on?"},
	"erase.dry":              {ID: "Akan dihapus: {what}", EN: "Would be erased: {what}"},
	"erase.done":             {ID: "Dihapus: {statements} pernyataan, {plans} rencana sertifikat, dan satu baris daftar pegawai (entri {index})", EN: "Erased: statements ({statements}), plans of certificates ({plans}) and a line of the roster (entry {index})"},
	"erase.file":             {ID: "Hapus juga berkas ini: {path}", EN: "Delete this file too: {path}"},
	"erase.certificate":      {ID: "Sertifikatnya diterbitkan sebagai {path}; hapus semua salinannya", EN: "The certificate was issued as {path}; delete all its copies"},
	"erase.backup":           {ID: "Cadangan yang dibuat sebelum ini masih memuat datanya: buat yang baru dengan ikrar backup, lalu hapus yang lama. Begitu pula berkas daftar pegawai, berkas undangan, indeks.csv, indeks.xlsx, dan laporan.", EN: "Backups made before still hold the data: make a new one by ikrar backup, then delete the old ones. So do roster files, files of invitations, indeks.csv, indeks.xlsx and reports."},
	"erase.already":          {ID: "{nip}: sudah dihapus, pada {date}; tidak ada yang diubah", EN: "{nip}: already erased, on {date}; nothing was changed"},
	"erase.finished":         {ID: "{nip}: sudah dihapus, pada {date}; penghapusan yang terhenti itu baru diselesaikan oleh perintah ini", EN: "{nip}: already erased, on {date}; that erasure had been stopped, and this command has finished it"},
	"erase.look":             {ID: "Sertifikat atas nama orang ini mungkin masih ada di direktori lain tempat ikrar issue menulisnya, juga dalam UNIT.pdf gabungan: cari di sana, lalu hapus", EN: "Certificates in this person's name may still lie in other directories that ikrar issue wrote to, and in a merged UNIT.pdf: look there, and delete them"},
	"erase.unknown":          {ID: "periksa angkanya; bila benar, di sini tidak ada (lagi) data orang ini", EN: "check the digits; if they are right, there are no data of this person here (any more)"},
	"fault.erased":           {ID: "{what}: data pribadinya sudah dihapus", EN: "{what}: its personal data were erased"},
	"fault.erased.hint":      {ID: "entrinya masih tercatat; isinya tidak dapat ditampilkan lagi", EN: "its entry is still recorded; what it said cannot be shown again"},
	"fault.erase-purge":      {ID: "{name}: penghapusan dicatat dan datanya tidak diberikan lagi, tetapi bitanya masih ada di disk", EN: "{name}: the erasure is recorded and nothing gives the data out any more, but the bytes are still on the disk"},
	"fault.erase-purge.hint": {ID: "jalankan ikrar settle, atau ulangi perintah ini: keduanya menyelesaikannya", EN: "run ikrar settle, or repeat this command: either finishes it"},
}

func eraseCommand(a *app) *cobra.Command {
	var nip, reason string
	var yes, dry bool
	cmd := a.verb("erase", "erase", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRecord(cmd.Context(), dry)
		if err != nil {
			return err
		}
		defer i.Close()
		person, err := i.Person(nip)
		if errors.Is(err, office.NIPUnknown) {
			return a.erasedBefore(i, nip, dry)
		}
		if err != nil {
			return err
		}
		plan, err := i.PlanErasure(cmd.Context(), person, reason)
		if err != nil {
			return valueFault(cmd, err)
		}
		report := eraseReportOf(plan, plan.Files(i.Dir, "."))
		if report.DryRun = dry; dry {
			a.reportErasure(plan, report)
			return nil
		}
		if !yes {
			if a.json { // the question names the person, and no program answers it
				return refuse("answer-needed", "flag", "--yes")
			}
			if err := a.confirm(cmd.Context(), "--yes", "erase.ask", "what", eraseWords(plan)); err != nil {
				return err
			}
		}
		key, err := a.registrar(cmd.Context(), i.Home)
		if err != nil {
			return err
		}
		if !a.json {
			a.printFiles(report) // before anything is recorded: who repeats a run that was stopped finds their names no more
		}
		if report.Entries, err = plan.Erase(cmd.Context(), key); err != nil {
			return a.ledgerFault(i.Home, person.PrintedName(), err)
		}
		a.reportErasure(plan, report)
		return outpost.Forget(i.Home, signer.Subject(person.Subject))
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		return []error{needFlags(cmd, "nip", "reason"), flagWhy(cmd, reason)}
	})
	flags := cmd.Flags()
	flags.StringVar(&nip, "nip", "", a.say("erase.flag.nip"))
	flags.StringVar(&reason, "reason", "", a.say("erase.flag.reason"))
	flags.BoolVar(&dry, "dry-run", false, a.say("erase.flag.dry-run"))
	a.takesRegistrarKey(cmd)
	flags.BoolVar(&yes, "yes", false, a.say("erase.flag.yes"))
	return cmd
}

func eraseWords(p *office.ErasurePlan) words {
	return words{"erase.what", []any{"name", p.Person.PrintedName(), "unit", p.Person.Unit, "credentials", p.Credentials,
		"pledges", p.Pledges, "plans", p.Plans}}
}
