package desk

import (
	"encoding/json"
	"strconv"
	"time"

	"ikrar/ledger/office"
)

// noteDrawer is the drawer of who changed last in an office what no officer signs (STORE.md,
// section 12). Whoever was slower is told so.
const noteDrawer = "notes"

// What notes are of.
const (
	Roster  = "roster"
	Stages  = "stages/" // and the campaign
	Slips   = "slips"
	Issuing = "issuing/" // and the campaign
)

// Note is who did something last, and when.
type Note struct {
	By string    `json:"by"`
	At time.Time `json:"at"`
}

// Note notes that this officer has just changed something. What was changed stays so if the note
// cannot be made: others are then told without a name.
func (d *Desk) Note(i *office.Institution, what string) {
	text, err := json.Marshal(Note{d.Officer(), d.Now().Truncate(time.Second)})
	if err == nil {
		_ = i.Ledger.Drawer(noteDrawer).Write([]struct{ Key, Value []byte }{{[]byte(what), text}})
	}
}

// Stamp tells notes apart in a form; "" for none.
func (n Note) Stamp() string {
	if n.By == "" {
		return ""
	}
	return strconv.FormatInt(n.At.Unix(), 10) + " " + n.By
}

// Last is the note of something, its time in the zone of the institution; zero where there is none.
func (d *Desk) Last(i *office.Institution, what string) (n Note) {
	text, err := i.Ledger.Drawer(noteDrawer).Get([]byte(what))
	if err != nil || json.Unmarshal(text, &n) != nil {
		return Note{}
	}
	n.At = n.At.In(i.Zone())
	return n
}
