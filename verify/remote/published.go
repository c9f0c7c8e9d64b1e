package remote

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
	"ikrar/verify/tiles"
	"ikrar/verify/trust"
)

// Published is what one institution has published, as of one run: each thing is fetched once. The
// host is always the one in the trust list, never the one in a QR code, and no question names the
// certificate but two: a typed code, which is all there is, and the file, of which only the ledger
// knows. Everything that comes back is checked by signatures; what does not come back leaves its
// step of a check open. It is a [verify.Status].
type Published struct {
	ctx    context.Context
	client *Client
	trust  *trust.List
	now    int64 // Unix seconds
	failed func(Failure)

	status     *verify.StatusList
	checkpoint *checkpoint
	failures   map[string]error // by kind of question
	silent     bool             // it was told already that the host is out of reach
}

// checkpoint is the published one, with the tiles below it that were fetched.
type checkpoint struct {
	trust.OpenedCheckpoint
	note  []byte
	tiles map[string][]byte
}

// Failure says that something published could not be had, or not believed.
type Failure struct {
	Host string
	What string // trust, status, checkpoint, tiles or certificate
	Err  error  // an [Unreachable], an *[OtherRootError], or what is wrong with the answer
}

// OtherRootError says that a published trust list is by another root than the one that is believed
// for its origin.
type OtherRootError struct{ Kept, Offered *trust.List }

func (e *OtherRootError) Error() string { return trust.ErrRoot.Error() }

// Unwrap returns [trust.ErrRoot].
func (e *OtherRootError) Unwrap() error { return trust.ErrRoot }

// Published asks at the address in a trust list that is believed, which a newer one that is
// published there renews. now is Unix seconds. failed is told once for each kind of question, and
// once where the host is out of reach.
func (c *Client) Published(ctx context.Context, pinned *trust.List, now int64, failed func(Failure)) *Published {
	p := &Published{ctx: ctx, client: c, trust: pinned, now: now, failed: failed, failures: map[string]error{}}
	p.renew()
	p.fetchStatus()
	p.fetchCheckpoint()
	return p
}

// Trust is the trust list in force.
func (p *Published) Trust() *trust.List { return p.trust }

// host is whom the trust list in force says to ask.
func (p *Published) host() string {
	u, err := url.Parse(p.trust.URL)
	if err != nil {
		return p.trust.URL
	}
	return u.Host
}

// fail remembers why a kind of question had no answer, and tells it.
func (p *Published) fail(what string, err error) error {
	if p.failures[what] != nil {
		return p.failures[what]
	}
	p.failures[what] = fmt.Errorf("%s: %w", what, err)
	unreached := errors.As(err, new(Unreachable))
	if !unreached || !p.silent {
		p.failed(Failure{p.host(), what, err})
	}
	p.silent = p.silent || unreached
	return p.failures[what]
}

// renew takes the published trust list where it may take the place of the one at hand.
func (p *Published) renew() {
	raw, err := p.get("/trust", trust.MaxList)
	var newer *trust.List
	if err == nil {
		newer, err = p.trust.Renew(raw)
	}
	var older *trust.OlderError
	switch {
	case err == nil:
		p.trust = newer
	case errors.As(err, &older) && older.Got < older.Have: // the list at hand is the newer one
	default:
		if offered, other := p.trust.OtherRoot(raw); other {
			err = &OtherRootError{p.trust, offered}
		}
		p.fail("trust", err)
	}
}

func (p *Published) fetchStatus() {
	raw, err := p.get(verify.StatusPath, verify.MaxStatusList)
	if err == nil {
		p.status, err = verify.OpenStatusList(raw, p.trust, p.now)
	}
	if err != nil {
		p.fail("status", err)
	}
}

func (p *Published) fetchCheckpoint() {
	raw, err := p.get("/checkpoint", verify.MaxProof)
	var c trust.OpenedCheckpoint
	if err == nil {
		c, err = p.trust.Policy.Open(raw)
	}
	if err != nil {
		p.fail("checkpoint", err)
		return
	}
	p.checkpoint = &checkpoint{c, raw, map[string][]byte{}}
}

// Include makes a full proof of a short one, from tiles under the published checkpoint: the server
// hears of a bundle of 256 entries, and not which of them is meant. Where the ledger published
// another entry at that place the path does not fit the pledge, and the check says so; what was
// garbled on its way proves nothing. ok is false where there is nothing to say: also where no
// checkpoint covers the entry yet.
func (p *Published) Include(proof verify.Proof) (full []byte, ok bool) {
	c := p.checkpoint
	if c == nil || proof.Inclusion != nil || proof.Index >= c.Size {
		return nil, false
	}
	tree := tiles.Tree{Size: c.Size, Root: c.Root, Fetch: p.fetchTile}
	entry, path, err := tree.Inclusion(p.ctx, proof.Index)
	if err != nil {
		p.fail("tiles", err)
		return nil, false
	}
	return proof.WithInclusion(entry.Prev, path, c.note).Full(), true
}

// fetchTile fetches a tile or bundle, once.
func (p *Published) fetchTile(_ context.Context, path string) ([]byte, error) {
	if data, ok := p.checkpoint.tiles[path]; ok {
		return data, nil
	}
	data, err := p.get("/"+path, maxTile)
	if err == nil {
		p.checkpoint.tiles[path] = data
	}
	return data, err
}

// Origin is the institution's.
func (p *Published) Origin() string { return p.trust.Origin }

// Status asks the status list, which was fetched whole.
func (p *Published) Status(index uint64) (verify.StatusAnswer, error) {
	if p.status == nil {
		return verify.StatusAnswer{}, p.failures["status"]
	}
	return p.status.Status(index)
}

// ProofOf asks for the proof of a typed code.
func (p *Published) ProofOf(code verify.Code) ([]byte, error) {
	raw, err := p.get("/v1/proofs/"+string(code), verify.MaxProof)
	if errors.Is(err, tiles.ErrMissing) {
		err = fmt.Errorf("%s: %w", code, ErrUnknown)
	}
	return raw, err
}

// File asks for the issuance of a pledge, which a registrar of the trust list must have signed, and
// holds the file against it by its digest. Whether another file was only saved anew shows beside
// what Issued gives.
func (p *Published) File(pledge signer.Digest, pdf []byte) (verify.File, *signer.Issuance, error) {
	raw, err := p.get("/v1/certificates/"+pledge.String(), verify.MaxProof)
	if errors.Is(err, tiles.ErrMissing) { // which nobody signed
		return verify.FileUnchecked, nil, nil
	}
	var answer struct {
		Statement  string
		Revocation []byte // of the certificate
	}
	if err == nil {
		err = json.Unmarshal(raw, &answer)
	}
	if err != nil {
		return verify.FileUnchecked, nil, p.fail("certificate", err)
	}
	issued, err := p.issuance(answer.Statement)
	claims := issued.Claims()
	if err == nil && claims.Pledge != pledge {
		err = errors.New("the issuance is of another pledge")
	}
	if err == nil && answer.Revocation != nil {
		err = p.revoked(answer.Revocation, issued.Digest())
	}
	if err != nil {
		return verify.FileUnchecked, nil, p.fail("certificate", err)
	}
	file := verify.FileOf(claims, pdf, nil)
	if file == verify.FileIssued && answer.Revocation != nil {
		file = verify.FileRevoked
	}
	return file, &claims, nil
}

// Issued asks for the certificate itself, by its code. It is nil where the ledger does not give it,
// for whatever reason: the file is not judged then. Whether what came is what was issued is for
// whoever has its issuance.
func (p *Published) Issued(_ signer.Digest, code verify.Code) ([]byte, error) {
	pdf, err := p.get("/v1/certificates/"+string(code)+".pdf", maxCertificate)
	if err != nil {
		return nil, nil
	}
	return pdf, nil
}

// issuance opens an issuance by a registrar of the trust list.
func (p *Published) issuance(encoded string) (signer.Statement[signer.Issuance], error) {
	raw, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return signer.Statement[signer.Issuance]{}, err
	}
	return byRegistrar[signer.Issuance](p.trust, raw)
}

// revoked checks that a registrar revoked the issuance: a server cannot invent it.
func (p *Published) revoked(raw []byte, issuance signer.Digest) error {
	s, err := byRegistrar[signer.Revocation](p.trust, raw)
	if err == nil && (s.Claims().What != signer.TargetIssuance || s.Claims().Target != issuance) {
		err = errors.New("the revocation is of something else")
	}
	return err
}

// byRegistrar opens a statement by a registrar of the trust list.
func byRegistrar[C signer.Claims](list *trust.List, raw []byte) (signer.Statement[C], error) {
	u, err := signer.Parse[C](raw)
	if err != nil {
		return signer.Statement[C]{}, err
	}
	registrar, ok := list.Registrar(u.KeyID())
	if !ok {
		return signer.Statement[C]{}, errors.New("the statement is by a registrar whom the trust list does not name")
	}
	return u.Open(list.Origin, registrar.Key)
}

// get asks once, for at most max bytes.
func (p *Published) get(path string, max int) ([]byte, error) {
	q, err := http.NewRequestWithContext(p.ctx, http.MethodGet, p.trust.URL+path, nil)
	if err != nil {
		return nil, err
	}
	answer, err := p.client.send(q, max)
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
