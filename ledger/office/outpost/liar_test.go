package outpost_test

import (
	"bytes"
	"encoding/gob"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
)

// lie is what a server that speaks the real protocol tells in the place of the truth.
type lie struct {
	// row gives the value under a key, wherever it is told; nil for none.
	row func(k, v []byte) []byte
	// page gives the keys of a list.
	page func(keys [][]byte) [][]byte
	// answer gives the answer of a call, which is made first where make is not false.
	answer func(method string, answer []byte) []byte
	make   func(method string) bool
}

type page struct{ Keys, Values [][]byte }

func (l *lie) serve(w http.ResponseWriter, r *http.Request, honest http.Handler) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !strings.HasSuffix(r.URL.Path, "/calls") {
		r.Body = io.NopCloser(bytes.NewReader(body))
		honest.ServeHTTP(w, r)
		return
	}
	asked := gob.NewDecoder(bytes.NewReader(body))
	var request struct{ Method string }
	if err := asked.Decode(&request); err != nil {
		panic(err)
	}
	_, method, _ := strings.Cut(request.Method, ".")
	said := httptest.NewRecorder()
	if l.make == nil || l.make(method) {
		r.Header.Del("Accept-Encoding")
		r.Body = io.NopCloser(bytes.NewReader(body))
		honest.ServeHTTP(said, r)
	} else {
		said.Header().Set("Content-Type", "application/octet-stream")
	}
	answer := said.Body.Bytes()
	if said.Code == http.StatusOK {
		answer = l.tell(method, asked, answer)
	}
	for name, values := range said.Header() {
		if name != "Content-Length" {
			w.Header()[name] = values
		}
	}
	w.WriteHeader(said.Code)
	w.Write(answer)
}

// tell changes an answer.
func (l *lie) tell(method string, asked *gob.Decoder, answer []byte) []byte {
	if l.answer != nil {
		if other := l.answer(method, answer); other != nil {
			return other
		}
	}
	if l.row == nil && l.page == nil {
		return answer
	}
	from := gob.NewDecoder(bytes.NewReader(answer))
	var said struct{ Error string }
	if from.Decode(&said); said.Error != "" {
		return answer
	}
	told := func(k []byte, v share.GetAnswer) share.GetAnswer {
		if l.row == nil {
			return v
		}
		value := v.Value
		if !v.Found {
			value = nil
		}
		value = l.row(k, value)
		return share.GetAnswer{Value: value, Found: value != nil}
	}
	switch method {
	case "Get":
		var in share.GetCall
		var out share.GetAnswer
		asked.Decode(&in)
		from.Decode(&out)
		return gobbed(said, told(in.Key, out))
	case "Several":
		var in struct{ Keys [][]byte }
		var out struct{ Values []share.GetAnswer }
		asked.Decode(&in)
		from.Decode(&out)
		for n, k := range in.Keys {
			out.Values[n] = told(k, out.Values[n])
		}
		return gobbed(said, out)
	case "Page":
		var out page
		if from.Decode(&out); len(out.Keys) == 0 {
			return answer
		}
		values := map[string][]byte{}
		for n, k := range out.Keys {
			values[string(k)] = told(k, share.GetAnswer{Value: out.Values[n], Found: true}).Value
		}
		if l.page != nil {
			out.Keys = l.page(out.Keys)
		}
		out.Values = nil
		for _, k := range out.Keys {
			out.Values = append(out.Values, values[string(k)])
		}
		return gobbed(said, out)
	}
	return answer
}

func gobbed(all ...any) []byte {
	var b bytes.Buffer
	to := gob.NewEncoder(&b)
	for _, one := range all {
		if err := to.Encode(one); err != nil {
			panic(err)
		}
	}
	return b.Bytes()
}

// swapped is a lie about rows: what stands under a key is what stands there in these.
func swapped(rows map[string][]byte) func(k, v []byte) []byte {
	return func(k, v []byte) []byte {
		if other, ok := rows[string(k)]; ok {
			return other
		}
		return v
	}
}

// inRoster is a key of the roster's drawer.
func inRoster(k string) string { return string(store.Key(store.PrefixDrawer, []byte("roster\x00"+k))) }

// twice has every list tell its second half twice.
func twice(keys [][]byte) [][]byte { return slices.Concat(keys, keys[len(keys)/2:]) }
