package table

import (
	"encoding/xml"
	"errors"
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// dates knows the days of a workbook: a number is one where its cell's format says so.
type dates struct {
	formats   []bool // by the index of a cell's format: it shows a date
	epoch1904 bool
}

// datesOf reads the formats (ECMA-376 part 1, section 18.8). A workbook whose formats cannot be
// read has numbers in place of dates.
func datesOf(styles *partFile, epoch1904 bool, w *work) (dates, error) {
	d := dates{epoch1904: epoch1904}
	if styles == nil {
		return d, nil
	}
	p, err := openPart(styles, maxStylesXML, w)
	if err != nil {
		return d, nil
	}
	own, within := map[string]bool{}, ""
	for {
		before := p.cost()
		token, err := p.Token()
		if err != nil {
			return d, bound(err)
		}
		t, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch t.Name.Local {
		case "numFmts", "cellXfs", "cellStyleXfs", "dxfs", "cellStyles":
			within = t.Name.Local
		case "numFmt":
			if within == "numFmts" && len(own) < maxFormats {
				own[attribute(t, "numFmtId")] = showsDate(attribute(t, "formatCode"))
			}
		case "xf":
			if within == "cellXfs" && len(d.formats) < maxFormats {
				d.formats = append(d.formats, isDate(attribute(t, "numFmtId"), own))
			}
		}
		if within != "" {
			w.useful += p.cost() - before
		}
	}
}

// bound returns an error that is a bound of ours, and nil for damage and the end.
func bound(err error) error {
	if reason, ok := errors.AsType[Reason](err); ok {
		return &FileError{Reason: reason}
	}
	return nil
}

// isDate knows the formats that every workbook has, and those of its own.
func isDate(id string, own map[string]bool) bool {
	n, err := strconv.Atoi(id)
	switch {
	case err != nil:
		return false
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 45 && n <= 47, n >= 50 && n <= 58:
		return true
	}
	return own[id]
}

// literal is what a format shows as it stands, and its colours, conditions and languages.
var literal = regexp.MustCompile(`"[^"]*"|\\.|_.|\*.|\[[^\]]*\]`)

var elapsed = regexp.MustCompile(`(?i)\[(h+|m+|s+)\]`)

// showsDate reports whether a format shows days or hours.
func showsDate(code string) bool {
	code, _, _ = strings.Cut(code, ";") // what follows is for other numbers
	shown := strings.ToLower(literal.ReplaceAllString(code, ""))
	return elapsed.MatchString(code) || strings.ContainsAny(shown, "dmyhs")
}

// text writes a number as the day that it is: 2026-03-31, with its time where it has one; false for
// none.
func (d dates) text(format, number string) (string, bool) {
	i, err := strconv.Atoi(format)
	if err != nil || i < 0 || i >= len(d.formats) || !d.formats[i] {
		return "", false
	}
	days, err := strconv.ParseFloat(number, 64)
	if err != nil || !(days >= 0 && days < lastDay) {
		return "", false
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch whole := math.Floor(days); {
	case d.epoch1904:
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole > 0 && whole < 60: // a February of 29 days in 1900 is counted
		epoch = epoch.AddDate(0, 0, 1)
	}
	seconds := int(math.Round(days * 24 * 3600))
	at := epoch.AddDate(0, 0, seconds/(24*3600)).Add(time.Duration(seconds%(24*3600)) * time.Second)
	switch {
	case days < 1 && !d.epoch1904:
		return at.Format("15:04:05"), true
	case seconds%(24*3600) == 0:
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}
