package typeset

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

// subset makes a TrueType font of the given glyphs alone, for a simple PDF
// font (ISO 32000-1 section 9.6.6.4). Hinting programs are left out: they
// are more than half of the bytes, and printers and current screens do without.
func (t *typeface) subset(glyphs *[256]sfnt.GlyphIndex) ([]byte, error) {
	order := []sfnt.GlyphIndex{0}
	place := map[sfnt.GlyphIndex]int{0: 0}
	number := func(id sfnt.GlyphIndex) int {
		if _, ok := place[id]; !ok {
			place[id] = len(order)
			order = append(order, id)
		}
		return place[id]
	}
	cmap := []byte{0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 12}     // version, one subtable, Macintosh, Roman, offset 12
	for _, value := range []int{6, 10 + 2*256, 0, 0, 256} { // format 6, length, language, first code, count
		cmap = binary.BigEndian.AppendUint16(cmap, uint16(value))
	}
	for _, id := range glyphs {
		cmap = binary.BigEndian.AppendUint16(cmap, uint16(number(id)))
	}
	var glyf, loca, hmtx []byte
	var buffer sfnt.Buffer
	for i := 0; i < len(order); i++ { // order grows while composites are copied
		outline, err := t.outline(&buffer, order[i])
		if err != nil {
			return nil, err
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, unhinted(outline, number)...)
		glyf = append(glyf, make([]byte, -len(glyf)&3)...)
		metric := t.metric(order[i])
		hmtx = append(hmtx, metric[:]...)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))

	return assemble([]table{ // by tag, as the directory must be
		{"cmap", cmap},
		{"glyf", glyf},
		{"head", patched(t.tables["head"], 50, 1)}, // 32-bit loca
		{"hhea", patched(t.tables["hhea"], 34, len(order))},
		{"hmtx", hmtx},
		{"loca", loca},
		{"maxp", t.profile(len(order))},
		{"post", append([]byte{0, 3, 0, 0}, t.tables["post"][4:32]...)}, // no glyph names
	}), nil
}

func patched(data []byte, at, value int) []byte {
	data = slices.Clone(data)
	binary.BigEndian.PutUint16(data[at:], uint16(value))
	return data
}

// profile is maxp with the number of glyphs and nothing kept for hinting.
func (t *typeface) profile(glyphs int) []byte {
	maxp := make([]byte, 32)
	if t.cubic { // the short form has no such figures: bounds that no letter reaches
		for at, value := range map[int]int{6: 1024, 8: 64, 10: 1024, 12: 64} {
			binary.BigEndian.PutUint16(maxp[at:], uint16(value))
		}
	} else {
		copy(maxp, t.tables["maxp"])
		clear(maxp[14:28]) // zones, twilight points to size of instructions
	}
	binary.BigEndian.PutUint32(maxp, 0x00010000)
	binary.BigEndian.PutUint16(maxp[4:], uint16(glyphs))
	binary.BigEndian.PutUint16(maxp[14:], 1) // maxZones: no twilight zone
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
