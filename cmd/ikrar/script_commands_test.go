package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/skip2/go-qrcode"
)

// clockNow is the clock of processes that a script starts beside the command.
var clockNow = time.Now

// scriptCommands are what the scripts of testdata have beside the commands of testscript:
//
//	exits CODE COMMAND...      run a command that must exit with exactly that code; its output is the next commands'
//	json PATH VALUE            the last stdout, one JSON object, has VALUE (a string, or JSON) at .a.b.0.c
//	jsonkeys PATH KEY...       the object there has exactly these keys
//	take NAME REGEXP           the last stdout's first match of the group in REGEXP becomes the variable NAME
//	replace OLD NEW FILE...    put NEW in the place of the one OLD in each file; \n and \xNN are understood
//	append TEXT FILE           put TEXT behind the end
//	flip OFFSET FILE           change the lowest bit of the byte at the offset, from the end where negative
//	keep DIR                   remember an institution: everything but its store, and the log in that as its checkpoint
//	kept DIR                   it is as it was remembered
//	waitfor FILE               until there is one
//	firstline NAME FILE        the first line of the file, once it has one, becomes the variable NAME
//	notepad FILE TO            save a text as old Windows editors do: with a mark, lines ending in CR LF
//	powershell FILE TO         save a text as PowerShell's > does: in UTF-16 with a mark, lines ending in CR LF
//	foreignqr FILE TEXT        make a picture of a QR code
//	modes DIR UMASK            all below is as private as it has to be; see modes_test.go
//	freeport NAME              a port of this machine that nobody listens on becomes the variable NAME
//	relay NAME URL FILE        serve what is at the URL at another address, which becomes the variable NAME, and write each
//	                           request into the file
//	tap NAME PORT FILE         pass on all that comes to another address, which becomes the variable NAME, to a port of this
//	                           machine, and write every byte of both ways into the file
//	secret CODE FILE           the code stands in the file in no form
//	below NAME PATH URL        serve what is at the URL below a path of another address, as a proxy does that takes it off; both
//	                           together become the variable NAME
//	nginx TLS PORT             nginx as the package has it, for localhost: on the port TLS, before the server on the other
//	files NAME DIR             serve the files of a directory as any web host does, at the address that becomes the variable NAME
//	redirect NAME URL          send whoever asks at the address that becomes the variable NAME on to the URL
var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"notepad": func(ts *testscript.TestScript, _ bool, args []string) {
		saveAs(ts, args[1], []byte(windowsText(ts, args[0])))
	},
	"powershell": func(ts *testscript.TestScript, _ bool, args []string) {
		var out []byte
		for _, unit := range utf16.Encode([]rune(windowsText(ts, args[0]))) {
			out = binary.LittleEndian.AppendUint16(out, unit)
		}
		saveAs(ts, args[1], out)
	},
	"exits": func(ts *testscript.TestScript, _ bool, args []string) {
		err := ts.Exec(args[1], args[2:]...)
		code, exit := 0, (*exec.ExitError)(nil)
		if errors.As(err, &exit) {
			code = exit.ExitCode()
		} else {
			ts.Check(err)
		}
		if fmt.Sprint(code) != args[0] {
			ts.Fatalf("%v: exit %d, want %s", args[1:], code, args[0])
		}
	},
	"json": func(ts *testscript.TestScript, neg bool, args []string) {
		got := jsonAt(ts, args[0])
		text, err := json.Marshal(got)
		ts.Check(err)
		if (got == any(args[1]) || string(text) == args[1]) == neg {
			ts.Fatalf("%s is %s, want %s", args[0], text, args[1])
		}
	},
	"jsonkeys": func(ts *testscript.TestScript, _ bool, args []string) {
		object, ok := jsonAt(ts, args[0]).(map[string]any)
		got, want := slices.Sorted(maps.Keys(object)), slices.Sorted(slices.Values(args[1:]))
		if !ok || !slices.Equal(got, want) {
			ts.Fatalf("%s has %v, want %v", args[0], got, want)
		}
	},
	"take": func(ts *testscript.TestScript, _ bool, args []string) {
		found := regexp.MustCompile("(?m)" + args[1]).FindStringSubmatch(ts.ReadFile("stdout"))
		if found == nil {
			ts.Fatalf("stdout has no %s", args[1])
		}
		ts.Setenv(args[0], found[1])
	},
	"replace": func(ts *testscript.TestScript, _ bool, args []string) {
		for _, path := range args[2:] {
			edit(ts, path, func(data []byte) []byte {
				if n := bytes.Count(data, unescape(ts, args[0])); n != 1 {
					ts.Fatalf("%s has %d times %s", path, n, args[0])
				}
				return bytes.Replace(data, unescape(ts, args[0]), unescape(ts, args[1]), 1)
			})
		}
	},
	"append": func(ts *testscript.TestScript, _ bool, args []string) {
		edit(ts, args[1], func(data []byte) []byte { return append(data, unescape(ts, args[0])...) })
	},
	"flip": func(ts *testscript.TestScript, _ bool, args []string) {
		at, err := strconv.Atoi(args[0])
		ts.Check(err)
		edit(ts, args[1], func(data []byte) []byte {
			data[(at+len(data))%len(data)] ^= 1
			return data
		})
	},
	"keep": func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Setenv("KEPT_"+envName(args[0]), fingerprintHome(ts, args[0]))
	},
	"kept": func(ts *testscript.TestScript, _ bool, args []string) {
		before, after := ts.Getenv("KEPT_"+envName(args[0])), fingerprintHome(ts, args[0])
		if before == "" || before != after {
			ts.Fatalf("%s has changed:\n%s\nnow\n%s", args[0], before, after)
		}
	},
	"firstline": func(ts *testscript.TestScript, _ bool, args []string) {
		for range 400 {
			data, err := os.ReadFile(ts.MkAbs(args[1]))
			if line, _, whole := strings.Cut(string(data), "\n"); err == nil && whole {
				ts.Setenv(args[0], line)
				return
			}
			time.Sleep(25 * time.Millisecond)
		}
		ts.Fatalf("%s never had a line", args[1])
	},
	"waitfor": func(ts *testscript.TestScript, _ bool, args []string) {
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			if _, err := os.Stat(ts.MkAbs(args[0])); err == nil {
				return
			} else if time.Now().After(end) {
				ts.Fatalf("%v", err)
			}
		}
	},
	"modes":    checkModes,
	"freeport": func(ts *testscript.TestScript, _ bool, args []string) { ts.Setenv(args[0], freePort(ts)) },
	"relay": func(ts *testscript.TestScript, _ bool, args []string) {
		target, err := url.Parse(args[1])
		ts.Check(err)
		log, err := os.Create(ts.MkAbs(args[2]))
		ts.Check(err)
		ts.Defer(func() { log.Close() })
		proxy := httputil.NewSingleHostReverseProxy(target)
		serveFor(ts, args[0], func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintln(log, r.Method, r.URL.Path)
			proxy.ServeHTTP(w, r)
		})
	},
	"tap":    tap,
	"nginx":  runNginx,
	"secret": keepsSecret,
	"below": func(ts *testscript.TestScript, _ bool, args []string) {
		target, err := url.Parse(args[2])
		ts.Check(err)
		serveFor(ts, args[0], http.StripPrefix(args[1], httputil.NewSingleHostReverseProxy(target)).ServeHTTP)
		ts.Setenv(args[0], ts.Getenv(args[0])+args[1])
	},
	"files": func(ts *testscript.TestScript, _ bool, args []string) {
		serveFor(ts, args[0], http.FileServer(http.Dir(ts.MkAbs(args[1]))).ServeHTTP)
	},
	"redirect": func(ts *testscript.TestScript, _ bool, args []string) {
		serveFor(ts, args[0], func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, args[1]+r.URL.Path, http.StatusPermanentRedirect)
		})
	},
	"foreignqr": func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Check(qrcode.WriteFile(args[1], qrcode.Medium, 300, ts.MkAbs(args[0])))
	},
}

func freePort(ts *testscript.TestScript) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	ts.Check(errors.Join(err, l.Close()))
	return port
}

// serveFor serves until the script has ended; the address becomes the variable of that name.
func serveFor(ts *testscript.TestScript, name string, handler http.HandlerFunc) {
	server := httptest.NewServer(handler)
	ts.Defer(server.Close)
	ts.Setenv(name, server.URL)
}

// jsonAt finds the value at a path like .a.0.b in the last line of the last stdout.
func jsonAt(ts *testscript.TestScript, path string) any {
	lines := strings.Split(strings.TrimSpace(ts.ReadFile("stdout")), "\n")
	var value any
	ts.Check(json.Unmarshal([]byte(lines[len(lines)-1]), &value))
	for _, name := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' }) {
		switch at := value.(type) {
		case map[string]any:
			value = at[name]
		case []any:
			n, err := strconv.Atoi(name)
			ts.Check(err)
			value = at[n]
		default:
			ts.Fatalf("%s: there is nothing below %v", path, at)
		}
	}
	return value
}

func edit(ts *testscript.TestScript, path string, change func([]byte) []byte) {
	path = ts.MkAbs(path)
	info, err := os.Stat(path)
	ts.Check(err)
	data, err := os.ReadFile(path)
	ts.Check(err)
	ts.Check(os.WriteFile(path, change(data), info.Mode().Perm()))
}

func unescape(ts *testscript.TestScript, s string) []byte {
	s, err := strconv.Unquote(`"` + strings.ReplaceAll(s, `"`, `\"`) + `"`)
	ts.Check(err)
	return []byte(s)
}

var notName = regexp.MustCompile(`[^A-Za-z0-9]`)

func envName(s string) string { return notName.ReplaceAllString(s, "_") }

// fingerprintHome is what no refusal may change: every file with its mode, but for the store's own housekeeping, of which
// the head file beside it and the signed end of the log speak.
func fingerprintHome(ts *testscript.TestScript, dir string) string {
	var lines []string
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "ledger" {
			return filepath.SkipDir
		}
		name, err := filepath.Rel(root, path)
		lines = append(lines, name)
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		data, err := os.ReadFile(path)
		lines = append(lines, fmt.Sprintf("%s %o %x", name, info.Mode(), sha256.Sum256(data)))
		return err
	}))
	return strings.Join(lines, "\n")
}

// windowsText is a file's text as Windows' programs write it.
func windowsText(ts *testscript.TestScript, name string) string {
	return "\ufeff" + strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n")
}

func saveAs(ts *testscript.TestScript, name string, data []byte) {
	ts.Check(os.WriteFile(ts.MkAbs(name), data, 0o600))
}
