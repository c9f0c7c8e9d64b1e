package socket

import (
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/signer/files"
)

// listening is a loopback listener that admits whom it may, and echoes what they say.
func listening(t *testing.T) (path string, ln *loopback) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "lembaga kita", "ikrar.sock")
	if err := files.MakeDir(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	l, err := listenLoopback(path)
	if err != nil {
		t.Fatal(err)
	}
	ln = l.(*loopback)
	t.Cleanup(func() { ln.TCPListener.Close() })
	go func() {
		for {
			conn, err := ln.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				if Admit(conn) == nil {
					io.Copy(conn, conn)
				}
			}()
		}
	}()
	return path, ln
}

func nobody(err error) bool { return errors.As(err, new(*net.OpError)) }

func TestLoopback(t *testing.T) {
	path, ln := listening(t)
	conn, err := dialLoopback(path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	said := make([]byte, 5)
	if _, err := conn.Write([]byte("ikrar")); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(conn, said); err != nil || string(said) != "ikrar" {
		t.Errorf("%q, %v", said, err)
	}
	if err := ln.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the file is left: %v", err)
	}
	if _, err := dialLoopback(path); !nobody(err) {
		t.Errorf("nobody listens, there is no file: %v", err)
	}
}

// Who does not know the secret is not let in, and one who has taken the port of a listener that
// died is told nothing.
func TestLoopbackStrangers(t *testing.T) {
	defer func(before time.Duration) { handshakePatience = before }(handshakePatience)
	handshakePatience = 300 * time.Millisecond
	path, ln := listening(t)
	notice, err := os.ReadFile(path)
	if err != nil || strings.Count(string(notice), "\n") != 1 {
		t.Fatalf("%q, %v", notice, err)
	}
	secret := " " + strings.Repeat("ab", secretBytes) + "\n"
	if err := os.WriteFile(path, []byte(ln.Addr().String()+secret), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := dialLoopback(path); !nobody(err) || !errors.Is(err, errStranger) {
		t.Errorf("another secret: %v", err)
	}
	conn, err := net.Dial("tcp", ln.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.Write(make([]byte, nonceBytes+secretBytes)) // a nonce, and no proof
	conn.SetDeadline(time.Now().Add(time.Minute))
	if said, err := io.ReadAll(conn); len(said) > nonceBytes+secretBytes {
		t.Errorf("let in without the secret: %q, %v", said, err)
	}

	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	for name, text := range map[string]string{
		"a silent one":      silent.Addr().String() + secret,
		"a port of nobody":  "127.0.0.1:1" + secret,
		"half a notice":     "127.0.0.1:1 ab\n",
		"what is no notice": strings.Repeat("x", 1000),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if conn, err := dialLoopback(path); !nobody(err) {
			t.Errorf("%s: %v, %v", name, conn, err)
		}
	}
}
