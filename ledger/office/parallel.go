package office

import (
	"context"
	"iter"
)

// inFlight is how many statements wait for the ledger at once: enough that a group commit is worth
// its fsyncs.
const inFlight = 256

// result is what became of one input.
type result[T any] struct {
	value T
	err   error
}

// inOrder does f for every input, many at once, and yields the results in the order of the inputs,
// each as soon as it and those before it are there. When the context ends or the caller breaks off,
// nothing new is begun; what was begun is waited for.
func inOrder[I, T any](ctx context.Context, inputs []I, f func(I) (T, error)) iter.Seq2[int, result[T]] {
	return func(yield func(int, result[T]) bool) {
		ctx, cancel := context.WithCancel(ctx)
		pending := make(chan chan result[T], inFlight)
		go func() {
			defer close(pending)
			for _, input := range inputs {
				one := make(chan result[T], 1)
				select {
				case pending <- one:
				case <-ctx.Done():
					return
				}
				go func() {
					value, err := f(input)
					one <- result[T]{value, err}
				}()
			}
		}()
		n, more := 0, true
		for one := range pending {
			r := <-one
			if more = more && yield(n, r); !more {
				cancel()
			}
			n++
		}
		if err := ctx.Err(); err != nil && more && n < len(inputs) {
			yield(n, result[T]{err: err})
		}
		cancel()
	}
}
