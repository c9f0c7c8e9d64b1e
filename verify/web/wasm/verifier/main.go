//go:build js && wasm

// Package main is the verifier for browsers whose WebCrypto has no Ed25519, or none at all: the same Go code as the
// command's, compiled to WebAssembly. It is loaded only there. It signs too, since a page that signs checks what came of it,
// and two programs would be twice the runtime of Go to load.
//
// It gives its functions to the modules verifier/wasm.js, which makes of them what verifier/engine.js describes, and
// signer/ed25519.js. A function returns its answer, or an object with the member error. Lists stay on this side; JavaScript
// holds their numbers.
package main

import (
	"crypto/ed25519"
	"errors"
	"syscall/js"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

var (
	trusts   []*trust.List
	statuses []*verify.StatusList
)

func main() {
	functions := map[string]func(args []js.Value) (any, error){
		"verify": verifySignature, "openTrust": openTrust, "openStatus": openStatus, "statusOf": statusOf, "check": check,
		"publicOf": publicOf, "sign": sign,
	}
	given := map[string]any{}
	for name, f := range functions {
		given[name] = js.FuncOf(func(_ js.Value, args []js.Value) any {
			answer, err := f(args)
			if err != nil {
				return failure(err)
			}
			return answer
		})
	}
	js.Global().Set("ikrarProgram", given)
	select {} // the functions live as long as the page
}

func failure(err error) any {
	var stale *verify.StaleStatusError
	if errors.As(err, &stale) {
		return map[string]any{"error": err.Error(), "expires": stale.Expires}
	}
	return map[string]any{"error": err.Error()}
}

// bytesOf copies a Uint8Array.
func bytesOf(v js.Value) []byte {
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}

// verifySignature applies the one Ed25519 rule to a key, a message and a signature.
func verifySignature(args []js.Value) (any, error) {
	var key eddsa.PublicKey
	var sig eddsa.Signature
	if copy(key[:], bytesOf(args[0])) != len(key) || copy(sig[:], bytesOf(args[2])) != len(sig) {
		return nil, signer.ErrEncoding
	}
	return key.Verify(bytesOf(args[1]), sig) == nil, nil
}

// publicOf takes the seed of a key.
func publicOf(args []js.Value) (any, error) {
	key, err := keyOf(args[0])
	if err != nil {
		return nil, err
	}
	return array(key[ed25519.SeedSize:]), nil
}

// sign takes the seed of a key, and a message.
func sign(args []js.Value) (any, error) {
	key, err := keyOf(args[0])
	if err != nil {
		return nil, err
	}
	return array(ed25519.Sign(key, bytesOf(args[1]))), nil
}

func keyOf(seed js.Value) (ed25519.PrivateKey, error) {
	if b := bytesOf(seed); len(b) == ed25519.SeedSize {
		return ed25519.NewKeyFromSeed(b), nil
	}
	return nil, signer.ErrEncoding
}

// openTrust takes a note and the root that must have signed it.
func openTrust(args []js.Value) (any, error) {
	root, err := trust.ParseVerifierKey(args[1].String())
	if err != nil {
		return nil, err
	}
	list, err := trust.Open(bytesOf(args[0]), root)
	if err != nil {
		return nil, err
	}
	trusts = append(trusts, list)
	return trustObject(len(trusts)-1, list), nil
}

// openStatus takes a status list, the number of a trust list, and Unix seconds.
func openStatus(args []js.Value) (any, error) {
	list, err := verify.OpenStatusList(bytesOf(args[0]), trusts[args[1].Int()], int64(args[2].Float()))
	if err != nil {
		return nil, err
	}
	statuses = append(statuses, list)
	return map[string]any{"number": len(statuses) - 1, "issued": list.Issued, "expires": list.Expires, "ttl": list.TTL, "size": float64(list.Size)}, nil
}

// statusOf takes the number of a status list, and an index.
func statusOf(args []js.Value) (any, error) {
	answer, err := statuses[args[0].Int()].Status(uint64(args[1].Float()))
	return map[string]any{"state": string(answer.State), "time": answer.Time, "reason": answer.Reason, "asOf": answer.AsOf}, err
}

// check takes a proof, the number of a trust list, a status source or null, Unix seconds, and what the ledger said of the
// file, or null.
func check(args []js.Value) (any, error) {
	var status verify.Status
	if source := args[2]; source.Truthy() {
		status = jsStatus{source}
	}
	list := trusts[args[1].Int()]
	r := verify.Check(bytesOf(args[0]), list, status, int64(args[3].Float()))
	if file := args[4]; file.Truthy() {
		r.CheckFile(verify.File(file.String()))
	}
	return resultObject(r), nil
}

// jsStatus is a status source of the page's.
type jsStatus struct{ source js.Value }

func (s jsStatus) Status(index uint64) (answer verify.StatusAnswer, err error) {
	defer func() {
		thrown, ok := recover().(js.Error)
		if !ok {
			return
		}
		err = thrown
		if expires := thrown.Get("expires"); expires.Type() == js.TypeNumber {
			err = &verify.StaleStatusError{Expires: int64(expires.Float())}
		}
	}()
	a := s.source.Call("status", float64(index))
	answer.State = verify.State(a.Get("state").String())
	if t := a.Get("time"); t.Truthy() {
		answer.Time = int64(t.Float())
	}
	if t := a.Get("asOf"); t.Truthy() {
		answer.AsOf = int64(t.Float())
	}
	if r := a.Get("reason"); r.Truthy() {
		answer.Reason = r.String()
	}
	return answer, nil
}
