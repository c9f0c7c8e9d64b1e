package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
	"ikrar/verify/remote"
	"ikrar/verify/tiles"
)

// From the credential to the proof. What was signed is on disk before it leaves, and what is there
// is sent again before anything is signed anew: a second signature would be a second pledge.

var pledgeSignPhrases = phrase.Book{
	"pledge.again": {
		ID: "Komitmen yang sudah Anda tandatangani ({path}) dikirim lagi.",
		EN: "The pledge that you signed before ({path}) is sent again.",
	},
	"pledge.revoked": {
		ID: "Komitmen Anda yang lama (kode {code}) sudah dicabut. Baca dan tandatangani sekali lagi, dengan data ini:",
		EN: "Your earlier pledge (code {code}) was revoked. Read and sign once more, with these data:",
	},
	"pledge.outdated": {
		ID: "Komitmen di {path} ditandatangani dengan data lama dan tidak pernah tercatat. Tandatangani sekali lagi, dengan data ini:",
		EN: "The pledge in {path} was signed with earlier data and never recorded. Sign once more, with these data:",
	},
	"pledge.recorded": {
		ID: "Tercatat: {name}, kode {code}, entri {index}\nBuktinya: {path}",
		EN: "Recorded: {name}, code {code}, entry {index}\nIts proof: {path}",
	},
	"pledge.stands": {
		ID: "{name}: komitmen Anda dalam kegiatan {title} sudah tercatat dan tetap berlaku; tidak ada yang perlu ditandatangani lagi.\nKunci Anda ({path}) terdaftar, untuk kegiatan berikutnya.",
		EN: "{name}: your pledge in campaign {title} is recorded and stands; there is nothing to sign again.\nYour key ({path}) is enrolled, for the next campaign.",
	},
	"fault.pledge-proof": {
		ID: "komitmen Anda tercatat (kode {code}), tetapi buktinya belum dapat diambil",
		EN: "your pledge is recorded (code {code}), but its proof cannot be had yet",
	},
	"fault.pledge-proof.hint": {
		ID: "ulangi perintah yang sama nanti; tidak ada yang ditandatangani dua kali",
		EN: "repeat the same command later; nothing is signed twice",
	},
	"fault.pledge-proof-bad": {
		ID: "bukti dari {address} tidak sah: {verdict}",
		EN: "the proof from {address} does not hold: {verdict}",
	},
	"fault.pledge-status": {
		ID: "apakah komitmen Anda yang lama (kode {code}) masih berlaku, belum dapat diperiksa",
		EN: "whether your earlier pledge (code {code}) still stands cannot be checked yet",
	},
	"fault.pledge-status.hint": {
		ID: "ulangi perintah yang sama nanti; tidak ada yang ditandatangani dua kali",
		EN: "repeat the same command later; nothing is signed twice",
	},
}

// pledge signs in a campaign, or goes on with what was signed before, and saves the proof.
func (v *visit) pledge(ctx context.Context, o packet.Opened, c signer.Campaign) error {
	if v.output == "" {
		v.output = c.ID + ".tlog-proof"
	}
	pledge, sent, err := v.signedBefore(ctx, o, c)
	if refusedBy(err, ledger.RulePledgeTwice) {
		return v.stands(o, c)
	} else if err != nil {
		return err
	}
	if pledge == nil {
		if pledge, err = v.sign(ctx, o, c); err != nil {
			return err
		}
	}
	if !sent {
		err := v.actingAt(v.address).Pledge(ctx, pledge)
		var refusal *remote.Refusal
		if refusedBy(err, ledger.RuleTimeAhead) && errors.As(err, &refusal) && refusal.Date != 0 {
			// This computer's clock runs ahead. What was refused is on no disk any more.
			if pledge, err = v.signAt(o, c, refusal.Date); err == nil {
				err = v.actingAt(v.address).Pledge(ctx, pledge)
			}
		}
		if refusedBy(err, ledger.RulePledgeTwice) {
			return v.stands(o, c)
		} else if err != nil {
			return v.fault(err)
		}
	}
	return v.saveProof(ctx, o, pledge)
}

// pledgePath is where a pledge lies until its proof is there.
func (v *visit) pledgePath() string {
	return strings.TrimSuffix(v.output, filepath.Ext(v.output)) + ".pledge"
}

// signedBefore finds the pledge that this computer has of the person in the campaign, and posts it
// where the ledger has not got it; nil where one is to be signed anew, because it no longer holds.
func (v *visit) signedBefore(ctx context.Context, o packet.Opened,
	c signer.Campaign) (pledge []byte, sent bool, err error) {
	for _, path := range []string{v.output, v.pledgePath()} {
		old, err := pledgeIn(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || old.Claims().Campaign != c.ID ||
			signer.CredentialOf(old).Claims().Subject != o.Credential.Claims().Subject {
			return nil, false, refuse("file-exists", "path", path)
		}
		stands, err := v.holds(ctx, path, o, old.Bytes())
		if err != nil {
			return nil, false, err
		}
		if stands {
			return old.Bytes(), true, nil
		}
	}
	return nil, false, nil
}

// holds says whether a pledge that was signed before is recorded and in force. One that the ledger
// has never seen is posted.
func (v *visit) holds(ctx context.Context, path string, o packet.Opened, pledge []byte) (bool, error) {
	code := verify.CodeOf(pledge)
	proof, err := v.client.At(v.address).Proof(ctx, code)
	switch {
	case errors.Is(err, tiles.ErrMissing):
		return v.repeat(ctx, path, o, pledge)
	case err != nil:
		return false, v.fault(err)
	}
	now := v.now().Unix()
	published := v.client.Published(ctx, o.Trust, now, func(remote.Failure) {})
	r := verify.Check(proof, published.Trust(), published, now)
	switch {
	case r.Status.State == verify.StateRevoked:
		v.note("pledge.revoked", "code", code)
		v.showPerson("", o.Credential.Claims().Person)
		return false, nil
	case r.Verdict != verify.Valid && r.Verdict != verify.Undetermined:
		return false, v.badProof(r)
	}
	var later *verify.BeyondStatusError
	if _, err := published.Status(r.Proof.Index); err != nil && (!errors.As(err, &later) || later.Expires < now) {
		f := refuse("pledge-status", "code", code).because(err)
		f.exit = exitUndetermined
		return false, f
	}
	return true, nil
}

// repeat posts a pledge again. Where the ledger never will record it, since HR has corrected the
// person since, it is to be signed anew.
func (v *visit) repeat(ctx context.Context, path string, o packet.Opened, pledge []byte) (bool, error) {
	v.note("pledge.again", "path", path)
	err := v.actingAt(v.address).Pledge(ctx, pledge)
	switch {
	case err == nil:
		return true, nil
	case refusedBy(err, ledger.RuleTimeAhead):
		return false, nil
	case refusedBy(err, ledger.RuleCredentialRevoked):
		v.note("pledge.outdated", "path", path)
		v.showPerson("", o.Credential.Claims().Person)
		return false, nil
	case refusedBy(err, ledger.RulePledgeTwice):
		return false, err
	}
	return false, v.fault(err)
}

// sign shows the text, asks, and signs.
func (v *visit) sign(ctx context.Context, o packet.Opened, c signer.Campaign) ([]byte, error) {
	if now := o.Credential.Claims().Person; v.shown.Name != "" && !samePerson(now, v.shown) {
		v.showPerson("pledge.changed", now)
	}
	v.showPledge(o, c, true)
	if !v.yes {
		if err := v.confirm(ctx, "--yes", "pledge.ask"); err != nil {
			return nil, err
		}
	}
	return v.signAt(o, c, v.now().Unix())
}

// signAt signs at a time, in Unix seconds, and not before there was a credential. The pledge is on
// disk before it leaves.
func (v *visit) signAt(o packet.Opened, c signer.Campaign, now int64) ([]byte, error) {
	pledge, err := signPledge(v.key, o, c, max(now, o.Credential.Claims().IssuedAt))
	if err != nil {
		return nil, refuse("unsignable", "what", v.pledgePath()).because(err)
	}
	return pledge, writeFile(v.pledgePath(), pledge, private, replaceExisting)
}

// samePerson says whether two say the same of a person.
func samePerson(a, b signer.Person) bool {
	a.Replaces, b.Replaces = nil, nil
	return a == b
}

// stands says that the person has a pledge in this campaign, which was signed elsewhere or with
// another key. What was signed here is worth nothing then.
func (v *visit) stands(o packet.Opened, c signer.Campaign) error {
	if err := os.Remove(v.pledgePath()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	v.result(struct {
		Stands   bool   `json:"stands"`
		Campaign string `json:"campaign"`
		Key      string `json:"key"`
	}{true, c.ID, v.keyPath}, func() {
		v.print("pledge.stands", "name", o.Credential.Claims().Name, "title", c.Title, "path", v.keyPath)
	})
	return nil
}

// pledgeIn reads a pledge, or that of a proof.
func pledgeIn(path string) (signer.Unverified[signer.Pledge], error) {
	raw, err := files.ReadBounded(path, verify.MaxProof)
	if err != nil {
		return signer.Unverified[signer.Pledge]{}, err
	}
	if p, err := verify.Read(raw); err == nil {
		return p.Pledge, nil
	}
	return signer.Parse[signer.Pledge](raw)
}

// saveProof fetches the proof of a recorded pledge, checks it as anybody would, and saves it, and
// the certificate where that is there.
func (v *visit) saveProof(ctx context.Context, o packet.Opened, pledge []byte) error {
	code := verify.CodeOf(pledge)
	proof, err := v.client.At(v.address).Proof(ctx, code)
	if err != nil {
		f := refuse("pledge-proof", "code", code).because(err)
		f.exit = exitUndetermined
		return f
	}
	r := verify.Check(proof, o.Trust, nil, v.now().Unix())
	if r.Verdict != verify.Valid || r.Proof.Code() != code {
		return v.badProof(r)
	}
	if err := v.setAside(code); err != nil {
		return err
	}
	if err := writeFile(v.output, proof, private, replaceExisting); err != nil {
		return err
	}
	// The proof holds the pledge; a copy left behind is no harm.
	_ = os.Remove(v.pledgePath())
	certificate := v.certificate(ctx, o, pledge)
	v.result(struct {
		File        string `json:"file"`
		Code        string `json:"code"`
		Index       uint64 `json:"index"`
		Key         string `json:"key"`
		Certificate string `json:"certificate"` // its file; "" where it is not here yet
		Address     string `json:"certificate_url"`
	}{v.output, string(code), r.Proof.Index, v.keyPath, certificate.path, certificate.address}, func() {
		v.print("pledge.recorded", "name", r.Person().Name, "code", code, "index", r.Proof.Index, "path", v.output)
		v.print(certificate.said, "path", certificate.path, "address", certificate.address)
	})
	return nil
}

// setAside keeps the proof of an earlier pledge, which was revoked, under its own code.
func (v *visit) setAside(code verify.Code) error {
	old, err := pledgeIn(v.output)
	if err != nil || verify.CodeOf(old.Bytes()) == code {
		return nil // there is none
	}
	ext := filepath.Ext(v.output)
	return files.Rename(v.output, strings.TrimSuffix(v.output, ext)+"."+string(verify.CodeOf(old.Bytes()))+ext)
}

func (v *visit) badProof(r verify.Result) error {
	return refuse("pledge-proof-bad", "address", v.address, "verdict", words{"verdict." + string(r.Verdict), nil})
}
