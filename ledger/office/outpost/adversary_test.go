package outpost_test

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/office/personnel"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// TestServerThatLies: a server speaks the protocol and swaps what it hands out. What it can get an
// officer to sign, HTTP.md section 4 says; for everything else the officer's program ends, and the
// key has signed nothing.
func TestServerThatLies(t *testing.T) {
	h := newHall(t)
	siti, budi := h.person["Siti"], h.person["Budi"]
	size := h.Ledger.Size()
	moved := siti
	moved.Position = "Kepala Seksi"
	// What the officer does.
	renew := func(i *office.Institution) error { _, err := i.Renew(t.Context(), h.registrar, moved); return err }
	approve := func(i *office.Institution) (failed error) {
		waiting, err := i.Waiting(ptr(h.person["Rina"]))
		if err != nil {
			return err
		}
		return errors.Join(i.Approve(t.Context(), h.registrar, waiting, false,
			func(_ enrol.Request, _ string, err error) { failed = errors.Join(failed, err) }), failed)
	}
	revoke := func(i *office.Institution) error {
		target, err := i.EntryTarget(h.pledge["Siti"].Index)
		if err != nil {
			return err
		}
		plan, err := i.PlanRevocation(target, i.Ledger.Size(), "kunci dicuri")
		if err != nil {
			return err
		}
		if len(plan.Pledges) != 1 || plan.Pledges[0].Name != siti.Name {
			return &enrol.QuestionError{} // the officer reads another name
		}
		_, err = plan.Revoke(t.Context(), h.registrar, "komitmen")
		return err
	}
	erase := func(i *office.Institution) error {
		_, err := i.PlanErasure(t.Context(), siti, "diminta")
		return err
	}
	correct := func(i *office.Institution) error {
		_, err := personnel.PlanCorrection(i, siti, personnel.Fields{})
		return err
	}
	extend := func(i *office.Institution) error {
		plan, err := i.PlanExtension(h.campaign, time.Now().AddDate(2, 0, 0))
		if err != nil {
			return err
		}
		_, err = plan.Record(t.Context(), h.registrar)
		return err
	}
	later := func(i *office.Institution) error { i.Ledger.Far().Refresh(); return extend(i) }
	list := func(i *office.Institution) error { _, err := all(i); return err }
	certify := func(i *office.Institution) (failed error) {
		plan, err := i.PlanIssue(issue.Request{})
		if err != nil {
			return err
		}
		return errors.Join(plan.Issue(t.Context(), h.registrar, func(_ issue.Certificate, err error) {
			failed = errors.Join(failed, err)
		}), failed)
	}
	strangers := func(i *office.Institution) error {
		some, err := outpost.Foreign(i.Home, must(all(i)))
		if len(some) > 0 {
			return &enrol.QuestionError{Person: some[0]}
		}
		return err
	}
	pledgeRow := func(name string) map[string][]byte {
		e := must(h.Ledger.Entry(h.pledge["Budi"].Index))
		return map[string][]byte{string(store.EntryKey(h.pledge[name].Index)): store.Pack(store.Registered{
			Entry: e.Bytes()})}
	}
	half := func(method string, answer []byte) []byte {
		if method == "Look" || method == "Page" {
			return answer[:len(answer)/2]
		}
		return nil
	}
	// receipt is the answer to another statement, in the place of the one that was sent.
	receipt := func(made bool) *lie {
		of := h.pledge["Budi"]
		if !made {
			of.Digest, of.Signature = signer.Digest{}, eddsa.Signature{}
		}
		return &lie{make: func(method string) bool { return method != "Append" },
			answer: func(method string, _ []byte) []byte {
				if method != "Append" {
					return nil
				}
				return gobbed(struct{ Error string }{}, share.AppendAnswer{Receipt: of})
			}}
	}
	damaged := func(err error) bool { return errors.Is(err, ledger.ErrDamaged) }
	unsigned := func(err error) bool { return err != nil }
	lied, other, question := as[*share.FalseError], as[*share.HistoryError], as[*enrol.QuestionError]
	for name, c := range map[string]struct {
		lie  *lie
		act  func(*office.Institution) error
		want func(error) bool
	}{
		"the credential of another person":    {rows(h.subjectKey("Siti"), h.live("Budi")), renew, lied},
		"a credential that nobody signed":     {&lie{row: swapped(h.forged(size))}, renew, lied},
		"an entry that is not in the log":     {&lie{row: swapped(h.forged(size - 1))}, renew, lied},
		"another entry under an index":        {&lie{row: swapped(pledgeRow("Siti"))}, revoke, lied},
		"another's invitation at an approval": {h.inPlace("Rina", "Dewi"), approve, as[*office.RefusedError]},
		"another name at an approval": {&lie{row: swapped(h.with("Rina", "Rina Contoh", "Rono Contoh"))},
			approve, question},
		"another mail address": {&lie{row: swapped(h.with("Rina", "rina@c", "palsu@"))},
			strangers, question},
		"another unit": {&lie{row: swapped(h.with("Rina", "Pendidikan", "Kesehatan."))},
			strangers, question},
		"another's pledge to correct":        {h.pledgeOf(siti, "Budi"), correct, damaged},
		"another's pledge to erase":          {h.personal(budi), erase, lied},
		"another text of the commitment":     {h.text(), extend, lied},
		"a pledge that is not in the log":    {&lie{row: swapped(pledgeRow("Siti"))}, certify, lied},
		"the answer to another call":         {receipt(true), renew, lied},
		"done, for a call that was not made": {receipt(false), renew, lied},
		"an answer that is cut off":          {&lie{answer: half}, list, lied},
		"a list that tells twice":            {&lie{page: twice}, list, lied},
		"a log that is older":                {h.state(share.StateAnswer{Size: size - 1}, 1), later, other},
		"a trust list of another root": {h.state(share.StateAnswer{Size: size, Note: h.usurped()}, 1),
			later, unsigned},
		"no checkpoint any more": {rows(string(store.PrefixPublished), nil), list, other},
		"another history":        {rows(string(store.PrefixPublished), h.fork(size+1)), list, other},
		"an older checkpoint":    {rows(string(store.PrefixPublished), h.fork(size-1)), list, other},
	} {
		signed := h.registrar.signed.Load()
		h.lie.Store(c.lie)
		i, err := h.again(h.dir)
		if err == nil {
			err = c.act(i)
			i.Close()
		}
		h.lie.Store(nil)
		if !c.want(err) {
			t.Errorf("%s: %v", name, err)
		}
		if after := h.registrar.signed.Load(); after != signed && c.lie.make == nil {
			t.Errorf("%s: %d were signed", name, after-signed)
		}
	}
	if h.Ledger.Size() != size {
		t.Errorf("%d entries were recorded", h.Ledger.Size()-size)
	}
	// The same acts without a lie.
	i := must(h.again(h.dir))
	for name, act := range map[string]func(*office.Institution) error{"renew": renew, "approve": approve,
		"extend": extend, "list": list, "certify": certify, "strangers": strangers, "erase": erase} {
		if err := act(i); err != nil {
			t.Errorf("%s, with a server that does not lie: %v", name, err)
		}
	}
	if err := revoke(i); err != nil {
		t.Error(err)
	}
}

// TestPlantedPlan: what an earlier run is said to have planned is drawn anew from what is signed
// and from the officer's own settings, also where the server's settings change meanwhile.
func TestPlantedPlan(t *testing.T) {
	h := newHall(t)
	h.Config.Certificate.Signatory.Name, h.Config.Certificate.Number = "Penanda Palsu", "PALSU/{urut}"
	gone := &counted{Signer: h.registrar.Signer, fail: true}
	if err := must(h.PlanIssue(issue.Request{})).Issue(t.Context(), gone, nil); err == nil {
		t.Fatal("nothing was planted")
	}
	i := must(h.again(h.dir))
	if outpost.News(i.Home) {
		t.Error("settings that were seen are a question")
	}
	path := filepath.Join(h.Dir, "ikrar.toml")
	text := must(os.ReadFile(path))
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "{klasifikasi}/{urut}", "LAIN/{urut}", 1)),
		0o600); err != nil {
		t.Fatal(err)
	}
	n := 0
	dir := filepath.Join(t.TempDir(), "sertifikat")
	if err := must(i.PlanIssue(issue.Request{Dir: dir})).Issue(t.Context(), h.registrar,
		func(c issue.Certificate, err error) {
			if n++; err != nil || !strings.HasPrefix(c.Number, "800/") {
				t.Errorf("%+v, %v", c, err)
			}
		}); err != nil || n != 2 {
		t.Fatal(n, err)
	}
	if i = must(h.again(h.dir)); !outpost.News(i.Home) {
		t.Error("settings that nobody has seen are no question")
	}
	// No word of the planted plans is kept as that of a certificate.
	if err := h.Ledger.Drawer("issue").Each([]byte("plan/"), func(k, v []byte) error {
		if strings.Contains(string(v), "Palsu") || strings.Contains(string(v), "PALSU") {
			t.Errorf("the plan of pledge %d is the planted one", binary.BigEndian.Uint64(k[len("plan/"):]))
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}
