package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/verify/phrase"
)

var trustSetPhrases = phrase.Book{
	"trust.set.short": {ID: "Mengubah alamat, nama, atau zona waktu lembaga", EN: "Change the institution's address, name or time zone"},
	"trust.set.long": {
		ID: "Mengubah alamat publik, nama, atau zona waktu lembaga dalam daftar kepercayaan berikutnya. Ketiganya hanya ada di sana;\nyang dicetak dan ditandatangani sesudahnya memuat yang baru, juga oleh ikrar serve yang sedang berjalan. Yang sudah terbit\ntetap seperti adanya. Setelah pindah alamat, biarkan nama lama tetap mengarah ke peladen ini: ikrar serve menunjukkan\nalamat baru di sana dan menyerahkan kunci yang tersimpan di peramban pegawai. Di terminal perintah ini bertanya dahulu.",
		EN: "Change the public address, the name or the time zone of the institution in the next trust list. They are nowhere else;\nwhat is printed and signed from then on has the new one, also by an ikrar serve that is running. What was issued stays\nas it is. After a move keep the former name pointing at this server: there ikrar serve leads to the new address,\nand hands people the keys that their browsers have kept. At a terminal the command asks first.",
	},
	"trust.set.example": {
		ID: "ikrar trust set --url https://ikrar.baru.example \\\n    --root-key /media/brankas/root.key\nikrar trust set --timezone WIT --dry-run",
		EN: "ikrar trust set --url https://ikrar.new.example \\\n    --root-key /media/safe/root.key\nikrar trust set --timezone WIT --dry-run",
	},
	"trust.set.flag.url":         {ID: "`ALAMAT` halaman publik, untuk kode QR dan undangan baru", EN: "`URL` of the public page, for new QR codes and invitations"},
	"trust.set.flag.institution": {ID: "`NAMA` lembaga, seperti pada sertifikat", EN: "`NAME` of the institution, as on certificates"},
	"trust.set.flag.timezone":    {ID: "`ZONA` waktu: WIB, WITA, atau WIT", EN: "time `ZONE`: WIB, WITA or WIT"},
	"trust.set.plan":             {ID: "Daftar kepercayaan nomor seri {serial}:\n{changes}", EN: "Trust list serial {serial}:\n{changes}"},
	"hint.config-fact": {
		ID: "hapus baris itu; nama lembaga, alamat, dan zona waktu ada di daftar kepercayaan: ikrar trust set {flag} NILAI --root-key BERKAS",
		EN: "delete that line; the institution's name, address and time zone are in the trust list: ikrar trust set {flag} VALUE --root-key FILE",
	},
	"trust.set.url": {
		ID: "Alamat {from} menjadi {to}.\nKode QR yang sudah tercetak tetap menuju alamat lama: biarkan namanya tetap mengarah ke peladen ini, yang menunjukkan alamat baru.\nKunci di peramban pegawai tersimpan untuk alamat lama: halaman di sana menyerahkannya.\nKode undangan yang sudah dibagikan tetap berlaku: ikrar pledge {to} --code KODE.",
		EN: "The address {from} becomes {to}.\nQR codes that are printed go on leading to the former one: keep its name pointing at this server, which leads to the new one.\nKeys in people's browsers are kept for the former one: the page there hands them over.\nInvitation codes that were handed out stay valid: ikrar pledge {to} --code CODE.",
	},
	"trust.set.name": {
		ID: "Nama \"{from}\" menjadi \"{to}\". Sertifikat yang sudah terbit tetap memuat nama lama, dan pemeriksaannya menyebut nama baru.",
		EN: "The name \"{from}\" becomes \"{to}\". Certificates that are issued keep the old name, and checks of them say the new one.",
	},
	"trust.set.timezone": {
		ID: "Zona waktu {from} menjadi {to}. Sertifikat yang sudah terbit tetap memuat tanggal menurut {from}; pemeriksaan memakai {to}.",
		EN: "The time zone {from} becomes {to}. Certificates that are issued keep their dates in {from}; checks go by {to}.",
	},
	"trust.set.ask": {
		ID: "{plan}\nKelak dapat diubah lagi; yang dicetak atau ditandatangani sementara itu tetap memuat yang ini. Lanjutkan?",
		EN: "{plan}\nIt can be changed again later; what is printed or signed meanwhile keeps this. Go on?",
	},
	"trust.set.same":       {ID: "Daftar kepercayaan nomor seri {serial} sudah berisi demikian; tidak ada yang diubah.", EN: "Trust list serial {serial} says so already; nothing was changed."},
	"fault.trust-set-none": {ID: "belum disebut apa yang diubah: --url, --institution, atau --timezone", EN: "nothing to change was named: --url, --institution or --timezone"},
	"trust.set.left":       {ID: "Hapus dari {path} yang tidak sama dengan daftar kepercayaan: {what}", EN: "Take out of {path} what is not as in the trust list: {what}"},
}

func trustSetCommand(a *app) *cobra.Command {
	c := trustChange{ask: "trust.set.ask"}
	var want config.Facts
	cmd := c.orRequest(a, c.flags(a, a.verb("set", "trust.set", "", func(cmd *cobra.Command, _ []string) error {
		given := func(key string) bool { return cmd.Flags().Changed(factFlag(key)) }
		if bad := want.Settle(given); bad != nil { // which puts them as they are kept
			return flagReason(cmd, factFlag(bad.Key), bad.Value, bad.Reason)
		}
		return a.setFacts(cmd.Context(), c, want)
	})))
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		wrong := append(flagFacts(cmd, want, factFlag), c.need(cmd))
		if !slices.ContainsFunc(config.FactKeys, func(key string) bool { return cmd.Flags().Changed(factFlag(key)) }) {
			wrong = append(wrong, refuse("trust-set-none").usage(cmd.CommandPath()))
		}
		return wrong
	})
	for _, key := range config.FactKeys {
		cmd.Flags().StringVar(want.Of(key), factFlag(key), "", a.say("trust.set.flag."+factFlag(key)))
	}
	return cmd
}

// setFacts renews the trust list of the home with the facts that are wanted; the empty ones stay.
func (a *app) setFacts(ctx context.Context, c trustChange, want config.Facts) error {
	h, err := a.openHome()
	if err != nil {
		return err
	}
	err = a.changeTrust(ctx, c, rootact.SetFacts(want), func(i *institution, p *rootact.Plan) words {
		return words{"trust.set.plan", []any{"serial", p.Next.Serial, "changes", phrase.Sentence(a.sayChanges(i.Facts(), config.FactsOf(p.Next)))}}
	})
	if errors.Is(err, rootact.Same) {
		list, err := office.ReadTrust(h.TrustPath())
		if err != nil {
			return err
		}
		sentence := a.say("trust.set.same", "serial", list.Serial)
		a.result(trustReport{c.dry, list.Serial, sentence}, func() { fmt.Fprintln(a.stdout, sentence) })
	} else if err != nil || c.dry || c.request != "" {
		return err
	}
	return a.tellLeft(h)
}

// sayChanges says what changes, and what that means for what is printed already.
func (a *app) sayChanges(was, next config.Facts) string {
	var lines []string
	for _, key := range config.FactKeys {
		if from, to := *was.Of(key), *next.Of(key); from != to {
			sentence := a.say("trust.set."+key, "from", from, "to", to)
			lines = append(lines, "  "+strings.ReplaceAll(sentence, "\n", "\n  "))
		}
	}
	return strings.Join(lines, "\n")
}

// tellLeft says what ikrar.toml still says otherwise.
func (a *app) tellLeft(h *home) error {
	text, err := os.ReadFile(h.ConfigPath())
	if err != nil {
		return err
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return err
	}
	if what, _ := a.differing(h, list, text); what != "" {
		a.note("trust.set.left", "path", h.ConfigPath(), "what", what)
	}
	return nil
}
