package issue

import (
	"fmt"
	"sync"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
)

// emblems are those of the plans: files in the drawer by their digest, each read once in a run.
type emblems struct {
	drawer ledger.Drawer
	mutex  sync.Mutex
	read   map[signer.Digest]*certificate.Emblem
}

func emblemKey(d signer.Digest) []byte { return append([]byte("emblem/"), d[:]...) }

// keep puts an emblem's file into the drawer unless it is there, and returns its digest; of none,
// zero.
func (e *emblems) keep(file []byte) (signer.Digest, error) {
	if len(file) == 0 {
		return signer.Digest{}, nil
	}
	if _, err := certificate.ParseEmblem(file); err != nil {
		return signer.Digest{}, err
	}
	digest := signer.DigestOf(file)
	there, err := e.drawer.Get(emblemKey(digest))
	if err == nil && there == nil {
		err = e.drawer.Write([]change{{emblemKey(digest), file}})
	}
	return digest, err
}

// get returns the emblem of a plan.
func (e *emblems) get(digest signer.Digest) (*certificate.Emblem, error) {
	if digest == (signer.Digest{}) {
		return nil, nil
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if emblem := e.read[digest]; emblem != nil {
		return emblem, nil
	}
	file, err := e.drawer.Get(emblemKey(digest))
	if err == nil && signer.DigestOf(file) != digest {
		err = fmt.Errorf("%w %v is not kept here", certificate.ErrEmblem, digest)
	}
	if err != nil {
		return nil, err
	}
	emblem, err := certificate.ParseEmblem(file)
	if err != nil {
		return nil, err
	}
	if e.read == nil {
		e.read = map[signer.Digest]*certificate.Emblem{}
	}
	e.read[digest] = emblem
	return emblem, nil
}
