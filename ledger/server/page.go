package server

import (
	"fmt"
	"html"
	"net/http"
)

// page says where a visitor is.
func (s *Server) page(r *http.Request) (content, error) {
	lang := language(r.Header.Get("Accept-Language"))
	trust, _ := s.options.Ledger.Trust()
	say := func(key string) string {
		return html.EscapeString(phrases.Say(lang, key, "institution", trust.Institution))
	}
	return content{media: mediaHTML, cache: cacheCheck, body: fmt.Appendf(nil, "<!doctype html>\n<html lang=\"%s\">\n<meta charset=\"utf-8\">\n"+
		"<meta name=\"viewport\" content=\"width=device-width\">\n<title>%s</title>\n<h1>%s</h1>\n<p>%s</p>\n</html>\n",
		lang, say("page.title"), say("page.title"), say("page.about"))}, nil
}
