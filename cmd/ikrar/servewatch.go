package main

import (
	"time"

	"ikrar/cmd/version"
	"ikrar/ledger/office/checkup"
	"ikrar/ledger/office/safekeeping"
	"ikrar/ledger/server"
)

// installation tells the server what to say of this home in /healthz and /metrics.
func (a *app) installation(i *institution) server.Installation {
	build := version.Read()
	return server.Installation{AcceptClock: a.acceptClock, Version: build.Version, Commit: build.Commit,
		Disk: func() (free, reserve uint64, err error) { return checkup.Disk(i.Home) },
		Backup: func() (time.Time, bool) {
			last, ok, err := safekeeping.Last(i.Home)
			return last.Time(), ok && err == nil
		}}
}
