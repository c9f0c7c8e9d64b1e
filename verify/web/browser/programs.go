//go:build !js

package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// programs is the directory that [Programs] fills once.
var programs struct {
	sync.Mutex
	dir string
}

// Programs compiles our WebAssembly, as make does but without compressing it, and returns the directory with verifier.wasm,
// scan.wasm and Go's wasm_exec.js. It takes Go alone; the directory lasts until [Run] returns.
func Programs(t testing.TB) string {
	t.Helper()
	programs.Lock()
	defer programs.Unlock()
	if programs.dir == "" {
		dir, err := compile()
		if err != nil {
			t.Fatal(err)
		}
		programs.dir = dir
	}
	return programs.dir
}

func compile() (string, error) {
	dir, err := os.MkdirTemp("", "ikrar-wasm-")
	if err != nil {
		return "", err
	}
	for _, name := range []string{"verifier", "scan"} {
		c := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", filepath.Join(dir, name+".wasm"), "ikrar/verify/web/wasm/"+name)
		c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
		if out, err := c.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%s.wasm: %w\n%s", name, err, out)
		}
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	support, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "wasm_exec.js"), support, 0o600)
}
