package server

import (
	"strings"
	"testing"
	"time"
)

// TestJournal: however much is refused, a line says it, by codes and routes alone.
func TestJournal(t *testing.T) {
	w := newWorld(t)
	for range 3 {
		w.get("/v1/proofs/0000-0000-0000")
	}
	w.post([]byte("no statement"))
	w.server.journal.worked("/v1/pledges", slowWork-time.Millisecond)
	w.server.journal.worked("/v1/pledges", slowWork)
	w.server.journal.worked("/v1/pledges", 3*time.Second)
	counted := func() int {
		w.server.journal.mutex.Lock()
		defer w.server.journal.mutex.Unlock()
		return w.server.journal.refused["not-found"] + w.server.journal.refused["encoding"]
	}
	for start := time.Now(); counted() < 4 && time.Since(start) < 10*time.Second; time.Sleep(time.Millisecond) {
	} // what is answered is counted behind it
	if strings.Contains(w.log.String(), "msg=refused") {
		t.Error("a line at once")
	}
	w.server.WriteJournal()
	w.server.WriteJournal() // which has nothing more to say
	log := w.log.String()
	for _, line := range []string{"msg=refused encoding=1 not-found=3\n",
		"msg=slow route=/v1/pledges requests=2 longest=3s\n"} {
		if strings.Count(log, line) != 1 {
			t.Errorf("no %q, or more than one, in\n%s", line, log)
		}
	}
	if strings.Contains(log, "0000-0000") || strings.Contains(log, "127.0.0.1") {
		t.Errorf("it says what was asked for, or by whom:\n%s", log)
	}
}
