package pins

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/verify"
	"ikrar/verify/trust"
)

// Visit is what an auditor keeps of a ledger until the next time: enough to notice that it was
// rolled back or forked since, and to show both signed checkpoints as evidence.
type Visit struct {
	Origin     string `json:"origin"`
	Time       int64  `json:"time"`       // Unix seconds
	Root       string `json:"root"`       // the root that the user believed, whose successors the trust list followed
	Trust      string `json:"trust"`      // the trust list, a note
	Checkpoint string `json:"checkpoint"` // a note
}

// ErrVisit says that a file is not what a visit to this ledger left.
var ErrVisit = errors.New("not what a visit to this ledger left")

const maxVisit = trust.MaxList + verify.MaxProof + 4096

// VisitPath is where a user keeps the last visit to a ledger; "" where there is no such place.
func VisitPath(getenv func(string) string, origin string) string {
	dir := ConfigDir(getenv)
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "audit", strings.ReplaceAll(origin, "/", "_")+".json")
}

// ReadVisit reads a last visit; nil where there was none.
func ReadVisit(path, origin string) (*Visit, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxVisit))
	if err != nil {
		return nil, err
	}
	var v Visit
	if err := json.Unmarshal(data, &v); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", path, ErrVisit, err)
	}
	if v.Origin != origin {
		return nil, fmt.Errorf("%s: %w: it is of %s, not of %s", path, ErrVisit, v.Origin, origin)
	}
	return &v, nil
}

// TrustAfter is the newer one of the trust list that the user believes and of the one that the
// visit ended with. The user's goes before an older one whose root it has succeeded; and the
// visit's before it, where visits followed the successors of this very root.
func (v Visit) TrustAfter(list *trust.List) (*trust.List, error) {
	renewed, err := list.Renew([]byte(v.Trust))
	if err == nil {
		return renewed, nil
	}
	left, broken := trust.Pin([]byte(v.Trust))
	switch {
	case broken != nil || left.Origin != list.Origin:
	case left.Serial < list.Serial:
		return list, nil
	case left.Serial > list.Serial && v.Root == list.Root.String():
		return left, nil
	}
	return nil, err
}
