// Package ordered does much at once, and tells of it in order.
package ordered

import (
	"context"
	"iter"
)

// inFlight is how many statements wait for the ledger at once: enough that a group commit is worth
// its fsyncs.
const inFlight = 256

// Result is what became of one input.
type Result[T any] struct {
	Value T
	Err   error
}

// Do does f for every input, many at once, and yields the results in the order of the inputs,
// each as soon as it and those before it are there. When the context ends or the caller breaks off,
// nothing new is begun; what was begun is waited for.
func Do[I, T any](ctx context.Context, inputs []I, f func(I) (T, error)) iter.Seq2[int, Result[T]] {
	return func(yield func(int, Result[T]) bool) {
		ctx, cancel := context.WithCancel(ctx)
		pending := make(chan chan Result[T], inFlight)
		go func() {
			defer close(pending)
			for _, input := range inputs {
				one := make(chan Result[T], 1)
				select {
				case pending <- one:
				case <-ctx.Done():
					return
				}
				go func() {
					value, err := f(input)
					one <- Result[T]{value, err}
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
			yield(n, Result[T]{Err: err})
		}
		cancel()
	}
}
