package report

import (
	"fmt"
	"html/template"
	"math"
	"strings"
	"time"

	"ikrar/verify/phrase"
)

// Charts are drawn as parts of the page: their texts are the page's, and they follow its colours by
// the classes "done" and "rest". They hold numbers and dates, and nothing that anybody wrote.

// Bar is how much of a unit has pledged, as a bar.
func (c Count) Bar() template.HTML {
	return template.HTML(fmt.Sprintf(`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" `+
		`aria-hidden="true"><rect class="rest" width="100" height="10"/>`+
		`<rect class="done" width="%.1f" height="10"/></svg>`, c.Percent()))
}

// Sizes of the chart of days, in its own units, which are pixels where the page has room for it.
const (
	chartWidth, chartHeight = 800, 260
	chartLeft, chartRight   = 64, 28
	chartTop, chartBottom   = 16, 36
	gridLines               = 4
	maxDates                = 6
)

// DayChart draws how many pledges there were at the end of each day; "" for a single day, which is
// no line.
func (r *Report) DayChart(lang phrase.Lang) template.HTML {
	if len(r.Days) < 2 {
		return ""
	}
	days := make([]float64, len(r.Days)) // since the first
	first, _ := time.Parse(time.DateOnly, r.Days[0].Date)
	for n, d := range r.Days {
		at, _ := time.Parse(time.DateOnly, d.Date) // written by count
		days[n] = at.Sub(first).Hours() / 24
	}
	last := days[len(days)-1]
	step := gridStep(r.Days[len(r.Days)-1].InAll)
	x := func(day float64) float64 { return chartLeft + (chartWidth-chartLeft-chartRight)*day/last }
	y := func(n int) float64 {
		return chartHeight - chartBottom - (chartHeight-chartTop-chartBottom)*float64(n)/float64(gridLines*step)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="days" viewBox="0 0 %d %d" role="img" aria-label="%s">`, chartWidth, chartHeight,
		template.HTMLEscapeString(words(lang).say("over-time")))
	for n := 0; n <= gridLines; n++ {
		fmt.Fprintf(&b, `<path class="grid" d="M%d %.1fH%d"/><text x="%d" y="%.1f" text-anchor="end">%s</text>`,
			chartLeft,
			y(n*step), chartWidth-chartRight, chartLeft-10, y(n*step)+5, phrase.Number(lang, n*step))
	}
	var line strings.Builder
	for n, d := range r.Days {
		fmt.Fprintf(&line, "%.1f %.1f ", x(days[n]), y(d.InAll))
	}
	fmt.Fprintf(&b, `<path class="area" d="M%.1f %.1fL%sV%.1fZ"/><path class="line" d="M%s"/>`, x(0), y(0),
		line.String(), y(0), line.String())
	dates := min(maxDates, int(last)+1)
	for n := range dates {
		day := math.Round(last * float64(n) / float64(dates-1))
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle">%s</text>`, x(day), chartHeight-chartBottom+24,
			first.AddDate(0, 0, int(day)).Format("02/01"))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// gridStep is a round number of which so many as there are grid lines hold n.
func gridStep(n int) int {
	least := max(1, (n+gridLines-1)/gridLines)
	for ten := 1; ; ten *= 10 {
		for _, round := range []int{1, 2, 5} {
			if round*ten >= least {
				return round * ten
			}
		}
	}
}
