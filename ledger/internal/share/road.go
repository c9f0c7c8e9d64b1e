package share

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/gob"
	"errors"
	"net/rpc"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"ikrar/ledger/internal/store"
	"ikrar/ledger/internal/window"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/session"
)

// road is the way of a session. It opens a new one where the old one has ended.
type road struct {
	by       Carrier
	reaching Reaching

	mutex  sync.Mutex // of the opening
	id     session.ID
	key    ed25519.PrivateKey
	opened atomic.Int64 // sessions

	reads  atomic.Uint64
	writes *window.Window
}

// ofReads is added to the numbers of calls that only read: they may be made twice, and stand in
// nobody's way.
const ofReads = 1 << 63

func (r *road) open(ctx context.Context) error {
	nonce, date, err := r.by.Challenge(ctx)
	if err != nil {
		return err
	}
	public, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	s := session.Session{Date: date, Address: r.reaching.Pinned.URL, Nonce: nonce, Key: eddsa.PublicKey(public),
		Machine: r.reaching.Machine}
	raw, err := s.Sign(r.reaching.Registrar, r.reaching.Pinned.Origin)
	if err != nil {
		return err
	}
	id, err := r.by.Open(ctx, raw)
	if err == nil {
		r.id, r.key = id, key
		r.opened.Add(1)
	}
	return err
}

// roadPatience is how long a call that was cut is tried again, where nobody says.
const roadPatience = time.Minute

func (r *road) ask(ctx context.Context, method string, in, out any) error {
	return r.askService(ctx, Service+"."+method, in, out)
}

func (r *road) askService(ctx context.Context, method string, in, out any) error {
	var body bytes.Buffer
	to := gob.NewEncoder(&body)
	if err := errors.Join(to.Encode(farRequest{method}), to.Encode(in)); err != nil {
		return err
	}
	var number uint64
	if own, ours := strings.CutPrefix(method, Service+"."); ours && slices.Contains(reads, own) {
		number = ofReads + r.reads.Add(1)
	} else {
		number = r.writes.Take()
		defer r.writes.End(number)
	}
	answer, err := r.carry(ctx, number, body.Bytes())
	if err != nil {
		return err
	}
	from := gob.NewDecoder(bytes.NewReader(answer))
	var said farAnswer
	if err := from.Decode(&said); err != nil {
		return &FalseError{"an answer that is cut off, or is none", err}
	}
	if strings.HasPrefix(said.Error, noService) {
		return store.ErrOlder
	}
	if said.Error != "" {
		return rpc.ServerError(said.Error)
	}
	if err := from.Decode(out); err != nil {
		return &FalseError{"an answer that is cut off, or is to something else", err}
	}
	return nil
}

// carry has a call made: under the same number again where the way was cut, so that it is made
// once; under another session where its own has ended.
func (r *road) carry(ctx context.Context, number uint64, body []byte) ([]byte, error) {
	sum := signer.DigestOf(body)
	r.mutex.Lock()
	id, key := r.id, r.key
	r.mutex.Unlock()
	waited, opened := time.Duration(0), false
	patience, begun := cmp.Or(r.reaching.Patience, roadPatience), r.reaching.Now()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, 5*time.Second) {
		signature := ed25519.Sign(key, session.Call(r.reaching.Pinned.Origin, id, number, sum))
		answer, err := r.by.Call(ctx, Call{id, number, sum, eddsa.Signature(signature)}, body)
		switch {
		case err == nil:
			return answer, nil
		case errors.Is(err, ErrEnded) && !opened:
			opened = true
			r.mutex.Lock()
			if r.id == id {
				err = r.open(ctx)
			} else {
				err = nil
			}
			id, key = r.id, r.key
			r.mutex.Unlock()
			if err != nil {
				return nil, err
			}
			continue
		case !errors.Is(err, ErrCut) || waited >= patience || waited > 0 && r.reaching.Now().Sub(begun) >= patience:
			return nil, err
		}
		waited += pause
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// leavePatience is how long whoever leaves waits to be let go: then the session ends by idleness.
const leavePatience = 3 * time.Second

// Close ends the session, so that it does not take the place of another.
func (r *road) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), leavePatience)
	defer cancel()
	var body bytes.Buffer
	to := gob.NewEncoder(&body)
	if err := errors.Join(to.Encode(farRequest{Service + ".Leave"}), to.Encode(Nothing{})); err != nil {
		return err
	}
	number, sum := r.writes.Take(), signer.DigestOf(body.Bytes())
	defer r.writes.End(number)
	r.mutex.Lock()
	defer r.mutex.Unlock()
	signature := ed25519.Sign(r.key, session.Call(r.reaching.Pinned.Origin, r.id, number, sum))
	r.by.Call(ctx, Call{r.id, number, sum, eddsa.Signature(signature)}, body.Bytes()) // whether it arrives or not
	return nil
}
