package keyfile

import (
	"io"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/sys/windows"
)

const (
	pipePrefix = `\\.\pipe\`
	agentPipe  = pipePrefix + "openssh-ssh-agent"
)

// checkMode lets everything pass: Windows knows access lists, and the mode bits that Go shows say nothing about them.
func checkMode(string, fs.FileMode) error { return nil }

// dialAgent opens the pipe of OpenSSH's agent service. A socket that is no pipe belongs to another world (Git's shell,
// Cygwin) and is passed over.
func dialAgent(socket string) (io.ReadWriteCloser, error) {
	pipe := agentPipe
	if strings.HasPrefix(strings.ReplaceAll(socket, "/", `\`), pipePrefix) {
		pipe = socket
	}
	name, err := windows.UTF16PtrFromString(pipe)
	if err != nil {
		return nil, err
	}
	// Whoever holds the pipe may learn who we are, as ssh itself allows it, but may not act in our name.
	const flags = windows.SECURITY_SQOS_PRESENT | windows.SECURITY_IDENTIFICATION
	handle, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, flags, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: pipe, Err: err}
	}
	return os.NewFile(uintptr(handle), pipe), nil
}
