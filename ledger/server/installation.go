package server

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"sync"
	"time"

	"ikrar/ledger"
)

// Installation is what a server is told of the home that it serves, so that it can say when nothing
// would be recorded, and warn before.
type Installation struct {
	Disk        func() (free, reserve uint64, err error) // bytes, where the ledger lies; may be nil
	Backup      func() (at time.Time, ok bool)           // when the last was made; may be nil
	AcceptClock bool                                     // the operator's word, as the ledger was opened with it
	Version     string                                   // of this build
	Commit      string                                   // that it was built from
}

// refusing says why a pledge would not be recorded now: nil where it would.
func (s *Server) refusing() error {
	l := s.options.Ledger
	if l.Err() != nil {
		return fail("out-of-service")
	}
	last, err := l.Entry(l.Size() - 1) // there is the trust list at least
	if err != nil {
		return err
	}
	var wrong *ledger.ClockError
	if _, err := s.clock.Read(last.Time, s.options.Installation.AcceptClock); errors.As(err, &wrong) {
		return fail("clock")
	}
	if disk := s.options.Installation.Disk; disk != nil {
		if free, reserve, err := disk(); err != nil {
			return err
		} else if free < reserve {
			return fail("disk-full")
		}
	}
	return nil
}

// recount is how often the requests that wait are counted at most: each of them is opened for that.
const recount = time.Minute

// approvals remembers how many requests wait for an officer.
type approvals struct {
	mutex sync.Mutex
	at    time.Time
	count int
}

func (s *Server) approvalsWaiting() (count int, err error) {
	a := &s.approvals
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if now := s.options.Now(); a.at.IsZero() || now.Sub(a.at) >= recount {
		all, err := s.options.Desk.Waiting()
		if err != nil {
			return 0, err
		}
		a.at, a.count = now, len(all)
	}
	return a.count, nil
}

// writeInstallation says what an operator has to look after.
func (s *Server) writeInstallation(w io.Writer) {
	i := s.options.Installation
	family(w, "ikrar_build_info", "gauge", "1, with the version and the commit of this build.")
	fmt.Fprintf(w, "ikrar_build_info{version=%q,commit=%q} 1\n", i.Version, i.Commit)
	records := 1
	if s.refusing() != nil {
		records = 0
	}
	gauge(w, "ikrar_recording", "1 while a pledge would be recorded, 0 where /healthz says why not.", records)
	if i.Disk != nil {
		if free, reserve, err := i.Disk(); err == nil {
			gauge(w, "ikrar_disk_free_bytes", "Bytes that are free where the ledger lies.", free)
			gauge(w, "ikrar_disk_reserve_bytes", "Free bytes below which nothing is recorded.", reserve)
		}
	}
	now := s.options.Now()
	list, _ := s.options.Ledger.Trust()
	family(w, "ikrar_trust_seconds_left", "gauge", "Seconds until the trust list ends; negative since then.")
	fmt.Fprintf(w, "ikrar_trust_seconds_left %d\n", list.NextUpdate-now.Unix())
	if i.Backup != nil {
		age := math.Inf(1)
		if at, ok := i.Backup(); ok {
			age = now.Sub(at).Seconds()
		}
		family(w, "ikrar_backup_age_seconds", "gauge", "Seconds since the last backup; +Inf where none was made.")
		fmt.Fprintf(w, "ikrar_backup_age_seconds %s\n", strconv.FormatFloat(age, 'f', 0, 64))
	}
	if s.options.Desk != nil {
		if n, err := s.approvalsWaiting(); err == nil {
			gauge(w, "ikrar_approvals_waiting", "Requests for credentials that wait for an officer.", n)
		}
	}
}
