package office

import (
	"context"
	"crypto"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/ledger/publish"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/files"
	"ikrar/signer/keyfile"
	"ikrar/verify/trust"
)

// CheckRoot refuses another's key for the root's before a backup is read, which may take long. The
// list on this machine may be older than the one in the backup: whom it names as the successor may
// be the root by now, and [RestorePlan.AcceptLoss] looks again.
func (h *Home) CheckRoot(root crypto.Signer) error {
	t, err := ReadTrust(h.TrustPath())
	if err != nil {
		return err
	}
	pub, err := eddsa.PublicKeyOf(root)
	if err != nil || pub != t.Root.Key() && (t.NextRoot == nil || pub != t.NextRoot.Key()) {
		return refuse(RootKeyOther)
	}
	return nil
}

// AcceptLoss lets a restored ledger go on although entries are lost: under a new ledger key from
// the first lost index on, so that no registration of before counts for what is recorded there now.
// The root signs the list that says so. erased are the erasures that came after the backup, done
// again.
//
// All of it happens before the ledger is put in its place; a run that is cut off is repeated, and
// makes another key. Where an audit finds something afterwards, that is in the plan's Report, and
// nothing takes its place.
func (p *RestorePlan) AcceptLoss(ctx context.Context, root crypto.Signer) (erased int, err error) {
	h := p.home
	path := h.KeyPath("ledger-restored")
	if err := errors.Join(removeIf(path), removeIf(path+".pub")); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, removeIf(path), removeIf(path+".pub")) }() // where it was not taken
	if _, err := keyfile.Create(path, nil, "ledger"); err != nil {
		return 0, err
	}
	o := p.Options()
	if o.Key, err = p.opening.Key(path); err != nil {
		return 0, err
	}
	l, err := ledger.OpenLedger(o)
	if err != nil {
		return 0, &LedgerError{o.Dir, err}
	}
	i := &Institution{Home: h, Root: o.Root, Ledger: l, Own: true,
		Roster: roster.Open(l.Drawer(rosterDrawer)), opening: p.opening}
	note, err := i.trustAfterLoss(ctx, root, o.Key)
	if err == nil {
		erased, err = i.eraseAgain(ctx)
	}
	if err == nil {
		err = publish.AcceptLoss(l) // what was published before stays as it is
	}
	list, _ := l.Trust()
	p.Witnessed = list.Policy.Size() > 0
	if err = errors.Join(err, i.Close()); err != nil {
		return erased, err
	}
	if p.Report, err = ledger.Audit(ctx, o, nil); err != nil || len(p.Report.Findings) > 0 {
		return erased, err
	}
	return erased, h.takeKey(path, note, p.Size)
}

// trustAfterLoss records the list that appoints the new key. It comes after the newest list that
// anybody has seen, but no range in it reaches into what is lost.
func (i *Institution) trustAfterLoss(ctx context.Context, root, key crypto.Signer) ([]byte, error) {
	newest, _ := i.Ledger.Trust()
	if seen, err := ReadTrust(i.TrustPath()); err != nil {
		return nil, err
	} else if seen.Serial > newest.Serial {
		newest = seen
	}
	if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != newest.Root.Key() {
		return nil, refuse(RootKeyOther)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, err
	}
	list := newest.Next(i.Now().Unix())
	list.CutOff(i.Ledger.Size(), pub)
	note, err := trust.Sign(list, root)
	if err != nil {
		return nil, err
	}
	if _, err = i.Ledger.AppendBytes(ctx, signer.KindTrust, note); err != nil {
		err = &LedgerError{i.TrustPath(), err}
	}
	return note, err
}

// eraseAgain records the erasures that came after the backup, by the statements that the file of
// erasures keeps, and erases what they named: the person's lines of the roster and plans of
// certificates too.
func (i *Institution) eraseAgain(ctx context.Context) (count int, err error) {
	kept, err := ledger.ReadErasures(i.erasuresPath())
	if err != nil {
		return 0, err
	}
	for _, raw := range kept {
		if _, err := i.Ledger.Receipt(signer.DigestOf(raw)); err == nil {
			continue
		} else if !errors.Is(err, ledger.ErrNotFound) {
			return count, err
		}
		u, err := signer.Parse[signer.Erasure](raw)
		if err != nil {
			return count, err
		}
		also, err := i.alsoErased(ctx, u.Claims().Digests)
		if err != nil {
			return count, err
		}
		if _, err := i.Ledger.Erase(ctx, raw, also); err != nil {
			return count, &LedgerError{i.erasuresPath(), err}
		}
		count++
	}
	return count, nil
}

// alsoErased finds the lines of the roster and the plans of the people whose statements are named.
func (i *Institution) alsoErased(ctx context.Context, digests []signer.Digest) (keys []ledger.DrawerKey, err error) {
	for person, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		live, err := i.Ledger.LiveCredential(signer.Subject(person.Subject))
		if err != nil && !errors.Is(err, ledger.ErrNotFound) {
			return nil, err
		}
		if !slices.Contains(digests, rosterDigest(person)) && (err != nil || !slices.Contains(digests, live.Digest())) {
			continue
		}
		of, err := i.forgetWhole(ctx, person)
		if err != nil {
			return nil, err
		}
		keys = append(keys, of...)
	}
	return keys, nil
}

// forgetWhole forgets a person, and says what lies of them in drawers.
func (i *Institution) forgetWhole(ctx context.Context, person roster.Person) ([]ledger.DrawerKey, error) {
	p := &ErasurePlan{Person: person, institution: i}
	if err := errors.Join(p.look(ctx), i.forget(person)); err != nil {
		return nil, err
	}
	keys, issuer := append(rosterKeys(person), p.invitation...), issue.Issuer{Ledger: i.Ledger}
	for _, h := range p.held {
		if h.Kind != signer.KindPledge {
			continue
		}
		if err := issuer.Forget(h.Index); err != nil {
			return nil, err
		}
	}
	for _, c := range p.certificates {
		keys = append(keys, c.Keys...)
	}
	return keys, nil
}

// takeKey puts the new ledger key and the list that appoints it in their places. The old key keeps
// its file, under another name.
func (h *Home) takeKey(next string, note []byte, from uint64) error {
	place := h.KeyPath("ledger")
	old := h.KeyPath("ledger-before-" + strconv.FormatUint(from, 10))
	for _, suffix := range []string{".pub", ""} {
		if _, err := os.Lstat(old + suffix); errors.Is(err, fs.ErrNotExist) { // else a run before kept it
			if err := files.Rename(place+suffix, old+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
		if err := files.Rename(next+suffix, place+suffix); err != nil {
			return err
		}
	}
	return errors.Join(files.SyncDir(filepath.Dir(place)), files.Replace(h.TrustPath(), note, files.Public))
}

func removeIf(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
