package approvals

import (
	"crypto/sha256"
	"fmt"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/office"
	"ikrar/ledger/office/web/internal/frame"
)

// wishing is the page of what people say is wrong about them.
type wishing struct {
	Counts  counts
	Wishes  []wish
	Settled int // that were marked as done just now
	Gone    int // that another officer had seen to
	Fault   string
}

type wish struct {
	Name, NIP, Last4, Unit string
	Field                  string // a key of the catalogue
	Now, Wish, Note        string
	Since                  time.Time
	Value                  string
}

func (a approvals) wishes(r *frame.Request) error { return a.showWishes(r, wishing{}) }

func (a approvals) showWishes(r *frame.Request, page wishing) error {
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		c, _, wishes, err := count(i, "wishes")
		page.Counts = c
		for _, w := range wishes {
			page.Wishes = append(page.Wishes, wish{w.Person.PrintedName(), string(w.Person.NIP), w.Person.NIP.Last4(),
				w.Person.Unit, "approvals.field." + w.Field, w.Now(), w.Wish, w.Note, moment(w.Time, i.Zone()),
				wishValue(w)})
		}
		return err
	})
	if err != nil {
		return err
	}
	return r.Show("perbaikan", page)
}

// wishValue names a wish by all that was shown of it.
func wishValue(w enrol.Wish) string {
	said := fmt.Appendf(nil, "%s %q %q %q %d", w.Person.NIP, w.Field, w.Wish, w.Note, w.Time)
	return fmt.Sprintf("%x", sha256.Sum256(said))
}

// settle marks wishes as done.
func (a approvals) settle(r *frame.Request) error {
	values := r.Form["permintaan"]
	if len(values) == 0 {
		return a.showWishes(r, wishing{Fault: "approvals.none.ticked"})
	}
	var page wishing
	err := a.desk.Do(r.Context(), func(i *office.Institution) error {
		wishes, err := i.Wishes(nil)
		if err != nil {
			return err
		}
		byValue := map[string]enrol.Wish{}
		for _, w := range wishes {
			byValue[wishValue(w)] = w
		}
		var done []enrol.Wish
		for _, v := range values {
			if w, ok := byValue[v]; ok {
				done = append(done, w)
			} else {
				page.Gone++
			}
		}
		page.Settled = len(done)
		return i.SettleWishes(done)
	})
	if err != nil {
		return err
	}
	return a.showWishes(r, page)
}
