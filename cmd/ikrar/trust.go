package main

import (
	"context"
	"crypto"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// renewTrust issues the next trust list: change edits a copy of the one in force, the root signs it, the ledger records
// it, and trust.note becomes it. A crash between the two last steps is mended by the next renewal or by [office.Institution.SyncTrust].
func (a *app) renewTrust(ctx context.Context, i *institution, rootKey string, change func(*trust.List) error) (*trust.List, error) {
	if rootKey == "" {
		return nil, refuse("root-key-needed")
	}
	root, err := a.openKey(ctx, rootKey)
	if err != nil {
		return nil, err
	}
	next, note, err := a.signTrust(i, root, rootKey, change)
	if err != nil {
		return nil, err
	}
	if _, err := i.Ledger.AppendBytes(ctx, signer.KindTrust, note); err != nil {
		return nil, a.ledgerFault(i.Home, i.TrustPath(), err)
	}
	return next, writeFile(i.TrustPath(), note, public, replaceExisting)
}

// signTrust makes the next trust list and has the root sign it, whose key came from the file at rootKey.
func (a *app) signTrust(i *institution, root crypto.Signer, rootKey string, change func(*trust.List) error) (*trust.List, []byte, error) {
	old, _ := i.Ledger.Trust()
	next, err := a.nextTrust(old, change)
	if err != nil {
		return nil, nil, err
	}
	if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != next.Root.Key() {
		return nil, nil, refuse("root-key-other", "path", rootKey)
	}
	note, err := trust.Sign(next, root)
	return &next, note, err
}

// nextTrust is the list that comes after one, changed.
func (a *app) nextTrust(old *trust.List, change func(*trust.List) error) (trust.List, error) {
	next := old.Next(a.now().Unix())
	return next, change(&next)
}
