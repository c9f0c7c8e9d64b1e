package ledger

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"time"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// Audit re-derives everything from the stored bytes: every encoding, link, signature, rule, tile
// and index key. Of an entry of a later version's kind that is its link, tile, order, registration
// and the digest of its statement. It always ends; what it finds is in the report, and an error
// means that it could not look (the store is held by another process, its key is wrong, or it would
// have to be written: [ErrUnsettled]). It writes nothing to the ledger's directory,
// unless Options.Settle says so. progress may be nil.
//
// Badger may die of a damaged file in a goroutine that nobody can recover: [AuditApart] survives
// that.
func Audit(ctx context.Context, o Options, progress func(done, total uint64)) (report AuditReport, err error) {
	report.Kinds = map[signer.Kind]int{}
	err = audit.Dir(ctx, o.target(), &report, progress)
	return report, err
}

// target is the ledger as an audit sees it.
func (o Options) target() audit.Target {
	return audit.Target{Place: o.place(), Root: o.Root, AcceptHead: o.AcceptHead, Settle: o.Settle}
}

// Audit audits an open ledger, also one that another process has open, on one snapshot: it may go
// on recording. A snapshot does not keep what an erasure takes off the disk under it, so where that
// left findings it looks again, on the next one.
func (l *Ledger) Audit(ctx context.Context, progress func(done, total uint64)) (AuditReport, error) {
	for {
		before, err := l.countErased()
		report := AuditReport{Kinds: map[signer.Kind]int{}}
		if err == nil {
			err = store.Unpanicked(func() error {
				if err := l.book.VerifyChecksums(); err != nil {
					report.Find(audit.FoundDamage, 0, err.Error())
				}
				return audit.Store(ctx, l.book, l.options.target(), &report, progress)
			})
		}
		if err != nil || len(report.Findings) == 0 {
			return report, errors.Join(err, l.decideErasure(&report))
		}
		if now, err := l.countErased(); err != nil || now == before {
			return report, err
		}
	}
}

// decideErasure looks again whether an erasure is unfinished that was under way while the audit
// looked.
func (l *Ledger) decideErasure(report *AuditReport) error {
	if !slices.Contains(report.Undecided, audit.UndecidedErasure) {
		return nil
	}
	return l.book.View(func(t store.Txn) error {
		left, err := place.Unfinished(t, l.options.Head)
		if err == nil && !left {
			report.Undecided = slices.DeleteFunc(
				report.Undecided,
				func(u string) bool { return u == audit.UndecidedErasure },
			)
		}
		return err
	})
}

func (l *Ledger) countErased() (n int, err error) {
	err = l.book.View(func(t store.Txn) error {
		n, err = t.Count(store.PrefixErased)
		return err
	})
	return n, err
}

// AuditReader is the reader's half of [AuditApart]: it audits what in says and reports to out. Its
// error is out's.
func AuditReader(ctx context.Context, in io.Reader, out io.Writer) error {
	return audit.Reader(ctx, in, out)
}

// AuditApart is [Audit] in another process, which reader starts: it must call [AuditReader] with
// its standard input and output. If that process ends without a report, or says nothing for longer
// than patience and for each 10 MB of the store a second, that is a finding: it read what should
// not be there. patience is 0 for a minute.
func AuditApart(
	ctx context.Context,
	reader *exec.Cmd,
	o Options,
	patience time.Duration,
	progress func(done, total uint64),
) (AuditReport, error) {
	return audit.Apart(ctx, reader, o.target(), patience, progress)
}
