package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"regexp"

	"ikrar/ledger/enrol"
	"ikrar/ledger/server"
	"ikrar/verify/phrase"
)

var kioskDoorPhrases = phrase.Book{
	"kiosk.door.misdirected": {
		ID: "Meja ini hanya menjawab di komputernya sendiri; pakai alamat yang ditulis ikrar kiosk.",
		EN: "This desk answers on its own computer alone; use the address that ikrar kiosk wrote."},
	"kiosk.door.foreign": {ID: "Meja ini tidak menjawab halaman lain.", EN: "This desk answers no other page."},
	"kiosk.door.not-found": {ID: "Di meja ini hanya ada halaman penandatanganan.",
		EN: "At this desk there is the signing page alone."},
	"kiosk.door.nip": {ID: "Kode ini bukan undangan orang dengan NIP itu.",
		EN: "This code is not the invitation of the person with that NIP."},
	"kiosk.door.body": {ID: "Isi permintaan tidak dapat dibaca sampai selesai.",
		EN: "The body could not be read to its end."},
	"kiosk.door.internal": {ID: "Terjadi galat di meja ini.", EN: "Something failed at this desk."},
}

// A kioskDoor lets in what the signing page asks, from this computer's browser, and nothing else of
// the server behind it: the officer's browser has other pages open, and loopback is a place that
// any of them can name.
type kioskDoor struct {
	kiosk  *enrol.Kiosk
	server http.Handler
	lang   phrase.Lang
}

// nipHeader is what the page sends beside a view: the NIP that was typed.
const nipHeader = "Ikrar-NIP"

var (
	kioskReads = regexp.MustCompile(`^/(tanda|ttd|tandatangan|web/.+|trust|v1/proofs/[^/]+|v1/certificates/[^/]+\.pdf)$`)
	kioskPosts = regexp.MustCompile(`^/v1/(invitations|corrections|enrolments|pledges)$`)
)

func (d kioskDoor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isLoopback(r.Host) { // a name that somebody points at this computer (DNS rebinding)
		d.refuse(w, http.StatusMisdirectedRequest, "misdirected")
		return
	}
	path, navigates := r.URL.EscapedPath(), r.Header.Get("Sec-Fetch-Mode") == "navigate"
	isRead := (r.Method == http.MethodGet || r.Method == http.MethodHead) && kioskReads.MatchString(path)
	isPost := r.Method == http.MethodPost && kioskPosts.MatchString(path)
	switch {
	case isForeign(r) && !(isRead && navigates):
		d.refuse(w, http.StatusForbidden, "foreign")
	case isRead:
		d.server.ServeHTTP(w, r)
	case isPost:
		d.post(w, r)
	default:
		d.refuse(w, http.StatusNotFound, "not-found")
	}
}

// post holds what asks by an invitation against the NIP that was typed.
func (d kioskDoor) post(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, server.MaxBody))
	if err != nil {
		d.refuse(w, http.StatusBadRequest, "body")
		return
	}
	switch r.URL.Path {
	case "/v1/invitations":
		err = d.kiosk.Admit(body, r.Header.Get(nipHeader))
	case "/v1/enrolments":
		err = d.kiosk.Admits(body)
	}
	switch {
	case errors.Is(err, enrol.ErrNIP):
		d.refuse(w, http.StatusForbidden, "nip")
	case err != nil:
		d.refuse(w, http.StatusServiceUnavailable, "internal")
	default:
		r.Body = io.NopCloser(bytes.NewReader(body))
		d.server.ServeHTTP(w, r)
	}
}

// refuse answers as the server does (HTTP.md section 2).
func (d kioskDoor) refuse(w http.ResponseWriter, status int, code string) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(map[string]string{"error": code, "message": phrases.Say(d.lang, "kiosk.door."+code)})
}

// isLoopback says whether a Host header names this computer and nothing but this computer.
func isLoopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	return name == "localhost" || net.ParseIP(name).IsLoopback()
}

// isForeign says whether another page than this server's asks, as far as browsers tell: by
// Sec-Fetch-Site, and older ones by Origin.
func isForeign(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
	default:
		return true
	}
	origin := r.Header.Get("Origin")
	return origin != "" && origin != "http://"+r.Host
}
