// Package report says how far a campaign has come: per unit and in all, who is enrolled, has
// pledged, has a certificate, and who has yet to sign. Every figure is counted from the ledger's
// own keys and the roster at one moment, so that a report, the audit and the certificates on disk
// cannot disagree.
//
// [Gather] counts, or [Draw] from what is known already; [Report.CSV], [Report.XLSX] and
// [Report.HTML] write; [WritePack] makes the evidence that HR hands to the ministry, which
// [CheckPack] ties to a checkpoint of the ledger.
package report

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// State is how far a person has come.
type State string

const (
	Absent   State = "absent"   // without a key
	Enrolled State = "enrolled" // with a key, without a pledge
	Pledged  State = "pledged"  // without a certificate
	Issued   State = "issued"   // with a certificate
	Revoked  State = "revoked"  // the pledge was revoked, and none made since
)

// Person is one person of the roster, or one who left it after pledging.
type Person struct {
	NIP       roster.NIP // empty for who left the roster
	Name      string
	Unit      string
	Position  string
	State     State
	Index     uint64      // of the pledge's entry, where there is one
	Time      int64       // of its registration, Unix seconds
	Code      verify.Code //
	Number    string      // of the certificate
	Registrar string      // who vouched for the person's key
}

// Count is figures of one unit, or of all.
type Count struct {
	Unit     string `json:"unit,omitempty"`
	People   int    `json:"people"`
	Enrolled int    `json:"enrolled"` // have or had a key: all that follow are among these
	Pledged  int    `json:"pledged"`  // with and without a certificate
	Issued   int    `json:"issued"`
	Revoked  int    `json:"revoked"`
	Missing  int    `json:"missing"` // people without a pledge in force
}

// Percent is how many of a hundred people have pledged.
func (c Count) Percent() float64 {
	if c.People == 0 {
		return 0
	}
	return 100 * float64(c.Pledged) / float64(c.People)
}

func (c *Count) add(s State) {
	c.People++
	switch s {
	case Absent:
		c.Missing++
		return
	case Enrolled:
		c.Missing++
	case Revoked:
		c.Missing++
		c.Revoked++
	case Issued:
		c.Issued++
		c.Pledged++
	case Pledged:
		c.Pledged++
	}
	c.Enrolled++
}

// Day is the pledges of one day by the institution's clock.
type Day struct {
	Date    string `json:"date"` // YYYY-MM-DD
	Pledged int    `json:"pledged"`
	InAll   int    `json:"in_all"`
}

// Vouched is how many of the people who pledged a registrar vouched for.
type Vouched struct {
	Registrar string `json:"registrar"`
	People    int    `json:"people"`
}

// Report is a campaign at one moment.
type Report struct {
	Institution string
	Campaign    signer.Campaign
	Now         time.Time // in the institution's zone
	Size        uint64    // entries of the ledger
	Total       Count
	Units       []Count // by name
	Days        []Day
	Vouched     []Vouched
	People      []Person // by unit and name
	Away        int      // people who are not counted: retired or on leave, and without a pledge in force
}

// Left is the unit under which those are counted who pledged and left the roster since.
const Left = "-"

// Gather counts. now is in the institution's zone.
func Gather(l *ledger.Ledger, people *roster.Roster, campaign signer.Campaign, now time.Time) (*Report, error) {
	size := l.Size()
	standings, err := l.Standings(nil, 0)
	if err != nil {
		return nil, err
	}
	list, _ := l.Trust()
	return Draw(list, size, people.List(""), standings, campaign, now)
}

// Draw draws a report of a campaign from what is known of everybody in a ledger of a size, and of
// the roster. now is in the institution's zone.
func Draw(list *trust.List, size uint64, people iter.Seq2[roster.Person, error],
	standings map[signer.Subject]ledger.Standing, campaign signer.Campaign, now time.Time) (*Report, error) {
	r := &Report{Institution: list.Institution, Campaign: campaign, Now: now, Size: size}
	seen := make(map[signer.Subject]bool, len(standings))
	for p, err := range people {
		if err != nil {
			return nil, err
		}
		person := Person{NIP: p.NIP, Name: p.PrintedName(), Unit: p.Unit, Position: p.Position, State: Absent}
		subject := signer.Subject(p.Subject)
		seen[subject] = true
		standing := standings[subject]
		if pledge, ok := standing.In(campaign.ID); ok {
			person.pledged(list, pledge)
		} else if standing.Key {
			person.State = Enrolled
		}
		if p.Absence.At(now) && person.State != Pledged && person.State != Issued {
			r.Away++
			continue
		}
		r.People = append(r.People, person)
	}
	for subject, standing := range standings {
		if pledge, ok := standing.In(campaign.ID); ok && !seen[subject] {
			person := Person{Unit: Left}
			person.pledged(list, pledge)
			r.People = append(r.People, person)
		}
	}
	r.sort()
	r.count()
	return r, nil
}

// sort puts people by unit and name.
func (r *Report) sort() {
	slices.SortFunc(r.People, func(a, b Person) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Name, b.Name), cmp.Compare(a.NIP, b.NIP),
			cmp.Compare(a.Index, b.Index))
	})
}

// pledged says what became of a pledge.
func (p *Person) pledged(list *trust.List, s ledger.Signed) {
	p.Index, p.Time, p.Code, p.Number = s.Index, s.Time, s.Code, s.Number
	p.Name = cmp.Or(p.Name, s.Name)
	if registrar, ok := list.Registrar(s.Registrar); ok {
		p.Registrar = registrar.Name
	}
	switch {
	case s.Revoked:
		p.State = Revoked
	case s.Number != "":
		p.State = Issued
	default:
		p.State = Pledged
	}
}

// count draws the figures from the people.
func (r *Report) count() {
	r.Total, r.Units = Count{}, nil
	days, vouched := map[string]int{}, map[string]int{}
	for _, p := range r.People {
		if n := len(r.Units); n == 0 || r.Units[n-1].Unit != p.Unit {
			r.Units = append(r.Units, Count{Unit: p.Unit})
		}
		r.Units[len(r.Units)-1].add(p.State)
		r.Total.add(p.State)
		if p.State == Pledged || p.State == Issued {
			days[time.Unix(p.Time, 0).In(r.Now.Location()).Format(time.DateOnly)]++
			vouched[p.Registrar]++
		}
	}
	r.Days, r.Vouched = nil, nil
	all := 0
	for _, date := range sorted(days) {
		all += days[date]
		r.Days = append(r.Days, Day{date, days[date], all})
	}
	for _, name := range sorted(vouched) {
		r.Vouched = append(r.Vouched, Vouched{name, vouched[name]})
	}
}

func sorted(m map[string]int) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Missing are the people without a pledge in force.
func (r *Report) Missing() []Person {
	return slices.DeleteFunc(slices.Clone(r.People), func(p Person) bool {
		return p.State == Pledged || p.State == Issued
	})
}

// Only is the report of one unit, however its name is cased and spaced; ok is false where nobody of
// the campaign is of it.
func (r *Report) Only(unit string) (one *Report, ok bool) {
	same := func(name string) bool { return strings.EqualFold(name, strings.Join(strings.Fields(unit), " ")) }
	at := slices.IndexFunc(r.Units, func(c Count) bool { return same(c.Unit) })
	if at < 0 {
		return nil, false
	}
	only := *r
	only.Units, only.Total = r.Units[at:at+1], r.Units[at]
	only.Total.Unit = ""
	only.People = slices.DeleteFunc(slices.Clone(r.People), func(p Person) bool { return !same(p.Unit) })
	return &only, true
}
