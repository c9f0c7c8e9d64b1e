package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/event"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

var trustLedgerPhrases = phrase.Book{
	"trust.ledger.short":        {ID: "Kunci buku besar: mengganti, menyatakan dicuri", EN: "Keys of the ledger: rotate, declare stolen"},
	"trust.ledger.rotate.short": {ID: "Mengganti kunci buku besar dengan yang baru", EN: "Put a new ledger key in the place of the old one"},
	"trust.ledger.rotate.long": {
		ID: "Membuat kunci buku besar baru, yang menandatangani sejak entri berikutnya. Kunci lama berakhir: yang ia catat tetap berlaku.\nServer boleh tetap berjalan. Bila perintah ini terputus, ulangi: ia melanjutkan. Kunci lama disimpan di keys/ dengan\nnama baru; hancurkan, sebab tidak ada gunanya lagi.",
		EN: "Make a new ledger key, which signs from the next entry on. The old key ends: what it recorded stays valid. The server\nmay go on meanwhile. Where this command is interrupted, repeat it: it goes on. The old key is kept in keys/ under another\nname; destroy it, for it has no use any more.",
	},
	"trust.ledger.rotate.example": {ID: "ikrar trust ledger rotate --root-key /media/brankas/root.key", EN: "ikrar trust ledger rotate --root-key /media/safe/root.key"},
	"trust.ledger.rotate.plan":    {ID: "Sejak entri {index} buku besar menandatangani dengan kunci baru; kunci {fingerprint} berlaku sampai entri {last}.", EN: "From entry {index} on the ledger signs with a new key; key {fingerprint} counts up to entry {last}."},
	"trust.ledger.stolen.short":   {ID: "Menyatakan kunci buku besar dicuri", EN: "Declare a ledger key stolen"},
	"trust.ledger.stolen.long": {
		ID: "Menyatakan kunci buku besar dicuri: KUNCI.pub, atau kunci yang sedang dipakai, yang sekaligus diganti. Siapa pun yang\nmemegangnya dapat mencatat dengan waktu berapa pun, maka bukti ringkas (kode QR) di bawah kunci itu menjadi BELUM DAPAT\nDIPERIKSA; bukti lengkap tetap SAH bila kuorum lembaga saksi melihat entrinya sebelum --since.\nServer boleh tetap berjalan.",
		EN: "Declare a ledger key stolen: KEY.pub, or the key in use, which is then replaced too. Whoever holds it can record at any time\nthey like, so short proofs (QR codes) under that key become CANNOT BE CHECKED NOW; a full proof stays VALID where a quorum\nof witnesses saw its entry before --since. The server may go on meanwhile.",
	},
	"trust.ledger.stolen.example":    {ID: "ikrar trust ledger stolen --since 2026-03-31T10:15 \\\n    --root-key /media/brankas/root.key", EN: "ikrar trust ledger stolen --since 2026-03-31T10:15 \\\n    --root-key /media/safe/root.key"},
	"trust.ledger.stolen.flag.since": {ID: "`WAKTU` pencurian, atau waktu paling awal yang mungkin", EN: "`TIME` of the theft, or the earliest it can have been"},
	"trust.ledger.stolen.plan":       {ID: "Kunci buku besar {fingerprint} dinyatakan dicuri sejak {moment}: {count} entri di bawahnya, dari {first} sampai {last}, tidak lagi dipercaya begitu saja.", EN: "Ledger key {fingerprint} is declared stolen since {moment}: its entries {first} to {last} ({count}) are no longer believed as they are."},
	"trust.ledger.key":               {ID: "Kunci baru: {path}. Kunci lama: {old}; hancurkan.", EN: "New key: {path}. Old key: {old}; destroy it."},
	"reason.since":                   {ID: "bukan waktu yang telah lalu; tulis misalnya 2026-03-31T10:15", EN: "not a time that has passed; write 2026-03-31T10:15, say"},
	"fault.ledger-key-unknown":       {ID: "{path}: kunci ini tidak ada di antara kunci buku besar", EN: "{path}: this key is not among those of the ledger"},
	"fault.ledger-key-stolen":        {ID: "{path}: kunci ini sudah dinyatakan dicuri", EN: "{path}: this key is declared stolen already"},
	"fault.ledger-range.hint":        {ID: "kunci buku besar sudah diganti dalam daftar kepercayaan; selesaikan dengan ikrar trust ledger rotate", EN: "the trust list has replaced the ledger key; finish that by ikrar trust ledger rotate"},
}

func trustLedgerCommand(a *app) *cobra.Command {
	return a.group("ledger", "trust.ledger", trustRotateCommand(a), trustStolenCommand(a))
}

func trustRotateCommand(a *app) *cobra.Command {
	var c trustChange
	return c.flags(a, a.verb("rotate", "trust.ledger.rotate", "", func(cmd *cobra.Command, _ []string) error {
		return a.rotate(cmd.Context(), c, trust.Retired, 0)
	}))
}

func trustStolenCommand(a *app) *cobra.Command {
	var c trustChange
	var since string
	cmd := c.flags(a, a.verb("stolen", "trust.ledger.stolen", "[KEY.pub]", func(cmd *cobra.Command, args []string) error {
		h, err := a.openHome()
		if err != nil {
			return err
		}
		at, _, ok := event.ParseMoment(since, h.Zone())
		if !ok || at.After(a.now()) {
			return flagReason(cmd, "since", since, words{"reason.since", nil})
		}
		if len(args) == 0 {
			return a.rotate(cmd.Context(), c, trust.Stolen, at.Unix())
		}
		return a.stolen(cmd.Context(), c, args[0], at.Unix())
	}))
	judges(cmd, func(cmd *cobra.Command, _ []string) []error {
		return []error{c.need(cmd), needFlags(cmd, "since")}
	})
	cmd.Flags().Var(dateFlag{&since}, "since", a.say("trust.ledger.stolen.flag.since"))
	return cmd
}

// stolen declares a key stolen that is named by its file: an old one, or the one in use.
func (a *app) stolen(ctx context.Context, c trustChange, path string, since int64) error {
	pub, _, err := keyfile.ReadPublic(path)
	if err != nil {
		return keyFault(path, err)
	}
	h, err := a.openHome()
	if err != nil {
		return err
	}
	list, err := office.ReadTrust(h.TrustPath())
	if err != nil {
		return err
	}
	at := -1
	for n, l := range list.Ledgers {
		if l.Key.Key() == eddsa.PublicKey(pub) {
			at = n
		}
	}
	switch {
	case at < 0:
		return refuse("ledger-key-unknown", "path", path)
	case list.Ledgers[at].State == trust.Stolen:
		return refuse("ledger-key-stolen", "path", path)
	case list.Ledgers[at].State == trust.Active:
		return a.rotate(ctx, c, trust.Stolen, since)
	}
	return a.declare(ctx, c, list.Ledgers[at], since)
}

// declare declares a key stolen that was retired before.
func (a *app) declare(ctx context.Context, c trustChange, old trust.LedgerKey, since int64) error {
	return a.changeTrust(ctx, c, func(t *trust.List, _ uint64) error {
		t.DeclareStolen(old.Key, since)
		return nil
	}, func(i *institution, _ *rootact.Plan) words { return a.stolenPlan(i.Home, old, old.Last, since) })
}

func (a *app) stolenPlan(h *home, l trust.LedgerKey, last uint64, since int64) words {
	key := l.Key.Key()
	return words{"trust.ledger.stolen.plan", []any{"fingerprint", keyfile.Fingerprint(key[:]), "first", l.First, "last", last,
		"count", phrase.Number(a.lang, last-l.First+1), "moment", phrase.Moment(a.lang, time.Unix(since, 0), h.Zone())}}
}

// rotate ends the ledger key in use, in the given state, and puts a new one in its place. The new key makes the ledger's
// next entry, which is the list that appoints it. It is made under a name of its own and takes the old one's place in the
// end, so that a run which is interrupted anywhere can be repeated.
func (a *app) rotate(ctx context.Context, c trustChange, state trust.LedgerState, since int64) error {
	i, err := a.openInstitution(ctx)
	if err != nil {
		return err
	}
	now, plan, err := a.appoint(ctx, c, i, state, since)
	if err = errors.Join(err, i.Close()); err != nil || now == nil {
		return err
	}
	ended := now.Ledgers[len(now.Ledgers)-2]
	old, err := swapLedgerKey(i.Home, ended.First)
	if err != nil {
		return err
	}
	again := state == trust.Stolen && ended.State != trust.Stolen // what was interrupted had only retired it
	if !again {
		a.reportTrust(now, plan)
	}
	a.note("trust.ledger.key", "path", i.KeyPath("ledger"), "old", old)
	if again {
		return a.declare(ctx, c, ended, since)
	}
	return nil
}

// appoint records the list that names a new key, unless that was done before an interruption. It returns that list, nil where
// nothing was done, and what happened with it.
func (a *app) appoint(ctx context.Context, c trustChange, i *institution, state trust.LedgerState, since int64) (now *trust.List, plan words, err error) {
	planned := func(l trust.LedgerKey, next uint64, state trust.LedgerState, since int64) words {
		key := l.Key.Key()
		if state == trust.Stolen {
			return a.stolenPlan(i.Home, l, next-1, since)
		}
		return words{"trust.ledger.rotate.plan", []any{"index", next, "last", next - 1, "fingerprint", keyfile.Fingerprint(key[:])}}
	}
	list, _ := i.Ledger.Trust()
	old := list.Ledgers[len(list.Ledgers)-1]
	fresh, err := a.nextLedgerKey(ctx, i.Home)
	if err != nil {
		return nil, plan, err
	}
	if fresh != nil && old.Key.Key() == eddsa.PublicKey(fresh.Public().(ed25519.PublicKey)) && !c.dry { // recorded before an interruption
		ended := list.Ledgers[len(list.Ledgers)-2]
		return list, planned(ended, old.First, ended.State, ended.Stolen), i.SyncTrust()
	}
	if ok, err := c.agree(ctx, a, list.Serial+1, planned(old, i.Ledger.Size(), state, since)); err != nil || !ok {
		return nil, plan, err
	}
	root, err := a.openKey(ctx, c.rootKey)
	if err != nil {
		return nil, plan, err
	}
	if fresh, err = a.freshLedgerKey(ctx, i.Home); err != nil {
		return nil, plan, err
	}
	pub, err := eddsa.PublicKeyOf(fresh)
	if err != nil {
		return nil, plan, err
	}
	var note []byte
	_, err = i.Ledger.Appoint(ctx, fresh, func(index uint64) ([]byte, error) {
		plan = planned(old, index, state, since)
		now, note, err = a.signTrust(i, root, c.rootKey, func(t *trust.List) error {
			t.SucceedLedger(pub, index, state, since)
			return nil
		})
		return note, err
	})
	if err != nil {
		return nil, plan, a.ledgerFault(i.Home, i.TrustPath(), err)
	}
	return now, plan, writeFile(i.TrustPath(), note, public, replaceExisting)
}

// nextLedgerKey opens the key that an interrupted run left; nil where there is none.
func (a *app) nextLedgerKey(ctx context.Context, h *home) (ed25519.PrivateKey, error) {
	path := h.KeyPath("ledger-next")
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	key, err := a.openKey(ctx, path)
	if err != nil {
		return nil, err
	}
	private, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, keyFault(path, keyfile.ErrNotEd25519)
	}
	return private, nil
}

// freshLedgerKey makes the key that is to be the ledger's next, without passphrase, since nobody is there to type it when the
// ledger starts. One that lies there was never recorded, and who knows who has seen it since.
func (a *app) freshLedgerKey(ctx context.Context, h *home) (ed25519.PrivateKey, error) {
	path := h.KeyPath("ledger-next")
	for _, leftover := range []string{path, path + ".pub"} {
		if err := os.Remove(leftover); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	if _, err := keyfile.Create(path, nil, "ledger"); err != nil {
		return nil, err
	}
	return a.nextLedgerKey(ctx, h)
}

// swapLedgerKey gives the next key the ledger key's name, and the old one a name that says where its range began. Both
// names exist at every moment.
func swapLedgerKey(h *home, first uint64) (old string, err error) {
	old = h.KeyPath("ledger-from-" + strconv.FormatUint(first, 10))
	for _, suffix := range []string{".pub", ""} { // the private key last: while it has its first name, a repetition goes on here
		next, place := h.KeyPath("ledger-next")+suffix, h.KeyPath("ledger")+suffix
		if _, err := os.Lstat(next); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err := errors.Join(keepAs(place, old+suffix), files.Rename(next, place)); err != nil {
			return old, err
		}
	}
	return old, files.SyncDir(filepath.Dir(old))
}

// keepAs gives a file a second name, or where the file system has no links another one.
func keepAs(path, as string) error {
	if err := os.Link(path, as); err == nil || errors.Is(err, fs.ErrExist) {
		return nil
	}
	return files.Rename(path, as)
}
