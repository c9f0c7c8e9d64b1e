package witness

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var errRequest = errors.New("not an add-checkpoint request")

// request is the body of add-checkpoint.
type request struct {
	old        uint64         // the size that the witness has seen, by the log's knowledge
	proof      tlog.TreeProof // from there to the checkpoint's size
	checkpoint []byte         // a signed note, verbatim
}

func (r request) bytes() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", r.old)
	for _, h := range r.proof {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(r.checkpoint)
	return b.Bytes()
}

// parseRequest reads what bytes writes, and nothing else.
func parseRequest(body []byte) (request, error) {
	head, checkpoint, ok := bytes.Cut(body, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	digits, ok2 := strings.CutPrefix(lines[0], "old ")
	if !ok || !ok2 || len(lines) > 1+maxProof {
		return request{}, errRequest
	}
	old, err := strconv.ParseUint(digits, 10, 63)
	if err != nil {
		return request{}, errRequest
	}
	r := request{old: old, checkpoint: checkpoint}
	for _, line := range lines[1:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return request{}, errRequest
		}
		r.proof = append(r.proof, tlog.Hash(h))
	}
	if !bytes.Equal(r.bytes(), body) {
		return request{}, errRequest
	}
	return r, nil
}
