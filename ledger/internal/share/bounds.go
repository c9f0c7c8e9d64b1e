package share

import (
	"errors"

	"ikrar/signer"
)

// What a call from afar may cost. Our own program asks for less; who has a registrar's key and
// another program does not fill the server's memory with one call.
const (
	maxKeys       = 1024    // of one question for several
	maxStatements = 1 << 14 // of one call; each has some hundred bytes
	maxQuestion   = 4 << 20 // bytes of a call that brings neither drawers nor files
	maxKept       = 8 << 20 // bytes of answers to the last calls, of one session
)

var errTooMuch = errors.New("too much for one call")

// atMost refuses, from afar, so many things in a call.
func (s *sharing) atMost(n, most int) error {
	if s.far && n > most {
		return errTooMuch
	}
	return nil
}

// tooLong refuses a body longer than its method takes. The services beside the book's bring files.
func tooLong(own string, ours bool, body []byte) error {
	if ours && own != "Write" && len(body) > maxQuestion {
		return errors.Join(signer.ErrEncoding, errTooMuch)
	}
	return nil
}

// Reader is a service beside the book's some of whose methods change nothing: as of the book's,
// their answers are not kept.
type Reader interface{ Reads(method string) bool }

// readsOnly reports whether a method changes nothing.
func (v *visit) readsOnly(service, method string) bool {
	r, ok := v.readers[service]
	return ok && r.Reads(method)
}

// keep remembers what came of a call that was made once, and forgets the oldest answers where all
// have too many bytes: who asks again for one of those is told that its number is too old.
func (v *visit) keep(number uint64, a *answered, answer []byte, err error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	a.answer, a.err = answer, err
	if v.answers[number] != a { // so many came in between
		return
	}
	v.size += len(answer)
	for v.size > maxKept {
		oldest := number
		for n, other := range v.answers {
			if n < oldest && len(other.answer) > 0 {
				oldest = n
			}
		}
		old := v.answers[oldest]
		v.size -= len(old.answer)
		old.answer, old.err = nil, ErrNumber
	}
}

// got is what came of a call that was made before.
func (v *visit) got(a *answered) ([]byte, error) {
	<-a.done
	v.mutex.Lock()
	defer v.mutex.Unlock()
	return a.answer, a.err
}
