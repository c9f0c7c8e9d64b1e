package check

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/tiles"
)

const maxTile = 64 << 10 // bytes: 256 entries of less than 128

// Online asks the published ledgers of institutions whose trust lists this computer knows. The host is always the one in
// the trust list, never the one in a QR code, and no question names the certificate but two: a typed code, which is all
// there is, and the file, of which only the ledger knows. Everything that comes back is checked by signatures; what does
// not come back leaves its step open.
type Online struct {
	Context context.Context
	Client  *http.Client
	Lang    phrase.Lang
	Now     int64                 // Unix seconds
	Failed  func(sentence string) // told once for each host and kind of question, once for a host out of reach

	Kept func(*verify.Trust) string // as Checker.Kept

	remotes map[string]*remote
}

// NewOnline tells failed what had no answer.
func NewOnline(ctx context.Context, lang phrase.Lang, now int64, failed func(sentence string)) *Online {
	return &Online{Context: ctx, Client: newClient(), Lang: lang, Now: now, Failed: failed, remotes: map[string]*remote{}}
}

// remote is one institution's published ledger, for one run: each thing is fetched once.
type remote struct {
	online *Online
	trust  *verify.Trust

	status     *verify.StatusList
	checkpoint *published
	failed     map[string]error // by kind of question
	silent     bool             // it was said already that the host is out of reach
}

type published struct {
	verify.OpenedCheckpoint
	note  []byte
	tiles map[string][]byte
}

// of is the institution's ledger, with its trust list renewed where it publishes a newer one.
func (o *Online) of(pinned *verify.Trust) *remote {
	if r := o.remotes[pinned.Origin]; r != nil {
		return r
	}
	r := &remote{online: o, trust: pinned, failed: map[string]error{}}
	o.remotes[pinned.Origin] = r
	r.renew()
	r.fetchStatus()
	r.fetchCheckpoint()
	return r
}

// host is whom the trust list in force says to ask.
func (r *remote) host() string {
	u, err := url.Parse(r.trust.URL)
	if err != nil {
		return r.trust.URL
	}
	return u.Host
}

// fail remembers why a kind of question had no answer, and says it.
func (r *remote) fail(what string, err error) error {
	if r.failed[what] != nil {
		return r.failed[what]
	}
	r.failed[what] = fmt.Errorf("%s: %w", what, err)
	say := func(key string) {
		r.online.Failed(Phrases.Say(r.online.Lang, key, "host", r.host(), "what", Phrases.Say(r.online.Lang, "online."+what), "why", err))
	}
	switch {
	case !errors.As(err, new(Unreachable)):
		say("online.failed")
	case !r.silent:
		r.silent = true
		say("online.unreachable")
	}
	return r.failed[what]
}

// renew takes the published trust list where it may take the place of the one at hand.
func (r *remote) renew() {
	raw, err := r.get("/trust", verify.MaxTrust)
	var newer *verify.Trust
	if err == nil {
		newer, err = r.trust.Renew(raw)
	}
	var older *verify.OlderTrustError
	switch {
	case err == nil:
		r.trust = newer
	case errors.As(err, &older) && older.Got < older.Have: // the list at hand is the newer one
	case errors.Is(err, verify.ErrTrustRoot) && r.otherRoot(raw):
		r.failed["trust"] = err
	default:
		r.fail("trust", err)
	}
}

// otherRoot says that two roots claim the name, where that is why the published list is not believed.
func (r *remote) otherRoot(raw []byte) bool {
	offered, other := OtherRoot(r.trust, raw)
	if !other {
		return false
	}
	kept := r.trust.Root.Fingerprint().Short()
	if r.online.Kept != nil {
		kept = r.online.Kept(r.trust)
	}
	r.online.Failed(Phrases.Say(r.online.Lang, "online.roots", "host", r.host(), "origin", r.trust.Origin,
		"offered", offered.Root.Fingerprint().Short(), "kept", kept))
	return true
}

func (r *remote) fetchStatus() {
	raw, err := r.get(verify.StatusPath, verify.MaxStatusList)
	if err == nil {
		r.status, err = verify.OpenStatusList(raw, r.trust, r.online.Now)
	}
	if err != nil {
		r.fail("status", err)
	}
}

func (r *remote) fetchCheckpoint() {
	raw, err := r.get("/checkpoint", verify.MaxProof)
	var c verify.OpenedCheckpoint
	if err == nil {
		c, err = r.trust.Policy.Open(raw)
	}
	if err != nil {
		r.fail("checkpoint", err)
		return
	}
	r.checkpoint = &published{c, raw, map[string][]byte{}}
}

// include makes a full proof of a short one, from tiles under the published checkpoint: the server hears of a bundle of 256
// entries, and not which of them is meant. Where the ledger published another entry at that place the path does not fit the
// pledge, and the check says so; what was garbled on its way proves nothing. ok is false where there is nothing to say: also
// where no checkpoint covers the entry yet.
func (r *remote) include(p verify.Proof) (full []byte, ok bool) {
	c := r.checkpoint
	if c == nil || p.Inclusion != nil || p.Index >= c.Size {
		return nil, false
	}
	entry, path, err := tiles.Tree{Size: c.Size, Root: c.Root, Fetch: r.fetchTile}.Inclusion(r.online.Context, p.Index)
	if err != nil {
		r.fail("tiles", err)
		return nil, false
	}
	return p.WithInclusion(entry.Prev, path, c.note).Full(), true
}

// fetchTile fetches a tile or bundle, once.
func (r *remote) fetchTile(_ context.Context, path string) ([]byte, error) {
	if data, ok := r.checkpoint.tiles[path]; ok {
		return data, nil
	}
	data, err := r.get("/"+path, maxTile)
	if err == nil {
		r.checkpoint.tiles[path] = data
	}
	return data, err
}

// Origin is the institution's.
func (r *remote) Origin() string { return r.trust.Origin }

// Status asks the status list, which was fetched whole.
func (r *remote) Status(index uint64) (verify.StatusAnswer, error) {
	if r.status == nil {
		return verify.StatusAnswer{}, r.failed["status"]
	}
	return r.status.Status(index)
}

// ProofOf asks for the proof of a typed code.
func (r *remote) ProofOf(code verify.Code) ([]byte, error) {
	raw, err := r.get("/v1/proofs/"+string(code), verify.MaxProof)
	if errors.Is(err, tiles.ErrMissing) {
		err = fmt.Errorf("%s: %w", code, ErrUnknown)
	}
	return raw, err
}

// File asks for the issuance of a pledge, which a registrar of the trust list must have signed, and holds the file
// against it.
func (r *remote) File(pledge signer.Digest, pdf []byte) (verify.File, *signer.Issuance, error) {
	raw, err := r.get("/v1/certificates/"+pledge.String(), verify.MaxProof)
	if errors.Is(err, tiles.ErrMissing) {
		return verify.FileDifferent, nil, nil
	}
	var answer struct {
		Statement  string
		Revocation []byte // of the certificate
	}
	if err == nil {
		err = json.Unmarshal(raw, &answer)
	}
	if err != nil {
		return verify.FileUnchecked, nil, r.fail("certificate", err)
	}
	issued, err := r.issuance(answer.Statement)
	claims := issued.Claims()
	if err == nil && claims.Pledge != pledge {
		err = errors.New("the issuance is of another pledge")
	}
	if err == nil && answer.Revocation != nil {
		err = r.revoked(answer.Revocation, issued.Digest())
	}
	if err != nil {
		return verify.FileUnchecked, nil, r.fail("certificate", err)
	}
	switch {
	case signer.DigestOf(pdf) == claims.File && answer.Revocation != nil:
		return verify.FileRevoked, &claims, nil
	case signer.DigestOf(pdf) == claims.File:
		return verify.FileIssued, &claims, nil
	case uint64(len(pdf)) > claims.Length && signer.DigestOf(pdf[:claims.Length]) == claims.File:
		return verify.FileExtended, &claims, nil
	}
	return verify.FileDifferent, &claims, nil
}

// Issued is nothing: the certificate itself is not published.
func (r *remote) Issued(signer.Digest) ([]byte, error) { return nil, nil }

// issuance opens an issuance by a registrar of the trust list.
func (r *remote) issuance(encoded string) (signer.Statement[signer.Issuance], error) {
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return signer.Statement[signer.Issuance]{}, err
	}
	return byRegistrar[signer.Issuance](r.trust, raw)
}

// revoked checks that a registrar revoked the issuance: a server cannot invent it.
func (r *remote) revoked(raw []byte, issuance signer.Digest) error {
	s, err := byRegistrar[signer.Revocation](r.trust, raw)
	if err == nil && (s.Claims().What != signer.TargetIssuance || s.Claims().Target != issuance) {
		err = errors.New("the revocation is of something else")
	}
	return err
}

// byRegistrar opens a statement by a registrar of the trust list.
func byRegistrar[C signer.Claims](trust *verify.Trust, raw []byte) (signer.Statement[C], error) {
	u, err := signer.Parse[C](raw)
	if err != nil {
		return signer.Statement[C]{}, err
	}
	registrar, ok := trust.Registrar(u.KeyID())
	if !ok {
		return signer.Statement[C]{}, errors.New("the statement is by a registrar whom the trust list does not name")
	}
	return u.Open(trust.Origin, registrar.Key)
}

// get fetches at most max bytes.
func (r *remote) get(path string, max int) ([]byte, error) {
	q, err := http.NewRequestWithContext(r.online.Context, http.MethodGet, r.trust.URL+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := send(r.online.Client, q, max)
	if err != nil {
		return nil, err
	}
	if answer.code != http.StatusOK {
		var e struct{ Error string }
		_ = json.Unmarshal(answer.body, &e) // another server's error page says nothing to us
		switch e.Error {
		case "not-found":
			return nil, fmt.Errorf("%s: %w", answer.status, tiles.ErrMissing)
		case "gone":
			return nil, fmt.Errorf("%s: %w", answer.status, ErrErased)
		}
		return nil, errors.New(strings.TrimSpace(answer.status + " " + e.Error))
	}
	return answer.body, nil
}
