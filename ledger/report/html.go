package report

import (
	_ "embed"
	"html/template"
	"io"

	"ikrar/verify/phrase"
)

//go:embed report.html
var page string

var pageTemplate = template.Must(template.New("report").Parse(page))

// HTML writes one page that needs nothing else, prints well and runs no script.
func (r *Report) HTML(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	return pageTemplate.Execute(out, struct {
		*Report
		Lang   phrase.Lang
		W      func(string) string
		Unit   func(string) string
		Figure func(any) string
		Line   template.HTML
		AsOf   string
	}{r, lang, func(key string) string { return w.say(key) }, func(unit string) string {
		return phrase.Visible(w.heading(unit))
	}, w.figure, r.DayChart(lang), r.asOf(w)})
}
