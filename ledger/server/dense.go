package server

import (
	"bytes"
	"math/bits"
	"sync"

	"github.com/andybalholm/brotli"

	"ikrar/verify/web"
)

// dense is a page compressed by brotli (RFC 7932) as densely as it goes, a seventh smaller than by
// gzip. That takes a second of one processor, so it is begun when a browser first asks for it, and
// done once in a process.
type dense struct {
	begin sync.Once
	mutex sync.Mutex
	body  []byte
}

var compressed sync.Map // of tags to *dense

const windowGap = 16 // bytes by which a window is less than the power of two that it is named by

// denseOf returns what compresses a page; nil of what is none. The programs that old browsers load
// would take half a minute.
func denseOf(a web.Asset) func() []byte {
	if a.Type != mediaHTML {
		return nil
	}
	made, _ := compressed.LoadOrStore(a.Tag, new(dense))
	d := made.(*dense)
	return func() []byte { return d.of(a.Body) }
}

// of returns the page compressed; nil while it is not there yet.
func (d *dense) of(page []byte) []byte {
	d.begin.Do(func() { go d.compress(page) })
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return d.body
}

// compressing is held by one page at a time: each takes a processor, and thirty megabytes.
var compressing sync.Mutex

// compress sees the whole page at once, and no further: the window that is the default takes twice
// the memory and finds no more.
func (d *dense) compress(body []byte) {
	compressing.Lock()
	defer compressing.Unlock()
	var b bytes.Buffer
	window := min(max(bits.Len(uint(len(body)+windowGap)), 16), 22)
	z := brotli.NewWriterOptions(&b, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: window})
	z.Write(body) // neither call can fail on a buffer
	z.Close()
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.body = b.Bytes()
}
