package frame

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"ikrar/verify/phrase"
)

const (
	entryTime   = 10 * time.Minute // a code that opens the office is good so long: a browser may start slowly
	maxSessions = 16               // windows that were opened by a code; more end the oldest
	tokenHeader = "Ikrar-Token"
	watchHeader = "Ikrar-Watching" // a window asks by itself, again and again

	// maxFile bounds a file that is handed in. Lists of people are read into memory, where nobody
	// else can read them, and 14,691 people are 3 MB as XLSX.
	maxFile = 64 << 20
	maxBody = maxFile + 1<<20 // what one request may bring: a file, and the form around it
)

// guard knows who may ask.
type guard struct {
	address string // host and port
	cookie  string // its name; ports of one host share cookies, so it names ours
	now     func() time.Time

	*state
}

type state struct {
	mutex    sync.Mutex
	entries  map[[32]byte]time.Time // hashes of codes, and until when they are good
	sessions []session
	last     time.Time
}

// session is one window, or several that opened each other. Secrets are kept as hashes, compared in
// constant time.
type session struct {
	token, cookie [32]byte
	lang          phrase.Lang
}

func newGuard(address string, now func() time.Time) guard {
	_, port, _ := strings.Cut(address, ":")
	return guard{address: address, cookie: "ikrar-office-" + port, now: now,
		state: &state{entries: map[[32]byte]time.Time{}, last: now()}}
}

// entry draws a code that opens the office once.
func (g guard) entry() string {
	code := rand.Text()
	g.mutex.Lock()
	defer g.mutex.Unlock()
	g.entries[sha256.Sum256([]byte(code))] = g.now().Add(entryTime)
	return code
}

// enter takes a code, and gives the secrets of a new session.
func (g guard) enter(code string, lang phrase.Lang) (token, cookie string, ok bool) {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	hash := sha256.Sum256([]byte(code))
	until, found := g.entries[hash]
	delete(g.entries, hash)
	if !found || g.now().After(until) {
		return "", "", false
	}
	token, cookie = rand.Text(), rand.Text()
	if len(g.sessions) == maxSessions {
		g.sessions = g.sessions[1:]
	}
	g.sessions = append(g.sessions, session{sha256.Sum256([]byte(token)), sha256.Sum256([]byte(cookie)), lang})
	g.last = g.now()
	return token, cookie, true
}

// asked is when an officer last asked for something: what a window asks by itself does not count,
// for one that was left open would keep the officer's key open all night.
func (g guard) asked() time.Time {
	g.mutex.Lock()
	defer g.mutex.Unlock()
	return g.last
}

// refuse gives the status for a request that our own pages do not make, or 0.
func (g guard) refuse(r *http.Request) int {
	if r.Host != g.address {
		return http.StatusMisdirectedRequest // another name that leads here: DNS rebinding
	}
	site := r.Header.Get("Sec-Fetch-Site")
	if site == "cross-site" || site == "same-site" { // other ports are the same site
		if r.Method != http.MethodGet || r.Header.Get("Sec-Fetch-Mode") != "navigate" {
			return http.StatusForbidden
		}
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Header.Get("Origin") != "http://"+g.address {
		return http.StatusForbidden
	}
	return 0
}

// find finds the session of a request, by its cookie; withToken demands the token as well, which
// goes along with all but a download that the browser itself asks for.
func (g guard) find(r *http.Request, withToken bool) (found session, ok bool) {
	cookie, err := r.Cookie(g.cookie)
	if err != nil {
		return session{}, false
	}
	byCookie := sha256.Sum256([]byte(cookie.Value))
	byToken := sha256.Sum256([]byte(r.Header.Get(tokenHeader)))
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for _, s := range g.sessions {
		same := subtle.ConstantTimeCompare(s.cookie[:], byCookie[:])
		if withToken {
			same &= subtle.ConstantTimeCompare(s.token[:], byToken[:])
		}
		if same == 1 {
			found, ok = s, true
		}
	}
	if ok && r.Header.Get(watchHeader) == "" {
		g.last = g.now()
	}
	return found, ok
}

// speak changes the language of a session.
func (g guard) speak(token string, lang phrase.Lang) {
	hash := sha256.Sum256([]byte(token))
	g.mutex.Lock()
	defer g.mutex.Unlock()
	for i := range g.sessions {
		if g.sessions[i].token == hash {
			g.sessions[i].lang = lang
		}
	}
}

// openSession exchanges the code that opened the office for a cookie and a token.
func (f *Frame) openSession(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Code string }
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1024)).Decode(&asked); err != nil {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	token, cookie, ok := f.guard.enter(asked.Code, f.options.Lang)
	if !ok {
		http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: f.guard.cookie, Value: cookie, Path: "/", HttpOnly: true,
		SameSite: http.SameSiteStrictMode})
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]string{"token": token})
}

// guarded lets a request of a session pass, and no other.
func (f *Frame) guarded(h func(http.ResponseWriter, *http.Request, session)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s, ok := f.guard.find(r, true)
		if !ok {
			http.Error(w, http.StatusText(http.StatusUnauthorized), http.StatusUnauthorized)
			return
		}
		h(w, r, s)
	}
}

func (f *Frame) changeLanguage(w http.ResponseWriter, r *http.Request, s session) {
	lang, ok := phrase.ParseLang(r.URL.Query().Get("lang"))
	if !ok {
		http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
		return
	}
	f.guard.speak(r.Header.Get(tokenHeader), lang)
	w.WriteHeader(http.StatusNoContent)
}
