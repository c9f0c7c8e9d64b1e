package main

import (
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/signer"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var revokeOwnPhrases = phrase.Book{
	"revoke.own.ask":  {ID: "Mencabut kunci Anda {fingerprint}: semua komitmen di bawahnya sejak entri {from} tidak berlaku lagi setelah berkas ini dicatat. Lanjutkan?", EN: "Revoking your key {fingerprint}: once this file is recorded, all pledges under it from entry {from} on no longer hold. Go on?"},
	"revoke.own.dry":  {ID: "Kunci {fingerprint} akan dicabut, dan semua komitmen di bawahnya sejak entri {from}, saat berkas {path} dicatat. Percobaan saja; tidak ada yang ditulis.", EN: "Key {fingerprint} would be revoked, and all pledges under it from entry {from} on, when the file {path} is recorded. A dry run; nothing was written."},
	"revoke.own.done": {ID: "Tertandatangani: {path}\nKirim berkas itu ke kepegawaian (ikrar record). Kunci {fingerprint} dicabut saat berkas itu dicatat.", EN: "Signed: {path}\nSend that file to HR (ikrar record). Key {fingerprint} is revoked when that file is recorded."},
}

// ownReport is the --json form of the revocation of one's own key, written or planned.
type ownReport struct {
	DryRun bool   `json:"dry_run"`
	File   string `json:"file"`
	From   uint64 `json:"from"`
}

// revokeOwn writes the revocation of the employee's own key, with that key from a file or an agent, and without a ledger:
// it needs no registrar's consent, only that somebody records it.
func (a *app) revokeOwn(cmd *cobra.Command, s revoking) error {
	from, err := strconv.ParseUint(s.from, 10, 53)
	if err != nil {
		return flagReason(cmd, "from", s.from, words{"reason.from-own", nil})
	}
	opened, _, err := a.openPacket(s.own)
	if err != nil {
		return err
	}
	if bad := office.CheckReason(s.reason, opened.Credential.Claims().Name); bad != "" {
		return flagReason(cmd, "reason", s.reason, bad)
	}
	key, done, err := a.pledgeKey(cmd.Context(), opened.Credential.Claims(), s.key)
	if err != nil {
		return err
	}
	defer done()
	pub := opened.Credential.Claims().Key
	fingerprint := keyfile.Fingerprint(pub[:])
	output := s.output
	if output == "" {
		output = strings.TrimSuffix(s.own, filepath.Ext(s.own)) + ".revocation"
	}
	report := ownReport{s.dry, output, from}
	if s.dry {
		a.result(report, func() { a.print("revoke.own.dry", "path", output, "fingerprint", fingerprint, "from", from) })
		return nil
	}
	if !s.yes && isTerminal(a.input) {
		if err := a.confirm(cmd.Context(), "--yes", "revoke.own.ask", "fingerprint", fingerprint, "from", from); err != nil {
			return err
		}
	}
	statement, err := signer.Sign(key, opened.Trust.Origin, signer.Revocation{IssuedAt: a.now().Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetKey, Target: signer.Digest(pub), From: from, Reason: s.reason}})
	if err != nil {
		return refuse("unsignable", "what", output).because(err)
	}
	if err := writeFile(output, statement.Bytes(), private, keepExisting); err != nil {
		return err
	}
	a.result(report, func() { a.print("revoke.own.done", "path", output, "fingerprint", fingerprint) })
	return nil
}
