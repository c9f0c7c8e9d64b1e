package remote

import (
	"context"
	"time"
)

// TellSlow returns a context whose questions call tell when an answer has not come for so long.
// tell has returned before the answer is given.
func TellSlow(ctx context.Context, after time.Duration, tell func()) context.Context {
	return context.WithValue(ctx, slowKey{}, slow{after, tell})
}

type slowKey struct{}

type slow struct {
	after time.Duration
	tell  func()
}

// noticeSlow begins a question; what it returns is to be called at its end.
func noticeSlow(ctx context.Context) (answered func()) {
	s, ok := ctx.Value(slowKey{}).(slow)
	if !ok {
		return func() {}
	}
	told := make(chan struct{})
	timer := time.AfterFunc(s.after, func() { s.tell(); close(told) })
	return func() {
		if !timer.Stop() {
			<-told
		}
	}
}
