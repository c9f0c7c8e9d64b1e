package publish_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/publish"
)

// TestRun: what fails is told once and tried again, and what comes of it is told; a destination
// that shows what is not here ends it.
func TestRun(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "public"))
	w.campaigns(2, "deklarasi")
	w.checkpoint()
	var broken atomic.Bool
	broken.Store(true)
	p := w.publisher(func(s publish.Store) publish.Store {
		return faulty{Store: s, create: func(_ string, write func() error) error {
			if broken.Load() {
				return errors.New("503 Slow Down")
			}
			return write()
		}}
	})
	p.Pace = time.Millisecond
	ctx, stop := context.WithCancel(t.Context())
	var events []publish.Event
	p.Told = func(e publish.Event, r publish.Report, err error) {
		events = append(events, e)
		if s := p.State(); e == publish.Failed && (s.Tries != 1 || s.Entries != 0) ||
			e == publish.Recovered && (s.Tries != 0 || s.Entries != 3 || r.Size != 3) ||
			(e == publish.Failed) != (err != nil) {
			t.Errorf("%s: %+v, %v", e, s, err)
		}
		if e == publish.Recovered {
			stop()
		}
		broken.Store(false)
	}
	if err := p.Run(ctx); err != nil {
		t.Error(err)
	}
	if !slices.Equal(events, []publish.Event{publish.Failed, publish.Recovered}) {
		t.Error(events)
	}
	w.clean(3)

	other := newWorld(t, w.dir)
	other.campaigns(3, "lain")
	other.checkpoint()
	if err := other.publisher(nil).Run(t.Context()); !errors.As(err, new(*publish.ForkError)) {
		t.Error(err)
	}
}
