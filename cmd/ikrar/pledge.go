package main

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/cmd/pins"
	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/signer/text"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

var pledgePhrases = phrase.Book{
	"pledge.short": {ID: "Menandatangani komitmen, di sebuah alamat atau luring", EN: "Sign the pledge, at an address or offline"},
	"pledge.long": {
		ID: "Menandatangani komitmen dengan kunci Anda sendiri. Naskah lengkapnya ditampilkan lebih dahulu dan Anda ditanya.\nDi sebuah ALAMAT: alamat itu dicocokkan dengan daftar kepercayaan lembaga sebelum apa pun dibuat atau dikirim; undangan Anda\nditampilkan, kunci dibuat bila belum ada (ikrar.key) dan didaftarkan, komitmen dikirim, bukti dan sertifikatnya disimpan.\nKode undangan tidak pernah dikirim. Alamat dari slip boleh ditempel apa adanya, dalam tanda kutip: \"ALAMAT/tanda#KODE\".\nSaat pertama, sidik jari kunci akar lembaga dicocokkan dengan undangan: Anda ditanya, atau beri --root; --yes tidak cukup.\nBila terhenti di tengah jalan, ulangi perintah yang sama; tidak ada yang dilakukan dua kali. Bila kepegawaian memperbaiki\ndata Anda dan mencabut komitmen yang lama, perintah yang sama menampilkan data baru dan menandatangani lagi.\nLuring: NIP.ikrar berasal dari kepegawaian; hasilnya, NIP.pledge, dikirim kembali ke sana.",
		EN: "Sign the pledge with your own key. The full text is shown first, and you are asked.\nAt a URL: it is held against the institution's trust list before anything is made or sent; your invitation is shown, the key\nis made where there is none yet (ikrar.key) and enrolled, the pledge sent, its proof and certificate saved.\nThe invitation's code is never sent. The address of a slip may be pasted as it is, in quotes: \"URL/tanda#CODE\".\nThe first time, the fingerprint of the institution's root key is compared with the invitation: you are asked, or\ngive --root; --yes will not do. If it was interrupted, repeat the same command; nothing is done twice. Where HR has corrected\nyour data and revoked the earlier pledge, the same command shows the new data and signs anew.\nOffline: NIP.ikrar comes from HR; the result, NIP.pledge, goes back there.",
	},
	"pledge.example":       {ID: "ikrar pledge https://ikrar.contoh.example --code K7QM-2F8D-9XPA-0R3T\nikrar pledge 197602012005052002.ikrar --key nabila.key", EN: "ikrar pledge https://ikrar.contoh.example --code K7QM-2F8D-9XPA-0R3T\nikrar pledge 197602012005052002.ikrar --key nabila.key"},
	"pledge.flag.key":      {ID: "`BERKAS` kunci pribadi Anda", EN: "`FILE` of your private key"},
	"pledge.flag.agent":    {ID: "memakai kunci di ssh-agent", EN: "use the key in ssh-agent"},
	"pledge.flag.yes":      {ID: "saya sudah membaca dan menyetujui naskahnya", EN: "I have read the text and agree to it"},
	"pledge.flag.output":   {ID: "menulis ke `BERKAS` (bawaan NIP.pledge)", EN: "write to `FILE` (default NIP.pledge)"},
	"pledge.flag.campaign": {ID: "`ID` kegiatan, bila ada beberapa", EN: "`ID` of the campaign, where there are several"},
	"pledge.head": {
		ID: "{institution}\n{title}, {place}\nAnda: {name}\nKunci akar lembaga: {root} ({pinned})",
		EN: "{institution}\n{title}, {place}\nYou: {name}\nRoot key of the institution: {root} ({pinned})",
	},
	"pledge.pinned":                 {ID: "dikenal di komputer ini", EN: "known on this computer"},
	"pledge.unpinned":               {ID: "cocokkan dengan yang diumumkan lembaga", EN: "compare with what the institution has published"},
	"pledge.ask":                    {ID: "Anda menyetujui naskah di atas dan menandatanganinya?", EN: "Do you agree to the text above, and sign it?"},
	"pledge.done":                   {ID: "Tertandatangani: {path}\nKirim berkas itu ke kepegawaian. Kode komitmen Anda: {code}", EN: "Signed: {path}\nSend that file to HR. The code of your pledge: {code}"},
	"fault.packet-bad":              {ID: "{path}: bukan berkas NIP.ikrar yang utuh", EN: "{path}: not a complete NIP.ikrar file"},
	"fault.packet-bad.hint":         {ID: "minta berkas itu sekali lagi dari kepegawaian", EN: "ask HR for that file once more"},
	"fault.packet-version":          {ID: "{path}: dibuat oleh ikrar yang lebih baru", EN: "{path}: made by a newer ikrar"},
	"fault.packet-version.hint":     {ID: "perbarui ikrar di komputer ini", EN: "update ikrar on this computer"},
	"fault.packet-root":             {ID: "{path}: dua kunci akar yang berbeda memakai nama {origin}. Komputer ini mempercayai {kept}; yang ini {offered}", EN: "{path}: two different root keys claim the name {origin}. This computer believes {kept}; this one is {offered}"},
	"fault.packet-root.hint":        {ID: "jangan menandatangani dulu; tanyakan kepegawaian lewat jalan lain mana sidik jarinya. Bila yang tersimpan di sini keliru: ikrar trust unpin {origin}", EN: "do not sign yet; ask HR by another way which fingerprint is theirs. If the one kept here is the wrong one: ikrar trust unpin {origin}"},
	"fault.packet-campaign":         {ID: "{path}: tidak ada kegiatan yang sedang dibuka di dalamnya", EN: "{path}: there is no open campaign in it"},
	"fault.packet-campaign.hint":    {ID: "minta NIP.ikrar yang baru dari kepegawaian", EN: "ask HR for a new NIP.ikrar"},
	"fault.campaign-which":          {ID: "{path}: ada beberapa kegiatan: {ids}", EN: "{path}: there are several campaigns: {ids}"},
	"fault.campaign-which.hint":     {ID: "pilih satu dengan --campaign ID", EN: "choose one with --campaign ID"},
	"fault.key-not-credential":      {ID: "{path}: kunci ini bukan kunci yang didaftarkan untuk {name}", EN: "{path}: this is not the key that was enrolled for {name}"},
	"fault.key-not-credential.hint": {ID: "pakai kunci yang didaftarkan (sidik jari {fingerprint})", EN: "use the key that was enrolled (fingerprint {fingerprint})"},
	"fault.agent-none":              {ID: "ssh-agent tidak dapat dihubungi", EN: "no ssh-agent can be reached"},
	"fault.agent-none.hint":         {ID: "jalankan ssh-agent dan ssh-add, atau beri berkas kunci pribadinya", EN: "start ssh-agent and ssh-add, or give the file of the private key"},
	"fault.agent-key":               {ID: "kunci Anda tidak ada di ssh-agent (sidik jari {fingerprint})", EN: "your key is not in ssh-agent (fingerprint {fingerprint})"},
	"fault.agent-key.hint":          {ID: "tambahkan dengan ssh-add BERKAS", EN: "add it with ssh-add FILE"},
}

func pledgeCommand(a *app) *cobra.Command {
	var keyPath, output, campaign string
	var agent, yes bool
	at := online{}
	cmd := a.verb("pledge", "pledge", "PACKET", func(cmd *cobra.Command, args []string) error {
		if address, code := fromSlip(args[0], at.typed); isAddress(address, code) {
			at.address, at.typed = address, code
			at.keyPath, at.output, at.campaign, at.yes = keyPath, output, campaign, yes
			return a.pledgeAt(cmd, at)
		}
		opened, pinned, err := a.openPacket(args[0])
		if err != nil {
			return perhapsAddress(args[0], err)
		}
		chosen, err := a.chooseCampaign(args[0], opened, campaign)
		if err != nil {
			return err
		}
		if output == "" {
			output = strings.TrimSuffix(args[0], filepath.Ext(args[0])) + ".pledge"
		}
		if _, err := os.Lstat(output); err == nil {
			return refuse("file-exists", "path", output) // before anybody reads and agrees for nothing
		}
		a.showPledge(opened, chosen, pinned)
		if !yes {
			if err := a.confirm(cmd.Context(), "--yes", "pledge.ask"); err != nil {
				return err
			}
		}
		key, done, err := a.pledgeKey(cmd.Context(), opened.Credential.Claims(), keyPath)
		if err != nil {
			return err
		}
		defer done()
		pledge, err := signPledge(key, opened, chosen, a.now().Unix())
		if err != nil {
			return refuse("unsignable", "what", output).because(err)
		}
		if err := writeFile(output, pledge, private, keepExisting); err != nil {
			return err
		}
		code := verify.CodeOf(pledge)
		a.result(struct {
			File     string `json:"file"`
			Code     string `json:"code"`
			Campaign string `json:"campaign"`
		}{output, string(code), chosen.ID}, func() { a.print("pledge.done", "path", output, "code", code) })
		return nil
	})
	judges(cmd, func(cmd *cobra.Command, args []string) []error {
		if len(args) == 0 { // an address and a file have flags of their own
			return nil
		}
		return judgePledge(cmd, args[0], at.typed)
	})
	flags := cmd.Flags()
	flags.StringVar(&keyPath, "key", "", a.say("pledge.flag.key"))
	flags.BoolVar(&agent, "agent", false, a.say("pledge.flag.agent"))
	flags.BoolVar(&yes, "yes", false, a.say("pledge.flag.yes"))
	flags.StringVarP(&output, "output", "o", "", a.say("pledge.flag.output"))
	flags.StringVar(&campaign, "campaign", "", a.say("pledge.flag.campaign"))
	flags.StringVar(&at.typed, "code", "", a.say("pledge.flag.code"))
	flags.DurationVar(&at.wait, "wait", defaultPledgeWait, a.say("pledge.flag.wait"))
	flags.BoolVar(&at.bare, "no-passphrase", false, a.say("pledge.flag.no-passphrase"))
	flags.BoolVar(&at.replace, "replace", false, a.say("pledge.flag.replace"))
	a.takesRoot(cmd, &at.root)
	return cmd
}

// judgePledge says which flags do not go with an address, or with a file.
func judgePledge(cmd *cobra.Command, typed, code string) (wrong []error) {
	if isAddress(fromSlip(typed, code)) {
		if cmd.Flags().Changed("agent") {
			wrong = append(wrong, refuse("pledge-agent").mistyped())
		}
		return wrong
	}
	for _, name := range []string{"code", "wait", "no-passphrase", "replace", "root"} {
		if cmd.Flags().Changed(name) {
			wrong = append(wrong, refuse("pledge-offline-flag", "flag", "--"+name).usage(cmd.CommandPath()))
		}
	}
	return append(wrong, needOneFlag(cmd, "key", "agent"))
}

// fileNames are the endings of names that are files' where one was mistyped, and no host's.
var fileNames = []string{".ikrar", ".pledge", ".pub", ".key", ".note", ".tlog-proof", ".txt", ".pdf", ".csv"}

// isAddress tells an address from the name of a file. It may go without its scheme, which is https then: where a code
// is given, which is for an address alone, and where it looks like one.
func isAddress(arg, code string) bool {
	if strings.Contains(arg, "://") {
		return true
	}
	_, err := os.Lstat(arg)
	if err == nil || slices.Contains(fileNames, strings.ToLower(filepath.Ext(arg))) {
		return false
	}
	_, err = remote.ParseURL(arg)
	return code != "" || err == nil
}

// perhapsAddress says how to type an address, where what was typed without a scheme is no file.
func perhapsAddress(arg string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) || strings.EqualFold(filepath.Ext(arg), ".ikrar") || remote.Propose(arg) == "" {
		return err
	}
	return proposed(refuse("file-missing", "path", arg), arg)
}

// openPacket reads NIP.ikrar and checks every signature in it, against the root that this computer knows for its origin
// where it knows one.
func (a *app) openPacket(path string) (o packet.Opened, pinned bool, err error) {
	raw, err := files.ReadBounded(path, packet.MaxPacket)
	if err != nil {
		return o, false, err
	}
	p, err := packet.Parse(raw)
	if errors.Is(err, packet.ErrVersion) {
		return o, false, refuse("packet-version", "path", path)
	}
	if err == nil {
		o, err = p.Open(nil)
	}
	if err != nil {
		return o, false, refuse("packet-bad", "path", path).because(err)
	}
	known, err := a.pinned()
	if err != nil {
		return o, false, err
	}
	list, ok := pins.For(known, o.Trust.Origin)
	if !ok {
		return o, false, nil
	}
	if _, err := p.Open(&list.Root); err != nil {
		return o, false, a.twoRoots("packet-root", path, list, o.Trust)
	}
	return o, true, nil
}

// chooseCampaign finds the campaign to pledge in: the one named, or the only one that is open.
func (a *app) chooseCampaign(path string, o packet.Opened, id string) (signer.Campaign, error) {
	var open []signer.Campaign
	for _, c := range o.Campaigns {
		claims := c.Claims()
		if id == claims.ID || id == "" && office.CampaignState(claims, a.now()) == "open" {
			open = append(open, claims)
		}
	}
	switch {
	case len(open) == 0 && id != "":
		return signer.Campaign{}, refuse("campaign-unknown", "id", id)
	case len(open) == 0:
		return signer.Campaign{}, refuse("packet-campaign", "path", path)
	case len(open) > 1:
		slices.SortFunc(open, func(a, b signer.Campaign) int { return strings.Compare(a.ID, b.ID) })
		return signer.Campaign{}, whichCampaign(path, open)
	}
	return open[0], nil
}

// showPledge shows what is about to be signed: by PP 71/2019 article 59 the signer must have seen all of it.
func (a *app) showPledge(o packet.Opened, c signer.Campaign, pinned bool) {
	known := "pledge.unpinned"
	if pinned {
		known = "pledge.pinned"
	}
	if a.json {
		return
	}
	fmt.Fprintln(a.stderr, a.say("pledge.head", "institution", o.Trust.Institution, "title", c.Title, "place", c.Place,
		"name", o.Credential.Claims().Name, "root", o.Trust.Root.Fingerprint().Short(), "pinned", words{known, nil}))
	fmt.Fprintln(a.stderr)
	a.showText(c.Text)
	fmt.Fprintln(a.stderr)
	if listed, ok := o.Trust.Text(c.Digest); ok && a.lang == phrase.EN {
		if english, ok := text.English(listed.ID); ok {
			a.showText(english)
			fmt.Fprintln(a.stderr)
		}
	}
}

// showPerson shows what a certificate would say of a person.
func (a *app) showPerson(head string, p signer.Person) {
	if a.json {
		return
	}
	if head != "" {
		a.note(head)
	}
	for _, field := range []struct{ key, value string }{{"name", p.Name}, {"unit", p.Unit}, {"position", p.Position},
		{"rank", p.Rank}, {"nip_last4", p.NIPLast4}} {
		if field.value != "" {
			fmt.Fprintf(a.stderr, "  %s: %s\n", a.say("field."+field.key), phrase.Visible(field.value))
		}
	}
	fmt.Fprintln(a.stderr)
}

// agentKey finds a key in the agent.
func agentKey(pub ed25519.PublicKey) (*keyfile.AgentSigner, error) {
	agent, err := keyfile.Agent(pub)
	switch {
	case errors.Is(err, keyfile.ErrNoAgent):
		return nil, refuse("agent-none")
	case errors.Is(err, keyfile.ErrNotInAgent):
		return nil, refuse("agent-key", "fingerprint", keyfile.Fingerprint(pub))
	}
	return agent, err
}

// pledgeKey finds the key of a credential, in a file or in the agent.
func (a *app) pledgeKey(ctx context.Context, c signer.Credential, path string) (key crypto.Signer, done func(), err error) {
	fingerprint := keyfile.Fingerprint(c.Key[:])
	if path == "" {
		agent, err := agentKey(c.Key[:])
		if err != nil {
			return nil, nil, err
		}
		return agent, func() { agent.Close() }, nil
	}
	if key, err = a.openKey(ctx, path); err != nil {
		return nil, nil, err
	}
	if pub, err := eddsa.PublicKeyOf(key); err != nil || pub != c.Key {
		return nil, nil, refuse("key-not-credential", "path", path, "name", c.Name, "fingerprint", fingerprint)
	}
	return key, func() {}, nil
}

func signPledge(key crypto.Signer, o packet.Opened, c signer.Campaign, now int64) ([]byte, error) {
	s, err := signer.Sign(key, o.Trust.Origin, signer.Pledge{IssuedAt: now, Credential: o.Credential.Bytes(),
		PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})
	return s.Bytes(), err
}

// pinned are the trust lists that this computer knows: the home's, and the user's own.
func (a *app) pinned() ([]*trust.List, error) {
	home, _ := a.homeDir()
	return pins.Known(home, a.getenv)
}
