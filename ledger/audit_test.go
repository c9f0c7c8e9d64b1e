package ledger

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/dgraph-io/badger/v4"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// entries reads the log.
func (w *world) entries() (all []verify.Entry) {
	w.Helper()
	for i := range w.ledger.Size() {
		e, err := w.ledger.Entry(i)
		if err != nil {
			w.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// tampering is what an audit must find, and what it must call it. The office has entries 0 trust,
// 1-3 campaigns, 4 siti's credential, 5 budi's, 6 siti's pledge, 7 her certificate.
var tampering = []struct {
	name  string
	do    func(o *office)
	what  string
	index uint64
}{
	{"entry changed", func(o *office) { o.change(store.EntryKey(6), bent) }, audit.FoundStatement, 6},
	{"entry changed, seen by its successor", func(o *office) { o.change(store.EntryKey(6), bent) }, audit.FoundChain, 7},
	{"entry with a tail", func(o *office) { o.change(store.EntryKey(6), tailed) }, audit.FoundEntry, 6},
	{"entry removed in the middle", func(o *office) { o.change(store.EntryKey(3), gone) }, audit.FoundEntry, 3},
	{"entry removed at the end", func(o *office) { o.change(store.EntryKey(7), gone) }, audit.FoundEntry, 7},
	{"first entry removed", func(o *office) { o.change(store.EntryKey(0), gone) }, audit.FoundEntry, 0},
	{"end cut off consistently, but for the head file", func(o *office) { o.keepHeadFile(func() { o.rewrite(o.lines()[:7]) }) }, audit.FoundHead, 7},
	{"end cut off consistently, with the head file", func(o *office) { o.rewrite(o.lines()[:7]) }, audit.FoundStray, 7},
	{"entries swapped consistently", func(o *office) {
		e := o.lines()
		e[4], e[5] = e[5], e[4]
		o.rewrite(e)
	}, audit.FoundRegistration, 4},
	{"time decreased consistently", func(o *office) {
		e := o.lines()
		e[5].Time--
		o.rewrite(e)
	}, audit.FoundOrder, 5},
	{"statement changed", func(o *office) { o.change(store.StatementKey(6), bent) }, audit.FoundStatement, 6},
	{"statement removed", func(o *office) { o.change(store.StatementKey(4), gone) }, audit.FoundStatement, 4},
	{"campaign statement removed", func(o *office) { o.change(store.StatementKey(1), gone) }, audit.FoundStatement, 1},
	{"trust list removed", func(o *office) { o.change(store.StatementKey(0), gone) }, audit.FoundStatement, 0},
	{"registration changed", func(o *office) { o.change(store.EntryKey(6), func(row []byte) []byte { return flip(row, 70) }) }, audit.FoundRegistration, 6},
	{"registration cut off", func(o *office) { o.change(store.EntryKey(6), func(row []byte) []byte { return row[:70] }) }, audit.FoundEntry, 6},
	{"registration under another credential, by the ledger key", func(o *office) {
		e := o.lines()
		e[6] = o.register("ledger", e[6], 5)
		o.rewrite(e)
	}, audit.FoundRegistration, 6},
	{"registration by another key", func(o *office) {
		e := o.lines()
		e[6] = o.register("maling", e[6], 4)
		o.rewrite(e)
	}, audit.FoundRegistration, 6},
	{"digest removed", func(o *office) { o.change(store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), gone) }, audit.FoundIndex, 6},
	{"digest of another entry", func(o *office) { o.change(store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), bent) }, audit.FoundIndex, 6},
	{"digest with a tail", func(o *office) { o.change(store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), tailed) }, audit.FoundIndex, 6},
	{"digest of an entry that is not there", func(o *office) {
		o.change(store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), func([]byte) []byte { return store.Number(1 << 63) })
	}, audit.FoundIndex, 6},
	{"entry removed, its digest kept", func(o *office) { o.change(store.EntryKey(6), gone) }, audit.FoundIndex, 8},
	{"entry under another index", func(o *office) {
		o.edit(func(t store.Txn) error {
			return errors.Join(t.Set(store.EntryKey(4), must(t.Get(store.EntryKey(5)))), t.Set(store.EntryKey(5), must(t.Get(store.EntryKey(4)))))
		})
	}, audit.FoundOrder, 4},
	{"statement under another index", func(o *office) {
		o.change(store.StatementKey(5), func([]byte) []byte { return o.siti })
	}, audit.FoundStatement, 5},
	{"statement emptied", func(o *office) { o.change(store.StatementKey(4), func([]byte) []byte { return []byte{} }) }, audit.FoundStatement, 4},
	{"code moved to another pledge", func(o *office) { o.change(store.Key(store.PrefixCode, []byte(verify.CodeOf(o.sitiPledge))), bent) }, audit.FoundIndex, 8},
	{"code removed", func(o *office) { o.change(store.Key(store.PrefixCode, []byte(verify.CodeOf(o.sitiPledge))), gone) }, audit.FoundIndex, 8},
	{"live credential removed", func(o *office) { s := subjectOf("siti"); o.change(store.Key(store.PrefixSubject, s[:]), gone) }, audit.FoundIndex, 8},
	{"key given to another person", func(o *office) { k := publicOf("siti"); o.change(store.Key(store.PrefixKey, k[:]), bent) }, audit.FoundIndex, 8},
	{"campaign reopened", func(o *office) { o.change(store.Key(store.PrefixCampaign, []byte("lewat")), bent) }, audit.FoundIndex, 8},
	{"person's pledge removed", func(o *office) {
		s := subjectOf("siti")
		o.change(store.Key(store.PrefixPerson, s[:], []byte("deklarasi")), gone)
	}, audit.FoundIndex, 8},
	{"certificate number removed", func(o *office) { o.change(store.Key(store.PrefixNumber, []byte("800/1/BKD/2026")), gone) }, audit.FoundIndex, 8},
	{"certificate file changed", func(o *office) {
		o.change(store.DigestKey(store.PrefixFile, signer.DigestOf([]byte("PDF 800/1/BKD/2026"))), bent)
	}, audit.FoundIndex, 8},
	{"certificate of a pledge removed", func(o *office) { o.change(store.DigestKey(store.PrefixIssued, signer.DigestOf(o.sitiPledge)), gone) }, audit.FoundIndex, 8},
	{"revocation invented", func(o *office) {
		o.edit(func(t store.Txn) error {
			return t.Set(store.RevokedKey(signer.TargetPledge, signer.DigestOf(o.sitiPledge)), store.Pack(store.RevokedState{Statement: signer.DigestOf(o.siti)}))
		})
	}, audit.FoundIndex, 8},
	{"revocation hidden", func(o *office) {
		o.revoke(signer.TargetKey, keyDigest("siti"))
		o.change(store.RevokedKey(signer.TargetKey, keyDigest("siti")), gone)
	}, audit.FoundIndex, 9},
	{"trust list in force changed", func(o *office) {
		o.change([]byte{store.PrefixTrust}, func([]byte) []byte { d := signer.DigestOf(o.siti); return d[:] })
	}, audit.FoundIndex, 8},
	{"tile changed", func(o *office) { o.change(store.TileKey(0, 0), bent) }, audit.FoundTile, 8},
	{"tile removed", func(o *office) { o.change(store.TileKey(0, 0), gone) }, audit.FoundTile, 8},
	{"head of another time", func(o *office) {
		o.change([]byte{store.PrefixHead}, func(raw []byte) []byte { h := decodeHead(o, raw); h.Time++; return store.Pack(h) })
	}, audit.FoundHead, 8},
	{"head of a smaller log", func(o *office) {
		o.change([]byte{store.PrefixHead}, func(raw []byte) []byte { h := decodeHead(o, raw); h.Size--; return store.Pack(h) })
	}, audit.FoundHead, 7},
	{"head of a larger log", func(o *office) {
		o.change([]byte{store.PrefixHead}, func(raw []byte) []byte { h := decodeHead(o, raw); h.Size++; return store.Pack(h) })
	}, audit.FoundEntry, 8},
	{"head of an endless log", func(o *office) {
		o.change([]byte{store.PrefixHead}, func(raw []byte) []byte { h := decodeHead(o, raw); h.Size = signer.MaxIndex; return store.Pack(h) })
	}, audit.FoundEntry, 8},
	{"head unreadable", func(o *office) { o.change([]byte{store.PrefixHead}, tailed) }, audit.FoundHead, 0},
	{"head removed", func(o *office) { o.change([]byte{store.PrefixHead}, gone) }, audit.FoundHead, 0},
	{"head file of another root", func(o *office) {
		if err := os.WriteFile(o.options.Head, []byte(trust.Checkpoint{Origin: testOrigin, Size: 5, Root: tlog.Hash{1}}.Text()), 0o600); err != nil {
			o.Fatal(err)
		}
	}, audit.FoundHead, 5},
	{"stray statement", stray(store.StatementKey(8)), audit.FoundStray, 8},
	{"stray statement key", stray([]byte{store.PrefixStatement}), audit.FoundStray, 8},
	{"stray digest", stray(store.DigestKey(store.PrefixDigest, signer.Digest{1})), audit.FoundIndex, 8},
	{"stray entry", stray(store.EntryKey(8)), audit.FoundStray, 8},
	{"stray entry key", stray([]byte{store.PrefixEntry}), audit.FoundStray, 8},
	{"stray tile", stray(store.TileKey(1, 0)), audit.FoundStray, 8},
	{"stray head", stray([]byte{store.PrefixHead, 0}), audit.FoundStray, 8},
	{"a row in another bucket", beside("\x00E\x05"), audit.FoundDamage, 8},
	{"a head without a bucket", beside("H"), audit.FoundDamage, 8},
	{"stray index key", stray(store.Key(store.PrefixNumber, []byte("800/9"))), audit.FoundIndex, 8},
	{"key of no prefix", stray([]byte("?")), audit.FoundIndex, 8},
	{"pledge forced under no credential", func(o *office) { o.force("ledger", signer.KindPledge, o.pledge("ani", o.credential("ani")), 0) }, audit.FoundRule, 8},
	{"second pledge forced", func(o *office) {
		o.force("ledger", signer.KindPledge, o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Lain" }), 4)
	}, audit.FoundRule, 8},
	{"credential by a stranger forced", func(o *office) {
		o.force("ledger", signer.KindCredential, sign(o.world, "asing", o.credentialClaims("ani")), 0)
	}, audit.FoundSignature, 8},
	{"recorded with a ledger key that the list does not name", func(o *office) {
		o.force("maling", signer.KindPledge, o.pledge("budi", o.budi), 5)
	}, audit.FoundRegistration, 8},
	{"the same statement forced twice", func(o *office) { o.force("ledger", signer.KindPledge, o.sitiPledge, 4) }, audit.FoundIndex, 6},
	{"history rewritten consistently but for the registration", func(o *office) {
		other := o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Lain" })
		e := o.lines()
		e[6].Digest, e[6].statement = signer.DigestOf(other), other
		o.change(store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiPledge)), gone)
		o.rewrite(e)
	}, audit.FoundRegistration, 6},
}

func decodeHead(o *office, raw []byte) store.Head {
	h, err := store.Unpack[store.Head](raw)
	if err != nil {
		o.Fatal(err)
	}
	return h
}

// beside writes a row past the code that places keys.
func beside(k string) func(o *office) {
	return func(o *office) {
		db := o.keeper().store.(*store.Database).Db
		if err := db.Update(func(t *badger.Txn) error { return t.Set([]byte(k), []byte("x")) }); err != nil {
			o.Fatal(err)
		}
	}
}

func stray(k []byte) func(o *office) {
	return func(o *office) { o.edit(func(t store.Txn) error { return t.Set(k, []byte("x")) }) }
}

func TestAuditFinds(t *testing.T) {
	for _, c := range tampering {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			c.do(o)
			if err := o.ledger.Close(); err != nil {
				t.Fatal(err)
			}
			report, err := Audit(t.Context(), o.options, nil)
			if err != nil {
				t.Fatal(err)
			}
			if spilled := o.auditSpilled(); !reflect.DeepEqual(spilled, report) {
				t.Errorf("where all is spilled %+v\notherwise %+v", spilled, report)
			}
			for _, f := range report.Findings {
				if f.Evidence == "" {
					t.Errorf("%+v bears no evidence", f)
				}
				if f.What == c.what && f.Index == c.index {
					return
				}
			}
			t.Errorf("want %s at %d, found %+v", c.what, c.index, report.Findings)
		})
	}
}

// auditSpilled audits the closed store with no more in memory than the audit of a nation's.
func (w *world) auditSpilled() AuditReport {
	w.Helper()
	s, err := store.Create(filepath.Join(w.options.Dir, "store"), w.options.StoreKey)
	if err != nil {
		w.Fatal(err)
	}
	defer s.Close()
	a := &audit.Auditor{Target: w.options.target(), Report: &AuditReport{Kinds: map[signer.Kind]int{}}, Progress: func(uint64, uint64) {}, Derived: audit.NewDerived(2)}
	if err := a.Over(w.Context(), s); err != nil {
		w.Fatal(err)
	}
	return *a.Report
}

// TestEveryFindingIsTested reads the constants from internal/audit/report.go. Damage is TestDamagedFiles' matter,
// what is published TestAuditPublished's.
func TestEveryFindingIsTested(t *testing.T) {
	tested := map[string]bool{audit.FoundDamage: true, audit.FoundPublished: true}
	for _, c := range tampering {
		tested[c.what] = true
	}
	for name, what := range constants(t, "internal/audit/report.go", "Found") {
		if !tested[what] {
			t.Errorf("no test finds %s", name)
		}
	}
}

func TestAuditReport(t *testing.T) {
	o := newOffice(t)
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	c := o.keeper().snapshot().checkpoint(testOrigin)
	if err := o.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	var calls []uint64
	report, err := Audit(t.Context(), o.options, func(done, total uint64) {
		if calls = append(calls, done); total != c.Size {
			t.Errorf("progress says %d of %d", done, total)
		}
	})
	if err != nil || len(report.Findings) != 0 || report.Size != c.Size || report.Root != c.Root || report.Signatures != 2*int(c.Size) ||
		report.Kinds[signer.KindCampaign] != 3 || report.Kinds[signer.KindRevocation] != 1 {
		t.Errorf("report %+v, error %v", report, err)
	}
	if len(calls) == 0 || calls[len(calls)-1] != c.Size {
		t.Errorf("progress was called with %v", calls)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Audit(ctx, o.options, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled audit: %v", err)
	}
	other := o.options
	other.Origin = "lain.example/buku"
	if report, err := Audit(t.Context(), other, nil); err != nil || len(report.Findings) == 0 {
		t.Errorf("an audit as another institution: %+v %v", report, err)
	}
}

func TestAuditBoundsItsFindings(t *testing.T) {
	w := newWorld(t)
	w.edit(func(t store.Txn) error {
		for i := range 3 * audit.MaxFindings {
			if err := t.Set(store.Number(uint64(i)|1<<63), []byte(strings.Repeat("x", 100))); err != nil {
				return err
			}
		}
		return nil
	})
	if report := w.audit(); len(report.Findings) != audit.MaxFindings {
		t.Errorf("%d findings", len(report.Findings))
	}
}
