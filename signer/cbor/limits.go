package cbor

// The limits of the encoding: a few bytes must not make a reader build, or walk through, a great
// deal.
const (
	// maxNesting is how deep arrays and maps may stand in each other. A statement nests five deep:
	// COSE, header, credential, payload, person.
	maxNesting = 8
	// maxElements is how many items an array or a map may have; none of the formats comes near it.
	maxElements = 1 << 10
	// maxSequenceNesting is the nesting up to which [SplitSequence] finds the end of an item. It is
	// wider than maxNesting, so that what nests too deep is refused by its own parser, and the
	// items beside it are not.
	maxSequenceNesting = 64
)
