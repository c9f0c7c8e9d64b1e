package ledger

import (
	"cmp"
	"context"
	"io"

	"ikrar/ledger/internal/backup"
	"ikrar/ledger/internal/store"
)

// Backup writes the state of this moment to w. It may run while statements are recorded. storeKey
// is the key that the store is encrypted with, and that the backup will be. progress hears how many
// entries are written; it may be nil. It is [ErrDamaged] where the store cannot be read whole:
// whoever kept such a backup would let a better one go for it.
func (l *Ledger) Backup(
	ctx context.Context,
	w io.Writer,
	storeKey []byte,
	progress func(done, total uint64),
) (info BackupInfo, err error) {
	if err := l.book.CheckBlocks(); err != nil {
		return info, err
	}
	erased := 0
	err = l.book.View(func(t store.Txn) error {
		info, erased, err = backup.Write(ctx, t, w, l.options.Origin, storeKey, progress)
		return err
	})
	if err != nil {
		return info, err
	}
	// A snapshot does not keep what an erasure takes off the disk under it.
	if now, err := l.countErased(); err != nil || now != erased {
		return info, cmp.Or(err, ErrBackupErased)
	}
	return info, nil
}

// Restored is a backup that was read, written to a directory of its own beside the ledger's, and
// audited. It is not in force before Commit.
type Restored struct {
	*backup.Restored
	options Options // of the ledger as it will be
}

// Restore reads a backup for the ledger that the options describe, whose directory must not hold
// one. It refuses with [ErrBackup], [ErrBackupDamaged], [ErrBackupOrigin], [ErrStoreKey] or
// [ErrNotEmpty]. Unless a loss is accepted, it refuses with a [*LossError] too where the size in
// the backup's head tells one: before anything is loaded, which may take long. The caller looks at
// the report, and at [Restored.Loss], which goes by the roots.
func Restore(
	ctx context.Context,
	r io.Reader,
	o Options,
	acceptLoss bool,
	progress func(done, total uint64),
) (*Restored, error) {
	o = o.withDefaults()
	got, err := backup.Restore(ctx, r, o.target(), o.Reserve, acceptLoss, progress)
	if err != nil {
		return nil, err
	}
	return &Restored{got, o}, nil
}

// Options open the restored ledger where it lies now, with a head file of its own.
func (r *Restored) Options() Options {
	o, at := r.options, r.Target()
	o.Dir, o.Head, o.Erasures, o.AcceptHead, o.Settle = at.Dir, at.Head, "", at.AcceptHead, at.Settle
	return o
}
