// Package window numbers what is under way, and lets none run too far ahead of the slowest.
package window

import "sync"

// Window gives numbers to calls that are made once. The server remembers the answers to the last
// ones, so none may run ahead of one that is still under way, and may have to be sent again.
type Window struct {
	width    uint64
	mutex    sync.Mutex
	next     uint64
	underway map[uint64]bool
	ended    chan struct{} // closed when one has ended
}

// New makes a window of so many numbers.
func New(width uint64) *Window {
	return &Window{width: width, underway: map[uint64]bool{}, ended: make(chan struct{})}
}

// Take gives the next number, once it is within the window of all that are under way.
func (w *Window) Take() uint64 {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	for {
		first := w.next
		for n := range w.underway {
			first = min(first, n)
		}
		if w.next < first+w.width {
			break
		}
		ended := w.ended
		w.mutex.Unlock()
		<-ended
		w.mutex.Lock()
	}
	n := w.next
	w.underway[n], w.next = true, n+1
	return n
}

// End says that a number is no longer under way.
func (w *Window) End(n uint64) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	delete(w.underway, n)
	close(w.ended)
	w.ended = make(chan struct{})
}
