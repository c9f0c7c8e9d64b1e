package verify

import (
	"errors"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/verify/trust"
)

// Every reason code that a step can give, by step. Catalogues are tested against it.
var ReasonCodes = []string{
	"encoding-one", "encoding-other", "encoding-version", "encoding-incomplete",
	"registrar-known", "registrar-unknown", "registrar-range", "registrar-signature",
	"pledge-signed", "pledge-signature", "pledge-undecided",
	"text-known", "text-unknown",
	"registered", "registration-signature", "registration-range", "registration-early", "registration-order", "registration-stolen", "registration-witnessed",
	"included", "inclusion-absent", "inclusion-index", "inclusion-path", "checkpoint-signature", "checkpoint-range", "quorum-short", "quorum-late",
	"status-good", "status-absent", "status-stale", "status-revoked", "status-erased",
	"file-issued", "file-extended", "file-resaved", "file-different", "file-revoked", "file-unchecked", "file-absent",
	"not-reached",
}

var (
	yes, no = true, false
	holds   = &yes
	fails   = &no
)

// Check takes the numbered steps of PROOF.md on a proof in any of its forms (see [Read]). Step 8, the file, needs a
// ledger: [Result.CheckFile] adds it. now is Unix seconds; list and status may be nil.
func Check(proof []byte, list *trust.List, status Status, now int64) Result {
	if list == nil { // nobody is believed
		list = new(trust.List)
	}
	r := Result{File: FileUnchecked, Status: StatusAnswer{State: StateUnchecked}, Trust: Trusted, Quorum: Quorum{Names: []string{}}}
	for n := 1; n <= 8; n++ {
		r.Steps = append(r.Steps, Step{N: n, Reason: Reason{Code: "not-reached"}})
	}
	r.set(8, nil, "file-absent")
	p, err := Read(proof)
	if err != nil {
		switch {
		case errors.Is(err, ErrVersion):
			r.set(1, nil, "encoding-version", "detail", err.Error())
		case errors.Is(err, ErrIncomplete):
			r.set(1, nil, "encoding-incomplete")
		default:
			r.set(1, fails, "encoding-other", "detail", err.Error())
		}
		r.decide()
		return r
	}
	r.Proof = &p
	r.set(1, holds, "encoding-one")
	if now > list.NextUpdate {
		r.Trust = Stale
	}
	r.checkRegistrar(list)
	r.checkPledge(list)
	r.checkText(list)
	stolen := r.checkRegistration(list)
	r.checkInclusion(list, stolen)
	r.checkStatus(status)
	r.decide()
	return r
}

// checkRegistrar is step 2: the registrar is in the trust list, the credential's entry lies in that registrar's range,
// and the signature on the credential is that registrar's.
func (r *Result) checkRegistrar(list *trust.List) {
	registrar, ok := list.Registrar(r.Proof.Credential.KeyID())
	if !ok {
		r.set(2, fails, "registrar-unknown")
		return
	}
	r.Registrar = registrar.Name
	switch _, err := r.Proof.Credential.Open(list.Origin, registrar.Key); {
	case err != nil:
		r.set(2, fails, "registrar-signature", "name", registrar.Name)
	case !registrar.Holds(r.Proof.CredentialAt):
		r.set(2, fails, "registrar-range", "name", registrar.Name, "index", r.Proof.CredentialAt)
	default:
		r.set(2, holds, "registrar-known", "name", registrar.Name)
	}
}

// checkPledge is step 3: the pledge is signed by the key of its credential. Under a registrar that nobody here knows it
// cannot be decided: the proof may be another institution's, whose origin its signatures cover.
func (r *Result) checkPledge(list *trust.List) {
	credential := r.Proof.Credential.Claims()
	if _, err := r.Proof.Pledge.Open(list.Origin, credential.Key); err == nil {
		r.set(3, holds, "pledge-signed", "name", credential.Name)
	} else if r.Steps[1].Reason.Code == "registrar-unknown" {
		r.set(3, nil, "pledge-undecided")
	} else {
		r.set(3, fails, "pledge-signature")
	}
}

// checkText is step 4: the text that was signed is one of the institution's.
func (r *Result) checkText(list *trust.List) {
	text, ok := list.Text(r.Proof.Pledge.Claims().Text)
	if !ok {
		r.set(4, fails, "text-unknown")
		return
	}
	r.Text = text
	r.set(4, holds, "text-known", "title", text.Title, "id", text.ID)
}

// checkRegistration is step 5: the ledger registered the pledge, after its credential, and not before it was signed. It
// returns the ledger key where that key has been stolen since.
func (r *Result) checkRegistration(list *trust.List) (stolen *trust.LedgerKey) {
	p := r.Proof
	ledger, ok := list.Ledger(p.Index)
	switch {
	case !ok:
		r.set(5, fails, "registration-range", "index", p.Index)
	case p.claim().Verify(list.Origin, ledger.Key.Key(), p.Registration) != nil:
		r.set(5, fails, "registration-signature")
	case p.CredentialAt >= p.Index:
		r.set(5, fails, "registration-order", "index", p.Index, "credential", p.CredentialAt)
	case p.Time+pledgeSkewSec < p.Pledge.Claims().IssuedAt:
		r.set(5, fails, "registration-early", "time", p.Time)
	case ledger.State == trust.Stolen:
		r.set(5, nil, "registration-stolen", "index", p.Index, "time", p.Time)
		return &ledger
	default:
		r.set(5, holds, "registered", "index", p.Index, "time", p.Time)
	}
	return nil
}

// checkInclusion is step 6: the pledge's entry is in the tree of a checkpoint that the ledger signed and the quorum
// cosigned; under a stolen ledger key, cosigned before the theft.
func (r *Result) checkInclusion(list *trust.List, stolen *trust.LedgerKey) {
	if r.Proof.Inclusion == nil {
		r.set(6, nil, "inclusion-absent")
		return
	}
	in := r.Proof.Inclusion
	if in.Index != r.Proof.Index {
		r.set(6, fails, "inclusion-index", "index", in.Index)
		return
	}
	c, err := list.Policy.Open(in.Checkpoint)
	if err != nil {
		r.set(6, fails, "checkpoint-signature", "detail", err.Error())
		return
	}
	names := c.Names(0)
	r.Quorum = Quorum{Need: list.Policy.Size(), Have: len(names), Names: names}
	ledger, ok := list.Ledger(max(c.Size, 1) - 1)
	switch {
	case !ok || ledger.Key != c.Log:
		r.set(6, fails, "checkpoint-range", "size", c.Size)
	case c.Size <= in.Index || tlog.CheckRecord(in.Path, int64(c.Size), c.Root, int64(in.Index), r.Proof.entry().LeafHash()) != nil:
		r.set(6, fails, "inclusion-path", "size", c.Size)
	case !list.Policy.Met(names):
		r.set(6, fails, "quorum-short", "have", len(names), "need", list.Policy.Size())
	case ledger.State == trust.Stolen || stolen != nil:
		r.checkBeforeTheft(list, c, ledger, stolen)
	default:
		r.set(6, holds, "included", "size", c.Size, "have", len(names), "need", list.Policy.Size())
	}
}

// checkBeforeTheft asks of a full proof whose ledger key was stolen since what the thief cannot give: a quorum that saw
// this tree before the theft. Without one nothing is decided, for the proof may be the thief's and may be honest.
func (r *Result) checkBeforeTheft(list *trust.List, c trust.OpenedCheckpoint, ledger trust.LedgerKey, stolen *trust.LedgerKey) {
	theft := ledger.Stolen
	if stolen != nil && (theft == 0 || stolen.Stolen < theft) {
		theft = stolen.Stolen
	}
	if list.Policy.Size() == 0 || !list.Policy.Met(c.Names(theft)) {
		r.set(6, nil, "quorum-late", "time", theft)
		return
	}
	r.set(6, holds, "included", "size", c.Size, "have", r.Quorum.Have, "need", r.Quorum.Need)
	if stolen != nil {
		r.set(5, holds, "registration-witnessed", "index", r.Proof.Index, "time", r.Proof.Time)
	}
}

// checkStatus is step 7: nobody revoked the pledge, its key or its credential. A source that fails is no source.
func (r *Result) checkStatus(status Status) {
	if status == nil {
		r.set(7, nil, "status-absent")
		return
	}
	answer, err := status.Status(r.Proof.Index)
	var stale *StaleStatusError
	switch {
	case errors.As(err, &stale):
		r.set(7, nil, "status-stale", "time", stale.Expires)
		return
	case err != nil:
		r.set(7, nil, "status-absent", "detail", err.Error())
		return
	}
	r.Status = answer
	switch answer.State {
	case StateGood:
		r.set(7, holds, "status-good")
	case StateRevoked:
		r.set(7, fails, "status-revoked", "reason", answer.Reason, "time", answer.Time)
	case StateErased:
		r.set(7, nil, "status-erased", "time", answer.Time)
	default:
		r.set(7, nil, "status-absent")
	}
}

// CheckFile is step 8: what a ledger says of the very file that the proof came in.
func (r *Result) CheckFile(file File, args ...any) {
	r.File = file
	switch file {
	case FileRevoked:
		r.File = FileIssued
		r.set(8, fails, "file-revoked", args...)
	case FileIssued:
		r.set(8, holds, "file-issued", args...)
	case FileDifferent:
		r.set(8, fails, "file-different", args...)
	case FileExtended, FileResaved:
		r.set(8, nil, "file-"+string(file), args...)
	default:
		r.set(8, nil, "file-unchecked", args...)
	}
	r.decide()
}

func (r *Result) set(n int, ok *bool, code string, args ...any) {
	r.Steps[n-1] = Step{N: n, OK: ok, Reason: Reason{code, args}}
}

func (r *Result) failed(steps ...int) bool {
	return slices.ContainsFunc(steps, func(n int) bool { return r.Steps[n-1].OK == fails })
}

// decide draws the verdict from the steps. Where several fail, the graver word counts: altered content also loses its
// signatures' and its registration's cover, and "altered" is what happened to it.
func (r *Result) decide() {
	gave := func(n int, codes ...string) bool { return slices.Contains(codes, r.Steps[n-1].Reason.Code) }
	altered := r.failed(1, 3) || gave(8, "file-different")
	switch {
	case altered:
		r.Verdict = Altered
	case r.failed(2, 4):
		r.Verdict = Untrusted
	case r.failed(5, 6):
		r.Verdict = Unrecorded
	case r.failed(7) || gave(8, "file-revoked"):
		r.Verdict = Revoked
	case gave(1, "encoding-version", "encoding-incomplete") || gave(5, "registration-stolen") || gave(6, "quorum-late") || gave(7, "status-erased") || gave(8, "file-extended", "file-resaved"):
		r.Verdict = Undetermined
	default:
		r.Verdict = Valid
	}
	switch {
	case altered:
		r.Integrity = Broken
	case r.Steps[0].OK != holds || r.Steps[2].OK != holds || gave(8, "file-extended", "file-resaved"):
		r.Integrity = IntegrityUnknown
	default:
		r.Integrity = Intact
	}
	if r.Proof == nil || r.failed(2, 4) {
		r.Trust = StandingUnknown
	}
}
