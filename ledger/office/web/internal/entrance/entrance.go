// Package entrance is where an officer comes in: makes an institution where there is none, puts its
// root key away, and opens the key that signs, once a session.
package entrance

import (
	"embed"
	"errors"
	"slices"
	"strings"

	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

//go:embed *.html
var templates embed.FS

// Rooms are those of the entrance, which are not in the menu.
func Rooms(d *desk.Desk) []frame.Room {
	e := entrance{d, new(checked)}
	book, err := phrase.Merge(phrases, farPhrases)
	if err != nil {
		panic(err) // one sentence twice in our own: every test meets it
	}
	all := frame.Templates(templates)
	return []frame.Room{
		{Path: "masuk", Templates: all, Phrases: book, Routes: map[string]frame.Handler{
			"GET ": e.ask, "POST ": e.unlock}},
		{Path: "mulai", Templates: all, Routes: map[string]frame.Handler{
			"GET ": e.questions, "POST ": e.found}},
		{Path: "kunci-akar", Templates: all, Routes: map[string]frame.Handler{
			"GET ":         e.rootKey,
			"POST salinan": e.copyRoot, "POST periksa": e.checkCopy, "POST hapus": e.removeRoot}},
		{Path: "server", Templates: all, Routes: map[string]frame.Handler{
			"GET ": e.atServer, "POST ": e.confirm}},
		{Path: "kunci", Templates: all, Routes: map[string]frame.Handler{
			"GET ": e.askKey, "POST ": e.makeKey}},
		{Path: "menunggu", Templates: all, Routes: map[string]frame.Handler{
			"GET ": e.waiting, "POST ": e.askAgain, "POST permintaan": e.request, "POST kunci": e.anew}},
	}
}

// steps are the rooms that lead to the passphrase of who works at a server.
var steps = []string{"kunci", "menunggu"}

// First is where a visitor of a room must go before: where there is no institution, to make one or
// to meet its server; where the key is not open, to open it.
func First(d *desk.Desk) func(room string) string {
	return func(room string) string {
		switch _, err := d.Registrar(); {
		case !d.Founded() && (d.Typed() != "" || room == "server") && d.Reaches():
			return "/server"
		case !d.Founded():
			return "/mulai"
		case err != nil && slices.Contains(steps, room):
			return "/" + room
		case err != nil:
			return "/masuk"
		}
		return ""
	}
}

type entrance struct {
	desk   *desk.Desk
	copies *checked
}

// asking is the form for the passphrase. Fault is a key of the catalogue.
type asking struct{ Institution, Fault string }

// ask opens a key without a passphrase at once; others ask for it.
func (e entrance) ask(r *frame.Request) error {
	if _, yes, err := e.keyless(); err != nil {
		return err
	} else if yes {
		return r.Go("/kunci")
	}
	return e.unlockBy(r, nil)
}

func (e entrance) unlock(r *frame.Request) error { return e.unlockBy(r, r.Secret("passphrase")) }

// unlockBy opens the officer's key, by a passphrase or none.
func (e entrance) unlockBy(r *frame.Request, passphrase []byte) error {
	switch err := e.desk.Unlock(passphrase); {
	case err == nil:
		return r.Go("/")
	case errors.Is(err, keyfile.ErrPassphraseNeeded):
		return r.Show("masuk", asking{Institution: e.desk.Institution()})
	case errors.Is(err, keyfile.ErrPassphrase):
		return r.Show("masuk", asking{e.desk.Institution(), "entrance.passphrase.wrong"})
	case errors.Is(err, desk.ErrStranger) && e.desk.At() != "":
		return r.Go("/menunggu")
	case errors.Is(err, desk.ErrStranger):
		return r.Show("masuk", asking{e.desk.Institution(), "entrance.stranger"})
	default:
		return err
	}
}

// originOf is the ledger's name that goes with an address, unless HR has another.
func originOf(url string) string {
	_, host, _ := strings.Cut(url, "://")
	return strings.TrimSuffix(host, "/") + "/buku"
}
