package pdfa

import (
	"bytes"
	"compress/zlib"
	"sync"
)

// deflaters saves a megabyte of compressor state for each stream. Level 4
// takes a third of the time of level 6 for the QR code's path, the largest
// stream, and a kilobyte more.
var deflaters = sync.Pool{New: func() any {
	writer, _ := zlib.NewWriterLevel(nil, 4) // fails only for a level that is none
	return writer
}}

// Deflate compresses the data of a stream.
func Deflate(data []byte) ([]byte, error) {
	writer := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(writer)
	var out bytes.Buffer
	writer.Reset(&out)
	if _, err := writer.Write(data); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
