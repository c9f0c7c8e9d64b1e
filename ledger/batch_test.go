package ledger

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify/trust"
)

// TestSameStatementAgain holds that a statement has one entry and one answer, whenever it comes
// again.
func TestSameStatementAgain(t *testing.T) {
	o := newOffice(t)
	p := o.pledge("budi", o.budi)
	first := o.append(signer.KindPledge, p)
	if first.Known {
		t.Error("the first answer says that it is not")
	}
	want := first
	want.Known = true
	if again := o.append(signer.KindPledge, p); again != want {
		t.Errorf("again: %+v, want %+v", again, want)
	}
	o.reopen()
	if again := o.append(signer.KindPledge, p); again != want {
		t.Errorf("after reopening: %+v, want %+v", again, want)
	}
	// Nothing that would refuse it now takes an answer back.
	o.newTrust(func(t *trust.List) { t.Registrars, t.Texts = t.Registrars[1:], t.Texts[1:] })
	o.append(signer.KindRevocation, sign(o.world, "budi", o.revocationClaims(signer.TargetKey, keyDigest("budi"))))
	for kind, raw := range map[signer.Kind][]byte{signer.KindPledge: p, signer.KindCredential: o.budi, signer.KindIssuance: o.sitiIssued} {
		if again := o.append(kind, raw); !again.Known {
			t.Errorf("a recorded %v was recorded again, as entry %d", kind, again.Index)
		}
	}
	o.clean()
}

// TestSameStatementInOneBatch gives one batch, which no goroutine can split, the same pledge three
// times.
func TestSameStatementInOneBatch(t *testing.T) {
	o := newOffice(t)
	p := o.pledge("budi", o.budi)
	var batch []*request
	for range 3 {
		list, _ := o.ledger.Trust()
		c, err := rules.Prepare(signer.KindPledge, p, testOrigin, list, o.options.Root)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, &request{candidate: c, done: make(chan answer, 1)})
	}
	o.keeper().commit(batch)
	for i, r := range batch {
		a := <-r.done
		if want := i > 0; a.err != nil || a.receipt.Known != want || a.receipt.Index != 8 {
			t.Errorf("answer %d: %+v", i, a)
		}
		if a.receipt.Known = false; i > 0 && a.receipt.Signature == (eddsa.Signature{}) {
			t.Errorf("answer %d bears no signature", i)
		}
	}
	o.valid(8)
	o.clean()
}

// TestErasureTwiceInOneBatch gives one batch the same erasure twice, each time with another value
// of a drawer: both values go.
func TestErasureTwiceInOneBatch(t *testing.T) {
	o := newOffice(t)
	list, _ := o.ledger.Trust()
	c, err := rules.Prepare(signer.KindErasure, o.erasure(signer.DigestOf(o.sitiPledge)), testOrigin, list, o.options.Root)
	if err != nil {
		t.Fatal(err)
	}
	drawer := o.ledger.Drawer("roster")
	var batch []*request
	for _, k := range []string{"satu", "dua"} {
		if err := drawer.Write([]struct{ Key, Value []byte }{{[]byte(k), []byte("Siti")}}); err != nil {
			t.Fatal(err)
		}
		c.Also = [][]byte{store.Key(0, drawer.prefix, []byte(k))[1:]}
		batch = append(batch, &request{candidate: c, done: make(chan answer, 1)})
	}
	o.keeper().commit(batch)
	for i, r := range batch {
		if a := <-r.done; a.err != nil || a.receipt.Known != (i > 0) {
			t.Errorf("answer %d: %+v", i, a)
		}
	}
	for _, k := range []string{"satu", "dua"} {
		if v, err := drawer.Get([]byte(k)); err != nil || len(v) > 0 {
			t.Errorf("%s holds %q, %v", k, v, err)
		}
	}
}

// TestTrustListsOfOneBatch brings two lists that were both prepared under the first: once the
// successor root's is recorded, the old root's is nobody's.
func TestTrustListsOfOneBatch(t *testing.T) {
	o := newOffice(t)
	next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
	o.newTrust(func(t *trust.List) { t.NextRoot = &next })
	list, _ := o.ledger.Trust()
	registrar := o.credential("ani")
	var batch []*request
	for _, s := range []struct {
		kind signer.Kind
		raw  []byte
	}{{signer.KindTrust, o.noteBy("penerus")}, {signer.KindTrust, o.noteBy("root")}, {signer.KindCredential, registrar}} {
		c, err := rules.Prepare(s.kind, s.raw, testOrigin, list, o.options.Root)
		if err != nil {
			t.Fatal(err)
		}
		batch = append(batch, &request{candidate: c, done: make(chan answer, 1)})
	}
	o.keeper().commit(batch)
	if a := <-batch[0].done; a.err != nil {
		t.Errorf("the successor's list: %v", a.err)
	}
	if a := <-batch[1].done; refusal(a.err) != rules.RuleTrustRoot {
		t.Errorf("the old root's list after it: %v", a.err)
	}
	if a := <-batch[2].done; a.err != nil {
		t.Errorf("a credential behind them: %v", a.err)
	}
	o.clean()
}

func TestManyBringTheSamePledge(t *testing.T) {
	o := newOffice(t)
	p, size := o.pledge("budi", o.budi), o.ledger.Size()
	answers := make([]Receipt, 64)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			var err error
			if answers[i], err = o.ledger.AppendBytes(context.Background(), signer.KindPledge, p); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	fresh := 0
	for _, a := range answers {
		if !a.Known {
			fresh++
		}
		if a.Index != answers[0].Index || a.Signature != answers[0].Signature {
			t.Errorf("two answers: %+v and %+v", a, answers[0])
		}
	}
	if fresh != 1 || o.ledger.Size() != size+1 {
		t.Errorf("%d answers say they are the first, %d entries more", fresh, o.ledger.Size()-size)
	}
	o.clean()
}

// staff enrols people in one go, as an import does, and returns their pledges to the campaign
// "deklarasi".
func (w *world) staff(n int) [][]byte {
	w.Helper()
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	pledges, credentials := make([][]byte, n), make([][]byte, n)
	w.parallel(n, func(i int) {
		person := fmt.Sprint("pegawai-", i)
		credentials[i] = w.credential(person)
		pledges[i] = w.pledge(person, credentials[i])
	})
	w.parallel(n, func(i int) { w.append(signer.KindCredential, credentials[i]) })
	return pledges
}

// parallel calls f for 0 to n-1 in as many goroutines, up to a batch. One that fails the test ends
// alone.
func (w *world) parallel(n int, f func(i int)) {
	var group sync.WaitGroup
	var next atomic.Int64
	for range min(n, maxBatch) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	group.Wait()
}

func TestThousandConcurrentPledges(t *testing.T) {
	w, n := newWorld(t), 1000
	if testing.Short() { // a fifth has the same races
		n = 200
	}
	pledges := w.staff(n)
	receipts := make([]Receipt, n)
	w.parallel(n, func(i int) { receipts[i] = w.append(signer.KindPledge, pledges[i]) })
	seen := map[uint64]bool{}
	for i, r := range receipts {
		if r.Known || seen[r.Index] || r.Index < uint64(n)+2 || r.Index >= 2*uint64(n)+2 {
			t.Errorf("pledge %d: %+v", i, r)
		}
		seen[r.Index] = true
	}
	for i := 0; i < n; i += 97 {
		w.valid(receipts[i].Index)
	}
	w.reopen()
	for i := range receipts {
		if r := w.append(signer.KindPledge, pledges[i]); !r.Known || r.Signature != receipts[i].Signature {
			t.Fatalf("pledge %d after reopening: %+v, before %+v", i, r, receipts[i])
		}
	}
	w.clean()
}

// TestWhatAppendRecordsCheckCallsValid does random things, most of them refused, and holds the
// package to its promise.
func TestWhatAppendRecordsCheckCallsValid(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() { // one hand writes here
		seeds = 2
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			r := rand.New(rand.NewPCG(seed, 0))
			d := &day{office: o, rand: r, credentials: [][]byte{o.siti, o.budi}, pledges: [][]byte{o.sitiPledge}, issuances: [][]byte{o.sitiIssued}}
			recorded := 0
			for range 120 {
				kind, raw := d.statement()
				receipt, err := o.ledger.AppendBytes(context.Background(), kind, raw)
				if err != nil && refusal(err) == fmt.Sprint(err) {
					t.Fatalf("%v: refused by no rule: %v", kind, err)
				}
				if err == nil && !receipt.Known {
					d.keep(kind, raw)
					recorded++
				}
				if err == nil && kind == signer.KindPledge && !receipt.Known {
					o.valid(receipt.Index)
				}
			}
			if recorded < 20 {
				t.Errorf("only %d of 120 statements were recorded", recorded)
			}
			o.clean()
		})
	}
}

// day makes random statements out of what was recorded before.
type day struct {
	*office
	rand                            *rand.Rand
	credentials, pledges, issuances [][]byte
}

func (d *day) keep(kind signer.Kind, raw []byte) {
	switch kind {
	case signer.KindCredential:
		d.credentials = append(d.credentials, raw)
	case signer.KindPledge:
		d.pledges = append(d.pledges, raw)
	case signer.KindIssuance:
		d.issuances = append(d.issuances, raw)
	}
}

func (d *day) pick(all [][]byte) []byte { return all[d.rand.IntN(len(all))] }

func (d *day) digest(all [][]byte) signer.Digest { return signer.DigestOf(d.pick(all)) }

var dayKeys = []string{"siti", "budi", "ani", "dewi", "eko", "fitri"}

func (d *day) person() string { return dayKeys[d.rand.IntN(len(dayKeys))] }

// holder is the name of the test key that a credential is for.
func (d *day) holder(credential []byte) string {
	u, err := signer.Parse[signer.Credential](credential)
	if err != nil {
		d.Fatal(err)
	}
	for _, name := range dayKeys {
		if publicOf(name) == u.Claims().Key {
			return name
		}
	}
	d.Fatal("a credential for nobody")
	return ""
}

func (d *day) statement() (signer.Kind, []byte) {
	some := func(n int) bool { return d.rand.IntN(n) == 0 }
	switch d.rand.IntN(12) {
	case 0, 1, 2:
		return signer.KindCredential, d.credential(d.person(), func(c *signer.Credential) {
			c.Position = fmt.Sprint("Jabatan ", d.rand.IntN(3))
			if old, err := d.ledger.LiveCredential(c.Subject); err == nil && !some(4) {
				digest := old.Digest()
				c.Replaces = &digest
			}
			if some(5) {
				c.Key = publicOf(d.person())
			}
		})
	case 3, 4, 5, 6:
		credential := d.pick(d.credentials)
		return signer.KindPledge, d.pledge(d.holder(credential), credential, func(p *signer.Pledge) {
			p.Campaign = []string{"deklarasi", "deklarasi", "besok", "lewat", "entah", "kedua"}[d.rand.IntN(6)]
			p.Place = fmt.Sprint("Tempat ", d.rand.IntN(3))
		})
	case 7:
		return signer.KindIssuance, d.issuance(d.pick(d.pledges), fmt.Sprintf("800/%d/BKD/2026", d.rand.IntN(6)), func(i *signer.Issuance) {
			i.File[0] = byte(d.rand.IntN(256))
			if some(2) {
				digest := d.digest(d.issuances)
				i.Predecessor = &digest
			}
		})
	case 8, 9:
		what := signer.Target(d.rand.IntN(4))
		target := map[signer.Target]signer.Digest{signer.TargetKey: keyDigest(d.person()), signer.TargetCredential: d.digest(d.credentials),
			signer.TargetPledge: d.digest(d.pledges), signer.TargetIssuance: d.digest(d.issuances)}[what]
		claims := d.revocationClaims(what, target, func(r *signer.Revocation) { r.From = d.rand.Uint64N(d.ledger.Size() + 2) })
		if some(3) {
			return signer.KindRevocation, sign(d.world, d.person(), claims)
		}
		return signer.KindRevocation, sign(d.world, "registrar", claims)
	case 10:
		return signer.KindCampaign, d.campaign([]string{"kedua", "lewat", "besok"}[d.rand.IntN(3)], func(c *signer.Campaign) { c.Closes += d.rand.Int64N(1000) })
	}
	d.now = d.now.Add(1e9)
	t := d.trust
	t.Serial = uint64(1 + d.rand.IntN(8))
	note, err := trust.Sign(t, testKey("root"))
	if err != nil {
		d.Fatal(err)
	}
	return signer.KindTrust, note
}
