package verify

import (
	"bytes"
	"math/big"
	"slices"
	"sync"
	"unicode/utf8"

	"ikrar/signer"
	"ikrar/signer/cbor"
)

// What is below reads nothing: [Read] does. It answers of bytes that Read refuses whether they
// could go on, and it must say so exactly: "scan it again" to whoever holds a torn proof, and never
// to whoever holds a changed one. A byte string says its length before its content, so a beginning
// is one only where the content that is still to come can have the length that is left for it.

// lengths is a set of lengths in bytes: bit n stands for n.
type lengths = *big.Int

// nothing is the length of what is there already, alone in its set.
var nothing = big.NewInt(1)

func plus(a, b lengths) lengths {
	sum := new(big.Int)
	for n := range b.BitLen() {
		if b.Bit(n) == 1 {
			sum.Or(sum, new(big.Int).Lsh(a, uint(n)))
		}
	}
	return sum
}

// A piece of the grammar reads what is its own from the front of data and returns the rest, with
// nothing missing. Where data ends before the piece does, it returns all lengths that the missing
// end can have; none where data is no beginning of such a piece.
type piece func(data []byte) (rest []byte, missing lengths)

// sequence is pieces one after the other.
func sequence(pieces ...piece) piece {
	after := make([]lengths, len(pieces)+1)
	after[len(pieces)] = nothing
	for i, p := range slices.Backward(pieces) {
		_, all := p(nil)
		after[i] = plus(after[i+1], all)
	}
	return func(data []byte) ([]byte, lengths) {
		for i, p := range pieces {
			if len(data) == 0 {
				return nil, after[i]
			}
			rest, missing := p(data)
			if missing.Cmp(nothing) != 0 {
				return nil, plus(after[i+1], missing)
			}
			data = rest
		}
		return data, nothing
	}
}

// oneOf is any of several pieces, of which none begins as another one ends.
func oneOf(pieces []piece) piece {
	return func(data []byte) ([]byte, lengths) {
		all := new(big.Int)
		for _, p := range pieces {
			rest, missing := p(data)
			if missing.Cmp(nothing) == 0 {
				return rest, missing
			}
			all.Or(all, missing)
		}
		return nil, all
	}
}

// someOf is so many of the pieces, in their order.
func someOf(pieces []piece, n int) piece {
	switch {
	case n == 0:
		return sequence()
	case n > len(pieces):
		return oneOf(nil)
	}
	return oneOf([]piece{sequence(pieces[0], someOf(pieces[1:], n-1)), someOf(pieces[1:], n)})
}

// exactly is these bytes.
func exactly(want string) piece {
	return spelled(len(want), func(data []byte) bool { return string(data) == want[:len(data)] })
}

// anything is so many bytes of whatever value: of a key, a hash, a signature.
func anything(n int) piece { return spelled(n, func([]byte) bool { return true }) }

func spelled(n int, holds func(data []byte) bool) piece {
	return func(data []byte) ([]byte, lengths) {
		have := min(n, len(data))
		if !holds(data[:have]) {
			return nil, new(big.Int)
		}
		return data[have:], new(big.Int).SetBit(new(big.Int), n-have, 1)
	}
}

// number is an integer from least to most with the shortest head. Heads of one width stand in the
// order of their numbers.
func number(least, most uint64) piece {
	return func(data []byte) ([]byte, lengths) {
		missing, from := new(big.Int), least
		for _, to := range []uint64{23, 1<<8 - 1, 1<<16 - 1, 1<<32 - 1, most} {
			to = min(to, most)
			if from > to {
				continue
			}
			first, last := cbor.AppendUint(nil, from), cbor.AppendUint(nil, to)
			from = to + 1
			have := min(len(first), len(data))
			if bytes.Compare(first[:have], data[:have]) > 0 || bytes.Compare(data[:have], last[:have]) > 0 {
				continue
			}
			if have == len(first) {
				return data[have:], nothing
			}
			missing.SetBit(missing, len(first)-have, 1)
		}
		return nil, missing
	}
}

// The major types of strings, RFC 8949 section 3.1, where they stand in a head.
const (
	byteString = 2 << 5
	textString = 3 << 5
)

// inBytes is a byte string that holds a piece and nothing else.
func inBytes(p piece) piece {
	_, sizes := p(nil)
	return stringOf(byteString, sizes, func(data []byte, size int) bool {
		rest, missing := p(data)
		return len(rest) == 0 && missing.Bit(size-len(data)) == 1
	})
}

// text is a text of least to most bytes that holds a rule. What is missing of it is filled with
// zeros, which are allowed in every text here.
func text(least, most int, holds func(s string) bool) piece {
	sizes := new(big.Int)
	for n := least; n <= most; n++ {
		sizes.SetBit(sizes, n, 1)
	}
	return stringOf(textString, sizes, func(data []byte, size int) bool { return holds(filled(data, size)) })
}

// stringOf is a string of one of the sizes; fits says whether one of a size can begin with data.
func stringOf(major byte, sizes lengths, fits func(data []byte, size int) bool) piece {
	var all []int
	for size := range sizes.BitLen() {
		if sizes.Bit(size) == 1 {
			all = append(all, size)
		}
	}
	return func(data []byte) ([]byte, lengths) {
		missing, possible := new(big.Int), all
		if size, ok := sizeOf(major, data); ok && sizes.Bit(size) == 1 {
			possible = []int{size}
		} else if ok || len(data) > 2 {
			return nil, missing
		}
		for _, size := range possible {
			head := cbor.AppendUint(nil, uint64(size))
			head[0] |= major
			begun := min(len(head), len(data))
			if !bytes.Equal(head[:begun], data[:begun]) {
				continue
			}
			content := data[begun:min(begun+size, len(data))]
			left := len(head) - begun + size - len(content)
			if (len(content) > 0 || left == 0) && !fits(content, size) {
				continue
			}
			if left == 0 {
				return data[begun+size:], nothing
			}
			missing.SetBit(missing, left, 1)
		}
		return nil, missing
	}
}

// sizeOf reads the size of a string of a major type, where its head, of at most three bytes, is all
// there.
func sizeOf(major byte, data []byte) (size int, ok bool) {
	head := bytes.Clone(data[:min(3, len(data))])
	if len(head) > 0 {
		head[0] ^= major
	}
	r := cbor.Reader{Rest: head}
	size = int(r.Uint())
	return size, !r.Wrong
}

// filled completes data to a text of a size: first the character within which it ends.
func filled(data []byte, size int) string {
	s := bytes.Clone(data)
	start := len(s) - 1
	for start > 0 && !utf8.RuneStart(s[start]) {
		start--
	}
	for start >= 0 && len(s) < size && !utf8.FullRune(s[start:]) {
		next := byte(0xbf)
		switch { // which would be a surrogate, or beyond Unicode
		case len(s)-start == 1 && s[start] == 0xed:
			next = 0x9f
		case len(s)-start == 1 && s[start] == 0xf4:
			next = 0x8f
		}
		s = append(s, next)
	}
	return string(append(s, bytes.Repeat([]byte("0"), size-len(s))...))
}

// The grammars of PROOF.md section 1, with those of STATEMENT.md section 1 in them.
var (
	shortGrammar = sync.OnceValue(func() piece {
		index, time := number(0, signer.MaxIndex), number(1, maxTime-1)
		return sequence(exactly("\x86\x01"), pledgeGrammar(), index, time, index, signatureGrammar())
	})
	extraGrammar = sync.OnceValue(func() piece {
		return sequence(exactly("\x82"), shortGrammar(), hashGrammar())
	})
)

func signatureGrammar() piece { return sequence(exactly("\x58\x40"), anything(64)) }
func hashGrammar() piece      { return sequence(exactly("\x58\x20"), anything(32)) }
func lineGrammar() piece      { return text(1, signer.MaxName, isLine) }

// ownGrammar is the label -65537, of a kind's own part.
func ownGrammar() piece { return exactly("\x3a\x00\x01\x00\x00") }

func sign1Grammar(header, claims piece) piece {
	return sequence(exactly("\x84"), inBytes(header), exactly("\xa0"), inBytes(claims), signatureGrammar())
}

func pledgeGrammar() piece {
	campaign := func(s string) bool { return signer.CheckCampaignID(s) == nil }
	header := sequence(exactly("\xa2\x01\x27\x0d"), credentialGrammar())
	return sign1Grammar(header, sequence(exactly("\xa2\x06"), number(1, maxTime-1),
		ownGrammar(), exactly("\xa3\x01"), hashGrammar(), exactly("\x02"), text(1, signer.MaxCampaignID, campaign),
		exactly("\x03"), text(0, signer.MaxName, isLine)))
}

func credentialGrammar() piece {
	optional := []piece{
		sequence(exactly("\x03"), lineGrammar()), sequence(exactly("\x04"), lineGrammar()),
		sequence(exactly("\x05"), lineGrammar()), sequence(exactly("\x06"), text(4, 4, isDigits)),
		sequence(exactly("\x07"), hashGrammar()),
	}
	var people []piece // by how many of the optional labels are there
	for n := range len(optional) + 1 {
		people = append(people, sequence(exactly(string([]byte{0xa2 + byte(n), 1, 0x48})), anything(8),
			exactly("\x02"), lineGrammar(), someOf(optional, n)))
	}
	header := sequence(exactly("\xa2\x01\x27\x04\x48"), anything(8))
	return sign1Grammar(header, sequence(exactly("\xa3\x06"), number(1, maxTime-1),
		exactly("\x08\xa1\x01\xa3\x01\x01\x20\x06\x21"), hashGrammar(), ownGrammar(), oneOf(people)))
}

func isLine(s string) bool { return s == "" || signer.CheckLine("line", s, 1, signer.MaxName) == nil }

func isDigits(s string) bool {
	return !bytes.ContainsFunc([]byte(s), func(r rune) bool { return r < '0' || r > '9' })
}
