package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/public"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
)

// failure is an answer that says why not: its code is a program's, its sentence a person's.
type failure struct {
	code  string
	args  []any  // of the sentence
	retry int    // seconds after which to ask again, where that is not the code's own; mostly 0
	time  int64  // Unix seconds since when it is so, where that is said; mostly 0
	url   string // where it is now; mostly ""
}

func (f *failure) Error() string { return f.code }

func fail(code string, args ...any) *failure { return &failure{code: code, args: args} }

// outcome is what a code means to HTTP.
type outcome struct {
	status int
	retry  int // seconds after which it may be otherwise; 0 where that is not to be expected
}

// outcomes are the server's own codes. A refusal of the ledger has its rule as its code: see ruleOutcome.
var outcomes = map[string]outcome{
	"waiting":            {http.StatusAccepted, 5},
	"session-challenge":  {http.StatusConflict, 0},
	"session-stranger":   {http.StatusForbidden, 0},
	"session-ended":      {http.StatusUnauthorized, 0},
	"session-dismissed":  {http.StatusForbidden, 0},
	"session-number":     {http.StatusConflict, 0},
	"session-right":      {http.StatusForbidden, 0},
	"not-enrolled":       {http.StatusNotFound, 0},
	"invitation-unknown": {http.StatusNotFound, 0},
	"invitation-used":    {http.StatusConflict, 0},
	"invitation-expired": {http.StatusGone, 0},

	"invitation-waiting": {http.StatusConflict, 0},
	"invitation-old":     {http.StatusGone, 0},
	"request-withdrawn":  {http.StatusConflict, 0},
	"date":               {http.StatusUnprocessableEntity, 0},
	"address-other":      {http.StatusUnprocessableEntity, 0},
	"wishes-many":        {http.StatusConflict, 0},
	"own-key-only":       {http.StatusUnprocessableEntity, 0},
	"not-issued":         {http.StatusNotFound, 0}, // when to ask again is notIssued's to say
	"revoked":            {http.StatusGone, 0},
	"moved":              {http.StatusGone, 0},
	"unit-link-unknown":  {http.StatusNotFound, 0},
	"unit-link-ended":    {http.StatusGone, 0},
	"unit-link-revoked":  {http.StatusGone, 0},

	"body":           {http.StatusBadRequest, 0},
	"encoding":       {http.StatusBadRequest, 0},
	"sequence":       {http.StatusBadRequest, 0},
	"not-found":      {http.StatusNotFound, 0},
	"gone":           {http.StatusGone, 0},
	"method":         {http.StatusMethodNotAllowed, 0},
	"too-large":      {http.StatusRequestEntityTooLarge, 0},
	"media-type":     {http.StatusUnsupportedMediaType, 0},
	"signature":      {http.StatusUnprocessableEntity, 0},
	"too-many":       {http.StatusTooManyRequests, 1},
	"internal":       {http.StatusInternalServerError, 0},
	"busy":           {http.StatusServiceUnavailable, 1},
	"unpublished":    {http.StatusServiceUnavailable, 1},
	"clock":          {http.StatusServiceUnavailable, 60},
	"disk-full":      {http.StatusServiceUnavailable, 60},
	"stopping":       {http.StatusServiceUnavailable, 10},
	"out-of-service": {http.StatusServiceUnavailable, 60},
}

// ruleOutcome is what a refusal of the ledger means to HTTP: mostly that the statement can never be recorded (422).
func ruleOutcome(rule string) outcome {
	switch rule {
	case ledger.RuleCampaignEarly, ledger.RuleCampaignClosed, ledger.RuleRegistrarUnknown, ledger.RuleRegistrarRange, ledger.RuleCredentialRevoked:
		return outcome{http.StatusForbidden, 0} // nothing is wrong with it but when, or by whose word
	case ledger.RulePledgeTwice, ledger.RuleCodeTaken:
		return outcome{http.StatusConflict, 0}
	case ledger.RuleLedgerRange: // the server's own key: an operator's work
		return outcome{http.StatusServiceUnavailable, 60}
	}
	return outcome{http.StatusUnprocessableEntity, 0}
}

// failureOf finds what an error of the ledger, or of a handler, is to the caller. What is nobody's fault but ours is logged.
func (s *Server) failureOf(route route, err error) error {
	var (
		f    *failure
		rule *ledger.RuleError
		time *ledger.ClockError
		disk *ledger.DiskError
	)
	switch {
	case errors.As(err, &f), errors.As(err, &rule):
		return err
	case errors.Is(err, public.ErrUnpublished),
		errors.As(err, new(*ledger.UnpublishedError)): // what is published no longer counts: the quorum has changed
		return fail("unpublished")
	case errors.Is(err, ledger.ErrNotFound):
		return fail("not-found")
	case errors.Is(err, ledger.ErrErased):
		return fail("gone")
	case errors.Is(err, eddsa.ErrSignature):
		return fail("signature")
	case errors.Is(err, signer.ErrEncoding):
		return fail("encoding")
	case errors.Is(err, ledger.ErrClosed):
		return fail("stopping")
	}
	s.options.Log.Error("not answered", "route", route.pattern, "error", err)
	switch {
	case errors.As(err, &time):
		return fail("clock")
	case errors.As(err, &disk):
		return fail("disk-full")
	case s.options.Ledger.Err() != nil:
		return fail("out-of-service")
	}
	return fail("internal")
}

// outcomeOf is what an error of failureOf means to HTTP.
func outcomeOf(err error) outcome {
	var f *failure
	var rule *ledger.RuleError
	switch {
	case errors.As(err, &f):
		out := outcomes[f.code]
		out.retry = max(out.retry, f.retry)
		return out
	case errors.As(err, &rule):
		return ruleOutcome(rule.Rule)
	}
	return outcomes["internal"]
}

// refusal is an error to a client.
type refusal struct {
	Error   string `json:"error"` // a program's
	Message string `json:"message"`
	Time    int64  `json:"time,omitempty"`  // Unix seconds since when it is so
	URL     string `json:"url,omitempty"`   // where it is now
	Retry   int    `json:"retry,omitempty"` // seconds after which to ask again
}

// refusal says an error of failureOf.
func (s *Server) refusal(lang phrase.Lang, err error) refusal {
	var f *failure
	var rule *ledger.RuleError
	switch {
	case errors.As(err, &f):
		return refusal{f.code, phrases.Say(lang, "error."+f.code, f.args...), f.time, f.url, f.retry}
	case errors.As(err, &rule):
		message := s.options.Rules.Say(lang, "rule."+rule.Rule, rule.Args...)
		if message == "rule."+rule.Rule {
			message = rule.Error()
		}
		return refusal{Error: rule.Rule, Message: message}
	}
	return refusal{Error: "internal"}
}

// refuse sends an error as JSON and returns its status.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, err error) int {
	said, out := s.refusal(language(r.Header.Get("Accept-Language")), err), outcomeOf(err)
	h := w.Header()
	common(h)
	h.Set("Content-Type", mediaJSON)
	h.Set("Cache-Control", cacheNever)
	if f := new(failure); errors.As(err, &f) && f.retry > 0 {
		h.Set("Connection", "close") // who asks without end has to begin anew each time
	}
	if out.retry > 0 {
		h.Set("Retry-After", strconv.Itoa(out.retry))
	}
	body := encode(said)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(out.status)
	w.Write(body) // an error is the client's: it has gone away
	return out.status
}

// encode writes one line of JSON. What it is given are structs of this package, which always encode.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return append(b, '\n')
}

// language is the first of ours that Accept-Language names, and Indonesian where it names none.
func language(header string) phrase.Lang {
	for one := range strings.SplitSeq(header, ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(one), ";")
		primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if lang, ok := phrase.ParseLang(primary); ok {
			return lang
		}
	}
	return phrase.ID
}
