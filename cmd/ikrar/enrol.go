package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var enrolPhrases = phrase.Book{
	"arg.key.pub": {ID: "KUNCI.pub", EN: "KEY.pub"},
	"enrol.short": {ID: "Mendaftarkan kunci pegawai", EN: "Enrol employees' keys"},
	"enrol.long": {
		ID: "Mendaftarkan kunci publik seorang pegawai: petugas pendaftar menyatakan bahwa kunci ini miliknya, buku besar\nmencatatnya, dan NIP.ikrar memuat semua yang diperlukan pegawai itu untuk menandatangani.\nDengan --all, setiap kunci publik di DIR yang nama berkasnya memuat NIP didaftarkan (NIP.pub, \"NIP (1).pub\",\nNIP_nama.pub.txt); berkas lain disebut satu per satu dengan alasannya.\nDengan --renew tidak ada kunci baru: kredensial yang berlaku mendapat data terbaru daftar pegawai. Memperbaiki data yang\nsudah ditandatangani: roster import, enrol --renew, baru revoke --reason perbaikan; lalu pegawainya menandatangani lagi.",
		EN: "Enrol an employee's public key: the registrar says that this key is theirs, the ledger records it, and NIP.ikrar\nholds all that the employee needs to sign.\nWith --all, every public key in DIR with an NIP in its file's name is enrolled (NIP.pub, \"NIP (1).pub\",\nNIP_name.pub.txt); every other file is named, with the reason.\nWith --renew there is no new key: the credential in force gets the data of today's roster. To correct what was signed\nalready: roster import, enrol --renew, and only then revoke --reason perbaikan; the employee then signs anew.",
	},
	"enrol.example":          {ID: "ikrar enrol --nip 197602012005052002 nabila.pub\nikrar enrol --all kunci\nikrar enrol --renew --dry-run", EN: "ikrar enrol --nip 197602012005052002 nabila.pub\nikrar enrol --all keys\nikrar enrol --renew --dry-run"},
	"enrol.flag.nip":         {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"enrol.flag.all":         {ID: "mendaftarkan setiap NIP.pub di `DIR`", EN: "enrol every NIP.pub in `DIR`"},
	"enrol.flag.output":      {ID: "menulis ke `BERKAS` (bawaan NIP.ikrar)", EN: "write to `FILE` (default NIP.ikrar)"},
	"enrol.flag.replace":     {ID: "menggantikan kunci lama pegawai ini", EN: "replace this employee's earlier key"},
	"enrol.done":             {ID: "{name}: entri {index}, {path}", EN: "{name}: entry {index}, {path}"},
	"enrol.total":            {ID: "{count} pegawai terdaftar, {failed} gagal", EN: "enrolled: {count}, failed: {failed}"},
	"enrol.no-campaign":      {ID: "Belum ada kegiatan yang dibuka; NIP.ikrar tidak memuat naskah. Buka kegiatan, lalu ulangi perintah ini.", EN: "No campaign is open; NIP.ikrar holds no text. Open a campaign, then repeat this command."},
	"progress.enrol":         {ID: "mendaftarkan", EN: "enrolling"},
	"fault.enrol-args":       {ID: "beri --nip NIP dan KUNCI.pub, atau --all DIR; --renew hanya dengan --nip, atau sendiri", EN: "give --nip NIP and KEY.pub, or --all DIR; --renew with --nip alone, or by itself"},
	"fault.enrol-empty":      {ID: "{dir}: tidak ada berkas NIP.pub", EN: "{dir}: there is no file NIP.pub"},
	"fault.enrol-empty.hint": {ID: "simpan kunci publik setiap pegawai di situ, dengan NIP sebagai nama berkasnya", EN: "put each employee's public key there, with the NIP as the file's name"},
	"fault.key-unusable":     {ID: "{path}: kunci publik ini cacat dan tidak boleh didaftarkan", EN: "{path}: this public key is defective and cannot be enrolled"},
}

func enrolCommand(a *app) *cobra.Command {
	var nip, all, output string
	var replace bool
	var again renewing
	cmd := a.verb("enrol", "enrol", "[KEY.pub]", func(cmd *cobra.Command, args []string) error {
		if again.renew {
			again.nip = nip
			return a.enrolRenew(cmd.Context(), again)
		}
		i, err := a.openToRecord(cmd.Context(), false)
		if err != nil {
			return err
		}
		defer i.Close()
		key, err := a.registrar(cmd.Context(), i.Home)
		if err != nil {
			return err
		}
		if all != "" {
			return a.enrolAll(cmd.Context(), i, key, all, replace)
		}
		person, err := i.Person(nip)
		if err != nil {
			return err
		}
		if output == "" {
			output = string(person.NIP) + ".ikrar"
		}
		if err := a.peopleSeen(cmd.Context(), i, []roster.Person{person}); err != nil {
			return err
		}
		done, err := a.enrol(cmd.Context(), i, key, person, args[0], output, replace)
		if err != nil {
			return err
		}
		a.reportEnrolled(done)
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, args []string) []error {
		one, many := nip != "" && len(args) == 1, all != "" && nip+output == "" && len(args) == 0
		if again.renew {
			one, many = false, all+output == "" && len(args) == 0 && !replace
		}
		if one == many || one && all != "" {
			return []error{refuse("enrol-args").usage(cmd.CommandPath())}
		}
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&nip, "nip", "", a.say("enrol.flag.nip"))
	flags.StringVar(&all, "all", "", a.say("enrol.flag.all"))
	flags.StringVarP(&output, "output", "o", "", a.say("enrol.flag.output"))
	flags.BoolVar(&replace, "replace", false, a.say("enrol.flag.replace"))
	flags.BoolVar(&again.renew, "renew", false, a.say("enrol.flag.renew"))
	flags.BoolVar(&again.names, "names", false, a.say("enrol.flag.names"))
	flags.BoolVar(&again.dry, "dry-run", false, a.say("enrol.flag.dry-run"))
	a.takesRegistrarKey(cmd)
	cmd.AddCommand(enrolApproveCommand(a))
	return cmd
}

// enrolled is the --json form of one enrolment.
type enrolled struct {
	NIP       string `json:"nip"`
	Name      string `json:"name"`
	Index     uint64 `json:"index"`
	File      string `json:"file"`
	Campaigns int    `json:"campaigns"`
	Known     bool   `json:"known"` // the same credential was in force already
}

func (a *app) reportEnrolled(e enrolled) {
	a.result(e, func() { a.print("enrol.done", "name", e.Name, "index", e.Index, "path", e.File) })
	if e.Campaigns == 0 {
		a.note("enrol.no-campaign")
	}
}

// enrolAll enrols every key of a directory whose owner is in its name, and goes on where one is refused.
func (a *app) enrolAll(ctx context.Context, i *institution, key crypto.Signer, dir string, replace bool) error {
	found, err := sortKeys(dir)
	if err != nil {
		return err
	}
	a.sayLeft(found)
	if len(found.names)+len(found.refused) == 0 {
		return refuse("enrol-empty", "dir", dir)
	}
	var people []roster.Person
	for _, path := range found.names {
		if p, err := i.Person(found.owner[path]); err == nil { // what is wrong is said with its file
			people = append(people, p)
		}
	}
	if err := a.peopleSeen(ctx, i, people); err != nil {
		return err
	}
	bar := a.progress(int64(len(found.names)), "progress.enrol")
	defer bar.end()
	count, failed := 0, len(found.refused)
	output := func(path string) string { return filepath.Join(dir, found.owner[path]+".ikrar") }
	err = i.EnrolAll(ctx, key, office.Keys{Names: found.names, Replace: replace,
		Read: func(path string) (roster.Person, eddsa.PublicKey, error) {
			person, err := i.Person(found.owner[path])
			return person, found.key[path], err
		},
		Write: func(path string, e office.Enrolled) error { return writePacket(output(path), e) },
	}, func(path string, e office.Enrolled, err error) {
		bar.add(1)
		if err != nil {
			failed++
			a.complain(path, a.enrolFault(i, path, e.Person.PrintedName(), err))
			return
		}
		count++
		a.result(enrolledAs(e, output(path)), func() {
			a.print("enrol.done", "name", e.Person.PrintedName(), "index", e.Receipt.Index, "path", output(path))
		})
	})
	if err != nil {
		return err
	}
	bar.end()
	a.note("enrol.total", "count", phrase.Number(a.lang, count), "failed", phrase.Number(a.lang, failed))
	if left := len(found.left) + found.results; left > 0 {
		a.note("enrol.left", "count", phrase.Number(a.lang, left))
	}
	if failed > 0 {
		return outcome(exitRefused)
	}
	return nil
}

// enrol credentials a person's key, unless exactly that is in force already, and writes the person's packet.
func (a *app) enrol(ctx context.Context, i *institution, registrar crypto.Signer, person roster.Person, pubPath, output string, replace bool) (enrolled, error) {
	key, err := readPublic(pubPath)
	if err != nil {
		return enrolled{}, err
	}
	e, err := i.Enrol(ctx, registrar, person, key, replace)
	if err != nil {
		return enrolled{}, a.enrolFault(i, pubPath, person.PrintedName(), err)
	}
	return enrolledAs(e, output), writePacket(output, e)
}

func enrolledAs(e office.Enrolled, output string) enrolled {
	return enrolled{string(e.Person.NIP), e.Person.PrintedName(), e.Receipt.Index, output, len(e.Packet.Campaigns), e.Receipt.Known}
}

// writePacket writes the file with which a person signs.
func writePacket(path string, e office.Enrolled) error {
	return writeFile(path, e.Packet.Bytes(), private, replaceExisting)
}

// enrolFault says why a person was not enrolled with the key in a file.
func (a *app) enrolFault(i *institution, path, name string, err error) error {
	switch {
	case errors.Is(err, office.KeyUnusable):
		return refuse("key-unusable", "path", path)
	case officeFault(err) == nil && errors.Is(err, enrol.ErrUnsignable):
		return refuse("unsignable", "what", name).because(err)
	}
	return a.ledgerFault(i.Home, name, err)
}

// readPublic reads a public key that is to be enrolled.
func readPublic(path string) (eddsa.PublicKey, error) {
	pub, _, err := keyfile.ReadPublic(path)
	if err != nil {
		return eddsa.PublicKey{}, keyFault(path, err)
	}
	return eddsa.PublicKey(pub), nil
}

// complain says on stderr why one of several inputs was refused, without ending the command.
func (a *app) complain(what string, err error) {
	c := complaints{app: a}
	c.add(what, err)
	c.end()
}

// complaints are several refusals of one run. The same next step is said once, at the end.
type complaints struct {
	*app
	hints []string
}

func (a *complaints) add(what string, err error) {
	f := asFault(what, err)
	message, hint := a.explain(f)
	if a.json {
		a.encode(a.stdout, struct {
			Input   string `json:"input"`
			Error   string `json:"error"`
			Message string `json:"message"`
		}{what, f.name(), message})
		return
	}
	if shown := phrase.Visible(what); !strings.Contains(message, shown) {
		message = shown + ": " + message
	}
	fmt.Fprintf(a.stderr, "%s: %s\n", a.say("error"), message)
	if hint != "" && !slices.Contains(a.hints, hint) {
		a.hints = append(a.hints, hint)
	}
}

func (a *complaints) end() {
	for _, hint := range a.hints {
		fmt.Fprintf(a.stderr, "%s: %s\n", a.say("hint"), hint)
	}
}

// gather replaces directories among paths by the files in them that have the extension, sorted, and expands patterns
// that a shell left alone.
func gather(paths []string, extension string) ([]string, error) {
	var all []string
	for _, path := range paths {
		pattern := path
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			pattern = filepath.Join(path, "*"+extension)
		} else if err == nil || !strings.ContainsAny(path, "*?[") {
			all = append(all, path)
			continue
		}
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			return nil, &fs.PathError{Op: "open", Path: pattern, Err: fs.ErrNotExist}
		}
		slices.Sort(found)
		all = append(all, found...)
	}
	return all, nil
}
