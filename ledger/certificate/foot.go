package certificate

// foot sets the lower part, QR code and instructions on the left, the
// rosette, and the official on the right, and returns its upper edge.
func (p *sheet) foot(s *setter, d *Document, w *words) (float64, error) {
	side := p.module * float64(p.modules+2*quietModules)
	bottom := pageHeight - inset
	p.qrX, p.qrY = inset+quietModules*p.module, bottom-side+quietModules*p.module

	x := inset + side + 1
	right := pageWidth - inset - signWidth
	if d.PledgeDigest != ([32]byte{}) {
		right -= sealSize
		p.seal = &area{right, bottom - side/2 - sealSize/2, sealSize, sealSize}
	}
	width := min(checkWidth, right-x-2)
	check, checkHeight, ok := s.column(p.checkBlocks(d, w), width, side)
	if !ok {
		return 0, &FieldError{"Host", ErrNoRoom}
	}
	y := bottom - side + (side-checkHeight)/2
	for _, fitted := range check {
		y = p.place(s, fitted, x, y+fitted.gap, width, 0)
	}
	top, err := p.official(s, d, w, bottom-2)
	return min(top, bottom-side), err
}

// checkBlocks says how to check the certificate, and what the law asks to say.
func (p *sheet) checkBlocks(d *Document, w *words) []block {
	small := style{sans, 7.5, 0, ink}
	match := func(w *words) string {
		if d.PledgeDigest != ([32]byte{}) {
			return w.roset
		}
		return w.match
	}
	second := func(text func(*words) string) block {
		if w.second == nil {
			return block{}
		}
		return beneath(w.second, text, 7)
	}
	return []block{
		{style: style{strong, 10, 10, p.primary}, text: w.heading, least: 10, role: headingRole},
		second(func(e *words) string { return e.heading }),
		{style: small, text: w.scan, gap: 0.9},
		second(func(e *words) string { return e.scan }),
		{style: style{strong, 10.5, 0, ink}, text: d.Host, least: 7.5, gap: 0.5, shrink: true},
		{style: small, text: w.typed, gap: 1.4},
		second(func(e *words) string { return e.typed }),
		{style: style{strong, 14, 40, p.primary}, text: d.Code, least: 9, gap: 0.4, shrink: true},
		{style: small, text: match(w), gap: 1},
		second(match),
		{style: style{sans, 6.5, 0, muted}, text: w.law, gap: 1.5},
		second(func(e *words) string { return e.law }),
	}
}

// official sets place and date, the official and the room for a signature,
// ending at bottom, and returns its upper edge.
func (p *sheet) official(s *setter, d *Document, w *words, bottom float64) (float64, error) {
	o := d.Signatory
	p.section = official
	above := []block{
		{style: style{sans, 10, 0, ink}, text: w.placeAndDate(d.Place, d.Date), least: 8.5, shrink: true},
		{style: style{strong, 10, 0, ink}, text: o.Position, least: 10, gap: 0.6},
	}
	below := []block{
		{style: style{strong, 10.5, 0, ink}, text: o.Name, least: 9, shrink: true},
		{style: style{sans, 9, 0, ink}, text: o.Rank, least: 8, gap: 0.4, shrink: true},
		{style: style{sans, 9, 0, ink}, text: w.labelled(o.NIP), least: 8, gap: 0.2, shrink: true},
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
	x := pageWidth - inset - signWidth
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
