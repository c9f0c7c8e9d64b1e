//go:build js && wasm

// Package main finds the proof in a picture for browsers without a detector of QR codes: verify/scan compiled to
// WebAssembly, loaded when a picture is there to be read. It gives its functions to the module verifier/wasm.js.
package main

import (
	"image"
	"syscall/js"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/document"
	"ikrar/verify/pdf"
	"ikrar/verify/scan"
)

func main() {
	js.Global().Set("ikrarProgram", map[string]any{
		"find":   js.FuncOf(find),
		"pixels": js.FuncOf(pixels),

		"contradicts": js.FuncOf(contradicts),
		"added":       js.FuncOf(added),
		"compare":     js.FuncOf(compare),
	})
	select {} // the functions live as long as the page
}

// find takes the bytes of a file: a picture, a PDF, a proof, a text. Its file is the PDF that what was found belongs to, the one
// given or one within; null where that is paper, a picture by itself or on a page.
func find(_ js.Value, args []js.Value) any {
	data := make([]byte, args[0].Length())
	js.CopyBytesToGo(data, args[0])
	found, err := scan.Find(data)
	if err != nil {
		return failure(found.Kind, err)
	}
	answer := map[string]any{"full": string(found.Full), "qr": found.QR, "code": found.Code, "file": nil}
	switch {
	case found.Kind != scan.PDF || found.Full == nil && !found.Drawn:
	case found.File != nil:
		file := js.Global().Get("Uint8Array").New(len(found.File))
		js.CopyBytesToJS(file, found.File)
		answer["file"] = file
	default:
		answer["file"] = args[0]
	}
	return answer
}

// contradicts takes the bytes of a PDF and the text of the proof that is attached to it, and says whether the pages show
// another certificate's QR code.
func contradicts(_ js.Value, args []js.Value) any {
	data := make([]byte, args[0].Length())
	js.CopyBytesToGo(data, args[0])
	proof, err := verify.Read([]byte(args[1].String()))
	return err == nil && document.Contradicts(data, &proof)
}

// added takes the bytes of a PDF and the length of the issued file that it begins with, and names
// what stands behind that: a pdf.Addition.
func added(_ js.Value, args []js.Value) any {
	data := make([]byte, args[0].Length())
	js.CopyBytesToGo(data, args[0])
	return string(pdf.Appended(data, args[1].Int()))
}

// compare takes the bytes of a PDF, those of the issued one, and the proof of the first, and says what it is beside that: file is
// a verify.File, and differences name what differs, in both versions.
func compare(_ js.Value, args []js.Value) any {
	var bytes [3][]byte
	for n, arg := range args {
		bytes[n] = make([]byte, arg.Length())
		js.CopyBytesToGo(bytes[n], arg)
	}
	here, made := bytes[0], bytes[1]
	issued := signer.Issuance{IssuanceBody: signer.IssuanceBody{File: signer.DigestOf(made), Length: uint64(len(made))}}
	proof, err := verify.Read(bytes[2])
	if err != nil {
		return map[string]any{"file": string(verify.FileUnchecked)}
	}
	file, differences := verify.FileOf(issued, here, made), []any{}
	for _, d := range document.Differences(here, &proof, file, &issued, made) {
		differences = append(differences, map[string]any{"what": d.What, "issued": d.Issued, "here": d.Here})
	}
	return map[string]any{"file": string(file), "differences": differences}
}

// pixels takes what a canvas holds, four bytes a pixel, and its width and height.
func pixels(_ js.Value, args []js.Value) any {
	img := image.NewNRGBA(image.Rect(0, 0, args[1].Int(), args[2].Int()))
	if js.CopyBytesToGo(img.Pix, args[0]) != len(img.Pix) {
		return failure(scan.Image, scan.ErrImage)
	}
	text, err := scan.FindImage(img)
	if err != nil {
		return failure(scan.Image, err)
	}
	return map[string]any{"full": "", "qr": text, "code": ""}
}

// failure is the key of the sentence for an error, with what fills it; the message is English.
func failure(kind scan.Kind, err error) any {
	key, args := scan.Cause(kind, err)
	if key == "" {
		key, args = "unread.unreadable", []any{"detail", err.Error()}
	}
	named := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		named[args[i].(string)] = args[i+1]
	}
	return map[string]any{"fault": key, "args": named, "message": err.Error()}
}
