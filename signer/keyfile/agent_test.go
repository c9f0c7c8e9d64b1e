package keyfile

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// startAgent runs a real ssh-agent for the length of the test and points SSH_AUTH_SOCK to it.
func startAgent(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("on Windows ssh-agent is a service, not ours to start")
	}
	needTool(t, "ssh-agent")
	needTool(t, "ssh-add")
	dir, err := os.MkdirTemp("", "ikrar") // t.TempDir is too long for the name of a socket on macOS
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := filepath.Join(dir, "agent")
	cmd := exec.Command("ssh-agent", "-D", "-a", socket)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	t.Setenv("SSH_AUTH_SOCK", socket)
	for range 500 {
		if conn, err := net.Dial("unix", socket); err == nil {
			conn.Close()
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("ssh-agent does not listen after 5 seconds")
}

// agentKeys lists what the agent of the test holds.
func agentKeys() ([]ed25519.PublicKey, error) {
	s, err := connect()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return s.list()
}

func TestAgentSigns(t *testing.T) {
	startAgent(t)
	dir := t.TempDir()
	ours, err := Create(filepath.Join(dir, "siti"), []byte("kata sandi"), "siti@dinkes")
	if err != nil {
		t.Fatal(err)
	}
	ask := filepath.Join(dir, "askpass")
	if err := os.WriteFile(ask, []byte("#!/bin/sh\necho kata sandi\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSH_ASKPASS", ask)
	t.Setenv("SSH_ASKPASS_REQUIRE", "force")
	tool(t, "ssh-add", "-q", filepath.Join(dir, "siti"))
	tool(t, "ssh-add", "-q", fixture(t, "TEST-ONLY-rsa.key"))

	signer, err := Agent(ours)
	if err != nil {
		t.Fatal(err)
	}
	checkSigns(t, signer, ours)
	if err := signer.Close(); err != nil {
		t.Error(err)
	}
	if _, err := signer.Sign(nil, []byte("x"), crypto.Hash(0)); err == nil {
		t.Error("signs after Close")
	}

	keys, err := agentKeys()
	if err != nil || len(keys) != 1 || !keys[0].Equal(ours) {
		t.Errorf("keys %v, error %v; want the Ed25519 key alone", keys, err)
	}
}

func TestAgentRefusesHashes(t *testing.T) {
	startAgent(t)
	tool(t, "ssh-add", "-q", fixture(t, "TEST-ONLY-plain.key"))
	pub, _, err := parsePublic([]byte(budi))
	if err != nil {
		t.Fatal(err)
	}
	signer, err := Agent(pub)
	if err != nil {
		t.Fatal(err)
	}
	defer signer.Close()
	for _, opts := range []crypto.SignerOpts{nil, crypto.SHA256, &ed25519.Options{Hash: crypto.SHA512}, &ed25519.Options{Context: "x"}} {
		if _, err := signer.Sign(nil, make([]byte, 64), opts); err == nil {
			t.Errorf("signs with options %v", opts)
		}
	}
	tool(t, "ssh-add", "-q", "-D")
	if _, err := signer.Sign(nil, []byte("x"), crypto.Hash(0)); err == nil {
		t.Error("signs although the agent forgot the key")
	}
}

func TestAgentWithoutTheKey(t *testing.T) {
	startAgent(t)
	if keys, err := agentKeys(); err != nil || len(keys) != 0 {
		t.Errorf("keys %v, error %v", keys, err)
	}
	if _, err := Agent(make(ed25519.PublicKey, ed25519.PublicKeySize)); !errors.Is(err, ErrNotInAgent) {
		t.Errorf("error %v, want %v", err, ErrNotInAgent)
	}
}

func TestNoAgent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows the service may well run")
	}
	for _, socket := range []string{"", filepath.Join(t.TempDir(), "nobody")} {
		t.Setenv("SSH_AUTH_SOCK", socket)
		if _, err := Agent(nil); !errors.Is(err, ErrNoAgent) {
			t.Errorf("%q: error %v, want %v", socket, err, ErrNoAgent)
		}
	}
}

// liar is an agent that lists what is no key and answers with a signature over something else.
type liar struct{ agent.Agent }

func (l liar) List() ([]*agent.Key, error) {
	return []*agent.Key{{Format: ssh.KeyAlgoED25519, Blob: make([]byte, wireLen)}, {}}, nil
}

func (l liar) Sign(key ssh.PublicKey, data []byte) (*ssh.Signature, error) {
	return l.Agent.Sign(key, append(data, '!'))
}

func TestAgentThatLies(t *testing.T) {
	pub, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	keyring := agent.NewKeyring()
	if err := keyring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
		t.Fatal(err)
	}
	honest := &AgentSigner{client: keyring, public: pub}
	checkSigns(t, honest, pub)
	signer := &AgentSigner{client: liar{keyring}, public: pub}
	if _, err := signer.Sign(nil, []byte("x"), crypto.Hash(0)); err == nil {
		t.Error("a signature over other bytes is handed on")
	}
	if keys, err := signer.list(); err != nil || len(keys) != 0 {
		t.Errorf("keys %v, error %v", keys, err)
	}
}
