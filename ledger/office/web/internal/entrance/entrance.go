// Package entrance is where an officer comes in: makes an institution where there is none, puts its
// root key away, and opens the key that signs, once a session.
package entrance

import (
	"embed"
	"errors"
	"strings"

	"ikrar/ledger/office/web/internal/desk"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/signer/keyfile"
)

//go:embed *.html
var templates embed.FS

// Rooms are those of the entrance, which are not in the menu.
func Rooms(d *desk.Desk) []frame.Room {
	e := entrance{d, new(checked)}
	all := frame.Templates(templates)
	return []frame.Room{
		{Path: "masuk", Templates: all, Phrases: phrases, Routes: map[string]frame.Handler{
			"GET ": e.ask, "POST ": e.unlock}},
		{Path: "mulai", Templates: all, Routes: map[string]frame.Handler{
			"GET ": e.questions, "POST ": e.found}},
		{Path: "kunci-akar", Templates: all, Routes: map[string]frame.Handler{
			"GET ":         e.rootKey,
			"POST salinan": e.copyRoot, "POST periksa": e.checkCopy, "POST hapus": e.removeRoot}},
	}
}

// First is where a visitor of a room must go before: where there is no institution, to make one;
// where the key is not open, to open it.
func First(d *desk.Desk) func(room string) string {
	return func(room string) string {
		switch _, err := d.Registrar(); {
		case !d.Founded():
			return "/mulai"
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
	switch err := e.desk.Unlock(nil); {
	case err == nil:
		return r.Go("/")
	case errors.Is(err, keyfile.ErrPassphraseNeeded):
		return r.Show("masuk", asking{Institution: e.desk.Institution()})
	case errors.Is(err, desk.ErrStranger):
		return r.Show("masuk", asking{e.desk.Institution(), "entrance.stranger"})
	default:
		return err
	}
}

func (e entrance) unlock(r *frame.Request) error {
	switch err := e.desk.Unlock(r.Secret("passphrase")); {
	case err == nil:
		return r.Go("/")
	case errors.Is(err, keyfile.ErrPassphrase):
		return r.Show("masuk", asking{e.desk.Institution(), "entrance.passphrase.wrong"})
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
