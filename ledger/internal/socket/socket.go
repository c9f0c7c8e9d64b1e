// Package socket is where processes of one owner meet on a machine: a Unix socket, or on Windows a
// file that says where on loopback, and how to be let in.
package socket

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"ikrar/signer/files"
)

// Listen makes the socket through which other processes of the same owner reach a ledger that this
// one has open: mode 0600 from its first moment, in the place of one that a killed process left. On
// Windows it is a file that says where on loopback, and how to be let in.
func Listen(path string) (net.Listener, error) {
	if runtime.GOOS == "windows" {
		return listenLoopback(path)
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".s") // 0700
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	address, err := net.ResolveUnixAddr("unix", nearest(filepath.Join(dir, "s")))
	if err != nil {
		return nil, err
	}
	ln, err := net.ListenUnix("unix", address)
	if err != nil {
		return nil, err
	}
	ln.SetUnlinkOnClose(false) // by then it has another name
	if err := errors.Join(os.Chmod(address.Name, files.Private), os.Rename(address.Name, path)); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return &Socket{ln, path}, nil
}

// acceptPause is how long to leave a listener alone after a failure that passes, as when all file
// descriptors are taken.
const acceptPause = 50 * time.Millisecond

// Accept waits for the next connection, also over failures that pass.
func Accept(ln net.Listener) (net.Conn, error) {
	for {
		conn, err := ln.Accept()
		passing := interface{ Temporary() bool }(nil)
		if !errors.As(err, &passing) || !passing.Temporary() {
			return conn, err
		}
		time.Sleep(acceptPause)
	}
}

// Socket is a listener that removes its file.
type Socket struct {
	*net.UnixListener
	Path string
}

func (s *Socket) Close() error {
	return errors.Join(os.Remove(s.Path), s.UnixListener.Close())
}

// nearest spells a path from the working directory where that is shorter: a socket's path has at
// most 107 bytes.
func nearest(path string) string {
	whole, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(here, whole); err == nil && len(relative) < len(path) {
		return relative
	}
	return path
}

// Dial connects to whoever listens at a path. That nobody does is a [*net.OpError].
func Dial(path string) (net.Conn, error) {
	if runtime.GOOS == "windows" {
		return dialLoopback(path)
	}
	return net.Dial("unix", nearest(path))
}

// Admit lets in a connection that was accepted, or says why not: on loopback its other side has to
// prove itself, and may take seconds to.
func Admit(conn net.Conn) error {
	if g, ok := conn.(*guest); ok {
		return g.admit()
	}
	return nil
}
