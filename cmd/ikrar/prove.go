package main

import (
	"errors"
	"strconv"

	"github.com/spf13/cobra"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

var provePhrases = phrase.Book{
	"arg.entry":   {ID: "NOMOR|KODE", EN: "INDEX|CODE"},
	"prove.short": {ID: "Mengeluarkan bukti pencatatan sebuah komitmen", EN: "Write the proof of a recorded pledge"},
	"prove.long": {
		ID: "Mengeluarkan bukti lengkap sebuah komitmen (C2SP tlog-proof v1), yang dapat diperiksa tanpa lembaga ini.\nDengan --entry: daun pohon Merkle-nya; dengan --sig-structure: bita yang ditandatangani pegawai (RFC 9052),\nuntuk alat yang hanya mengenal Ed25519. Tanpa -o, hasilnya ke keluaran standar.",
		EN: "Write the full proof of a pledge (C2SP tlog-proof v1), which can be checked without this institution.\nWith --entry: its Merkle leaf; with --sig-structure: the bytes that the employee signed (RFC 9052), for tools that\nknow only Ed25519. Without -o the result goes to standard output.",
	},
	"prove.example":              {ID: "ikrar prove K7QM-2F8D-9XPA -o bukti.tlog-proof", EN: "ikrar prove K7QM-2F8D-9XPA -o proof.tlog-proof"},
	"prove.flag.output":          {ID: "menulis ke `BERKAS`", EN: "write to `FILE`"},
	"prove.flag.entry":           {ID: "entri buku besar, yaitu daun pohonnya", EN: "the ledger entry, the leaf of the tree"},
	"prove.flag.sig-structure":   {ID: "bita yang ditandatangani pegawai", EN: "the bytes that the employee signed"},
	"fault.not-recorded":         {ID: "{what}: tidak tercatat di buku besar ini", EN: "{what}: not recorded in this ledger"},
	"fault.not-pledge":           {ID: "entri {index} bukan komitmen", EN: "entry {index} is not a pledge"},
	"fault.not-pledge.hint":      {ID: "daun Merkle entri mana pun: ikrar prove {index} --entry", EN: "the Merkle leaf of any entry: ikrar prove {index} --entry"},
	"fault.index-or-code":        {ID: "{value}: bukan nomor pencatatan dan bukan kode", EN: "{value}: neither an entry number nor a code"},
	"fault.prove-one":            {ID: "pilih salah satu dari --entry dan --sig-structure", EN: "choose one of --entry and --sig-structure"},
	"fault.stdout-terminal":      {ID: "ini data biner, bukan untuk layar", EN: "this is binary, not for the screen"},
	"fault.stdout-terminal.hint": {ID: "beri -o BERKAS", EN: "give -o FILE"},
}

func proveCommand(a *app) *cobra.Command {
	var output string
	var entry, structure bool
	cmd := a.verb("prove", "prove", "ENTRY", func(cmd *cobra.Command, args []string) error {
		if entry && structure {
			return refuse("prove-one").usage(cmd.CommandPath())
		}
		if (entry || structure) && output == "" && isTerminal(a.stdout.w) {
			return refuse("stdout-terminal")
		}
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		index, err := findIndex(i, args[0])
		if err != nil {
			return err
		}
		e, err := i.Ledger.Entry(index)
		if errors.Is(err, ledger.ErrNotFound) {
			return refuse("not-recorded", "what", args[0])
		}
		if err != nil {
			return err
		}
		data := e.Bytes()
		if !entry {
			if e.Kind != signer.KindPledge {
				return refuse("not-pledge", "index", index)
			}
			p, err := a.proof(cmd.Context(), i, index)
			if errors.Is(err, ledger.ErrErased) {
				return refuse("erased", "what", args[0])
			}
			if err != nil {
				return err
			}
			if data = p.Full(); structure {
				data = p.Pledge.SigStructure(i.Ledger.Origin())
			}
		}
		return a.deliver(output, data)
	})
	flags := cmd.Flags()
	flags.StringVarP(&output, "output", "o", "", a.say("prove.flag.output"))
	flags.BoolVar(&entry, "entry", false, a.say("prove.flag.entry"))
	flags.BoolVar(&structure, "sig-structure", false, a.say("prove.flag.sig-structure"))
	return cmd
}

// findIndex reads an entry number, or finds that of a code.
func findIndex(i *institution, typed string) (uint64, error) {
	if n, err := strconv.ParseUint(typed, 10, 53); err == nil {
		return n, nil
	}
	code, err := verify.ParseCode(typed)
	if err != nil {
		return 0, refuse("index-or-code", "value", typed)
	}
	index, err := i.Ledger.ByCode(code)
	if errors.Is(err, ledger.ErrNotFound) {
		return 0, refuse("not-recorded", "what", string(code))
	}
	return index, err
}

// deliver writes a result to a file, or to stdout where none is named.
func (a *app) deliver(path string, data []byte) error {
	if path == "" {
		_, err := a.stdout.Write(data)
		return err
	}
	if err := writeFile(path, data, private, replaceExisting); err != nil {
		return err
	}
	a.result(struct {
		File  string `json:"file"`
		Bytes int    `json:"bytes"`
	}{path, len(data)}, func() { a.line(path) })
	return nil
}
