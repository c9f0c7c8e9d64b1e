package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

func (w *world) erasureClaims(digests ...signer.Digest) signer.Erasure {
	return signer.Erasure{IssuedAt: w.now.Unix(), ErasureBody: signer.ErasureBody{Digests: digests, Reason: "permintaan yang bersangkutan"}}
}

func (w *world) erasure(digests ...signer.Digest) []byte {
	return sign(w, "registrar", w.erasureClaims(digests...))
}

// erase erases all of a person's statements, and the keys of the drawer "roster".
func (w *world) erase(person string, keys ...string) Receipt {
	w.Helper()
	held, err := w.ledger.Personal(context.Background(), subjectOf(person))
	if err != nil {
		w.Fatal(err)
	}
	var digests []signer.Digest
	for _, h := range held {
		digests = append(digests, h.Digest)
	}
	var also []DrawerKey
	for _, k := range keys {
		also = append(also, DrawerKey{"roster", []byte(k)})
	}
	r, err := w.ledger.Erase(context.Background(), w.erasure(digests...), also)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func (w *world) put(key, value string) {
	w.Helper()
	if err := w.ledger.Drawer("roster").Write([]struct{ Key, Value []byte }{{[]byte(key), []byte(value)}}); err != nil {
		w.Fatal(err)
	}
}

// TestEraseFromDisk greps every file of a store in the clear, its ledger open and closed, after the
// bytes have come to lie in many places: in older versions of a key, in tables of several openings,
// in the log of the memtable.
func TestEraseFromDisk(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute under the race detector, and one hand erases here")
	}
	const nip, name = "198609242009041001", "Nama pegawai-1"
	w := newWorld(t)
	w.put(nip, "Ejaan Lama "+name)
	w.reopen()
	indexes := w.people(3)
	pledge := must(w.ledger.Entry(indexes[1])).Digest
	statements := [][]byte{must(w.ledger.Statement(pledge)), must(w.ledger.LiveCredential(subjectOf("pegawai-1"))).Bytes()}
	w.put(nip, name)
	w.reopen()
	w.put(nip, "Ejaan Baru "+name)
	other := must(w.ledger.Statement(must(w.ledger.Entry(indexes[2])).Digest))
	needles := []string{name, nip, "Ejaan Lama", "Ejaan Baru"}
	for _, s := range statements {
		needles = append(needles, string(s), string(s[60:90]), string(s[len(s)-64:]))
	}
	absent := func(when string) {
		t.Helper()
		on := filesOf(t, w.dir())
		for _, needle := range needles {
			if found := contains(on, needle); len(found) > 0 {
				t.Errorf("%s: %.30q is still in %v", when, needle, found)
			}
		}
		if len(contains(on, string(other))) == 0 || len(on) < 5 {
			t.Errorf("%s: the search does not find what is there, in %d files", when, len(on))
		}
	}
	if on := filesOf(t, w.dir()); len(contains(on, nip)) == 0 || len(contains(on, string(statements[0]))) == 0 {
		t.Fatal("the search does not find what is to be erased")
	}
	w.erase("pegawai-1", nip)
	absent("ledger open")
	w.reopen()
	absent("reopened")
	w.clean()
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	absent("ledger closed")
	w.reopenClosed()
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// TestErased holds what is answered about erased data, and that the log goes on.
func TestErased(t *testing.T) {
	w := newWorld(t)
	indexes := w.people(3)
	entry := must(w.ledger.Entry(indexes[1]))
	pledge := must(w.ledger.Statement(entry.Digest))
	credential := must(w.ledger.LiveCredential(subjectOf("pegawai-1"))).Bytes()
	w.append(signer.KindIssuance, w.issuance(pledge, "800/1/BKD/2026"))
	before := must(w.ledger.Receipt(entry.Digest))
	proof := must(w.ledger.Proof(indexes[1]))
	w.erase("pegawai-1")

	if after := must(w.ledger.Entry(indexes[1])); after != entry {
		t.Errorf("the entry is now %+v", after)
	}
	if a := must(w.ledger.Status(indexes[1])); a.State != verify.StateErased || a.Time != w.now.Unix() {
		t.Errorf("status %+v", a)
	}
	if at := must(w.ledger.ByCode(verify.CodeOf(pledge))); at != indexes[1] {
		t.Errorf("the code leads to %d", at)
	}
	if _, err := w.ledger.Proof(indexes[1]); !errors.Is(err, ErrErased) {
		t.Errorf("proof: %v", err)
	}
	if _, err := w.ledger.LiveCredential(subjectOf("pegawai-1")); !errors.Is(err, ErrNotFound) {
		t.Errorf("credential in force: %v", err)
	}
	trustList, _ := w.ledger.Trust()
	list := must(verify.OpenStatusList(must(w.ledger.StatusList()), trustList, w.now.Unix()))
	if a := must(list.Status(indexes[1])); a.State != verify.StateErased {
		t.Errorf("status list: %+v", a)
	}
	if r := verify.Check(proof.Full(), trustList, w.ledger, w.now.Unix()); r.Verdict != verify.Undetermined || r.Status.State != verify.StateErased {
		t.Errorf("the certificate: %s, %s", r.Verdict, r.Status.State)
	}
	for kind, raw := range map[signer.Kind][]byte{signer.KindPledge: pledge, signer.KindCredential: credential} {
		if r := w.append(kind, raw); !r.Known || kind == signer.KindPledge && (r.Registration != before.Registration || r.Signature != before.Signature) {
			t.Errorf("%v brought again: %+v", kind, r)
		}
	}
	if _, err := w.ledger.Statement(entry.Digest); !errors.Is(err, ErrErased) {
		t.Errorf("brought again, it is stored again: %v", err)
	}
	if got := refusal(w.refused(signer.KindIssuance, w.issuance(pledge, "800/2/BKD/2026", func(i *signer.Issuance) {
		old := signer.DigestOf(w.issuance(pledge, "800/1/BKD/2026"))
		i.Predecessor = &old
	}))); got != RuleErased {
		t.Errorf("issued again: %s", got)
	}
	if c := must(w.ledger.Counts()); c != (Counts{Enrolled: 2, Pledges: 2}) {
		t.Errorf("counts %+v", c)
	}
	w.clean()

	again := w.credential("pegawai-1", func(c *signer.Credential) { c.Subject = subjectOf("the same person, imported again") })
	w.append(signer.KindCredential, again)
	w.valid(w.append(signer.KindPledge, w.pledge("pegawai-1", again)).Index)
	w.valid(indexes[0])
	w.clean()
}

// TestEraseHistories erases people with a history: replaced and revoked credentials, revoked
// pledges, in all or in part. The audit must replay each, and must not miss anything.
func TestEraseHistories(t *testing.T) {
	now := func(r *signer.Revocation) { r.From = 0 }
	histories := map[string]func(w *world, who string) []signer.Digest{
		"replaced": func(w *world, who string) []signer.Digest {
			first := w.enrol(who)
			w.append(signer.KindPledge, w.pledge(who, first))
			d := signer.DigestOf(first)
			second := w.enrol(who, func(c *signer.Credential) { c.Replaces, c.Key = &d, publicOf(who+" new") })
			return []signer.Digest{d, signer.DigestOf(second)}
		},
		"only the replaced one, of the same key": func(w *world, who string) []signer.Digest {
			d := signer.DigestOf(w.enrol(who))
			w.enrol(who, func(c *signer.Credential) { c.Replaces, c.Unit = &d, "Unit baru" })
			return []signer.Digest{d}
		},
		"only the credential": func(w *world, who string) []signer.Digest {
			c := w.enrol(who)
			w.append(signer.KindPledge, w.pledge(who, c))
			return []signer.Digest{signer.DigestOf(c)}
		},
		"only the pledge, which was revoked and made again": func(w *world, who string) []signer.Digest {
			c := w.enrol(who)
			p := w.pledge(who, c)
			w.append(signer.KindPledge, p)
			w.append(signer.KindRevocation, w.revocation(signer.TargetPledge, signer.DigestOf(p), now))
			w.append(signer.KindPledge, w.pledge(who, c, func(p *signer.Pledge) { p.Place = "Sambas" }))
			return []signer.Digest{signer.DigestOf(p)}
		},
		"revoked credential, enrolled anew": func(w *world, who string) []signer.Digest {
			c := w.enrol(who)
			w.append(signer.KindPledge, w.pledge(who, c))
			w.append(signer.KindRevocation, w.revocation(signer.TargetCredential, signer.DigestOf(c), now))
			w.enrol(who, func(c *signer.Credential) { c.Key = publicOf(who + " new") })
			return nil
		},
		"revoked key": func(w *world, who string) []signer.Digest {
			c := w.enrol(who)
			w.append(signer.KindPledge, w.pledge(who, c))
			w.append(signer.KindRevocation, sign(w, who, w.revocationClaims(signer.TargetKey, signer.Digest(publicOf(who)))))
			return nil
		},
		"never recorded": func(w *world, who string) []signer.Digest { return []signer.Digest{signer.DigestOf([]byte(who))} },
	}
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	for name, make := range histories {
		digests := make(w, name)
		if digests == nil {
			w.erase(name)
			continue
		}
		if _, err := w.ledger.Erase(context.Background(), w.erasure(digests...), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, d := range digests {
			if _, err := w.ledger.Statement(d); !errors.Is(err, ErrErased) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	w.clean()
	if got := refusal(w.refused(signer.KindCredential, w.credential("only the credential", func(c *signer.Credential) { c.Subject[0]++; c.Key = publicOf("revoked key") }))); got != rules.RuleKeyRevoked {
		t.Errorf("erasing somebody gave a revoked key back: %s", got)
	}
	held := must(w.ledger.Personal(context.Background(), subjectOf("only the pledge, which was revoked and made again")))
	if len(held) != 2 || held[0].Kind != signer.KindCredential || held[1].Kind != signer.KindPledge {
		t.Errorf("still held: %+v", held)
	}
}

// TestEraseAgain repeats an erasure, whose first answer it gets, and tries one that would take more
// than it names.
func TestEraseAgain(t *testing.T) {
	w := newWorld(t)
	w.people(1)
	live := signer.DigestOf(must(w.ledger.LiveCredential(subjectOf("pegawai-0"))).Bytes())
	erasure := w.erasure(live)
	first := w.append(signer.KindErasure, erasure)
	w.put("forgotten", "Nama")
	if r := must(w.ledger.Erase(t.Context(), erasure, []DrawerKey{{"roster", []byte("forgotten")}})); !r.Known || r.Index != first.Index {
		t.Errorf("again: %+v", r)
	}
	if on := contains(filesOf(t, w.dir()), "forgotten"); len(on) > 0 {
		t.Errorf("what the repetition names is still in %v", on)
	}
	w.put("ab", "x")
	w.put("abc", "y")
	if _, err := w.ledger.Erase(t.Context(), w.erasure(signer.Digest{1}), []DrawerKey{{"roster", []byte("ab")}}); err == nil || !strings.Contains(err.Error(), "begins with it") {
		t.Errorf("a key that another begins with: %v", err)
	}
	w.clean()
}

func statementIndex(t store.Txn, d signer.Digest) uint64 {
	index, recorded, err := rules.IndexOf(t, d)
	if err != nil || !recorded {
		panic(fmt.Sprint("no such statement: ", err))
	}
	return index
}

// TestEraseMisled holds that an erasure takes what it names or nothing, wherever a tampered store
// leads it.
func TestEraseMisled(t *testing.T) {
	w := newWorld(t)
	indexes := w.people(2)
	named, other := must(w.ledger.Entry(indexes[0])), must(w.ledger.Entry(indexes[1]))
	w.change(store.DigestKey(store.PrefixDigest, named.Digest), func([]byte) []byte { return store.Number(other.Index) })
	if _, err := w.ledger.Erase(t.Context(), w.erasure(named.Digest), nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("erased: %v", err)
	}
	w.valid(other.Index)
	w.change(store.DigestKey(store.PrefixDigest, named.Digest), func([]byte) []byte { return store.Number(named.Index) })
	w.clean()
}

// TestEraseTampered holds that nothing passes for erased but what an entry erases.
func TestEraseTampered(t *testing.T) {
	for name, c := range map[string]struct {
		edit func(w *world, digest signer.Digest, raw []byte) func(store.Txn) error
		want []string
	}{
		"a statement that no erasure names": {func(_ *world, d signer.Digest, raw []byte) func(store.Txn) error {
			return func(t store.Txn) error {
				left, err := rules.RemainsOf(t, d, signer.KindPledge)
				left.Index, left.Erasure = 8, signer.DigestOf(raw)
				return errors.Join(err, t.Remove(store.StatementKey(statementIndex(t, d))), t.Set(store.DigestKey(store.PrefixErased, d), store.Pack(left)))
			}
		}, []string{audit.FoundIndex}},
		"a mark alone": {func(_ *world, d signer.Digest, _ []byte) func(store.Txn) error {
			return func(t store.Txn) error {
				return t.Set(store.DigestKey(store.PrefixErased, d), store.Pack(store.ErasedState{Index: 8}))
			}
		}, []string{audit.FoundIndex}},
		"another pseudonym": {func(w *world, _ signer.Digest, _ []byte) func(store.Txn) error {
			return func(t store.Txn) error {
				d := must(w.ledger.Entry(w.ledger.Size() - 2)).Digest
				left := must(rules.ErasedOf(t, d))
				left.Subject[0]++
				return t.Set(store.DigestKey(store.PrefixErased, d), store.Pack(*left))
			}
		}, []string{audit.FoundRule}},
		"the statement put back": {func(w *world, _ signer.Digest, raw []byte) func(store.Txn) error {
			return func(t store.Txn) error {
				return t.Set(store.StatementKey(statementIndex(t, signer.DigestOf(raw))), raw)
			}
		}, []string{audit.FoundStatement}},
		"the statement put back, and not under its digest": {func(w *world, _ signer.Digest, raw []byte) func(store.Txn) error {
			return func(t store.Txn) error {
				d := signer.DigestOf(raw)
				return errors.Join(t.Set(store.StatementKey(statementIndex(t, d)), raw), t.Remove(store.DigestKey(store.PrefixDigest, d)))
			}
		}, []string{audit.FoundStatement, audit.FoundIndex}},
		"the mark removed": {func(w *world, _ signer.Digest, raw []byte) func(store.Txn) error {
			return func(t store.Txn) error { return t.Remove(store.DigestKey(store.PrefixErased, signer.DigestOf(raw))) }
		}, []string{audit.FoundStatement, audit.FoundIndex}},
	} {
		w := newWorld(t)
		indexes := w.people(2)
		raw := must(w.ledger.Statement(must(w.ledger.Entry(indexes[1])).Digest))
		w.erase("pegawai-1")
		w.clean()
		w.edit(c.edit(w, must(w.ledger.Entry(indexes[0])).Digest, raw))
		var found []string
		for _, f := range w.audit().Findings {
			found = append(found, f.What)
		}
		for _, want := range c.want {
			if !slices.Contains(found, want) {
				t.Errorf("%s: found %q, want %q among it", name, found, want)
			}
		}
	}
}

// TestAuditWhileErasing erases somebody while an audit reads, here and from another process.
func TestAuditWhileErasing(t *testing.T) {
	long := strings.Repeat("Saya berkomitmen.\n", 600)
	w := newWorld(t, func(w *world) {
		w.trust.Texts = append(w.trust.Texts, trust.Text{Digest: signer.DigestOf([]byte(long)), ID: "panjang", Language: "id", Title: "Pernyataan"})
	})
	for i := range share.PageBytes/len(long) + 1 { // more than passes over the socket at once
		w.append(signer.KindCampaign, w.campaign(fmt.Sprint("panjang-", i), func(c *signer.Campaign) { c.Text, c.Digest = long, signer.DigestOf([]byte(long)) }))
	}
	w.people(3)
	dial, stop := w.share()
	defer stop()
	for person, audited := range map[string]*Ledger{"pegawai-0": w.ledger, "pegawai-1": dial()} {
		once := sync.OnceFunc(func() { w.erase(person) })
		report, err := audited.Audit(t.Context(), func(uint64, uint64) { once() })
		if err != nil || len(report.Findings) > 0 || report.Kinds[signer.KindPledge] != 3 {
			t.Errorf("%s: %+v %v", person, report, err)
		}
	}
}

// TestEraseThroughSocket erases from another process than the one that has the store.
func TestEraseThroughSocket(t *testing.T) {
	w := newWorld(t)
	indexes := w.people(2)
	w.put("nip", "NIP of pegawai-1;")
	dial, stop := w.share()
	own := w.ledger
	w.ledger = dial()
	w.erase("pegawai-1", "nip")
	if _, err := w.ledger.Proof(indexes[1]); !errors.Is(err, ErrErased) {
		t.Errorf("proof: %v", err)
	}
	stop()
	w.ledger = own
	if on := filesOf(t, w.dir()); len(contains(on, "Nama pegawai-1"))+len(contains(on, "NIP of pegawai-1;")) > 0 || len(contains(on, "Nama pegawai-0")) == 0 {
		t.Error("the data are still there")
	}
	w.clean()
}
