package socket

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"ikrar/signer/files"
)

// Where a system has no Unix sockets that can be relied upon, as Windows, the file at the socket's
// path holds a port of loopback and a secret, which lasts as long as the listener. Anybody on the
// machine may connect to a port, and after the listener's death take it: so both sides prove that
// they know the secret, which does not pass over the wire.

const (
	secretBytes = 32
	nonceBytes  = 32
	maxNotice   = 256 // bytes of the file
)

// handshakePatience is how long the other side may take to prove itself. A variable for the test.
var handshakePatience = 10 * time.Second

// loopback is a listener whose file says where it is, and that it removes.
type loopback struct {
	*net.TCPListener
	path   string
	secret []byte
}

func listenLoopback(path string) (net.Listener, error) {
	ln, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		return nil, err
	}
	secret := make([]byte, secretBytes)
	rand.Read(secret) // never fails
	notice := fmt.Sprintf("%s %x\n", ln.Addr(), secret)
	if err := files.Replace(path, []byte(notice), files.Private); err != nil {
		return nil, errors.Join(err, ln.Close())
	}
	return &loopback{ln, path, secret}, nil
}

func (l *loopback) Close() error {
	return errors.Join(os.Remove(l.path), l.TCPListener.Close())
}

func (l *loopback) Accept() (net.Conn, error) {
	conn, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return &guest{conn, l.secret}, nil
}

// guest is a connection whose other side has yet to prove itself.
type guest struct {
	*net.TCPConn
	secret []byte
}

// admit lets in who knows the secret: their nonce, ours with our proof, their proof.
func (g *guest) admit() error {
	defer time.AfterFunc(handshakePatience, func() { g.Close() }).Stop()
	nonces := make([]byte, 2*nonceBytes)
	rand.Read(nonces[nonceBytes:])
	if _, err := io.ReadFull(g, nonces[:nonceBytes]); err != nil {
		return err
	}
	if _, err := g.Write(append(nonces[nonceBytes:], proof(g.secret, "listener", nonces)...)); err != nil {
		return err
	}
	return expectProof(g, proof(g.secret, "client", nonces))
}

// dialLoopback connects to the listener whose file is at a path. That there is none, or that
// somebody else has its port by now, is a [*net.OpError].
func dialLoopback(path string) (net.Conn, error) {
	address, secret, err := readNotice(path)
	if err != nil {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: err}
	}
	conn, err := net.DialTimeout("tcp", address, handshakePatience)
	if err != nil {
		return nil, err
	}
	if err := prove(conn, secret); err != nil {
		conn.Close()
		return nil, &net.OpError{Op: "dial", Net: "tcp", Addr: conn.RemoteAddr(), Err: err}
	}
	return conn, nil
}

func readNotice(path string) (address string, secret []byte, err error) {
	text, err := files.ReadBounded(path, maxNotice)
	if err != nil {
		return "", nil, err
	}
	where, key, _ := bytes.Cut(bytes.TrimSpace(text), []byte(" "))
	secret, err = hex.DecodeString(string(key))
	if err != nil || len(secret) != secretBytes {
		return "", nil, fmt.Errorf("%s: not the file of a listener", path)
	}
	return string(where), secret, nil
}

func prove(conn net.Conn, secret []byte) error {
	defer time.AfterFunc(handshakePatience, func() { conn.Close() }).Stop()
	nonces := make([]byte, 2*nonceBytes)
	rand.Read(nonces[:nonceBytes])
	if _, err := conn.Write(nonces[:nonceBytes]); err != nil {
		return err
	}
	if _, err := io.ReadFull(conn, nonces[nonceBytes:]); err != nil {
		return err
	}
	if err := expectProof(conn, proof(secret, "listener", nonces)); err != nil {
		return err
	}
	_, err := conn.Write(proof(secret, "client", nonces))
	return err
}

// proof is what only who knows the secret can say of two nonces, as the one side or the other.
func proof(secret []byte, side string, nonces []byte) []byte {
	h := hmac.New(sha256.New, secret)
	fmt.Fprintf(h, "ikrar/share/v1 %s\n%s", side, nonces)
	return h.Sum(nil)
}

var errStranger = errors.New("whoever is there does not know the ledger's secret")

func expectProof(conn net.Conn, want []byte) error {
	got := make([]byte, len(want))
	if _, err := io.ReadFull(conn, got); err != nil {
		return err
	}
	if !hmac.Equal(got, want) {
		return errStranger
	}
	return nil
}
