package main

import (
	"log/slog"
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

// logStart logs what begins to serve what; what it returns logs the end.
func (a *app) logStart(log *slog.Logger, i *institution, url string) (stopped func()) {
	build, begun := version.Read(), a.now()
	list, _ := i.Ledger.Trust()
	log.Info("started", "url", url, "version", build.Version, "commit", build.Commit, "origin", list.Origin,
		"trust", list.Serial, "entries", i.Ledger.Size())
	return func() {
		log.Info("stopped", "entries", i.Ledger.Size(), "after", a.now().Sub(begun).Round(time.Second))
	}
}
