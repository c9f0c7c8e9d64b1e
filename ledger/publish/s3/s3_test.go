package s3

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"ikrar/ledger/publish"
)

var object = publish.Object{Body: []byte("titik periksa\n"), Type: "text/plain; charset=utf-8", Cache: "no-cache"}

// environment is that of a service at an endpoint.
func environment(endpoint string) func(string) string {
	return func(name string) string {
		return map[string]string{"AWS_ENDPOINT_URL_S3": endpoint, "AWS_ENDPOINT_URL": "https://wrong.invalid",
			"AWS_ACCESS_KEY_ID": "demo", "AWS_SECRET_ACCESS_KEY": "TEST-ONLY"}[name]
	}
}

func open(t *testing.T, endpoint string) *Store {
	t.Helper()
	s, err := Open(t.Context(), "s3://terbit/buku", environment(endpoint))
	if err != nil {
		t.Fatal(err)
	}
	return s.(*Store)
}

// fake is a service in this process, with a bucket.
func fake(t *testing.T) *httptest.Server {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("terbit"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return server
}

func TestFake(t *testing.T) { law(t, fake(t).URL, false) }

// law is what a [publish.Store] says it does. Not every service keeps what caches are told.
func law(t *testing.T, endpoint string, caches bool) {
	ctx, s := t.Context(), open(t, endpoint)
	is := func(what string, err, want error) {
		t.Helper()
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", what, err, want)
		}
	}
	_, _, err := s.Get(ctx, "checkpoint")
	is("nothing there", err, publish.ErrAbsent)
	is("changing nothing", s.Replace(ctx, "checkpoint", object, `"0123456789abcdef0123456789abcdef"`),
		publish.ErrChanged)
	is("making", s.Create(ctx, "checkpoint", object), nil)
	other := publish.Object{Body: []byte("lain\n"), Type: object.Type, Cache: object.Cache}
	is("making again", s.Create(ctx, "checkpoint", other), publish.ErrExists)
	body, version, err := s.Get(ctx, "checkpoint")
	if string(body) != string(object.Body) || err != nil {
		t.Fatalf("%q, %v", body, err)
	}
	is("changing another version", s.Replace(ctx, "checkpoint", other, `"0123456789abcdef0123456789abcdef"`),
		publish.ErrChanged)
	is("changing", s.Replace(ctx, "checkpoint", other, version), nil)
	is("changing what was changed", s.Replace(ctx, "checkpoint", object, version), publish.ErrChanged)
	if body, now, err := s.Get(ctx, "checkpoint"); string(body) != "lain\n" || now == version || err != nil {
		t.Errorf("%q, %s, %v", body, now, err)
	}

	for _, name := range []string{"tile/0/x001/067", "tile/0/x001/067.p/3", "panduan", "panduan/kepegawaian",
		".ikrar-probe"} {
		is(name, s.Create(ctx, name, object), nil)
		is(name, s.Create(ctx, name, object), publish.ErrExists)
	}
	sent, err := s.client.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("terbit"),
		Key: aws.String("buku/tile/0/x001/067")})
	if err != nil {
		t.Fatal(err)
	}
	sent.Body.Close()
	media, cache := aws.ToString(sent.ContentType), aws.ToString(sent.CacheControl)
	if media != object.Type || caches && cache != object.Cache {
		t.Errorf("%q, %q", media, cache)
	}

	elsewhere := *s
	elsewhere.bucket = "lain"
	_, _, err = elsewhere.Get(ctx, "checkpoint")
	for _, write := range []error{err, elsewhere.Create(ctx, "checkpoint", object)} {
		if !errors.Is(write, ErrBucket) || isCertain(write) {
			t.Errorf("without the bucket: %v", write)
		}
	}

	// Of several at once one makes the object, and of several that read it one changes it. An ETag
	// is the content's: what is written again as it was is the version that it was.
	won := func(what string, write func(publish.Object) error) (n int) {
		var all sync.WaitGroup
		var mutex sync.Mutex
		for i := range 8 {
			all.Go(func() {
				if write(publish.Object{Body: fmt.Append(nil, what, i), Type: object.Type}) == nil {
					mutex.Lock()
					defer mutex.Unlock()
					n++
				}
			})
		}
		all.Wait()
		return n
	}
	if n := won("made", func(o publish.Object) error { return s.Create(ctx, "trust", o) }); n != 1 {
		t.Errorf("%d made the object", n)
	}
	_, version, _ = s.Get(ctx, "trust")
	if n := won("changed", func(o publish.Object) error { return s.Replace(ctx, "trust", o, version) }); n != 1 {
		t.Errorf("%d changed the object", n)
	}
}

// What only browsers ask for lies compressed in the bucket, and what other programs read does not.
// To the publisher both are the bytes that it wrote.
func TestPacked(t *testing.T) {
	ctx, s := t.Context(), open(t, fake(t).URL)
	text := []byte(strings.Repeat("Pernyataan Komitmen ASN BerAKHLAK\n", 100))
	for media, packs := range map[string]bool{"text/html; charset=utf-8": true, "text/javascript": true,
		"application/wasm": true, "image/svg+xml": true, "text/plain; charset=utf-8": false,
		"application/octet-stream": false, "application/json": false, "image/png": false} {
		o := publish.Object{Body: text, Type: media, Cache: "no-cache"}
		if err := s.Create(ctx, media, o); err != nil {
			t.Fatal(err)
		}
		sent, err := s.client.GetObject(ctx, &s3.GetObjectInput{Bucket: aws.String("terbit"),
			Key: aws.String("buku/" + media)})
		if err != nil {
			t.Fatal(err)
		}
		lies, err := io.ReadAll(sent.Body)
		sent.Body.Close()
		isPacked := aws.ToString(sent.ContentEncoding) == "gzip" && len(lies) < len(text)/2
		isPlain := sent.ContentEncoding == nil && bytes.Equal(lies, text)
		if err != nil || isPacked != packs || isPlain == packs {
			t.Errorf("%s: %d bytes, %v, %v", media, len(lies), aws.ToString(sent.ContentEncoding), err)
		}
		body, version, err := s.Get(ctx, media)
		if !bytes.Equal(body, text) || err != nil {
			t.Errorf("%s: %d bytes, %v", media, len(body), err)
		}
		o.Body = append(bytes.Clone(text), text...)
		if err := s.Replace(ctx, media, o, version); err != nil {
			t.Errorf("%s: %v", media, err)
		}
		if body, _, err := s.Get(ctx, media); !bytes.Equal(body, o.Body) || err != nil {
			t.Errorf("%s, replaced: %d bytes, %v", media, len(body), err)
		}
	}
	short := publish.Object{Body: []byte("<!doctype html>"), Type: "text/html"}
	if _, encoding := packed(short); encoding != nil {
		t.Error("what does not become smaller is packed")
	}
}

// What a service did not say itself is no answer: the caller looks what became of the write, which
// was made once.
func TestUncertain(t *testing.T) {
	service := fake(t)
	for _, how := range []string{"500", "503", "412", "409", "cut", "silent"} {
		for _, arrives := range []bool{true, false} {
			name := fmt.Sprintf("%s-%v", how, arrives)
			p := faulty(t, service.URL)
			s := open(t, p.URL)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			if how == "silent" {
				ctx, cancel = context.WithTimeout(t.Context(), 200*time.Millisecond)
			}
			p.fails(how, arrives)
			err := s.Create(ctx, name, object)
			cancel()
			if err == nil || isCertain(err) || p.writes() != 1 || strings.Contains(err.Error(), "http") {
				t.Errorf("%s: %v, after %d writes", name, err, p.writes())
			}
			p.fails("", true)
			body, _, err := s.Get(t.Context(), name)
			if there := err == nil && string(body) == string(object.Body); there != arrives {
				t.Errorf("%s: %q, %v", name, body, err)
			}
		}
	}
	p := faulty(t, service.URL)
	s := open(t, p.URL)
	p.fails("once", true)
	if body, _, err := s.Get(t.Context(), "500-true"); string(body) != string(object.Body) {
		t.Errorf("a reading that fails once: %v", err)
	}
	p.fails("500", true)
	if _, _, err := s.Get(t.Context(), "500-true"); err == nil || isCertain(err) {
		t.Errorf("a reading that fails: %v", err)
	}
	p.fails("half", true)
	if body, _, err := s.Get(t.Context(), "500-true"); err == nil || isCertain(err) {
		t.Errorf("half an object: %q, %v", body, err)
	}
}

// TestOpen: an address and an environment that lead nowhere are said before anything is asked.
func TestOpen(t *testing.T) {
	full := map[string]string{"AWS_REGION": "ap-southeast-3", "AWS_ACCESS_KEY_ID": "demo",
		"AWS_SECRET_ACCESS_KEY": "TEST-ONLY"}
	for address, prefix := range map[string]string{"s3://terbit": "", "s3://terbit/": "", "s3://terbit/a/b/": "a/b/"} {
		s, err := Open(t.Context(), address, func(name string) string { return full[name] })
		if err != nil {
			t.Errorf("%s: %v", address, err)
		} else if s := s.(*Store); s.bucket != "terbit" || s.prefix != prefix {
			t.Errorf("%s: %+v", address, s)
		}
	}
	for _, address := range []string{"s3:/terbit", "s3://", "s3:///a", "s3://terbit/a//b", "s3://terbit/../a",
		"s3://terbit?x=y",
		"s3://k:s@terbit", "https://terbit/a"} {
		if _, err := Open(t.Context(), address, environment("http://127.0.0.1:1")); !errors.As(err,
			new(*AddressError)) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := Open(t.Context(), "s3://terbit", environment("127.0.0.1:1")); !errors.As(err, new(*AddressError)) {
		t.Errorf("an endpoint without a scheme: %v", err)
	}
	for name := range full {
		var missing *MissingError
		_, err := Open(t.Context(), "s3://terbit", func(asked string) string {
			if asked == name {
				return ""
			}
			return full[asked]
		})
		if !errors.As(err, &missing) || missing.Name != name {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
