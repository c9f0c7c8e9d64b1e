package outpost

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/issue"
	"ikrar/signer"
)

// shelf is a server's kept PDFs.
type shelf struct{ *away }

func ask[A any](l *ledger.Ledger, method string, in any) (out A, err error) {
	err = l.Far().Beside(context.Background(), Name+"."+method, in, &out)
	return out, err
}

func (s shelf) Keep(pdf []byte) error {
	_, err := ask[Nothing](s.ledger, "Keep", pdf)
	if err == nil {
		s.mutex.Lock()
		defer s.mutex.Unlock()
		if s.kept != nil {
			s.kept[signer.DigestOf(pdf)] = uint64(len(pdf))
		}
	}
	return err
}

func (s shelf) Get(d signer.Digest) ([]byte, error) {
	answer, err := ask[PDFAnswer](s.ledger, "Get", d)
	if err == nil && (answer.PDF == nil || signer.DigestOf(answer.PDF) != d) {
		err = fs.ErrNotExist
	}
	return answer.PDF, err
}

// keptLife is how long a list of what is kept is gone by: a page of certificates asks for each.
const keptLife = 10 * time.Second

// list is all that is kept.
func (s shelf) list() (map[signer.Digest]uint64, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	now := s.now()
	if s.kept != nil && now.Sub(s.listed).Abs() < keptLife {
		return s.kept, nil
	}
	all, err := ask[[]KeptPDF](s.ledger, "Kept", Nothing{})
	if err != nil {
		return nil, err
	}
	s.kept, s.listed = make(map[signer.Digest]uint64, len(all)), now
	for _, one := range all {
		s.kept[one.Digest] = one.Length
	}
	return s.kept, nil
}

func (s shelf) Holds(d signer.Digest, length uint64) (bool, error) {
	kept, err := s.list()
	if err != nil {
		return false, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	n, ok := kept[d]
	return ok && n == length, nil
}

func (s shelf) Each(f func(signer.Digest) error) error {
	all, err := ask[[]KeptPDF](s.ledger, "Kept", Nothing{})
	for _, one := range all {
		if err == nil {
			err = f(one.Digest)
		}
	}
	return err
}

func (s shelf) Remove(d signer.Digest) error {
	_, err := ask[Nothing](s.ledger, "Remove", d)
	return err
}

// leasePause is how often a lease is held on to, and how soon who waits asks again.
const leasePause, askPause = 8 * time.Second, time.Second

// lockIssuing waits until nobody else issues certificates of the home, and holds the lock until
// unlock.
func lockIssuing(ctx context.Context, l *ledger.Ledger, who string, waiting func(string)) (func(), error) {
	for told := false; ; {
		answer, err := ask[LeaseAnswer](l, "Lease", who)
		if err != nil {
			return nil, err
		}
		if answer.Held {
			break
		}
		if !told && waiting != nil {
			told = true
			waiting(answer.By)
		}
		select {
		case <-time.After(askPause):
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
	l.Far().Refresh() // who had the lock before has used numbers
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-time.After(leasePause):
				if _, err := ask[LeaseAnswer](l, "Lease", who); err != nil {
					return // what is recorded under it is refused where another has issued the number
				}
			case <-done:
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		close(done)
		ask[Nothing](l, "Release", Nothing{}) // or it ends by itself
	}), nil
}

var _ issue.Shelf = shelf{}
