package server

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikrar/ledger"
)

type onePage struct{}

const onePolicy = "default-src 'none'; style-src 'unsafe-inline'"

func (onePage) Page(id string) ([]byte, string, error) {
	if id != "deklarasi" {
		return nil, "", ledger.ErrNotFound
	}
	return []byte("<h1>Deklarasi</h1>"), onePolicy, nil
}

// TestFigures: a campaign's page is sent as it was made, under its own policy, kept by its ETag; of
// another campaign, or where HR wants none, there is nothing.
func TestFigures(t *testing.T) {
	for _, c := range []struct {
		figures Figures
		id      string
		status  int
	}{{onePage{}, "deklarasi", 200}, {onePage{}, "lain", 404}, {nil, "deklarasi", 404}} {
		s := &Server{options: Options{Figures: c.figures}}
		mux := http.NewServeMux()
		status := 0
		mux.HandleFunc("/kegiatan/{id}", func(w http.ResponseWriter, r *http.Request) {
			got, err := s.figures(r)
			if err != nil {
				status = http.StatusInternalServerError
				if f := new(failure); errors.Is(err, ledger.ErrNotFound) ||
					errors.As(err, &f) && f.code == "not-found" {
					status = http.StatusNotFound
				}
				return
			}
			status = got.write(w, r)
		})
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest("GET", "/kegiatan/"+c.id, nil))
		header, body := w.Header(), w.Body.String()
		if status != c.status {
			t.Errorf("%s: %d, want %d", c.id, status, c.status)
		}
		if status == 200 && (!strings.Contains(body, "Deklarasi") || header.Get("Etag") == "" ||
			header.Get("Cache-Control") != "no-cache" ||
			header.Get("Content-Security-Policy") != onePolicy) {
			t.Errorf("%q %v", body, header)
		}
	}
}
