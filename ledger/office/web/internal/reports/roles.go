package reports

import (
	"context"
	"io"
	"strconv"

	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/report/roles"
)

// rolesView is who did how much of what, as it was read.
type rolesView struct {
	*roles.Roles
	Header []string
	Lines  []roleLine
}

// roleLine is what one registrar did by one machine.
type roleLine struct {
	By, Machine string
	Did         []string
}

// roles reads the whole log for who did what, which takes seconds with a province.
func (room reports) roles(r *frame.Request) error {
	lang, id := r.Lang, r.Text("kegiatan")
	labels := map[string]string{"xlsx": r.Say("reports.xlsx"), "csv": r.Say("reports.csv")}
	return r.Work("reports.roles", func(ctx context.Context, p frame.Progress) (o frame.Outcome, err error) {
		var v rolesView
		err = room.desk.Do(ctx, func(i *office.Institution) (err error) {
			v.Roles, err = roles.Gather(i.Ledger, i.Now().In(i.Zone()))
			return err
		})
		if err != nil {
			return o, err
		}
		if id != "" {
			v.Roles = v.Only(id)
		}
		for _, h := range roles.Header(lang) {
			v.Header = append(v.Header, h.(string))
		}
		for _, s := range v.Sums {
			line := roleLine{By: s.By, Machine: s.Machine}
			for _, what := range roles.Kinds {
				line.Did = append(line.Did, strconv.Itoa(s.Did[what]))
			}
			v.Lines = append(v.Lines, line)
		}
		return frame.Outcome{Template: "peran", Data: v, Files: []frame.File{
			{Name: "peran.xlsx", Media: workbook, Label: labels["xlsx"],
				Write: func(out io.Writer) error { return v.XLSX(out, lang) }},
			{Name: "peran.csv", Media: "text/csv; charset=utf-8", Label: labels["csv"],
				Write: func(out io.Writer) error { return v.CSV(out, lang) }}}}, nil
	})
}
