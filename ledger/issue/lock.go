package issue

import (
	"context"
	"os"
	"strings"
	"time"
	"unicode"

	"ikrar/signer/files"
)

// Lock is held by whoever issues certificates of one ledger, so that two runs never overlap: they
// would give the same numbers. It is the system's lock of a file, which ends with the process
// however that ends. path is the file, who says who is issuing, for the one that waits. waiting,
// which may be nil, is called once with that where the lock is not free within a second. It waits
// until the context ends.
func Lock(ctx context.Context, path, who string, waiting func(who string)) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, files.Private)
	if err != nil {
		return nil, err
	}
	for waited := time.Duration(0); ; waited += lockPause {
		free, err := lockFile(f)
		if err != nil {
			f.Close()
			return nil, err
		}
		if free {
			break
		}
		if waited == time.Second && waiting != nil {
			waiting(Holder(path))
		}
		select {
		case <-time.After(lockPause):
		case <-ctx.Done():
			f.Close()
			return nil, context.Cause(ctx)
		}
	}
	// The name is a courtesy: where it cannot be written the lock holds all the same.
	if f.Truncate(0) == nil {
		f.WriteAt([]byte(who+"\n"), 0)
	}
	return func() {
		f.Truncate(0)
		f.Close()
	}, nil
}

// lockPause is how often who waits looks, and what who issues again and again leaves to the others.
const lockPause = 25 * time.Millisecond

// Holder reads who says to have a lock; empty where that is not known.
func Holder(path string) string {
	text, err := files.ReadBounded(path, maxHolder)
	line, _, whole := strings.Cut(string(text), "\n")
	if err != nil || !whole || strings.ContainsFunc(line, unicode.IsControl) {
		return ""
	}
	return line
}

// maxHolder is the bytes of the name of who is issuing: a command and the number of its process.
const maxHolder = 200
