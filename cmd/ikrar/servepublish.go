package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"ikrar/ledger/publish"
	"ikrar/ledger/server"
	"ikrar/verify/phrase"
)

var servePublishPhrases = phrase.Book{
	"serve.flag.publish": {
		ID: "menyalin terus-menerus ke `TUJUAN`, direktori atau s3://BUCKET/PREFIX; lihat ikrar publish",
		EN: "copy all the time to `DESTINATION`, a directory or s3://BUCKET/PREFIX; see ikrar publish",
	},
}

// firstLook bounds how long the start of a server waits for the place that it is published to.
const firstLook = 5 * time.Second

// copying makes what publishes while a server runs, and tells the server how it stands. It logs
// what became of it, by places and names of objects, which are nobody's.
//
// A place that shows what is not here ends the start, before anything is signed; one that does not
// answer at once is asked again later.
func (a *app) copying(ctx context.Context, i *institution, typed string,
	o *server.Options) (func(context.Context) error, error) {
	store, to, err := a.openDestination(ctx, i.Home, typed)
	if err != nil {
		return nil, err
	}
	log := o.Log
	p := &publish.Publisher{Ledger: i.Ledger, Store: store, To: to, Pages: publishedPages, Now: a.now,
		Told: func(event publish.Event, r publish.Report, err error) {
			if err == nil {
				log.Info("publishing", "to", to, "event", string(event), "entries", r.Size, "objects", r.Objects)
				return
			}
			a.logUncopied(log, i, to, err)
		}}
	o.Copies = func() server.Copies {
		s := p.State()
		return server.Copies{Entries: s.Entries, Tries: s.Tries}
	}
	first, done := context.WithTimeout(ctx, firstLook)
	defer done()
	if err := forkFault(i.Home, p.Look(first)); err != nil {
		return nil, err
	}
	return func(ctx context.Context) error {
		err := p.Run(ctx)
		if err == nil || errors.Is(err, context.Canceled) {
			return nil
		}
		return a.copyFault(i.Home, to, err)
	}, nil
}

func (a *app) logUncopied(log *slog.Logger, i *institution, to string, err error) {
	what := "publishing failed, and is tried again"
	if errors.As(err, new(*publish.ForkError)) {
		what = "published elsewhere is what this ledger does not have; it stops"
	}
	why, _ := a.explain(asFault("ikrar serve", a.copyFault(i.Home, to, err)))
	log.Error(what, "to", to, "why", why)
}
