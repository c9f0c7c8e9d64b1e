// Package cbor is the one encoding of everything that is signed: core deterministic CBOR (RFC 8949
// section 4.2.1). Every value has one encoding, and bytes that differ from it are refused, so that
// two who read the same content have the same bytes, the same digest and the same signature:
//
//	a2 01 61 61 02 82 18 18 40    {1: "a", 2: [24, h'']}
//
// That encoding has these marks:
//
//   - heads are as short as they can be, lengths are definite
//   - labels of a map are in the order of their bytes, and none is there twice
//   - no tags, and no labels that the reader does not know
//   - no text that is not UTF-8, and nothing after the last byte
//
// [Encode] and [Decode] do this for any Go type. Where millions of values have one shape,
// AppendArray, AppendUint and AppendBytes write it by hand, and a [Reader] reads it: the same
// encoding, without reflection.
package cbor

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// ErrEncoding is wrapped by every error about bytes that are not the one encoding of what they
// mean.
var ErrEncoding = errors.New("not the one encoding")

var (
	encoding = must(cbor.CoreDetEncOptions().EncMode())
	decoding = must(cbor.DecOptions{
		DupMapKey:         cbor.DupMapKeyEnforcedAPF,
		IndefLength:       cbor.IndefLengthForbidden,
		TagsMd:            cbor.TagsForbidden,
		ExtraReturnErrors: cbor.ExtraDecErrorUnknownField,
		UTF8:              cbor.UTF8RejectInvalid,
		MaxNestedLevels:   maxNesting,
		MaxArrayElements:  maxElements,
		MaxMapPairs:       maxElements,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // options are constants: this can only be a programming error
	}
	return v
}

// Encode returns the core deterministic encoding of v. Fields of structs are labelled as in
// `cbor:"1,keyasint"`. It panics on a type that has no encoding, which no caller's data can bring
// about.
func Encode(v any) []byte {
	return must(encoding.Marshal(v))
}

// Decode reads data into v, a pointer, and refuses anything but the encoding that [Encode] would
// give: trailing bytes, longer integers, indefinite lengths, duplicate or unknown labels, tags,
// invalid UTF-8. Errors wrap [ErrEncoding].
func Decode(data []byte, v any) error {
	if err := decoding.Unmarshal(data, v); err != nil {
		return fmt.Errorf("%w: %v", ErrEncoding, err)
	}
	again, err := encoding.Marshal(v)
	if err != nil {
		return fmt.Errorf("%w: %v", ErrEncoding, err)
	}
	if !bytes.Equal(again, data) {
		return fmt.Errorf("%w: the same content is encoded in another way", ErrEncoding)
	}
	return nil
}

// Raw is an item kept as it came, inside another: its own parser reads it.
type Raw = cbor.RawMessage
