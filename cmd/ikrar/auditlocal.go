package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/office"
)

// audit audits the home's ledger: through the process that serves it, or in a process apart. It waits for another command
// to finish with the ledger. It writes nothing, unless it may settle what was not closed.
func (a *app) audit(ctx context.Context, h *home, settle bool) (ledger.AuditReport, error) {
	options, err := a.auditOptions(h)
	if err != nil {
		return ledger.AuditReport{}, err
	}
	options.Settle = settle
	progress, end := a.counted("progress.audit")
	defer end()
	for waited := time.Duration(0); ; waited += office.LockPause {
		l, err := ledger.Dial(h.SocketPath(), options)
		if err == nil {
			report, err := l.Audit(ctx, progress)
			return report, errors.Join(err, l.Close())
		}
		if nobody := new(net.OpError); !errors.As(err, &nobody) {
			return ledger.AuditReport{}, err
		}
		report, err := a.auditApart(ctx, options, progress)
		if !errors.Is(err, ledger.ErrLocked) || waited >= office.LockPatience {
			return report, err
		}
		select {
		case <-time.After(office.LockPause):
		case <-ctx.Done():
			return ledger.AuditReport{}, ctx.Err()
		}
	}
}

// auditOptions are those of who reads the home's ledger without the key that records.
func (a *app) auditOptions(h *home) (ledger.Options, error) {
	root, err := h.Trusted()
	if err != nil {
		return ledger.Options{}, err
	}
	key, err := office.ReadStoreKey(h.KeyPath("store"))
	return ledger.Options{Dir: h.LedgerDir(), Head: h.HeadPath(), StoreKey: key, Origin: h.Config.Origin, Root: root}, err
}

// self is how this program was called, where it may be called again; empty in tests that call run themselves.
var self string

// readerEnv in the environment makes this program the reader of an audit, and nothing else.
const readerEnv = "IKRAR_AUDIT_READER"

// auditApart reads the store in another process, for Badger dies of some damaged files.
func (a *app) auditApart(ctx context.Context, o ledger.Options, progress func(done, total uint64)) (ledger.AuditReport, error) {
	if self == "" {
		return ledger.Audit(ctx, o, progress)
	}
	path, err := os.Executable()
	if err != nil {
		return ledger.AuditReport{}, err
	}
	reader := exec.Command(path)
	reader.Args, reader.Env = []string{self}, append(os.Environ(), readerEnv+"=1")
	return ledger.AuditApart(ctx, reader, o, 0, progress)
}

// auditReader is that other process. Nobody reads its words but auditApart.
func auditReader(ctx context.Context, stdin io.Reader, stdout, stderr io.Writer) int {
	if err := ledger.AuditReader(ctx, stdin, stdout); err != nil {
		fmt.Fprintln(stderr, err)
		return exitRefused
	}
	return 0
}
