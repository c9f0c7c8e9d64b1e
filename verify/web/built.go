package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strings"
)

// programs are what `make build` compiles into built/, which is embedded with the page.
var programs = []string{"built/scan.wasm.gz", "built/verifier.wasm.gz", "built/wasm_exec.js"}

// Built reports whether this binary holds the WebAssembly. One that Go alone built does not: with it, browsers that lack
// Ed25519 cannot check, and those that lack a detector of QR codes read no pictures.
func Built() bool {
	for _, name := range programs {
		if _, err := files.ReadFile(name); err != nil {
			return false
		}
	}
	return true
}

// unpacked is the asset of a program, which was compressed once for all, when it was compiled.
func unpacked(url string, packed []byte) (Asset, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return Asset{}, err
	}
	body, err := io.ReadAll(z)
	url = strings.TrimSuffix(url, ".gz")
	return Asset{Path: url, Type: mediaTypes[path.Ext(url)], Body: body, Gzip: packed, Immutable: true}, err
}
