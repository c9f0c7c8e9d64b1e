package main

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustUnpinPhrases = phrase.Book{
	"arg.origin":        {ID: "ASAL", EN: "ORIGIN"},
	"trust.unpin.short": {ID: "Berhenti mempercayai sebuah lembaga di komputer ini", EN: "Believe an institution on this computer no longer"},
	"trust.unpin.long": {
		ID: "Menghapus daftar kepercayaan yang tersimpan di komputer ini untuk buku besar ASAL, misalnya karena kunci akar yang keliru\ntelah dipercaya. Sesudahnya lembaga itu belum dikenal lagi: ikrar trust pin BERKAS.note --root SIDIK menyimpan yang benar.\nYang tersimpan di direktori lembaga sendiri tidak disentuh.",
		EN: "Remove the trust list that this computer keeps for the ledger ORIGIN, because a wrong root was believed, say. After that\nthe institution is not known here: ikrar trust pin FILE.note --root FINGERPRINT keeps the right one. The list in an\ninstitution's own directory is not touched.",
	},
	"trust.unpin.example":     {ID: "ikrar trust unpin ikrar.contoh.example/buku", EN: "ikrar trust unpin ikrar.contoh.example/buku"},
	"trust.unpin.ask":         {ID: "Berhenti mempercayai {institution}, {origin}, kunci akar {kept}?", EN: "Believe {institution}, {origin}, root key {kept}, no longer?"},
	"trust.unpin.done":        {ID: "{path} dihapus: {origin} dengan kunci akar {fingerprint} tidak lagi dipercaya di sini.", EN: "{path} removed: {origin} with the root key {fingerprint} is believed here no longer."},
	"fault.unpin-none":        {ID: "tidak ada daftar kepercayaan {origin} di {dir}", EN: "there is no trust list of {origin} in {dir}"},
	"fault.unpin-none.hint":   {ID: "ikrar trust show menunjukkan yang dipercaya di komputer ini", EN: "ikrar trust show prints what is believed on this computer"},
	"fault.unpin-broken":      {ID: "{path}: daftar kepercayaan ini rusak, jadi tidak diketahui milik siapa", EN: "{path}: this trust list is damaged, so it is not known whose it is"},
	"fault.unpin-broken.hint": {ID: "hapus atau pindahkan berkas itu dengan tangan", EN: "remove or move that file by hand"},
}

// unpinReport is the --json form of one list that was removed.
type unpinReport struct {
	File   string `json:"file"`
	Origin string `json:"origin"`
	Root   string `json:"root_fingerprint"`
}

func trustUnpinCommand(a *app) *cobra.Command {
	var yes bool
	cmd := a.verb("unpin", "trust.unpin", "ORIGIN", func(cmd *cobra.Command, args []string) error {
		if args[0] == "" {
			return refuse("argument-missing", "argument", a.say("arg.origin")).usage(cmd.CommandPath())
		}
		dir := pins.ConfigDir(a.getenv)
		if dir == "" {
			return refuse("pin-nowhere")
		}
		lists, err := pinsOf(dir, args[0])
		if err != nil {
			return err
		}
		if len(lists) == 0 {
			return refuse("unpin-none", "origin", args[0], "dir", dir)
		}
		for path, t := range lists {
			if err := a.unpin(cmd.Context(), path, t, yes); err != nil {
				return err
			}
		}
		return nil
	})
	cmd.Flags().BoolVar(&yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

func (a *app) unpin(ctx context.Context, path string, t *trust.List, yes bool) error {
	if !yes {
		err := a.confirm(ctx, "--yes", "trust.unpin.ask", "institution", t.Institution,
			"origin", t.Origin, "kept", a.kept(t))
		if err != nil {
			return err
		}
	}
	if err := os.Remove(path); err != nil {
		return err
	}
	fingerprint := t.Root.Fingerprint()
	a.result(unpinReport{path, t.Origin, fingerprint.String()}, func() {
		a.print("trust.unpin.done", "path", path, "origin", t.Origin, "fingerprint", fingerprint.Short())
	})
	return nil
}

// pinsOf are the lists of an origin that the user keeps, by their paths.
func pinsOf(dir, origin string) (map[string]*trust.List, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.note"))
	if err != nil {
		return nil, err
	}
	lists := map[string]*trust.List{}
	for _, path := range paths {
		t, err := pins.Read(path)
		switch {
		case err != nil && filepath.Base(path) == pinName(origin):
			return nil, refuse("unpin-broken", "path", path).because(err)
		case err == nil && t.Origin == origin:
			lists[path] = t
		}
	}
	return lists, nil
}
