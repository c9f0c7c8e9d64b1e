package keyfile

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

var (
	// ErrNoAgent says that no ssh-agent could be reached.
	ErrNoAgent = errors.New("no ssh-agent can be reached")
	// ErrNotInAgent says that the agent does not hold the key; ssh-add puts it there.
	ErrNotInAgent = errors.New("ssh-agent does not hold this key")
)

// AgentSigner signs with a key that stays inside ssh-agent. It is a [crypto.Signer]; Close it after
// use. Signing waits as long as the agent does: it may be asking its owner to confirm.
type AgentSigner struct {
	conn   io.ReadWriteCloser
	client agent.Agent
	public ed25519.PublicKey
}

var _ crypto.Signer = (*AgentSigner)(nil)

// Agent finds a key in the agent of the environment variable SSH_AUTH_SOCK, on Windows by default
// the pipe of OpenSSH's service. It wraps [ErrNoAgent] or returns [ErrNotInAgent].
func Agent(pub ed25519.PublicKey) (*AgentSigner, error) {
	s, err := connect()
	if err != nil {
		return nil, err
	}
	keys, err := s.list()
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	for _, key := range keys {
		if key.Equal(pub) {
			s.public = key
			return s, nil
		}
	}
	return nil, errors.Join(ErrNotInAgent, s.Close())
}

// Public returns the key as an [ed25519.PublicKey].
func (s *AgentSigner) Public() crypto.PublicKey {
	return ed25519.PublicKey(bytes.Clone(s.public))
}

// Sign signs a message, not its hash: opts must be [crypto.Hash](0), without an Ed25519ctx context.
// The first argument is not used. The agent's signature is verified before it is handed on.
func (s *AgentSigner) Sign(_ io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts == nil || opts.HashFunc() != 0 {
		return nil, errors.New("ssh-agent signs whole messages with Ed25519, not hashes")
	}
	if o, ok := opts.(*ed25519.Options); ok && o.Context != "" {
		return nil, errors.New("ssh-agent cannot sign with an Ed25519ctx context")
	}
	key, err := ssh.NewPublicKey(s.public)
	if err != nil {
		return nil, err
	}
	sig, err := s.client.Sign(key, message)
	if err != nil {
		return nil, fmt.Errorf("ssh-agent did not sign: %w", err)
	}
	if sig.Format != ssh.KeyAlgoED25519 || !ed25519.Verify(s.public, message, sig.Blob) {
		return nil, errors.New("ssh-agent answered with a signature that does not hold")
	}
	return sig.Blob, nil
}

// Close ends the connection to the agent.
func (s *AgentSigner) Close() error {
	return s.conn.Close()
}

func connect() (*AgentSigner, error) {
	conn, err := dialAgent(os.Getenv("SSH_AUTH_SOCK"))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoAgent, err)
	}
	// Without Close in sight the client asks and reads in turn. With it, it reads in the background
	// all the time, which on a Windows pipe keeps the question itself from being written.
	turns := struct {
		io.Reader
		io.Writer
	}{conn, conn}
	return &AgentSigner{conn: conn, client: agent.NewClient(turns)}, nil
}

// list returns the Ed25519 keys that the agent holds, in its order: certificates and other
// algorithms are left out, and an agent that is locked holds none.
func (s *AgentSigner) list() ([]ed25519.PublicKey, error) {
	held, err := s.client.List()
	if err != nil {
		return nil, fmt.Errorf("ssh-agent did not list its keys: %w", err)
	}
	var keys []ed25519.PublicKey
	for _, k := range held {
		if len(k.Blob) != wireLen {
			continue
		}
		pub := ed25519.PublicKey(bytes.Clone(k.Blob[wireLen-ed25519.PublicKeySize:]))
		if bytes.Equal(wire(pub), k.Blob) {
			keys = append(keys, pub)
		}
	}
	return keys, nil
}
