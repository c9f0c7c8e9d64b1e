package verify

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/cbor"
)

const fullHeader = "c2sp.org/tlog-proof@v1\n"

// isLaterFull reports whether the first line is that of a version of tlog-proof that may follow.
func isLaterFull(data []byte) bool {
	version, ok := strings.CutPrefix(string(data[:min(len(data), len(fullHeader)+8)]), "c2sp.org/tlog-proof@v")
	version, _, ended := strings.Cut(version, "\n")
	n, err := strconv.ParseUint(version, 10, 64)
	return ok && ended && err == nil && n > 1 && n < 1e9 && version[0] != '0'
}

// extra is the opaque line of a full proof: CBOR [short proof, prev].
type extra struct {
	_     struct{} `cbor:",toarray"`
	Short cbor.Raw
	Prev  tlog.Hash
}

// WithInclusion makes a full proof of a short one.
func (p Proof) WithInclusion(prev tlog.Hash, path tlog.RecordProof, checkpoint []byte) Proof {
	p.Inclusion = &Inclusion{Index: p.Index, Prev: prev, Path: path, Checkpoint: checkpoint}
	return p
}

// Full returns the proof as a *.tlog-proof file (C2SP tlog-proof v1), or nil for a short proof.
func (p Proof) Full() []byte {
	if p.Inclusion == nil {
		return nil
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%sextra %s\nindex %d\n", fullHeader,
		base64.StdEncoding.EncodeToString(cbor.Encode(extra{Short: p.Short(), Prev: p.Inclusion.Prev})), p.Inclusion.Index)
	for _, h := range p.Inclusion.Path {
		fmt.Fprintf(&b, "%s\n", h)
	}
	b.WriteByte('\n')
	b.Write(p.Inclusion.Checkpoint)
	return b.Bytes()
}

// parseFull reads a *.tlog-proof file of ours: with an extra line, and in its one spelling.
func parseFull(file []byte) (Proof, error) {
	refuse := func(what string) (Proof, error) {
		return Proof{}, fmt.Errorf("tlog-proof: %w: %s", signer.ErrEncoding, what)
	}
	if len(file) > MaxProof {
		return refuse(fmt.Sprintf("%d bytes, more than %d", len(file), MaxProof))
	}
	head, checkpoint, ok := bytes.Cut(file, []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !ok || len(lines) < 3 || len(lines) > 3+maxPath {
		return refuse("not a header, an extra line, an index line, a path and a checkpoint")
	}
	encoded, ok := strings.CutPrefix(lines[1], "extra ")
	if !ok {
		return refuse("no extra line")
	}
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || base64.StdEncoding.EncodeToString(raw) != encoded { // settled here, before what it holds may be of a later version
		return refuse("extra line is not base64 in its one spelling")
	}
	var x extra
	if err := cbor.Decode(raw, &x); err != nil {
		return Proof{}, fmt.Errorf("tlog-proof: extra: %w", err)
	}
	p, err := parseShort(x.Short)
	if err != nil {
		return Proof{}, fmt.Errorf("tlog-proof: %w", err)
	}
	digits, ok := strings.CutPrefix(lines[2], "index ")
	index, err := strconv.ParseUint(digits, 10, 53)
	if !ok || err != nil {
		return refuse("no index line")
	}
	p.Inclusion = &Inclusion{Index: index, Prev: x.Prev, Checkpoint: checkpoint}
	for _, line := range lines[3:] {
		h, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(h) != tlog.HashSize {
			return refuse("a path line is not the base64 of 32 bytes")
		}
		p.Inclusion.Path = append(p.Inclusion.Path, tlog.Hash(h))
	}
	if !bytes.Equal(p.Full(), file) {
		return refuse("the same content is spelled in another way")
	}
	return p, nil
}
