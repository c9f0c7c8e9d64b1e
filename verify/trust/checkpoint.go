package trust

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// Checkpoint is what a ledger says of itself at one size: C2SP tlog-checkpoint without extension
// lines.
type Checkpoint struct {
	Origin string
	Size   uint64 // number of entries
	Root   tlog.Hash
}

// Text returns the checkpoint's note text, three lines.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, c.Root)
}

// ParseCheckpoint reads the text of a checkpoint's note and refuses any other spelling of it.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w: not three lines", signer.ErrEncoding)
	}
	size, err := strconv.ParseUint(lines[1], 10, 64)
	root, err2 := base64.StdEncoding.DecodeString(lines[2])
	if err := errors.Join(err, err2); err != nil || len(root) != tlog.HashSize || size > signer.MaxIndex {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w: size %.30q, root %.60q",
			signer.ErrEncoding, lines[1], lines[2])
	}
	c := Checkpoint{lines[0], size, tlog.Hash(root)}
	if err := signer.CheckKeyName(c.Origin); err != nil || c.Text() != text {
		return Checkpoint{}, fmt.Errorf("checkpoint: %w", signer.ErrEncoding)
	}
	return c, nil
}

// IsCheckpoint says whether bytes have the form of a signed checkpoint, whoever signed it.
func IsCheckpoint(signed []byte) bool {
	_, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if !errors.As(err, &unverified) || checkSignatureLines(signed) != nil {
		return false
	}
	_, err = ParseCheckpoint(unverified.Note.Text)
	return err == nil
}

// Sign returns the checkpoint as a note with the given signatures: the ledger's, then cosignatures.
func (c Checkpoint) Sign(signers ...note.Signer) ([]byte, error) {
	return note.Sign(&note.Note{Text: c.Text()}, signers...)
}

// AddCosignatures returns a signed checkpoint with further signatures. Those it has stay as they
// are.
func AddCosignatures(signed []byte, cosigners ...note.Signer) ([]byte, error) {
	n, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if err != nil && !errors.As(err, &unverified) {
		return nil, err
	}
	if unverified != nil {
		n = unverified.Note
	}
	fresh, err := note.Sign(&note.Note{Text: n.Text}, cosigners...)
	if err != nil {
		return nil, err
	}
	_, signatures, _ := bytes.Cut(fresh, []byte("\n\n"))
	return append(bytes.Clone(signed), signatures...), nil
}

// Cosignature is a witness's verified signature on a checkpoint.
type Cosignature struct {
	Witness string // its name in the policy
	Time    int64  // Unix seconds, by the witness's clock
}

// OpenedCheckpoint is a checkpoint with what a policy could verify of its signatures.
type OpenedCheckpoint struct {
	Checkpoint
	Log          VerifierKey
	Cosignatures []Cosignature
}

// Names returns the names of the witnesses that cosigned before the given Unix second; 0 means at
// any time.
func (c OpenedCheckpoint) Names(before int64) []string {
	names := []string{}
	for _, s := range c.Cosignatures {
		if before == 0 || s.Time < before {
			names = append(names, s.Witness)
		}
	}
	return names
}

// Open verifies a signed checkpoint: one of the policy's logs signed it, under its own name as
// origin. Signature lines of unknown keys are ignored, as C2SP asks; wrong ones of known keys are
// refused. Whether the cosignatures make the quorum is the caller's question.
func (p Policy) Open(signed []byte) (OpenedCheckpoint, error) {
	var known []note.Verifier
	for _, l := range p.Logs {
		known = append(known, l.Key)
	}
	for _, w := range p.Witnesses {
		known = append(known, w.Key)
	}
	n, err := note.Open(signed, note.VerifierList(known...))
	if err != nil {
		return OpenedCheckpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	if err := checkSignatureLines(signed); err != nil {
		return OpenedCheckpoint{}, fmt.Errorf("checkpoint: %w", err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return OpenedCheckpoint{}, err
	}
	opened := OpenedCheckpoint{Checkpoint: c}
	signedByLog := false
	for _, sig := range n.Sigs {
		for _, l := range p.Logs {
			if l.Key.name == sig.Name && l.Key.KeyHash() == sig.Hash && l.Key.name == c.Origin {
				opened.Log, signedByLog = l.Key, true
			}
		}
		for _, w := range p.Witnesses {
			if w.Key.name == sig.Name && w.Key.KeyHash() == sig.Hash {
				raw, _ := base64.StdEncoding.DecodeString(sig.Base64)
				t, _ := cosignatureTime(raw[4:])
				opened.Cosignatures = append(opened.Cosignatures, Cosignature{w.Name, t})
			}
		}
	}
	if !signedByLog {
		return OpenedCheckpoint{}, fmt.Errorf("checkpoint: %w: no listed log signed it", eddsa.ErrSignature)
	}
	return opened, nil
}
