package enrol

import (
	"slices"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
)

// withdrawn is what a record keeps of the requests that were taken back under an invitation. None
// of them comes back by itself, by a proxy that sends it again or a page that was left open; and
// none of their keys is forgotten where an officer is to be asked which is the person's.
type withdrawn struct {
	_    struct{}          `cbor:",toarray"`
	Last signer.Digest     // of the request that was taken back last
	Keys []eddsa.PublicKey // that had asked, in order, each once
}

// maxWithdrawn bounds the keys that are kept. Whoever has a slip could fill the disk otherwise. Who
// asks when there are as many must name the last request, whichever the key.
const maxWithdrawn = 8

// withdrawn reads what was taken back; the zero value for nothing.
func (r record) withdrawn() (w withdrawn, err error) {
	switch len(r.Withdrawn) {
	case 0:
	case len(eddsa.PublicKey{}): // of an earlier build, which kept the key alone
		w = withdrawn{Last: signer.DigestOf(r.Withdrawn), Keys: []eddsa.PublicKey{eddsa.PublicKey(r.Withdrawn)}}
	default:
		err = cbor.Decode(r.Withdrawn, &w)
	}
	return w, err
}

// with adds a request.
func (w withdrawn) with(raw []byte, key eddsa.PublicKey) withdrawn {
	w.Last = signer.DigestOf(raw)
	if !slices.Contains(w.Keys, key) && len(w.Keys) < maxWithdrawn {
		w.Keys = append(w.Keys, key)
	}
	return w
}

// bars reports whether a request was made before something was taken back, as far as that can be
// told: it names another one than the last as the one it follows, or none, and its key had asked
// before.
func (w withdrawn) bars(r invitation.Request) bool {
	if r.After != nil {
		return *r.After != w.Last
	}
	return slices.Contains(w.Keys, r.Key) || len(w.Keys) >= maxWithdrawn
}

// other is the first key that had asked and is not this one; ok is false where there is none.
func (w withdrawn) other(key eddsa.PublicKey) (other eddsa.PublicKey, ok bool) {
	n := slices.IndexFunc(w.Keys, func(k eddsa.PublicKey) bool { return k != key })
	if n < 0 {
		return other, false
	}
	return w.Keys[n], true
}
