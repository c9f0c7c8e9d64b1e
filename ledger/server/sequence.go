package server

import (
	"net/http"

	"ikrar/signer"
)

// sequence records many pledges, each for itself, and answers once all that can be are on disk: in their order a registration or
// an error of each.
func (s *Server) sequence(r *http.Request) (content, error) {
	select {
	case s.sequences <- struct{}{}:
		defer func() { <-s.sequences }()
	default:
		return content{}, fail("busy")
	}
	raw, err := body(r, mediaSequence, MaxSequence)
	if err != nil {
		return content{}, err
	}
	pledges, err := signer.SplitSequence(raw, MaxPledges)
	if err != nil {
		return content{}, fail("sequence", "limit", MaxPledges)
	}
	answers, lang := make([]any, len(pledges)), language(r.Header.Get("Accept-Language"))
	said := map[string]refusal{} // by the error's text: what fails for all is logged once
	for i, a := range s.options.Ledger.AppendAll(r.Context(), signer.KindPledge, pledges) {
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
