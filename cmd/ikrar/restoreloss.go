package main

import (
	"context"
	"crypto"
	"errors"

	"ikrar/ledger/office"
)

// openRoot opens the root key, and refuses another's before a backup is read, which may take long.
func (a *app) openRoot(ctx context.Context, h *home, path string) (crypto.Signer, error) {
	if _, err := office.ReadTrust(h.TrustPath()); err != nil {
		return nil, err
	}
	key, err := a.openKey(ctx, path)
	if err != nil {
		return nil, err
	}
	return key, rootFault(path, h.CheckRoot(key))
}

// rootFault names the file that a key came from which is not the root's.
func rootFault(path string, err error) error {
	if errors.Is(err, office.RootKeyOther) {
		return refuse("root-key-other", "path", path)
	}
	return err
}

// acceptLoss lets a restored ledger go on although entries are lost.
func (a *app) acceptLoss(ctx context.Context, h *home, r *office.RestorePlan, root crypto.Signer,
	rootKey string) error {
	erased, err := r.AcceptLoss(ctx, root)
	if erased > 0 {
		a.note("restore.erased", "count", erased)
	}
	var failed *office.LedgerError
	switch {
	case errors.As(err, &failed):
		return a.ledgerFault(h, failed.What, failed.Err)
	case err != nil:
		return rootFault(rootKey, err)
	case len(r.Report.Findings) > 0:
		return a.reportAudit(h, r.Report, nil)
	case r.Witnessed:
		a.note("restore.witnesses")
	}
	return nil
}
