package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"ikrar/ledger/internal/place"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify/trust"
)

// Badger dies of some damaged files, in goroutines of its own that nobody can recover, and may read
// others without end. So a store is audited in a process apart: [Reader] is that process, [Apart]
// the one that starts it and watches. The job goes to the reader's standard input, as one JSON
// value with the store key in it; the report comes from its standard output, a JSON value a line,
// the findings as they are found.

// auditJob says what to audit.
type auditJob struct {
	Dir, Head, Origin, Root string
	StoreKey                []byte
	Settle                  bool
}

// auditLine is one line of the report; one field of it is there.
type auditLine struct {
	Progress *[2]uint64   `json:",omitempty"` // entries done, entries in all
	Finding  *Finding     `json:",omitempty"`
	End      *Report      `json:",omitempty"` // without its findings
	Failed   *auditFailed `json:",omitempty"`
}

// auditFailed says why the reader could not look. Which is the position in auditErrors of the error
// that it wraps.
type auditFailed struct {
	Which int
	Text  string
}

// auditErrors are the errors that callers of Audit tell apart.
var auditErrors = []error{
	store.ErrLocked,
	store.ErrStoreKey,
	store.ErrOlder,
	store.ErrNotFound,
	store.ErrUnsettled,
	store.ErrFileSystem,
	fs.ErrPermission,
	context.Canceled,
	place.ErrErasing,
}

// Reader is the reader's half of [Apart]: it audits what in says and reports to out. Its error is
// out's.
func Reader(ctx context.Context, in io.Reader, out io.Writer) error {
	var job auditJob
	if err := json.NewDecoder(in).Decode(&job); err != nil {
		return err
	}
	root, err := trust.ParseVerifierKey(job.Root)
	if err != nil {
		return err
	}
	o := Target{
		Place:  place.Place{Dir: job.Dir, Head: job.Head, Origin: job.Origin, StoreKey: job.StoreKey},
		Root:   root,
		Settle: job.Settle,
	}
	lines, told := json.NewEncoder(out), 0
	report := Report{Kinds: map[signer.Kind]int{}}
	tell := func() (err error) {
		for ; told < len(report.Findings) && err == nil; told++ {
			err = lines.Encode(auditLine{Finding: &report.Findings[told]})
		}
		return err
	}
	var outErr error
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	err = Dir(ctx, o, &report, func(done, total uint64) {
		if outErr = errors.Join(tell(), lines.Encode(auditLine{Progress: &[2]uint64{done, total}})); outErr != nil {
			stop() // nobody listens
		}
	})
	if outErr != nil {
		return outErr
	}
	if err != nil {
		failed := &auditFailed{Which: -1, Text: err.Error()}
		for i, which := range auditErrors {
			if errors.Is(err, which) {
				failed.Which = i
			}
		}
		return errors.Join(tell(), lines.Encode(auditLine{Failed: failed}))
	}
	err = tell()
	report.Findings = nil
	return errors.Join(err, lines.Encode(auditLine{End: &report}))
}

// Apart is [Dir] in another process, which reader starts: it must call [Reader] with its standard
// input and output. If that process ends without a report, or says nothing for longer than patience
// and for each 10 MB of the store a second, that is a finding: it read what should not be there.
// patience is 0 for a minute.
func Apart(
	ctx context.Context,
	reader *exec.Cmd,
	o Target,
	patience time.Duration,
	progress func(done, total uint64),
) (Report, error) {
	if err := o.There(); err != nil {
		return Report{}, err
	}
	if patience == 0 {
		patience = time.Minute
	}
	if progress == nil {
		progress = func(uint64, uint64) {}
	}
	job, err := json.Marshal(auditJob{o.Dir, o.Head, o.Origin, o.Root.String(), o.StoreKey, o.Settle})
	if err != nil {
		return Report{}, err
	}
	// One that is killed leaves the gigabyte that it keeps for a nation's ledger.
	if scratch, err := os.MkdirTemp("", "ikrar-audit-"); err == nil {
		defer files.RemoveAll(scratch)
		reader.Env = append(reader.Environ(), "TMPDIR="+scratch, "TMP="+scratch)
	}
	complaint := &beginning{}
	reader.Stdin, reader.Stderr = bytes.NewReader(job), complaint
	out, err := reader.StdoutPipe()
	if err == nil {
		err = reader.Start()
	}
	if err != nil {
		return Report{}, fmt.Errorf("audit in another process: %w", err)
	}
	patience += time.Duration(sizeOf(filepath.Join(o.Dir, "store"))/10e6) * time.Second
	w := watch{progress: progress, patience: patience}
	w.follow(ctx, out, func() { reader.Process.Kill() })
	if reader.Wait() != nil {
		w.end = false
	}
	return w.report(ctx, reader.ProcessState, complaint.String())
}

// watch is the report of a reader, as far as it has come.
type watch struct {
	progress func(done, total uint64)
	patience time.Duration
	got      Report
	done     uint64 // entries
	end      bool
	failed   *auditFailed
	hung     bool
}

// follow reads the report until the reader ends, and kills a reader that says nothing for too long.
func (w *watch) follow(ctx context.Context, out io.Reader, kill func()) {
	lines := make(chan auditLine)
	go func() {
		defer close(lines)
		for d := json.NewDecoder(bufio.NewReader(out)); ; {
			var line auditLine
			if d.Decode(&line) != nil {
				return // the end of the process, or of its senses
			}
			lines <- line
		}
	}()
	timer := time.NewTimer(w.patience)
	defer timer.Stop()
	interrupted := ctx.Done()
	for {
		select {
		case line, more := <-lines:
			if !more {
				kill() // where it was no end but nonsense
				return
			}
			w.take(line)
			timer.Reset(w.patience)
		case <-timer.C:
			w.hung = true
			kill()
		case <-interrupted:
			interrupted = nil
			kill()
		}
	}
}

func (w *watch) take(line auditLine) {
	switch {
	case line.Progress != nil:
		w.done = line.Progress[0]
		w.progress(line.Progress[0], line.Progress[1])
	case line.Finding != nil:
		w.got.Findings = append(w.got.Findings, *line.Finding)
	case line.End != nil:
		findings := w.got.Findings
		w.got, w.end = *line.End, true
		w.got.Findings = findings
	case line.Failed != nil:
		w.failed = line.Failed
	}
}

// report decides what a reader's end means.
func (w *watch) report(ctx context.Context, ended fmt.Stringer, complaint string) (Report, error) {
	switch {
	case ctx.Err() != nil:
		return w.got, ctx.Err()
	case w.failed != nil && w.failed.Which >= 0 && w.failed.Which < len(auditErrors):
		return w.got, fmt.Errorf("%s: %w", w.failed.Text, auditErrors[w.failed.Which])
	case w.failed != nil:
		return w.got, errors.New(w.failed.Text)
	case w.end:
		return w.got, nil
	case w.hung:
		w.got.Find(
			FoundDamage,
			w.done,
			fmt.Sprintf("the process that read the store said nothing for %v and was ended", w.patience),
		)
	default:
		w.got.Find(
			FoundDamage,
			w.done,
			fmt.Sprintf("the process that read the store ended without a report (%v): %s", ended, complaint),
		)
	}
	return w.got, nil
}

// beginning keeps the first lines that are written to it.
type beginning struct{ text []byte }

func (b *beginning) Write(p []byte) (int, error) {
	b.text = append(b.text, p[:min(len(p), 1000-len(b.text))]...)
	return len(p), nil
}

func (b *beginning) String() string {
	return strings.Join(strings.Fields(string(b.text)), " ")
}

// sizeOf is the size of a directory's files in bytes, as far as it can be read.
func sizeOf(dir string) (size int64) {
	// An error leaves the size too small, and patience with it at least at its minimum.
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if info, err := d.Info(); err == nil {
			size += info.Size()
		}
		return nil
	})
	return size
}
