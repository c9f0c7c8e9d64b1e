package s3

import (
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// gateway starts versitygw, a service that keeps objects as files, and makes a bucket. To build it
// takes minutes of a processor, so that `make gateway` does, and other runs leave the test out.
func gateway(t *testing.T) (endpoint string) {
	t.Helper()
	program, err := exec.LookPath("versitygw")
	if err != nil {
		t.Skip("versitygw is not installed: make gateway builds it and runs this")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	data := t.TempDir()
	if err := os.MkdirAll(filepath.Join(data, "terbit"), 0o755); err != nil {
		t.Fatal(err)
	}
	serve := exec.Command(program, "-p", address, "--quiet", "posix", data)
	serve.Env = append(os.Environ(), "ROOT_ACCESS_KEY=demo", "ROOT_SECRET_KEY=TEST-ONLY")
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		serve.Process.Kill()
		serve.Wait()
	})
	for range 600 {
		if answer, err := http.Get("http://" + address + "/"); err == nil {
			answer.Body.Close()
			return "http://" + address
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("versitygw does not answer")
	return ""
}

func TestVersity(t *testing.T) {
	endpoint := gateway(t)
	law(t, endpoint, true)
	env := environment(endpoint)
	s, err := Open(t.Context(), "s3://terbit/buku", func(name string) string {
		if name == "AWS_SECRET_ACCESS_KEY" {
			return "TEST-ONLY-OTHER"
		}
		return env(name)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Get(t.Context(), "checkpoint"); !errors.Is(err, ErrKeys) {
		t.Errorf("another key: %v", err)
	}
}
