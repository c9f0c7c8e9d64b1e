package importing

import (
	"errors"

	"ikrar/ledger/office/web/internal/frame"
	"ikrar/ledger/roster"
)

// own are the reasons whose sentence in the command names flags or other commands: here they say
// what to do on this page.
var own = map[roster.Reason]bool{"nip-twice": true, "nip-changed": true, "sheet-people": true,
	roster.SheetHiddenOnly: true, roster.HeaderMissing: true, roster.ColumnsMissing: true, roster.HeaderTwice: true}

// sayReason says why, as the command does.
func sayReason(r *frame.Request, reason roster.Reason, args ...any) string {
	if own[reason] {
		return r.Say("importing.reason."+string(reason), args...)
	}
	return r.Say("roster.reason."+string(reason), args...)
}

// sayFile says why a whole file cannot be read; "" for another error.
func sayFile(r *frame.Request, err error) string {
	var bad *roster.FileError
	if !errors.As(err, &bad) {
		return ""
	}
	reason := sayReason(r, bad.Reason, "detail", bad.Detail)
	if bad.Line > 0 || bad.Sheet != "" {
		return r.Say("importing.file.place", "place", sayPlace(r, roster.Place{Sheet: bad.Sheet, Line: bad.Line}),
			"reason", reason)
	}
	return r.Say("importing.file", "reason", reason)
}

// sayPlace is a line of a file in words; "" for none.
func sayPlace(r *frame.Request, p roster.Place) string {
	switch {
	case p.Sheet != "" && p.Line > 0:
		return r.Say("importing.place.sheet", "sheet", p.Sheet, "line", p.Line)
	case p.Sheet != "":
		return r.Say("importing.place.whole", "sheet", p.Sheet)
	case p.Line > 0:
		return r.Say("importing.place", "line", p.Line)
	}
	return ""
}

// sayField names a field; "" for none.
func sayField(r *frame.Request, field string) string {
	if field == "" {
		return ""
	}
	return r.Say("importing.field." + field)
}
