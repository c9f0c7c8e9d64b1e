package server

import (
	"bytes"
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

func (d *dense) compress(body []byte) {
	var b bytes.Buffer
	z := brotli.NewWriterLevel(&b, brotli.BestCompression)
	z.Write(body) // neither call can fail on a buffer
	z.Close()
	d.mutex.Lock()
	defer d.mutex.Unlock()
	d.body = b.Bytes()
}
