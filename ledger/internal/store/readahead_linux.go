package store

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// readAhead asks the kernel for the ends of all tables in dir at once. Else Badger would wait for
// one after another, and the kernel might read each table whole for it: of a nation's ledger
// everything. An error leaves things as they were.
func readAhead(dir string) {
	files, _ := os.ReadDir(dir)
	for _, file := range files {
		if filepath.Ext(file.Name()) != ".sst" {
			continue
		}
		f, err := os.Open(filepath.Join(dir, file.Name()))
		if err != nil {
			continue
		}
		if info, err := f.Stat(); err == nil {
			_ = unix.Fadvise(int(f.Fd()), max(info.Size()-tableEnd, 0), tableEnd, unix.FADV_WILLNEED)
		}
		f.Close()
	}
}
