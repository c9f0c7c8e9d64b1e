package signer

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// ErrEncoding is wrapped by every error about bytes that are not the one encoding of what they mean.
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

// Encode returns the core deterministic CBOR encoding of v (RFC 8949 section 4.2.1). It panics on a type that has none,
// which no caller's data can bring about.
func Encode(v any) []byte {
	return must(encoding.Marshal(v))
}

// Decode reads data into v and refuses anything but the encoding that [Encode] would give: trailing bytes, longer
// integers, indefinite lengths, duplicate or unknown labels, tags, invalid UTF-8.
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

// Raw is CBOR kept as it came: an item inside another whose own encoding its own parser checks.
type Raw = cbor.RawMessage
