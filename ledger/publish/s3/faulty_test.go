package s3

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strconv"
	"sync"
	"testing"
)

// faultyProxy stands before a service, and does not always say what that said.
type faultyProxy struct {
	*httptest.Server

	mutex   sync.Mutex
	how     string // a status without a word; cut; silent; once; half; "" for not at all
	arrives bool   // what it was asked reaches the service all the same
	puts    int
}

func faulty(t *testing.T, service string) *faultyProxy {
	t.Helper()
	target, err := url.Parse(service)
	if err != nil {
		t.Fatal(err)
	}
	forward := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.Out.URL.Scheme, r.Out.URL.Host = target.Scheme, target.Host // the host that was signed stays
	}}
	p := &faultyProxy{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mutex.Lock()
		how, arrives := p.how, p.arrives
		if r.Method == http.MethodPut {
			p.puts++
		}
		if how == "once" {
			p.how = ""
		}
		p.mutex.Unlock()
		if how == "" {
			forward.ServeHTTP(w, r)
			return
		}
		answer := httptest.NewRecorder()
		if arrives {
			forward.ServeHTTP(answer, r)
		}
		io.Copy(io.Discard, r.Body)
		switch status, err := strconv.Atoi(how); {
		case err == nil:
			w.WriteHeader(status)
		case how == "once":
			w.WriteHeader(http.StatusBadGateway)
		case how == "silent":
			<-r.Context().Done()
		case how == "half":
			for name, values := range answer.Header() {
				w.Header()[name] = values
			}
			w.Write(answer.Body.Bytes()[:answer.Body.Len()/2])
			panic(http.ErrAbortHandler)
		default:
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

// fails has the proxy answer so from now on, and counts writes anew.
func (p *faultyProxy) fails(how string, arrives bool) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.how, p.arrives, p.puts = how, arrives, 0
}

func (p *faultyProxy) writes() int {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.puts
}
