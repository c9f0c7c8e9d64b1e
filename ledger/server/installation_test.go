package server

import (
	"errors"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/cosigning"
	"ikrar/ledger/internal/clock"
)

// TestHealth: it is healthy while a pledge would be recorded, and says why where none would.
func TestHealth(t *testing.T) {
	w := newWorld(t)
	free, failed, last := uint64(100), error(nil), time.Time{}
	w.server.options.Installation = Installation{Version: "1.2.3", Commit: "0123abc",
		Disk:   func() (uint64, uint64, error) { return free, 50, failed },
		Backup: func() (time.Time, bool) { return last, !last.IsZero() }}
	expect := func(code string, lines ...string) {
		t.Helper()
		status := http.StatusOK
		if code != "" {
			status = outcomes[code].status
		}
		if got := w.get("/healthz"); got.StatusCode != status || code != "" && got.code() != code {
			t.Errorf("%s %s, want %q", got.Status, got.body, code)
		}
		metrics := w.metrics()
		for _, line := range lines {
			if !strings.Contains(metrics, line+"\n") {
				t.Errorf("no %s in\n%s", line, metrics)
			}
		}
	}
	expect("", `ikrar_build_info{version="1.2.3",commit="0123abc"} 1`, "ikrar_recording 1", "ikrar_disk_free_bytes 100",
		"ikrar_disk_reserve_bytes 50", "ikrar_backup_age_seconds +Inf", "ikrar_approvals_waiting 0")
	if left := regexp.MustCompile(`\nikrar_trust_seconds_left (\d+)\n`).FindStringSubmatch(w.metrics()); left == nil ||
		len(left[1]) != len("31535999") {
		t.Errorf("a year of the trust list: %q", left)
	}
	last = time.Now().Add(-time.Hour)
	if !regexp.MustCompile(`\nikrar_backup_age_seconds 36\d\d\n`).MatchString(w.metrics()) {
		t.Error("no backup of an hour ago")
	}
	free = 49
	expect("disk-full", "ikrar_recording 0", "ikrar_disk_free_bytes 49")
	failed = errors.New("odd")
	expect("internal", "ikrar_recording 0")
	free, failed = 100, nil
	w.server.clock = clock.Start(func() time.Time { return time.Now().Add(-time.Hour) })
	expect("clock", "ikrar_recording 0")
	w.server.options.Installation.AcceptClock = true
	expect("")
	w.server.clock = clock.Start(time.Now)
	w.ledger.Halt(errors.New("forked"))
	expect("out-of-service", "ikrar_recording 0", "ikrar_ledger_up 0")
}

// TestAlerts: an alert on what nobody measures never comes. Every metric of the example rules is
// one that a server writes.
func TestAlerts(t *testing.T) {
	rules, err := os.ReadFile("../../cmd/ikrar/package/alerts.yml")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.server.options.Witnesses = func() (cosigning.State, error) { return cosigning.State{}, nil }
	w.server.options.Copies = func() Copies { return Copies{Entries: 7, Tries: 2} }
	w.server.options.Installation = Installation{
		Disk:   func() (uint64, uint64, error) { return 0, 0, nil },
		Backup: func() (time.Time, bool) { return time.Time{}, false }}
	metrics := w.metrics()
	named := regexp.MustCompile(`\bikrar_[a-z_]+`).FindAllString(string(rules), -1)
	slices.Sort(named)
	if named = slices.Compact(named); len(named) < 10 {
		t.Errorf("only %q", named)
	}
	for _, name := range named {
		name = strings.TrimSuffix(name, "_count")
		if !strings.Contains(metrics, "# TYPE "+name+" ") {
			t.Errorf("no %s is measured", name)
		}
	}
}
