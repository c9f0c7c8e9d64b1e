package main

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"ikrar/signer/invitation"
)

// A morning is when all people of a house sign: each on a telephone, behind one router, at a
// moment that does not depend on how the server fares.
type morning struct {
	world
	url   string
	codes []invitation.Code

	mutex  sync.Mutex
	took   map[string][]time.Duration // by step
	asked  int                        // requests
	failed []string
}

// The steps of one person's visit, in their order.
var morningSteps = []string{"page", "view", "request", "pledge", "proof", "certificate", "all of it"}

// morningSize is what IKRAR_MORNING says, as "20x120": people a second, and seconds.
func morningSize(t *testing.T) (rate, seconds int) {
	rate, seconds = 10, 5
	if size := os.Getenv("IKRAR_MORNING"); size != "" {
		if n, err := fmt.Sscanf(size, "%dx%d", &rate, &seconds); n != 2 || err != nil || rate < 1 || seconds < 1 {
			t.Fatalf("IKRAR_MORNING=%s: people a second and seconds, as 20x120", size)
		}
	}
	return rate, seconds
}

// TestMorning: with certificates issued at once, nobody is refused or sees an error, and everybody
// goes home with a proof that holds and the PDF. How long each step took is printed, and not
// asserted: make morning is the measure.
func TestMorning(t *testing.T) {
	rate, seconds := morningSize(t)
	m := &morning{world: world{t: t, dir: t.TempDir()}, took: map[string][]time.Duration{}}
	m.found(rate * seconds)
	stop := m.serveAtOnce(m.url[len("http://"):])
	start, people := time.Now(), sync.WaitGroup{}
	for n, code := range m.codes {
		time.Sleep(time.Until(start.Add(time.Duration(n) * time.Second / time.Duration(rate))))
		people.Go(func() { m.visit(n, code) })
	}
	people.Wait()
	took := time.Since(start)
	stop()
	m.report(took)
	if len(m.took["certificate"]) != rate*seconds {
		t.Errorf("%d of %d people have a certificate", len(m.took["certificate"]), rate*seconds)
	}
	for _, what := range m.failed[:min(len(m.failed), 20)] {
		t.Error(what)
	}
}

// found makes the institution of n people, and invites them all.
func (m *morning) found(n int) {
	m.t.Helper()
	m.url = "http://" + freeAddress(m.t)
	m.world.found(m.url, n, "--csv", "codes.csv")
	if m.codes = m.world.codes(); len(m.codes) != n {
		m.t.Fatalf("%d codes", len(m.codes))
	}
}

// time notes how long a step took.
func (m *morning) time(step string, since time.Time) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.took[step] = append(m.took[step], time.Since(since))
}

func (m *morning) fail(format string, args ...any) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.failed = append(m.failed, fmt.Sprintf(format, args...))
}

// report prints what the morning was like.
func (m *morning) report(took time.Duration) {
	m.t.Logf("%d people in %.1f s, %d requests, %d errors", len(m.codes), took.Seconds(), m.asked, len(m.failed))
	m.t.Logf("%-12s %8s %8s %8s  milliseconds", "", "p50", "p99", "most")
	for _, step := range morningSteps {
		all := slices.SortedFunc(slices.Values(m.took[step]), cmp.Compare)
		if len(all) == 0 {
			continue
		}
		at := func(part float64) string {
			return strconv.FormatInt(all[int(part*float64(len(all)-1))].Milliseconds(), 10)
		}
		m.t.Logf("%-12s %8s %8s %8s", step, at(0.5), at(0.99), at(1))
	}
}
