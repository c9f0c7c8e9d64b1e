package verify

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// ErrVersion is wrapped by errors about proofs of a version that this program does not know: they are not wrong, they
// cannot be decided here.
var ErrVersion = errors.New("unknown version")

const shortVersion = 1

// Proof is a pledge with the ledger's word that it was recorded, in one of two sizes. A short proof has three signatures
// and needs no network; a full one adds the inclusion in the ledger's tree and the witnesses.
type Proof struct {
	Pledge       signer.Unverified[signer.Pledge]
	Credential   signer.Unverified[signer.Credential] // the one that the pledge carries
	Index        uint64                               // of the pledge's entry
	Time         int64                                // of the registration, Unix seconds
	CredentialAt uint64                               // index of the credential's entry
	Registration eddsa.Signature
	Inclusion    *Inclusion // nil in a short proof
}

// Inclusion is what a full proof adds.
type Inclusion struct {
	Index      uint64 // the index line; must equal the short proof's
	Prev       tlog.Hash
	Path       tlog.RecordProof
	Checkpoint []byte // signed note, verbatim
}

// shortProof is the proof of a QR code: CBOR [1, pledge, index, time, credential index, registration signature].
type shortProof struct {
	_            struct{} `cbor:",toarray"`
	Version      uint64
	Pledge       cbor.Raw
	Index        uint64
	Time         int64
	CredentialAt uint64
	Registration eddsa.Signature
}

// NewProof puts a short proof together; pledge is the statement's bytes.
func NewProof(pledge []byte, r signer.Registration, sig eddsa.Signature) (Proof, error) {
	return parseShort(cbor.Encode(shortProof{Version: shortVersion, Pledge: pledge, Index: r.Index, Time: r.Time, CredentialAt: r.Credential, Registration: sig}))
}

// Read reads a proof in any of its forms: a *.tlog-proof file, the text of a QR code, or the CBOR of a short proof.
// Errors wrap [signer.ErrEncoding], [ErrVersion] or [ErrIncomplete].
func Read(data []byte) (Proof, error) {
	p, err := read(data)
	return complete(data, p, err)
}

func read(data []byte) (Proof, error) {
	switch {
	case strings.HasPrefix(string(data[:min(len(data), len(fullHeader))]), fullHeader):
		return parseFull(data)
	case isLaterFull(data):
		return Proof{}, fmt.Errorf("proof: %w: %.40q", ErrVersion, data)
	case len(data) > 0 && data[0] < 0x80: // text; CBOR arrays begin with a byte of 0x80 or more
		return parseQR(string(data))
	}
	return parseShort(data)
}

func parseShort(raw []byte) (Proof, error) {
	if len(raw) > maxShort {
		return Proof{}, fmt.Errorf("proof: %w: %d bytes, more than %d", signer.ErrEncoding, len(raw), maxShort)
	}
	var s shortProof
	if err := cbor.Decode(raw, &s); err != nil {
		var items []cbor.Raw
		var version uint64
		if cbor.Decode(raw, &items) == nil && len(items) > 0 && cbor.Decode(items[0], &version) == nil && version > shortVersion {
			return Proof{}, versionError(version)
		}
		return Proof{}, fmt.Errorf("proof: %w", err)
	}
	if s.Version != shortVersion {
		return Proof{}, versionError(s.Version)
	}
	pledge, err := signer.Parse[signer.Pledge](s.Pledge)
	if err != nil {
		return Proof{}, encodingError(err)
	}
	credential := signer.CredentialOf(pledge)
	if s.Index > signer.MaxIndex || s.CredentialAt > signer.MaxIndex || s.Time <= 0 || s.Time >= maxTime {
		return Proof{}, fmt.Errorf("proof: %w: index %d, credential index %d, time %d", signer.ErrEncoding, s.Index, s.CredentialAt, s.Time)
	}
	return Proof{Pledge: pledge, Credential: credential, Index: s.Index, Time: s.Time, CredentialAt: s.CredentialAt, Registration: s.Registration}, nil
}

// encodingError has every error about a statement wrap [signer.ErrEncoding], also those about what CDDL cannot say.
func encodingError(err error) error {
	if errors.Is(err, signer.ErrEncoding) {
		return fmt.Errorf("proof: %w", err)
	}
	return fmt.Errorf("proof: %w: %w", signer.ErrEncoding, err)
}

// versionError tells a version that is to come from one that never was.
func versionError(version uint64) error {
	if version > shortVersion {
		return fmt.Errorf("proof: %w %d", ErrVersion, version)
	}
	return fmt.Errorf("proof: %w: version %d", signer.ErrEncoding, version)
}

// Short returns the short proof's one encoding.
func (p Proof) Short() []byte {
	return cbor.Encode(shortProof{Version: shortVersion, Pledge: p.Pledge.Bytes(), Index: p.Index, Time: p.Time, CredentialAt: p.CredentialAt, Registration: p.Registration})
}

// QR returns the text of the proof's QR code under the institution's public address: URL/#digits.
func (p Proof) QR(url string) string { return url + "/#" + encodeDigits(p.Short()) }

// parseQR reads the text of a QR code, or its digits alone. The address before the digits proves nothing and is ignored.
func parseQR(text string) (Proof, error) {
	raw, err := decodeDigits(text[strings.IndexByte(text, '#')+1:])
	if err != nil {
		return Proof{}, fmt.Errorf("proof: %w", err)
	}
	return parseShort(raw)
}

// Code returns the code of the proof's pledge.
func (p Proof) Code() Code { return CodeOf(p.Pledge.Bytes()) }

// entry rebuilds the pledge's entry; prev comes from the full proof, which is authenticated by the path alone.
func (p Proof) entry() Entry {
	return Entry{Kind: signer.KindPledge, Index: p.Index, Time: p.Time, Prev: p.Inclusion.Prev, Digest: p.Pledge.Digest()}
}

// claim is the registration as the ledger must have signed it.
func (p Proof) claim() signer.Registration {
	return signer.Registration{Index: p.Index, Time: p.Time, Digest: p.Pledge.Digest(), Credential: p.CredentialAt}
}
