package server

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"ikrar/ledger/internal/share"
)

// sessionCounts count the sessions of registrars from afar.
type sessionCounts struct {
	opened atomic.Uint64

	mutex   sync.Mutex
	refused map[string]uint64 // by code
}

// watch logs who comes and goes. A registrar's name is public, in the trust list; what people call
// the machine is not.
func (s *Server) watch() {
	s.options.Visits.Watch(func(e share.Event) {
		session := fmt.Sprintf("%x", e.ID[:4])
		if e.Why != "" {
			s.options.Log.Info("a registrar's session ended", "registrar", e.Registrar, "session", session, "why",
				e.Why)
			return
		}
		s.sessions.opened.Add(1)
		s.options.Log.Info("a registrar's session was opened", "registrar", e.Registrar, "session", session)
	})
}

// refusing counts a refusal, and gives it on.
func (c *sessionCounts) refusing(err error) error {
	var f *failure
	if errors.As(err, &f) {
		c.mutex.Lock()
		defer c.mutex.Unlock()
		if c.refused == nil {
			c.refused = map[string]uint64{}
		}
		c.refused[f.code]++
	}
	return err
}

func (c *sessionCounts) writeMetrics(w io.Writer, open int) {
	gauge(w, "ikrar_office_sessions", "Sessions of registrars from afar that are open.", open)
	family(w, "ikrar_office_sessions_opened_total", "counter", "Sessions of registrars that were opened.")
	fmt.Fprintf(w, "ikrar_office_sessions_opened_total %d\n", c.opened.Load())
	family(w, "ikrar_office_refused_total", "counter", "Sessions and calls of registrars that were refused, by code.")
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, code := range slices.Sorted(maps.Keys(c.refused)) {
		fmt.Fprintf(w, "ikrar_office_refused_total{code=%q} %d\n", code, c.refused[code])
	}
}
