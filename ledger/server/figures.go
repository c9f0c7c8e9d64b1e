package server

import "net/http"

// Figures are the public pages of campaigns, where HR wants them.
type Figures interface {
	// Page is the page of a campaign, and the Content-Security-Policy that it needs. Its error
	// wraps [ledger.ErrNotFound] where there is none.
	Page(id string) (page []byte, policy string, err error)
}

// figures sends the public page of a campaign, which was made elsewhere.
func (s *Server) figures(r *http.Request) (content, error) {
	if s.options.Figures == nil {
		return content{}, fail("not-found")
	}
	page, policy, err := s.options.Figures.Page(r.PathValue("id"))
	return content{body: page, media: mediaHTML, cache: cacheCheck, packed: true,
		headers: map[string]string{"Content-Security-Policy": policy}}, err
}
