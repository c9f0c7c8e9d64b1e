package main

import (
	"context"
	"crypto"

	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// renewTrust has the root sign what was planned, whose key is in the file at rootKey, and puts it in force.
func (a *app) renewTrust(ctx context.Context, i *institution, rootKey string, p *rootact.Plan) (*trust.List, error) {
	if rootKey == "" {
		return nil, refuse("root-key-needed")
	}
	root, err := a.openKey(ctx, rootKey)
	if err != nil {
		return nil, err
	}
	return p.Next, rootFault(rootKey, a.trustRefused(i, p.Sign(ctx, root, "")))
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
