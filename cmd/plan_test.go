package cmd_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// planFile is the plan of the rooms that README shows; `make plan` draws it.
const planFile = "ikrar/pictures/rooms.svg"

// TestPlan holds README's plan against the rooms that there are, and what they import.
func TestPlan(t *testing.T) {
	house := list(t)
	drawn := drawPlan(house)
	for _, fault := range planFaults(drawn, house) {
		t.Error(fault)
	}
	if os.Getenv("IKRAR_PLAN") != "" {
		if err := os.WriteFile(planFile, drawn, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	plan, err := os.ReadFile(planFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range planFaults(plan, house) {
		t.Errorf("%s: %s: make plan draws it anew", planFile, fault)
	}
}

func TestPlanBites(t *testing.T) {
	house := map[string]room{
		"ikrar/cmd/a":             {"ikrar/cmd/a", set{"ikrar/ledger": true, "fmt": true}, nil},
		"ikrar/ledger":            {"ikrar/ledger", set{"ikrar/ledger/internal/b": true, "ikrar/signer": true}, nil},
		"ikrar/ledger/internal/b": {"ikrar/ledger/internal/b", set{}, nil},
		"ikrar/signer":            {"ikrar/signer", set{}, nil},
	}
	plan := drawPlan(house)
	if faults := planFaults(plan, house); len(faults) > 0 {
		t.Fatalf("%q\n%s", faults, plan)
	}
	for want, change := range map[string]func(){
		"ikrar/verify is not in the plan": func() { house["ikrar/verify"] = room{"ikrar/verify", set{}, nil} },
		"ikrar/cmd/a does not exist":      func() { delete(house, "ikrar/cmd/a") },
		"ikrar/signer imports ikrar/ledger, which is not below it": func() {
			house["ikrar/signer"].imports["ikrar/ledger"] = true
		},
		"ikrar/signer is in the plan twice": func() {
			plan = bytes.Replace(plan, []byte(`data-room="ikrar/ledger"`), []byte(`data-room="ikrar/signer"`), 1)
		},
	} {
		kept, keptPlan := map[string]room{}, plan
		for path, r := range house {
			kept[path] = room{r.path, set{}, nil}
			for imported := range r.imports {
				kept[path].imports[imported] = true
			}
		}
		change()
		if faults := planFaults(plan, house); !slices.Contains(faults, want) {
			t.Errorf("%q, want among them %q", faults, want)
		}
		house, plan = kept, keptPlan
	}
}

// planFaults says what is wrong with a plan: every room is in it once, none that there is not, and
// whatever a room imports stands below it.
func planFaults(plan []byte, house map[string]room) (faults []string) {
	height := map[string]int{}
	for reader := xml.NewDecoder(bytes.NewReader(plan)); ; {
		token, err := reader.Token()
		if token == nil {
			if err.Error() != "EOF" {
				faults = append(faults, err.Error())
			}
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		attributes := map[string]string{}
		for _, a := range start.Attr {
			attributes[a.Name.Local] = a.Value
		}
		name := attributes["data-room"]
		if name == "" {
			continue
		}
		y, err := strconv.Atoi(attributes["y"])
		if _, twice := height[name]; twice {
			faults = append(faults, name+" is in the plan twice")
		} else if _, ok := house[name]; !ok {
			faults = append(faults, name+" does not exist")
		} else if err != nil {
			faults = append(faults, err.Error())
		}
		height[name] = y
	}
	for name, r := range house {
		y, ok := height[name]
		if !ok {
			faults = append(faults, name+" is not in the plan")
			continue
		}
		for imported := range r.imports {
			if below, ok := height[imported]; ok && below <= y {
				faults = append(faults, fmt.Sprintf("%s imports %s, which is not below it", name, imported))
			}
		}
	}
	slices.Sort(faults)
	return faults
}

// A storey is one of the four parts of the house, from the top, with what it is for.
type storey struct{ name, what string }

var storeys = []storey{
	{"cmd", "the commands"},
	{"ledger", "the book, the server, certificates, people, HR's office"},
	{"verify", "from a proof and a trust list to a verdict"},
	{"signer", "statements and keys"},
}

// Lengths in the plan, in pixels.
const (
	planWidth, planLeft   = 960, 34
	planLine, planRoom    = 27, 21 // from one line of rooms to the next; the height of a room
	planLetter, planInset = 7, 7   // the width of a letter, rounded; around a name
	planGap               = 6
)

const planStyle = `text{font:11.5px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:#15323d}` +
	`.p{fill:#fff}.r{fill:#dcebf0;stroke:#7fa9b8}.i{fill:#f1f3f4;stroke:#c2ccd0}.h{font-weight:700;font-size:13px}` +
	`.w{fill:#4a5c62}.l{stroke:#b9c6cb;fill:none}.d{stroke-dasharray:2 3}` +
	`@media(prefers-color-scheme:dark){text{fill:#e6edef}.p{fill:#0f191d}.r{fill:#174353;stroke:#4f8296}` +
	`.i{fill:#1d2a2f;stroke:#445359}.w{fill:#a9b8bd}.l{stroke:#445359}}`

// drawPlan draws the rooms in rows: a room imports only rooms of lower rows. Rooms in an internal
// directory, which nobody else may import, are grey.
func drawPlan(house map[string]room) []byte {
	var body bytes.Buffer
	y := 12
	for _, s := range storeys {
		rows := rowsOf(house, s.name)
		fmt.Fprintf(&body, "<text class=\"h\" x=\"%d\" y=\"%d\">%s</text>", planLeft, y+14, s.name)
		fmt.Fprintf(&body, "<text class=\"w\" x=\"%d\" y=\"%d\">%s</text>\n", planLeft+62, y+14, s.what)
		y += planLine
		for n, row := range rows {
			if n > 0 {
				fmt.Fprintf(&body, "<path class=\"l d\" d=\"M%d %dH%d\"/>\n", planLeft, y-3, planWidth-12)
			}
			x := planLeft
			for _, name := range row {
				label, class := strings.TrimPrefix(name, "ikrar/"+s.name+"/"), "r"
				if strings.Contains(name, "/internal/") {
					label, class = strings.ReplaceAll("/"+label, "/internal/", "/")[1:], "i"
				}
				label = strings.TrimPrefix(label, "ikrar/")
				width := planLetter*len(label) + 2*planInset
				if x+width > planWidth-12 {
					x, y = planLeft, y+planLine
				}
				fmt.Fprintf(&body, "<rect class=\"%s\" data-room=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/>"+
					"<text x=\"%d\" y=\"%d\">%s</text>\n", class, name, x, y, width, planRoom, x+planInset, y+15, label)
				x += width + planGap
			}
			y += planLine
		}
		y += 12
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n", planWidth, y)
	fmt.Fprintf(&out, "<title>The rooms of ikrar: each imports only what stands below it</title>\n<style>%s</style>\n", planStyle)
	fmt.Fprintf(&out, "<rect class=\"p\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n", planWidth, y)
	fmt.Fprintf(&out, "<path class=\"l\" d=\"M17 14V%d m-5-8l5 8l5-8\"/>\n", y-14)
	out.Write(body.Bytes())
	out.WriteString("</svg>\n")
	return out.Bytes()
}

// rowsOf are the rooms of a storey, the highest row first. Each stands as high as those allow that
// import it, and where none does, as low as what it imports allows.
func rowsOf(house map[string]room, storey string) [][]string {
	within := func(name string) bool { return match("ikrar/"+storey+"/...", name) }
	var names []string
	importers := map[string][]string{}
	for name, r := range house {
		if !within(name) {
			continue
		}
		names = append(names, name)
		for imported := range r.imports {
			importers[imported] = append(importers[imported], name)
		}
	}
	level := map[string]int{} // from the lowest
	for changed := true; changed; {
		changed = false
		for _, name := range names {
			for imported := range house[name].imports {
				if within(imported) && level[name] <= level[imported] && level[name] < len(house) { // no circle
					level[name], changed = level[imported]+1, true
				}
			}
		}
	}
	slices.SortFunc(names, func(a, b string) int { return level[b] - level[a] })
	for _, name := range names { // those above it have their places already
		if len(importers[name]) > 0 {
			level[name] = len(house)
		}
		for _, importer := range importers[name] {
			level[name] = min(level[name], level[importer]-1)
		}
	}
	rows := map[int][]string{}
	for _, name := range names {
		rows[level[name]] = append(rows[level[name]], name)
	}
	var sorted [][]string
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(rows))) {
		slices.SortFunc(rows[n], func(a, b string) int {
			return strings.Compare(path.Dir(a)+"\x00"+a, path.Dir(b)+"\x00"+b)
		})
		sorted = append(sorted, rows[n])
	}
	return sorted
}
