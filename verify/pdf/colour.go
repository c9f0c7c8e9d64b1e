package pdf

// colour follows the operators that set a colour, as a shade of grey (section 8.6.8). What is no
// plain colour, a pattern, counts as black.
func (p *painter) colour(operator word, operands list, n []float64, resources dict) {
	switch operator {
	case "cs":
		p.fill = 0
		p.inks = false
		if len(operands) == 1 {
			key, _ := operands[0].(name)
			space := p.dict(resources["ColorSpace"])[key]
			p.inks = p.colours(space).ink
		}
	case "g", "rg", "k":
		p.fill, p.inks = shadeOf(n, false), false
	case "sc", "scn":
		p.fill = shadeOf(n, p.inks)
	case "G", "RG", "K", "SC", "SCN":
		p.stroke = shadeOf(n, false)
	}
}

// shadeOf is the shade of a colour by its components, from 0 to 1: grey, or red, green and blue, or
// cyan, magenta, yellow and black, or so much ink.
func shadeOf(n []float64, ink bool) byte {
	light := 0.0
	switch {
	case ink && len(n) > 0:
		light = 1
		for _, amount := range n {
			light -= amount
		}
	case len(n) == 1:
		light = n[0]
	case len(n) == 3:
		light = (n[0] + 2*n[1] + n[2]) / 4
	case len(n) == 4:
		light = 1 - (n[0]+n[1]+n[2])/3 - n[3]
	}
	return byte(255 * min(max(light, 0), 1))
}

// colours are the samples of a pixel, by its colour space.
type colours struct {
	count   int  // 0 where the space is not known
	ink     bool // more is darker
	palette []byte
}

// colours reads a colour space (section 8.6).
func (f *File) colours(space any) colours { return f.coloursWithin(space, 0) }

func (f *File) coloursWithin(space any, depth int) colours {
	space = f.resolve(space)
	l, _ := space.(list)
	kind, _ := space.(name)
	if len(l) > 0 {
		kind, _ = f.resolve(l[0]).(name)
	}
	switch kind {
	case "DeviceGray", "G", "CalGray":
		return colours{count: 1}
	case "DeviceRGB", "RGB", "CalRGB", "Lab":
		return colours{count: 3}
	case "DeviceCMYK", "CMYK":
		return colours{count: 4, ink: true}
	case "Separation":
		return colours{count: 1, ink: true}
	}
	switch {
	case len(l) < 2 || depth > 4:
	case kind == "ICCBased":
		if o, ok := f.stream(l[1]); ok {
			n := f.whole(o, "N")
			return colours{count: n, ink: n == 4}
		}
	case kind == "DeviceN":
		return colours{count: min(len(f.list(l[1])), 32), ink: true}
	case (kind == "Indexed" || kind == "I") && len(l) == 4:
		return colours{count: 1, palette: f.palette(f.coloursWithin(l[1], depth+1), l[3])}
	}
	return colours{}
}

// palette returns the shades of a table of colours, which is a string or a stream.
func (f *File) palette(base colours, table any) []byte {
	data, _ := f.resolve(table).(text)
	if o, ok := f.stream(table); ok {
		data, _ = f.decode(o)
	}
	var shades []byte
	for n := max(base.count, 1); len(data) >= n && len(shades) < 256; data = data[n:] {
		shades = append(shades, base.shade(data[:n]))
	}
	return shades
}

// shade is that of one pixel by its samples of 8 bits.
func (c colours) shade(samples []byte) byte {
	sum := 0
	for _, s := range samples {
		sum += int(s)
	}
	switch {
	case c.ink:
		return byte(255 - min(255, sum))
	case len(samples) == 3:
		return byte((sum + int(samples[1])) / 4)
	}
	return byte(sum / max(len(samples), 1))
}
