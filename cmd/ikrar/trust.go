package main

import (
	"context"
	"crypto"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// renewTrust issues the next trust list: change edits a copy of the one in force, the root signs it, the ledger records
// it, and trust.note becomes it. A crash between the two last steps is mended by the next renewal or by [app.syncTrust].
func (a *app) renewTrust(ctx context.Context, i *institution, rootKey string, change func(*verify.Trust) error) (*verify.Trust, error) {
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
	if _, err := i.ledger.Append(ctx, signer.KindTrust, note); err != nil {
		return nil, a.ledgerFault(i.home, i.trustPath(), err)
	}
	return next, writeFile(i.trustPath(), note, public, replaceExisting)
}

// signTrust makes the next trust list and has the root sign it, whose key came from the file at rootKey.
func (a *app) signTrust(i *institution, root crypto.Signer, rootKey string, change func(*verify.Trust) error) (*verify.Trust, []byte, error) {
	old, _ := i.ledger.Trust()
	next, err := a.nextTrust(old, change)
	if err != nil {
		return nil, nil, err
	}
	if pub, err := eddsa.PublicKeyOf(root); err != nil || pub != next.Root.Key() {
		return nil, nil, refuse("root-key-other", "path", rootKey)
	}
	note, err := verify.SignTrust(next, root)
	return &next, note, err
}

// nextTrust is the list that comes after one, changed.
func (a *app) nextTrust(old *verify.Trust, change func(*verify.Trust) error) (verify.Trust, error) {
	next := old.Next(a.now().Unix())
	return next, change(&next)
}

// syncTrust writes trust.note anew where the ledger has recorded a later one: a renewal was interrupted.
func (i *institution) syncTrust() error {
	inForce, note := i.ledger.Trust()
	onDisk, err := readTrust(i.trustPath())
	if err != nil || onDisk.Serial >= inForce.Serial {
		return err
	}
	return writeFile(i.trustPath(), note, public, replaceExisting)
}

// appendSigned signs claims with the registrar's key and records them.
func appendSigned[C signer.Claims](ctx context.Context, a *app, i *institution, kind signer.Kind, what string, key crypto.Signer, claims C) (signer.Statement[C], ledger.Receipt, error) {
	s, err := signer.Sign(key, i.ledger.Origin(), claims)
	if err != nil {
		return s, ledger.Receipt{}, refuse("unsignable", "what", what).because(err)
	}
	r, err := i.ledger.Append(ctx, kind, s.Bytes())
	return s, r, a.ledgerFault(i.home, what, err)
}
