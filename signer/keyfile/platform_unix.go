//go:build !windows

package keyfile

import (
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
)

// checkMode is the rule of ssh itself: no permission of any kind for group and others.
func checkMode(path string, mode fs.FileMode) error {
	if mode.Perm()&0o077 != 0 {
		return &PermissionError{Path: path, Mode: mode.Perm()}
	}
	return nil
}

// syncDir makes a new file's name as durable as its bytes.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func dialAgent(socket string) (io.ReadWriteCloser, error) {
	if socket == "" {
		return nil, errors.New("SSH_AUTH_SOCK is not set")
	}
	return net.Dial("unix", socket)
}
