package main

import (
	"fmt"
	"strings"

	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// importReport is the --json form of an import.
type importReport struct {
	DryRun    bool        `json:"dry_run"`
	New       int         `json:"new"`
	Changed   int         `json:"changed"` // in the same unit
	Moved     int         `json:"moved"`   // to another unit
	Same      int         `json:"same"`
	Missing   int         `json:"missing"`
	Absent    int         `json:"absent"`  // in the file, with an absence in the roster, which stays
	Held      int         `json:"held"`    // until the questions about them are answered
	Left      int         `json:"left"`    // left out as proposed
	Asked     int         `json:"asked"`   // questions, of which the first 100,000 are listed
	Refused   []lineFail  `json:"refused"` // lines
	Questions []lineFail  `json:"questions"`
	Proposals []lineFail  `json:"proposals"` // of what is imported as written
	Answered  []lineFail  `json:"answered"`
	Warnings  []lineFail  `json:"warnings"`
	Notes     []lineFail  `json:"notes"`
	Ignored   []string    `json:"ignored"` // columns
	Sheets    []sheetRead `json:"sheets"`
}

type sheetRead struct {
	Name       string `json:"name"`
	People     int    `json:"people"`
	HiddenRows int    `json:"hidden_rows"`
	Passed     string `json:"passed"` // why it was passed over, or empty
}

type lineFail struct {
	Line     int    `json:"line"`
	Column   string `json:"column"`
	Value    string `json:"value"`
	Error    string `json:"error"`
	Text     string `json:"message"`
	Sheet    string `json:"sheet,omitempty"`
	Cell     string `json:"cell,omitempty"`
	Proposal string `json:"proposal,omitempty"`
}

func (a *app) reportImport(plan *office.ImportPlan, dry bool) {
	a.noteFile(plan)
	if dry && !a.json {
		a.printPlan(plan)
	}
	report := a.importReport(plan, dry)
	a.listLines("", plan.Refused)
	if len(plan.Refused) > 0 {
		a.note("roster.import.refused")
	}
	a.listLines("roster.question", plan.Questions)
	if plan.Asked > 0 {
		key := "roster.import.asked"
		if plan.Held == 0 {
			key = "roster.import.headings"
		}
		a.note(key, "asked", phrase.Number(a.lang, plan.Asked), "held", phrase.Number(a.lang, plan.Held))
	}
	a.listLines("roster.proposal", plan.Proposals)
	if plan.Proposed > 0 {
		a.note("roster.import.proposed", "proposed", phrase.Number(a.lang, plan.Proposed))
	}
	a.noteAbsent(plan)
	a.result(report, func() { fmt.Fprintln(a.stdout, a.importDone(report, len(plan.Refused))) })
	if dry {
		a.note("roster.import.dry")
	}
}

// noteFile says how the file was read, and what is to be looked at.
func (a *app) noteFile(plan *office.ImportPlan) {
	if len(plan.Ignored) > 0 {
		a.note("roster.import.ignored", "columns", strings.Join(plan.Ignored, ", "))
	}
	for _, s := range plan.Sheets {
		a.noteSheet(s, len(plan.Sheets) > 1)
	}
	if plan.NoUnit > 0 {
		a.note("roster.import.no-unit", "count", phrase.Number(a.lang, plan.NoUnit))
	}
	a.listLines("roster.warning", append(plan.Notes[:len(plan.Notes):len(plan.Notes)], plan.Warnings...))
	how := "roster.answered.take"
	if plan.Answer() == roster.AsWritten {
		how = "roster.answered.write"
	}
	a.listLines(how, plan.Answered)
}

func (a *app) noteSheet(s *roster.Sheet, several bool) {
	number := func(n int) string { return phrase.Number(a.lang, n) }
	switch {
	case !several:
	case s.Passed == "":
		a.note("roster.sheet.people", "sheet", s.Name, "count", number(s.People))
	case s.Passed == roster.SheetHidden:
		a.note("roster.sheet.passed", "sheet", s.Name)
	case s.Passed == roster.SheetNoHeader:
		a.note("roster.sheet.no-header", "sheet", s.Name)
	default:
		a.note("roster.sheet.other", "sheet", s.Name)
	}
	if s.HiddenRows > 0 {
		a.note("roster.sheet.hidden", "sheet", s.Name, "count", number(s.HiddenRows))
	}
}

// printPlan shows what a dry run would do.
func (a *app) printPlan(plan *office.ImportPlan) {
	for n, p := range plan.New {
		a.print("roster.import.new", "place", placeWords(plan.Places[n]), "nip", p.NIP, "name", p.PrintedName(),
			"unit", p.Unit)
	}
	for _, d := range plan.Changed {
		key := "roster.import.changed"
		if d.Moved() {
			key = "roster.import.moved"
		}
		a.print(key, "place", placeWords(d.Place), "nip", d.New.NIP, "name", d.New.PrintedName(), "old", d.Old.Unit,
			"unit", d.New.Unit, "columns", strings.Join(d.Columns(), ", "))
	}
	for _, p := range plan.Missing {
		a.print("roster.import.missing", "nip", p.NIP, "name", p.PrintedName(), "unit", p.Unit)
	}
}

func (a *app) importReport(plan *office.ImportPlan, dry bool) importReport {
	moved := 0
	for _, d := range plan.Changed {
		if d.Moved() {
			moved++
		}
	}
	r := importReport{DryRun: dry, New: len(plan.New), Changed: len(plan.Changed) - moved, Moved: moved,
		Same: plan.Same, Missing: len(plan.Missing), Absent: len(plan.Absent),
		Held: plan.Held, Left: plan.Left, Asked: plan.Asked,
		Ignored: append([]string{}, plan.Ignored...),
		Refused: a.lineFails(plan.Refused), Questions: a.lineFails(plan.Questions),
		Proposals: a.lineFails(plan.Proposals), Answered: a.lineFails(plan.Answered),
		Warnings: a.lineFails(plan.Warnings), Notes: a.lineFails(plan.Notes), Sheets: []sheetRead{}}
	for _, s := range plan.Sheets {
		r.Sheets = append(r.Sheets, sheetRead{s.Name, s.People, s.HiddenRows, string(s.Passed)})
	}
	return r
}

// importDone is the last line of an import: what it did, and what it did not.
func (a *app) importDone(r importReport, refused int) string {
	n := func(n int) string { return phrase.Number(a.lang, n) }
	done := a.say("roster.import.done", "new", n(r.New), "changed", n(r.Changed), "moved", n(r.Moved),
		"same", n(r.Same), "missing", n(r.Missing), "refused", n(refused))
	if r.Held > 0 {
		done = a.say("roster.import.done.held", "done", done, "held", n(r.Held))
	}
	if r.Left > 0 {
		done = a.say("roster.import.done.left", "done", done, "left", n(r.Left))
	}
	return done
}

func (a *app) lineFails(list []*roster.LineError) []lineFail {
	all := []lineFail{}
	if !a.json {
		return all
	}
	for _, e := range list {
		all = append(all, lineFail{e.Line, e.Column, e.Value, string(e.Reason), a.lineSentence(e), e.Sheet, e.Cell,
			e.Proposal})
	}
	return all
}

// listed at most so many lines of a kind; who wants all takes --json.
const listedLines = 10

// listLines says the first lines of each kind, and how many more there are.
func (a *app) listLines(key string, list []*roster.LineError) {
	if a.json {
		return
	}
	of := map[roster.Reason][]*roster.LineError{}
	for _, e := range list {
		of[e.Reason] = append(of[e.Reason], e)
	}
	said := map[roster.Reason]int{}
	for _, e := range list {
		if said[e.Reason]++; said[e.Reason] > listedLines {
			continue
		}
		line := a.lineSentence(e)
		if key != "" {
			line = a.say(key, "line", line)
		}
		fmt.Fprintln(a.stderr, line)
		if said[e.Reason] == listedLines && len(of[e.Reason]) > listedLines {
			more := of[e.Reason][listedLines:]
			a.note("roster.import.more", "count", phrase.Number(a.lang, len(more)), "lines", lineNumbers(more))
		}
	}
}

// listedRuns at most so many runs of lines are named of what is not listed.
const listedRuns = 40

// lineNumbers are the lines of a list, in runs: "13-40, 57"; of several sheets, behind their names.
func lineNumbers(list []*roster.LineError) string {
	var out strings.Builder
	sheet := ""
	for i, runs := 0, 0; i < len(list); runs++ {
		first, last := list[i].Place, list[i].Line
		for i++; i < len(list) && list[i].Sheet == first.Sheet && list[i].Line-last <= 1 && list[i].Line >= last; i++ {
			last = list[i].Line
		}
		if runs > 0 {
			out.WriteString(", ")
		}
		if runs == listedRuns {
			out.WriteString("...")
			break
		}
		if first.Sheet != sheet {
			fmt.Fprintf(&out, "%q ", first.Sheet)
			sheet = first.Sheet
		}
		if fmt.Fprint(&out, first.Line); last > first.Line {
			fmt.Fprintf(&out, "-%d", last)
		}
	}
	return out.String()
}

// placeWords is a line of a file in words.
func placeWords(p roster.Place) words {
	if p.Sheet != "" {
		return words{"roster.place.sheet", []any{"sheet", p.Sheet, "line", p.Line}}
	}
	return words{"roster.place", []any{"line", p.Line}}
}

// lineSentence says why a line was refused, or what to look at in it.
func (a *app) lineSentence(e *roster.LineError) string {
	reason := a.say("roster.reason."+string(e.Reason), "first", placeWords(e.First), "other", e.Other,
		"count", phrase.Number(a.lang, e.Count))
	key := "roster.line"
	switch {
	case e.Column == "" && e.Value != "":
		key = "roster.line.value"
	case e.Column == "":
		key = "roster.line.bare"
	case e.Proposal != "" && e.Cell != "":
		key = "roster.line.cell"
	}
	line := a.say(key, "file", e.File, "place", placeWords(e.Place), "column", e.Column, "cell", e.Cell,
		"value", e.Value, "reason", reason)
	if e.Proposal != "" {
		line = a.say("roster.line.proposal", "line", line, "proposal", e.Proposal)
	}
	return line
}
