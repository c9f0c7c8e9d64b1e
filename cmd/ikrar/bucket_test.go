package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/rogpeppe/go-internal/testscript"
)

// Beside the commands of script_commands_test.go:
//
//	bucket NAME             an object store, whose address becomes the variable NAME, with a bucket that everybody may read, terbit;
//	                        every third object is written and answered with 502, as by a proxy that has lost the answer
func init() {
	scriptCommands["bucket"] = func(ts *testscript.TestScript, _ bool, args []string) {
		backend := s3mem.New()
		ts.Check(backend.CreateBucket("terbit"))
		service := gofakes3.New(backend).Server()
		var writes atomic.Int64
		serveFor(ts, args[0], func(w http.ResponseWriter, r *http.Request) {
			probe := strings.HasSuffix(r.URL.Path, "/.ikrar-probe")
			if r.Method == http.MethodPut && !probe && writes.Add(1)%3 == 0 {
				service.ServeHTTP(httptest.NewRecorder(), r)
				w.WriteHeader(http.StatusBadGateway)
				return
			}
			service.ServeHTTP(w, r)
		})
	}
}
