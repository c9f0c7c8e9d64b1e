package ledger

import (
	"errors"
	"fmt"
	"testing"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// TestAbout follows a person through everything that can be recorded about one: nothing of it is
// lost to who asks later, by any key the person ever had.
func TestAbout(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, sign(w, "registrar", w.campaignClaims("deklarasi")))
	other := w.enrol("bunga")
	w.append(signer.KindPledge, w.pledge("bunga", other))

	first := w.enrol("nabila")                                                                       // 4
	d := signer.DigestOf(first)                                                                      //
	second := w.enrol("nabila", func(c *signer.Credential) { c.Replaces, c.Unit = &d, "Unit baru" }) // 5
	pledge := w.pledge("nabila", second)
	w.append(signer.KindPledge, pledge) // 6
	issuance := w.issuance(pledge, "800/1/BKD/2026")
	w.append(signer.KindIssuance, issuance) // 7
	before := signer.DigestOf(issuance)
	w.append(signer.KindIssuance, w.issuance(pledge, "800/1/BKD/2026", func(i *signer.Issuance) {
		i.Predecessor, i.File = &before, signer.DigestOf([]byte("another file"))
	})) // 8
	w.append(signer.KindRevocation, w.revocation(signer.TargetIssuance, before))                                                                // 9
	w.append(signer.KindRevocation, w.revocation(signer.TargetPledge, signer.DigestOf(pledge)))                                                 // 10
	w.append(signer.KindPledge, w.pledge("nabila", second, func(p *signer.Pledge) { p.Place = "Sambas" }))                                      // 11
	w.append(signer.KindRevocation, w.revocation(signer.TargetCredential, signer.DigestOf(second), func(r *signer.Revocation) { r.From = 12 })) // 12
	w.enrol("nabila", func(c *signer.Credential) { c.Key = publicOf("nabila new") })                                                            // 13

	dial, stop := w.share()
	for _, l := range []*Ledger{w.ledger, dial()} {
		for _, k := range []string{"nabila", "nabila new"} {
			entries, err := l.About(publicOf(k))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, e := range entries {
				got = append(got, fmt.Sprintf("%d %v", e.Index, e.Kind))
			}
			if want := "[4 credential 5 credential 6 pledge 7 issuance 8 issuance 9 revocation 10 revocation 11 pledge 12 revocation 13 credential]"; fmt.Sprint(got) != want {
				t.Errorf("about %s: %v\nwant %s", k, got, want)
			}
		}
		if entries, err := l.About(publicOf("bunga")); err != nil || len(entries) != 2 {
			t.Errorf("about another: %v %v", entries, err)
		}
		if _, err := l.About(publicOf("nobody")); !errors.Is(err, ErrNotFound) {
			t.Errorf("about nobody: %v", err)
		}
	}
	stop()
	w.clean()
	var past int
	if err := w.keeper().store.View(func(x store.Txn) (err error) { past, err = x.Count(store.PrefixPast); return err }); err != nil || past == 0 {
		t.Errorf("%d past entries: %v", past, err)
	}
}
