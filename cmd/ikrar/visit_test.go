package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ikrar/signer"
	"ikrar/signer/invitation"
	"ikrar/verify"
	"ikrar/verify/packet"
	"ikrar/verify/trust"
)

// visitor is one person with a telephone of their own.
type visitor struct {
	*morning
	n    int
	http *http.Client
	code invitation.Code
	list *trust.List
}

// visit is one person's way from the slip to the certificate. It ends where anything goes wrong.
// The connection stays open behind it, as browsers leave it, for the server to close.
func (m *morning) visit(n int, code invitation.Code) {
	v := &visitor{morning: m, n: n, code: code, http: &http.Client{Transport: &http.Transport{}, Timeout: patience}}
	m.t.Cleanup(v.http.CloseIdleConnections)
	begun := time.Now()
	if err := v.sign(); err != nil {
		m.fail("person %d: %v", n, err)
		return
	}
	m.time("all of it", begun)
}

func (v *visitor) sign() error {
	since := time.Now()
	if err := v.open(); err != nil {
		return err
	}
	v.time("page", since)
	since = time.Now()
	view, err := invitation.View{Date: since.Unix(), Address: v.list.URL}.Sign(v.code.Key(v.list.Origin), v.list.Origin)
	if err == nil {
		_, err = v.post("/v1/invitations", view)
	}
	if err != nil {
		return err
	}
	v.time("view", since)
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	pledge, err := v.enrol(key)
	if err != nil {
		return err
	}
	since = time.Now()
	if _, err := v.post("/v1/pledges", pledge); err != nil {
		return err
	}
	v.time("pledge", since)
	return v.fetch(verify.CodeOf(pledge))
}

// linked are the files that a page asks for.
var linked = regexp.MustCompile(`(?:src|href)="(?:\./)?(web/[^"]+)"`)

// open gets the page with its files, and the trust list.
func (v *visitor) open() error {
	page, err := v.get("/tanda")
	if err != nil {
		return err
	}
	for _, m := range linked.FindAllSubmatch(page, -1) {
		if _, err := v.get("/" + string(m[1])); err != nil {
			return err
		}
	}
	note, err := v.get("/trust")
	if err != nil {
		return err
	}
	v.list, err = trust.Pin(note)
	return err
}

// enrol has a key enrolled by the code, and signs with it what the packet asks for.
func (v *visitor) enrol(key ed25519.PrivateKey) (pledge []byte, err error) {
	since, origin := time.Now(), v.list.Origin
	request, err := invitation.Request{Address: v.list.URL}.Sign(key, v.code.Key(origin), origin)
	if err != nil {
		return nil, err
	}
	answer, err := v.post("/v1/enrolments", request)
	if err != nil {
		return nil, err
	}
	v.time("request", since)
	p, err := packet.Parse(answer)
	if err != nil || len(p.Campaigns) != 1 {
		return nil, fmt.Errorf("a packet of %d campaigns: %w", len(p.Campaigns), err)
	}
	campaign, err := signer.Parse[signer.Campaign](p.Campaigns[0])
	if err != nil {
		return nil, err
	}
	is := campaign.Claims()
	s, err := signer.Sign(key, origin, signer.Pledge{IssuedAt: time.Now().Unix(), Credential: p.Credential,
		PledgeBody: signer.PledgeBody{Text: is.Digest, Campaign: is.ID, Place: is.Place}})
	return s.Bytes(), err
}

// fetch waits for the proof, checks it, and waits for the certificate.
func (v *visitor) fetch(code verify.Code) error {
	since := time.Now()
	proof, err := v.await("/v1/proofs/"+string(code), "unpublished")
	if err != nil {
		return err
	}
	v.time("proof", since)
	if r := verify.Check(proof, v.list, nil, time.Now().Unix()); r.Verdict != verify.Valid {
		return fmt.Errorf("the proof is %s", r.Verdict)
	}
	pdf, err := v.await("/v1/certificates/"+string(code)+".pdf", "not-issued")
	if err == nil && !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		err = fmt.Errorf("a certificate that begins with %.20q", pdf)
	}
	if err != nil {
		return err
	}
	v.time("certificate", since)
	return nil
}

// patience is how long a visitor waits for any one thing: a bound for a machine that does much
// else meanwhile.
const patience = 5 * time.Minute

// await asks for what is not there yet, as often as it is told to.
func (v *visitor) await(path, early string) (body []byte, err error) {
	for since := time.Now(); ; {
		status, header, body, err := v.ask(http.MethodGet, path, nil)
		if err != nil || status == http.StatusOK {
			return body, err
		}
		var said struct{ Error string }
		if json.Unmarshal(body, &said) != nil || said.Error != early || time.Since(since) > patience {
			return nil, fmt.Errorf("GET %s: %d %.200s", path[:strings.LastIndexByte(path, '/')], status, body)
		}
		seconds, _ := strconv.Atoi(header.Get("Retry-After"))
		time.Sleep(time.Duration(max(seconds, 1)) * time.Second)
	}
}

func (v *visitor) get(path string) ([]byte, error) {
	status, _, body, err := v.ask(http.MethodGet, path, nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("GET %s: %d %.200s", path, status, body)
	}
	return body, err
}

func (v *visitor) post(path string, statement []byte) ([]byte, error) {
	status, _, body, err := v.ask(http.MethodPost, path, statement)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("POST %s: %d %.200s", path, status, body)
	}
	return body, err
}

// ask sends one request.
func (v *visitor) ask(method, path string, statement []byte) (status int, h http.Header, body []byte, err error) {
	v.mutex.Lock()
	v.asked++
	v.mutex.Unlock()
	q, err := http.NewRequest(method, v.url+path, bytes.NewReader(statement))
	if err != nil {
		return 0, nil, nil, err
	}
	if method == http.MethodPost {
		q.Header.Set("Content-Type", "application/cose")
	}
	answer, err := v.http.Do(q)
	if err != nil {
		return 0, nil, nil, err
	}
	defer answer.Body.Close()
	body, err = io.ReadAll(answer.Body)
	return answer.StatusCode, answer.Header, body, err
}
