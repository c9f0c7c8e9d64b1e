package server

import (
	"net/http"
	"slices"
	"time"

	"ikrar/ledger/server/internal/admission"
)

// past is a deadline that lets what waits for it end at once.
var past = time.Unix(1, 0)

// answer is the way of an answer to its client. While that takes it, it holds a slot of its own; of
// an address that takes too many too slowly, the slowest loses its connection, and so does whoever
// takes nothing at all for answerTimeout. Over HTTP/2 that is who closes its windows.
type answer struct {
	http.ResponseWriter
	control *http.ResponseController
	slots   *admission.Slots
	to      admission.Address
	request *http.Request

	slot    *admission.Slot
	starved *time.Timer
	failed  error
}

func (s *Server) answerTo(w http.ResponseWriter, r *http.Request, to admission.Address) *answer {
	return &answer{ResponseWriter: w, control: http.NewResponseController(w), slots: s.gate.answers, to: to, request: r}
}

// abort ends the connection, which ends the answer whatever it waits for. Its stream alone would
// not: a reset is written behind what the client does not take.
func (a *answer) abort() {
	if c := connectionOf(a.request); c != nil {
		c.Abort()
		return
	}
	a.control.SetWriteDeadline(past)
}

func (a *answer) begin() {
	if a.slot != nil || a.failed != nil {
		return
	}
	if a.slot, a.failed = a.slots.Take(a.to, a.abort); a.failed != nil { // it cannot be: there is always one to give way
		a.abort()
		return
	}
	a.starved = time.AfterFunc(answerTimeout, a.abort)
}

// Write gives a body to the client, piece by piece.
func (a *answer) Write(body []byte) (written int, err error) {
	a.begin()
	for piece := range slices.Chunk(body, answerPiece) {
		if a.failed != nil {
			break
		}
		var n int
		if n, a.failed = a.ResponseWriter.Write(piece); a.failed == nil {
			a.flush()
		}
		written += n
		a.slot.Moved(n)
	}
	return written, a.failed
}

// flush waits until what was written is on its way: net/http would do that after the handler's end,
// where nothing bounds it.
func (a *answer) flush() {
	a.failed = a.control.Flush()
	a.starved.Reset(answerTimeout)
}

// end gives the slot back once all is on its way, the header of an answer without a body too.
func (a *answer) end() {
	if a.slot == nil {
		a.begin()
		if a.failed == nil {
			a.flush()
		}
	}
	if a.slot != nil {
		a.starved.Stop()
		a.slot.Leave()
	}
}
