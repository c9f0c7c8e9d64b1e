//go:build js && wasm

// Package main finds the proof in a picture for browsers without a detector of QR codes: verify/scan compiled to
// WebAssembly, loaded when a picture is there to be read. It gives its functions to the module verifier/wasm.js.
package main

import (
	"errors"
	"image"
	"syscall/js"

	"ikrar/verify/scan"
)

func main() {
	js.Global().Set("ikrarProgram", map[string]any{
		"find":   js.FuncOf(find),
		"pixels": js.FuncOf(pixels),
	})
	select {} // the functions live as long as the page
}

// find takes the bytes of a file: a PNG, a JPEG, a PDF, a proof, a text.
func find(_ js.Value, args []js.Value) any {
	data := make([]byte, args[0].Length())
	js.CopyBytesToGo(data, args[0])
	found, err := scan.Find(data)
	if err != nil {
		return failure(err)
	}
	return map[string]any{"full": string(found.Full), "qr": found.QR, "code": found.Code}
}

// pixels takes what a canvas holds, four bytes a pixel, and its width and height.
func pixels(_ js.Value, args []js.Value) any {
	img := image.NewNRGBA(image.Rect(0, 0, args[1].Int(), args[2].Int()))
	if js.CopyBytesToGo(img.Pix, args[0]) != len(img.Pix) {
		return failure(scan.ErrImage)
	}
	text, err := scan.FindImage(img)
	if err != nil {
		return failure(err)
	}
	return map[string]any{"full": "", "qr": text, "code": ""}
}

// failure names the fault for the page's sentences; the message is English.
func failure(err error) any {
	fault := "damaged"
	var limit *scan.LimitError
	switch {
	case errors.As(err, &limit):
		fault = "large"
	case errors.Is(err, scan.ErrForeign): // before nothing, which it wraps
		fault = "foreign"
	case errors.Is(err, scan.ErrNothing):
		fault = "nothing"
	case errors.Is(err, scan.ErrAmbiguous):
		fault = "ambiguous"
	case errors.Is(err, scan.ErrEncrypted):
		fault = "encrypted"
	case errors.Is(err, scan.ErrFormat):
		fault = "format"
	}
	return map[string]any{"fault": fault, "message": err.Error()}
}
