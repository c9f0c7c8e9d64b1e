package main

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var witnessPhrases = phrase.Book{
	"arg.vkey":                   {ID: "KUNCI", EN: "VKEY"},
	"arg.n":                      {ID: "N", EN: "N"},
	"witness.short":              {ID: "Lembaga saksi: menunjuk, melayani", EN: "Witnesses: appoint them, be one"},
	"witness.add.short":          {ID: "Menambahkan lembaga saksi, dengan kunci akar", EN: "Add a witness, by the root key"},
	"witness.add.long":           {ID: "Menambahkan lembaga saksi ke daftar kepercayaan: mulai sekarang ia diminta menandatangani titik periksa. KUNCI dan\nalamatnya dicetak oleh ikrar witness serve di lembaga itu.", EN: "Add a witness to the trust list: from now on it is asked to cosign checkpoints. ikrar witness serve, run by that\noffice, prints VKEY and the address."},
	"witness.add.example":        {ID: "ikrar witness add inspektorat.contoh.example+c4278da5+BDugajxa... \\\n    --name inspektorat --url https://saksi.contoh.example \\\n    --root-key /media/brankas/root.key", EN: "ikrar witness add inspektorat.contoh.example+c4278da5+BDugajxa... \\\n    --name inspektorat --url https://saksi.contoh.example \\\n    --root-key /media/safe/root.key"},
	"witness.remove.short":       {ID: "Menghapus lembaga saksi, dengan kunci akar", EN: "Remove a witness, by the root key"},
	"witness.remove.example":     {ID: "ikrar witness remove inspektorat --root-key /media/brankas/root.key", EN: "ikrar witness remove inspektorat --root-key /media/safe/root.key"},
	"witness.quorum.short":       {ID: "Menentukan berapa lembaga saksi harus menandatangani", EN: "Set how many witnesses must cosign"},
	"witness.quorum.long":        {ID: "Menentukan kuorum: N dari semua lembaga saksi harus menandatangani titik periksa, jika tidak, bukti baru tidak sah.\n0 berarti tidak ada yang disyaratkan. Sertifikat lama tetap sah dengan daftar kepercayaan yang baru bila lembaga saksi\nyang menandatanganinya masih ada di dalamnya.", EN: "Set the quorum: N of all witnesses must have cosigned the checkpoint of a proof, or it is not valid. 0 asks for none.\nCertificates made before stay valid by the new trust list where enough of the witnesses that cosigned them are in it."},
	"witness.quorum.example":     {ID: "ikrar witness quorum 2 --root-key /media/brankas/root.key", EN: "ikrar witness quorum 2 --root-key /media/safe/root.key"},
	"witness.list.short":         {ID: "Menampilkan lembaga saksi dan yang terakhir ditandatanganinya", EN: "Show the witnesses and what they cosigned last"},
	"witness.list.example":       {ID: "ikrar witness list", EN: "ikrar witness list"},
	"witness.flag.name":          {ID: "`NAMA` pendek dalam daftar kepercayaan", EN: "short `NAME` in the trust list"},
	"witness.flag.url":           {ID: "`ALAMAT` tempat ia menjawab", EN: "`ADDRESS` where it answers"},
	"witness.done":               {ID: "Daftar kepercayaan nomor seri {serial}: {count} lembaga saksi, kuorum {need}. Bagikan trust.note yang baru.", EN: "Trust list serial {serial}: witnesses {count}, quorum {need}. Hand out the new trust.note."},
	"witness.plain":              {ID: "PERINGATAN: {url} tidak terlindung. Siapa pun di jaringan antara kita dan lembaga itu dapat menjawab atas namanya bahwa ia telah melihat lebih banyak, dan buku besar berhenti mencatat. Tanda tangan palsu tidak dapat dibuatnya. Lebih baik https://.", EN: "WARNING: {url} is not protected. Anybody on the network between us and that office can answer in its name that it has seen more, and the ledger stops recording. They cannot forge a cosignature. Better use https://."},
	"witness.short-of":           {ID: "Kuorum belum mensyaratkan siapa pun; tentukan dengan ikrar witness quorum N.", EN: "The quorum asks for nobody yet; set it by ikrar witness quorum N."},
	"witness.list.none":          {ID: "Belum ada lembaga saksi.", EN: "There are no witnesses yet."},
	"witness.list.quorum":        {ID: "Kuorum: {need} dari {count}", EN: "Quorum: {need} of {count}"},
	"witness.list.signed":        {ID: "{name}  {url}  {size} entri, {time}", EN: "{name}  {url}  {size} entries, {time}"},
	"witness.list.missing":       {ID: "{name}  {url}  {why}", EN: "{name}  {url}  {why}"},
	"reason.witness-name":        {ID: "harus satu kata dari huruf, angka, titik, dan tanda hubung, bukan none atau kuorum", EN: "must be one word of letters, digits, dots and hyphens, and not none or kuorum"},
	"reason.witness-url":         {ID: "harus alamat http:// atau https:// tanpa tanda tanya dan pagar", EN: "must be an http:// or https:// address without question mark and number sign"},
	"reason.witness-host":        {ID: "bukan alamat yang dapat dihubungi lembaga lain", EN: "not an address that another office can reach"},
	"reason.witness-path":        {ID: "tulis hanya yang berada di depan /add-checkpoint", EN: "write only what stands before /add-checkpoint"},
	"fault.witness-key":          {ID: "{value}: bukan kunci lembaga saksi", EN: "{value}: not the key of a witness"},
	"fault.witness-key.hint":     {ID: "salin seluruhnya dari keluaran ikrar witness serve; jenisnya 4 (cosignature/v1)", EN: "copy all of it from what ikrar witness serve prints; it is of type 4 (cosignature/v1)"},
	"fault.witness-exists":       {ID: "{name}: nama atau kunci ini sudah ada dalam daftar lembaga saksi", EN: "{name}: this name or key is in the list of witnesses already"},
	"fault.witness-log-key":      {ID: "{name}: kunci ini sudah menjadi kunci buku besar dalam daftar kepercayaan ini", EN: "{name}: this key is a ledger's key in this trust list already"},
	"fault.witness-log-key.hint": {ID: "mintalah lembaga itu membuat kunci sendiri bagi lembaga saksinya, dengan ikrar key new", EN: "have that office make a key of its own for its witness, by ikrar key new"},
	"fault.witness-unknown":      {ID: "{name}: tidak ada lembaga saksi dengan nama ini", EN: "{name}: there is no witness of this name"},
	"fault.witness-unknown.hint": {ID: "lihat ikrar witness list", EN: "see ikrar witness list"},
	"fault.witness-number":       {ID: "{value}: bukan jumlah lembaga saksi", EN: "{value}: not a number of witnesses"},
	"fault.witness-quorum":       {ID: "kuorum {need} tidak mungkin; jumlah lembaga saksi: {count}", EN: "a quorum of {need} is not possible; witnesses: {count}"},
	"hint.witness-more":          {ID: "tambahkan dulu lembaga saksi dengan ikrar witness add, atau pilih N yang lebih kecil", EN: "add witnesses first by ikrar witness add, or choose a smaller N"},
	"fault.witness-quorum.hint":  {ID: "ubah dulu kuorumnya dengan ikrar witness quorum N", EN: "change the quorum first, by ikrar witness quorum N"},
	"fault.witness-policy":       {ID: "kuorum dalam daftar kepercayaan ini disusun bertingkat, dan perintah ini hanya mengenal N dari semua", EN: "the quorum of this trust list has groups within groups, and this command knows only N of all"},
}

func witnessCommand(a *app) *cobra.Command {
	return a.group("witness", "witness", witnessAddCommand(a), witnessRemoveCommand(a), witnessQuorumCommand(a), witnessListCommand(a), witnessServeCommand(a))
}

func witnessAddCommand(a *app) *cobra.Command {
	var name, address string
	cmd := witnessVerb(a, "add", "VKEY", func(cmd *cobra.Command, vkey string) (rootact.Change, error) {
		w, err := rootact.ReadWitness(vkey, name, address)
		var bad *config.ValueError
		if errors.As(err, &bad) {
			return nil, flagReason(cmd, bad.Key, bad.Value, bad.Reason)
		}
		if err == nil && rootact.PlainAddress(address) {
			a.note("witness.plain", "url", address)
		}
		return rootact.AddWitness(w), err
	})
	needRoot := cmd.PreRunE
	judges(cmd, func(cmd *cobra.Command, args []string) []error {
		wrong := []error{needRoot(cmd, args), needFlags(cmd, "name", "url"), flagAddress(cmd, address)}
		if !rootact.WitnessName(name) && cmd.Flags().Changed("name") {
			wrong = append(wrong, flagReason(cmd, "name", name, words{key: "reason.witness-name"}))
		}
		return wrong
	})
	cmd.Flags().StringVar(&name, "name", "", a.say("witness.flag.name"))
	cmd.Flags().StringVar(&address, "url", "", a.say("witness.flag.url"))
	return cmd
}

func witnessRemoveCommand(a *app) *cobra.Command {
	return witnessVerb(a, "remove", "NAME", func(_ *cobra.Command, name string) (rootact.Change, error) {
		return rootact.RemoveWitness(name), nil
	})
}

func witnessQuorumCommand(a *app) *cobra.Command {
	return witnessVerb(a, "quorum", "N", func(cmd *cobra.Command, typed string) (rootact.Change, error) {
		need, err := strconv.ParseUint(typed, 10, 16)
		if err != nil {
			return nil, refuse("witness-number", "value", typed).usage(cmd.CommandPath())
		}
		return rootact.SetQuorum(int(need)), nil
	})
}

// witnessVerb makes the verbs that renew the trust list. prepare judges the argument and returns the change.
func witnessVerb(a *app, name, argument string, prepare func(*cobra.Command, string) (rootact.Change, error)) *cobra.Command {
	var c trustChange
	cmd := a.verb(name, "witness."+name, argument, func(cmd *cobra.Command, args []string) error {
		change, err := prepare(cmd, args[0])
		if err != nil {
			return err
		}
		c := c
		c.yes, c.report = true, a.reportQuorum
		err = a.changeTrust(cmd.Context(), c, change, func(*institution, *rootact.Plan) words { return words{} })
		if name == "quorum" && errors.Is(err, rootact.WitnessQuorum) {
			return asFault(cmd.CommandPath(), err).hinted("hint.witness-more")
		}
		return err
	})
	judges(cmd, func(cmd *cobra.Command, _ []string) []error { return []error{c.need(cmd)} })
	cmd.Flags().StringVar(&c.rootKey, "root-key", "", a.say("registrar.flag.root-key"))
	return c.orRequest(a, cmd)
}

func (a *app) reportQuorum(t *trust.List, _ *rootact.Plan) {
	count, need := len(t.Policy.Witnesses), t.Policy.Size()
	a.result(struct {
		Serial    uint64 `json:"serial"`
		Witnesses int    `json:"witnesses"`
		Quorum    int    `json:"quorum"`
	}{t.Serial, count, need}, func() { a.print("witness.done", "serial", t.Serial, "count", count, "need", need) })
	if count > 0 && need == 0 {
		a.note("witness.short-of")
	}
}

func witnessListCommand(a *app) *cobra.Command {
	return a.verb("list", "witness.list", "", func(cmd *cobra.Command, _ []string) error {
		i, err := a.openToRead(cmd.Context())
		if err != nil {
			return err
		}
		defer i.Close()
		s, err := i.Publisher().State()
		if err != nil {
			return err
		}
		a.result(struct {
			Quorum    quorumReport    `json:"quorum"`
			Witnesses []witnessReport `json:"witnesses"`
		}{quorumReport{s.Need, s.Met}, a.reportWitnesses(i, s)}, func() {
			if len(s.Witnesses) == 0 {
				a.print("witness.list.none")
				return
			}
			for _, w := range s.Witnesses {
				if w.Size > 0 && w.Why == "" {
					a.print("witness.list.signed", "name", w.Name, "url", w.URL, "size", phrase.Number(a.lang, w.Size), "time", a.moment(i, w.Time))
				} else {
					a.print("witness.list.missing", "name", w.Name, "url", w.URL, "why", a.whyNot(i, w))
				}
			}
			fmt.Fprintln(a.stdout, a.say("witness.list.quorum", "need", s.Need, "count", len(s.Witnesses)))
		})
		return nil
	})
}
