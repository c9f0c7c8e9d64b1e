package admission

import (
	"sync"
	"time"
)

const (
	window     = time.Minute
	maxCounted = 1 << 16 // of whom counts are kept at once: some ten megabytes
)

// Budget counts what is refused to each of K, a minute at a time. Its methods may be called by
// several goroutines at once.
type Budget[K comparable] struct {
	most int
	now  func() time.Time

	mu    sync.Mutex
	by    map[K]spent
	swept time.Time
}

type spent struct {
	since time.Time
	count int
}

// NewBudget allows so many a minute.
func NewBudget[K comparable](most int, now func() time.Time) *Budget[K] {
	return &Budget[K]{most: most, now: now, by: map[K]spent{}, swept: now()}
}

// Count counts one more, and reports how long there is nothing left: 0 where this one was within
// the budget.
func (b *Budget[K]) Count(of K) time.Duration {
	now := b.now()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.sweep(now)
	s := b.by[of]
	if now.Sub(s.since) >= window {
		s = spent{since: now}
	}
	s.count++
	b.by[of] = s
	return b.wait(s, now, b.most)
}

// Spent reports how long there is nothing left; 0 where there is.
func (b *Budget[K]) Spent(of K) time.Duration {
	now := b.now()
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wait(b.by[of], now, b.most-1)
}

func (b *Budget[K]) wait(s spent, now time.Time, most int) time.Duration {
	if s.count <= most {
		return 0
	}
	return max(window-now.Sub(s.since), 0)
}

// sweep forgets whose minute is over, once a minute, and somebody where there are too many.
func (b *Budget[K]) sweep(now time.Time) {
	if now.Sub(b.swept) >= window {
		b.swept = now
		for of, s := range b.by {
			if now.Sub(s.since) >= window {
				delete(b.by, of)
			}
		}
	}
	for of := range b.by {
		if len(b.by) < maxCounted {
			break
		}
		delete(b.by, of)
	}
}

// Bounded counts those who have nothing left now.
func (b *Budget[K]) Bounded() (n int) {
	now := b.now()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.by {
		if b.wait(s, now, b.most) > 0 {
			n++
		}
	}
	return n
}
