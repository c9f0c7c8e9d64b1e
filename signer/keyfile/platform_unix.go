//go:build !windows

package keyfile

import (
	"errors"
	"io"
	"io/fs"
	"net"
)

// checkMode is the rule of ssh itself: no permission of any kind for group and others.
func checkMode(path string, mode fs.FileMode) error {
	if mode.Perm()&0o077 != 0 {
		return &PermissionError{Path: path, Mode: mode.Perm()}
	}
	return nil
}

func dialAgent(socket string) (io.ReadWriteCloser, error) {
	if socket == "" {
		return nil, errors.New("SSH_AUTH_SOCK is not set")
	}
	return net.Dial("unix", socket)
}
