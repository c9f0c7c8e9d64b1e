package papers

import (
	"fmt"
	"strings"
	"time"

	"ikrar/ledger/certificate"
	"ikrar/ledger/certificate/internal/upright"
	"ikrar/verify/phrase"
)

// Minutes are the record of a declaration that an official and witnesses sign by hand (berita
// acara): what was signed, by how many, and by which checkpoint of the ledger that can be checked.
// Behind it are the figures of the units and the text.
type Minutes struct {
	Language    string // of the sentences: "id" (also when empty) or "en"
	Institution string
	Agency      string    // under the institution's name, may be empty
	Number      string    // empty leaves a line to be filled in
	Day         time.Time // that it is made out on; in the institution's zone
	Place       string    // where; empty leaves a line

	Occasion, ID  string    // the campaign
	Opens, Closes time.Time // its times
	TextTitle     string
	Text          string // the whole of it
	TextDigest    string

	Counted time.Time // when the figures were taken
	Total   MinutesCount
	Units   []MinutesCount

	Origin, Root string // of the ledger's checkpoint: its name, and the root hash
	Size         uint64 // and entries
	Address      string // where anybody checks

	Signatory certificate.Signatory
	Saksi     []string // by name; there is room for two at least
	Created   time.Time
}

// MinutesCount is how many of a unit, or of all, have signed.
type MinutesCount struct {
	Unit           string
	People, Signed int
	Left           bool // in place of a unit: those who signed and are employed no more
}

// leastSaksi is how many witnesses minutes have room for where none is named.
const leastSaksi = 2

// RenderMinutes draws the PDF. The same Minutes give the same bytes. A character that the font
// cannot print is a *MissingGlyphError.
func RenderMinutes(m Minutes) ([]byte, error) {
	if m.Language == "" {
		m.Language = "id"
	}
	words, ok := minutesLabels[m.Language]
	if !ok {
		return nil, &certificate.FieldError{Field: "Language", Reason: certificate.ErrLanguage}
	}
	if err := m.checkGlyphs(); err != nil {
		return nil, err
	}
	pages := 0
	for { // the first time to count the pages
		w := minutesWriter{&paper{pdf: upright.New(words.title+", "+m.Occasion, m.Institution, m.Language, m.Created)},
			&m, words, phrase.Lang(m.Language)}
		w.body()
		w.figures()
		w.text()
		if count := w.pdf.PageCount(); count != pages {
			pages = count
			continue
		}
		w.feet(pages)
		return w.bytes("minutes")
	}
}

func (m *Minutes) checkGlyphs() error {
	check := []string{"Institution", m.Institution + m.Agency + m.Address, "Number", m.Number, "Place", m.Place,
		"Occasion", m.Occasion, "Text", m.Text + m.TextTitle, "Signatory.Position", m.Signatory.Position,
		"Signatory.Name", m.Signatory.Name + m.Signatory.NIP + m.Signatory.Rank}
	for _, s := range m.Saksi {
		check = append(check, "Saksi", s)
	}
	for _, u := range m.Units {
		check = append(check, "Unit", u.Unit)
	}
	return certificate.CheckPrintable(check...)
}

// minutesWriter writes one file.
type minutesWriter struct {
	*paper
	m     *Minutes
	words minutesWords
	lang  phrase.Lang
}

var minutesFont = font{"", 11}

func (w minutesWriter) body() {
	m, words := w.m, w.words
	w.turn()
	w.centred(font{"B", 13}, 0, m.Institution)
	w.centred(font{"B", 11}, 0.5, m.Agency)
	w.y += 3
	w.pdf.SetLineWidth(0.5)
	w.pdf.SetDrawColor(0, 0, 0)
	w.pdf.Line(paperLeft, w.y, paperRight, w.y)
	w.y += 5
	w.centred(font{"B", 14}, 0, words.title)
	w.centred(font{"", 9}, 0.5, words.unofficial)
	w.centred(font{"B", 11}, 1, words.of+"“"+m.Occasion+"”")
	w.centred(minutesFont, 1, words.number+orBlank(m.Number, 40))
	w.flow(minutesFont, paperLeft, 6, fmt.Sprintf(words.opening, dayInWords(m.Language, m.Day),
		m.Day.Format("02-01-2006"), orBlank(m.Place, 40)))
	for n, item := range w.items() {
		w.item(n+1, item)
	}
	w.flow(minutesFont, paperLeft, 4, words.end)
	w.signatures()
}

// items are the points of the record.
func (w minutesWriter) items() []string {
	m, words := w.m, w.words
	total := m.Total
	percent := 0.0
	if total.People > 0 {
		percent = 100 * float64(total.Signed) / float64(total.People)
	}
	return []string{
		fmt.Sprintf(words.held, m.Occasion, m.ID, phrase.Moment(w.lang, m.Opens, nil),
			phrase.Moment(w.lang, m.Closes.Add(-time.Second), nil)),
		fmt.Sprintf(words.wording, m.TextTitle, m.TextDigest),
		fmt.Sprintf(words.counted, phrase.Moment(w.lang, m.Counted, nil), phrase.Number(w.lang, total.Signed),
			phrase.Number(w.lang, total.People), phrase.Decimal(w.lang, percent, 2)),
		fmt.Sprintf(words.recorded, m.Origin, phrase.Number(w.lang, m.Size), m.Root),
		fmt.Sprintf(words.checked, m.Address),
		words.law,
	}
}

// item is a numbered point.
func (w minutesWriter) item(number int, text string) {
	const indent = 7.0
	w.y += 2
	w.need(2 * minutesFont.height())
	w.write(minutesFont, "L", []string{fmt.Sprintf("%d.", number)}, paperLeft, w.y, indent)
	w.flow(minutesFont, paperLeft+indent, 0, text)
}

// signatures is the room for the official, on the right as letters have it, and for the witnesses
// below. The official's is not parted from the first two of them.
func (w minutesWriter) signatures() {
	m, words := w.m, w.words
	saksi := append([]string{}, m.Saksi...)
	for len(saksi) < leastSaksi {
		saksi = append(saksi, "")
	}
	right := paperLeft + paperWidth*0.52
	width := paperRight - right
	s := m.Signatory
	official := signed{orBlank(s.Position, 34), s.Name, nil}
	if s.NIP != "" || s.Name == "" {
		official.below = append(official.below, "NIP "+orBlank(s.NIP, 30))
	}
	if s.Rank != "" {
		official.below = append(official.below, s.Rank)
	}
	w.y += 6
	w.need(98)
	dated := orBlank(m.Place, 20) + ", " + phrase.Date(w.lang, m.Day)
	w.y = w.write(minutesFont, "L", w.lines(minutesFont, dated, width), right, w.y, width)
	w.y = w.signature(minutesFont, official, right, w.y, width) + 3
	w.y = w.write(minutesFont, "L", []string{words.witnesses}, paperLeft, w.y, paperWidth)
	w.y += 1
	for n := 0; n < len(saksi); n += 2 {
		pair := saksi[n:min(n+2, len(saksi))]
		tall := 0
		for _, name := range pair {
			tall = max(tall, 1, len(w.lines(minutesFont, name, width)))
		}
		w.need(signatureRoom + minutesFont.height()*float64(tall+2))
		bottom := w.y
		for k, name := range pair {
			one := signed{fmt.Sprintf("%s %d", words.witness, n+k+1), name, nil}
			x := []float64{paperLeft, right}[k]
			bottom = max(bottom, w.signature(minutesFont, one, x, w.y, width))
		}
		w.y = bottom + 4
	}
}

// figures is the first annex: how many of each unit have signed.
func (w minutesWriter) figures() {
	m, words := w.m, w.words
	w.turn()
	w.annex(words.figures)
	w.flow(font{"", 10}, paperLeft, 2, fmt.Sprintf(words.asOf, phrase.Moment(w.lang, m.Counted, nil)))
	w.y += 3
	w.countHeading()
	for _, u := range m.Units {
		switch {
		case u.Left:
			u.Unit = words.left
		case u.Unit == "":
			u.Unit = words.noUnit
		}
		w.count(font{"", 10}, u)
	}
	all := m.Total
	all.Unit = words.all
	w.count(font{"B", 10}, all)
}

// countEdges are the left edges and widths of the table.
var countEdges = [4][2]float64{{paperLeft, paperWidth - 84}, {paperRight - 84, 28}, {paperRight - 56, 28},
	{paperRight - 28, 28}}

func (w minutesWriter) countHeading() {
	f := font{"B", 10}
	for n, label := range []string{w.words.unit, w.words.people, w.words.signed, w.words.percent} {
		w.cell(f, "C", []string{label}, countEdges[n][0], w.y, countEdges[n][1], 8)
	}
	w.y += 8
}

func (w minutesWriter) count(f font, c MinutesCount) {
	name := w.lines(f, c.Unit, countEdges[0][1]-3)
	height := max(7, 2+f.height()*float64(len(name)))
	if w.y+height > paperBottom {
		w.turn()
		w.countHeading()
	}
	percent := blank(3)
	if c.People > 0 {
		percent = phrase.Decimal(w.lang, 100*float64(c.Signed)/float64(c.People), 2)
	}
	w.cell(f, "L", name, countEdges[0][0], w.y, countEdges[0][1], height)
	for n, text := range []string{phrase.Number(w.lang, c.People), phrase.Number(w.lang, c.Signed), percent} {
		w.cell(f, "R", []string{text}, countEdges[n+1][0], w.y, countEdges[n+1][1], height)
	}
	w.y += height
}

// text is the second annex: the text as it was signed.
func (w minutesWriter) text() {
	w.turn()
	w.annex(w.words.wholeText)
	w.y += 4
	for line := range strings.SplitSeq(strings.TrimSuffix(w.m.Text, "\n"), "\n") {
		if line == "" {
			w.y += 2.5
			continue
		}
		w.flow(font{"", 10.5}, paperLeft, 0.6, line)
	}
}

func (w minutesWriter) annex(title string) {
	w.centred(font{"B", 12}, 0, title)
	w.centred(font{"", 10}, 0.5, w.words.title+" “"+w.m.Occasion+"”")
}

// feet says on each page which it is of how many.
func (w minutesWriter) feet(pages int) {
	f := font{"", 8}
	for n := range pages {
		w.pdf.SetPage(n + 1)
		w.write(f, "R", []string{fmt.Sprintf(w.words.page, n+1, pages)}, paperLeft, paperFoot, paperWidth)
	}
}

func orBlank(s string, n int) string {
	if s == "" {
		return blank(n)
	}
	return s
}
