package main

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var registrarPhrases = phrase.Book{
	"registrar.short": {
		ID: "Petugas pendaftar: menunjuk dan memberhentikan",
		EN: "Registrars: appoint and retire"},
	"registrar.add.short": {
		ID: "Menunjuk petugas pendaftar, dengan kunci akar",
		EN: "Appoint a registrar, by the root key"},
	"registrar.add.long": {
		ID: "Menunjuk petugas pendaftar. BERKAS adalah permintaannya (ikrar registrar request), atau kunci " +
			"publiknya dengan --name.\nCocokkan dulu sidik jari kuncinya dengan yang tampil di komputer petugas " +
			"itu, lewat telepon atau bertatap muka.",
		EN: "Appoint a registrar. FILE is the request (ikrar registrar request), or the public key with " +
			"--name.\nCompare the key's fingerprint first with what that officer's computer shows, by telephone " +
			"or face to face."},
	"registrar.add.example": {
		ID: "ikrar registrar add bidang-mutasi.registrar-request \\\n    --root-key " +
			"/media/brankas/root.key\nikrar registrar add siti.pub --name \"Bidang Mutasi\" \\\n    --root-key " +
			"/media/brankas/root.key",
		EN: "ikrar registrar add bidang-mutasi.registrar-request \\\n    --root-key /media/safe/root.key\nikrar " +
			"registrar add siti.pub --name \"Bidang Mutasi\" \\\n    --root-key /media/safe/root.key"},
	"registrar.add.asked": {
		ID: "{plan} Namanya menurut permintaan itu: {name}. Cocokkan sidik jarinya dengan yang tampil di " +
			"komputer petugas itu.",
		EN: "{plan} The name in the request: {name}. Compare the fingerprint with what that officer's computer " +
			"shows."},
	"registrar.retire.short": {
		ID: "Memberhentikan petugas pendaftar, dengan kunci akar",
		EN: "Retire a registrar, by the root key"},
	"registrar.retire.long": {
		ID: "Memberhentikan petugas pendaftar: yang sudah ia tanda tangani tetap berlaku, yang baru tidak " +
			"diterima lagi.\nBegitu pula bila kuncinya dicuri; yang dipalsukan dengannya dicabut satu per satu " +
			"dengan ikrar revoke.",
		EN: "Retire a registrar: what was signed stays in force, nothing new is accepted.\nThe same where the " +
			"key was stolen; what was forged by it is revoked one by one, by ikrar revoke."},
	"registrar.retire.example": {
		ID: "ikrar registrar retire siti.pub --root-key /media/brankas/root.key",
		EN: "ikrar registrar retire siti.pub --root-key /media/safe/root.key"},
	"registrar.add.plan": {
		ID: "Daftar kepercayaan nomor seri {serial}: kunci {fingerprint} menjadi petugas pendaftar sejak entri " +
			"{index}.",
		EN: "Trust list serial {serial}: key {fingerprint} is a registrar from entry {index} on."},
	"registrar.retire.plan": {
		ID: "Daftar kepercayaan nomor seri {serial}: sejak entri {index}, kunci {fingerprint} tidak lagi petugas " +
			"pendaftar.",
		EN: "Trust list serial {serial}: from entry {index} on, key {fingerprint} is no longer a registrar."},
	"registrar.retire.fall": {
		ID: "{plan} Undangan yang dibuatnya dan belum dipakai tidak berlaku lagi: {count}; undang lagi orangnya " +
			"dengan ikrar invite --renew --registrar-key BERKAS.",
		EN: "{plan} Invitations of that registrar which nobody has used fall: {count}; invite those people again " +
			"by ikrar invite --renew --registrar-key FILE."},
	"registrar.retire.sessions": {
		ID: "{plan} Sesinya dengan peladen yang berakhir seketika: {count}.",
		EN: "{plan} Sessions of that registrar with the server that end at once: {count}."},
	"registrar.flag.name": {
		ID: "`NAMA` petugas, seperti pada hasil pemeriksaan",
		EN: "`NAME` of the registrar, as checks show it"},
	"registrar.flag.root-key": {ID: "`BERKAS` kunci akar", EN: "`FILE` of the root key"},
	"registrar.done": {
		ID: "Daftar kepercayaan nomor seri {serial}: {count} petugas pendaftar. Bagikan trust.note yang baru.",
		EN: "Trust list serial {serial}: registrars {count}. Hand out the new trust.note."},
	"fault.registrar-exists": {
		ID: "{path}: kunci ini sudah ada dalam daftar petugas pendaftar",
		EN: "{path}: this key is in the list of registrars already"},
	"fault.registrar-unknown": {
		ID: "{path}: kunci ini tidak ada dalam daftar petugas pendaftar",
		EN: "{path}: this key is not in the list of registrars"},
	"fault.registrar-retired": {
		ID: "{path}: petugas ini sudah diberhentikan",
		EN: "{path}: this registrar is retired already"},
	"fault.registrar-named": {
		ID: "{path}: sudah ada petugas bernama {name}, atau namanya tampak sama",
		EN: "{path}: there is a registrar by the name {name} already, or the names look the same"},
	"fault.registrar-named.hint": {
		ID: "pilih nama lain, supaya hasil pemeriksaan menunjukkan siapa; atau berhentikan dulu kunci lamanya " +
			"dengan ikrar registrar retire",
		EN: "choose another name, so that checks show who it was; or retire the old key first by ikrar registrar " +
			"retire"},
	"fault.registrar-letters": {
		ID: "{path}: namanya memuat huruf aksara lain di antara huruf Latin, sehingga dapat meniru nama lain",
		EN: "{path}: the name has letters of another script among Latin ones, and can imitate another name"},
	"fault.registrar-letters.hint": {
		ID: "minta petugas itu mengetik namanya sendiri dan membuat permintaannya lagi",
		EN: "have that officer type the name by hand, and make the request again"},
	"fault.registrar-root": {
		ID: "{path}: ini kunci akar lembaga sendiri",
		EN: "{path}: this is the institution's root key itself"},
	"fault.registrar-root.hint": {
		ID: "buat kunci lain untuk petugas dengan ikrar registrar request",
		EN: "make another key for the registrar by ikrar registrar request"},
	"fault.registrar-server": {
		ID: "{path}: nama otomatis hanya untuk kunci peladen, dan tidak diminta dari jauh",
		EN: "{path}: the name otomatis is for a server's key alone, and is not asked for from afar"},
	"fault.registrar-server.hint": {
		ID: "minta lagi dengan nama petugas; kunci peladen ditunjuk di sini dengan otomatis.key.pub --name " +
			"otomatis",
		EN: "ask again by the officer's name; a server's key is appointed here, by otomatis.key.pub --name " +
			"otomatis"},
	"fault.registrar-foreign": {
		ID: "{path}: permintaan ini untuk lembaga lain, atau sudah diubah orang; tidak ada yang ditunjuk",
		EN: "{path}: this request is for another institution, or somebody changed it; nobody was appointed"},
	"fault.registrar-foreign.hint": {
		ID: "minta petugas itu membuatnya lagi dengan ikrar registrar request --at dan alamat lembaga ini, lalu " +
			"kirimkan sekali lagi",
		EN: "have that officer make it again by ikrar registrar request --at and this institution's address, and " +
			"send it once more"},
	"fault.registrar-format": {
		ID: "{path}: bukan permintaan menjadi petugas pendaftar yang utuh",
		EN: "{path}: not a whole request to become a registrar"},
	"fault.registrar-format.hint": {
		ID: "kirimkan berkasnya sekali lagi, sebagai lampiran",
		EN: "send the file once more, as an attachment"},
	"fault.registrar-file": {
		ID: "{path}: bukan berkas biasa",
		EN: "{path}: not an ordinary file"},
	"fault.registrar-file.hint": {
		ID: "simpan dulu isinya sebagai berkas, lalu beri nama berkas itu",
		EN: "save what it holds as a file first, and give the name of that"},
	"fault.registrar-weak": {
		ID: "{path}: kunci ini cacat dan tidak boleh dipakai petugas",
		EN: "{path}: this key is defective, and no registrar's"},
	"fault.registrar-weak.hint": {
		ID: "buat kunci baru dengan ikrar registrar request",
		EN: "make a new key by ikrar registrar request"},
	"fault.registrar-name": {
		ID: "{path}: permintaan ini dari {name}, bukan dari nama yang disebut --name",
		EN: "{path}: this request is by {name}, not by the name that --name gives"},
	"fault.registrar-name.hint": {
		ID: "jangan beri --name: namanya ada dalam permintaan, dan ditandatangani petugas itu",
		EN: "leave out --name: the name is in the request, and that officer has signed it"},
}

func registrarCommand(a *app) *cobra.Command {
	return a.group("registrar", "registrar", registrarAddCommand(a), registrarRetireCommand(a),
		registrarRequestCommand(a))
}

func registrarAddCommand(a *app) *cobra.Command {
	var c trustChange
	var name string
	add := c.orRequest(a, c.flags(a, a.verb("add", "registrar.add", "FILE", func(cmd *cobra.Command,
		args []string) error {
		data, err := readCandidate(args[0])
		if err != nil {
			return err
		}
		c := c
		c.report = a.reportRegistrars
		var who rootact.Candidate
		err = a.changeTrust(cmd.Context(), c, func(t *trust.List, index uint64) (err error) {
			if who, err = rootact.ReadCandidate(data, t.Origin); err != nil {
				return err
			}
			if name != "" && who.Name != "" && name != who.Name {
				return refuse("registrar-name", "path", args[0], "name", who.Name)
			}
			return rootact.AddRegistrar(who.Key, cmp.Or(who.Name, name))(t, index)
		}, func(i *institution, p *rootact.Plan) words {
			plan := words{"registrar.add.plan", []any{"fingerprint", fingerprintOf(who.Key), "index", i.Ledger.Size(),
				"serial", p.Next.Serial}}
			if who.Name == "" {
				return plan
			}
			return a.sayUnasked(c, words{"registrar.add.asked", []any{"plan", plan, "name", who.Name}})
		})
		return aboutKey(args[0], err)
	})))
	add.Flags().StringVar(&name, "name", "", a.say("registrar.flag.name"))
	needRoot := add.PreRunE
	judges(add, func(cmd *cobra.Command, args []string) []error {
		wrong := []error{needRoot(cmd, args), flagText(cmd, "name", name)}
		if data, err := readCandidate(strings.Join(args, "")); err == nil && !rootact.IsRequest(data) {
			wrong = append(wrong, needFlags(cmd, "name"))
		}
		return wrong
	})
	return add
}

// readCandidate reads the file of a request, or of a public key, which is seen to be one.
func readCandidate(path string) ([]byte, error) {
	if err := ordinary(path); err != nil {
		return nil, err
	}
	data, err := files.ReadBounded(path, rootact.MaxCandidate)
	switch {
	case err != nil || rootact.IsRequest(data):
		return data, err
	case filepath.Ext(path) == ".registrar-request": // damaged, or something else by that name
		return nil, refuse("registrar-format", "path", path)
	}
	_, _, err = keyfile.ReadPublic(path)
	return data, keyFault(path, err)
}

// ordinary refuses what is no file on a disk: a pipe can be read once, and whoever opens it before
// there is a writer waits and hears no signal.
func ordinary(path string) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return refuse("registrar-file", "path", path)
	}
	return nil
}

func registrarRetireCommand(a *app) *cobra.Command {
	var c trustChange
	return c.orRequest(a, c.flags(a, a.verb("retire", "registrar.retire", "KEY.pub", func(cmd *cobra.Command,
		args []string) error {
		if err := ordinary(args[0]); err != nil {
			return err
		}
		pub, _, err := keyfile.ReadPublic(args[0])
		if err != nil {
			return keyFault(args[0], err)
		}
		c := c
		c.report = a.reportRegistrars
		key := eddsa.PublicKey(pub)
		err = a.changeTrust(cmd.Context(), c, rootact.RetireRegistrar(key), func(i *institution,
			p *rootact.Plan) words {
			plan := words{"registrar.retire.plan", []any{"fingerprint", fingerprintOf(key), "index", i.Ledger.Size(),
				"serial", p.Next.Serial}}
			if p.Fallen > 0 {
				plan = words{"registrar.retire.fall", []any{"plan", plan, "count", phrase.Number(a.lang, p.Fallen)}}
			}
			if p.Sessions > 0 {
				plan = words{"registrar.retire.sessions", []any{"plan", plan, "count", phrase.Number(a.lang,
					p.Sessions)}}
			}
			if p.Fallen+p.Sessions > 0 {
				plan = a.sayUnasked(c, plan)
			}
			return plan
		})
		return aboutKey(args[0], err)
	})))
}

// sayUnasked says a plan where no question will.
func (a *app) sayUnasked(c trustChange, plan words) words {
	if !c.dry && (c.yes || !isTerminal(a.input)) {
		a.note(plan.key, plan.args...)
	}
	return plan
}

func fingerprintOf(key eddsa.PublicKey) string { return keyfile.Fingerprint(key[:]) }

// aboutKey says of a refusal which file it is about.
func aboutKey(path string, err error) error {
	var refused *office.RefusedError
	if errors.As(err, &refused) && slices.Contains(ofKey, refused.Code) {
		return refuse(string(refused.Code), append([]any{"path", path}, refused.Args...)...)
	}
	return err
}

// ofKey are the refusals that are about the key in the file that was named.
var ofKey = []office.Code{rootact.RegistrarExists, rootact.RegistrarUnknown, rootact.RegistrarRetired,
	rootact.RegistrarNamed, rootact.RegistrarRoot, rootact.RegistrarServer, rootact.RegistrarForeign,
	rootact.RegistrarFormat, rootact.RegistrarWeak}

func (a *app) reportRegistrars(t *trust.List, p *rootact.Plan) {
	a.result(struct {
		Serial      uint64 `json:"serial"`
		Registrars  int    `json:"registrars"`
		Invitations int    `json:"invitations_fallen"` // with the registrar who is retired
		Sessions    int    `json:"sessions_ended"`     // likewise
	}{t.Serial, len(t.Registrars), p.Fallen, p.Sessions}, func() {
		a.print("registrar.done", "serial", t.Serial, "count", len(t.Registrars))
	})
}
