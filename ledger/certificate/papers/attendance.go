package papers

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/certificate/internal/byunit"
	"ikrar/ledger/certificate/internal/upright"
)

// Attendance is the list that people sign by hand when they come (daftar hadir): A4 upright, each
// unit on pages of its own, with room for the signature of its head.
type Attendance struct {
	Language    string // of the labels: "id" (also when empty) or "en"
	Institution string
	Occasion    string    // the campaign's title
	Place       string    // empty leaves a line to be filled in
	Day         time.Time // in the institution's zone; zero leaves a line
	Created     time.Time
	People      []Attendant // in any order
}

// Attendant is one person's line.
type Attendant struct {
	Name, Position, Unit string
	NIP                  string // as it is to be shown, "…2002"; may be empty

	Plain string // the name without titles, by which it is sorted; empty for Name
}

type attendanceWords struct {
	title, day, time, place, unit, noUnit string
	number, name, position, sign          string
	count, approved, head, nip, page      string
}

var attendanceLabels = map[string]attendanceWords{
	"id": {title: "DAFTAR HADIR", day: "Hari, tanggal", time: "Waktu", place: "Tempat", unit: "Unit",
		noUnit: "Tanpa unit", number: "No.", name: "Nama", position: "Jabatan", sign: "Tanda tangan",
		count: "Jumlah: %d orang. Hadir: ............ orang.", approved: "Mengetahui,", head: "Pimpinan unit",
		nip: "NIP ", page: "halaman %d dari %d"},
	"en": {title: "ATTENDANCE LIST", day: "Day, date", time: "Time", place: "Place", unit: "Unit",
		noUnit: "Without a unit", number: "No.", name: "Name", position: "Position", sign: "Signature",
		count: "People: %d. Present: ............", approved: "Seen by", head: "Head of the unit",
		nip: "NIP ", page: "page %d of %d"},
}

// The measures of the list, in mm: a signature takes 12.
const (
	attendanceNumber   = 10.0
	attendanceName     = 58.0
	attendancePosition = 50.0
	attendanceSign     = paperWidth - attendanceNumber - attendanceName - attendancePosition
	attendanceRow      = 12.0
	attendanceClosing  = 58.0 // what stands below the last line of a unit
)

// RenderAttendance draws the PDF. The same list gives the same bytes. A character that the font
// cannot print is a *MissingGlyphError that names the person in its Field.
func RenderAttendance(a Attendance) ([]byte, error) {
	if a.Language == "" {
		a.Language = "id"
	}
	words, ok := attendanceLabels[a.Language]
	if !ok {
		return nil, &certificate.FieldError{Field: "Language", Reason: certificate.ErrLanguage}
	}
	check := []string{"Institution", a.Institution, "Occasion", a.Occasion, "Place", a.Place}
	for _, p := range a.People {
		check = append(check, p.Name, p.Name+p.Position+p.Unit+p.NIP)
	}
	if err := certificate.CheckPrintable(check...); err != nil {
		return nil, err
	}
	w := attendanceWriter{&paper{pdf: upright.New(words.title+", "+a.Occasion, a.Institution, a.Language, a.Created)},
		&a, words}
	for unit := range byunit.Chunk(byunit.Sort(a.People, place), place) {
		w.unit(unit)
	}
	if len(a.People) == 0 { // a list to be filled in
		w.unit(nil)
	}
	return w.bytes("attendance")
}

// place says where a person stands in the list.
func place(p Attendant) (unit, name string) { return p.Unit, cmp.Or(p.Plain, p.Name) }

// attendanceWriter writes the list of one file.
type attendanceWriter struct {
	*paper
	a     *Attendance
	words attendanceWords
}

// attendanceLine is a person's line as it is set.
type attendanceLine struct {
	name, nip, position []string
	height              float64
}

var (
	attendanceStrong = font{"B", 9.5}
	attendanceFont   = font{"", 9.5}
	attendanceSmall  = font{"", 8}
)

func (w attendanceWriter) line(p Attendant) (l attendanceLine) {
	l.name = w.lines(attendanceStrong, p.Name, attendanceName-3)
	if p.NIP != "" {
		l.nip = w.lines(attendanceSmall, w.words.nip+p.NIP, attendanceName-3)
	}
	l.position = w.lines(attendanceFont, p.Position, attendancePosition-3)
	l.height = max(attendanceRow, 2+w.nameHeight(l), 2+attendanceFont.height()*float64(len(l.position)))
	return l
}

func (w attendanceWriter) nameHeight(l attendanceLine) float64 {
	return attendanceStrong.height()*float64(len(l.name)) + attendanceSmall.height()*float64(len(l.nip))
}

// unit writes the pages of one unit.
func (w attendanceWriter) unit(people []Attendant) {
	name := w.words.noUnit
	if len(people) > 0 && people[0].Unit != "" {
		name = people[0].Unit
	}
	var lines []attendanceLine
	for _, p := range people {
		lines = append(lines, w.line(p))
	}
	w.turn()
	w.head(name)
	pages := w.divide(lines)
	for n, at := 0, 0; n < len(pages); n++ {
		if n > 0 {
			w.turn()
		}
		w.foot(name, n+1, len(pages))
		if pages[n] > 0 {
			w.heading()
		}
		for range pages[n] {
			w.row(at+1, lines[at])
			at++
		}
	}
	w.closing(len(people))
}

// divide says how many lines each page has; the closing is never without room, nor is it alone on a
// page where the unit has anybody to stand above it.
func (w attendanceWriter) divide(lines []attendanceLine) (pages []int) {
	heading := attendanceStrong.height() + 3
	room, count := paperBottom-w.y-heading, 0
	for n, l := range lines {
		need := l.height
		if n == len(lines)-1 {
			need += attendanceClosing
		}
		if need > room && count > 0 {
			pages = append(pages, count)
			room, count = paperBottom-paperTop-heading, 0
		}
		room -= l.height
		count++
	}
	return append(pages, count)
}

func (w attendanceWriter) head(unit string) {
	a, words := w.a, w.words
	w.centred(font{"", 11}, 0, a.Institution)
	w.centred(font{"B", 15}, 2, words.title)
	w.centred(font{"B", 11}, 0.5, a.Occasion)
	w.y += 5
	day, place := blank(60), a.Place
	if !a.Day.IsZero() {
		day = dayAndDate(a.Language, a.Day)
	}
	if place == "" {
		place = blank(60)
	}
	w.fact(font{"", 10}, words.day, day)
	w.fact(font{"", 10}, words.time, blank(60))
	w.fact(font{"", 10}, words.place, place)
	w.fact(font{"B", 10}, words.unit, unit)
	w.y += 2
}

// columns are the left edges and widths of the table.
func columns() [4][2]float64 {
	x, all := paperLeft, [4][2]float64{}
	for n, width := range []float64{attendanceNumber, attendanceName, attendancePosition, attendanceSign} {
		all[n] = [2]float64{x, width}
		x += width
	}
	return all
}

func (w attendanceWriter) heading() {
	height := attendanceStrong.height() + 3
	for n, label := range []string{w.words.number, w.words.name, w.words.position, w.words.sign} {
		c := columns()[n]
		w.cell(attendanceStrong, "C", []string{label}, c[0], w.y, c[1], height)
	}
	w.y += height
}

// row draws a person's line. Where to sign moves from left to right, so that a large signature has
// two lines' room.
func (w attendanceWriter) row(number int, l attendanceLine) {
	c := columns()
	w.cell(attendanceFont, "R", []string{strconv.Itoa(number)}, c[0][0], w.y, c[0][1], l.height)
	w.cell(attendanceFont, "L", nil, c[1][0], w.y, c[1][1], l.height)
	at := w.write(attendanceStrong, "L", l.name, c[1][0]+1, w.y+(l.height-w.nameHeight(l))/2, c[1][1]-2)
	w.write(attendanceSmall, "L", l.nip, c[1][0]+1, at, c[1][1]-2)
	w.cell(attendanceFont, "L", l.position, c[2][0], w.y, c[2][1], l.height)
	w.cell(attendanceFont, "L", nil, c[3][0], w.y, c[3][1], l.height)
	x := c[3][0] + 1
	if number%2 == 0 {
		x += c[3][1] / 2
	}
	w.write(attendanceSmall, "L", []string{strconv.Itoa(number) + "."}, x, w.y+1, c[3][1]/2)
	w.y += l.height
}

func (w attendanceWriter) closing(count int) {
	if count > 0 {
		w.y = w.write(font{"", 10}, "L", []string{fmt.Sprintf(w.words.count, count)}, paperLeft, w.y+3, paperWidth)
	}
	x := paperLeft + paperWidth*0.55
	w.y += 4
	w.y = w.write(font{"", 10}, "L", []string{w.words.approved}, x, w.y, paperRight-x)
	w.signature(font{"", 10}, signed{w.words.head, "", []string{w.words.nip + blank(30)}}, x, w.y, paperRight-x)
}

// foot says whose page this is, and which.
func (w attendanceWriter) foot(unit string, page, pages int) {
	f, number := font{"", 8}, fmt.Sprintf(w.words.page, page, pages)
	const room = 45.0
	lines := w.lines(f, unit, paperWidth-room)
	if len(lines) > 1 {
		lines = []string{lines[0] + " …"}
	}
	w.write(f, "L", lines, paperLeft, paperFoot, paperWidth-room)
	w.write(f, "R", []string{number}, paperRight-room, paperFoot, room)
}
