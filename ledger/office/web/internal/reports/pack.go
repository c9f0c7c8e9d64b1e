package reports

import (
	"context"
	"io"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report"
	"ikrar/ledger/report/roles"
	"ikrar/verify/trust"
)

// packed is an evidence pack that was made.
type packed struct {
	Title          string
	Pledged, Files int
	People         int
	Size           int // of the ledger
}

// pack makes the evidence pack: it asks the witnesses, which may take some time, and goes on when
// the window is closed.
func (room reports) pack(r *frame.Request) error {
	key, err := room.desk.Registrar()
	if err != nil {
		return err
	}
	label, lang, id := r.Say("reports.pack.take"), r.Lang, r.Text("kegiatan")
	return r.Work("reports.pack", func(ctx context.Context, p frame.Progress) (o frame.Outcome, err error) {
		err = room.desk.Do(ctx, func(i *office.Institution) error {
			p.Step(0, 2, "")
			rep, err := i.Report(id)
			if err != nil {
				return err
			}
			did, err := roles.Gather(i.Ledger, rep.Now)
			if err != nil {
				return err
			}
			p.Step(1, 2, "")
			size := 0
			files, err := i.Pack(ctx, rep, key, func(c trust.Checkpoint) (map[string][]byte, error) {
				size = int(c.Size)
				files, err := rep.PackFiles(lang, i.Facts().URL, c.Size)
				if err == nil {
					err = did.Only(id).Pack(files, lang)
				}
				return files, err
			})
			if err != nil {
				return err
			}
			p.Step(2, 2, "")
			o = frame.Outcome{Template: "bukti", Data: packed{rep.Campaign.Title, rep.Total.Pledged, len(files),
				rep.Total.People, size},
				Files: []frame.File{{Name: "bukti-dukung-" + id + ".zip", Media: "application/zip", Label: label,
					Write: func(out io.Writer) error { return report.ZipPack(out, files, rep.Now) }}}}
			return nil
		})
		return o, err
	})
}
