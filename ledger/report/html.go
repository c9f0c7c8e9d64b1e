package report

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-analyze/charts"
)

//go:embed report.html
var page string

var pageTemplate = template.Must(template.New("report").Parse(page))

const (
	chartWidth = 960 // pixels, at 100 %
	rowHeight  = 34  // of a unit's bars
)

// Locale is how a language writes.
type Locale struct {
	Lang   string // "id"
	Number func(any) string
	Moment func(time.Time) string
}

// HTML writes one page that needs nothing else, prints well and runs no script.
func (r *Report) HTML(out io.Writer, w Words, l Locale) error {
	bars, err := r.unitChart(w)
	if err != nil {
		return err
	}
	line, err := r.dayChart(w)
	if err != nil {
		return err
	}
	asOf := w("as-of", "time", l.Moment(r.Now), "size", l.Number(r.Size))
	if r.Away > 0 {
		asOf += " " + w("away", "count", l.Number(r.Away))
	}
	return pageTemplate.Execute(out, struct {
		*Report
		Lang       string
		W          func(string) string
		Unit       func(string) string
		N          func(any) string
		Bars, Line template.URL
		AsOf       string
	}{r, l.Lang, func(key string) string { return w(key) }, w.heading, l.Number, bars, line, asOf})
}

// picture draws a chart as an image of its own: what stands in an image runs nothing, whatever a
// unit is called.
func picture(height int, draw func(*charts.Painter) error) (template.URL, error) {
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: chartWidth,
		Height: height})
	if err := draw(p); err != nil {
		return "", err
	}
	svg, err := p.Bytes()
	return template.URL("data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg)), err
}

// theme is quiet, and tells apart in print: dark for what is done, light for what is not.
func theme() charts.ColorPalette {
	return charts.GetTheme(charts.ThemeLight).WithSeriesColors([]charts.Color{{R: 0x1b, G: 0x4f, B: 0x72, A: 0xff},
		{R: 0xd5, G: 0xdb, B: 0xe1, A: 0xff}})
}

func whole(f float64) string { return fmt.Sprintf("%.0f", f) }

// unitChart has a bar a unit: pledged, and missing behind it.
func (r *Report) unitChart(w Words) (template.URL, error) {
	if len(r.Units) == 0 {
		return "", nil
	}
	pledged, missing := make([]float64, len(r.Units)), make([]float64, len(r.Units))
	names := make([]string, len(r.Units))
	for n, u := range r.Units { // the first unit on top
		at := len(r.Units) - 1 - n
		pledged[at], missing[at], names[at] = float64(u.Pledged), float64(u.Missing), roomy(w.heading(u.Unit))
	}
	return picture(rowHeight*len(r.Units)+90, func(p *charts.Painter) error {
		o := charts.NewBarChartOptionWithData([][]float64{pledged, missing})
		o.Theme, o.Horizontal, o.StackSeries = theme(), true, charts.Ptr(true)
		o.CategoryAxis.Labels = names
		o.Legend.SeriesNames = []string{w("pledged"), w("missing")}
		o.ValueFormatter = whole
		return p.BarChart(o)
	})
}

// roomy widens a label, for the reader's font may be wider than the one that the chart was measured
// by.
func roomy(label string) string {
	return label + strings.Repeat("\u00a0", 1+utf8.RuneCountInString(label)/5)
}

// dayChart has the pledges that there were at the end of each day.
func (r *Report) dayChart(w Words) (template.URL, error) {
	if len(r.Days) < 2 {
		return "", nil // one day is no line
	}
	all, dates := make([]float64, len(r.Days)), make([]string, len(r.Days))
	for n, d := range r.Days {
		all[n], dates[n] = float64(d.InAll), d.Date
	}
	return picture(320, func(p *charts.Painter) error {
		o := charts.NewLineChartOptionWithData([][]float64{all})
		o.Theme, o.FillArea = theme(), charts.Ptr(true)
		o.XAxis.Labels = dates
		o.Legend.SeriesNames = []string{w("days.all")}
		o.ValueFormatter = whole
		return p.LineChart(o)
	})
}
