package main

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/signer/files"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustPinPhrases = phrase.Book{
	"arg.file.note":   {ID: "BERKAS.note", EN: "FILE.note"},
	"trust.pin.short": {ID: "Mempercayai lembaga di komputer ini, dan mengikuti daftar barunya", EN: "Believe an institution on this computer, and follow its newer lists"},
	"trust.pin.long": {
		ID: "Menyimpan daftar kepercayaan untuk pemeriksaan di komputer ini. Yang pertama dari sebuah lembaga dipercaya karena Anda\nmengenal sidik jari kunci akarnya: beri dengan --root, atau jawab di terminal. Sesudahnya ia diganti hanya oleh daftar\nyang lebih baru, yang ditandatangani kunci akar itu atau penerus yang disebutnya. Daftar lama tidak pernah kembali.",
		EN: "Keep a trust list for checks on this computer. The first of an institution is believed because you know the fingerprint of\nits root key: give it by --root, or answer at a terminal. After that only a newer list replaces it, and only one signed by\nthat root or by the successor that it names. An older list never comes back.",
	},
	"trust.pin.example":    {ID: "ikrar trust pin trust.note --root G9RR-KKP1-A1CB-Z2Q7-5B8H", EN: "ikrar trust pin trust.note --root G9RR-KKP1-A1CB-Z2Q7-5B8H"},
	"trust.pin.flag.yes":   {ID: "tidak mencakup kunci akar yang belum dikenal di sini: itu perlu --root", EN: "does not cover a root key that is not known here yet: that needs --root"},
	"trust.pin.ask":        {ID: "Percayai {institution}, {url}, kunci akar {fingerprint}?", EN: "Believe {institution}, {url}, root key {fingerprint}?"},
	"trust.pin.first":      {ID: "{institution} dipercaya, nomor seri {serial}. Sidik jari kunci akar: {fingerprint}", EN: "{institution} is believed, serial {serial}. Fingerprint of the root key: {fingerprint}"},
	"trust.pin.newer":      {ID: "{institution}: nomor seri {serial} menggantikan {old}.", EN: "{institution}: serial {serial} replaces {old}."},
	"trust.pin.root":       {ID: "Kunci akar berganti ke penerus yang disebut daftar sebelumnya: {fingerprint}", EN: "The root key is now the successor that the list before named: {fingerprint}"},
	"trust.pin.same":       {ID: "{institution}: nomor seri {serial} sudah tersimpan.", EN: "{institution}: serial {serial} is kept already."},
	"fault.pin-older":      {ID: "{path}: nomor seri {serial} tidak lebih baru daripada {old} yang tersimpan; tidak ada yang diubah", EN: "{path}: serial {serial} is not newer than {old}, which is kept; nothing was changed"},
	"fault.pin-root":       {ID: "{path}: dua kunci akar yang berbeda memakai nama {origin}. Komputer ini mempercayai {kept}; daftar ini ditandatangani {offered}; tidak ada yang diubah", EN: "{path}: two different root keys claim the name {origin}. This computer believes {kept}; this list is signed by {offered}; nothing was changed"},
	"fault.pin-root.hint":  {ID: "bila kunci akarnya berganti, pasang dulu daftar yang menyebut penerusnya; bila ragu, tanyakan sidik jarinya kepada lembaga itu. Bila yang tersimpan keliru: ikrar trust unpin {origin}", EN: "if the root key has changed, pin the list that names its successor first; if in doubt, ask the institution for its fingerprint. If the one that is kept is the wrong one: ikrar trust unpin {origin}"},
	"fault.pin-nowhere":    {ID: "tidak ada direktori konfigurasi pengguna di komputer ini", EN: "there is no user configuration directory on this computer"},
	"fault.pin-other":      {ID: "{path}: berkas ini memuat lembaga lain", EN: "{path}: this file holds another institution"},
	"fault.pin-other.hint": {ID: "ganti namanya, lalu ulangi", EN: "rename it, then try again"},
}

// pinReport is the --json form of one list that was pinned.
type pinReport struct {
	File        string `json:"file"` // where it is kept
	Institution string `json:"institution"`
	Origin      string `json:"origin"`
	Serial      uint64 `json:"serial"`
	Old         uint64 `json:"old"` // the serial before; 0 for a first list
	Root        string `json:"root_fingerprint"`
}

func trustPinCommand(a *app) *cobra.Command {
	var yes bool
	var root rootFlag
	cmd := a.verb("pin", "trust.pin", "FILE.note...", func(cmd *cobra.Command, args []string) error {
		dir := pins.ConfigDir(a.getenv)
		if dir == "" {
			return refuse("pin-nowhere")
		}
		for _, path := range args {
			note, err := files.ReadBounded(path, trust.MaxList)
			if err != nil {
				return err
			}
			if err := a.pin(cmd.Context(), dir, path, note, root); err != nil {
				return err
			}
		}
		return nil
	})
	cmd.Flags().BoolVar(&yes, "yes", false, a.say("trust.pin.flag.yes"))
	a.takesRoot(cmd, &root)
	return cmd
}

// pin keeps a list in the user's configuration: the first of its institution, or one that renews what is kept.
func (a *app) pin(ctx context.Context, dir, path string, note []byte, root rootFlag) error {
	offered, err := trust.Pin(note)
	if err != nil {
		return refuse("trust-broken", "path", path).because(err)
	}
	place := filepath.Join(dir, pinName(offered.Origin))
	kept, err := files.ReadBounded(place, trust.MaxList)
	if errors.Is(err, fs.ErrNotExist) {
		return a.pinFirst(ctx, place, path, note, offered, root)
	}
	if err != nil {
		return err
	}
	old, err := trust.Pin(kept)
	if err != nil {
		return refuse("trust-broken", "path", place).because(err)
	}
	if old.Origin != offered.Origin {
		return refuse("pin-other", "path", place)
	}
	_, differs := old.OtherRoot(note)
	if f := root.check(path, old.Root); f != nil && !differs && root.check(path, offered.Root) != nil {
		return f.hinted("fault.root-other.kept", "origin", old.Origin)
	}
	report := pinReport{place, offered.Institution, offered.Origin, offered.Serial, old.Serial, rootFingerprint(offered.Root)}
	if bytes.Equal(kept, note) {
		a.result(report, func() { a.print("trust.pin.same", "institution", report.Institution, "serial", report.Serial) })
		return nil
	}
	next, err := old.Renew(note)
	switch {
	case err != nil && !differs:
		return refuse("pin-older", "path", path, "serial", offered.Serial, "old", old.Serial)
	case err != nil:
		return a.twoRoots("pin-root", path, old, offered)
	}
	if err := writeFile(place, note, public, replaceExisting); err != nil {
		return err
	}
	a.result(report, func() {
		a.print("trust.pin.newer", "institution", next.Institution, "serial", next.Serial, "old", old.Serial)
		if next.Root != old.Root {
			a.print("trust.pin.root", "fingerprint", next.Root.Fingerprint().Short())
		}
	})
	return nil
}

func (a *app) pinFirst(ctx context.Context, place, path string, note []byte, t *trust.List, root rootFlag) error {
	fingerprint := t.Root.Fingerprint()
	_, known, err := a.believed("pin-root", path, note, t)
	if err == nil && known {
		err = root.refuse(path, t.Root)
	} else if err == nil {
		err = a.meet(ctx, path, t, root, "trust.pin.ask", "institution", t.Institution, "url", t.URL,
			"fingerprint", fingerprint.Short())
	}
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(place), privateDir); err != nil {
		return err
	}
	if err := writeFile(place, note, public, keepExisting); err != nil {
		return err
	}
	a.result(pinReport{place, t.Institution, t.Origin, t.Serial, 0, fingerprint.String()}, func() {
		a.print("trust.pin.first", "institution", t.Institution, "serial", t.Serial, "fingerprint", fingerprint.Short())
	})
	return nil
}

// pinName is the file of an origin: its characters that file names have everywhere, hyphens for the others.
func pinName(origin string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, origin) + ".note"
}
