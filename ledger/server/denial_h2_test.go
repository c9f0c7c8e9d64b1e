package server

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"io"
	"math/big"
	"net"
	"testing"
	"time"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// servePlain and serveTLS let the server answer on one more port, behind the door that its gate has
// now.
func (w *world) servePlain() (address string) { return w.serveAt(nil) }

func (w *world) serveTLS() (address string) {
	return w.serveAt(&tls.Config{Certificates: []tls.Certificate{testCertificate(w)}})
}

func (w *world) serveAt(secure *tls.Config) (address string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		w.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error, 1)
	go func() { stopped <- Serve(ctx, l, w.server, secure, w.server.Door()) }()
	w.Cleanup(func() {
		stop()
		<-stopped
	})
	return l.Addr().String()
}

// testCertificate is nobody's: TEST-ONLY.
func testCertificate(t testing.TB) tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"ikrar.contoh.example"}, NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// closedWindows asks for much, and allows the server to send nothing of it.
func (a *attackers) closedWindows() error {
	return a.streams(false, http2.Setting{ID: http2.SettingInitialWindowSize, Val: 0})
}

// unfinishedPosts announces bodies that do not come.
func (a *attackers) unfinishedPosts() error { return a.streams(true) }

// streams opens as many as it may over one HTTP/2 connection, and another for each that ends.
func (a *attackers) streams(post bool, settings ...http2.Setting) error {
	raw, end, err := a.dial(a.secure)
	if err != nil {
		return err
	}
	defer end()
	c := tls.Client(raw, &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
	if _, err := io.WriteString(c, http2.ClientPreface); err != nil {
		return err
	}
	f := http2.NewFramer(c, c)
	if err := f.WriteSettings(settings...); err != nil {
		return err
	}
	next := uint32(1)
	open := func() error {
		next += 2
		return f.WriteHeaders(http2.HeadersFrameParam{StreamID: next - 2, BlockFragment: requestHeader(post), EndHeaders: true, EndStream: !post})
	}
	for range maxStreams {
		if err := open(); err != nil {
			return err
		}
	}
	for {
		frame, err := f.ReadFrame()
		if err != nil {
			return err
		}
		switch frame := frame.(type) {
		case *http2.SettingsFrame:
			if !frame.IsAck() {
				err = f.WriteSettingsAck()
			}
		case *http2.RSTStreamFrame:
			err = open()
		case *http2.DataFrame:
			if frame.StreamEnded() {
				err = open()
			}
		}
		if err != nil {
			return err
		}
	}
}

func requestHeader(post bool) []byte {
	var b bytes.Buffer
	e := hpack.NewEncoder(&b)
	fields := []string{":method", "GET", ":scheme", "https", ":authority", "x", ":path", largest()}
	if post {
		fields = []string{":method", "POST", ":scheme", "https", ":authority", "x", ":path", "/v1/pledges", "content-type", mediaCOSE, "content-length", "60000"}
	}
	for i := 0; i < len(fields); i += 2 {
		e.WriteField(hpack.HeaderField{Name: fields[i], Value: fields[i+1]})
	}
	return b.Bytes()
}
