package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// runNginx starts nginx with the file of the package, of which only the host, the ports, and the
// directories of certificate and logs are other ones. fullchain.pem and privkey.pem are in the
// script's directory, where the logs will be.
func runNginx(ts *testscript.TestScript, _ bool, args []string) {
	site, err := os.ReadFile(filepath.Join("package", "nginx.conf"))
	ts.Check(err)
	dir, plain := ts.MkAbs("."), freePort(ts)
	text := strings.NewReplacer(
		"/etc/letsencrypt/live/ikrar.contoh.example/", dir+"/", "/var/log/nginx/", dir+"/",
		"ikrar.contoh.example", "localhost",
		"listen 80;", "listen 127.0.0.1:"+plain+";", "listen [::]:80;", "",
		"listen 443 ", "listen 127.0.0.1:"+args[0]+" ", "listen [::]:443 ssl http2;", "",
		"127.0.0.1:8080", "127.0.0.1:"+args[1]).Replace(string(site))
	ts.Check(os.WriteFile(filepath.Join(dir, "site.conf"), []byte(text), 0o600))
	main := fmt.Sprintf("daemon off;\nworker_processes 1;\npid %[1]s/pid;\nerror_log %[1]s/main.log;\n", dir) +
		"events {}\nhttp {\n"
	for _, temporary := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		main += fmt.Sprintf("%s_temp_path %s/t-%s;\n", temporary, dir, temporary)
	}
	if os.Getuid() == 0 { // another user cannot write below the directory of this test
		main = "user root;\n" + main
	}
	ts.Check(os.WriteFile(filepath.Join(dir, "nginx.conf"), []byte(main+"include site.conf;\n}\n"), 0o600))
	cmd := exec.Command("nginx", "-p", dir, "-e", dir+"/main.log", "-c", dir+"/nginx.conf")
	out := new(strings.Builder)
	cmd.Stdout, cmd.Stderr = out, out
	ts.Check(cmd.Start())
	ts.Defer(func() { cmd.Process.Signal(os.Interrupt); cmd.Wait() })
	ts.Setenv("plain", plain)
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		c, err := net.Dial("tcp", "127.0.0.1:"+args[0])
		if err == nil {
			c.Close()
			return
		}
		if time.Now().After(end) {
			cmd.Process.Kill()
			cmd.Wait()
			ts.Fatalf("nginx: %s", out)
		}
	}
}
