package share

import (
	"bytes"
	"encoding/gob"
	"errors"
	"io"
	"net/rpc"
	"slices"
	"strings"
	"sync"
	"time"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/sessions"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// visit is an open session.
type visit struct {
	Visitor
	key     eddsa.PublicKey // that signs its calls
	server  *rpc.Server
	session *sharing
	beside  []any // the services beside the book's
	readers map[string]Reader

	forgetting *time.Timer // closes the views

	mutex   sync.Mutex
	last    time.Time // when it was seen; zero for not since it was opened
	highest uint64    // of the numbers that were used
	answers map[uint64]*answered
	size    int // of the answers, in bytes

	saving sync.Mutex // of what follows
	record sessions.Record
	later  *time.Timer // writes it
}

// answered is what a call got, or gets. The visit's mutex is for its answer and error.
type answered struct {
	body   signer.Digest
	answer []byte
	err    error
	done   chan struct{}
}

// errBroken is of a call that panicked.
var errBroken = errors.New("the call broke off")

func (v *visit) seen() time.Time {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if v.last.IsZero() {
		return v.Since
	}
	return v.last
}

// whyOver says why a session has ended by itself; "" of one that goes on.
func (v *visit) whyOver(s book.State, now time.Time) string {
	if now.Sub(v.seen()) > idleLife || now.Sub(v.Since) > wholeLife {
		return sessions.Idle
	}
	if _, still := inForce(s, v.Key.ID()); !still {
		return sessions.Retired
	}
	return ""
}

// reads are the methods that change nothing: they may be repeated, and their answers are large.
var reads = []string{"State", "Look", "Get", "Several", "Page", "Done", "Personal", "Visitors"}

// writes are the others that a registrar has from afar (HTTP.md section 4).
var writes = []string{"Append", "AppendAll", "AppendTogether", "Erase", "Write", "EndVisit", "Leave"}

// A far call's body is its method and what that takes; the answer is why it could not be made, ""
// mostly, and what the method gives. All are in gob, as over the socket.
type farRequest struct{ Method string }
type farAnswer struct{ Error string }

func (v *visit) answer(c Call, body []byte, now time.Time) ([]byte, error) {
	in := gob.NewDecoder(bytes.NewReader(body))
	var request farRequest
	if err := in.Decode(&request); err != nil {
		return nil, errors.Join(signer.ErrEncoding, err)
	}
	v.forgetting.Reset(viewLife)
	own, ours := strings.CutPrefix(request.Method, Service+".")
	if ours && !slices.Contains(reads, own) && !slices.Contains(writes, own) {
		return nil, ErrRight
	}
	if err := tooLong(own, ours, body); err != nil {
		return nil, err
	}
	service, method, _ := strings.Cut(request.Method, ".")
	if ours && slices.Contains(reads, own) || v.readsOnly(service, method) {
		v.mutex.Lock()
		v.last = now
		v.mutex.Unlock()
		return v.serve(request, in)
	}
	mine, first, err := v.once(c, now)
	if err != nil {
		return nil, err
	}
	if !first {
		return v.got(mine)
	}
	defer close(mine.done)
	answer, err := v.serve(request, in)
	v.keep(c.Number, mine, answer, err)
	return answer, err
}

// once finds what a number has got, or has it made now.
func (v *visit) once(c Call, now time.Time) (a *answered, first bool, err error) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.last = now
	if a, ok := v.answers[c.Number]; ok {
		if a.body != c.Body {
			return nil, false, ErrNumber
		}
		return a, false, nil
	}
	if c.Number+kept <= v.highest {
		return nil, false, ErrNumber
	}
	v.highest = max(v.highest, c.Number)
	for n, old := range v.answers {
		if n+kept <= v.highest {
			v.size -= len(old.answer)
			delete(v.answers, n)
		}
	}
	a = &answered{body: c.Body, err: errBroken, done: make(chan struct{})}
	v.answers[c.Number] = a
	return a, true, nil
}

// serve makes a call that is admitted.
func (v *visit) serve(request farRequest, in *gob.Decoder) ([]byte, error) {
	c := &oneCall{method: request.Method, in: in}
	if err := v.server.ServeRequest(c); err != nil && c.out == nil {
		return nil, errors.Join(signer.ErrEncoding, err)
	}
	return c.out, c.err
}

// oneCall is the codec of net/rpc for a single call.
type oneCall struct {
	method string
	in     *gob.Decoder
	out    []byte
	err    error
}

func (c *oneCall) ReadRequestHeader(r *rpc.Request) error {
	if c.method == "" {
		return io.EOF
	}
	r.ServiceMethod, c.method = c.method, ""
	return nil
}

func (c *oneCall) ReadRequestBody(into any) error {
	if into == nil {
		return nil
	}
	return c.in.Decode(into)
}

func (c *oneCall) WriteResponse(r *rpc.Response, out any) error {
	var b bytes.Buffer
	to := gob.NewEncoder(&b)
	if c.err = to.Encode(farAnswer{r.Error}); c.err == nil && r.Error == "" {
		c.err = to.Encode(out)
	}
	c.out = b.Bytes()
	return c.err
}

func (c *oneCall) Close() error { return nil }
