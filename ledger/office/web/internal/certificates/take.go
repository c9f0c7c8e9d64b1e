package certificates

import (
	"context"
	"io"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/verify/phrase"
)

// taking is the page where certificates are taken away.
type taking struct {
	choice
	Count   int
	Lacking []issue.Certificate // those whose PDF cannot be had
	More    int                 // and so many
	Kind    string              // as it was chosen: "kode", "nama", "cetak"
}

func (c *certificates) choose(r *frame.Request) error { return c.showTaking(r, nil, 0) }

func (c *certificates) showTaking(r *frame.Request, lacking []issue.Certificate, more int) error {
	page := taking{Lacking: lacking, More: more, Kind: r.Text("kind")}
	ch, all, err := c.chosenIssued(r)
	if err != nil {
		return err
	}
	page.choice, page.Count = ch, len(all)
	return r.Show("unduh", page)
}

// chosenIssued are the issued certificates of the campaign and unit that were chosen.
func (c *certificates) chosenIssued(r *frame.Request) (ch choice, all []issue.Certificate, err error) {
	err = c.do(r.Context(), func(i *office.Institution) error {
		surveyed, err := c.survey(i)
		if err != nil {
			return err
		}
		counted, err := campaigns(i, surveyed)
		if err != nil {
			return err
		}
		ch = choosing(r, counted, hasIssued)
		all = issued(chosen(surveyed, ch.Campaign, ch.Unit))
		return nil
	})
	return ch, all, err
}

// take hands them out. What cannot be had is said before anything is downloaded: a file for the
// printer lacks nobody, and a ZIP only where the officer says so.
func (c *certificates) take(r *frame.Request) error {
	ch, all, err := c.chosenIssued(r)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return c.showTaking(r, nil, 0)
	}
	kind := r.Text("kind")
	if kind == "cetak" || !r.Chosen("part") {
		var lacking []issue.Certificate
		if err := c.do(r.Context(), func(i *office.Institution) error {
			certificates, err := i.Certificates()
			if err == nil {
				lacking, err = certificates.Lacking(r.Context(), all)
			}
			return err
		}); err != nil {
			return err
		}
		if shown := min(len(lacking), maxShown); shown > 0 {
			return c.showTaking(r, lacking[:shown], len(lacking)-shown)
		}
	}
	pack, name := packing{c, r.Say, r.Lang, all}, ch.Campaign // an id: letters, digits and hyphens
	switch {
	case kind == "cetak" && ch.Unit != "":
		return r.Offer("cetak-"+name+".pdf", "application/pdf", pack.print)
	case kind == "cetak":
		return r.Offer("cetak-"+name+".zip", "application/zip", pack.prints)
	}
	return r.Offer("sertifikat-"+name+".zip", "application/zip",
		func(w io.Writer) error { return pack.people(w, kind == "nama") })
}

// packing is certificates on their way out. It works when the download is fetched, and stops where
// that is given up: its writer fails.
type packing struct {
	room *certificates
	say  func(key string, args ...any) string
	lang phrase.Lang
	all  []issue.Certificate
}

func (p packing) people(w io.Writer, byName bool) error {
	var header [5]string
	for n, column := range []string{"name", "unit", "number", "code", "file"} {
		header[n] = p.say("certificates.column." + column)
	}
	return p.write(func(ctx context.Context, certificates *issue.Issuer) error {
		return certificates.WriteZIP(ctx, w, p.all, issue.Packing{ByName: byName, Header: header}, nil)
	})
}

func (p packing) prints(w io.Writer) error {
	return p.write(func(ctx context.Context, certificates *issue.Issuer) error {
		return certificates.WritePrints(ctx, w, p.all, p.title)
	})
}

func (p packing) print(w io.Writer) error {
	return p.write(func(ctx context.Context, certificates *issue.Issuer) error {
		return certificates.WritePrint(ctx, w, p.all, p.title)
	})
}

func (p packing) write(do func(context.Context, *issue.Issuer) error) error {
	ctx := context.Background() // the request that asked for the download is over
	return p.room.do(ctx, func(i *office.Institution) error {
		certificates, err := i.Certificates()
		if err == nil {
			err = certificates.Complete(p.all)
		}
		if err != nil {
			return err
		}
		return do(ctx, certificates)
	})
}

// title is the heading of a file for the printer.
func (p packing) title(unit string, pages int) string {
	return p.say("certificates.print.title", "unit", unit, "pages", phrase.Number(p.lang, pages))
}
