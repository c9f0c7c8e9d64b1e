package cbor

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// sequences takes any well-formed item (RFC 8949 section 5.3.1), also one that [Decode] refuses.
var sequences = must(cbor.DecOptions{MaxNestedLevels: maxSequenceNesting}.DecMode())

// SplitSequence cuts a CBOR sequence (RFC 8742) into its items, of which there may be at most so
// many. It does not look into them: each is for its own parser. Errors wrap [ErrEncoding].
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
