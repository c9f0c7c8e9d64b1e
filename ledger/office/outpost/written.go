package outpost

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/files"
)

// WrittenFile keeps which lines of the roster this officer has written, or looked at: what another
// has put there, or the server, is a question before it stands in a credential.
const WrittenFile = "ditulis.json"

// maxWritten bounds it, in bytes: a million people.
const maxWritten = 128 << 20

// written has no data of people in it but what only who knows them could find by trying.
type written struct {
	Key   string            `json:"key"`   // of the sums, in hexadecimal
	Lines map[string]string `json:"lines"` // by subject, the sum of the line
}

func readWritten(h *office.Home) (w written, err error) {
	text, err := files.ReadBounded(filepath.Join(h.Dir, WrittenFile), maxWritten)
	if errors.Is(err, fs.ErrNotExist) {
		return written{rand.Text(), map[string]string{}}, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &w)
	}
	if w.Lines == nil {
		w.Lines = map[string]string{}
	}
	return w, err
}

func (w written) keep(h *office.Home) error {
	var text bytes.Buffer
	err := json.NewEncoder(&text).Encode(w)
	if err != nil {
		return err
	}
	return files.Replace(filepath.Join(h.Dir, WrittenFile), text.Bytes(), files.Private)
}

func lineOf(p roster.Person) string { return hex.EncodeToString(p.Subject[:]) }

// sum is of what a credential would say of a person, and of where a code would be sent.
func (w written) sum(p roster.Person) string {
	mac := hmac.New(sha256.New, []byte(w.Key))
	fmt.Fprintf(mac, "%+q %+q", enrol.PersonOf(p), p.Email)
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Wrote keeps that this officer has written people into the roster as they are, or has looked at
// them.
func (a *away) Wrote(h *office.Home, people []roster.Person) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	w, err := readWritten(h)
	if err != nil {
		return err
	}
	for _, p := range people {
		w.Lines[lineOf(p)] = w.sum(p)
	}
	return w.keep(h)
}

// Foreign finds those whose lines are otherwise than this officer has written or seen them.
func (a *away) Foreign(h *office.Home, people []roster.Person) (foreign []roster.Person, err error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	w, err := readWritten(h)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		if w.Lines[lineOf(p)] != w.sum(p) {
			foreign = append(foreign, p)
		}
	}
	return foreign, nil
}

// Forget drops what is kept of a person who is erased.
func (a *away) Forget(h *office.Home, who signer.Subject) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	w, err := readWritten(h)
	line := hex.EncodeToString(who[:])
	if _, known := w.Lines[line]; err != nil || !known {
		return err
	}
	delete(w.Lines, line)
	return w.keep(h)
}

// Wrote keeps, where a home is an outpost, that its officer has written people into the roster as
// they are, or has looked at them.
func Wrote(h *office.Home, people []roster.Person) error {
	if a, ok := h.Away.(*away); ok {
		return a.Wrote(h, people)
	}
	return nil
}

// Foreign finds, where a home is an outpost, those whose lines its officer has neither written nor
// seen as they are.
func Foreign(h *office.Home, people []roster.Person) ([]roster.Person, error) {
	if a, ok := h.Away.(*away); ok {
		return a.Foreign(h, people)
	}
	return nil, nil
}

// Forget drops what an outpost keeps of a person who is erased.
func Forget(h *office.Home, who signer.Subject) error {
	if a, ok := h.Away.(*away); ok {
		return a.Forget(h, who)
	}
	return nil
}
