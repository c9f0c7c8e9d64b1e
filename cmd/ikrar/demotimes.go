package main

import (
	"fmt"
	"time"

	"ikrar/verify/phrase"
)

// demoTimes are the steps of a demo, and when each began.
type demoTimes struct {
	steps []string
	began []time.Time
}

// step says what comes next, and ends the step before.
func (t *demoTimes) step(a *app, key string, values ...any) {
	a.note(key, values...)
	t.steps, t.began = append(t.steps, a.say(key, values...)), append(t.began, a.now())
}

// print says how long each step took: what is slow at an institution's own size is seen here.
func (t *demoTimes) print(a *app) {
	fmt.Fprintln(a.stdout)
	a.print("demo.times")
	for n, step := range t.steps {
		end := a.now()
		if n+1 < len(t.began) {
			end = t.began[n+1]
		}
		fmt.Fprintf(a.stdout, "%8s  %s\n", phrase.Decimal(a.lang, end.Sub(t.began[n]).Seconds(), 1), step)
	}
	fmt.Fprintln(a.stdout)
}
