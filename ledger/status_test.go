package ledger

import (
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// list opens the status list of this moment as a checker does.
func (w *world) list() *verify.StatusList {
	w.Helper()
	raw, err := w.ledger.StatusList()
	if err != nil {
		w.Fatal(err)
	}
	list, _ := w.ledger.Trust()
	l, err := verify.OpenStatusList(raw, list, w.now.Unix())
	if err != nil {
		w.Fatal(err)
	}
	return l
}

// listed fails the test unless the list says of every pledge what the ledger itself says of it, of
// every other entry nothing, and unless exactly the given entries are revoked in both, each with a
// statement that says so.
func (w *world) listed(revoked ...uint64) {
	w.Helper()
	w.now = w.now.Add(listPause * time.Second)
	l := w.list()
	if l.Size != w.ledger.Size() || l.Root != w.keeper().snapshot().root {
		w.Errorf("a list of %d entries, the ledger has %d", l.Size, w.ledger.Size())
	}
	want := map[uint64]bool{}
	for _, index := range revoked {
		want[index] = true
	}
	for _, e := range w.entries() {
		own := verify.StatusAnswer{State: verify.StateGood}
		var err error
		if e.Kind == signer.KindPledge {
			if own, err = w.ledger.Status(e.Index); err != nil {
				w.Fatal(err)
			}
		}
		if got, err := l.Status(e.Index); err != nil || got.State != own.State || (got.State == verify.StateRevoked) != want[e.Index] {
			w.Errorf("entry %d, a %v: listed %s, the ledger says %s, want revoked %v; %v", e.Index, e.Kind, got.State, own.State, want[e.Index], err)
		}
		raw, err := w.ledger.Revocation(e.Index)
		if why, parsed := signer.Parse[signer.Revocation](raw); want[e.Index] && (err != nil || parsed != nil || why.Claims().Reason != own.Reason) {
			w.Errorf("entry %d: the revocation says %q, the ledger %q; %v %v", e.Index, why.Claims().Reason, own.Reason, err, parsed)
		} else if !want[e.Index] && e.Kind != signer.KindRevocation && !errors.Is(err, ErrNotFound) {
			w.Errorf("entry %d: a revocation of what is not revoked, %v", e.Index, err)
		}
	}
}

// A status list says of every pledge what its own revocation, its credential's and its key's make
// of it.
func TestStatusList(t *testing.T) {
	t.Run("nothing revoked", func(t *testing.T) { newOffice(t).listed() })
	t.Run("the pledge", func(t *testing.T) {
		o := newOffice(t)
		o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
		o.listed(6)
		again := o.append(signer.KindPledge, o.pledge("siti", o.siti)).Index
		o.listed(6)
		o.revoke(signer.TargetKey, keyDigest("siti"))
		o.listed(6, again)
		o.clean()
		o.listed(6, again)
	})
	t.Run("the credential", func(t *testing.T) {
		o := newOffice(t)
		o.revoke(signer.TargetCredential, signer.DigestOf(o.siti))
		o.listed(6)
		o.clean()
	})
	t.Run("a certificate, which leaves its pledge as it is", func(t *testing.T) {
		o := newOffice(t)
		pdf := []byte("sertifikat siti")
		issued := o.issuance(o.sitiPledge, "800/1/BKD/2026", func(i *signer.Issuance) {
			d := signer.DigestOf(o.sitiIssued)
			i.File, i.Length, i.Predecessor = signer.DigestOf(pdf), uint64(len(pdf)), &d
		})
		o.append(signer.KindIssuance, issued)
		file := func(pdf []byte, want verify.File) {
			t.Helper()
			if got, _, err := o.ledger.File(signer.DigestOf(o.sitiPledge), pdf); err != nil || got != want {
				t.Errorf("the file is %s, %v, want %s", got, err, want)
			}
		}
		file(pdf, verify.FileIssued)
		o.revoke(signer.TargetIssuance, signer.DigestOf(o.sitiIssued)) // the one that was replaced
		file(pdf, verify.FileIssued)
		o.revoke(signer.TargetIssuance, signer.DigestOf(issued))
		file(pdf, verify.FileRevoked)
		file(append(pdf, '.'), verify.FileExtended)
		file(pdf[1:], verify.FileUnchecked)
		o.listed()
		o.clean()
	})
	t.Run("pledges under an older credential stand", func(t *testing.T) {
		o := newOffice(t)
		d := signer.DigestOf(o.siti)
		next := o.enrol("siti", func(c *signer.Credential) { c.Key, c.Replaces = publicOf("siti-2"), &d })
		o.append(signer.KindCampaign, o.campaign("kedua"))
		second := o.append(signer.KindPledge, o.pledge("siti-2", next, func(p *signer.Pledge) { p.Campaign = "kedua" })).Index
		o.revoke(signer.TargetKey, keyDigest("siti-2"))
		o.listed(second)
		o.revoke(signer.TargetCredential, d)
		o.listed(6, second)
		o.clean()
	})
	t.Run("from an index on", func(t *testing.T) {
		o := newOffice(t)
		from := func(index uint64) func(*signer.Revocation) {
			return func(r *signer.Revocation) { r.From = index }
		}
		o.append(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti"), from(7)))
		o.listed()
		o.append(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti"), from(6)))
		o.listed(6)
		o.clean()
	})
	t.Run("in all campaigns, and a second pledge after the first was revoked", func(t *testing.T) {
		o := newOffice(t)
		var want []uint64
		c := o.budi
		for _, id := range []string{"deklarasi", "a", "z-9"} {
			if id != "deklarasi" {
				o.append(signer.KindCampaign, o.campaign(id))
			}
			p := o.pledge("budi", c, func(p *signer.Pledge) { p.Campaign = id })
			want = append(want, o.append(signer.KindPledge, p).Index)
		}
		o.revoke(signer.TargetKey, keyDigest("budi"))
		o.listed(want...)
		next := o.enrol("budi", func(c *signer.Credential) { c.Key = publicOf("budi-2") })
		good := o.append(signer.KindPledge, o.pledge("budi-2", next)).Index
		o.listed(want...)
		o.revoke(signer.TargetCredential, signer.DigestOf(next))
		o.listed(append(want, good)...)
		o.clean()
	})
}

// What a revocation would do is told beforehand, and is what it then does.
func TestAffected(t *testing.T) {
	o := newOffice(t)
	o.append(signer.KindCampaign, o.campaign("kedua"))
	second := o.append(signer.KindPledge, o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Campaign = "kedua" })).Index
	d := signer.DigestOf(o.siti)
	next := o.enrol("siti", func(c *signer.Credential) { c.Key, c.Replaces = publicOf("siti-2"), &d })
	o.append(signer.KindCampaign, o.campaign("ketiga"))
	third := o.append(signer.KindPledge, o.pledge("siti-2", next, func(p *signer.Pledge) { p.Campaign = "ketiga" })).Index
	revoked := map[uint64]bool{}
	for _, c := range []struct {
		what   signer.Target
		target signer.Digest
		from   uint64
		want   []uint64
	}{
		{signer.TargetIssuance, signer.DigestOf(o.sitiIssued), 0, nil},
		{signer.TargetCredential, signer.DigestOf(next), third + 1, nil},
		{signer.TargetCredential, signer.DigestOf(next), 0, []uint64{third}},
		{signer.TargetKey, keyDigest("siti"), 7, []uint64{second}},
		{signer.TargetKey, keyDigest("siti"), 0, []uint64{6}},
		{signer.TargetPledge, signer.DigestOf(o.sitiPledge), 0, nil},
		{signer.TargetKey, keyDigest("budi"), 0, nil},
	} {
		r := o.revocationClaims(c.what, c.target, func(r *signer.Revocation) { r.From = c.from })
		got, err := o.ledger.Affected(r.RevocationBody)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%v from %d would revoke %v, %v, want %v", c.what, c.from, got, err, c.want)
		}
		o.append(signer.KindRevocation, sign(o.world, "registrar", r))
		for _, index := range c.want {
			revoked[index] = true
		}
		var again *RuleError
		if _, err := o.ledger.Affected(r.RevocationBody); !errors.As(err, &again) || again.Rule != rules.RuleTargetRevoked {
			t.Errorf("%v a second time: %v", c.what, err)
		}
		o.listed(slices.Collect(maps.Keys(revoked))...)
	}
	var rule *RuleError
	if _, err := o.ledger.Affected(signer.RevocationBody{What: signer.TargetKey, Target: keyDigest("ani")}); !errors.As(err, &rule) || rule.Rule != rules.RuleTargetUnrecorded {
		t.Errorf("a key of nobody: %v", err)
	}
}

// The list is signed anew when something was revoked, when its half life is over, and for new
// entries not too often.
func TestStatusListIsKept(t *testing.T) {
	o := newOffice(t)
	first := o.list()
	step := func(what string, seconds time.Duration, fresh bool) {
		t.Helper()
		o.now = o.now.Add(seconds * time.Second)
		next := o.list()
		if (next.Issued != first.Issued || next.Size != first.Size) != fresh {
			t.Errorf("%s: issued %d of %d entries, after %d of %d", what, next.Issued, next.Size, first.Issued, first.Size)
		}
		first = next
	}
	step("nothing happened", 3600, false)
	step("half of its life is over", listLife/2-3600, true)
	o.enrol("ani")
	step("an entry, at once", listPause-1, false)
	step("an entry, after the pause", 1, true)
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	step("a revocation", 0, true)
	if a, err := first.Status(6); err != nil || a.State != verify.StateRevoked {
		t.Errorf("after the revocation: %+v %v", a, err)
	}
	o.newTrust(func(t *trust.List) { t.URL = "https://baru.contoh.example" })
	step("another public address", 0, true)
	if first.URI != "https://baru.contoh.example/status" {
		t.Errorf("published at %s", first.URI)
	}
	o.now = o.now.Add(-time.Hour)
	var clock *ClockError
	if _, err := o.ledger.StatusList(); !errors.As(err, &clock) {
		t.Errorf("with a clock behind the last entry: %v", err)
	}
}

// Nobody signs a list without the key that the trust list has for it.
func TestStatusListNeedsTheKey(t *testing.T) {
	o := newOffice(t)
	if err := o.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]error{"": ErrReadOnly, "maling": eddsa.ErrKey} {
		p := o.options
		if p.Key = nil; name != "" {
			p.Key = testKey(name)
		}
		l, err := OpenLedger(p)
		if err != nil {
			t.Fatal(err)
		}
		if raw, err := l.StatusList(); !errors.Is(err, want) {
			t.Errorf("with the key %q: %d bytes, %v, want %v", name, len(raw), err, want)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	o.reopenClosed()
}

// An edit of what the list is made of is found by an audit.
func TestStatusListTampered(t *testing.T) {
	for name, do := range map[string]func(o *office){
		"a revocation hidden": func(o *office) { o.change(store.Key(store.PrefixEnded, store.Number(6)), gone) },
		"a revocation moved":  func(o *office) { o.change(store.Key(store.PrefixEnded, store.Number(6)), bent) },
		"a revocation invented": func(o *office) {
			o.edit(func(t store.Txn) error { return t.Set(store.Key(store.PrefixEnded, store.Number(4)), store.Number(2)) })
		},
		"a campaign hidden": func(o *office) { o.change([]byte{store.PrefixCampaigns}, gone) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
			do(o)
			o.found(audit.FoundIndex)
		})
	}
}

// At the size of a nation a list costs its pairs and the revocations that there are.
func BenchmarkStatusList(b *testing.B) {
	o := newOffice(b)
	o.edit(func(t store.Txn) error {
		for i := range uint64(10_000) {
			if err := t.Set(store.Key(store.PrefixEnded, store.Number(i*1117)), store.Number(3)); err != nil {
				return err
			}
		}
		return nil
	})
	list := verify.StatusList{Origin: testOrigin, URI: "https://ikrar.contoh.example/status", Issued: 1, Expires: 2, TTL: 1, Size: 11_176_490}
	for b.Loop() {
		err := o.keeper().store.View(func(t store.Txn) (err error) {
			list.Pairs, err = rules.PairsOf(t, list.Size)
			return err
		})
		raw, err2 := list.Sign(testKey("ledger"))
		if err := errors.Join(err, err2); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(raw)), "bytes")
	}
}

// TestHaltedLedgerSigns nothing: neither a checkpoint nor a status list.
func TestHaltedLedgerSigns(t *testing.T) {
	w, why := newWorld(t), errors.New("another history")
	w.list()
	w.ledger.Halt(why)
	if _, err := w.ledger.StatusList(); !errors.Is(err, why) {
		t.Errorf("a status list: %v", err)
	}
	if _, _, err := w.ledger.Checkpoint(); !errors.Is(err, why) {
		t.Errorf("a checkpoint: %v", err)
	}
}
