package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustRequestPhrases = phrase.Book{
	"arg.file.root-request": {ID: "BERKAS.root-request", EN: "FILE.root-request"},
	"trust.flag.request": {
		ID: "tulis permintaan ke `BERKAS`.root-request, untuk ditandatangani di tempat kunci akar",
		EN: "write a request into `FILE`.root-request, to be signed where the root key is"},
	"trust.sign.short": {
		ID: "Menandatangani permintaan, di mesin tempat kunci akar",
		EN: "Sign a request, on the machine where the root key is"},
	"trust.sign.long": {
		ID: "Menandatangani daftar kepercayaan yang diminta, di mesin tempat kunci akar dipakai; jaringan dan direktori lembaga tidak\ndiperlukan. Yang ditunjukkan adalah semua yang berubah. Permintaan ditolak bila bukan lanjutan daftar yang terakhir\ndilihat mesin ini, atau dari kunci akar lain. Yang ditandatangani diingat di sini; bawa BERKAS.note kembali untuk\nikrar trust take.",
		EN: "Sign the trust list that is asked for, on the machine where the root key is used; neither a network nor the institution's\ndirectory is needed. What is shown is all that changes. A request is refused that does not continue the last list which\nthis machine has seen, or is of another root. What was signed is remembered here; carry FILE.note back for\nikrar trust take.",
	},
	"trust.sign.example": {
		ID: "ikrar trust sign ikrar.contoh.example-4.root-request \\\n    --root-key /media/brankas/root.key",
		EN: "ikrar trust sign ikrar.contoh.example-4.root-request \\\n    --root-key /media/safe/root.key"},
	"trust.sign.flag.output": {
		ID: "`BERKAS` hasil (bawaan: nama permintaan dengan akhiran .note)",
		EN: "`FILE` to write (default: the request's name, ending in .note)"},
	"trust.sign.ask": {
		ID: "{institution} ({origin}), kunci akar {fingerprint}, meminta:\n{plan}\nTanda tangani?",
		EN: "{institution} ({origin}), root key {fingerprint}, asks for:\n{plan}\nSign?",
	},
	"trust.sign.done": {
		ID: "Ditandatangani: {path}, nomor seri {serial}. Bawa kembali, lalu ikrar trust take {path}.",
		EN: "Signed: {path}, serial {serial}. Carry it back, then ikrar trust take {path}."},
	"trust.take.short": {
		ID: "Memberlakukan daftar yang ditandatangani kunci akar di tempat lain",
		EN: "Put in force a list that the root key signed elsewhere"},
	"trust.take.long": {
		ID: "Memberlakukan daftar yang diminta dari lembaga ini dan ditandatangani kunci akar di tempat lain. Tanda tangannya diperiksa,\ndan isinya harus persis yang diminta: yang lain ditolak, juga bila tanda tangannya benar.",
		EN: "Put in force a list that was asked for from this institution and that the root key signed elsewhere. Its signature is checked,\nand it must be exactly what was asked for: anything else is refused, though its signature be good.",
	},
	"trust.take.example": {
		ID: "ikrar trust take ikrar.contoh.example-4.note",
		EN: "ikrar trust take ikrar.contoh.example-4.note"},
	"trust.take.void": {
		ID: "{plan}\nPERHATIAN: sejak permintaan dibuat, petugas yang diberhentikan mendaftarkan {count} kunci " +
			"lagi; kunci itu tidak berlaku, daftarkan lagi orangnya.",
		EN: "{plan}\nNOTE: since the request was made, the registrar who is retired enrolled keys, {count} of " +
			"them; they count for nothing, enrol those people again."},
	"trust.plan": {ID: "{plan}", EN: "{plan}"},
	"trust.requested": {
		ID: "Permintaan: {path}. Tandatangani di mesin tempat kunci akar: ikrar trust sign {path} --root-key " +
			"BERKAS; bawa kembali hasilnya, lalu ikrar trust take.",
		EN: "Request: {path}. Sign it on the machine where the root key is: ikrar trust sign {path} --root-key " +
			"FILE; carry back what it writes, then ikrar trust take."},
	"fault.trust-request": {
		ID: "{path}: bukan permintaan kepada kunci akar, atau sudah diubah orang; tidak ada yang ditandatangani",
		EN: "{path}: not a request to the root key, or somebody changed it; nothing was signed"},
	"fault.trust-request.hint": {
		ID: "unduh atau buat lagi permintaannya di kantor, dan bawa sekali lagi",
		EN: "download or make the request in the office again, and carry it once more",
	},
	"fault.trust-request-older": {
		ID: "{path}: permintaan ini berangkat dari daftar nomor seri {serial}, sedangkan mesin ini sudah melihat atau menandatangani {have}; tidak ada yang ditandatangani",
		EN: "{path}: this request goes on from the list of serial {serial}, and this machine has seen or signed {have}; nothing was signed",
	},
	"fault.trust-request-older.hint": {
		ID: "berlakukan dulu yang sudah ditandatangani (ikrar trust take), lalu buat permintaan baru dari situ",
		EN: "put in force first what was signed (ikrar trust take), then make a new request from there",
	},
	"fault.trust-request-root": {
		ID: "{path}: dua kunci akar memakai nama {origin}, dan mesin ini mengenal yang lain; tidak ada yang ditandatangani",
		EN: "{path}: two root keys go by the name {origin}, and this machine knows the other one; nothing was signed",
	},
	"fault.trust-request-root.hint": {
		ID: "tanyakan sidik jari kunci akarnya kepada lembaga itu; bila yang tersimpan di sini keliru: ikrar trust unpin {origin}",
		EN: "ask the institution for the fingerprint of its root key; where the one kept here is wrong: ikrar trust unpin {origin}",
	},
	"fault.root-answer-foreign": {
		ID: "berkas ini bukan daftar kepercayaan yang ditandatangani kunci akar lembaga ini; tidak ada yang diubah",
		EN: "this file is no trust list signed by this institution's root key; nothing was changed",
	},
	"fault.root-answer-foreign.hint": {
		ID: "ambil BERKAS.note yang ditulis ikrar trust sign, bukan permintaannya",
		EN: "take the FILE.note that ikrar trust sign wrote, not the request",
	},
	"fault.root-answer-older": {
		ID: "daftar ini bernomor seri {serial}, padahal yang berlaku sudah {have}; tidak ada yang diubah",
		EN: "this list has the serial {serial}, and the one in force is {have}; nothing was changed",
	},
	"fault.root-answer-older.hint": {
		ID: "buat permintaan baru dari daftar yang berlaku",
		EN: "make a new request from the list in force"},
	"fault.root-answer-unasked": {
		ID: "daftar nomor seri {serial} ini ditandatangani kunci akar, tetapi isinya bukan yang diminta dari sini; tidak ada yang diubah",
		EN: "this list of serial {serial} is signed by the root key, but it is not what was asked for from here; nothing was changed",
	},
	"fault.root-answer-unasked.hint": {
		ID: "tanyakan kepada pemegang kunci akar apa yang ditandatanganinya; buat permintaan baru bila perlu",
		EN: "ask who holds the root key what was signed; make a new request where needed",
	},
	"fault.root-answer-taken": {
		ID: "daftar nomor seri {serial} ini sudah berlaku",
		EN: "this list of serial {serial} is in force already"},
	"fault.trust-same": {ID: "daftar kepercayaan sudah berisi demikian", EN: "the trust list says so already"},
	"fault.text-exists": {
		ID: "naskah ini, atau nama {id}, sudah ada dalam daftar kepercayaan",
		EN: "this text, or the name {id}, is in the trust list already"},
	"fault.trust-both": {
		ID: "--root-key menandatangani di sini, --request di tempat lain: pilih satu",
		EN: "--root-key signs here, --request elsewhere: choose one"},
}

// explained is what a list changes, as sentences, a line each.
func (a *app) explained(old, next *trust.List) phrase.Sentence {
	return phrase.Sentence("  " + strings.Join(rootact.Explain(a.lang, old, next), "\n  "))
}

func trustSignCommand(a *app) *cobra.Command {
	var rootKey, output string
	var yes bool
	cmd := a.verb("sign", "trust.sign", "FILE.root-request", func(cmd *cobra.Command, args []string) error {
		path := args[0]
		r, err := a.readRequest(path)
		if err != nil {
			return err
		}
		root, err := a.openKey(cmd.Context(), rootKey)
		if err != nil {
			return err
		}
		if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != r.InForce.Root.Key() {
			return refuse("root-key-other", "path", rootKey)
		}
		if !yes {
			err := a.confirm(cmd.Context(), "--yes", "trust.sign.ask", "institution", r.InForce.Institution, "origin",
				r.InForce.Origin,
				"fingerprint", r.InForce.Root.Fingerprint().Short(), "plan", a.explained(r.InForce, r.Next))
			if err != nil {
				return err
			}
		}
		note, err := r.Sign(nil, root)
		if err != nil {
			return err
		}
		if output == "" {
			output = strings.TrimSuffix(path, ".root-request") + ".note"
		}
		return a.signedRequest(r, note, output)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return []error{needFlags(cmd, "root-key")} })
	cmd.Flags().StringVar(&rootKey, "root-key", "", a.say("registrar.flag.root-key"))
	cmd.Flags().StringVarP(&output, "output", "o", "", a.say("trust.sign.flag.output"))
	cmd.Flags().BoolVar(&yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// readRequest reads a request, which must go on from every list of its origin that this machine
// knows.
func (a *app) readRequest(path string) (*trust.Request, error) {
	data, err := files.ReadBounded(path, trust.MaxRequest)
	if err != nil {
		return nil, err
	}
	r, err := trust.ParseRequest(data)
	if err != nil {
		return nil, refuse("trust-request", "path", path)
	}
	known, err := a.pinned()
	if err != nil {
		return nil, trustFault(err)
	}
	for _, t := range known {
		if t.Origin != r.InForce.Origin {
			continue
		}
		err := r.Follows(t)
		var older *trust.OlderError
		switch {
		case errors.As(err, &older):
			return nil, refuse("trust-request-older", "path", path, "serial", older.Got, "have", older.Have)
		case err != nil:
			return nil, refuse("trust-request-root", "path", path, "origin", t.Origin)
		}
	}
	return r, nil
}

// signedRequest remembers what was signed, before anybody can carry it away: of one serial only one
// list is signed here.
func (a *app) signedRequest(r *trust.Request, note []byte, output string) error {
	if dir := pins.ConfigDir(a.getenv); dir != "" {
		if err := os.MkdirAll(dir, privateDir); err != nil {
			return err
		}
		if err := writeFile(filepath.Join(dir, pinName(r.Next.Origin)), note, public, replaceExisting); err != nil {
			return err
		}
	}
	if err := writeFile(output, note, public, replaceExisting); err != nil {
		return err
	}
	a.result(struct {
		File   string `json:"file"`
		Serial uint64 `json:"serial"`
	}{output, r.Next.Serial}, func() { a.print("trust.sign.done", "path", output, "serial", r.Next.Serial) })
	return nil
}

func trustTakeCommand(a *app) *cobra.Command {
	c := trustChange{}
	cmd := a.verb("take", "trust.take", "FILE.note", func(cmd *cobra.Command, args []string) error {
		answer, err := files.ReadBounded(args[0], trust.MaxList)
		if err != nil {
			return err
		}
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		p, err := rootact.PlanTake(i, answer)
		if err != nil {
			return err
		}
		plan := words{"trust.plan", []any{"plan", a.explained(p.Old, p.Next)}}
		if p.Void > 0 {
			plan = words{"trust.take.void", append(plan.args, "count", phrase.Number(a.lang, p.Void))}
		}
		if ok, err := c.agree(cmd.Context(), a, p.Next.Serial, plan); err != nil || !ok {
			return err
		}
		if err := p.Take(cmd.Context(), ""); err != nil {
			return a.trustRefused(i, err)
		}
		a.reportTrust(p.Next, plan)
		return nil
	})
	cmd.Flags().BoolVar(&c.dry, "dry-run", false, a.say("trust.flag.dry-run"))
	cmd.Flags().BoolVar(&c.yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// trustRefused is why a list was not recorded.
func (a *app) trustRefused(i *institution, err error) error {
	var behind *office.LedgerError
	if errors.As(err, &behind) {
		return a.ledgerFault(i.Home, behind.What, behind.Err)
	}
	return err
}

// requested writes what is to be carried to the root.
func (a *app) requested(p *rootact.Plan, path string) error {
	asked, err := p.Request("")
	if err != nil {
		return err
	}
	if !strings.HasSuffix(path, ".root-request") {
		path += ".root-request"
	}
	if err := writeFile(path, asked.Bytes(), public, replaceExisting); err != nil {
		return err
	}
	a.result(struct {
		Request string   `json:"request"`
		Serial  uint64   `json:"serial"`
		Changes []string `json:"changes"`
	}{path, asked.Next.Serial, rootact.Explain(a.lang, asked.InForce, asked.Next)}, func() {
		a.stdout.Write([]byte(a.explained(asked.InForce, asked.Next) + "\n"))
		a.print("trust.requested", "path", path)
	})
	return nil
}
