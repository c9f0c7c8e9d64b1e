package server

import (
	"math"
	"os"
)

// Room is how many connections fit beside a ledger into the open files that the system allows a
// process. Where they do not, it is the ledger that fails: what cannot be synced is out of service.
type Room struct {
	Connections int // at once; MaxConnections at most, and below MinConnections too few to serve
	Limit       int // of open files now
	Wanted      int // of open files, for MaxConnections
}

// FindRoom looks at this process, whose ledger should be open by then: what it has open now, the
// tables of its store among them, may become twice as much.
func FindRoom() Room {
	limit, known := fileLimit()
	if !known {
		return Room{Connections: MaxConnections}
	}
	reserve := max(reservedFiles, 2*openFiles())
	r := Room{Limit: int(min(limit, math.MaxInt32)), Wanted: MaxConnections + reserve}
	r.Connections = max(min(r.Limit-reserve, MaxConnections), 0)
	return r
}

// openFiles counts, and finds none where the system does not list them.
func openFiles() int {
	open, _ := os.ReadDir("/dev/fd")
	return len(open)
}
