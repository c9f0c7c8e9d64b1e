package main

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"ikrar/ledger/publish"
	"ikrar/verify/phrase"
)

// publishReport is the --json form of what was published.
type publishReport struct {
	To        string   `json:"to"`
	Before    uint64   `json:"before"` // entries that it showed
	Size      uint64   `json:"size"`   // and that it shows
	Objects   int      `json:"objects"`
	Bytes     int64    `json:"bytes"`
	DryRun    bool     `json:"dry_run,omitempty"`
	Names     []string `json:"names,omitempty"`     // what would be written
	Overtaken bool     `json:"overtaken,omitempty"` // another publisher wrote there at the same time
}

func publishCommand(a *app) *cobra.Command {
	var dry, anew bool
	cmd := a.verb("publish", "publish", "DESTINATION", func(cmd *cobra.Command, args []string) error {
		h, err := a.openHome()
		if err != nil {
			return err
		}
		store, to, err := a.openDestination(cmd.Context(), h, args[0])
		if err != nil {
			return err
		}
		opening := a.opening(cmd.Context(), dry)
		opening.Publishing = true
		i, err := h.Open(cmd.Context(), opening)
		if err != nil {
			return a.openFault(h, err)
		}
		defer i.Close()
		p := &publish.Publisher{Ledger: i.Ledger, Store: store, To: to, Pages: publishedPages, Now: a.now, Anew: anew,
			Dry: dry}
		if dry {
			a.noteReading(i)
		} else {
			err := p.Look(cmd.Context()) // before anything is signed
			if err != nil {
				return a.copyFault(i.Home, to, err)
			}
			if err := a.coverAll(cmd.Context(), i); err != nil {
				return err
			}
		}
		var mutex sync.Mutex
		var names []string
		p.Wrote = func(name string, _ publish.Object) {
			mutex.Lock()
			defer mutex.Unlock()
			if dry {
				names = append(names, name)
			}
		}
		progress, end := a.counted("progress.publish")
		p.Progress = progress
		r, err := p.Publish(cmd.Context())
		end()
		slices.Sort(names)
		overtaken := errors.Is(err, publish.ErrOvertaken)
		if dry && errors.Is(err, publish.ErrUnpublished) {
			return refuse("publish-none", "to", to).hinted("publish.none-dry")
		}
		if err != nil && !overtaken {
			return a.copyFault(i.Home, to, err)
		}
		a.reportCopy(publishReport{to, r.Before, r.Size, r.Objects, r.Bytes, dry, names, overtaken})
		return nil
	})
	cmd.Flags().BoolVar(&dry, "dry-run", false, a.say("publish.flag.dry-run"))
	cmd.Flags().BoolVar(&anew, "anew", false, a.say("publish.flag.anew"))
	return cmd
}

// coverAll has a checkpoint published that covers all entries, where there is none. Too few
// witnesses are no hindrance: what they cosigned before is copied.
func (a *app) coverAll(ctx context.Context, i *institution) error {
	s, err := i.Publisher().State()
	if err != nil || s.Met && s.Published == s.Entries {
		return err
	}
	err = a.publish(ctx, i)
	if f := (*fault)(nil); errors.As(err, &f) && f.code == "quorum-short" {
		why, _ := a.explain(f)
		a.note("serve.quorum", "why", why)
		return nil
	}
	return err
}

func (a *app) reportCopy(r publishReport) {
	a.result(r, func() {
		for _, name := range r.Names {
			a.line(name)
		}
		key := "publish.done"
		switch {
		case r.DryRun:
			key = "publish.would"
		case r.Overtaken:
			key = "publish.overtaken"
		case r.Objects == 0:
			key = "publish.same"
		}
		a.print(key, "to", r.To, "size", phrase.Number(a.lang, r.Size), "before", phrase.Number(a.lang, r.Before),
			"objects", phrase.Number(a.lang, r.Objects))
	})
}

// copyFault says why nothing, or not all, was copied.
func (a *app) copyFault(h *home, to string, err error) error {
	var unverified *publish.UnverifiedError
	var different *publish.DifferentError
	var store *publish.StoreError
	var unfit *publish.UnfitError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.As(err, &unverified):
		return refuse("publish-unverified", "to", to).because(unverified.Err)
	case errors.As(err, &different):
		return refuse("publish-different", "to", to, "name", different.Name)
	case errors.As(err, &unfit):
		return refuse("publish-unfit", "to", to, "condition", unfit.Condition)
	case errors.As(err, &store):
		f := refuse("publish-store", "to", to, "name", store.Name).because(store.Err)
		f.exit = exitUndetermined
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
			f = f.hinted("publish.store-denied")
		}
		return f
	}
	for code, cause := range map[string]error{"publish-none": publish.ErrUnpublished,
		"publish-missing": publish.ErrMissing,
		"publish-lost":    publish.ErrLost, "publish-former": publish.ErrFormer} {
		if errors.Is(err, cause) {
			return refuse(code, "to", to)
		}
	}
	return a.ledgerFault(h, h.LedgerDir(), err)
}

// forkFault says that a place shows what this ledger does not have; nil where that is not why.
func forkFault(h *home, err error) error {
	var fork *publish.ForkError
	if !errors.As(err, &fork) {
		return nil
	}
	code := "publish-forked"
	if fork.Seen > fork.Size {
		code = "publish-restored"
	}
	return refuse(code, "dir", h.LedgerDir(), "to", fork.To, "seen", fork.Seen, "size", fork.Size)
}
