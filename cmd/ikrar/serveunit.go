package main

import (
	"errors"

	"ikrar/ledger/office/unitlink"
	"ikrar/ledger/server"
)

// unitLinks are the links of units, as a server answers them.
type unitLinks struct{ *unitlink.Board }

func (u unitLinks) Unit(token string) (any, error) {
	view, err := u.Look(token)
	var over *unitlink.OverError
	switch {
	case errors.Is(err, unitlink.ErrUnknown):
		return nil, server.ErrNoLink
	case errors.As(err, &over):
		return nil, &server.LinkOverError{Revoked: over.State == unitlink.Revoked, Since: over.Since, Of: over.Of}
	}
	return view, err
}
