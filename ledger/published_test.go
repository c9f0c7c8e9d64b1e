package ledger

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// witnessed gives a world's trust list witnesses, of whom two must cosign.
func witnessed(names ...string) func(*world) {
	return func(w *world) { w.trust.Policy = witnessedPolicy(w.trust.Policy, names...) }
}

func witnessedPolicy(p trust.Policy, names ...string) trust.Policy {
	p.Witnesses, p.Groups = nil, []trust.Group{{Name: "saksi", Need: 2, Members: names}}
	for _, name := range names {
		p.Witnesses = append(p.Witnesses, trust.Witness{Name: name, Key: trust.WitnessKey(name+".example", publicOf(name))})
	}
	p.Quorum = "saksi"
	return p
}

// cosigned is the checkpoint of this moment with the cosignatures of those witnesses.
func (w *world) cosigned(names ...string) []byte {
	w.Helper()
	_, signed, err := w.ledger.Checkpoint()
	if err != nil {
		w.Fatal(err)
	}
	return w.cosign(signed, names...)
}

func (w *world) cosign(signed []byte, names ...string) []byte {
	w.Helper()
	for _, name := range names {
		s, err := trust.Cosigner(name+".example", testKey(name), w.now.Unix())
		if err == nil {
			signed, err = trust.AddCosignatures(signed, s)
		}
		if err != nil {
			w.Fatal(err)
		}
	}
	return signed
}

// publish publishes the checkpoint of this moment.
func (w *world) publish(names ...string) []byte {
	w.Helper()
	note := w.cosigned(names...)
	if err := w.ledger.Publish(note); err != nil {
		w.Fatal(err)
	}
	return note
}

// Holds fails the test unless this is what is published, now and after the ledger was opened again.
func (w *world) Holds(want []byte, names ...string) {
	w.Helper()
	for range 2 {
		c, note, err := w.ledger.Published()
		if err != nil || string(note) != string(want) || !slices.Equal(c.Names(0), names) {
			w.Fatalf("published %q with %q, want %q with %q: %v", note, c.Names(0), want, names, err)
		}
		w.reopen()
	}
}

func TestPublish(t *testing.T) {
	w := newWorld(t, witnessed("inspektorat", "bkn", "ombudsman"))
	if c, note, err := w.ledger.Published(); err != nil || note != nil || c.Size != 0 {
		t.Fatalf("before anything is published: %+v, %q, %v", c, note, err)
	}
	index := w.people(1)[0]
	var early *UnpublishedError
	if _, err := w.ledger.Proof(index); !errors.As(err, &early) || *early != (UnpublishedError{index, 0}) {
		t.Fatalf("a proof before anything is published: %v", err)
	}
	first := w.publish("inspektorat", "bkn")
	w.Holds(first, "inspektorat", "bkn")
	w.valid(index)

	w.append(signer.KindCampaign, w.campaign("kedua"))
	c := w.enrol("budi")
	second := w.append(signer.KindPledge, w.pledge("budi", c)).Index
	if _, err := w.ledger.Proof(second); !errors.As(err, &early) || *early != (UnpublishedError{second, index + 1}) {
		t.Fatalf("a proof of what is not published: %v", err)
	}
	w.valid(index) // still under the first
	w.publish("bkn", "ombudsman")
	late := w.publish("bkn", "ombudsman", "inspektorat") // who answered after the quorum
	w.Holds(late, "bkn", "ombudsman", "inspektorat")
	w.valid(second)
	w.clean()
}

// TestPublishRefuses goes through every checkpoint that must not be published; the one before
// stays.
func TestPublishRefuses(t *testing.T) {
	w := newWorld(t, witnessed("inspektorat", "bkn", "ombudsman"))
	small := w.cosigned("inspektorat", "bkn")
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	before := w.publish("inspektorat", "bkn")
	now := w.cosigned()
	checkpoint := func(key, signedBy string, change func(*trust.Checkpoint)) []byte {
		c, _, err := w.ledger.Checkpoint()
		change(&c)
		s, err2 := trust.NoteSigner(c.Origin, testKey(key))
		signed, err3 := c.Sign(s)
		if err := errors.Join(err, err2, err3); err != nil {
			t.Fatal(err)
		}
		return w.cosign(signed, "inspektorat", signedBy)
	}
	same := func(*trust.Checkpoint) {}
	for _, c := range []struct {
		name string
		note []byte
		want string
	}{
		{"smaller", small, "2 are published"},
		{"larger than the ledger", checkpoint("ledger", "bkn", func(c *trust.Checkpoint) { c.Size++ }), "the ledger has 2"},
		{"of nothing", checkpoint("ledger", "bkn", func(c *trust.Checkpoint) { c.Size = 0 }), "the ledger has 2"},
		{"another root", checkpoint("ledger", "bkn", func(c *trust.Checkpoint) { c.Root[0]++ }), "its root is"},
		{"another key", checkpoint("thief", "bkn", same), "no listed log"},
		{"another origin", checkpoint("ledger", "bkn", func(c *trust.Checkpoint) { c.Origin += "2" }), "no listed log"},
		{"short of the quorum", w.cosign(now, "inspektorat"), "which is not the quorum"},
		{"one cosignature fewer than before", w.cosign(now, "inspektorat", "ombudsman"), "with the cosignature of bkn"},
		{"the same witness twice", w.cosign(now, "inspektorat", "inspektorat"), "3 signatures, of which the trust list verifies 2"},
		{"a line of nobody's", w.cosign(now, "inspektorat", "bkn", "orang-asing"), "4 signatures, of which the trust list verifies 3"},
		{"a forged cosignature", flip(before, len(before)-10), "invalid signature"},
		{"no note", []byte("x"), "malformed"},
		{"nothing", nil, "malformed"},
	} {
		err := w.ledger.Publish(c.note)
		if !errors.Is(err, ErrPublish) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	w.Holds(before, "inspektorat", "bkn")
	w.options.Key = nil
	w.reopen()
	if err := w.ledger.Publish(before); !errors.Is(err, ErrReadOnly) {
		t.Errorf("without the ledger's key: %v", err)
	}
}

// TestPublishWithoutQuorum: proofs stand under the published checkpoint where it covers them, else
// under that of the moment.
func TestPublishWithoutQuorum(t *testing.T) {
	w := newWorld(t)
	index := w.people(1)[0]
	w.valid(index)
	published := w.publish()
	w.append(signer.KindCampaign, w.campaign("kedua"))
	p, err := w.ledger.Proof(index)
	if err != nil || string(p.Inclusion.Checkpoint) != string(published) {
		t.Errorf("the proof stands under %q, want %q: %v", p.Inclusion.Checkpoint, published, err)
	}
	c := w.enrol("budi")
	w.valid(w.append(signer.KindPledge, w.pledge("budi", c)).Index)
	w.clean()
}

// TestPublishAfterRenewal: what the old witnesses cosigned does not count by a list with others.
func TestPublishAfterRenewal(t *testing.T) {
	w := newWorld(t, witnessed("inspektorat", "bkn"))
	index := w.people(1)[0]
	w.publish("inspektorat", "bkn")
	w.newTrust(func(t *trust.List) { t.Policy = witnessedPolicy(t.Policy, "inspektorat", "ombudsman") })
	var early *UnpublishedError
	if _, err := w.ledger.Proof(index); !errors.As(err, &early) || early.Published != 0 {
		t.Fatalf("a proof under a checkpoint that the new quorum did not cosign: %v", err)
	}
	w.clean()
	w.Holds(w.publish("inspektorat", "ombudsman"), "inspektorat", "ombudsman")
	w.valid(index)
	w.clean()
}

// TestAuditPublished edits the record in every way that the audit must notice.
func TestAuditPublished(t *testing.T) {
	w := newWorld(t, witnessed("inspektorat", "bkn"))
	w.people(1)
	good := w.publish("inspektorat", "bkn")
	text, _, _ := strings.Cut(string(good), "\n\n")
	other, err := trust.ParseCheckpoint(text + "\n")
	if err != nil {
		t.Fatal(err)
	}
	resign := func(c trust.Checkpoint) []byte {
		s, err := trust.NoteSigner(c.Origin, testKey("ledger"))
		signed, err2 := c.Sign(s)
		if err := errors.Join(err, err2); err != nil {
			t.Fatal(err)
		}
		return w.cosign(signed, "inspektorat", "bkn")
	}
	larger, forked := other, other
	larger.Size++
	forked.Root[0]++
	for name, record := range map[string][]byte{
		"cut":            good[:len(good)-1],
		"empty":          {},
		"flipped":        flip(good, len(good)-10),
		"without quorum": w.cosigned("inspektorat"),
		"larger":         resign(larger),
		"another root":   resign(forked),
	} {
		w.edit(func(t store.Txn) error { return t.Set([]byte{store.PrefixPublished}, record) })
		r := w.audit()
		if len(r.Findings) != 1 || r.Findings[0].What != audit.FoundPublished {
			t.Errorf("%s: %+v", name, r.Findings)
		}
	}
	w.edit(func(t store.Txn) error { return t.Set([]byte{store.PrefixPublished}, good) })
	w.clean()
	w.edit(func(t store.Txn) error { return t.Set([]byte{store.PrefixPublished, 0}, good) })
	if r := w.audit(); len(r.Findings) != 1 || r.Findings[0].What != audit.FoundStray {
		t.Errorf("a second record: %+v", r.Findings)
	}
}
