package s3

import (
	"bytes"
	"compress/gzip"
	"io"
	"mime"
	"slices"

	"ikrar/ledger/publish"
)

// packable are the kinds of objects that only browsers ask for. A bucket sends what it keeps,
// whatever a browser would take, so these lie there compressed, as every browser takes them. What
// other programs read lies there as it is.
var packable = []string{"text/html", "text/css", "text/javascript", "image/svg+xml", "application/wasm"}

const packing = "gzip" // of Content-Encoding

// packed returns an object's body as it lies in the bucket, and what that is called there. The same
// body is packed to the same bytes by one build.
func packed(o publish.Object) (body []byte, encoding *string) {
	media, _, err := mime.ParseMediaType(o.Type)
	if err != nil || !slices.Contains(packable, media) {
		return o.Body, nil
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // a level that exists
	z.Write(o.Body)                                       // neither call can fail on a buffer
	z.Close()
	if b.Len() >= len(o.Body)*9/10 {
		return o.Body, nil
	}
	encoding = new(string)
	*encoding = packing
	return b.Bytes(), encoding
}

// unpacked is the body that packed was given.
func unpacked(body []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, maxObject+1))
}
