package admission

import (
	"context"
	"sync"
)

// Turns let so many of one address work at a time, and the others of it wait. Its methods may be
// called by several goroutines at once.
type Turns struct {
	most int

	mu sync.Mutex
	by map[Address]*turn
}

type turn struct {
	taken chan struct{}
	users int // who wait or work; under Turns.mu
}

// NewTurns lets so many of an address work at a time.
func NewTurns(most int) *Turns { return &Turns{most: most, by: map[Address]*turn{}} }

// Wait waits for a turn, which done ends. Those whose address is not known do not wait.
func (t *Turns) Wait(ctx context.Context, of Address) (done func(), err error) {
	if !of.Known() {
		return func() {}, nil
	}
	one := t.enter(of)
	select {
	case one.taken <- struct{}{}:
		return func() { <-one.taken; t.leave(of, one) }, nil
	case <-ctx.Done():
		t.leave(of, one)
		return nil, ctx.Err()
	}
}

func (t *Turns) enter(of Address) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.by[of]
	if one == nil {
		one = &turn{taken: make(chan struct{}, t.most)}
		t.by[of] = one
	}
	one.users++
	return one
}

func (t *Turns) leave(of Address, one *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one.users--; one.users == 0 {
		delete(t.by, of)
	}
}
