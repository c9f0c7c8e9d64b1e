package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"ikrar/ledger/report/roles"
	"ikrar/verify/phrase"
)

var rolesPhrases = phrase.Book{
	"report.flag.roles": {
		ID: "siapa menyatakan kunci siapa, menerbitkan, mencabut, menghapus; seluruh buku besar, atau satu --campaign",
		EN: "who vouched for whose key, issued, revoked, erased; of the whole ledger, or of one --campaign"},
}

// rolesFormats are those that this report has beside the table.
var rolesFormats = []string{"csv", "xlsx", "json"}

// rolesFormat settles in which form the roles are written.
func rolesFormat(cmd *cobra.Command, spec *reporting) error {
	named := strings.TrimPrefix(strings.ToLower(filepath.Ext(spec.output)), ".")
	if !cmd.Flags().Changed("format") && slices.Contains(fileFormats, named) {
		spec.format = named
	}
	if spec.format != "table" && !slices.Contains(rolesFormats, spec.format) {
		return refuse("report-format", "value", spec.format).usage(cmd.CommandPath())
	}
	return nil
}

// reportRoles writes who did what.
func (a *app) reportRoles(i *institution, spec reporting) error {
	r, err := roles.Gather(i.Ledger, i.Now().In(i.Zone()))
	if err != nil {
		return err
	}
	if spec.campaign != "" {
		c, err := i.ChooseCampaign(spec.campaign)
		if err != nil {
			return err
		}
		r = r.Only(c.ID)
	}
	var out bytes.Buffer
	switch {
	case spec.format == "csv":
		err = r.CSV(&out, a.lang)
	case spec.format == "xlsx":
		err = r.XLSX(&out, a.lang)
	case spec.format == "json" || a.json:
		err = r.JSON(&out)
	default:
		a.rolesTable(&out, r)
	}
	if err != nil {
		return err
	}
	if spec.output == "" {
		_, err = a.stdout.Write(out.Bytes())
		return err
	}
	return a.deliver(spec.output, out.Bytes())
}

// rolesTable writes the summary: a line for each registrar and machine.
func (a *app) rolesTable(out io.Writer, r *roles.Roles) {
	fmt.Fprintf(out, "%s\n%s\n\n", a.say("roles.title"),
		a.say("roles.as-of", "time", phrase.Moment(a.lang, r.Now, r.Now.Location()), "size", a.figure(r.Size)))
	rows := [][]any{roles.Header(a.lang)}
	for _, s := range r.Sums {
		rows = append(rows, s.Row())
	}
	for _, row := range rows {
		fmt.Fprint(out, fitting(row[0].(string), 20), " ", fitting(row[1].(string), 15))
		for n, c := range row[2:] {
			fmt.Fprintf(out, " %*s", utf8.RuneCountInString(rows[0][n+2].(string)), a.figure(c))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "\n%s\n", a.say("roles.hint"))
}
