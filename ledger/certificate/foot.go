package certificate

// foot sets the lower part, QR code and instructions on the left, the
// official on the right, and returns its upper edge.
func (p *sheet) foot(s *setter, d *Document, w *words) (float64, error) {
	side := p.module * float64(p.modules+2*quietModules)
	bottom := pageHeight - inset
	p.qrX, p.qrY = inset+quietModules*p.module, bottom-side+quietModules*p.module

	check, checkHeight, ok := s.column(checkBlocks(d, w), checkWidth, side)
	if !ok {
		return 0, &FieldError{"Host", ErrNoRoom}
	}
	x := inset + side + columnGap/2
	y := bottom - side + (side-checkHeight)/2
	for _, fitted := range check {
		y = p.place(s, fitted, x, y+fitted.gap, checkWidth, 0)
	}
	top, err := p.official(s, d, w, bottom-2)
	return min(top, bottom-side), err
}

// checkBlocks says how to check the certificate, and what the law asks to say.
func checkBlocks(d *Document, w *words) []block {
	small := style{regular, 9, 0, ink}
	return []block{
		{style: style{bold, 11, 0, accent}, text: w.heading, least: 11},
		{style: small, text: w.scan, gap: 1},
		{style: style{bold, 11.5, 0, ink}, text: d.Host, least: 8, gap: 0.5, shrink: true},
		{style: small, text: w.typed, gap: 1.6},
		{style: style{bold, 15, 40, accent}, text: d.Code, least: 9, gap: 0.5, shrink: true},
		{style: small, text: w.match, gap: 1.2},
		{style: style{italic, 8, 0, muted}, text: w.law, gap: 2},
	}
}

// official sets place and date, the official and the room for a signature,
// ending at bottom, and returns its upper edge.
func (p *sheet) official(s *setter, d *Document, w *words, bottom float64) (float64, error) {
	o := d.Signatory
	above := []block{
		{style: style{regular, 11.5, 0, ink}, text: w.placeAndDate(d.Place, d.Date), least: 9.5, shrink: true},
		{style: style{bold, 11.5, 0, ink}, text: o.Position, least: 9.5, gap: 0.6, shrink: true},
	}
	below := []block{
		{style: style{bold, 12, 0, ink}, text: o.Name, least: 10, shrink: true},
		{style: style{regular, 10, 0, ink}, text: o.Rank, least: 9, gap: 0.4, shrink: true},
		{style: style{regular, 10, 0, ink}, text: w.labelled(o.NIP), least: 9, gap: 0.2, shrink: true},
	}
	const most = 26.0 // mm, for each of the two
	upper, upperHeight, ok := s.column(above, signWidth, most)
	if !ok {
		return 0, &FieldError{"Signatory.Position", ErrNoRoom}
	}
	lower, lowerHeight, ok := s.column(below, signWidth, most)
	if !ok {
		return 0, &FieldError{"Signatory.Name", ErrNoRoom}
	}
	if o.Name == "" {
		lowerHeight += 2
	}
	x := pageWidth - inset - 4 - signWidth
	top := bottom - lowerHeight - signingRoom - upperHeight
	y := top
	for _, fitted := range upper {
		y = p.place(s, fitted, x, y+fitted.gap, signWidth, 0.5)
	}
	y += signingRoom
	if o.Name == "" {
		p.dots = append(p.dots, bar{x + 14, y, signWidth - 28, 0.3, muted})
		y += 2
	}
	for _, fitted := range lower {
		y = p.place(s, fitted, x, y+fitted.gap, signWidth, 0.5)
	}
	return top, nil
}
