package office

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	"ikrar/ledger"
	"ikrar/signer/files"
)

// Backup writes a backup under a path on which there is nothing: whole, or not at all. It is
// encrypted under the store's key.
func (i *Institution) Backup(ctx context.Context, path string,
	progress func(done, total uint64)) (info ledger.BackupInfo, err error) {
	key, err := ReadStoreKey(i.KeyPath("store"))
	if err != nil {
		return info, err
	}
	f, err := files.CreateTemp(path, files.Private)
	if err != nil {
		return info, err
	}
	info, err = i.Ledger.Backup(ctx, f, key, progress)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = files.Prepared{Path: path, Temporary: f.Name()}.Create()
	}
	if err != nil {
		return info, errors.Join(err, os.Remove(f.Name()))
	}
	return info, nil
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
	if err := CheckOwner(h.Dir); err != nil {
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
