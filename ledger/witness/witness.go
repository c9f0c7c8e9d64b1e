package witness

import (
	"crypto"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/addcheckpoint"
	"ikrar/verify/trust"
)

// Log is a log that a witness knows: its checkpoints are of this origin and signed by one of these
// keys, in whose range the last entry is.
type Log struct {
	Origin string
	Keys   []trust.LedgerKey
}

// LogOf is the log of an institution's trust list. What a stolen key signs is not cosigned.
func LogOf(t *trust.List) Log {
	l := Log{Origin: t.Origin}
	for _, k := range t.Ledgers {
		if k.State != trust.Stolen {
			l.Keys = append(l.Keys, k)
		}
	}
	return l
}

// Options say who a witness is.
type Options struct {
	Name string        // in its cosignatures
	Key  crypto.Signer // its own Ed25519 key, used for nothing else
	Logs []Log
	Dir  string           // its memory; made where it is absent, and locked
	Now  func() time.Time // of cosignatures
	Log  *slog.Logger     // may be nil
}

// Witness cosigns checkpoints that continue what it has seen. It is an [http.Handler].
type Witness struct {
	options   Options
	key       trust.VerifierKey
	logs      map[string]*watched
	monitored map[string]string // origins by their SHA-256, as the read path names them
	state     *state
	mux       http.ServeMux
}

// watched is a log with what was last cosigned of it.
type watched struct {
	keys  []trust.LedgerKey
	mutex sync.Mutex // from the first look at last until it is on disk: else two answers could come from one state
	last  trust.Checkpoint
	torn  bool // a write failed, so that last may not be what is on disk
}

// Open reads a witness's memory. It refuses a directory that another process holds ([ErrLocked])
// and one with a file that this witness did not write ([ErrState]). The caller closes it.
func Open(o Options) (*Witness, error) {
	cosigner, err := trust.Cosigner(o.Name, o.Key, 0)
	if err != nil {
		return nil, err
	}
	key, err := trust.ParseVerifierKey(cosigner.(fmt.Stringer).String()) // refuses bad names and keys
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	w := &Witness{options: o, key: key, logs: map[string]*watched{}, monitored: map[string]string{}}
	for _, l := range o.Logs {
		known := w.logs[l.Origin]
		if known == nil {
			known = &watched{}
			w.logs[l.Origin] = known
			w.monitored[monitorHash(l.Origin)] = l.Origin
		}
		for _, k := range l.Keys {
			if k.Key.Name() != l.Origin {
				return nil, fmt.Errorf("log %s has a key of %s", l.Origin, k.Key.Name())
			}
			if !slices.Contains(known.keys, k) {
				known.keys = append(known.keys, k)
			}
		}
	}
	var seen map[string]trust.Checkpoint
	if w.state, seen, err = openState(o.Dir, key); err != nil {
		return nil, err
	}
	for origin, c := range seen {
		if l := w.logs[origin]; l != nil {
			l.last = c
		}
	}
	w.mux.HandleFunc("POST /add-checkpoint", w.addCheckpoint)
	w.mux.HandleFunc("GET /{log}/checkpoint", w.monitor)
	return w, nil
}

// Key is the witness's verifier key, as trust lists name it.
func (w *Witness) Key() trust.VerifierKey { return w.key }

// Seen is the size of the last checkpoint of a log that was cosigned.
func (w *Witness) Seen(origin string) uint64 {
	l := w.logs[origin]
	if l == nil {
		return 0
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.last.Size
}

// Close waits for nobody: whoever serves stops first.
func (w *Witness) Close() error { return w.state.close() }

// ServeHTTP answers the two calls of C2SP tlog-witness: POST /add-checkpoint, and GET of the last
// checkpoint that was cosigned.
func (w *Witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) { w.mux.ServeHTTP(rw, r) }

func (w *Witness) addCheckpoint(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		err = &refusal{status: http.StatusRequestEntityTooLarge, why: "body too long"}
	case err != nil:
		err = &refusal{status: http.StatusBadRequest, why: "body not received"}
	}
	var line []byte
	if err == nil {
		line, err = w.add(body)
	}
	var no *refusal
	switch {
	case err == nil:
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		rw.Write(line)
	case !errors.As(err, &no):
		w.options.Log.Error("could not cosign", "err", err)
		http.Error(rw, "internal error", http.StatusInternalServerError)
	case no.seen != nil:
		rw.Header().Set("Content-Type", addcheckpoint.SizeType)
		rw.WriteHeader(no.status)
		fmt.Fprintf(rw, "%d\n", *no.seen)
	default:
		http.Error(rw, no.why, no.status)
	}
}

// refusal is an answer other than 200 and 500.
type refusal struct {
	status int
	why    string
	seen   *uint64 // the body of a 409 about the size
}

func (r *refusal) Error() string { return fmt.Sprintf("%d: %s", r.status, r.why) }

// add decides over a body, in C2SP's order, and returns the signature line.
func (w *Witness) add(body []byte) ([]byte, error) {
	r, err := addcheckpoint.Parse(body)
	if err != nil {
		return nil, &refusal{status: http.StatusBadRequest, why: err.Error()}
	}
	origin, _, _ := strings.Cut(string(r.Checkpoint), "\n")
	l := w.logs[origin]
	if l == nil {
		return nil, &refusal{status: http.StatusNotFound, why: "unknown log"}
	}
	signed, c, err := l.open(r.Checkpoint)
	if err != nil {
		return nil, err
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.torn {
		if l.last, err = w.state.load(origin); err != nil {
			return nil, err
		}
		l.torn = false
	}
	if err := l.continues(r, c); err != nil { // of what anybody may send, only what the log signed is kept as evidence
		w.options.Log.Warn("not cosigned", "origin", origin, "seen", l.last.Size, "size", c.Size, "why", err,
			"checkpoint", string(signed))
		return nil, err
	}
	return w.cosign(l, c, signed)
}

// open verifies a signed checkpoint, and returns it with no other signature lines than those of the
// log's keys. A key that was retired counts up to the end of its range: who finds it later cannot
// lead the witness away from the log.
func (l *watched) open(signed []byte) ([]byte, trust.Checkpoint, error) {
	n, err := note.Open(signed, note.VerifierList(l.verifiers(0, trust.NoEnd)...))
	var unknown *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unknown), errors.As(err, &invalid):
		return nil, trust.Checkpoint{}, &refusal{status: http.StatusForbidden, why: "not signed by a key of the log"}
	case err != nil:
		return nil, trust.Checkpoint{}, &refusal{status: http.StatusBadRequest, why: "not a signed note"}
	}
	c, err := parseCheckpoint(n.Text)
	if err != nil {
		return nil, trust.Checkpoint{}, &refusal{status: http.StatusBadRequest, why: "not a checkpoint"}
	}
	text, lines := addcheckpoint.Split(signed)
	last := max(c.Size, 1) - 1
	var kept []byte
	for _, k := range l.verifiers(last, last) {
		kept = append(kept, addcheckpoint.Verified(text, lines, k)...)
	}
	if len(kept) == 0 {
		return nil, trust.Checkpoint{},
			&refusal{status: http.StatusForbidden, why: "not signed by the key of the log for this size"}
	}
	return slices.Concat(text, []byte("\n"), kept), c, nil
}

// verifiers are the log's keys that may sign for one of the entries from first to last, each once.
func (l *watched) verifiers(first, last uint64) (keys []note.Verifier) {
	for _, k := range l.keys {
		if k.First <= last && first <= k.Last && !slices.Contains(keys, note.Verifier(k.Key)) {
			keys = append(keys, k.Key)
		}
	}
	return keys
}

// emptyRoot is the root of a tree without leaves: SHA-256 of nothing (RFC 6962 section 2.1).
var emptyRoot, _ = tlog.TreeHash(0, nil)

// continues says whether a checkpoint continues what was last cosigned.
func (l *watched) continues(r addcheckpoint.Request, c trust.Checkpoint) error {
	conflict := &refusal{status: http.StatusUnprocessableEntity,
		why: "the proof does not show that the checkpoint continues what was cosigned"}
	switch {
	case r.Old > c.Size:
		return &refusal{status: http.StatusBadRequest, why: "the old size is above the checkpoint's"}
	case r.Old != l.last.Size:
		seen := l.last.Size
		return &refusal{status: http.StatusConflict, why: fmt.Sprintf("old size is %d", seen), seen: &seen}
	case c.Size == 0 && c.Root != emptyRoot:
		return conflict
	case r.Old == 0 || r.Old == c.Size:
		if r.Old > 0 && c.Root != l.last.Root {
			return &refusal{status: http.StatusConflict, why: "another root was cosigned at this size"}
		}
		if len(r.Proof) > 0 { // there is nothing to prove, and one spelling of nothing
			return conflict
		}
		return nil
	}
	if tlog.CheckTree(r.Proof, int64(c.Size), c.Root, int64(r.Old), l.last.Root) != nil {
		return conflict
	}
	return nil
}

// cosign signs a checkpoint, makes it the last one on disk, and only then gives the signature line
// away.
func (w *Witness) cosign(l *watched, c trust.Checkpoint, signed []byte) ([]byte, error) {
	cosigner, err := trust.Cosigner(w.options.Name, w.options.Key, w.options.Now().Unix())
	if err != nil {
		return nil, err
	}
	all, err := trust.AddCosignatures(signed, cosigner)
	if err != nil {
		return nil, err
	}
	line := all[len(signed):]
	text, _ := addcheckpoint.Split(signed)
	if addcheckpoint.Verified(text, line, w.key) == nil { // a key in an agent or an HSM is not believed
		return nil, errors.New("the witness's key made a signature that does not verify")
	}
	if err := w.state.store(c.Origin, all); err != nil {
		l.torn = true
		return nil, err
	}
	l.last = c
	return line, nil
}
