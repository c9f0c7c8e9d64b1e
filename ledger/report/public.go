package report

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// leastPublic is how many people a unit has at least that is shown by itself: of fewer, a figure
// could say of a person whether they have signed.
const leastPublic = 5

// Public is what everybody may read of a campaign: how many, of which units, and no names. Only
// what the published checkpoint covers is counted.
type Public struct {
	Institution string
	Title       string
	Now         time.Time // of the count
	Size        uint64    // of the checkpoint
	Root        string
	Total       Count
	Units       []Count
	Small       *Count // smaller units, joined; nil for none
}

// Public counts for everybody. There is nothing to show of fewer people than a unit needs.
func (r *Report) Public(c trust.Checkpoint) (*Public, bool) {
	people := slices.Clone(r.People)
	for n, p := range people {
		if p.Code != "" && p.Index >= c.Size {
			people[n].State = Enrolled
		}
	}
	covered := &Report{Now: r.Now, People: people}
	covered.count()
	p := &Public{Institution: r.Institution, Title: r.Campaign.Title, Now: r.Now, Size: c.Size, Root: c.Root.String(),
		Total: covered.Total}
	var small Count
	for _, u := range covered.Units {
		if u.People < leastPublic || u.Unit == Left {
			small.join(u)
		} else {
			p.Units = append(p.Units, u)
		}
	}
	for small.People > 0 && small.People < leastPublic && len(p.Units) > 0 { // or they would be told by themselves
		least := 0
		for n, u := range p.Units {
			if u.People < p.Units[least].People {
				least = n
			}
		}
		small.join(p.Units[least])
		p.Units = slices.Delete(p.Units, least, least+1)
	}
	if small.People > 0 {
		p.Small = &small
	}
	return p, p.Total.People >= leastPublic
}

// join adds another unit's figures.
func (c *Count) join(u Count) {
	c.People += u.People
	c.Enrolled += u.Enrolled
	c.Pledged += u.Pledged
	c.Issued += u.Issued
	c.Revoked += u.Revoked
	c.Missing += u.Missing
}

//go:embed public.html
var publicPage string

var publicTemplate = template.Must(template.New("public").Parse(publicPage))

// PublicPolicy is the Content-Security-Policy of the page: its own style, and nothing else.
var PublicPolicy = func() string {
	_, rest, _ := strings.Cut(publicPage, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
}()

// HTML writes the page. Its addresses are relative to /kegiatan/ID, for a server below a path.
func (p *Public) HTML(out io.Writer, lang phrase.Lang) error {
	w := words(lang)
	return publicTemplate.Execute(out, struct {
		*Public
		Lang   phrase.Lang
		W      func(string, ...any) string
		Unit   func(string) string
		Shown  func(string) string
		Figure func(any) string
		Share  string
		AsOf   string
		Size   string
	}{p, lang, w.say, func(unit string) string { return phrase.Visible(w.heading(unit)) }, phrase.Visible, w.figure,
		phrase.Decimal(lang, p.Total.Percent(), 1), phrase.Moment(lang, p.Now, p.Now.Location()),
		phrase.Number(lang, p.Size)})
}
