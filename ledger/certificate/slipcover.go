package certificate

import (
	"fmt"
	"strconv"
)

// The measures of a cover sheet, in mm.
const (
	coverMargin = 18.0
	coverWidth  = 210 - 2*coverMargin
	coverBottom = 297 - 24.0
	coverRow    = 8.5
	coverNumber = 14.0 // width of the number
	coverTick   = 62.0 // and of the room to sign or tick
)

// cover draws the sheet in front of a unit's slips: whose they are, and room to tick off who has
// got theirs. There are no codes on it, so it may lie about.
func (p slipPrinter) cover(unit []Slip) {
	name := unit[0].Unit
	if name == "" {
		name = p.words.noUnit
	}
	head := []slipText{
		{"", 10, 7, 0, p.s.Institution},
		{"B", 12, 8, 1, p.words.cover},
		{"B", 18, 9, 3, name},
		{"", 10, 7, 3, fmt.Sprintf(p.words.count, len(unit), p.s.Until)},
		{"", 10, 7, 1, p.words.hand},
	}
	first := coverRows(setSlip(p.pdf, head, coverWidth, 1, nil) + 5)
	pages := 1 + (max(0, len(unit)-first)+coverRows(0)-1)/coverRows(0)
	for page, n := 1, 0; page <= pages; page++ {
		p.pdf.AddPage()
		p.coverFoot(name, page, pages)
		y, rows := coverMargin, coverRows(0)
		if page == 1 {
			p.set(head, coverWidth, 1, coverMargin, coverMargin)
			y, rows = y+setSlip(p.pdf, head, coverWidth, 1, nil)+5, first
		}
		rows = min(rows, len(unit)-n)
		p.coverTable(unit[n:n+rows], n, y)
		n += rows
	}
}

// coverRows is how many people fit on a page whose table begins that far down.
func coverRows(down float64) int { return int((coverBottom-coverMargin-down)/coverRow) - 1 }

// coverTable draws the rows of people who are numbered from n+1.
func (p slipPrinter) coverTable(people []Slip, n int, y float64) {
	pdf := p.pdf
	pdf.SetDrawColor(120, 120, 120)
	pdf.SetLineWidth(0.2)
	row := func(style, number, name, tick string) {
		width := coverWidth - coverNumber - coverTick
		size, lines := slipText{style, 10, leastSize, 0, name}.fit(pdf, width-2, 1)
		if len(lines) > 1 { // which are set closer
			size, lines = slipText{style, 9, leastSize, 0, name}.fit(pdf, width-2, 1)
		}
		pdf.SetFont("sans", style, 10)
		pdf.SetXY(coverMargin, y)
		pdf.CellFormat(coverNumber, coverRow, number, "1", 0, "R", false, 0, "")
		pdf.SetFont("sans", style, size)
		pdf.CellFormat(width, coverRow, "", "1", 0, "L", false, 0, "")
		for k, line := range lines {
			height := (coverRow - 1) / float64(len(lines))
			pdf.SetXY(coverMargin+coverNumber, y+0.5+float64(k)*height)
			pdf.CellFormat(width, height, line, "", 0, "L", false, 0, "")
		}
		pdf.SetFont("sans", style, 10)
		pdf.SetXY(coverMargin+coverNumber+width, y)
		pdf.CellFormat(coverTick, coverRow, tick, "1", 0, "L", false, 0, "")
		y += coverRow
	}
	row("B", p.words.number, p.words.name, p.words.tick)
	for k, one := range people {
		row("", strconv.Itoa(n+k+1), one.Name, "")
	}
}

// coverFoot says who handed the slips out, and which sheet this is.
func (p slipPrinter) coverFoot(unit string, page, pages int) {
	foot := []slipText{{"", 10, leastSize, 0, p.words.giver}}
	if pages > 1 {
		foot = append(foot, slipText{"", 8, leastSize, 3, fmt.Sprintf(p.words.page, unit, page, pages)})
	}
	p.set(foot, coverWidth, 1, coverMargin, coverBottom+3)
}
