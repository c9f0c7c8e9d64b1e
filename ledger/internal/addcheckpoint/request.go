// Package addcheckpoint is what both sides of a C2SP tlog-witness have in common: the body of its
// one call, and the signature lines of checkpoints. Package witness shows the whole call.
package addcheckpoint

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// MaxProof is C2SP's: a tree has fewer than 2^63 leaves.
const MaxProof = 63

// SizeType is the content type of a 409 whose body is the size that the witness has seen.
const SizeType = "text/x.tlog.size"

var errRequest = errors.New("not an add-checkpoint request")

// Request is the body of add-checkpoint.
type Request struct {
	Old        uint64         // the size that the witness has seen, by the log's knowledge
	Proof      tlog.TreeProof // from there to the checkpoint's size
	Checkpoint []byte         // a signed note, verbatim
}

// Bytes is the body as it goes out.
func (r Request) Bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", r.Old)
	for _, h := range r.Proof {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(r.Checkpoint)
	return b.Bytes()
}

// Parse reads what Bytes writes, and nothing else.
func Parse(body []byte) (Request, error) {
	head, checkpoint, ok := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	digits, ok2 := strings.CutPrefix(lines[0], "old ")
	if !ok || !ok2 || len(lines) > 1+MaxProof {
		return Request{}, errRequest
	}
	old, err := strconv.ParseUint(digits, 10, 63)
	if err != nil {
		return Request{}, errRequest
	}
	r := Request{Old: old, Checkpoint: checkpoint}
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return Request{}, errRequest
		}
		r.Proof = append(r.Proof, tlog.Hash(h))
	}
	if !bytes.Equal(r.Bytes(), body) {
		return Request{}, errRequest
	}
	return r, nil
}
