package certificate

import (
	"fmt"
	"strings"
)

// headings are the title of the file and what it is about.
func headings(d *Document, w *words) (title, subject string) {
	return titleOf(d, w) + " " + d.Number, fmt.Sprintf(w.subject, d.TextTitle, d.Campaign)
}

func titleOf(d *Document, w *words) string {
	if d.Title != "" {
		return d.Title
	}
	return w.title
}

// headBlocks is the upper part in the order of Indonesian certificates.
func (p *sheet) headBlocks(d *Document, w *words) []block {
	second := func(text func(*words) string, size float64) block {
		if w.second == nil {
			return block{}
		}
		return beneath(w.second, text, size)
	}
	grade := join(separator, w.labelled(d.NIP), d.Rank)
	return []block{
		{room: emblemHeight},
		{style: style{strong, 12.5, 60, p.primary}, text: d.Institution, least: 10, gap: 2.2, shrink: true},
		{style: style{sans, 10, 50, p.primary}, text: d.Agency, least: 8.5, gap: 0.5, shrink: true},
		{style: style{serif, 32, 95, p.primary}, text: titleOf(d, w), least: 20, gap: 3.6, shrink: true,
			role: titleRole},
		second(func(e *words) string { return e.title }, 11),
		{style: style{sans, 9.5, 20, muted}, text: w.number + d.Number, least: 8, gap: 0.2, shrink: true},
		{style: style{italic, 12.5, 0, muted}, text: w.given, least: 12, gap: 3.4},
		second(func(e *words) string { return e.given }, 9.5),
		{style: style{italic, 35, 0, ink}, text: d.Name, least: 17, gap: 0.2, shrink: true},
		{style: style{sans, 9.5, 10, muted}, text: grade, least: 8, gap: 1.2, shrink: true},
		{style: style{sans, 10.5, 0, ink}, text: d.Position, least: 8.5, gap: 0.8, shrink: true},
		{style: style{sans, 10.5, 0, ink}, text: d.Unit, least: 8.5, gap: 0.2, shrink: true},
		{style: style{italic, 12.5, 0, muted}, text: w.signed, least: 12, gap: 3.2},
		second(func(e *words) string { return e.signed }, 9.5),
		{style: style{serif, 17, 0, p.primary}, text: d.TextTitle, least: 11, gap: 0.4, shrink: true},
		{style: style{sans, 10.5, 0, ink}, text: w.during + d.Campaign, least: 8.5, gap: 0.4, shrink: true},
		{style: style{serif, 11, 15, p.bronze}, row: d.Values, least: 8.5, gap: 4, shrink: true},
	}
}

// head sets what is centred in the upper part, between headTop and bottom.
func (p *sheet) head(s *setter, d *Document, w *words, bottom float64) error {
	room := bottom - headTop
	sets, total, ok := s.column(p.headBlocks(d, w), headWidth, room)
	if !ok {
		return &FieldError{"Name", ErrNoRoom}
	}
	// What is left over opens the gaps, up to half as much again, and is then
	// shared between above and below.
	gaps := 0.0
	for _, fitted := range sets {
		gaps += fitted.gap
	}
	open := min(0.5, (room-total)/gaps)
	y := headTop + (room-total-gaps*open)/2
	for _, fitted := range sets {
		y = p.place(s, fitted, (pageWidth-headWidth)/2, y+fitted.gap*(1+open), headWidth, 0.5)
	}
	return nil
}

// join joins what is not empty.
func join(separator string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, separator)
}
