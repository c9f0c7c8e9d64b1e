package ledger

import (
	"context"
	"maps"
	"sync"
	"testing"

	"ikrar/ledger/internal/rules"
	"ikrar/signer"
)

// bytesOf is a statement as it was signed in a test.
type bytesOf struct {
	kind signer.Kind
	raw  []byte
}

func (s bytesOf) Kind() signer.Kind { return s.kind }
func (s bytesOf) Bytes() []byte     { return s.raw }

// exchange is the revocation of siti's pledge for its correction, and the pledge that takes its
// place.
func (o *office) exchange(reason string) []Statement {
	o.Helper()
	again := o.pledge("siti", o.renamed())
	return []Statement{
		bytesOf{signer.KindRevocation,
			o.revocation(signer.TargetPledge, signer.DigestOf(o.sitiPledge), because(reason))},
		bytesOf{signer.KindPledge, again}}
}

func TestAppendTogether(t *testing.T) {
	o := newOffice(t)
	both := o.exchange(rules.ReasonCorrection)
	receipts, err := o.ledger.AppendTogether(context.Background(), both...)
	if err != nil || len(receipts) != 2 || receipts[1].Index != receipts[0].Index+1 || receipts[0].Known {
		t.Fatalf("%+v, %v", receipts, err)
	}
	again, err := o.ledger.AppendTogether(context.Background(), both...)
	if err != nil || !again[0].Known || !again[1].Known || again[1].Index != receipts[1].Index {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	o.valid(receipts[1].Index)
	o.clean()
}

// TestAppendTogetherFromAfar asks the process that has the ledger, which refuses and records alike.
func TestAppendTogetherFromAfar(t *testing.T) {
	o := newOffice(t)
	both := o.exchange(rules.ReasonCorrection)
	dial, _ := o.share()
	far := dial()
	if _, err := far.AppendTogether(context.Background(), both[1], both[0]); refusal(err) != RulePledgeTwice {
		t.Errorf("in the wrong order: %v", err)
	}
	receipts, err := far.AppendTogether(context.Background(), both...)
	if err != nil || len(receipts) != 2 || receipts[1].Index != receipts[0].Index+1 {
		t.Errorf("%+v, %v", receipts, err)
	}
	if n := o.ledger.Size(); n != receipts[1].Index+1 {
		t.Errorf("the ledger has %d entries", n)
	}
}

// TestAppendTogetherAfterHalf goes on where the first of two was recorded for itself.
func TestAppendTogetherAfterHalf(t *testing.T) {
	o := newOffice(t)
	both := o.exchange(rules.ReasonCorrection)
	first := o.append(both[0].Kind(), both[0].Bytes())
	receipts, err := o.ledger.AppendTogether(context.Background(), both...)
	if err != nil || receipts[0].Index != first.Index || receipts[1].Known {
		t.Errorf("%+v, %v", receipts, err)
	}
	o.clean()
}

// TestAppendTogetherOrNone refuses one of two, and both stay away: the store is as it was.
func TestAppendTogetherOrNone(t *testing.T) {
	for _, c := range []struct {
		name, rule string
		make       func(o *office) []Statement
	}{
		{"the second is refused", RuleCampaignClosed, func(o *office) []Statement {
			both := o.exchange("salah")
			o.now = o.now.Add(late(0))
			return both
		}},
		{"the first is refused", rules.RuleTargetRevoked, func(o *office) []Statement {
			o.perbaikan(o.sitiPledge, func(r *signer.Revocation) { r.IssuedAt-- })
			return o.exchange(rules.ReasonCorrection)
		}},
		{"the order is wrong", RulePledgeTwice, func(o *office) []Statement {
			both := o.exchange(rules.ReasonCorrection)
			both[0], both[1] = both[1], both[0]
			return both
		}},
		{"an erasure is among them", rules.RuleKind, func(o *office) []Statement {
			return append(o.exchange(rules.ReasonCorrection),
				bytesOf{signer.KindErasure, o.erasure(signer.DigestOf(o.budi))})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := newOffice(t)
			all := c.make(o)
			before := o.dump()
			if _, err := o.ledger.AppendTogether(context.Background(), all...); refusal(err) != c.rule {
				t.Errorf("%v, want %s", err, c.rule)
			}
			if !maps.Equal(before, o.dump()) {
				t.Error("the store has changed")
			}
			o.clean()
		})
	}
}

// TestAppendTogetherAmongOthers records pairs while others record: each pair stands side by side.
func TestAppendTogetherAmongOthers(t *testing.T) {
	o := newOffice(t)
	both := o.exchange(rules.ReasonCorrection)
	var others [][]byte
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		others = append(others, o.credential(name))
	}
	var group sync.WaitGroup
	for _, raw := range others {
		group.Go(func() {
			if _, err := o.ledger.AppendBytes(context.Background(), signer.KindCredential, raw); err != nil {
				t.Error(err)
			}
		})
	}
	receipts, err := o.ledger.AppendTogether(context.Background(), both...)
	group.Wait()
	if err != nil || receipts[1].Index != receipts[0].Index+1 {
		t.Errorf("%+v, %v", receipts, err)
	}
	o.clean()
}
