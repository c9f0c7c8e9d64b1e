package verify

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"ikrar/verify/trust"
)

// ErrIncomplete is wrapped by errors about what is a proper beginning of some proof: nothing in it
// is wrong, but its end is missing.
var ErrIncomplete = errors.New("the beginning of a proof, whose end is missing")

// complete gives what read gave, or the error that data is the beginning of a proof.
func complete(data []byte, p Proof, err error) (Proof, error) {
	cut := false
	switch {
	case err == nil:
		cut = p.Inclusion != nil && isCutCheckpoint(p.Inclusion.Checkpoint)
	case !errors.Is(err, ErrVersion):
		cut = isBeginning(data)
	}
	if cut {
		return Proof{}, fmt.Errorf("proof: %w", ErrIncomplete)
	}
	return p, err
}

// isBeginning says whether data, which Read refuses, is a proper beginning of a proof in any form.
func isBeginning(data []byte) bool {
	switch head := string(data[:min(len(data), len(fullHeader))]); {
	case strings.HasPrefix(fullHeader+"extra ", string(data)):
		return true
	case head == fullHeader:
		return isCutFile(string(data))
	case data[0] < 0x80:
		return isCutText(string(data))
	}
	_, missing := shortGrammar()(data)
	return missing.Cmp(nothing) > 0
}

// isCutText says it of the text of a QR code, or of its digits alone. An address of which the
// number sign is still missing has no digits; a run of them in its path is none of ours.
func isCutText(s string) bool {
	address, digits, whole := strings.Cut(s, "#")
	if !whole && !isDigits(s) {
		return isCutAddress(strings.ToLower(address))
	}
	if !whole {
		digits = s
	}
	if len(digits) > maxDigits || !isDigits(digits) {
		return false
	}
	groups := len(digits) / groupDigits * groupDigits
	data, err := decodeDigits(digits[:groups])
	return err == nil && decimal.continues(shortGrammar(), data, digits[groups:])
}

func isCutAddress(s string) bool {
	run := 0
	for _, c := range []byte(s) {
		if run++; c < '0' || c > '9' {
			run = 0
		}
		if c <= ' ' || c == 0x7f || run == groupDigits {
			return false
		}
	}
	begins := func(scheme string) bool { return strings.HasPrefix(s, scheme) || strings.HasPrefix(scheme, s) }
	return begins("https://") || begins("http://")
}

// isCutFile says it of a *.tlog-proof file that ends before its checkpoint.
func isCutFile(s string) bool {
	if len(s) > MaxProof {
		return false
	}
	line, _, ended := strings.Cut(s[len(fullHeader):], "\n")
	if encoded, ok := strings.CutPrefix(line, "extra "); ok && !ended {
		return isCutBase64(encoded)
	}
	return ended && canEnd(fileEnd, func(end string) bool {
		_, err := parseFull([]byte(s + end))
		return err == nil
	})
}

// isCutBase64 says it of the base64 in the extra line.
func isCutBase64(encoded string) bool {
	if strings.Contains(encoded, "=") {
		return isExtra(encoded) || isExtra(encoded+"=")
	}
	groups := len(encoded) / 4 * 4
	data, err := base64.StdEncoding.DecodeString(encoded[:groups])
	return err == nil && base64Groups.continues(extraGrammar(), data, encoded[groups:])
}

func isExtra(encoded string) bool {
	data, err := base64.StdEncoding.Strict().DecodeString(encoded)
	rest, missing := extraGrammar()(data)
	return err == nil && len(rest) == 0 && missing.Cmp(nothing) == 0
}

// isCutCheckpoint says it of a checkpoint, the last part of a file.
func isCutCheckpoint(note []byte) bool {
	return !trust.IsCheckpoint(note) && canEnd(checkpointEnd, func(end string) bool {
		return trust.IsCheckpoint([]byte(string(note) + end))
	})
}

// An end of a file that completes whatever can be completed, at one of its bytes: every line stands
// for all lines of its kind.
var (
	zeros         = strings.Repeat("A", 43) + "=\n" // 32 bytes in base64
	checkpointEnd = "x\n0\n" + zeros + "\n— x AAAAAAA=\n"
	fileEnd       = "\nindex 0\n" + zeros + "\n" + checkpointEnd
)

// canEnd says whether one of the ends of an end completes something.
func canEnd(end string, completes func(end string) bool) bool {
	for at := range len(end) {
		if completes(end[at:]) {
			return true
		}
	}
	return false
}

// groups are a way to write bytes as characters, so many bytes at a time: widths and spare say of
// each number of bytes how many characters that makes, and how many of their bits no byte uses.
type groups struct {
	alphabet string
	widths   []int
	spare    []int
}

var (
	decimal      = groups{"0123456789", []int{0, 3, 5, 8, 10, 13, 15, 17}, make([]int, 8)}
	base64Groups = groups{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", []int{0, 2, 3, 4},
		[]int{0, 4, 2, 0}}
)

// continues says whether a piece can begin with data and then with bytes whose characters begin
// with those of begun, which do not fill a group.
func (g groups) continues(p piece, data []byte, begun string) bool {
	if begun == "" {
		rest, missing := p(data)
		return len(rest) == 0 && missing.Sign() > 0
	}
	value := uint64(0)
	for _, c := range []byte(begun) {
		digit := strings.IndexByte(g.alphabet, c)
		if digit < 0 {
			return false
		}
		value = value*uint64(len(g.alphabet)) + uint64(digit)
	}
	for n := 1; n < len(g.widths); n++ {
		if g.widths[n] < len(begun) {
			continue
		}
		low, high := value, value+1
		for range g.widths[n] - len(begun) {
			low, high = low*uint64(len(g.alphabet)), high*uint64(len(g.alphabet))
		}
		spare := g.spare[n]
		low, high = (low+1<<spare-1)>>spare, min((high-1)>>spare, 1<<(8*n)-1)
		if low <= high && between(p, data, low, high, n, n == len(g.widths)-1) {
			return true
		}
	}
	return false
}

// between says whether a piece can begin with data and n bytes that are from low to high as a
// number, and go on, or must end with them.
func between(p piece, data []byte, low, high uint64, n int, goesOn bool) bool {
	below := uint64(1)<<(8*(n-1)) - 1 // the largest number of the bytes after the first
	for b := low >> (8 * (n - 1)); b <= high>>(8*(n-1)); b++ {
		next := append(data[:len(data):len(data)], byte(b))
		rest, missing := p(next)
		if len(rest) > 0 || missing.Bit(n-1) == 0 && !(goesOn && missing.BitLen() > n) {
			continue
		}
		from, to := max(low, b<<(8*(n-1)))&below, min(high, b<<(8*(n-1))|below)&below
		if from == 0 && to == below || between(p, next, from, to, n-1, goesOn) {
			return true
		}
	}
	return false
}
