package office

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"

	"ikrar/ledger"
	"ikrar/ledger/internal/archive"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/owner"
	"ikrar/signer/files"
)

// Backed is what a backup holds.
type Backed struct {
	ledger.BackupInfo
	PDFs    issue.Gathered // Found and Remade are those that no backup beside this one had yet
	PDFPath string         // where they lie
}

// PDFsBeside is the directory that the issued PDFs of all backups in a directory lie in: each is
// carried there once.
func PDFsBeside(backup string) string { return filepath.Join(filepath.Dir(backup), "ikrar.pdfs") }

// Backup writes a backup under a path on which there is nothing, whole or not at all, and carries
// into the directory of PDFs beside it what that lacks. All of it is encrypted under the store's
// key. progress hears of entries, and pdfs of PDFs.
func (i *Institution) Backup(ctx context.Context, path string,
	progress, pdfs func(done, total uint64)) (b Backed, err error) {
	key, err := ReadStoreKey(i.KeyPath("store"))
	if err != nil {
		return b, err
	}
	f, err := files.CreateTemp(path, files.Private)
	if err != nil {
		return b, err
	}
	b.PDFPath = PDFsBeside(path)
	b.BackupInfo, err = i.Ledger.Backup(ctx, f, key, progress)
	if err == nil {
		err = f.Sync()
	}
	if err == nil { // behind the snapshot: what it knows of is there by now
		keeper := &issue.Issuer{Ledger: i.Ledger, Archive: archive.Open(i.PDFPath(), key)}
		b.PDFs, err = keeper.CarryTo(ctx, archive.Open(b.PDFPath, key), pdfs)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = files.Prepared{Path: path, Temporary: f.Name()}.Create()
	}
	if err != nil {
		return b, errors.Join(err, os.Remove(f.Name()))
	}
	return b, nil
}

// RestorePlan is a ledger that was read from a backup, and audited, beside its place. Its Report
// has what was found; its Loss says what the backup does not have. Commit puts it in its place,
// Discard takes it away.
type RestorePlan struct {
	*ledger.Restored
	Witnessed bool // after a loss was accepted: witnesses are named, who have seen more than there is

	home    *Home
	opening Opening
}

// Restoring is a home into which a backup can be read: by its owner, with its keys at hand, and
// served by nobody.
type Restoring struct {
	home    *Home
	opening Opening
	options ledger.Options
}

// PrepareRestore opens what a restore needs. It refuses while another process serves the home's
// ledger, which that goes on with where its directory was moved away.
func (h *Home) PrepareRestore(o Opening) (*Restoring, error) {
	if err := owner.Check(h.Dir); err != nil {
		return nil, err
	}
	options, err := h.Options(o)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Dial(h.SocketPath(), options)
	if nobody := new(net.OpError); errors.As(err, &nobody) {
		return &Restoring{h, o, options}, nil
	}
	served := refuse(codeRestoreServed, "path", h.SocketPath())
	if err == nil {
		return nil, errors.Join(served, l.Close())
	}
	return nil, served
}

// Plan reads a backup. With acceptLoss it may have fewer entries than the head file has seen; then
// [RestorePlan.AcceptLoss] comes before Commit. Errors are those of [ledger.Restore].
func (r *Restoring) Plan(ctx context.Context, backup io.Reader, acceptLoss bool,
	progress func(done, total uint64)) (*RestorePlan, error) {
	restored, err := ledger.Restore(ctx, backup, r.options, acceptLoss, progress)
	if err != nil {
		return nil, err
	}
	return &RestorePlan{Restored: restored, home: r.home, opening: r.opening}, nil
}

// CarryPDFs takes the issued PDFs that the restored ledger knows into the home, from the directory
// beside the backup or made again from their plans, and removes what is erased by now. It comes
// before Commit, and behind [RestorePlan.AcceptLoss] where there is a loss.
func (p *RestorePlan) CarryPDFs(ctx context.Context, backup string,
	progress func(done, total uint64)) (g issue.Gathered, err error) {
	o := p.Options()
	l, err := ledger.OpenLedger(o)
	if errors.As(err, new(*ledger.LaterError)) { // it has been continued by a newer build
		o.ReadOnly = true
		l, err = ledger.OpenLedger(o)
	}
	if err != nil {
		return g, &LedgerError{o.Dir, err}
	}
	beside := &issue.Issuer{Ledger: l, Archive: archive.Open(PDFsBeside(backup), o.StoreKey)}
	g, err = beside.CarryTo(ctx, archive.Open(p.home.PDFPath(), o.StoreKey), progress)
	return g, errors.Join(err, l.Close())
}
