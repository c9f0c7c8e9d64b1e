package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/internal/sessions"
	"ikrar/ledger/internal/share"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// recorded are the records of sessions, in the order in which these began.
func (w *world) recorded() (all []sessions.Record) {
	w.Helper()
	err := w.ledger.Drawer(sessions.Drawer).Each(nil, func(_, value []byte) error {
		r, err := sessions.Parse(value)
		all = append(all, r)
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	return all
}

// TestSessionsRecorded: of each session is remembered who had it, where, and what came by it; who
// has one cannot say otherwise, nor end another registrar's, and who works on the server ends any.
func TestSessionsRecorded(t *testing.T) {
	w := newWorld(t)
	c := &carrying{}
	mine, other := must(w.reach(c, "registrar")), must(w.reach(c, "registrar"))
	first := w.ledger.Size()
	w.append(signer.KindCampaign, sign(w, "registrar", w.campaignClaims("di-peladen")))
	for _, name := range []string{"nabila", "budi"} {
		if _, err := mine.AppendBytes(t.Context(), signer.KindCredential, w.credential(name)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := other.AppendBytes(t.Context(), signer.KindCredential, w.credential("nabila")); err != nil {
		t.Fatal(err) // known already: it came by the first
	}
	forged := drawerChange{sessions.Key(1, [16]byte{}), []byte("{}")}
	for _, own := range []string{sessions.Drawer, "witness", "publish"} {
		if err := mine.Drawer(own).Write([]drawerChange{forged}); !errors.Is(err, share.ErrRight) {
			t.Errorf("the drawer %s was written from afar: %v", own, err)
		}
	}
	if _, err := mine.StatusList(); !errors.Is(err, share.ErrRight) {
		t.Errorf("a status list was signed for somebody from afar: %v", err)
	}

	dir := must(os.MkdirTemp("", "s"))
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := must(Listen(filepath.Join(dir, "s")))
	done := make(chan error)
	go func() { done <- c.visits.Share(socket) }()
	here := must(Dial(filepath.Join(dir, "s"), w.options))
	seen := must(here.Sessions().Visitors())
	if len(seen) != 2 || seen[0].Machine != "meja" || !seen[0].Ends || seen[0].Here {
		t.Errorf("%+v", seen)
	}
	theirs := must(mine.Sessions().Visitors())
	if len(theirs) != 2 || theirs[0].Here == theirs[1].Here || !theirs[0].Ends || !theirs[1].Ends {
		t.Errorf("%+v", theirs)
	}
	if w.ledger.Sessions() != nil {
		t.Error("the ledger itself has sessions")
	}
	if err := other.Close(); err != nil || len(c.visits.Visitors()) != 1 {
		t.Errorf("who left is still there (%v)", err)
	}
	if ended, err := here.Sessions().EndVisit(c.visits.Visitors()[0].ID); !ended || err != nil {
		t.Errorf("%v %v", ended, err)
	}
	if ended, err := here.Sessions().EndVisit(seen[0].ID); ended || err != nil {
		t.Errorf("ended twice: %v %v", ended, err)
	}

	// Of another registrar's.
	list, _ := w.ledger.Trust()
	next := *list
	next.Serial, next.Registrars = next.Serial+1, append(next.Registrars[:len(next.Registrars):len(next.Registrars)],
		trust.Registrar{Key: publicOf("lain"), Name: "Lain", Range: trust.Range{First: w.ledger.Size(),
			Last: trust.NoEnd}})
	w.append(signer.KindTrust, must(trust.Sign(next, testKey("root"))))
	mine, other = must(w.reach(c, "registrar")), must(w.reach(c, "lain"))
	seen = must(other.Sessions().Visitors())
	slices.SortFunc(seen, func(a, b share.Connected) int { return strings.Compare(a.Registrar, b.Registrar) })
	if len(seen) != 2 || seen[0].Ends || !seen[1].Ends {
		t.Errorf("%+v", seen)
	}
	if ended, err := other.Sessions().EndVisit(seen[0].ID); ended || !errors.Is(err, share.ErrRight) {
		t.Errorf("another registrar's session: %v %v", ended, err)
	}
	// Retired on the server, the other one's sessions end there and then.
	last := next
	last.Registrars = append([]trust.Registrar{}, next.Registrars...)
	last.Serial, last.Registrars[len(last.Registrars)-1].Last = next.Serial+1, w.ledger.Size()
	if _, err := here.AppendBytes(t.Context(), signer.KindTrust, must(trust.Sign(last, testKey("root")))); err != nil {
		t.Fatal(err)
	}
	if who := must(here.Sessions().Visitors()); len(who) != 1 || who[0].Registrar == "Lain" {
		t.Errorf("%+v", who)
	}
	mine.Close()
	here.Close()
	socket.Close()
	if err := <-done; err != nil {
		t.Error(err)
	}
	c.visits.Close()
	all := w.recorded()
	why, ranges := "", 0
	for _, r := range all {
		if ranges += len(r.Entries); r.Has(first) || len(r.Entries) > 0 && !(r.Has(first+1) && r.Has(first+2)) {
			t.Errorf("%+v", r)
		}
		if why += r.Why + " "; r.Began == 0 || r.Ended < r.Began || r.Machine != "meja" {
			t.Errorf("%+v", r)
		}
	}
	if len(all) != 4 || ranges != 1 {
		t.Errorf("%d records, %d ranges", len(all), ranges)
	}
	for _, w := range []string{sessions.Left, sessions.Ended, sessions.Retired} {
		if !strings.Contains(why, w) {
			t.Errorf("nothing %s: %s", w, why)
		}
	}
}

// TestSessionsForgotten: who is killed leaves a session that falls by idleness, and what nothing
// came by is forgotten in its time.
func TestSessionsForgotten(t *testing.T) {
	w := newWorld(t)
	now := w.now
	visits := w.ledger.Receive(func() time.Time { return now }, nil)
	c := &carrying{visits: visits}
	w.options.Now = func() time.Time { return now }
	must(w.reach(c, "registrar")) // and killed: it falls by idleness
	began := now
	if now = now.Add(59 * time.Minute); len(visits.Visitors()) != 1 {
		t.Error("it ended within the hour")
	}
	if now = now.Add(2 * time.Minute); len(visits.Visitors()) != 0 {
		t.Error("an idle session is left")
	}
	visits.Close() // waits for the record
	if all := w.recorded(); len(all) != 1 || all[0].Why != sessions.Idle || all[0].Ended != began.Unix() {
		t.Errorf("%+v", all)
	}
	now = now.Add(sessions.Keep + time.Hour)
	must(w.reach(c, "registrar")).Close()
	visits.Close()
	if all := w.recorded(); len(all) != 1 || all[0].Began != now.Unix() {
		t.Errorf("%+v", all)
	}
}
