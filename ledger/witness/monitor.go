package witness

import (
	"bytes"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"time"

	"ikrar/signer"
)

// monitorHash is how the read path names a log: what origins are made of does not fit into a path.
func monitorHash(origin string) string {
	d := signer.DigestOf([]byte(origin))
	return hex.EncodeToString(d[:])
}

// MonitorPath is where a witness shows the last checkpoint of a log that it cosigned, below its
// address.
func MonitorPath(origin string) string { return "/" + monitorHash(origin) + "/checkpoint" }

// monitor answers with the last checkpoint of a log that was cosigned: the note with the log's
// signature and the witness's own, as it lies on disk. Whoever compares it with what the log shows
// sees a log that shows something else to others, or to this witness.
func (w *Witness) monitor(rw http.ResponseWriter, r *http.Request) {
	origin, known := w.monitored[r.PathValue("log")]
	if !known {
		http.Error(rw, "unknown log", http.StatusNotFound)
		return
	}
	signed, err := w.lastSigned(origin)
	if errors.Is(err, fs.ErrNotExist) {
		http.Error(rw, "nothing was cosigned yet", http.StatusNotFound)
		return
	}
	if err != nil {
		w.options.Log.Error("could not be read", "origin", origin, "err", err)
		http.Error(rw, "internal error", http.StatusInternalServerError)
		return
	}
	d := signer.DigestOf(signed)
	h := rw.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Cache-Control", monitorCache)
	h.Set("ETag", `"`+hex.EncodeToString(d[:16])+`"`)
	h.Set("Access-Control-Allow-Origin", "*") // it is public, and the same for everybody
	h.Set("X-Content-Type-Options", "nosniff")
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(signed))
}

// errTorn says that what is on disk may not be there after a power failure.
var errTorn = errors.New("the last write failed")

// lastSigned reads what was last cosigned. What a failed write has left is not given away: a
// cosignature that is out and then lost lets the witness sign a second history.
func (w *Witness) lastSigned(origin string) ([]byte, error) {
	l := w.logs[origin]
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if l.torn {
		return nil, errTorn
	}
	signed, _, err := w.state.readSigned(w.state.path(origin))
	return signed, err
}
