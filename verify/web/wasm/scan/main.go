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

// find takes the bytes of a file: a picture, a PDF, a proof, a text.
func find(_ js.Value, args []js.Value) any {
	data := make([]byte, args[0].Length())
	js.CopyBytesToGo(data, args[0])
	found, err := scan.Find(data)
	if err != nil {
		return failure(err)
	}
	answer := map[string]any{"full": string(found.Full), "qr": found.QR, "drawn": found.Drawn, "code": found.Code}
	if found.File != nil { // the PDF within the PDF
		file := js.Global().Get("Uint8Array").New(len(found.File))
		js.CopyBytesToJS(file, found.File)
		answer["file"] = file
	}
	return answer
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

// failure names the fault for the page's sentences, with what fills them; the message is English.
func failure(err error) any {
	fault := map[string]any{"fault": "damaged", "message": err.Error()}
	var limit *scan.LimitError
	var format *scan.FormatError
	switch {
	case errors.As(err, &limit) && limit.Unit == scan.Pictures:
		fault["fault"], fault["seen"], fault["all"] = "partly", limit.Limit, limit.Have
	case errors.As(err, &limit):
		fault["fault"] = "large"
	case errors.As(err, &format):
		fault["fault"], fault["format"] = string(format.Remedy), format.Format
		if format.Holds != "" {
			fault["fault"], fault["name"] = string(format.Remedy)+"-holds", format.Holds
		}
	default:
		for _, f := range faults {
			if errors.Is(err, f.err) {
				fault["fault"] = f.name
				break
			}
		}
	}
	return fault
}

// faults are the names of errors, the first that fits: some wrap ErrNothing.
var faults = []struct {
	err  error
	name string
}{
	{scan.ErrForeign, "foreign"},
	{scan.ErrSeveral, "several"},
	{scan.ErrUnclear, "unclear"},
	{scan.ErrEmpty, "empty"},
	{scan.ErrNothing, "nothing"},
	{scan.ErrAmbiguous, "ambiguous"},
	{scan.ErrEncrypted, "encrypted"},
	{scan.ErrFormat, "format"},
}
