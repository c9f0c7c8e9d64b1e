package main

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/office/reasons"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/scan"
	"ikrar/verify/trust"
)

var revokeOwnPhrases = phrase.Book{
	"revoke.own.ask": {
		ID: "Mencabut kunci Anda {fingerprint} di {origin}: semua komitmen di bawahnya sejak entri {from} tidak berlaku lagi setelah ini dicatat. Lanjutkan?",
		EN: "Revoking your key {fingerprint} at {origin}: once this is recorded, all pledges under it from entry {from} on no longer hold. Go on?",
	},
	"revoke.own.dry": {
		ID: "Kunci {fingerprint} akan dicabut, dan semua komitmen di bawahnya sejak entri {from}, saat berkas {path} dicatat. Percobaan saja; tidak ada yang ditulis.",
		EN: "Key {fingerprint} would be revoked, and all pledges under it from entry {from} on, when the file {path} is recorded. A dry run; nothing was written.",
	},
	"revoke.own.done": {
		ID: "Tertandatangani: {path}\nKirim berkas itu ke kepegawaian (ikrar record). Kunci {fingerprint} dicabut saat berkas itu dicatat.",
		EN: "Signed: {path}\nSend that file to HR (ikrar record). Key {fingerprint} is revoked when that file is recorded.",
	},
	"revoke.own.recorded": {
		ID: "Kunci {fingerprint} dicabut (entri {index}). Komitmen di bawahnya sebelum entri {from} tetap berlaku. Untuk kunci baru, minta undangan dari kepegawaian.",
		EN: "Key {fingerprint} is revoked (entry {index}). Pledges under it before entry {from} stand. For a new key, ask HR for an invitation.",
	},
	"fault.revoke-own-origin": {
		ID: "{path}: bukti ini tidak menyebut buku besarnya, dan lembaganya belum dikenal di komputer ini",
		EN: "{path}: this proof does not name its ledger, and its institution is not known on this computer",
	},
	"fault.revoke-own-origin.hint": {
		ID: "beri --at ALAMAT lembaga itu, atau simpan daftar kepercayaannya lebih dahulu dengan ikrar trust pin",
		EN: "give --at URL of the institution, or keep its trust list first by ikrar trust pin",
	},
	"fault.revoke-own-file": {
		ID: "{path}: bukan NIP.ikrar, dan tidak ada bukti komitmen di dalamnya",
		EN: "{path}: not a NIP.ikrar, and there is no proof of a pledge in it",
	},
	"fault.revoke-own-file.hint": {
		ID: "beri berkas .tlog-proof Anda, atau PDF sertifikat Anda",
		EN: "give your .tlog-proof file, or the PDF of your certificate",
	},
}

// ownReport is the --json form of the revocation of one's own key, written, recorded or planned.
type ownReport struct {
	DryRun bool   `json:"dry_run"`
	File   string `json:"file"`
	From   uint64 `json:"from"`
	Index  uint64 `json:"index,omitempty"` // of its entry, where it was recorded
}

// owned is what a person's file says of the key that it is about.
type owned struct {
	origin     string
	credential signer.Credential
}

// ownedBy reads what the person has: NIP.ikrar, or a proof in any of its forms.
func (a *app) ownedBy(path string) (owned, error) {
	raw, err := files.ReadBounded(path, maxOwned)
	if err != nil {
		return owned{}, err
	}
	if _, err := packet.Parse(raw); err == nil || errors.Is(err, packet.ErrVersion) ||
		strings.EqualFold(filepath.Ext(path), ".ikrar") {
		o, _, err := a.openPacket(path)
		if err != nil {
			return owned{}, err
		}
		return owned{o.Trust.Origin, o.Credential.Claims()}, nil
	}
	proof, err := proofIn(raw)
	if err != nil {
		return owned{}, refuse("revoke-own-file", "path", path).because(err)
	}
	known, err := a.pinned()
	if err != nil {
		return owned{}, err
	}
	return owned{originOf(proof, known), proof.Credential.Claims()}, nil
}

// maxOwned bounds a file of the person's in bytes: a photograph of a certificate is the largest.
const maxOwned = 32 << 20

// proofIn finds the proof in a file.
func proofIn(raw []byte) (verify.Proof, error) {
	found, err := scan.Find(raw)
	if err != nil {
		return verify.Proof{}, err
	}
	for _, form := range [][]byte{found.Full, found.Short, []byte(found.QR)} {
		if len(form) > 0 {
			return verify.Read(form)
		}
	}
	return verify.Proof{}, errors.New("a code alone")
}

// originOf is the name of the ledger of a proof: that of the institution known here whose registrar
// signed the credential, or the one in its checkpoint. Under another name a revocation counts for
// nothing, so nothing else hangs on it.
func originOf(proof verify.Proof, known []*trust.List) string {
	for _, list := range known {
		if registrar, ok := list.Registrar(proof.Credential.KeyID()); ok {
			if _, err := proof.Credential.Open(list.Origin, registrar.Key); err == nil {
				return list.Origin
			}
		}
	}
	if proof.Inclusion == nil {
		return ""
	}
	text, _, _ := strings.Cut(string(proof.Inclusion.Checkpoint), "\n\n")
	checkpoint, err := trust.ParseCheckpoint(text + "\n")
	if err != nil {
		return ""
	}
	return checkpoint.Origin
}

// revokeOwn signs the revocation of the person's own key, with that key from a file or an agent: it
// needs no registrar's consent, only that somebody records it. With --at that is done at once;
// without, no ledger and no network are needed.
func (a *app) revokeOwn(cmd *cobra.Command, s revoking) error {
	ctx := cmd.Context()
	own, err := a.ownedBy(s.own)
	if err != nil {
		return err
	}
	served, err := a.ownAt(ctx, cmd, s)
	if err != nil {
		return err
	}
	if served != nil {
		own.origin = served.list.Origin
	} else if own.origin == "" {
		return refuse("revoke-own-origin", "path", s.own)
	}
	from, err := served.from(ctx, cmd, s)
	if err != nil {
		return err
	}
	if bad := reasons.Check(s.reason, own.credential.Name); bad != "" {
		return flagReason(cmd, "reason", s.reason, bad)
	}
	if s.output == "" {
		s.output = strings.TrimSuffix(s.own, filepath.Ext(s.own)) + ".revocation"
	}
	statement, err := a.signOwn(ctx, s, own, from)
	if err != nil || s.dry {
		return err
	}
	fingerprint := keyfile.Fingerprint(own.credential.Key[:])
	if served != nil {
		return served.record(ctx, statement, from, fingerprint)
	}
	if err := writeFile(s.output, statement, private, keepExisting); err != nil {
		return err
	}
	a.result(ownReport{File: s.output, From: from}, func() {
		a.print("revoke.own.done", "path", s.output, "fingerprint", fingerprint)
	})
	return nil
}

// signOwn asks at a terminal, and signs; where it is only tried, it says what would be done.
func (a *app) signOwn(ctx context.Context, s revoking, own owned, from uint64) ([]byte, error) {
	key, done, err := a.pledgeKey(ctx, own.credential, s.key)
	if err != nil {
		return nil, err
	}
	defer done()
	fingerprint := keyfile.Fingerprint(own.credential.Key[:])
	if s.dry {
		a.result(ownReport{DryRun: true, File: s.output, From: from}, func() {
			a.print("revoke.own.dry", "path", s.output, "fingerprint", fingerprint, "from", from)
		})
		return nil, nil
	}
	if !s.yes && isTerminal(a.input) {
		err := a.confirm(ctx, "--yes", "revoke.own.ask", "fingerprint", fingerprint, "origin", own.origin, "from", from)
		if err != nil {
			return nil, err
		}
	}
	statement, err := signer.Sign(key, own.origin, signer.Revocation{IssuedAt: a.now().Unix(),
		RevocationBody: signer.RevocationBody{What: signer.TargetKey, Target: signer.Digest(own.credential.Key), From: from,
			Reason: s.reason}})
	if err != nil {
		return nil, refuse("unsignable", "what", s.output).because(err)
	}
	return statement.Bytes(), nil
}

// ownAt is the served ledger that is to record a revocation; nil where a file is wanted.
type ownAt struct{ *visit }

func (a *app) ownAt(ctx context.Context, cmd *cobra.Command, s revoking) (*ownAt, error) {
	if a.at == "" {
		return nil, nil
	}
	address, err := parseAddress(cmd, withoutPage(a.at))
	if err != nil {
		return nil, err
	}
	at := online{address: address, root: a.atRoot}
	list, err := a.trustAt(ctx, at)
	if err != nil {
		return nil, err
	}
	return &ownAt{&visit{app: a, online: at, list: list}}, nil
}

// from is the entry from which on the key counts no longer. At an address that is from now on, where
// nothing else was said: 0 would void all pledges under it.
func (o *ownAt) from(ctx context.Context, cmd *cobra.Command, s revoking) (uint64, error) {
	if o != nil && (s.from == "now" || !cmd.Flags().Changed("from")) {
		return o.size(ctx)
	}
	from, err := strconv.ParseUint(s.from, 10, 53)
	if err != nil {
		return 0, flagReason(cmd, "from", s.from, words{"reason.from-own", nil})
	}
	return from, nil
}

// size is how many entries the ledger has published.
func (o *ownAt) size(ctx context.Context) (uint64, error) {
	note, err := o.client.At(o.address).Fetch(ctx, "checkpoint")
	if err != nil {
		return 0, o.fault(err)
	}
	checkpoint, err := o.list.Policy.Open(note)
	if err != nil {
		return 0, o.badAnswer(err)
	}
	return checkpoint.Size, nil
}

// record posts the revocation, and says what the ledger signed.
func (o *ownAt) record(ctx context.Context, statement []byte, from uint64, fingerprint string) error {
	recorded, err := o.actingAt(o.address).Revoke(ctx, statement)
	if err == nil {
		err = recorded.Verify(statement, o.list)
	}
	if err != nil {
		return o.fault(err)
	}
	o.result(ownReport{From: from, Index: recorded.Index}, func() {
		o.print("revoke.own.recorded", "fingerprint", fingerprint, "index", recorded.Index, "from", from)
	})
	return nil
}
