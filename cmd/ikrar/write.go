package main

import (
	"errors"
	"io/fs"
	"os"

	"ikrar/signer/files"
)

// The modes of what the command writes; the umask takes away from them. A new kind of file is private until somebody can
// say why not: modes.txtar goes through an institution's day and knows the public ones by name.
const (
	private    = files.Private    // people's data, codes, secrets; what its user alone has to read
	privateDir = files.PrivateDir // the directories of such files, and those of one user
	public     = files.Public     // nobody's data, and for everybody: trust lists, the saved page, the mark of a demo
)

// overwrite says whether writeFile may replace a file.
type overwrite bool

const (
	keepExisting    overwrite = false
	replaceExisting overwrite = true
)

// writeFile puts data under path, whole or not at all. With keepExisting a file already there is fs.ErrExist and stays as
// it is. What is no file is written into.
func writeFile(path string, data []byte, mode fs.FileMode, may overwrite) error {
	if info, err := os.Stat(path); err == nil && info.Mode()&(fs.ModeDevice|fs.ModeNamedPipe) != 0 {
		return writeInto(path, data)
	}
	if may == keepExisting {
		return files.Create(path, data, mode)
	}
	return files.Replace(path, data, mode)
}

// writeInto hands data to a device or a pipe, such as /dev/null, which nobody wants to have replaced by a file.
func writeInto(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
