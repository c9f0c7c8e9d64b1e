package main

import (
	"context"
	"errors"

	"github.com/rogpeppe/go-internal/testscript"

	"ikrar/ledger/enrol"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

// What somebody who holds a slip does elsewhere, at the desk of an institution that nobody serves:
//
//	asks DIR CODE KEY                 ask for the credential of a new key, which waits for a registrar
//	withdraws DIR CODE                take the request back that waits
//	wishes DIR CODE FIELD WISH NOTE   ask that something be corrected
func init() {
	scriptCommands["asks"], scriptCommands["withdraws"] = atDesk(holder.ask), atDesk(holder.withdraw)
	scriptCommands["wishes"] = atDesk(holder.wish)
}

// holder is who has a slip, in a script.
type holder struct {
	*testscript.TestScript
	*institution
	code invitation.Code
}

func (h holder) ask(args []string) error {
	path := h.MkAbs(args[0])
	if _, err := keyfile.Create(path, nil, "TEST-ONLY"); err != nil {
		return err
	}
	key, err := keyfile.Open(path, nil)
	if err != nil {
		return err
	}
	origin := h.Ledger.Origin()
	request, err := invitation.Request{Address: h.Facts().URL}.Sign(key, h.code.Key(origin), origin)
	if err == nil {
		_, err = h.Desk().Redeem(context.Background(), request)
	}
	if errors.Is(err, enrol.ErrWaiting) {
		return nil
	}
	return errors.Join(err, errors.New("it does not wait"))
}

func (h holder) withdraw([]string) error {
	origin, address, now := h.Ledger.Origin(), h.Facts().URL, clockNow().Unix()
	key := h.code.Key(origin)
	ask, err := invitation.View{Date: now, Address: address}.Sign(key, origin)
	if err != nil {
		return err
	}
	view, err := h.Desk().View(ask)
	if err != nil {
		return err
	}
	raw, err := invitation.Withdrawal{Date: now, Address: address, Request: view.Request}.Sign(key, origin)
	if err == nil {
		_, err = h.Desk().Withdraw(raw)
	}
	return err
}

func (h holder) wish(args []string) error {
	origin := h.Ledger.Origin()
	raw, err := invitation.Correction{Date: clockNow().Unix(), Address: h.Facts().URL, Field: args[0], Wish: args[1],
		Note: args[2]}.Sign(h.code.Key(origin), origin)
	if err == nil {
		_, err = h.Desk().Wish(raw)
	}
	return err
}

// atDesk opens the institution and reads the code that a command of a script is given.
func atDesk(do func(holder, []string) error) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		code, err := invitation.ParseCode(args[1])
		ts.Check(err)
		a, _, _ := testApp("")
		a.homeFlag, a.now = ts.MkAbs(args[0]), clockNow
		i, err := a.openInstitution(context.Background())
		ts.Check(err)
		err = do(holder{ts, i, code}, args[2:])
		ts.Check(errors.Join(err, i.Close()))
	}
}
