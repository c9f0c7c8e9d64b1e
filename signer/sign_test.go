package signer

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"ikrar/signer/cbor"
	"ikrar/signer/eddsa"
)

// agent is a key that lives elsewhere, as in ssh-agent or an HSM: it gives what give says.
type agent struct {
	public crypto.PublicKey
	give   func(message []byte) ([]byte, error)
}

func (a agent) Public() crypto.PublicKey { return a.public }

func (a agent) Sign(_ io.Reader, message []byte, opts crypto.SignerOpts) ([]byte, error) {
	if opts.HashFunc() != 0 {
		return nil, errors.New("asked to sign a hash")
	}
	return a.give(message)
}

func TestSignBelievesNoAgent(t *testing.T) {
	key := testKey("registrar")
	honest := func(m []byte) ([]byte, error) { return ed25519.Sign(key, m), nil }
	refused := errors.New("agent refused operation")
	weak := ed25519.PublicKey(append([]byte{1}, make([]byte, 31)...)) // the zero point
	cases := []struct {
		name, want string
		public     crypto.PublicKey
		give       func(m []byte) ([]byte, error)
		is         error
	}{
		{"honest", "", key.Public(), honest, nil},
		{"another key's", "the key did not sign what it was given: signature does not hold", key.Public(),
			func(m []byte) ([]byte, error) { return ed25519.Sign(testKey("stranger"), m), nil }, eddsa.ErrSignature},
		{"one bit off", "the key did not sign what it was given: signature does not hold", key.Public(),
			func(m []byte) ([]byte, error) { sig := ed25519.Sign(key, m); sig[40] ^= 1; return sig, nil }, eddsa.ErrSignature},
		{"of a hash", "the key did not sign what it was given: signature does not hold", key.Public(),
			func(m []byte) ([]byte, error) { d := DigestOf(m); return ed25519.Sign(key, d[:]), nil }, eddsa.ErrSignature},
		{"cut", "signature does not hold: the key gave 63 bytes", key.Public(),
			func(m []byte) ([]byte, error) { return ed25519.Sign(key, m)[:63], nil }, eddsa.ErrSignature},
		{"none", "sign: agent refused operation", key.Public(),
			func([]byte) ([]byte, error) { return nil, refused }, refused},
		{"anyone's", "the key did not sign what it was given: unusable Ed25519 key: point of small order", weak,
			func([]byte) ([]byte, error) { return append(bytes.Clone(weak), make([]byte, 32)...), nil }, eddsa.ErrKey},
		{"P-256", "unusable Ed25519 key: *ecdsa.PublicKey is not an Ed25519 key",
			must(ecdsa.GenerateKey(elliptic.P256(), rand.Reader)).Public(), honest, eddsa.ErrKey},
		{"short key", "unusable Ed25519 key: ed25519.PublicKey is not an Ed25519 key", ed25519.PublicKey{1}, honest, eddsa.ErrKey},
	}
	for _, c := range cases {
		s, err := Sign(agent{c.public, c.give}, origin, testCredential(t).Claims())
		wantError(t, "statement, signature "+c.name, err, "credential: ", c.want, c.is)
		if err != nil && s.Bytes() != nil {
			t.Errorf("%s: a refused signature left a statement", c.name)
		}
		sig, err := Registration{Index: 7, Time: 1774922470}.Sign(agent{c.public, c.give}, origin)
		wantError(t, "registration, signature "+c.name, err, "registration: ", c.want, c.is)
		if err != nil && sig != (eddsa.Signature{}) {
			t.Errorf("%s: a refused signature was handed out", c.name)
		}
	}
}

// wantError pins an error's wording and what it wraps; want "" means none.
func wantError(t *testing.T, name string, err error, prefix, want string, is error) {
	t.Helper()
	if want == "" && err == nil {
		return
	}
	if err == nil || err.Error() != prefix+want || !errors.Is(err, is) {
		t.Errorf("%s: got %v, want %s%s", name, err, prefix, want)
	}
}

// What the holder of a key signs under another key's name opens under neither.
func TestTheNamedKeyOnly(t *testing.T) {
	registrar, stranger := testKey("registrar"), testKey("stranger")
	s := testCredential(t)
	id := publicOf(registrar).ID()
	protected := cbor.Encode(header{Algorithm: algEdDSA, KeyID: id[:]})
	e := envelope{Protected: protected, Payload: s.envelope.Payload}
	e.Signature = eddsa.Signature(ed25519.Sign(stranger, sigStructure(protected, externalData("credential", origin), e.Payload)))
	misnamed := must(Parse[Credential](cbor.Encode(e)))
	for _, key := range []ed25519.PrivateKey{registrar, stranger} {
		if _, err := misnamed.Open(origin, publicOf(key)); !errors.Is(err, eddsa.ErrSignature) {
			t.Errorf("opened: %v", err)
		}
	}
	p := testPledge(t)
	e = p.envelope
	e.Signature = eddsa.Signature(ed25519.Sign(stranger, p.SigStructure(origin)))
	borrowed := must(Parse[Pledge](cbor.Encode(e)))
	_, err := borrowed.Open(origin, publicOf(stranger))
	wantError(t, "a pledge under a borrowed credential", err, "pledge: ",
		fmt.Sprintf("signature does not hold: it names another key than this one (kid %x)", publicOf(stranger).ID()), eddsa.ErrSignature)
}

func TestAccessors(t *testing.T) {
	c, p := testCredential(t), testPledge(t)
	if c.Key() != publicOf(testKey("registrar")) || c.KeyID() != c.Key().ID() || p.KeyID() != (eddsa.KeyID{}) {
		t.Error("a statement does not tell its key")
	}
	if p.Digest() != DigestOf(p.Bytes()) || p.Signature() != eddsa.Signature(p.Bytes()[len(p.Bytes())-64:]) {
		t.Error("a statement does not tell its digest and signature")
	}
	if pub := c.Key(); !ed25519.Verify(pub[:], c.SigStructure(origin), c.Bytes()[len(c.Bytes())-64:]) {
		t.Error("the Sig_structure is not what was signed")
	}
}

func TestLinesThatCannotBePrinted(t *testing.T) {
	for _, r := range "\x00\x1f\n\t\x7f\u0085\u061c\u200e\u202e\u2066\u2028\u2029\ufffd" {
		for _, s := range []string{string(r), "a" + string(r) + "b"} {
			if err := CheckLine("name", s, 1, MaxName); err == nil || !strings.Contains(err.Error(), "holds the character U+") {
				t.Errorf("%q: %v", s, err)
			}
			if err := checkText("a" + s); (err == nil) != (r == '\n') {
				t.Errorf("text %q: %v", s, err)
			}
		}
	}
	for _, r := range " \u00a0\u1680\u2000\u200a\u202f\u205f\u3000" {
		if CheckLine("name", string(r)+"a", 1, MaxName) == nil || CheckLine("name", "a"+string(r), 1, MaxName) == nil {
			t.Errorf("%q at an end is accepted", r)
		}
		if err := CheckLine("name", "a"+string(r)+"b", 1, MaxName); err != nil {
			t.Errorf("%q in the middle: %v", r, err)
		}
	}
	for _, s := range []string{"Ni Luh Ayu", "Ma’ruf O'Brien", "Nguyễn Thị Ánh", "\u200bx", "佐藤"} {
		if err := CheckLine("name", s, 1, MaxName); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func TestOtherKindsRefuse(t *testing.T) {
	registrar := testKey("registrar")
	campaign := must(Parse[Campaign](every(t)[KindCampaign])).Claims()
	issuance := must(Parse[Issuance](every(t)[KindIssuance])).Claims()
	revocation := must(Parse[Revocation](every(t)[KindRevocation])).Claims()
	erasure := must(Parse[Erasure](every(t)[KindErasure])).Claims()
	pledge := testPledge(t).Claims()
	setText := func(c *Campaign, text string) { c.Text, c.Digest = text, DigestOf([]byte(text)) }
	cases := map[string]error{
		"campaign: campaign closes before it opens":                                                               refuse(registrar, campaign, func(c *Campaign) { c.Closes = c.Opens }),
		"campaign: not the one encoding: the digest is not that of the text":                                      refuse(registrar, campaign, func(c *Campaign) { c.Text += "." }),
		"campaign: 21 witnesses, more than 20":                                                                    refuse(registrar, campaign, func(c *Campaign) { c.Witnesses = make([]string, 21) }),
		"campaign: witness has 0 bytes, want 1 to 200":                                                            refuse(registrar, campaign, func(c *Campaign) { c.Witnesses = []string{""} }),
		"campaign: title has 0 bytes, want 1 to 200":                                                              refuse(registrar, campaign, func(c *Campaign) { c.Title = "" }),
		"campaign: language has 1 bytes, want 2 to 16":                                                            refuse(registrar, campaign, func(c *Campaign) { c.Language = "i" }),
		"campaign: time 1099511627776 is not in Unix seconds after 1970":                                          refuse(registrar, campaign, func(c *Campaign) { c.Closes = 1 << 40 }),
		"campaign: text has 0 bytes, want 1 to 12288":                                                             refuse(registrar, campaign, func(c *Campaign) { setText(c, "") }),
		"campaign: text has 12289 bytes, want 1 to 12288":                                                         refuse(registrar, campaign, func(c *Campaign) { setText(c, strings.Repeat("a", maxText+1)) }),
		"campaign: text holds the character U+000D":                                                               refuse(registrar, campaign, func(c *Campaign) { setText(c, "a\r\n") }),
		"campaign: campaign identifier has 0 bytes, want 1 to 32":                                                 refuse(registrar, campaign, func(c *Campaign) { c.ID = "" }),
		`campaign: campaign identifier "A" holds a character other than a-z, 0-9 and hyphen`:                      refuse(registrar, campaign, func(c *Campaign) { c.ID = "A" }),
		"issuance: file length 0":                                                                                 refuse(registrar, issuance, func(i *Issuance) { i.Length = 0 }),
		"issuance: file length 9007199254740992":                                                                  refuse(registrar, issuance, func(i *Issuance) { i.Length = 1 << 53 }),
		"issuance: number has 0 bytes, want 1 to 100":                                                             refuse(registrar, issuance, func(i *Issuance) { i.Number = "" }),
		"revocation: not the one encoding: unknown revocation target 4":                                           refuse(registrar, revocation, func(r *Revocation) { r.What = 4 }),
		"revocation: index 9007199254740992 is out of range":                                                      refuse(registrar, revocation, func(r *Revocation) { r.From = 1 << 53 }),
		"revocation: reason has 0 bytes, want 1 to 500":                                                           refuse(registrar, revocation, func(r *Revocation) { r.Reason = "" }),
		"erasure: 0 digests, want 1 to 256":                                                                       refuse(registrar, erasure, func(e *Erasure) { e.Digests = nil }),
		"erasure: 257 digests, want 1 to 256":                                                                     refuse(registrar, erasure, func(e *Erasure) { e.Digests = make([]Digest, 257) }),
		"pledge: place has 201 bytes, want 0 to 200":                                                              refuse(testKey("employee"), pledge, func(p *Pledge) { p.Place = strings.Repeat("a", 201) }),
		"pledge: unusable Ed25519 key: the credential is not for this key":                                        refuse(registrar, pledge, func(*Pledge) {}),
		"pledge: credential: not the one encoding: EOF":                                                           refuse(testKey("employee"), pledge, func(p *Pledge) { p.Credential = nil }),
		"campaign has 16441 bytes, more than 16384":                                                               refuse(registrar, campaign, fill),
		"credential: NIP part is not four digits":                                                                 refuse(registrar, testCredential(t).Claims(), func(c *Credential) { c.NIPLast4 = "12a4" }),
		"credential: origin holds a character other than printable ASCII without space and plus sign":             refuseAt("a b", registrar, testCredential(t).Claims()),
		"credential: origin has 0 bytes, want 1 to 95":                                                            refuseAt("", registrar, testCredential(t).Claims()),
		"registration: origin has 0 bytes, want 1 to 95":                                                          signRegistration("", Registration{Time: 1}),
		"registration: time 0 is not in Unix seconds after 1970":                                                  signRegistration(origin, Registration{}),
		"registration: index 9007199254740992 or credential index 0 is out of range":                              signRegistration(origin, Registration{Index: 1 << 53, Time: 1}),
		"registration: index 0 or credential index 9007199254740992 is out of range":                              Registration{Credential: 1 << 53, Time: 1}.Verify(origin, eddsa.PublicKey{}, eddsa.Signature{}),
		`not the one encoding: digest "00" is not 64 lower-case hexadecimal digits`:                               parseDigest("00"),
		"not the one encoding: credential has 16385 bytes, more than 16384":                                       parse[Credential](make([]byte, MaxStatement+1)),
		"issuance: not the one encoding: algorithm -7, want -8 (EdDSA)":                                           reheader[Issuance](every(t)[KindIssuance], header{Algorithm: -7}),
		"issuance: not the one encoding: the header holds a key identifier (4) of 8 bytes and no credential (13)": reheader[Issuance](every(t)[KindIssuance], header{Algorithm: -8, KeyID: make([]byte, 7)}),
		"pledge: not the one encoding: a pledge's header holds a credential (13) and no key identifier (4)":       reheader[Pledge](every(t)[KindPledge], header{Algorithm: -8, KeyID: make([]byte, 8)}),
	}
	for want, err := range cases {
		if err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}

// fill makes every part of a campaign fit while the whole does not.
func fill(c *Campaign) {
	c.Text = strings.Repeat("a", maxText)
	c.Digest = DigestOf([]byte(c.Text))
	c.Witnesses = slices.Repeat([]string{strings.Repeat("a", MaxName-4)}, maxWitnesses)
}

func refuse[C Claims](key crypto.Signer, claims C, change func(*C)) error {
	change(&claims)
	return refuseAt(origin, key, claims)
}

func refuseAt[C Claims](origin string, key crypto.Signer, claims C) error {
	_, err := Sign(key, origin, claims)
	return err
}

func signRegistration(origin string, r Registration) error {
	_, err := r.Sign(testKey("ledger"), origin)
	return err
}

func parseDigest(s string) error {
	_, err := ParseDigest(s)
	return err
}

func parse[C Claims](raw []byte) error {
	_, err := Parse[C](raw)
	return err
}

func reheader[C Claims](raw []byte, h header) error {
	var e envelope
	if err := cbor.Decode(raw, &e); err != nil {
		return err
	}
	e.Protected = cbor.Encode(h)
	return parse[C](cbor.Encode(e))
}

// FuzzDigest holds ParseDigest's law: what parses is what String gives.
func FuzzDigest(f *testing.F) {
	f.Add(DigestOf(nil).String())
	f.Add(strings.ToUpper(DigestOf(nil).String()))
	f.Add("")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDigest(s)
		if err == nil && d.String() != s {
			t.Errorf("%q parsed as %v", s, d)
		}
		if err != nil && (d != Digest{} || !errors.Is(err, ErrEncoding) || len(err.Error()) > 500) {
			t.Errorf("%q: %v, %v", s, d, err)
		}
	})
}

// TestSigStructure holds what is written by hand against the encoder, at both sides of every length
// of a head.
func TestSigStructure(t *testing.T) {
	for _, n := range []int{0, 1, 23, 24, 255, 256, 65535, 65536} {
		protected, external, payload := make([]byte, n), []byte("ikrar/pledge/v1 "+origin), bytes.Repeat([]byte{7}, n)
		if got, want := sigStructure(protected, external, payload), cbor.Encode([]any{"Signature1", protected, external, payload}); !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %x, want %x", n, got, want)
		}
	}
}
