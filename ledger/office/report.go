package office

import (
	"context"
	"crypto"
	"os"

	"ikrar/ledger/report"
	"ikrar/verify/trust"
)

// Report gathers the figures of a campaign as of now; see [Institution.ChooseCampaign].
func (i *Institution) Report(campaign string) (*report.Report, error) {
	c, err := i.ChooseCampaign(campaign)
	if err != nil {
		return nil, err
	}
	return report.Gather(i.Ledger, i.Roster, c, i.Now().In(i.Zone()))
}

// CheckPackDir refuses a directory for an evidence pack that holds anything.
func CheckPackDir(dir string) error {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return refuse(codePackExists, "dir", dir)
	}
	return nil
}

// WritePack makes the evidence pack of a report in a directory: see [Institution.Pack]. Errors are
// "pack-exists", and its.
func (i *Institution) WritePack(ctx context.Context, dir string, r *report.Report, registrar crypto.Signer,
	render func(trust.Checkpoint) (map[string][]byte, error)) error {
	if err := CheckPackDir(dir); err != nil {
		return err
	}
	pack, err := i.Pack(ctx, r, registrar, render)
	if err != nil {
		return err
	}
	return report.WritePack(dir, pack)
}

// Pack makes the files of a report's evidence pack, signed by a registrar's key, under a checkpoint
// that covers the whole ledger: where none is published yet, one is. render makes the files that
// people read, once that checkpoint is known. Errors are those of [Institution.Publish] and of
// [report.MakePack].
func (i *Institution) Pack(ctx context.Context, r *report.Report, registrar crypto.Signer,
	render func(trust.Checkpoint) (map[string][]byte, error)) (map[string][]byte, error) {
	c, note, err := i.Covering(ctx, r.Size)
	if err != nil {
		return nil, err
	}
	files, err := render(c)
	if err != nil {
		return nil, err
	}
	return report.MakePack(r, i.Ledger, registrar, c, note, files)
}

// Covering is the published checkpoint, of at least so many entries: where it is of fewer, another
// is published.
func (i *Institution) Covering(ctx context.Context, size uint64) (trust.Checkpoint, []byte, error) {
	c, note, err := i.Ledger.Published()
	if err == nil && (note == nil || c.Size < size) {
		if err := i.Publish(ctx); err != nil {
			return trust.Checkpoint{}, nil, err
		}
		c, note, err = i.Ledger.Published()
	}
	return c.Checkpoint, note, err
}
