package main

import (
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify/phrase"
)

var erasePhrases = phrase.Book{
	"erase.short": {ID: "Menghapus data pribadi seorang pegawai", EN: "Erase an employee's personal data"},
	"erase.long": {
		ID: "Menghapus data pribadi seorang pegawai dari penyimpanan: kredensial, komitmen, rencana sertifikat, dan barisnya\ndalam daftar pegawai (UU 27/2022). Yang tinggal di buku besar hanya sidik angka: rantainya tetap utuh, dan pemeriksaan\nsertifikatnya menjawab bahwa datanya sudah dihapus. Kredensialnya tidak berlaku lagi; orangnya dapat didaftarkan lagi\nkelak. Ini tidak dapat dibatalkan. Tanpa --yes, perintah ini bertanya dahulu.\nBila terhenti di tengah jalan, ulangi saja; yang sudah dihapus dijawab demikian.\nBerkas di luar penyimpanan (PDF, NIP.ikrar, cadangan) tidak ikut terhapus: yang ditemukan disebutkan, sebelum ada yang\ndicatat.",
		EN: "Erase an employee's personal data from the store: credentials, pledges, plans of certificates and the line in the\nroster (UU 27/2022). Only digests stay in the ledger: the chain still verifies, and a check of the certificate answers\nthat its data were erased. The credential is no longer in force; the person can be enrolled again later.\nThis cannot be undone. Without --yes the command asks first.\nStopped midway? Repeat it; of whoever is erased already it says so.\nFiles outside the store (PDF, NIP.ikrar, backups) are not erased with it: those that are found are named,\nbefore anything is recorded.",
	},
	"erase.example":          {ID: "ikrar erase --nip 197602012005052002 --reason \"diminta\" --dry-run", EN: "ikrar erase --nip 197602012005052002 --reason \"on request\" --dry-run"},
	"erase.flag.nip":         {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"erase.flag.reason":      {ID: "`ALASAN`, dicatat selamanya: jangan menyebut orangnya", EN: "the `REASON`, recorded for good: do not name the person"},
	"erase.flag.yes":         {ID: "tidak bertanya lagi", EN: "do not ask again"},
	"erase.flag.dry-run":     {ID: "hanya menunjukkan apa yang akan dihapus", EN: "only show what would be erased"},
	"erase.what":             {ID: "{name}, {unit}: {credentials} kredensial, {pledges} komitmen, {plans} rencana sertifikat, dan barisnya dalam daftar pegawai", EN: "{name}, {unit}: credentials ({credentials}), pledges ({pledges}), plans of certificates ({plans}), and the line in the roster"},
	"erase.ask":              {ID: "Menghapus {what}. Ini tidak dapat dibatalkan. Lanjutkan?", EN: "Erasing {what}. This cannot be undone. Go on?"},
	"erase.dry":              {ID: "Akan dihapus: {what}", EN: "Would be erased: {what}"},
	"erase.done":             {ID: "Dihapus: {statements} pernyataan, {plans} rencana sertifikat, dan satu baris daftar pegawai (entri {index})", EN: "Erased: statements ({statements}), plans of certificates ({plans}) and a line of the roster (entry {index})"},
	"erase.file":             {ID: "Hapus juga berkas ini: {path}", EN: "Delete this file too: {path}"},
	"erase.certificate":      {ID: "Sertifikatnya diterbitkan sebagai {path}; hapus semua salinannya", EN: "The certificate was issued as {path}; delete all its copies"},
	"erase.backup":           {ID: "Cadangan yang dibuat sebelum ini masih memuat datanya: buat yang baru dengan ikrar backup, lalu hapus yang lama. Begitu pula berkas daftar pegawai, indeks.csv, indeks.xlsx, dan laporan.", EN: "Backups made before still hold the data: make a new one by ikrar backup, then delete the old ones. So do roster files, indeks.csv, indeks.xlsx and reports."},
	"erase.already":          {ID: "{nip}: sudah dihapus, pada {date}; tidak ada yang diubah", EN: "{nip}: already erased, on {date}; nothing was changed"},
	"erase.finished":         {ID: "{nip}: sudah dihapus, pada {date}; penghapusan yang terhenti itu baru diselesaikan oleh perintah ini", EN: "{nip}: already erased, on {date}; that erasure had been stopped, and this command has finished it"},
	"erase.look":             {ID: "Sertifikat atas nama orang ini mungkin masih ada di direktori lain tempat ikrar issue menulisnya, juga dalam UNIT.pdf gabungan: cari di sana, lalu hapus", EN: "Certificates in this person's name may still lie in other directories that ikrar issue wrote to, and in a merged UNIT.pdf: look there, and delete them"},
	"erase.unknown":          {ID: "periksa angkanya; bila benar, di sini tidak ada (lagi) data orang ini", EN: "check the digits; if they are right, there are no data of this person here (any more)"},
	"fault.erased":           {ID: "{what}: data pribadinya sudah dihapus", EN: "{what}: its personal data were erased"},
	"fault.erased.hint":      {ID: "entrinya masih tercatat; isinya tidak dapat ditampilkan lagi", EN: "its entry is still recorded; what it said cannot be shown again"},
	"fault.erase-purge":      {ID: "{name}: penghapusan dicatat dan datanya tidak diberikan lagi, tetapi bitanya masih ada di disk", EN: "{name}: the erasure is recorded and nothing gives the data out any more, but the bytes are still on the disk"},
	"fault.erase-purge.hint": {ID: "jalankan ikrar settle, atau ulangi perintah ini: keduanya menyelesaikannya", EN: "run ikrar settle, or repeat this command: either finishes it"},
}

// erasable is what of a person is to be erased.
type erasable struct {
	person       roster.Person
	held         []ledger.Held
	certificates []issue.Kept // of the pledges among held that have one
	invitation   []ledger.DrawerKey
}

func eraseCommand(a *app) *cobra.Command {
	var nip, reason string
	var yes, dry bool
	cmd := a.verb("erase", "erase", "", func(cmd *cobra.Command, _ []string) error {
		if err := needFlags(cmd, "nip", "reason"); err != nil {
			return err
		}
		if bad := checkRecorded(reason); bad != "" {
			return flagReason(cmd, "reason", reason, reasonWords(bad))
		}
		i, err := a.openToRecord(cmd.Context(), dry)
		if err != nil {
			return err
		}
		defer i.close()
		person, err := a.person(i, nip)
		if f := (*fault)(nil); errors.As(err, &f) && f.code == "nip-unknown" {
			return a.erasedBefore(i, nip, dry)
		}
		if err != nil {
			return err
		}
		if nameIn(reason, person.Name) {
			return flagReason(cmd, "reason", reason, words{"reason.personal", nil})
		}
		e, err := i.erasable(cmd.Context(), person)
		if err != nil {
			return err
		}
		report := e.report(i.dir, nil)
		if report.DryRun = dry; dry {
			a.reportErasure(e, report)
			return nil
		}
		if !yes {
			if a.json { // the question names the person, and no program answers it
				return refuse("answer-needed", "flag", "--yes")
			}
			if err := a.confirm(cmd.Context(), "--yes", "erase.ask", "what", e.words()); err != nil {
				return err
			}
		}
		key, err := a.registrar(cmd.Context(), i.home)
		if err != nil {
			return err
		}
		if !a.json {
			a.printFiles(report) // before anything is recorded: who repeats a run that was stopped finds their names no more
		}
		if report.Entries, err = a.erase(cmd.Context(), i, key, e, reason); err != nil {
			return err
		}
		a.reportErasure(e, report)
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&nip, "nip", "", a.say("erase.flag.nip"))
	flags.StringVar(&reason, "reason", "", a.say("erase.flag.reason"))
	flags.BoolVar(&dry, "dry-run", false, a.say("erase.flag.dry-run"))
	a.takesRegistrarKey(cmd)
	flags.BoolVar(&yes, "yes", false, a.say("erase.flag.yes"))
	return cmd
}

// erasable finds what the store holds of a person.
func (i *institution) erasable(ctx context.Context, person roster.Person) (e erasable, err error) {
	e.person = person
	if e.held, err = i.ledger.Personal(ctx, signer.Subject(person.Subject)); err != nil {
		return e, err
	}
	desk := enrol.Desk{Ledger: i.ledger}
	if e.invitation, err = desk.Keys(signer.Subject(person.Subject)); err != nil {
		return e, err
	}
	issuer := issue.Issuer{Ledger: i.ledger}
	for _, h := range e.held {
		if h.Kind != signer.KindPledge {
			continue
		}
		kept, err := issuer.Kept(h.Index)
		if err != nil {
			return e, err
		}
		if len(kept.Keys) > 0 {
			e.certificates = append(e.certificates, kept)
		}
	}
	return e, nil
}

func (e erasable) count(kind signer.Kind) (n int) {
	for _, h := range e.held {
		if h.Kind == kind {
			n++
		}
	}
	return n
}

func (e erasable) words() words {
	return words{"erase.what", []any{"name", e.person.PrintedName(), "unit", e.person.Unit, "credentials", e.count(signer.KindCredential),
		"pledges", e.count(signer.KindPledge), "plans", len(e.certificates)}}
}

// erase records erasures until nothing of the person is left: a pledge may come in between two looks, but none under a
// credential that is erased. Where the person has no statement, the erasure names the line of the roster alone.
func (a *app) erase(ctx context.Context, i *institution, key crypto.Signer, e erasable, reason string) (entries []uint64, err error) {
	name := e.person.PrintedName()
	if err := i.forget(e.person, a.now()); err != nil {
		return nil, err
	}
	person := append(e.rosterKeys(), e.invitation...) // by which the person is found, so that they go with the last statements
	for len(e.held) > 0 || len(person) > 0 {
		issuer := issue.Issuer{Ledger: i.ledger}
		held := e.held[:min(len(e.held), signer.MaxErased)]
		var also []ledger.DrawerKey
		if len(held) == len(e.held) {
			also, person = person, nil
		}
		digests := []signer.Digest{rosterDigest(e.person)}
		if len(held) > 0 {
			digests = digests[:0]
		}
		for _, h := range held {
			digests = append(digests, h.Digest)
			if err := issuer.Forget(h.Index); err != nil {
				return entries, err
			}
		}
		for _, c := range e.certificates {
			also = append(also, c.Keys...)
		}
		s, err := signer.Sign(key, i.ledger.Origin(), signer.Erasure{IssuedAt: a.now().Unix(), ErasureBody: signer.ErasureBody{Digests: digests, Reason: reason}})
		if err != nil {
			return entries, refuse("unsignable", "what", name).because(err)
		}
		r, err := i.ledger.Erase(context.WithoutCancel(ctx), s.Bytes(), also)
		if err != nil {
			if r.Digest != (signer.Digest{}) { // recorded
				return entries, refuse("erase-purge", "name", name).because(err)
			}
			return entries, a.ledgerFault(i.home, name, err)
		}
		entries = append(entries, r.Index)
		if e, err = i.erasable(ctx, e.person); err != nil {
			return entries, err
		}
	}
	return entries, nil
}

// forget has the roster remember that a person is erased, so that whoever asks again is told.
func (i *institution) forget(p roster.Person, now time.Time) error {
	return i.roster.Forget(p.NIP, now.In(i.zone()), rand.Reader)
}

// rosterDigest stands for a person's line of the roster in an erasure, where there is no statement to name.
func rosterDigest(p roster.Person) signer.Digest {
	return signer.DigestOf(append([]byte("ikrar/erasure "), p.Subject[:]...))
}

// rosterKeys are the person's lines in the roster's drawer.
func (e erasable) rosterKeys() (keys []ledger.DrawerKey) {
	for _, k := range e.person.Keys() {
		keys = append(keys, ledger.DrawerKey{Drawer: rosterDrawer, Key: k})
	}
	return keys
}
