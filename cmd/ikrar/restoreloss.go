package main

import (
	"context"
	"crypto"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify"
)

// openRoot opens the root key, and refuses another's before a backup is read, which may take long. The list on this machine may
// be older than the one in the backup: whom it names as the successor may be the root by now, and [app.trustAfterLoss] looks again.
func (a *app) openRoot(ctx context.Context, h *home, path string) (crypto.Signer, error) {
	t, err := readTrust(h.trustPath())
	if err != nil {
		return nil, err
	}
	key, err := a.openKey(ctx, path)
	if err != nil {
		return nil, err
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil || pub != t.Root.Key() && (t.NextRoot == nil || pub != t.NextRoot.Key()) {
		return nil, refuse("root-key-other", "path", path)
	}
	return key, nil
}

// acceptLoss lets a restored ledger go on although entries are lost: under a new ledger key from the first lost index on,
// so that no registration of before counts for what is recorded there now. All of it happens before the ledger is put in
// its place; a run that is cut off is repeated, and makes another key.
func (a *app) acceptLoss(ctx context.Context, h *home, r *ledger.Restored, root crypto.Signer, rootKey string) (err error) {
	next := h.keyPath("ledger-restored")
	if err := errors.Join(removeIf(next), removeIf(next+".pub")); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, removeIf(next), removeIf(next+".pub")) }() // where it was not taken
	if _, err := keyfile.Create(next, nil, "ledger"); err != nil {
		return err
	}
	o := r.Options()
	if o.Key, err = a.openKey(ctx, next); err != nil {
		return err
	}
	l, err := ledger.OpenLedger(o)
	if err != nil {
		return a.ledgerFault(h, o.Dir, err)
	}
	i := &institution{home: h, root: o.Root, ledger: l, own: true, roster: roster.Open(l.Drawer(rosterDrawer))}
	note, err := a.trustAfterLoss(ctx, i, root, rootKey, o.Key)
	if err == nil {
		err = a.eraseAgain(ctx, i)
	}
	trust, _ := l.Trust()
	if err = errors.Join(err, i.close()); err != nil {
		return err
	}
	if r.Report, err = ledger.Audit(ctx, o, nil); err != nil || len(r.Report.Findings) > 0 {
		return errors.Join(err, a.reportAudit(h, r.Report))
	}
	if trust.Policy.Size() > 0 {
		a.note("restore.witnesses")
	}
	return h.takeKey(next, note, r.Size)
}

// trustAfterLoss records the list that appoints the new key. It comes after the newest list that anybody has seen, but
// no range in it reaches into what is lost.
func (a *app) trustAfterLoss(ctx context.Context, i *institution, root crypto.Signer, rootPath string, key crypto.Signer) ([]byte, error) {
	newest, _ := i.ledger.Trust()
	if seen, err := readTrust(i.trustPath()); err != nil {
		return nil, err
	} else if seen.Serial > newest.Serial {
		newest = seen
	}
	if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != newest.Root.Key() {
		return nil, refuse("root-key-other", "path", rootPath)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, err
	}
	next, err := a.nextTrust(newest, func(t *verify.Trust) error {
		size := i.ledger.Size()
		cutRanges(t, size)
		t.Ledgers = append(t.Ledgers, verify.LedgerKey{Range: verify.Range{First: size, Last: verify.Open}, Key: verify.LogKey(t.Origin, pub), State: verify.Active})
		url := t.Policy.Logs[len(t.Policy.Logs)-1].URL
		t.Policy.Logs = nil
		for _, l := range t.Ledgers {
			t.Policy.Logs = append(t.Policy.Logs, verify.PolicyLog{Key: l.Key, URL: url})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	note, err := verify.SignTrust(next, root)
	if err != nil {
		return nil, err
	}
	_, err = i.ledger.Append(ctx, signer.KindTrust, note)
	return note, a.ledgerFault(i.home, i.trustPath(), err)
}

// cutRanges ends every ledger key before the first lost index, and begins no registrar after it.
func cutRanges(t *verify.Trust, size uint64) {
	t.Ledgers = slices.DeleteFunc(t.Ledgers, func(l verify.LedgerKey) bool { return l.First >= size })
	for n := range t.Ledgers {
		if l := &t.Ledgers[n]; l.Last >= size {
			l.Last = size - 1
			if l.State == verify.Active {
				l.State = verify.Retired
			}
		}
	}
	t.Registrars = slices.DeleteFunc(t.Registrars, func(r verify.Registrar) bool { return r.First >= size && r.Last < r.First })
	for n := range t.Registrars {
		if r := &t.Registrars[n]; r.First > size {
			r.First = size
		}
	}
}

// eraseAgain records the erasures that came after the backup, by the statements that the file of erasures keeps, and
// erases what they named: the person's lines of the roster and plans of certificates too.
func (a *app) eraseAgain(ctx context.Context, i *institution) error {
	kept, err := ledger.ReadErasures(i.erasuresPath())
	if err != nil {
		return err
	}
	count := 0
	for _, raw := range kept {
		if _, err := i.ledger.Receipt(signer.DigestOf(raw)); !errors.Is(err, ledger.ErrNotFound) {
			if err != nil {
				return err
			}
			continue
		}
		u, err := signer.Parse[signer.Erasure](raw)
		if err != nil {
			return err
		}
		also, err := i.alsoErased(ctx, u.Claims().Digests, a.now())
		if err != nil {
			return err
		}
		if _, err := i.ledger.Erase(ctx, raw, also); err != nil {
			return a.ledgerFault(i.home, i.erasuresPath(), err)
		}
		count++
	}
	if count > 0 {
		a.note("restore.erased", "count", count)
	}
	return nil
}

// alsoErased finds the lines of the roster and the plans of the people whose statements are named.
func (i *institution) alsoErased(ctx context.Context, digests []signer.Digest, now time.Time) (keys []ledger.DrawerKey, err error) {
	named := map[signer.Digest]bool{}
	for _, d := range digests {
		named[d] = true
	}
	issuer := issue.Issuer{Ledger: i.ledger}
	for person, err := range i.roster.List("") {
		if err != nil {
			return nil, err
		}
		live, err := i.ledger.LiveCredential(signer.Subject(person.Subject))
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		if !named[rosterDigest(person)] && (err != nil || !named[live.Digest()]) {
			continue
		}
		e, err := i.erasable(ctx, person)
		if err != nil {
			return nil, err
		}
		if err := i.forget(person, now); err != nil {
			return nil, err
		}
		keys = append(keys, e.rosterKeys()...)
		for _, h := range e.held {
			if h.Kind != signer.KindPledge {
				continue
			}
			if err := issuer.Forget(h.Index); err != nil {
				return nil, err
			}
		}
		for _, c := range e.certificates {
			keys = append(keys, c.Keys...)
		}
	}
	return keys, nil
}

// takeKey puts the new ledger key and the list that appoints it in their places. The old key keeps its file, under
// another name.
func (h *home) takeKey(next string, note []byte, from uint64) error {
	place := h.keyPath("ledger")
	old := h.keyPath("ledger-before-" + strconv.FormatUint(from, 10))
	for _, suffix := range []string{".pub", ""} {
		if _, err := os.Lstat(old + suffix); errors.Is(err, fs.ErrNotExist) { // else a run before kept it
			if err := os.Rename(place+suffix, old+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		if err := os.Rename(next+suffix, place+suffix); err != nil {
			return err
		}
	}
	return errors.Join(files.SyncDir(filepath.Dir(place)), writeFile(h.trustPath(), note, public, replaceExisting))
}

func removeIf(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
