package signer

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// sequences takes any well-formed item (RFC 8949 section 5.3.1), also one that no statement is.
var sequences = must(cbor.DecOptions{MaxNestedLevels: 64}.DecMode())

// SplitSequence cuts a CBOR sequence (RFC 8742) into its items, none of which it looks into: each is for its own parser. It
// refuses what is no such sequence, or is nested deeper than any statement could be, with an error that wraps [ErrEncoding], and
// more than most items.
func SplitSequence(sequence []byte, most int) (items [][]byte, err error) {
	for rest := sequence; len(rest) > 0; {
		if len(items) == most {
			return nil, fmt.Errorf("%w: more than %d items", ErrEncoding, most)
		}
		var item Raw
		after, err := sequences.UnmarshalFirst(rest, &item)
		if err != nil {
			return nil, fmt.Errorf("%w: item %d of a sequence: %v", ErrEncoding, len(items), err)
		}
		length := len(rest) - len(after)
		items, rest = append(items, rest[:length:length]), after
	}
	return items, nil
}
