package pdfa

import (
	"bytes"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// Compression of template 2 is not that of the Go release, which may change what it gives, but of a
// module that go.mod pins. A version of it that gives other bytes is a new template: the golden
// file of the certificates shows it. Measured on the three kinds of streams, in µs and bytes:
//
//	                 page 44 KB     ornaments 20 KB   fonts 22 KB
//	Go's level 4     1550   9914    1060   8946       1050  14674
//	level 5           360   9316     650   8998        430  14781 (of level 4)
//	no repetitions   1170  22200     180   9503        800  16786
const (
	ofText    = 5
	ofNumbers = zlib.HuffmanOnly // ornaments repeat nothing
)

// compressors saves the state of a compressor for each stream.
var compressors = map[int]*sync.Pool{ofText: pool(ofText), ofNumbers: pool(ofNumbers)}

func pool(level int) *sync.Pool {
	return &sync.Pool{New: func() any {
		writer, _ := zlib.NewWriterLevel(nil, level) // fails only for a level that is none
		return writer
	}}
}

// compress compresses the data of a stream.
func compress(data []byte, level int) []byte {
	writer := compressors[level].Get().(*zlib.Writer)
	defer compressors[level].Put(writer)
	var out bytes.Buffer
	out.Grow(len(data)/2 + 64)
	writer.Reset(&out)
	_, _ = writer.Write(data) // a bytes.Buffer takes everything
	_ = writer.Close()
	return out.Bytes()
}
