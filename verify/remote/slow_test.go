package remote

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// TestTellSlow: who waits for an answer is told so once, however often it is asked for, and not
// where the answer is there.
func TestTellSlow(t *testing.T) {
	told, tries := make(chan struct{}, 10), 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if tries++; tries == 1 {
			for len(told) == 0 {
				time.Sleep(time.Millisecond)
			}
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	for after, want := range map[time.Duration]int{time.Millisecond: 1, time.Hour: 0} {
		tries = int(after / time.Hour) // a server in a hurry has no first try
		ctx := TellSlow(t.Context(), after, func() { told <- struct{}{} })
		if _, err := New().At(server.URL).Fetch(ctx, "checkpoint"); err != nil {
			t.Fatal(err)
		}
		if len(told) != want {
			t.Errorf("after %v: told %d times, want %d", after, len(told), want)
		}
		for len(told) > 0 {
			<-told
		}
	}
}
