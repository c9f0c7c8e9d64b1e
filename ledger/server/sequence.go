package server

import (
	"net/http"

	"ikrar/ledger"
	"ikrar/signer"
)

// sequence records many pledges, each for itself, and answers once all that can be are on disk: in their order a registration or
// an error of each.
func (s *Server) sequence(r *http.Request) (content, error) {
	var raw []byte
	err := oneOf(s.incoming, func() (err error) {
		raw, err = body(r, mediaSequence, MaxSequence)
		return err
	})
	if err != nil {
		return content{}, err
	}
	pledges, err := signer.SplitSequence(raw, MaxPledges)
	if err != nil {
		return content{}, fail("sequence", "limit", MaxPledges)
	}
	var appended []ledger.Appended
	err = oneOf(s.sequences, func() error {
		appended = s.options.Ledger.AppendAll(r.Context(), signer.KindPledge, pledges)
		return nil
	})
	if err != nil {
		return content{}, err
	}
	answers, lang := make([]any, len(pledges)), language(r.Header.Get("Accept-Language"))
	said := map[string]refusal{} // by the error's text: what fails for all is logged once
	for i, a := range appended {
		if a.Err == nil {
			answers[i] = registrationOf(a.Receipt)
			continue
		}
		why := a.Err.Error()
		if _, ok := said[why]; !ok {
			said[why], _ = s.refusal(lang, s.failureOf(route{pattern: r.Pattern}, a.Err))
		}
		answers[i] = said[why]
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(answers)}, nil
}

// oneOf does f in one of the slots, or says that all are taken.
func oneOf(slots chan struct{}, f func() error) error {
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
		return f()
	default:
		return fail("busy")
	}
}
