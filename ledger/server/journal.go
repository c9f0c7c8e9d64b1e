package server

import (
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"ikrar/ledger"
)

const (
	// journalPause is how long refusals and slow work are counted before they are logged: whoever
	// sends nonsense without end fills no disk by it.
	journalPause = time.Minute
	// slowWork is how long a request may be worked on before it is called slow: so long somebody
	// looks at a page that does nothing.
	slowWork = 2 * time.Second
)

// journal counts what an operator should read about, and logs it once a minute at most: refusals by
// their code, slow work by its route. It knows nobody's address, name or code.
type journal struct {
	log *slog.Logger

	mutex   sync.Mutex
	refused map[string]int // by code
	slow    map[string]*slowness
	timer   *time.Timer // until the next lines; nil where there is nothing to say
}

// slowness is that of one route.
type slowness struct {
	count   int
	longest time.Duration
}

func newJournal(log *slog.Logger) *journal {
	return &journal{log: log, refused: map[string]int{}, slow: map[string]*slowness{}}
}

func (j *journal) later() {
	if j.timer == nil {
		j.timer = time.AfterFunc(journalPause, j.write)
	}
}

// refusal counts an error that was answered.
func (j *journal) refusal(err error) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.refused[codeOf(err)]++
	j.later()
}

// worked counts work that took too long.
func (j *journal) worked(route string, took time.Duration) {
	if took < slowWork {
		return
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	s := j.slow[route]
	if s == nil {
		s = &slowness{}
		j.slow[route] = s
	}
	s.count++
	s.longest = max(s.longest, took)
	j.later()
}

// write logs what was counted since the last time.
func (j *journal) write() {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	if j.timer != nil {
		j.timer.Stop()
		j.timer = nil
	}
	if len(j.refused) > 0 {
		var counts []any
		for _, code := range slices.Sorted(maps.Keys(j.refused)) {
			counts = append(counts, code, j.refused[code])
		}
		j.log.Info("refused", counts...)
	}
	for _, route := range slices.Sorted(maps.Keys(j.slow)) {
		s := j.slow[route]
		j.log.Warn("slow", "route", route, "requests", s.count, "longest", s.longest.Round(time.Millisecond))
	}
	clear(j.refused)
	clear(j.slow)
}

// codeOf is the code that a client was given with an error of failureOf.
func codeOf(err error) string {
	var f *failure
	var rule *ledger.RuleError
	switch {
	case errors.As(err, &f):
		return f.code
	case errors.As(err, &rule):
		return rule.Rule
	}
	return "internal"
}

// WriteJournal logs now what would be logged within a minute: at the end.
func (s *Server) WriteJournal() { s.journal.write() }
