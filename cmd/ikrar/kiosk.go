package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

var kioskPhrases = phrase.Book{
	"kiosk.short": {ID: "Meja penandatanganan: satu orang demi satu orang", EN: "A desk for signing: one person after another"},
	"kiosk.long": {
		ID: "Untuk laptop di tempat upacara. Setiap orang mengetik NIP dan kode undangannya, membaca naskah, menyetujui, dan memilih\nfrasa sandi; kunci, komitmen, dan sertifikatnya ditulis ke media miliknya sendiri. Kunci tidak ditulis di tempat lain.\nPetugas membuka kunci pendaftarnya sekali di awal. Yang salah ketik ditanyakan lagi, yang sudah benar tidak; jawaban kosong\nmengakhiri giliran orangnya, dan layar dibersihkan sebelum orang berikutnya. NIP kosong mengakhiri semuanya. Berjalan dengan\natau tanpa ikrar serve.",
		EN: "For a laptop at the ceremony. Each person types NIP and the code of their invitation, reads the text, agrees, and chooses\na passphrase; key, pledge and certificate go to their own stick. The key is written nowhere else.\nThe registrar opens their key once at the start. What was mistyped is asked for again, and nothing else; an empty answer ends\nthe visit, and the screen is cleared before the next person comes. An empty NIP ends it all. Works with or without ikrar serve.\nWith --web people use the browser of that laptop, and their keys leave on telephones.",
	},
	"kiosk.example":       {ID: "ikrar kiosk --campaign deklarasi-2026", EN: "ikrar kiosk --campaign deklarasi-2026"},
	"kiosk.flag.campaign": {ID: "`ID` kegiatan, bila ada beberapa", EN: "`ID` of the campaign, where there are several"},
	"kiosk.institution": {
		ID: "{institution}, {url}\nSidik jari kunci akar: {fingerprint}\nKeduanya harus sama dengan yang tertulis pada undangan.",
		EN: "{institution}, {url}\nFingerprint of the root key: {fingerprint}\nBoth must be as on the invitations.",
	},
	"kiosk.nip":   {ID: "NIP (kosong: selesai)", EN: "NIP (empty: the end)"},
	"kiosk.code":  {ID: "Kode undangan", EN: "Invitation code"},
	"kiosk.stick": {ID: "Direktori media Anda, misalnya E:\\ atau /media/usb", EN: "Directory of your stick, such as E:\\ or /media/usb"},
	"kiosk.next":  {ID: "--- Silakan, orang berikutnya ---", EN: "--- The next person, please ---"},
	"kiosk.clear": {
		ID: "Cabut media Anda, lalu tekan Enter: layar dibersihkan untuk orang berikutnya",
		EN: "Take your stick out and press Enter: the screen is cleared for the next person",
	},
	"kiosk.head": {ID: "{name}, {unit}\n{title}, {place}", EN: "{name}, {unit}\n{title}, {place}"},
	"kiosk.done": {
		ID: "Selesai, {name}. Kode {code}. Di {dir}: {files}",
		EN: "Done, {name}. Code {code}. In {dir}: {files}",
	},
	"kiosk.stands": {
		ID: "{name}: komitmen Anda dalam kegiatan {title} sudah tercatat dan tetap berlaku; tidak ada yang perlu ditandatangani lagi.\nKunci di media ini terdaftar, untuk kegiatan berikutnya.",
		EN: "{name}: your pledge in campaign {title} is recorded and stands; there is nothing to sign again.\nThe key on this stick is enrolled, for the next campaign.",
	},
	"kiosk.total": {ID: "{count} orang selesai, {failed} belum", EN: "{count} people done, {failed} not yet"},
	"kiosk.certificate": {
		ID: "Komitmen Anda tercatat; sertifikatnya menyusul dari kepegawaian.",
		EN: "Your pledge is recorded; HR will send the certificate later.",
	},
	"kiosk.who": {ID: "NIP", EN: "NIP"},
	"fault.kiosk-nip": {
		ID: "NIP yang diketik bukan NIP seorang pegawai dalam daftar",
		EN: "the NIP that was typed is not that of anybody in the roster",
	},
	"fault.kiosk-nip.hint": {
		ID: "ketik lagi 18 angkanya; isian itu tidak ditampilkan lagi",
		EN: "type its 18 digits again; what was typed is not shown again",
	},
	"fault.kiosk-code": {ID: "{name}: kode itu salah ketik", EN: "{name}: that code is mistyped"},
	"fault.kiosk-code.hint": {
		ID: "ketik lagi 16 huruf dan angka dari undangan",
		EN: "type the 16 letters and digits of the invitation once more",
	},
	"fault.kiosk-invitation": {
		ID: "{name}: kode itu bukan undangan yang berlaku untuk orang ini",
		EN: "{name}: that code is not a valid invitation of this person",
	},
	"fault.kiosk-invitation.hint": {
		ID: "cocokkan nama pada undangannya, dan pakai undangan yang terakhir",
		EN: "compare the name on the invitation, and use the latest one",
	},
	"fault.kiosk-expired":      {ID: "{name}: masa berlaku undangan ini sudah habis", EN: "{name}: this invitation has expired"},
	"fault.kiosk-expired.hint": {ID: "minta undangan baru dari kepegawaian", EN: "ask HR for a new invitation"},
	"fault.kiosk-used": {
		ID: "{name}: undangan ini sudah dipakai dengan kunci lain",
		EN: "{name}: this invitation was used with another key",
	},
	"fault.kiosk-used.hint": {
		ID: "pakai media dengan kunci itu, atau minta undangan baru dari kepegawaian",
		EN: "use the stick with that key, or ask HR for a new invitation",
	},
	"fault.kiosk-taken": {
		ID: "{name}: permintaan dari perangkat lain dengan undangan ini masih menunggu petugas",
		EN: "{name}: a request of another device with this invitation still waits for a registrar",
	},
	"fault.kiosk-taken.hint": {
		ID: "teruskan di perangkat itu; bila bukan orang ini yang memintanya, kepegawaian mengundang lagi dengan --renew",
		EN: "go on there; if it was not this person who asked, HR invites anew by --renew",
	},
	"fault.kiosk-waits": {
		ID: "{name}: ada yang harus dilihat petugas dahulu sebelum kunci ini didaftarkan",
		EN: "{name}: an officer must look at something before this key is enrolled",
	},
	"fault.kiosk-waits.hint": {
		ID: "petugas: ikrar enrol approve --nip NIP; sesudah itu orangnya datang lagi dengan media dan undangan yang sama",
		EN: "officer: ikrar enrol approve --nip NIP; after that the person comes again with the same stick and invitation",
	},
	"fault.kiosk-left":       {ID: "{name}: gilirannya diakhiri; tidak ada yang ditandatangani", EN: "{name}: the visit was ended; nothing was signed"},
	"fault.kiosk-stick":      {ID: "{path}: bukan direktori yang dapat ditulis", EN: "{path}: not a directory that can be written to"},
	"fault.kiosk-stick.hint": {ID: "periksa apakah medianya terpasang", EN: "see whether the stick is plugged in"},
}

func kioskCommand(a *app) *cobra.Command {
	var campaign string
	var web bool
	cmd := a.verb("kiosk", "kiosk", "", func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if web && campaign != "" {
			return refuse("kiosk-web-campaign").usage(cmd.CommandPath())
		}
		i, err := a.openToRecord(ctx, false)
		if err != nil {
			return err
		}
		defer i.Close()
		key, err := a.registrar(ctx, i.Home)
		if err != nil {
			return err
		}
		if web {
			return a.kioskWeb(ctx, i, key)
		}
		return a.kiosk(ctx, i, key, campaign)
	})
	cmd.Flags().BoolVar(&web, "web", false, a.say("kiosk.flag.web"))
	cmd.Flags().StringVar(&campaign, "campaign", "", a.say("kiosk.flag.campaign"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// kiosk serves one person after another until the NIP stays empty. What goes wrong with one is said, and the next comes.
func (a *app) kiosk(ctx context.Context, i *institution, registrar crypto.Signer, campaign string) error {
	desk, done, failed := i.Desk(), 0, 0
	desk.Registrar = registrar
	trust, _ := i.Ledger.Trust()
	a.note("kiosk.institution", "institution", trust.Institution, "url", trust.URL, "fingerprint", trust.Root.Fingerprint().Short())
	for ctx.Err() == nil {
		chosen, err := a.kioskCampaign(ctx, i, campaign)
		if err != nil {
			return err
		}
		campaign = chosen.named
		a.note("kiosk.next")
		person, err := a.kioskPerson(i)
		if err != nil { // nobody is next
			break
		}
		err = a.attend(ctx, i, desk, person, chosen.Campaign)
		if err == nil {
			done++
		} else {
			failed++
		}
		if errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
			break
		} else if errors.Is(err, ledger.ErrClosed) {
			return refuse("kiosk-served")
		} else if err != nil {
			a.complain(person.PrintedName(), err)
		}
		a.clearScreen()
	}
	a.note("kiosk.total", "count", phrase.Number(a.lang, done), "failed", phrase.Number(a.lang, failed))
	if failed > 0 && done == 0 {
		return outcome(exitRefused)
	}
	return ctx.Err()
}

// clearScreen waits until a person has seen how it ended, and takes away what they have read and
// typed before the next one comes, also what was scrolled off.
func (a *app) clearScreen() {
	if !isTerminal(a.input) {
		return
	}
	if _, err := a.ask("kiosk.clear"); err == nil {
		fmt.Fprint(a.stderr, "\x1b[H\x1b[2J\x1b[3J")
	}
}

// kioskPerson asks for an NIP until it is somebody's. What was typed is never said again: others look at this screen, and it
// may be a passphrase. io.EOF says that nobody is next.
func (a *app) kioskPerson(i *institution) (roster.Person, error) {
	for {
		typed, err := a.ask("kiosk.nip")
		if err != nil || typed == "" {
			return roster.Person{}, io.EOF
		}
		person, err := i.Person(typed)
		if err == nil {
			return person, nil
		}
		if errors.Is(err, office.NIPMalformed) || errors.Is(err, office.NIPUnknown) {
			err = refuse("kiosk-nip")
		}
		a.complain(a.say("kiosk.who"), err)
	}
}

// ask asks for a line.
func (a *app) ask(key string, args ...any) (string, error) {
	fmt.Fprintf(a.stderr, "%s: ", a.say(key, args...))
	answer, err := a.readAnswer()
	if !isTerminal(a.input) { // nobody has pressed Enter
		fmt.Fprintln(a.stderr)
	}
	return answer, err
}

// askUntil asks for a line until take takes it: what was right before is not asked for again. An
// empty answer ends the visit.
func (a *app) askUntil(person roster.Person, key string, take func(answer string) *fault) error {
	for {
		answer, err := a.ask(key)
		if err != nil {
			return err
		}
		if answer == "" {
			return refuse("kiosk-left", "name", person.PrintedName())
		}
		f := take(answer)
		if f == nil {
			return nil
		}
		a.retry(f)
	}
}
