package packet

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ikrar/signer"
	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

const (
	origin  = "ikrar.contoh.example/buku"
	started = 1774922400 // Unix seconds
)

// demoKey gives a key from a fixed seed: DEMO keys, for tests only.
func demoKey(name string) ed25519.PrivateKey {
	seed := signer.DigestOf([]byte("DEMO " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func demoPublic(name string) eddsa.PublicKey {
	return eddsa.PublicKey(demoKey(name).Public().(ed25519.PublicKey))
}

func rootKey(name string) trust.VerifierKey {
	return trust.LogKey(trust.RootName(origin), demoPublic(name))
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func trustBy(root string) []byte {
	log := trust.LogKey(origin, demoPublic("ledger"))
	return must(trust.Sign(trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: "https://ikrar.contoh.example", Timezone: "WIB",
		Serial: 1, Issued: started - 7200, NextUpdate: started + 365*86400, Root: rootKey(root),
		Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: demoPublic("registrar"), Name: "Bidang Mutasi"}},
		Ledgers:    []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Policy:     trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}, demoKey(root)))
}

func signed[C signer.Claims](key, origin string, claims C) []byte {
	return must(signer.Sign(demoKey(key), origin, claims)).Bytes()
}

func credentialBy(key, origin string) []byte {
	return signed(key, origin, signer.Credential{IssuedAt: started, Confirmation: signer.Confirmation{Key: demoPublic("employee")},
		Person: signer.Person{Subject: signer.Subject{1}, Name: "Siti Rahmawati"}})
}

func campaignBy(key, id string) []byte {
	text := "Pernyataan\nSaya berkomitmen.\n"
	return signed(key, origin, signer.Campaign{IssuedAt: started, CampaignBody: signer.CampaignBody{ID: id, Title: "Deklarasi", Text: text,
		Digest: signer.DigestOf([]byte(text)), Language: "id", Place: "Pontianak", Opens: started, Closes: started + 86400}})
}

// sample is a packet as HR writes it.
func sample() Packet {
	return Packet{Credential: credentialBy("registrar", origin), Campaigns: [][]byte{campaignBy("registrar", "satu"), campaignBy("registrar", "dua")}, Trust: trustBy("root")}
}

func TestRoundTrip(t *testing.T) {
	for name, p := range map[string]Packet{
		"usual":        sample(),
		"no campaign":  {Credential: sample().Credential, Trust: sample().Trust},
		"one campaign": {Credential: sample().Credential, Campaigns: sample().Campaigns[:1], Trust: sample().Trust},
	} {
		raw := p.Bytes()
		got, err := Parse(raw)
		if err != nil || !reflect.DeepEqual(got, p) || !bytes.Equal(got.Bytes(), raw) {
			t.Errorf("%s: %v", name, err)
		}
		for _, pinned := range []*trust.VerifierKey{nil, new(rootKey("root"))} {
			o, err := got.Open(pinned)
			if err != nil || o.Trust.Origin != origin || o.Credential.Claims().Name != "Siti Rahmawati" || len(o.Campaigns) != len(p.Campaigns) {
				t.Errorf("%s: %+v, %v", name, o, err)
			}
			for n, c := range o.Campaigns {
				if !bytes.Equal(c.Bytes(), p.Campaigns[n]) {
					t.Errorf("%s: campaign %d is another", name, n)
				}
			}
		}
	}
	if raw := (Packet{Campaigns: [][]byte{}}).Bytes(); !bytes.Equal(raw, (Packet{}).Bytes()) {
		t.Error("no campaigns are encoded in two ways")
	}
}

// items writes a packet of any items.
func items(v ...any) []byte { return cbor.Encode(v) }

func TestParseRefuses(t *testing.T) {
	p := sample()
	good, credential, campaigns := p.Bytes(), cbor.Raw(p.Credential), []cbor.Raw{p.Campaigns[0]}
	indefinite := append(append([]byte{0x9f}, good[1:]...), 0xff)
	for _, c := range []struct {
		name string
		raw  []byte
		want string
		is   error
	}{
		{"nothing", nil, "packet: not the one encoding: EOF", signer.ErrEncoding},
		{"cut", good[:len(good)-1], "packet: not the one encoding: unexpected EOF", signer.ErrEncoding},
		{"trailing bytes", append(bytes.Clone(good), 0), "packet: not the one encoding: cbor: 1 bytes of extraneous data starting at index " + fmt.Sprint(len(good)), signer.ErrEncoding},
		{"too large", make([]byte, MaxPacket+1), "packet: not the one encoding: 1048577 bytes, more than 1048576", signer.ErrEncoding},
		{"indefinite length", indefinite, "packet: not the one encoding: cbor: indefinite-length array isn't allowed", signer.ErrEncoding},
		{"a longer integer", append([]byte{good[0], 0x18}, good[1:]...), "packet: not the one encoding: the same content is encoded in another way", signer.ErrEncoding},
		{"a text of what is no UTF-8", items(1, credential, campaigns, cbor.Raw{0x61, 0xff}), "packet: not the one encoding: cbor: invalid UTF-8 string", signer.ErrEncoding},
		{"null for no campaigns", items(1, credential, nil, string(p.Trust)), "packet: not the one encoding: null in place of campaigns", signer.ErrEncoding},
		{"version 0", items(0, credential, campaigns, string(p.Trust)), "packet: not the one encoding: version 0", signer.ErrEncoding},
		{"version 2", items(2, credential, campaigns, string(p.Trust)), "packet: unknown packet version 2", ErrVersion},
		{"version 3 of another shape", items(3, map[int]string{1: "x"}), "packet: unknown packet version 3", ErrVersion},
		{"version 1 of another shape", items(1, credential), "packet: not the one encoding: cbor: cannot unmarshal array into Go value of type packet.wire (cannot decode CBOR array to struct with different number of elements)", signer.ErrEncoding},
		{"a pledge", cbor.Encode("x"), "packet: not the one encoding: cbor: cannot unmarshal UTF-8 text string into Go value of type packet.wire", signer.ErrEncoding},
	} {
		got, err := Parse(c.raw)
		if err == nil || err.Error() != c.want || !errors.Is(err, c.is) || !reflect.DeepEqual(got, Packet{}) {
			t.Errorf("%s:\n %v, want\n %s", c.name, err, c.want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	other := rootKey("other root")
	kid := func(name string) string { id := demoPublic(name).ID(); return fmt.Sprintf("%x", id[:]) }
	forged := func(raw []byte) []byte { b := bytes.Clone(raw); b[len(b)-1] ^= 1; return b }
	swapped := sample()
	swapped.Credential, swapped.Campaigns[1] = swapped.Campaigns[1], swapped.Credential
	for _, c := range []struct {
		name   string
		change func(*Packet)
		pinned *trust.VerifierKey
		want   string
		is     error
	}{
		{"another root than the pinned one", func(*Packet) {}, &other, "packet: trust list: note has no verifiable signatures", nil},
		{"a trust list of a stranger's under our root's name", func(p *Packet) { p.Trust = trustBy("other root") }, new(rootKey("root")), "packet: trust list: note has no verifiable signatures", nil},
		{"a trust list that was changed", func(p *Packet) { p.Trust = bytes.Replace(p.Trust, []byte("serial 1"), []byte("serial 2"), 1) }, nil,
			"packet: trust list: invalid signature for key " + trust.RootName(origin) + "+" + strings.Split(rootKey("root").String(), "+")[1], nil},
		{"no trust list", func(p *Packet) { p.Trust = nil }, nil, "packet: trust list: not the one encoding: not a signed note", signer.ErrEncoding},
		{"a credential of a stranger's", func(p *Packet) { p.Credential = credentialBy("stranger", origin) }, nil,
			"packet: signature does not hold: signed by " + kid("stranger") + ", no registrar of the trust list", eddsa.ErrSignature},
		{"a credential for another institution", func(p *Packet) { p.Credential = credentialBy("registrar", "ikrar.lain.example/buku") }, nil,
			"packet: credential: signature does not hold", eddsa.ErrSignature},
		{"a credential that was changed", func(p *Packet) { p.Credential = forged(p.Credential) }, nil, "packet: credential: signature does not hold", eddsa.ErrSignature},
		{"no credential", func(p *Packet) { p.Credential = nil }, nil, "packet: credential: not the one encoding: EOF", signer.ErrEncoding},
		{"a campaign in its place", func(p *Packet) { p.Credential = swapped.Credential }, nil, "packet: credential: payload: not the one encoding: cbor: found unknown field at map element index 7", signer.ErrEncoding},
		{"the last campaign of a stranger's", func(p *Packet) { p.Campaigns[1] = campaignBy("stranger", "dua") }, nil,
			"packet: signature does not hold: signed by " + kid("stranger") + ", no registrar of the trust list", eddsa.ErrSignature},
		{"the last campaign changed", func(p *Packet) { p.Campaigns[1] = forged(p.Campaigns[1]) }, nil, "packet: campaign: signature does not hold", eddsa.ErrSignature},
	} {
		p := sample()
		c.change(&p)
		o, err := p.Open(c.pinned)
		if err == nil || err.Error() != c.want || c.is != nil && !errors.Is(err, c.is) || !reflect.DeepEqual(o, Opened{}) {
			t.Errorf("%s:\n %v, want\n %s", c.name, err, c.want)
		}
	}
	var stranger *note.UnverifiedNoteError
	if _, err := sample().Open(&other); !errors.As(err, &stranger) {
		t.Errorf("another root: %v", err)
	}
}

// A packet that Parse takes is the one encoding of what it holds.
func FuzzParse(f *testing.F) {
	seeds := [][]byte{sample().Bytes(), (Packet{}).Bytes(), items(2, "x"), items(1, nil, []any{}, ""), {0x84}}
	if len(seeds) < 5 {
		f.Fatal("seeds are missing")
	}
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := Parse(raw)
		if err != nil {
			if !errors.Is(err, signer.ErrEncoding) && !errors.Is(err, ErrVersion) {
				t.Errorf("neither of the two errors: %v", err)
			}
			return
		}
		if !bytes.Equal(p.Bytes(), raw) {
			t.Error("two encodings of one packet")
		}
		if o, err := p.Open(nil); err == nil && (o.Trust == nil || o.Credential.Bytes() == nil || len(o.Campaigns) != len(p.Campaigns)) {
			t.Errorf("opened without its parts: %+v", o)
		}
	})
}
