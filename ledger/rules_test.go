package ledger

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"strconv"
	"strings"
	"testing"
	"time"

	"filippo.io/edwards25519"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// office is a world after a day's work: siti has pledged and has a certificate, budi is enrolled,
// ani is not.
type office struct {
	*world
	siti, sitiPledge, sitiIssued, budi []byte
}

const otherText = "Pernyataan lain.\n"

func newOffice(t testing.TB, change ...func(*world)) *office {
	t.Helper()
	o := &office{world: newWorld(t, append(change, func(w *world) {
		w.trust.Registrars = append(w.trust.Registrars, trust.Registrar{Range: trust.Range{Last: 3}, Key: publicOf("pensiun"), Name: "Pensiun"})
		w.trust.Texts = append(w.trust.Texts, trust.Text{Digest: signer.DigestOf([]byte(otherText)), ID: "lain", Language: "id", Title: "Lain"})
	})...)}
	o.append(signer.KindCampaign, o.campaign("deklarasi"))
	o.append(signer.KindCampaign, o.campaign("besok", func(c *signer.Campaign) { c.Opens += 3600 }))
	o.append(signer.KindCampaign, o.campaign("lewat", func(c *signer.Campaign) { c.Opens -= 7200; c.Closes = c.IssuedAt }))
	o.siti = o.enrol("siti")
	o.budi = o.enrol("budi")
	o.sitiPledge = o.pledge("siti", o.siti)
	o.append(signer.KindPledge, o.sitiPledge)
	o.sitiIssued = o.issuance(o.sitiPledge, "800/1/BKD/2026")
	o.append(signer.KindIssuance, o.sitiIssued)
	return o
}

func (o *office) revoke(what signer.Target, target signer.Digest) {
	o.Helper()
	o.append(signer.KindRevocation, o.revocation(what, target))
}

func forLewat(p *signer.Pledge) { p.Campaign = "lewat" }

func keyDigest(person string) signer.Digest { return signer.Digest(publicOf(person)) }

// withTorsion gives a key of the curve with a component of order 8.
func withTorsion(t testing.TB) eddsa.PublicKey {
	// The point of order 8 of RFC 7748's list (C2SP CCTV).
	small := [32]byte{0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67, 0x0f,
		0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac, 0x03, 0x7a}
	a, b := publicOf("ani"), new(edwards25519.Point)
	p, err := new(edwards25519.Point).SetBytes(a[:])
	if _, err2 := b.SetBytes(small[:]); errors.Join(err, err2) != nil {
		t.Fatal(err, err2)
	}
	return eddsa.PublicKey(p.Add(p, b).Bytes())
}

var refusals = []struct {
	name string
	rule string
	kind signer.Kind
	make func(o *office) []byte
}{
	{"credential signed ahead of time", RuleTimeAhead, signer.KindCredential, func(o *office) []byte {
		return o.credential("ani", func(c *signer.Credential) { c.IssuedAt += rules.ClockSkewSeconds + 1 })
	}},
	{"pledge signed ahead of time", RuleTimeAhead, signer.KindPledge, func(o *office) []byte {
		return o.pledge("budi", o.budi, func(p *signer.Pledge) { p.IssuedAt += rules.ClockSkewSeconds + 1 })
	}},
	{"credential by a stranger", RuleRegistrarUnknown, signer.KindCredential, func(o *office) []byte {
		return sign(o.world, "asing", signer.Credential{IssuedAt: o.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf("ani")}, Person: signer.Person{Subject: subjectOf("ani"), Name: "Ani"}})
	}},
	{"credential by a dropped registrar", RuleRegistrarUnknown, signer.KindCredential, func(o *office) []byte {
		o.newTrust(func(t *trust.List) { t.Registrars = t.Registrars[1:] })
		return o.credential("ani")
	}},
	{"credential by a registrar out of range", RuleRegistrarRange, signer.KindCredential, func(o *office) []byte {
		return sign(o.world, "pensiun", signer.Credential{IssuedAt: o.now.Unix(), Confirmation: signer.Confirmation{Key: publicOf("ani")}, Person: signer.Person{Subject: subjectOf("ani"), Name: "Ani"}})
	}},
	{"pledge under a dropped registrar's credential", RuleRegistrarRange, signer.KindPledge, func(o *office) []byte {
		o.newTrust(func(t *trust.List) { t.Registrars = t.Registrars[1:] })
		return o.pledge("budi", o.budi)
	}},
	{"pledge under a credential that the registrar's range now leaves out", RuleRegistrarRange, signer.KindPledge, func(o *office) []byte {
		o.newTrust(func(t *trust.List) { t.Registrars[0].Last = 4 })
		return o.pledge("budi", o.budi)
	}},
	{"ledger key at the end of its range", RuleLedgerRange, signer.KindPledge, func(o *office) []byte {
		o.newTrust(func(t *trust.List) { t.Ledgers[0].Last = o.ledger.Size() })
		return o.pledge("budi", o.budi)
	}},
	{"trust list that retires the ledger key that would record it", RuleLedgerRange, signer.KindTrust, func(o *office) []byte {
		o.trust.Serial++
		o.trust.Ledgers[0].State = trust.Retired
		return o.note()
	}},
	{"trust list with the same serial", rules.RuleTrustSerial, signer.KindTrust, func(o *office) []byte {
		o.trust.Institution = "Yang Lain"
		return o.note()
	}},
	{"trust list by another root", rules.RuleTrustRoot, signer.KindTrust, func(o *office) []byte { return o.noteBy("maling") }},
	{"trust list by a root that was named and then not", rules.RuleTrustRoot, signer.KindTrust, func(o *office) []byte {
		next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
		o.newTrust(func(t *trust.List) { t.NextRoot = &next })
		o.newTrust(func(t *trust.List) { t.NextRoot = nil })
		return o.noteBy("penerus")
	}},
	{"trust list by the root before", rules.RuleTrustRoot, signer.KindTrust, func(o *office) []byte {
		next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
		o.newTrust(func(t *trust.List) { t.NextRoot = &next })
		o.append(signer.KindTrust, o.noteBy("penerus"))
		return o.noteBy("root")
	}},
	{"credential beside a live one", RuleCredentialLive, signer.KindCredential, func(o *office) []byte {
		return o.credential("siti", func(c *signer.Credential) { c.Key = publicOf("siti-2") })
	}},
	{"credential that replaces where nothing is live", RuleCredentialReplaces, signer.KindCredential, func(o *office) []byte {
		d := signer.DigestOf(o.siti)
		return o.credential("ani", func(c *signer.Credential) { c.Replaces = &d })
	}},
	{"credential that replaces another person's", RuleCredentialReplaces, signer.KindCredential, func(o *office) []byte {
		d := signer.DigestOf(o.budi)
		return o.credential("siti", func(c *signer.Credential) { c.Key, c.Replaces = publicOf("siti-2"), &d })
	}},
	{"credential of small order", RuleKeyUnusable, signer.KindCredential, func(o *office) []byte {
		return o.credential("ani", func(c *signer.Credential) { c.Key = eddsa.PublicKey{1} })
	}},
	{"credential with a torsion component", RuleKeyUnusable, signer.KindCredential, func(o *office) []byte {
		return o.credential("ani", func(c *signer.Credential) { c.Key = withTorsion(o) })
	}},
	{"credential for another's live key", RuleKeyLive, signer.KindCredential, func(o *office) []byte {
		return o.credential("ani", func(c *signer.Credential) { c.Key = publicOf("siti") })
	}},
	{"credential for a revoked key", rules.RuleKeyRevoked, signer.KindCredential, func(o *office) []byte {
		o.revoke(signer.TargetKey, keyDigest("siti"))
		return o.credential("siti", func(c *signer.Credential) { c.Unit = "Dinas Lain" })
	}},
	{"campaign of the same id", rules.RuleCampaignExists, signer.KindCampaign, func(o *office) []byte {
		return o.campaign("deklarasi", func(c *signer.Campaign) { c.Title = "Lain" })
	}},
	{"campaign that opens earlier", rules.RuleCampaignExists, signer.KindCampaign, func(o *office) []byte {
		return o.campaign("besok", func(c *signer.Campaign) { c.Closes++ })
	}},
	{"campaign of an unknown text", RuleTextUnknown, signer.KindCampaign, func(o *office) []byte {
		return o.campaign("baru", func(c *signer.Campaign) { c.Text, c.Digest = "x\n", signer.DigestOf([]byte("x\n")) })
	}},
	{"pledge in no campaign", RuleCampaignUnknown, signer.KindPledge, func(o *office) []byte {
		return o.pledge("budi", o.budi, func(p *signer.Pledge) { p.Campaign = "entah" })
	}},
	{"pledge too early", RuleCampaignEarly, signer.KindPledge, func(o *office) []byte {
		return o.pledge("budi", o.budi, func(p *signer.Pledge) { p.Campaign = "besok" })
	}},
	{"pledge too late", RuleCampaignClosed, signer.KindPledge, func(o *office) []byte { return o.pledge("budi", o.budi, forLewat) }},
	{"pledge signed in time and brought too late", RuleCampaignClosed, signer.KindPledge, func(o *office) []byte {
		p := o.pledge("budi", o.budi)
		o.now = o.now.Add(24 * time.Hour)
		return p
	}},
	{"pledge to a text dropped from the list", RuleTextUnknown, signer.KindPledge, func(o *office) []byte {
		o.newTrust(func(t *trust.List) { t.Texts = t.Texts[1:] })
		return o.pledge("budi", o.budi)
	}},
	{"pledge to a text of another campaign", rules.RuleTextOther, signer.KindPledge, func(o *office) []byte {
		return o.pledge("budi", o.budi, func(p *signer.Pledge) { p.Text = signer.DigestOf([]byte(otherText)) })
	}},
	{"pledge under an unrecorded credential", RuleCredentialUnrecorded, signer.KindPledge, func(o *office) []byte {
		return o.pledge("ani", o.credential("ani"))
	}},
	{"pledge under a revoked credential", RuleCredentialRevoked, signer.KindPledge, func(o *office) []byte {
		o.revoke(signer.TargetCredential, signer.DigestOf(o.budi))
		return o.pledge("budi", o.budi)
	}},
	{"pledge by a revoked key", RuleCredentialRevoked, signer.KindPledge, func(o *office) []byte {
		o.revoke(signer.TargetKey, keyDigest("budi"))
		return o.pledge("budi", o.budi)
	}},
	{"pledge under a replaced credential", RuleCredentialRevoked, signer.KindPledge, func(o *office) []byte {
		d := signer.DigestOf(o.budi)
		o.enrol("budi", func(c *signer.Credential) { c.Replaces = &d })
		return o.pledge("budi", o.budi)
	}},
	{"second pledge", RulePledgeTwice, signer.KindPledge, func(o *office) []byte {
		return o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Singkawang" })
	}},
	{"second pledge under a newer credential", RulePledgeTwice, signer.KindPledge, func(o *office) []byte {
		d := signer.DigestOf(o.siti)
		next := o.enrol("siti", func(c *signer.Credential) { c.Key, c.Replaces = publicOf("siti-2"), &d })
		return o.pledge("siti-2", next)
	}},
	{"pledge with a taken code", RuleCodeTaken, signer.KindPledge, func(o *office) []byte {
		p := o.pledge("budi", o.budi)
		o.edit(func(t store.Txn) error {
			return t.Set(store.Key(store.PrefixCode, []byte(verify.CodeOf(p))), store.Number(6))
		})
		return p
	}},
	{"issuance for no pledge", rules.RulePledgeUnrecorded, signer.KindIssuance, func(o *office) []byte {
		return o.issuance(o.pledge("budi", o.budi), "800/2/BKD/2026")
	}},
	{"issuance for a credential", rules.RulePledgeUnrecorded, signer.KindIssuance, func(o *office) []byte { return o.issuance(o.budi, "800/2/BKD/2026") }},
	{"issuance for a revoked pledge", RulePledgeRevoked, signer.KindIssuance, func(o *office) []byte {
		p := o.pledge("budi", o.budi)
		o.append(signer.KindPledge, p)
		o.revoke(signer.TargetPledge, signer.DigestOf(p))
		return o.issuance(p, "800/2/BKD/2026")
	}},
	{"issuance with a taken number", rules.RuleNumberTaken, signer.KindIssuance, func(o *office) []byte {
		p := o.pledge("budi", o.budi)
		o.append(signer.KindPledge, p)
		return o.issuance(p, "800/1/BKD/2026", func(i *signer.Issuance) { i.File[0]++ })
	}},
	{"second issuance", rules.RuleIssued, signer.KindIssuance, func(o *office) []byte { return o.issuance(o.sitiPledge, "800/2/BKD/2026") }},
	{"issuance of the same file", rules.RuleFileTaken, signer.KindIssuance, func(o *office) []byte {
		p := o.pledge("budi", o.budi)
		o.append(signer.KindPledge, p)
		return o.issuance(p, "800/2/BKD/2026", func(i *signer.Issuance) { i.File = signer.DigestOf([]byte("PDF 800/1/BKD/2026")) })
	}},
	{"successor of the same file", rules.RuleFileTaken, signer.KindIssuance, func(o *office) []byte {
		old := signer.DigestOf(o.sitiIssued)
		return o.issuance(o.sitiPledge, "800/1/BKD/2026", func(i *signer.Issuance) { i.Predecessor, i.IssuedAt = &old, i.IssuedAt+1 })
	}},
	{"issuance with another predecessor", rules.RulePredecessor, signer.KindIssuance, func(o *office) []byte {
		d := signer.DigestOf(o.siti)
		return o.issuance(o.sitiPledge, "800/1/BKD/2026", func(i *signer.Issuance) { i.Predecessor, i.File[0] = &d, 1 })
	}},
	{"issuance with its predecessor and another number", rules.RulePredecessor, signer.KindIssuance, func(o *office) []byte {
		d := signer.DigestOf(o.sitiIssued)
		return o.issuance(o.sitiPledge, "800/9/BKD/2026", func(i *signer.Issuance) { i.Predecessor = &d })
	}},
	{"issuance with its predecessor for another pledge", rules.RulePredecessor, signer.KindIssuance, func(o *office) []byte {
		p, d := o.pledge("budi", o.budi), signer.DigestOf(o.sitiIssued)
		o.append(signer.KindPledge, p)
		return o.issuance(p, "800/1/BKD/2026", func(i *signer.Issuance) { i.Predecessor, i.File[0] = &d, 1 })
	}},
	{"revocation of an unknown key", rules.RuleTargetUnrecorded, signer.KindRevocation, func(o *office) []byte {
		return o.revocation(signer.TargetKey, keyDigest("ani"))
	}},
	{"revocation of an unknown pledge", rules.RuleTargetUnrecorded, signer.KindRevocation, func(o *office) []byte {
		return o.revocation(signer.TargetPledge, signer.Digest{1})
	}},
	{"revocation of a pledge as a credential", rules.RuleTargetUnrecorded, signer.KindRevocation, func(o *office) []byte {
		return o.revocation(signer.TargetCredential, signer.DigestOf(o.sitiPledge))
	}},
	{"revocation of an unknown issuance", rules.RuleTargetUnrecorded, signer.KindRevocation, func(o *office) []byte {
		return o.revocation(signer.TargetIssuance, signer.DigestOf(o.sitiPledge))
	}},
	{"revocation from an entry to come", rules.RuleTargetUnrecorded, signer.KindRevocation, func(o *office) []byte {
		return o.revocation(signer.TargetKey, keyDigest("siti"), func(r *signer.Revocation) { r.From = 1000 })
	}},
	{"second revocation", rules.RuleTargetRevoked, signer.KindRevocation, func(o *office) []byte {
		o.revoke(signer.TargetKey, keyDigest("siti"))
		return o.revocation(signer.TargetKey, keyDigest("siti"), func(r *signer.Revocation) { r.Reason = "lagi" })
	}},
	{"revocation of a colleague's key", rules.RuleNotYours, signer.KindRevocation, func(o *office) []byte {
		return sign(o.world, "budi", o.revocationClaims(signer.TargetKey, keyDigest("siti")))
	}},
	{"revocation of one's own pledge", RuleRegistrarUnknown, signer.KindRevocation, func(o *office) []byte {
		return sign(o.world, "siti", o.revocationClaims(signer.TargetPledge, signer.DigestOf(o.sitiPledge)))
	}},
	{"erasure of a campaign", rules.RuleNotErasable, signer.KindErasure, func(o *office) []byte {
		return o.erasure(signer.DigestOf(o.sitiPledge), signer.DigestOf(o.campaign("deklarasi")))
	}},
	{"erasure that names one statement twice", RuleErased, signer.KindErasure, func(o *office) []byte {
		return o.erasure(signer.DigestOf(o.siti), signer.DigestOf(o.siti))
	}},
	{"erasure by a stranger", RuleRegistrarUnknown, signer.KindErasure, func(o *office) []byte {
		return sign(o.world, "siti", o.erasureClaims(signer.DigestOf(o.siti)))
	}},
	{"erasure signed ahead of time", RuleTimeAhead, signer.KindErasure, func(o *office) []byte {
		claims := o.erasureClaims(signer.DigestOf(o.siti))
		claims.IssuedAt += rules.ClockSkewSeconds + 1
		return sign(o.world, "registrar", claims)
	}},
	{"erasure of what is erased", RuleErased, signer.KindErasure, func(o *office) []byte {
		o.append(signer.KindErasure, o.erasure(signer.DigestOf(o.siti)))
		return o.erasure(signer.DigestOf(o.sitiPledge), signer.DigestOf(o.siti))
	}},
	{"pledge that was erased before it came", RuleErased, signer.KindPledge, func(o *office) []byte {
		pledge := o.pledge("budi", o.budi)
		o.append(signer.KindErasure, o.erasure(signer.DigestOf(pledge)))
		return pledge
	}},
	{"pledge that was erased before the ledger was opened", RuleErased, signer.KindPledge, func(o *office) []byte {
		pledge := o.pledge("budi", o.budi)
		o.append(signer.KindErasure, o.erasure(signer.DigestOf(pledge)))
		o.reopen()
		return pledge
	}},
	{"revocation of an erased credential", RuleErased, signer.KindRevocation, func(o *office) []byte {
		o.append(signer.KindErasure, o.erasure(signer.DigestOf(o.siti)))
		return o.revocation(signer.TargetCredential, signer.DigestOf(o.siti))
	}},
	{"certificate of an erased pledge", RuleErased, signer.KindIssuance, func(o *office) []byte {
		o.append(signer.KindErasure, o.erasure(signer.DigestOf(o.sitiPledge)))
		old := signer.DigestOf(o.sitiIssued)
		return o.issuance(o.sitiPledge, "800/1/BKD/2026", func(i *signer.Issuance) { i.Predecessor = &old })
	}},
	{"unknown kind", rules.RuleKind, 42, func(o *office) []byte { return o.sitiPledge }},
}

// noteBy is a next trust list by another root.
func (w *world) noteBy(name string) []byte {
	w.Helper()
	t := w.trust
	t.Serial++
	t.Root, t.NextRoot = trust.LogKey(trust.RootName(testOrigin), publicOf(name)), nil
	w.trust.Serial++
	note, err := trust.Sign(t, testKey(name))
	if err != nil {
		w.Fatal(err)
	}
	return note
}

// refused brings a statement that must be refused and must change nothing.
func (w *world) refused(kind signer.Kind, raw []byte) error {
	w.Helper()
	before := w.dump()
	r, err := w.ledger.AppendBytes(context.Background(), kind, raw)
	if err == nil {
		w.Fatalf("recorded as entry %d", r.Index)
	}
	if after := w.dump(); !maps.Equal(before, after) {
		w.Errorf("refused (%v), and the store changed", err)
	}
	return err
}

func TestRefusals(t *testing.T) {
	for _, c := range refusals {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			if err := o.refused(c.kind, c.make(o)); refusal(err) != c.rule {
				t.Errorf("refused with %v, want %s", err, c.rule)
			}
		})
	}
}

// TestEveryRuleIsTested reads the rules from errors.go. trust-origin can only be met in Create: a
// list of another origin names another root, and is refused for that.
func TestEveryRuleIsTested(t *testing.T) {
	tested := map[string]bool{rules.RuleTrustOrigin: true}
	for _, c := range refusals {
		tested[c.rule] = true
	}
	rules := constants(t, "internal/rules/errors.go", "Rule")
	for _, rule := range rules {
		if !tested[rule] {
			t.Errorf("no test is refused by %s", rule)
		}
	}
	if len(rules) < 30 {
		t.Errorf("%d rules were found in errors.go", len(rules))
	}
}

// constants reads the constants of a source file whose names begin with a prefix: names and
// unquoted values.
func constants(t testing.TB, file, prefix string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if ok && strings.HasPrefix(spec.Names[0].Name, prefix) && len(spec.Values) == 1 {
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
				if literal.Kind != token.STRING && literal.Kind != token.CHAR {
					return true
				}
				if found[spec.Names[0].Name], err = strconv.Unquote(literal.Value); err != nil {
					t.Fatal(err)
				}
			}
		}
		return true
	})
	return found
}

func TestCreateRefuses(t *testing.T) {
	w := newWorld(t)
	other := w.options
	other.Dir, other.Head = t.TempDir(), w.options.Head+"2"
	other.Origin = "lain.example/buku"
	if _, err := Create(other, w.note()); refusal(err) != rules.RuleTrustOrigin {
		t.Errorf("another institution's trust list: %v", err)
	}
	other = w.options
	other.Dir, other.Head, other.Key = t.TempDir(), w.options.Head+"3", testKey("maling")
	if _, err := Create(other, w.note()); refusal(err) != RuleLedgerRange {
		t.Errorf("a ledger key that the list does not name: %v", err)
	}
	other.Key = testKey("ledger")
	if l, err := Create(other, w.note()); err != nil {
		t.Errorf("the right key after a wrong one: %v", err)
	} else {
		l.Close()
	}
	if _, err := Create(other, w.note()); !errors.Is(err, ErrExists) {
		t.Errorf("a second Create: %v", err)
	}
}
