package main

import (
	"errors"
	"strconv"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"

	"github.com/spf13/cobra"
)

var revokePhrases = phrase.Book{
	"revoke.short": {ID: "Mencabut komitmen, kunci, atau sertifikat", EN: "Revoke a pledge, a key or a certificate"},
	"revoke.long": {
		ID: "Mencabut, dengan alasan yang dicatat. --index: komitmen, kredensial, atau penerbitan pada entri itu.\n--nip: kredensial pegawai itu, beserta semua komitmennya; --key: kunci itu, beserta semua komitmennya.\nDengan --from, yang tercatat sebelum entri itu tetap berlaku; --from now berarti mulai sekarang.",
		EN: "Revoke, with a reason that is recorded. --index: the pledge, credential or issuance at that entry.\n--nip: that employee's credential, with all their pledges; --key: that key, with all its pledges.\nWith --from, what was recorded before that entry stays in force; --from now means from now on.",
	},
	"revoke.example":      {ID: "ikrar revoke --index 57 --reason \"salah orang\"\nikrar revoke --key nabila.pub --from now --reason \"kunci hilang\"", EN: "ikrar revoke --index 57 --reason \"wrong person\"\nikrar revoke --key nabila.pub --from now --reason \"key lost\""},
	"revoke.flag.nip":     {ID: "`NIP` pegawai", EN: "`NIP` of the employee"},
	"revoke.flag.key":     {ID: "`BERKAS.pub` kunci", EN: "`FILE.pub` of the key"},
	"revoke.flag.index":   {ID: "`NOMOR` entri", EN: "`INDEX` of the entry"},
	"revoke.flag.from":    {ID: "berlaku sejak `NOMOR` entri, atau now", EN: "from this entry `INDEX` on, or now"},
	"revoke.flag.reason":  {ID: "`ALASAN`; akan tampak bagi yang memeriksa", EN: "the `REASON`; shown to whoever checks"},
	"revoke.flag.yes":     {ID: "tidak bertanya lagi", EN: "do not ask again"},
	"revoke.ask":          {ID: "Mencabut {what}. Ini tidak dapat dibatalkan. Lanjutkan?", EN: "Revoking {what}. This cannot be undone. Go on?"},
	"revoke.done":         {ID: "Dicabut: {what} (entri {index})", EN: "Revoked: {what} (entry {index})"},
	"fault.not-enrolled":  {ID: "{name} tidak sedang terdaftar", EN: "{name} is not enrolled"},
	"fault.not-revocable": {ID: "entri {index} bukan komitmen, kredensial, atau penerbitan", EN: "entry {index} is not a pledge, a credential or an issuance"},
	"reason.from":         {ID: "bukan nomor entri dan bukan now", EN: "neither an entry number nor now"},
	"reason.index":        {ID: "bukan nomor entri", EN: "not an entry number"},
}

func revokeCommand(a *app) *cobra.Command {
	var nip, keyPath, index, from, reason string
	var yes bool
	cmd := a.verb("revoke", "revoke", "", func(cmd *cobra.Command, _ []string) error {
		if err := needOneFlag(cmd, "nip", "key", "index"); err != nil {
			return err
		}
		if err := needFlags(cmd, "reason"); err != nil {
			return err
		}
		if bad := checkText(reason, true); bad != "" {
			return flagReason(cmd, "reason", reason, reasonWords(bad))
		}
		i, err := a.openInstitution(cmd.Context())
		if err != nil {
			return err
		}
		defer i.close()
		body := signer.RevocationBody{Reason: reason}
		if from == "now" {
			body.From = i.ledger.Size()
		} else if body.From, err = strconv.ParseUint(from, 10, 53); err != nil {
			return flagReason(cmd, "from", from, words{"reason.from", nil})
		}
		var what string
		switch {
		case nip != "":
			what, err = a.revokePerson(i, nip, &body)
		case keyPath != "":
			what, err = revokeKey(keyPath, &body)
		default:
			n, parseErr := strconv.ParseUint(index, 10, 53)
			if parseErr != nil {
				return flagReason(cmd, "index", index, words{"reason.index", nil})
			}
			what, err = a.revokeEntry(i, n, &body)
		}
		if err != nil {
			return err
		}
		if !yes && isTerminal(a.input) {
			if err := a.confirm(cmd.Context(), "--yes", "revoke.ask", "what", what); err != nil {
				return err
			}
		}
		key, err := a.registrar(cmd.Context(), i.home)
		if err != nil {
			return err
		}
		_, r, err := appendSigned(cmd.Context(), a, i, signer.KindRevocation, what, key, signer.Revocation{IssuedAt: a.now().Unix(), RevocationBody: body})
		if err != nil {
			return err
		}
		a.result(struct {
			Index uint64 `json:"index"`
			From  uint64 `json:"from"`
		}{r.Index, body.From}, func() { a.print("revoke.done", "what", what, "index", r.Index) })
		return nil
	})
	flags := cmd.Flags()
	flags.StringVar(&nip, "nip", "", a.say("revoke.flag.nip"))
	flags.StringVar(&keyPath, "key", "", a.say("revoke.flag.key"))
	flags.StringVar(&index, "index", "", a.say("revoke.flag.index"))
	flags.StringVar(&from, "from", "0", a.say("revoke.flag.from"))
	flags.StringVar(&reason, "reason", "", a.say("revoke.flag.reason"))
	flags.BoolVar(&yes, "yes", false, a.say("revoke.flag.yes"))
	return cmd
}

// revokePerson aims at the credential in force of a person.
func (a *app) revokePerson(i *institution, nip string, body *signer.RevocationBody) (string, error) {
	person, err := a.person(i, nip)
	if err != nil {
		return "", err
	}
	live, err := i.ledger.LiveCredential(signer.Subject(person.Subject))
	if errors.Is(err, ledger.ErrNotFound) {
		return "", refuse("not-enrolled", "name", person.PrintedName())
	}
	body.What, body.Target = signer.TargetCredential, live.Digest()
	return person.PrintedName(), err
}

// revokeKey aims at a key.
func revokeKey(path string, body *signer.RevocationBody) (string, error) {
	pub, _, err := keyfile.ReadPublic(path)
	if err != nil {
		return "", keyFault(path, err)
	}
	body.What, body.Target = signer.TargetKey, signer.Digest(pub)
	return keyfile.Fingerprint(pub), nil
}

// revokeEntry aims at what is recorded at an index.
func (a *app) revokeEntry(i *institution, index uint64, body *signer.RevocationBody) (string, error) {
	e, err := i.ledger.Entry(index)
	if errors.Is(err, ledger.ErrNotFound) {
		return "", refuse("not-recorded", "what", strconv.FormatUint(index, 10))
	}
	if err != nil {
		return "", err
	}
	targets := map[signer.Kind]signer.Target{signer.KindPledge: signer.TargetPledge, signer.KindCredential: signer.TargetCredential, signer.KindIssuance: signer.TargetIssuance}
	target, ok := targets[e.Kind]
	if !ok {
		return "", refuse("not-revocable", "index", index)
	}
	body.What, body.Target = target, e.Digest
	return a.say("kind."+e.Kind.String()) + " " + strconv.FormatUint(index, 10), nil
}
