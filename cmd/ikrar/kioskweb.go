package main

import (
	"context"
	"crypto"
	"errors"
	"net"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/cosigning"
	"ikrar/ledger/enrol"
	signing "ikrar/ledger/enrol/web"
	"ikrar/ledger/server"
	"ikrar/verify/phrase"
)

var kioskWebPhrases = phrase.Book{
	"kiosk.flag.web": {
		ID: "di peramban komputer ini, dengan halaman penandatanganan; kunci dibawa di ponsel, tanpa media",
		EN: "in this computer's browser, by the signing page; keys leave on telephones, no sticks"},
	"kiosk.web": {
		ID: "Buka {address} di peramban komputer ini, dan jangan di komputer lain. Layarnya dikosongkan setelah setiap orang.\n" +
			"Ctrl+C mengakhiri.",
		EN: "Open {address} in this computer's browser, and in no other's. The screen is emptied after each person.\n" +
			"Ctrl+C ends it."},
	"fault.kiosk-served": {
		ID: "ikrar serve yang memegang buku besar ini berhenti, jadi meja ini ikut berhenti; yang sudah tercatat tetap tercatat",
		EN: "the ikrar serve that holds this ledger has stopped, and so does this desk; what was recorded stays recorded"},
	"fault.kiosk-served.hint": {
		ID: "jalankan lagi perintah yang sama: meja ini lalu menerbitkan buktinya sendiri; yang sedang menandatangani mengulang dengan kodenya",
		EN: "run the same command again: the desk then publishes the proofs itself; who was signing begins again with the code"},
	"fault.kiosk-web-campaign": {ID: "--campaign tidak dipakai dengan --web: kegiatan dipilih di halaman itu",
		EN: "--campaign is not for --web: the campaign is chosen on the page"},
}

// kioskWeb serves the signing page to this computer alone, until the context ends. The page goes by
// the trust list that is pinned in it, for an address on loopback says nothing of whose it is; the
// whole NIP is held here against the roster. The officer's key signs and issues at once, as at the
// terminal.
func (a *app) kioskWeb(ctx context.Context, i *institution, registrar crypto.Signer) error {
	pinned, err := a.pinnedPage(i)
	if err != nil {
		return err
	}
	pages, err := signing.Kiosk(pinned)
	if err != nil {
		return err
	}
	log := a.logger(false)
	issuing, err := a.issuing(i, registrar, log)
	if err != nil {
		return err
	}
	jobs := []func(context.Context) error{issuing.Run}
	publisher := &cosigning.Publisher{Ledger: i.Ledger, Now: a.now}
	if !i.Own { // the process that serves the ledger publishes it
		jobs = append(jobs, func(ctx context.Context) error { return a.whileServed(ctx, i) })
	} else {
		if err := a.firstCheckpoint(ctx, i.Home, publisher); err != nil {
			return err
		}
		jobs = append(jobs, func(ctx context.Context) error { return a.publishFault(i.Home, publisher.Run(ctx)) })
	}
	desk := i.Desk()
	desk.Registrar = registrar
	s := server.New(server.Options{Ledger: i.Ledger, Desk: desk, Now: a.now, Log: log, Rules: phrases, Pages: pages,
		Keys: i.Config.Signing.Keys, Certificates: keptCertificates{i}, Issues: true, Pledged: issuing.Pledged})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return refuse("serve-listen", "address", "127.0.0.1").because(err)
	}
	address := "http://" + l.Addr().String() + signing.Path
	a.note("kiosk.institution", "institution", i.Facts().Name, "url", pinned.URL,
		"fingerprint", i.Root.Fingerprint().Short())
	a.note("kiosk.web", "address", address)
	a.result(struct {
		URL string `json:"url"`
	}{address}, func() { a.line(address) })
	door := kioskDoor{&enrol.Kiosk{Desk: desk}, s, a.lang}
	return together(ctx, append(jobs, func(ctx context.Context) error {
		return server.Serve(ctx, l, door, nil, s.Door())
	}))
}

const kioskLook = time.Second // between two looks whether serve still has the ledger

// whileServed ends with the process that has the ledger: without it nothing more can be signed, and
// what was recorded last waits for a checkpoint, which the same command, started again, publishes.
func (a *app) whileServed(ctx context.Context, i *institution) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(kioskLook):
		}
		if _, err := i.Ledger.Campaigns(); errors.Is(err, ledger.ErrClosed) {
			return refuse("kiosk-served")
		}
	}
}
