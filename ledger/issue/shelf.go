package issue

import "ikrar/signer"

// Shelf is where issued PDFs are kept: an archive of this machine, or a server's from afar. Its
// methods are those of [archive.Archive].
type Shelf interface {
	Keep(pdf []byte) error
	Get(d signer.Digest) ([]byte, error)
	Holds(d signer.Digest, length uint64) (bool, error)
	Remove(d signer.Digest) error
	Each(f func(signer.Digest) error) error
}
