package importing

import (
	"slices"

	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// answers are what an officer may say to all doubts of a file: until the file is corrected, those
// whom a doubt is about stay out.
var answers = map[string]roster.Answer{"wait": roster.Unanswered, "take": roster.TakeProposals,
	"write": roster.AsWritten}

// chosen reads the form of choices. What is wrong with it is said in words, and then nothing has
// changed.
func (u *upload) chosen(r *frame.Request) (fault string) {
	choice := roster.Choice{Answer: answers[r.Text("answer")]}
	for _, f := range u.auto {
		if slices.Contains(r.Form["sheet"], f.Sheet) {
			choice.Sheets = append(choice.Sheets, f.Sheet)
		}
	}
	if slices.Equal(choice.Sheets, u.readSheets()) {
		choice.Sheets = nil // as the file shows
	}
	if len(u.auto) > 1 && len(r.Form["sheet"]) == 0 {
		return r.Say("importing.sheets.none")
	}
	wanted, twice := map[string]string{}, ""
	front := u.front(nil)
	for _, h := range front.Columns {
		field := r.Text("column." + h.Letter)
		if _, ok := wanted[field]; ok && field != "" {
			twice = field
		}
		wanted[field] = h.Letter
	}
	if twice != "" {
		return r.Say("importing.columns.twice", "field", r.Say("importing.field."+twice))
	}
	lists := columnsFor(front, wanted)
	columns, err := roster.ParseColumns(lists...)
	if err != nil {
		return r.Say("importing.columns.twice", "field", "?") // fields and letters are our own
	}
	u.remembered = u.remembered && slices.Equal(lists, u.lists)
	choice.Columns = columns
	u.choice, u.lists = choice, lists
	return ""
}

// readSheets are those that are read where nobody chooses.
func (u *upload) readSheets() (all []string) {
	for _, f := range u.auto {
		if f.Headed && !f.Hidden {
			all = append(all, f.Sheet)
		}
	}
	return all
}

// columnsFor is what has to be said so that a sheet is read as wanted: by field the letter. Where
// its header is read as it is wanted that is nothing.
func columnsFor(front roster.Front, wanted map[string]string) (lists []string) {
	auto := map[string]string{}
	for _, h := range front.Columns {
		auto[h.Field] = h.Letter
	}
	moved := false
	for _, field := range roster.Fields() {
		switch letter := wanted[field]; {
		case letter == auto[field]:
		case letter == "":
			lists, moved = append(lists, field+"=-"), moved || field == "unit" || field == "subunit"
		default:
			lists, moved = append(lists, field+"="+letter), moved || field == "unit" || field == "subunit"
		}
	}
	if moved && wanted["unor"] == "" && auto["unor"] == "" {
		lists = append(lists, "unor=-") // a column that stands for either, which would else be the other
	}
	return lists
}
