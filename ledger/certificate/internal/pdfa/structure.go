package pdfa

import (
	"fmt"
	"strings"
)

// Element is a part of a page in the structure tree (ISO 32000-1 section 14.7), by which programs
// read the page aloud.
type Element struct {
	Role     string
	Language string     // where it is not that of the file
	Instead  string     // of a figure: what it shows, in words
	Box      [4]float64 // of a figure
	Mark     int        // number of its marked content; of one with Kids, unused
	Link     string     // where a link leads, whose area is Box and which Instead describes
	Kids     []Element
}

// tree writes the elements of a page.
type tree struct {
	*file
	page  int
	marks map[int]int // elements by the number of their marked content
	link  int         // the element of the link; 0 where there is none
	annot int         // the link itself
}

// addTree appends the structure tree of a page, whose elements are those of one document, and
// returns the number of its root.
func (f *file) addTree(page int, elements []Element) (root int, t *tree) {
	t = &tree{file: f, page: page, marks: map[int]int{}}
	root = f.add(nil)
	document := f.add(nil)
	f.objects[document] = fmt.Appendf(nil, "<< /Type /StructElem /S /Document /P %d 0 R /K [%s] >>", root,
		t.add(document, elements))
	var marks strings.Builder
	for i := range len(t.marks) {
		fmt.Fprintf(&marks, "%d 0 R ", t.marks[i])
	}
	links := ""
	if t.link != 0 {
		links = fmt.Sprintf(" %d %d 0 R", linkParent, t.link)
	}
	f.objects[root] = fmt.Appendf(nil, "<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree << /Nums [%d [%s]%s] >> "+
		"/ParentTreeNextKey %d >>", document, pageParent, strings.TrimSpace(marks.String()), links, linkParent+1)
	return root, t
}

// The keys under which the parent tree finds the elements of the page and of its link.
const (
	pageParent = 0
	linkParent = 1
)

// add appends elements and returns the references to them.
func (t *tree) add(parent int, elements []Element) string {
	var kids []string
	for _, e := range elements {
		number := t.file.add(nil)
		var out strings.Builder
		fmt.Fprintf(&out, "<< /Type /StructElem /S /%s /P %d 0 R /Pg %d 0 R", e.Role, parent, t.page)
		if e.Language != "" {
			fmt.Fprintf(&out, " /Lang (%s)", e.Language)
		}
		if e.Role == "Figure" {
			fmt.Fprintf(&out, " /Alt %s /A << /O /Layout /Placement /Block /BBox %s >>", textString(e.Instead),
				rectangle(e.Box))
		}
		switch {
		case e.Link != "":
			t.link, t.annot = number, t.addLink(e)
			fmt.Fprintf(&out, " /K [%s << /Type /OBJR /Obj %d 0 R >>]", t.add(number, e.Kids), t.annot)
		case len(e.Kids) > 0:
			fmt.Fprintf(&out, " /K [%s]", t.add(number, e.Kids))
		default:
			t.marks[e.Mark] = number
			fmt.Fprintf(&out, " /K %d", e.Mark)
		}
		out.WriteString(" >>")
		t.objects[number] = []byte(out.String())
		kids = append(kids, fmt.Sprintf("%d 0 R", number))
	}
	return strings.Join(kids, " ")
}

// addLink appends the link itself, which prints (ISO 19005-3, 6.3.2) though nothing of it is seen.
func (t *tree) addLink(e Element) int {
	return t.file.add(fmt.Appendf(nil, "<< /Type /Annot /Subtype /Link /Rect %s /Border [0 0 0] /F 4 /StructParent %d "+
		"/Contents %s /A << /S /URI /URI %s >> >>", rectangle(e.Box), linkParent, textString(e.Instead),
		literal(e.Link)))
}

func rectangle(r [4]float64) string {
	return fmt.Sprintf("[%.2f %.2f %.2f %.2f]", r[0], r[1], r[2], r[3])
}

// literal is a string in parentheses.
func literal(text string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text) + ")"
}
