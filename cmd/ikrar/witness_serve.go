package main

import (
	"context"
	"errors"
	"net"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/server"
	"ikrar/ledger/witness"
	"ikrar/signer"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var witnessServePhrases = phrase.Book{
	"witness.serve.short": {ID: "Menjadi lembaga saksi bagi buku besar lembaga lain", EN: "Be a witness of other institutions' ledgers"},
	"witness.serve.long": {
		ID: "Menandatangani titik periksa buku besar lembaga lain, asal melanjutkan yang pernah dilihat (C2SP tlog-witness). Buat\nkuncinya dengan ikrar key new dan simpan DIR baik-baik: di situ tercatat yang sudah ditandatangani. Jangan pernah memasang\nkembali DIR dari cadangan; bila hilang, mulailah dengan kunci baru. Setelah trust.note diperbarui, jalankan ulang.",
		EN: "Cosign the checkpoints of other institutions' ledgers where they continue what was seen before (C2SP tlog-witness). Make\nthe key by ikrar key new, and keep DIR safe: it holds what has been cosigned. Never put DIR back from a backup; where it is\nlost, begin anew with another key. Start again after a renewal of trust.note.",
	},
	"witness.serve.example":     {ID: "ikrar key new saksi.key\nikrar witness serve --key saksi.key --name inspektorat.contoh.example \\\n    --log trust.note --state saksi --listen :7380", EN: "ikrar key new witness.key\nikrar witness serve --key witness.key --name inspektorat.contoh.example \\\n    --log trust.note --state witness --listen :7380"},
	"witness.serve.flag.key":    {ID: "`BERKAS` kunci lembaga saksi ini, tidak dipakai untuk hal lain", EN: "`FILE` of this witness's key, used for nothing else"},
	"witness.serve.flag.name":   {ID: "`NAMA` dalam tanda tangannya, biasanya nama domain", EN: "`NAME` in its cosignatures, usually a domain name"},
	"witness.serve.flag.log":    {ID: "`BERKAS` trust.note, atau kunci buku besarnya; boleh diulang", EN: "`FILE` trust.note, or the ledger's verifier key; may be repeated"},
	"witness.serve.flag.listen": {ID: "`ALAMAT` dan porta; porta 0 memilih yang bebas", EN: "`ADDRESS` and port; port 0 takes a free one"},
	"witness.serve.flag.state":  {ID: "`DIR` ingatannya", EN: "`DIR` of its memory"},
	"witness.serve.flag.url":    {ID: "`ALAMAT` publik, bila lain dari --listen", EN: "public `ADDRESS`, where other than --listen"},
	"witness.serve.started":     {ID: "Menjadi saksi bagi {logs}. Berikan kunci dan perintah di atas kepada lembaga itu. Ctrl+C menghentikan.", EN: "Witnessing {logs}. Give the key and the command above to that institution. Ctrl+C stops."},
	"witness.serve.read": {
		ID: "Titik periksa terakhir {log} yang ditandatangani, untuk siapa pun: {url}",
		EN: "The last checkpoint of {log} that was cosigned, for anybody: {url}",
	},
	"fault.witness-name":       {ID: "{value}: tidak dapat menjadi nama dalam tanda tangan", EN: "{value}: cannot be a name in cosignatures"},
	"fault.witness-name.hint":  {ID: "pakai huruf, angka, dan tanda baca ASCII tanpa spasi dan tanda plus, misalnya inspektorat.contoh.example", EN: "use ASCII letters, digits and punctuation without spaces and plus signs, such as inspektorat.contoh.example"},
	"fault.witness-log":        {ID: "{value}: bukan berkas trust.note dan bukan kunci buku besar", EN: "{value}: neither a trust.note file nor the verifier key of a ledger"},
	"hint.witness-log":         {ID: "mintalah trust.note dari lembaga itu, atau ambil dari alamat peladennya, .../trust", EN: "ask that institution for its trust.note, or fetch it at its server's address, .../trust"},
	"fault.witness-dir":        {ID: "{dir}: ini berkas, yang diperlukan sebuah direktori", EN: "{dir}: this is a file, a directory is needed"},
	"fault.witness-locked":     {ID: "{dir}: sedang dipakai proses ikrar witness serve lain", EN: "{dir}: another ikrar witness serve holds it"},
	"fault.witness-state":      {ID: "ada berkas yang rusak atau bukan tulisan lembaga saksi ini; tidak ada yang ditandatangani", EN: "there is a file that is damaged or that this witness did not write; nothing is cosigned"},
	"fault.witness-state.hint": {ID: "periksa --key, --name, dan --state; bila DIR benar-benar rusak, mulailah dengan kunci dan DIR baru", EN: "look at --key, --name and --state; where DIR is really damaged, begin anew with another key and DIR"},
}

// witnessing is what the flags of witness serve say.
type witnessing struct {
	key, name, listen, state, url string
	logs                          []string
}

func witnessServeCommand(a *app) *cobra.Command {
	var spec witnessing
	cmd := a.verb("serve", "witness.serve", "", func(cmd *cobra.Command, _ []string) error {
		return a.serveWitness(cmd.Context(), spec)
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		needed := []string{"key", "name", "log", "state"}
		host, _, err := net.SplitHostPort(spec.listen)
		if err == nil && rootact.EveryAddress(host) && server.CheckHost(spec.name) != nil {
			needed = append(needed, "url") // nobody could tell where it answers
		}
		return []error{needFlags(cmd, needed...), flagAddress(cmd, spec.url)}
	})
	flags := cmd.Flags()
	flags.StringVar(&spec.key, "key", "", a.say("witness.serve.flag.key"))
	flags.StringVar(&spec.name, "name", "", a.say("witness.serve.flag.name"))
	flags.StringArrayVar(&spec.logs, "log", nil, a.say("witness.serve.flag.log"))
	flags.StringVar(&spec.listen, "listen", "127.0.0.1:7380", a.say("witness.serve.flag.listen"))
	flags.StringVar(&spec.state, "state", "", a.say("witness.serve.flag.state"))
	flags.StringVar(&spec.url, "url", "", a.say("witness.serve.flag.url"))
	return cmd
}

// flagAddress is the error of --url, where it was given and no witness can answer there.
func flagAddress(cmd *cobra.Command, address string) error {
	if bad := rootact.CheckWitnessAddress(address); bad != "" && address != "" {
		return flagReason(cmd, "url", address, bad)
	}
	return nil
}

func (a *app) serveWitness(ctx context.Context, spec witnessing) error {
	if signer.CheckKeyName(spec.name) != nil {
		return refuse("witness-name", "value", spec.name)
	}
	var logs []witness.Log
	for _, arg := range spec.logs {
		l, err := watchedLog(arg)
		if err != nil {
			return err
		}
		logs = append(logs, l)
	}
	key, err := a.openKey(ctx, spec.key)
	if err != nil {
		return err
	}
	if info, err := os.Stat(spec.state); err == nil && !info.IsDir() {
		return refuse("witness-dir", "dir", spec.state)
	}
	w, err := witness.Open(witness.Options{Name: spec.name, Key: key, Logs: logs, Dir: spec.state, Now: a.now, Log: a.logger(false)})
	switch {
	case errors.Is(err, witness.ErrLocked):
		return refuse("witness-locked", "dir", spec.state)
	case errors.Is(err, witness.ErrState):
		return refuse("witness-state").because(err)
	case err != nil:
		return err
	}
	l, err := listen(spec.listen)
	if err != nil {
		return errors.Join(err, w.Close())
	}
	a.announceWitness(w, l, spec, logs)
	return errors.Join(server.Serve(ctx, l, w, nil, server.NewDoor(a.now)), w.Close())
}

// watchedLog reads an argument of --log: a ledger's verifier key, or a file with its institution's trust list.
func watchedLog(arg string) (witness.Log, error) {
	if key, err := trust.ParseVerifierKey(arg); err == nil {
		if key != trust.LogKey(key.Name(), key.Key()) {
			return witness.Log{}, refuse("witness-log", "value", arg)
		}
		return witness.Log{Origin: key.Name(), Keys: []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: key, State: trust.Active}}}, nil
	}
	if strings.Count(arg, "+") == 2 { // a key, but not a good one
		return witness.Log{}, refuse("witness-log", "value", arg)
	}
	t, err := office.ReadTrust(arg)
	if broken := officeFault(err); broken != nil { // a witness has no NIP.ikrar to take a good one from
		return witness.Log{}, broken.hinted("hint.witness-log")
	}
	if err != nil {
		return witness.Log{}, err
	}
	return witness.LogOf(t), nil
}

// announceWitness prints what the institution needs: the key, and the command that adds it to the trust list.
func (a *app) announceWitness(w *witness.Witness, l net.Listener, spec witnessing, logs []witness.Log) {
	address := spec.url
	if address == "" {
		host, port, err := net.SplitHostPort(l.Addr().String())
		if err == nil && rootact.EveryAddress(host) {
			host = spec.name
		}
		address = "http://" + net.JoinHostPort(host, port)
	}
	short, _, _ := strings.Cut(spec.name, ".")
	command := "ikrar witness add " + shellWord(w.Key().String()) + " --name " + shellWord(short) + " --url " + shellWord(address) + " --root-key root.key"
	a.result(struct {
		Key     string `json:"key"`
		URL     string `json:"url"`
		Command string `json:"command"`
	}{w.Key().String(), address, command}, func() {
		a.stdout.Write([]byte(w.Key().String() + "\n" + command + "\n"))
	})
	var origins []string
	for _, log := range logs {
		origins = append(origins, log.Origin)
	}
	a.note("witness.serve.started", "logs", strings.Join(origins, ", "))
	for _, origin := range slices.Compact(origins) {
		a.note("witness.serve.read", "log", origin, "url", strings.TrimSuffix(address, "/")+witness.MonitorPath(origin))
	}
}
