package cbor_test

import (
	"fmt"

	"ikrar/signer/cbor"
)

// A value has one encoding; what means the same in other bytes is refused.
func Example() {
	type greeting struct {
		Text  string `cbor:"1,keyasint"`
		Times uint64 `cbor:"2,keyasint"`
	}
	raw := cbor.Encode(greeting{"halo", 24})
	fmt.Printf("%x\n", raw)

	var got greeting
	fmt.Println(cbor.Decode(raw, &got), got)
	fmt.Println(cbor.Decode([]byte("\xa2\x01\x64halo\x02\x19\x00\x18"), &got)) // 24 in two bytes more
	// Output:
	// a2016468616c6f021818
	// <nil> {halo 24}
	// not the one encoding: the same content is encoded in another way
}
