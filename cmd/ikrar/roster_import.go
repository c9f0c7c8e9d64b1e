package main

import (
	"context"
	"errors"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/roster"
)

// rosterImport is what the flags of an import say.
type rosterImport struct {
	path            string
	dry             bool
	columns         []string
	take, asWritten bool
	choice          roster.Choice
}

func rosterImportCommand(a *app) *cobra.Command {
	var r rosterImport
	cmd := a.verb("import", "roster.import", "FILE", func(cmd *cobra.Command, args []string) error {
		r.path = args[0]
		if err := r.choose(cmd, a); err != nil {
			return err
		}
		i, err := a.open(cmd.Context(), r.dry)
		if err != nil {
			return err
		}
		defer i.Close()
		plan, err := a.importRoster(cmd.Context(), i, r)
		if err != nil {
			return err
		}
		a.reportImport(plan, r.dry)
		hidden := func(s *roster.Sheet) bool { return s.Passed == roster.SheetHidden }
		if len(plan.Refused) > 0 || plan.Asked > 0 || slices.ContainsFunc(plan.Sheets, hidden) {
			return outcome(exitRefused)
		}
		return nil
	})
	flags := cmd.Flags()
	flags.BoolVar(&r.dry, "dry-run", false, a.say("roster.import.flag.dry-run"))
	flags.StringArrayVar(&r.choice.Sheets, "sheet", nil, a.say("roster.import.flag.sheet"))
	flags.StringArrayVar(&r.columns, "columns", nil, a.say("roster.import.flag.columns"))
	flags.BoolVar(&r.take, "take-proposals", false, a.say("roster.import.flag.take-proposals"))
	flags.BoolVar(&r.asWritten, "as-written", false, a.say("roster.import.flag.as-written"))
	return cmd
}

// choose makes HR's choice of the flags.
func (r *rosterImport) choose(cmd *cobra.Command, a *app) (err error) {
	switch {
	case r.take && r.asWritten:
		return refuse("roster-two-answers").usage(cmd.CommandPath())
	case r.take:
		r.choice.Answer = roster.TakeProposals
	case r.asWritten:
		r.choice.Answer = roster.AsWritten
	}
	r.choice.Columns, err = roster.ParseColumns(r.columns...)
	if f, ok := errors.AsType[*fault](a.rosterFault(err)); ok {
		return f.mistyped()
	}
	return err
}

// importTries is how often an import is planned anew because another one of the same people came in
// between.
const importTries = 10

// importRoster plans an import and, unless dry, does it.
func (a *app) importRoster(ctx context.Context, i *institution, r rosterImport) (plan *office.ImportPlan, err error) {
	for range importTries {
		if plan, err = a.planRoster(i, r); err != nil || r.dry {
			return plan, err
		}
		if err = plan.Import(); err == nil {
			return plan, outpost.Wrote(i.Home, writtenBy(plan))
		}
		if !errors.Is(err, office.Stale) {
			return plan, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return nil, refuse("roster-busy", "path", r.path).because(errors.Unwrap(err))
}

// writtenBy are the people whom an import has written.
func writtenBy(plan *office.ImportPlan) []roster.Person {
	people := slices.Clone(plan.New)
	for _, d := range plan.Changed {
		people = append(people, d.New)
	}
	return people
}

// planRoster reads a file to its end and compares it with the roster as it is now.
func (a *app) planRoster(i *institution, r rosterImport) (*office.ImportPlan, error) {
	f, err := os.Open(r.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, refuse("file-directory", "path", r.path)
	}
	plan, err := i.PlanImport(r.path, f, r.choice)
	return plan, a.rosterFault(err)
}

// rosterFault says what is wrong with a whole file.
func (a *app) rosterFault(err error) error {
	var file *roster.FileError
	if !errors.As(err, &file) {
		return err
	}
	reason := words{"roster.reason." + string(file.Reason), []any{"detail", file.Detail}}
	f := refuse("roster-file", "file", file.File, "reason", reason)
	if file.Line > 0 || file.Sheet != "" {
		place := placeWords(roster.Place{Sheet: file.Sheet, Line: file.Line})
		f = refuse("roster-file-line", "file", file.File, "place", place, "reason", reason)
	}
	switch file.Reason {
	case roster.HeaderMissing, roster.HeaderTwice:
		f = f.hinted("roster.header.hint")
	case roster.ColumnsUnknown, roster.ColumnsMissing:
		f = f.hinted("roster.columns.hint")
	}
	return f
}
