// Package version says which build of ikrar a program is.
package version

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// number is that of the release; make dist names its packages by it.
const number = "0.9.0"

// commit and date are set by the linker in what make builds: the commit's hash, and its time by
// RFC 3339.
var commit, date string

// Info is what identifies a build.
type Info struct {
	Version string `json:"version"`
	Commit  string `json:"commit,omitempty"` // none where it was built outside a repository
	Date    string `json:"date,omitempty"`   // of the commit, RFC 3339, UTC
	Go      string `json:"go"`
}

// Read says which build this is. What make did not set, the go command may have written.
func Read() Info {
	i := Info{Version: number, Commit: commit, Date: date, Go: runtime.Version()}
	build, ok := debug.ReadBuildInfo()
	if !ok || commit != "" {
		return i
	}
	for _, s := range build.Settings {
		switch s.Key {
		case "vcs.revision":
			i.Commit = s.Value
		case "vcs.time":
			i.Date = s.Value
		case "vcs.modified":
			if s.Value == "true" {
				i.Version += "+changed"
			}
		}
	}
	return i
}

// String is one line: the program's name is the caller's to put before it.
func (i Info) String() string {
	s := i.Version
	if i.Commit != "" {
		s += fmt.Sprintf(" (%.12s", i.Commit)
		if when, err := time.Parse(time.RFC3339, i.Date); err == nil {
			s += ", " + when.UTC().Format(time.DateOnly)
		}
		s += ")"
	}
	return s + " " + i.Go
}
