package certificate

import (
	"encoding/binary"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// Flags of a composite glyph (OpenType 1.9, "glyf").
const (
	argsAreWords     = 1 << 0
	haveScale        = 1 << 3
	moreComponents   = 1 << 5
	haveXAndYScale   = 1 << 6
	haveTwoByTwo     = 1 << 7
	haveInstructions = 1 << 8
)

// subset makes a TrueType font of the given characters alone, for a simple
// PDF font (ISO 32000-1 section 9.6.6.4). Hinting programs are left out: they
// are more than half of the bytes, and printers and current screens do without.
func (t *typeface) subset(characters map[rune]sfnt.GlyphIndex) []byte {
	runes := make([]rune, 0, len(characters))
	for r := range characters {
		runes = append(runes, r)
	}
	slices.Sort(runes)

	order := []sfnt.GlyphIndex{0}
	place := map[sfnt.GlyphIndex]int{0: 0}
	number := func(id sfnt.GlyphIndex) int {
		if _, ok := place[id]; !ok {
			place[id] = len(order)
			order = append(order, id)
		}
		return place[id]
	}
	for _, r := range runes {
		number(characters[r])
	}
	var glyf, loca, hmtx []byte
	for i := 0; i < len(order); i++ { // order grows while composites are copied
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, unhinted(t.outline(order[i]), number)...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		metric := t.metric(order[i])
		hmtx = append(hmtx, metric[:]...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	return assemble([]table{ // by tag, as the directory must be
		{"cmap", characterMap(runes, func(r rune) int { return place[characters[r]] })},
		{"glyf", glyf},
		{"head", patched(t.tables["head"], 50, 1)}, // 32-bit loca
		{"hhea", patched(t.tables["hhea"], 34, len(order))},
		{"hmtx", hmtx},
		{"loca", loca},
		{"maxp", t.profile(len(order))},
		{"post", append([]byte{0, 3, 0, 0}, t.tables["post"][4:32]...)}, // no glyph names
	})
}

func patched(data []byte, at, value int) []byte {
	data = slices.Clone(data)
	binary.BigEndian.PutUint16(data[at:], uint16(value))
	return data
}

// profile is maxp with the number of glyphs and nothing kept for hinting.
func (t *typeface) profile(glyphs int) []byte {
	maxp := patched(t.tables["maxp"], 4, glyphs)
	binary.BigEndian.PutUint16(maxp[14:], 1) // maxZones: no twilight zone
	clear(maxp[16:28])                       // twilight points to size of instructions
	return maxp
}

// unhinted copies a glyph without its instructions; number gives a component
// its place in the subset.
func unhinted(outline []byte, number func(sfnt.GlyphIndex) int) []byte {
	if len(outline) < 10 {
		return nil
	}
	contours := int(int16(binary.BigEndian.Uint16(outline)))
	if contours >= 0 {
		at := 10 + 2*contours
		skip := int(binary.BigEndian.Uint16(outline[at:]))
		copied := append(slices.Clone(outline[:at]), 0, 0)
		return append(copied, outline[at+2+skip:]...)
	}
	copied := slices.Clone(outline)
	for at := 10; ; {
		flags := binary.BigEndian.Uint16(copied[at:])
		component := sfnt.GlyphIndex(binary.BigEndian.Uint16(copied[at+2:]))
		binary.BigEndian.PutUint16(copied[at:], flags&^haveInstructions)
		binary.BigEndian.PutUint16(copied[at+2:], uint16(number(component)))
		at += 4 + componentSize(flags)
		if flags&moreComponents == 0 {
			return copied[:at]
		}
	}
}

// componentSize is the length of a component's arguments and transformation.
func componentSize(flags uint16) int {
	size := 2
	if flags&argsAreWords != 0 {
		size = 4
	}
	switch {
	case flags&haveScale != 0:
		size += 2
	case flags&haveXAndYScale != 0:
		size += 4
	case flags&haveTwoByTwo != 0:
		size += 8
	}
	return size
}

// characterMap is a cmap with one Unicode subtable of format 4, a segment a
// character: short texts gain nothing from ranges.
func characterMap(runes []rune, place func(rune) int) []byte {
	segments := len(runes) + 1
	search, selector := 2, 0
	for search*2 <= segments*2 {
		search, selector = search*2, selector+1
	}
	var ends, starts, deltas []byte
	for _, r := range runes {
		starts = binary.BigEndian.AppendUint16(starts, uint16(r))
		ends = binary.BigEndian.AppendUint16(ends, uint16(r))
		deltas = binary.BigEndian.AppendUint16(deltas, uint16(place(r)-int(r)))
	}
	var cmap []byte
	for _, value := range []int{0, 1, 3, 1, 0, 12, // version, one subtable, Windows, Unicode BMP, offset 12
		4, 16 + 8*segments, 0, 2 * segments, search, selector, 2*segments - search} {
		cmap = binary.BigEndian.AppendUint16(cmap, uint16(value))
	}
	cmap = append(append(cmap, ends...), 0xff, 0xff, 0, 0)
	cmap = append(append(cmap, starts...), 0xff, 0xff)
	cmap = append(append(cmap, deltas...), 0, 1)
	return append(cmap, make([]byte, 2*segments)...)
}

type table struct {
	tag  string
	data []byte
}

// assemble writes the directory and the tables, with their checksums.
func assemble(tables []table) []byte {
	search, selector := 16, 0
	for search*2 <= 16*len(tables) {
		search, selector = search*2, selector+1
	}
	file := []byte{0, 1, 0, 0}
	for _, value := range []int{len(tables), search, selector, 16*len(tables) - search} {
		file = binary.BigEndian.AppendUint16(file, uint16(value))
	}
	at, head := len(file)+16*len(tables), 0
	var body []byte
	for _, t := range tables {
		if t.tag == "head" {
			clear(t.data[8:12]) // checksum adjustment, below
			head = at + len(body)
		}
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(t.data))
		file = binary.BigEndian.AppendUint32(file, uint32(at+len(body)))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.data)))
		body = append(body, t.data...)
		body = append(body, make([]byte, -len(body)&3)...)
	}
	file = append(file, body...)
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-checksum(file))
	return file
}

func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += binary.BigEndian.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
