package ledger

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The modes of what is written, here and in the rooms around the ledger; the umask takes away from them, and nothing is
// given back. A directory or a file that is there already keeps its mode until it is replaced.
const (
	// Private is for what holds a person's data, a code or a secret, and for what its owner alone has to read.
	Private fs.FileMode = 0o600
	// PrivateDir is for directories of such files: names of files are names of people and units.
	PrivateDir fs.FileMode = 0o700
)

// CreateTemp is [os.CreateTemp] for a mode. The file has it from its birth, less the umask: whoever gives a mode by
// chmod has overruled the umask of the person that runs the program.
func CreateTemp(dir, pattern string, mode fs.FileMode) (*os.File, error) {
	for {
		name := filepath.Join(dir, strings.Replace(pattern, "*", strconv.FormatUint(rand.Uint64(), 36), 1))
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}
