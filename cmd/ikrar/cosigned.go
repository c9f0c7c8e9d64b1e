package main

import (
	"context"
	"errors"
	"strings"

	"ikrar/ledger/cosigning"
	"ikrar/ledger/office"
	"ikrar/ledger/office/owner"
	"ikrar/verify"
	"ikrar/verify/phrase"
)

var cosignedPhrases = phrase.Book{
	"fault.quorum-short": {
		ID: "kuorum lembaga saksi tidak terpenuhi: {have} dari {need} menandatangani titik periksa dengan {size} " +
			"entri. Tidak menandatangani: {missing}",
		EN: "the quorum of witnesses is not met: {have} of {need} cosigned the checkpoint of {size} entries. " +
			"Missing: {missing}"},
	"fault.quorum-short.hint": {
		ID: "yang tercatat tetap tercatat; hubungi lembaga saksi itu, lalu ulangi perintah ini",
		EN: "what is recorded stays recorded; ask those witnesses, then repeat this command"},
	"fault.witness-restored": {
		ID: "{dir}: lembaga saksi {witness} telah menandatangani {seen} entri, tetapi di sini hanya {size}: " +
			"salinan lama telah dipasang kembali. Tidak ada yang ditandatangani lagi",
		EN: "{dir}: the witness {witness} has cosigned {seen} entries, but there are only {size} here: an older " +
			"copy was put back. Nothing is signed any more"},
	"fault.witness-restored.hint": {
		ID: "jangan mencatat apa pun; pasang kembali salinan ledger dengan sedikitnya {seen} entri. Bila lembaga " +
			"saksi itu yang keliru: ikrar witness remove {witness}",
		EN: "record nothing; put back a copy of ledger with at least {seen} entries. If the witness is wrong: " +
			"ikrar witness remove {witness}"},
	"fault.witness-forked": {
		ID: "{dir}: lembaga saksi {witness} telah menandatangani {seen} entri yang lain dari {seen} entri " +
			"pertama di sini: riwayatnya telah ditulis ulang. Tidak ada yang ditandatangani lagi",
		EN: "{dir}: the witness {witness} has cosigned {seen} entries that are not the first {seen} here: the " +
			"history was written anew. Nothing is signed any more"},
	"fault.witness-forked.hint": {
		ID: "jangan mencatat apa pun; simpan salinan direktori ini, cari tahu sebabnya, lalu pasang kembali " +
			"salinan yang dilihat lembaga saksi. Bila lembaga saksi itu yang keliru: ikrar witness remove " +
			"{witness}",
		EN: "record nothing; keep a copy of this directory, find out why, then put back the copy that the " +
			"witness saw. If the witness is wrong: ikrar witness remove {witness}"},
	"witness.unasked": {
		ID: "Tidak ada lembaga saksi yang menjawab apakah ini salinan terbaru buku besar: {missing}. Yang " +
			"diminta tetap dicatat.",
		EN: "No witness answered whether this is the latest copy of the ledger: {missing}. What was asked for is " +
			"recorded all the same."},
	"witness.missing": {ID: "{name} ({why})", EN: "{name} ({why})"},
	"witness.why.address": {
		ID: "alamatnya tidak ada dalam daftar kepercayaan, atau bukan http",
		EN: "the trust list has no http address for it"},
	"witness.why.unreachable": {ID: "tidak dapat dihubungi", EN: "cannot be reached"},
	"witness.why.slow":        {ID: "tidak menjawab pada waktunya", EN: "did not answer in time"},
	"witness.why.unknown-log": {
		ID: "belum mengenal buku besar ini, atau bukan lembaga saksi yang menjawab di {detail}",
		EN: "does not know this ledger yet, or it is no witness that answers at {detail}"},
	"witness.why.key": {
		ID: "mengenal buku besar ini dengan kunci lain",
		EN: "knows this ledger by another key"},
	"witness.why.refused": {ID: "menolak", EN: "refused"},
	"witness.why.signature": {
		ID: "tanda tangannya tidak cocok dengan kuncinya dalam daftar kepercayaan",
		EN: "its signature does not match its key in the trust list"},
	"witness.why.fork": {ID: "telah melihat riwayat lain", EN: "has seen another history"},
}

// publish has a checkpoint of this moment published.
func (a *app) publish(ctx context.Context, i *institution) error {
	return a.published(i, i.Publish(ctx))
}

// published says why nothing was published, where that is the error.
func (a *app) published(i *institution, err error) error {
	var refused *office.PublishError
	switch {
	case errors.As(err, &refused):
		return a.publishFault(i.Home, refused.Err)
	case errors.As(err, new(*office.LedgerError)), errors.As(err, new(*owner.Error)):
		return a.openFault(i.Home, err)
	}
	return err
}

// openToRecord is openInstitution for a verb that records what is not about the trust list, unless
// it only tries: the witnesses are asked first. That none answered is said.
func (a *app) openToRecord(ctx context.Context, try bool) (*institution, error) {
	i, err := a.open(ctx, try)
	if err != nil || try {
		return i, err
	}
	silent, err := i.AskWitnesses(ctx)
	if err != nil {
		return nil, errors.Join(a.published(i, err), i.Close())
	}
	var missing []string
	for _, w := range silent {
		missing = append(missing, a.missing(w.Name, w.Why, w.Detail))
	}
	if len(missing) > 0 {
		a.note("witness.unasked", "missing", strings.Join(missing, "; "))
	}
	return i, nil
}

func (a *app) missing(name, why, detail string) string {
	return a.say("witness.missing", "name", name, "why", whyMissing(why, detail))
}

// proof is the full proof of an entry. Where the published checkpoint does not cover it, the
// witnesses are asked.
func (a *app) proof(ctx context.Context, i *institution, index uint64) (verify.Proof, error) {
	p, err := i.Proof(ctx, index)
	return p, a.published(i, err)
}

// publishFault says why nothing was published.
func (a *app) publishFault(h *home, err error) error {
	var short *cosigning.QuorumError
	var fork *cosigning.ForkError
	switch {
	case errors.As(err, &short):
		var missing []string
		for _, m := range short.Missing {
			missing = append(missing, a.missing(m.Name, m.Err.Why, m.Err.Detail))
		}
		return refuse("quorum-short", "have", len(short.Signed), "need", short.Need, "size", short.Size, "missing",
			strings.Join(missing, "; "))
	case errors.As(err, &fork):
		code := "witness-forked"
		if fork.Seen > fork.Size {
			code = "witness-restored"
		}
		return refuse(code, "dir", h.LedgerDir(), "witness", fork.Witness, "seen", fork.Seen, "size", fork.Size)
	case errors.Is(err, context.Canceled):
		return err
	}
	return a.ledgerFault(h, h.LedgerDir(), err)
}

func whyMissing(why, detail string) words {
	return words{"witness.why." + why, []any{"detail", detail}}
}
