package ledger

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"ikrar/signer"
)

// TestEraseKilled kills a process between erasures and in the middle of one, again and again. What
// it recorded must be gone from the disk after the next opening, and nothing else; an audit before
// that finds nothing wrong.
func TestEraseKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("processes of their own, in which nothing is raced that other tests do not race")
	}
	rounds := rounds(t, "IKRAR_KILLS", 6, 2)
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	var people []string
	stopped := 0
	for round := range rounds {
		for n := range 4 {
			people = append(people, fmt.Sprintf("orang-%d-%d", round, n))
			c := w.enrol(people[len(people)-1])
			w.append(signer.KindPledge, w.pledge(people[len(people)-1], c))
			w.put(people[len(people)-1], "NIP "+people[len(people)-1]+";")
		}
		if err := w.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		killedErasing(t, w.dir(), people, round)
		report, err := Audit(t.Context(), w.options, nil)
		if len(report.Findings) > 0 {
			t.Errorf("round %d: audited as it was left: %+v", round, report.Findings)
		}
		if err != nil || len(report.Undecided) > 0 {
			stopped++
		}
		w.reopenClosed()
		if left := filesOf(t, w.dir())["ledger.head.erasing"]; left != nil {
			t.Errorf("round %d: the mark is still there: %s", round, left)
		}
		on := filesOf(t, w.dir())
		for _, who := range people {
			held := must(w.ledger.Personal(t.Context(), subjectOf(who)))
			in := contains(on, "Nama "+who+"\x03") // in a credential, the label of the unit follows the name
			roster := contains(on, "NIP "+who+";")
			switch gone := len(held) == 0; {
			case gone && len(in)+len(roster) > 0:
				t.Errorf("round %d: %s is erased and still in %v %v", round, who, in, roster)
			case !gone && (len(held) != 2 || len(in) == 0 || len(roster) == 0):
				t.Errorf("round %d: half of %s is gone: %+v, in %v %v", round, who, held, in, roster)
			}
		}
		if t.Failed() {
			break
		}
	}
	if kept := must(ReadErasures(w.options.Erasures)); len(kept) < rounds {
		t.Errorf("%d erasures in %d rounds", len(kept), rounds)
	}
	t.Logf("in %d of %d rounds something was left to finish", stopped, rounds)
	w.clean()
}

// killedErasing has a child erase people until it is killed, some moments after its second erasure
// began.
func killedErasing(t *testing.T, dir string, people []string, round int) {
	t.Helper()
	c := child(t.Context(), "erase", dir, strings.Join(people, " "))
	kill(t, c, 2, round*7)
}

func childErase(o Options) error {
	l, err := OpenLedger(o)
	if err != nil {
		return err
	}
	w := &world{now: o.Now(), ledger: l, TB: &testing.B{}}
	for _, who := range strings.Fields(os.Getenv(childWho)) {
		held, err := l.Personal(context.Background(), subjectOf(who))
		if err != nil {
			return err
		}
		var digests []signer.Digest
		for _, h := range held {
			digests = append(digests, h.Digest)
		}
		if len(digests) == 0 {
			continue
		}
		fmt.Println("{" + who)
		if _, err := l.Erase(context.Background(), w.erasure(digests...), []DrawerKey{{"roster", []byte(who)}}); err != nil {
			return err
		}
	}
	return nil
}
