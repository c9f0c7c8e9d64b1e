package server

import (
	"ikrar/signer"
	"ikrar/signer/cbor"
)

// sequence records many pledges, each for itself, and answers once all that can be are on disk: in
// their order a registration or an error of each. An address that has been refused too often is
// heard where an enrolled key has signed the first.
func (s *Server) sequence(p posted) (content, error) {
	pledges, err := cbor.SplitSequence(p.body, MaxPledges)
	if err != nil {
		return content{}, fail("sequence", "limit", MaxPledges)
	}
	if wait := s.gate.refused.Spent(p.from); wait > 0 && len(pledges) > 0 && !s.enrolled(pledges[0]) {
		return content{}, tooMany(wait)
	}
	slot, err := s.gate.sequences.Take(p.from, nil)
	if err != nil {
		return content{}, crowded(err)
	}
	defer slot.Leave()
	done, err := s.gate.turns.Wait(p.Context(), p.from)
	if err != nil { // nobody waits for it any more
		return content{}, fail("busy")
	}
	defer done()
	appended := s.options.Ledger.AppendAll(p.Context(), signer.KindPledge, pledges)
	answers, lang := make([]any, len(pledges)), language(p.Header.Get("Accept-Language"))
	said := map[string]error{} // by the error's text: what fails for all is logged once
	for i, a := range appended {
		if a.Err == nil {
			answers[i] = registrationOf(a.Receipt)
			s.pledged(a.Receipt.Digest)
			continue
		}
		why := a.Err.Error()
		if _, ok := said[why]; !ok {
			said[why] = s.failureOf(route{pattern: p.Pattern}, a.Err)
		}
		answers[i] = s.refusal(lang, said[why])
		s.counted(p.Request, route{}, p.from, enrolledBy(pledges[i], said[why]))
	}
	return content{media: mediaJSON, cache: cacheNever, body: encode(answers)}, nil
}
