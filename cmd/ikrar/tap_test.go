package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"ikrar/signer/crockford"
)

// tap is a wire with a listener on it: it passes bytes on as they are, and keeps a copy of them.
func tap(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	file, err := os.Create(ts.MkAbs(args[2]))
	ts.Check(err)
	ts.Defer(func() { l.Close(); file.Close() })
	ts.Setenv(args[0], "http://"+l.Addr().String())
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go passOn(from, "127.0.0.1:"+args[1], &heard{file: file})
		}
	}()
}

func passOn(from net.Conn, address string, copied io.Writer) {
	defer from.Close()
	to, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer to.Close()
	go func() {
		io.Copy(io.MultiWriter(to, copied), from)
		to.Close()
	}()
	io.Copy(io.MultiWriter(from, copied), to)
}

// heard writes whole pieces into a file that several connections share.
type heard struct {
	mu   sync.Mutex
	file *os.File
}

func (h *heard) Write(p []byte) (int, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.file.Write(p)
}

// keepsSecret fails where a code stands in a file: as it is printed or stored, percent-encoded, in
// either case, in hexadecimal digits or base64 at any of its three places.
func keepsSecret(ts *testscript.TestScript, _ bool, args []string) {
	data, err := os.ReadFile(ts.MkAbs(args[1]))
	ts.Check(err)
	if len(data) < 1000 {
		ts.Fatalf("only %d bytes were heard", len(data))
	}
	if form := spelt(data, args[0]); form != "" {
		ts.Fatalf("%s has the code, as %s", args[1], form)
	}
}

func TestSpelt(t *testing.T) {
	const code = "K7QM-2F8D-9XPA-0R3T"
	for _, data := range []string{
		code, "k7qm2f8d9xpa0r3t", "#K7QM%2D2F8D%2d9xpa%2D0R3T.", "4b37514d324638443958504130523354",
		base64.StdEncoding.EncodeToString([]byte("?code=" + code)),
		base64.StdEncoding.EncodeToString([]byte("#" + code)),
	} {
		if spelt([]byte("GET /"+data+" HTTP/1.1"), code) == "" {
			t.Errorf("not found: %s", data)
		}
	}
	if form := spelt([]byte("K7QM-2F8D-9XPA"), code); form != "" {
		t.Errorf("a certificate's code is taken for one, as %s", form)
	}
}

// spelt returns how a code stands in data, or nothing.
func spelt(data []byte, code string) string {
	data, bare := bytes.ToLower(data), crockford.Typed(code)
	for _, form := range []string{bare, code, strings.ReplaceAll(code, "-", "%2d")} {
		for _, cased := range []string{form, strings.ToLower(form)} {
			forms := []string{cased, hex.EncodeToString([]byte(cased))}
			for skip := range 3 { // what one place of the three leaves whole
				whole := cased[skip : skip+(len(cased)-skip)/3*3]
				forms = append(forms, base64.StdEncoding.EncodeToString([]byte(whole)))
			}
			for _, f := range forms {
				if bytes.Contains(data, []byte(strings.ToLower(f))) {
					return f
				}
			}
		}
	}
	return ""
}
