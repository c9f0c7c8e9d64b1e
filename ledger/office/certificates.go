package office

import (
	"context"
	"io"

	"ikrar/ledger/issue"
)

// Certificates finds every pledge in force of a request, with its certificate or without one; see
// [issue.Issuer.Survey].
func (i *Institution) Certificates(r issue.Request) ([]issue.Certificate, error) {
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return keeper.Survey(r)
}

// LackingPDFs finds those issued certificates of which no PDF can be had here; see
// [issue.Issuer.Lacking].
func (i *Institution) LackingPDFs(ctx context.Context, all []issue.Certificate) ([]issue.Certificate, error) {
	keeper, err := i.keeper()
	if err != nil {
		return nil, err
	}
	return keeper.Lacking(ctx, all)
}

// WriteZIP packs the kept PDFs of certificates; see [issue.Issuer.WriteZIP].
func (i *Institution) WriteZIP(ctx context.Context, w io.Writer, all []issue.Certificate, p issue.Packing,
	done func()) error {
	keeper, err := i.keeper()
	if err != nil {
		return err
	}
	return keeper.WriteZIP(ctx, w, all, p, done)
}

// WritePrints packs a file for the printer of each unit of certificates; see
// [issue.Issuer.WritePrints].
func (i *Institution) WritePrints(ctx context.Context, w io.Writer, all []issue.Certificate,
	title func(unit string, pages int) string) error {
	keeper, err := i.keeper()
	if err != nil {
		return err
	}
	return keeper.WritePrints(ctx, w, all, title)
}

// WritePrint writes the file for the printer of certificates of one unit.
func (i *Institution) WritePrint(ctx context.Context, w io.Writer, all []issue.Certificate,
	title func(unit string, pages int) string) error {
	keeper, err := i.keeper()
	if err != nil {
		return err
	}
	return keeper.WritePrint(ctx, w, all, title)
}
