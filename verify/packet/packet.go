// Package packet is the one file that HR hands one person, NIP.ikrar: all that a pledge needs,
// offline.
//
//	[ 1, credential, [ campaign, ... ], trust list ]
//
// It is CBOR in its one encoding; credential and campaigns are statements (STATEMENT.md) embedded
// as arrays, the trust list is the text of its note (PROOF.md). Nothing in it is secret, and
// nothing in it is believed: [Packet.Open] checks every signature. What it cannot know is whether
// the root in it is the institution's; who has pinned that root before is told when it is another.
package packet

import (
	"errors"
	"fmt"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// MaxPacket is the largest packet in bytes: a credential, a dozen campaigns with their texts, and a
// trust list.
const MaxPacket = 1 << 20

const version = 1

// ErrVersion is wrapped by the error about a packet of a later version.
var ErrVersion = errors.New("unknown packet version")

// Packet is a packet as it came or as it is to be written.
type Packet struct {
	Credential []byte
	Campaigns  [][]byte
	Trust      []byte
}

type wire struct {
	_          struct{} `cbor:",toarray"`
	Version    uint64
	Credential cbor.Raw
	Campaigns  []cbor.Raw
	Trust      string
}

// Bytes returns the packet's one encoding.
func (p Packet) Bytes() []byte {
	w := wire{Version: version, Credential: p.Credential, Campaigns: []cbor.Raw{}, Trust: string(p.Trust)}
	for _, c := range p.Campaigns {
		w.Campaigns = append(w.Campaigns, c)
	}
	return cbor.Encode(w)
}

// Parse reads a packet, and refuses any other encoding of it. Its parts are still to be opened.
// Errors wrap [signer.ErrEncoding] or [ErrVersion].
func Parse(raw []byte) (Packet, error) {
	if len(raw) > MaxPacket {
		return Packet{}, fmt.Errorf("packet: %w: %d bytes, more than %d", signer.ErrEncoding, len(raw), MaxPacket)
	}
	var w wire
	if err := cbor.Decode(raw, &w); err != nil {
		if later := versionOf(raw); later > version { // whose shape may be another
			return Packet{}, fmt.Errorf("packet: %w %d", ErrVersion, later)
		}
		return Packet{}, fmt.Errorf("packet: %w", err)
	}
	if w.Version > version {
		return Packet{}, fmt.Errorf("packet: %w %d", ErrVersion, w.Version)
	} else if w.Version != version {
		return Packet{}, fmt.Errorf("packet: %w: version %d", signer.ErrEncoding, w.Version)
	}
	if w.Campaigns == nil {
		return Packet{}, fmt.Errorf("packet: %w: null in place of campaigns", signer.ErrEncoding)
	}
	p := Packet{Credential: w.Credential, Trust: []byte(w.Trust)}
	for _, c := range w.Campaigns {
		p.Campaigns = append(p.Campaigns, c)
	}
	return p, nil
}

// versionOf reads the version of a packet of any shape; 0 where there is none.
func versionOf(raw []byte) (version uint64) {
	var items []cbor.Raw
	if cbor.Decode(raw, &items) != nil || len(items) == 0 || cbor.Decode(items[0], &version) != nil {
		return 0
	}
	return version
}

// Opened is a packet whose signatures hold under its trust list.
type Opened struct {
	Trust      *trust.List
	Credential signer.Statement[signer.Credential]
	Campaigns  []signer.Statement[signer.Campaign]
}

// Open checks every signature of the packet. With a pinned root the trust list must be that root's;
// without one the packet's own root is taken, and the caller shows it to the person. Errors of a
// part's signature wrap [eddsa.ErrSignature], of its form [signer.ErrEncoding]; a trust list under
// another root than the pinned one is a [*note.UnverifiedNoteError] of x/mod/sumdb/note.
func (p Packet) Open(pinned *trust.VerifierKey) (Opened, error) {
	var o Opened
	var err error
	if pinned != nil {
		o.Trust, err = trust.Open(p.Trust, *pinned)
	} else {
		o.Trust, err = trust.Pin(p.Trust)
	}
	if err != nil {
		return Opened{}, fmt.Errorf("packet: %w", err)
	}
	if o.Credential, err = open[signer.Credential](p.Credential, o.Trust); err != nil {
		return Opened{}, fmt.Errorf("packet: %w", err)
	}
	for _, raw := range p.Campaigns {
		c, err := open[signer.Campaign](raw, o.Trust)
		if err != nil {
			return Opened{}, fmt.Errorf("packet: %w", err)
		}
		o.Campaigns = append(o.Campaigns, c)
	}
	return o, nil
}

// open opens a registrar's statement under the trust list.
func open[C signer.Claims](raw []byte, list *trust.List) (signer.Statement[C], error) {
	u, err := signer.Parse[C](raw)
	if err != nil {
		return signer.Statement[C]{}, err
	}
	registrar, ok := list.Registrar(u.KeyID())
	if !ok {
		return signer.Statement[C]{}, fmt.Errorf("%w: signed by %x, no registrar of the trust list",
			eddsa.ErrSignature, u.KeyID())
	}
	return u.Open(list.Origin, registrar.Key)
}
