package roster

import "time"

// RetiredReasons are why nobody waits for a person's pledge any more, AwayReasons why not until a
// day. "kontrak" is that of a PPPK which has run out.
var (
	RetiredReasons = []string{"pensiun", "meninggal", "mutasi", "berhenti", "kontrak"}
	AwayReasons    = []string{"cuti", "tugas-belajar"}
)

// Absence says that a person is not expected to sign, though the record stays: nobody reminds them,
// and no report counts them as missing. The zero value is for who is there.
type Absence struct {
	Reason string
	Until  int64 // Unix seconds, exclusive: from then on the person is expected again; 0 for never
}

// At reports whether the absence lasts at a moment.
func (a Absence) At(now time.Time) bool {
	return a.Reason != "" && (a.Until == 0 || now.Unix() < a.Until)
}

// Present leaves out of people those who are absent at a moment.
func Present(people Seq, now time.Time) Seq {
	return func(yield func(Person, error) bool) {
		for p, err := range people {
			if err == nil && p.Absence.At(now) {
				continue
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// Replace writes a person anew who is in the roster as old says, with the same NIP and subject.
// Where another has changed them meanwhile it is [ErrStale].
func (r *Roster) Replace(old, next Person) error {
	next.NIP, next.Subject = old.NIP, old.Subject
	if old == next {
		return nil
	}
	return r.Apply(&Plan{Changed: []Difference{{Old: old, New: next}}}, nil)
}
