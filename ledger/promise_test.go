package ledger

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// The tests of this file hold a stolen key in their hands and go through design promises one by
// one: what its thief can do to the ledger, and what the thief cannot, or not unseen.

// TestThiefOfTheLedgerKey: the thief has the server, its disk and the ledger key, and writes past
// every rule.
func TestThiefOfTheLedgerKey(t *testing.T) {
	verdict := func(o *office, index uint64) verify.Verdict {
		p, err := o.ledger.Proof(index)
		if err != nil {
			t.Fatal(err)
		}
		return verify.Check(p.Full(), &o.trust, nil, o.now.Unix()).Verdict
	}
	t.Run("cannot forge a pledge", func(t *testing.T) {
		o := newOffice(t)
		forged := flip(o.pledge("budi", o.budi), len(o.pledge("budi", o.budi))-1)
		o.force("ledger", signer.KindPledge, forged, 5)
		o.reopen()
		if v := verdict(o, 8); v != verify.Altered {
			t.Errorf("a pledge that its person did not sign checks %s", v)
		}
		o.found(audit.FoundSignature)
	})
	t.Run("cannot vouch for a person", func(t *testing.T) {
		o := newOffice(t)
		c := sign(o.world, "ledger", o.credentialClaims("ani"))
		o.force("ledger", signer.KindCredential, c, 0)
		o.reopen()
		p := o.pledge("ani", c)
		o.force("ledger", signer.KindPledge, p, 8)
		o.reopen()
		if v := verdict(o, 9); v != verify.Untrusted {
			t.Errorf("a pledge under the ledger's own credential checks %s", v)
		}
		o.found(audit.FoundSignature)
	})
	t.Run("cannot change witnessed history unseen", func(t *testing.T) {
		o := newOffice(t)
		seen := o.keeper().snapshot().checkpoint(testOrigin)
		o.rewrite(o.lines()[:7]) // siti's certificate never happened
		for _, k := range [][]byte{{store.PrefixKinds}, store.StatementKey(7), store.DigestKey(store.PrefixDigest, signer.DigestOf(o.sitiIssued)),
			store.Key(store.PrefixNumber, []byte("800/1/BKD/2026")), store.DigestKey(store.PrefixFile, signer.DigestOf([]byte("PDF 800/1/BKD/2026"))), store.DigestKey(store.PrefixIssued, signer.DigestOf(o.sitiPledge))} {
			o.change(k, gone)
		}
		o.reopen()
		o.clean() // the audit of the disk alone cannot see it: that is what witnesses and head files elsewhere are for
		o.enrol("ani")
		if c, err := o.ledger.Consistency(seen.Size, o.ledger.Size()); err != nil {
			t.Error(err)
		} else if root := o.keeper().snapshot().root; verifyConsistency(c, o.ledger.Size(), root, seen.Size, seen.Root) == nil {
			t.Error("the rewritten log proves that it continues what a witness saw")
		}
		if err := o.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(o.options.Head, []byte(seen.Text()), 0o600); err != nil { // a head file out of the thief's reach
			t.Fatal(err)
		}
		if _, err := OpenLedger(o.options); err == nil {
			t.Error("the rewritten log opened under the head file that had seen more")
		}
		if err := os.Remove(o.options.Head); err != nil {
			t.Fatal(err)
		}
		o.options.AcceptHead = 8
		o.reopenClosed()
	})
	t.Run("can misdate what it holds, which nothing but witnesses bounds", func(t *testing.T) {
		o := newOffice(t)
		p := o.pledge("budi", o.budi)
		o.now = o.now.Add(3600e9)
		o.append(signer.KindPledge, p)
		o.valid(8)
	})
	t.Run("cannot sign after the trust list calls the key stolen", func(t *testing.T) {
		o := newOffice(t)
		next := trust.LogKey(testOrigin, publicOf("ledger-2"))
		size := o.ledger.Size()
		if err := o.ledger.Close(); err != nil {
			t.Fatal(err)
		}
		o.options.Key = testKey("ledger-2")
		o.reopenClosed()
		o.newTrust(func(t *trust.List) {
			t.Ledgers[0].Last, t.Ledgers[0].State, t.Ledgers[0].Stolen = size-1, trust.Stolen, o.now.Unix()
			t.Ledgers = append(t.Ledgers, trust.LedgerKey{Range: trust.Range{First: size, Last: trust.NoEnd}, Key: next, State: trust.Active})
			t.Policy.Logs = append(t.Policy.Logs, trust.PolicyLog{Key: next})
		})
		o.clean()
		o.force("ledger", signer.KindPledge, o.pledge("budi", o.budi), 5)
		o.reopen()
		o.found(audit.FoundRegistration)
	})
}

// found fails the test unless the audit finds this.
func (w *world) found(what string) {
	w.Helper()
	report := w.audit()
	for _, f := range report.Findings {
		if f.What == what {
			return
		}
	}
	w.Errorf("want %s, the audit found %+v", what, report.Findings)
}

// TestThiefOfARegistrarKey: the thief brings statements signed with a registrar's key to the honest
// ledger.
func TestThiefOfARegistrarKey(t *testing.T) {
	o := newOffice(t)
	t.Run("cannot use an enrolled person's key", func(t *testing.T) {
		if _, err := signer.Sign(testKey("registrar"), testOrigin, o.pledgeClaims(o.budi)); err == nil {
			t.Error("the registrar's key signed a pledge under another's credential")
		}
	})
	o.TB = t
	byThief := func(key string) []byte {
		return o.credential("budi", func(c *signer.Credential) { c.Key = publicOf(key) })
	}
	if err := o.refused(signer.KindCredential, byThief("maling")); refusal(err) != RuleCredentialLive {
		t.Errorf("took over a live person without a word: %v", err)
	}
	if err := o.refused(signer.KindCredential, o.credential("ani", func(c *signer.Credential) { c.Key = publicOf("budi") })); refusal(err) != RuleKeyLive {
		t.Errorf("gave a live key to another person: %v", err)
	}
	// Naming it, the thief takes over budi. It is an entry, and so is what follows; budi's own
	// credential says that it was replaced, and the person who watches that key sees it.
	old := signer.DigestOf(o.budi)
	c := o.credential("budi", func(c *signer.Credential) { c.Key, c.Replaces = publicOf("maling"), &old })
	before := o.ledger.Size()
	o.append(signer.KindCredential, c)
	if e := o.entries()[before]; e.Kind != signer.KindCredential || e.Digest != signer.DigestOf(c) {
		t.Errorf("the takeover is not in the log: %+v", e)
	}
	if r, err := o.revoked(signer.TargetCredential, old); err != nil || r == nil || !r.Superseded || r.Statement != signer.DigestOf(c) {
		t.Errorf("the takeover does not show on the credential taken over: %+v %v", r, err)
	}
	if err := o.refused(signer.KindPledge, o.pledge("budi", o.budi)); refusal(err) != RuleCredentialRevoked {
		t.Errorf("budi's pledge after the takeover: %v", err)
	}
	// What siti signed before stands, and cannot be made to speak of something else.
	o.valid(6)
	// A second certificate for her pledge must name the first.
	if err := o.refused(signer.KindIssuance, o.issuance(o.sitiPledge, "800/7/BKD/2026")); refusal(err) != rules.RuleIssued {
		t.Errorf("a second certificate: %v", err)
	}
	// Once the root ends the key's range, nothing more is recorded by it, however it is dated.
	o.newTrust(func(t *trust.List) { t.Registrars[0].Last = o.ledger.Size() - 1 })
	if err := o.refused(signer.KindCredential, o.credential("ani", func(c *signer.Credential) { c.IssuedAt -= 86400 })); refusal(err) != RuleRegistrarRange {
		t.Errorf("backdated after the end: %v", err)
	}
	o.valid(6)
	o.clean()
}

func (w *world) revoked(what signer.Target, d signer.Digest) (r *store.RevokedState, err error) {
	err = w.keeper().store.View(func(t store.Txn) error {
		r, err = rules.RevocationOf(t, what, d)
		return err
	})
	return r, err
}

// TestThiefOfAnEmployeeKey: the thief may sign as that employee, and revoke the key, and nothing
// else.
func TestThiefOfAnEmployeeKey(t *testing.T) {
	o := newOffice(t)
	o.valid(o.append(signer.KindPledge, o.pledge("budi", o.budi)).Index)
	budi := func(claims signer.Revocation) []byte { return sign(o.world, "budi", claims) }
	for name, c := range map[string]struct {
		kind signer.Kind
		raw  []byte
		rule string
	}{
		"enrol":                      {signer.KindCredential, sign(o.world, "budi", o.credentialClaims("ani")), RuleRegistrarUnknown},
		"replace one's own":          {signer.KindCredential, sign(o.world, "budi", o.credentialClaims("budi")), RuleRegistrarUnknown},
		"open a campaign":            {signer.KindCampaign, sign(o.world, "budi", o.campaignClaims("palsu")), RuleRegistrarUnknown},
		"issue":                      {signer.KindIssuance, sign(o.world, "budi", signer.Issuance{IssuedAt: o.now.Unix(), IssuanceBody: signer.IssuanceBody{Pledge: signer.DigestOf(o.sitiPledge), Number: "1", Length: 1}}), RuleRegistrarUnknown},
		"revoke another's key":       {signer.KindRevocation, budi(o.revocationClaims(signer.TargetKey, keyDigest("siti"))), rules.RuleNotYours},
		"revoke another's pledge":    {signer.KindRevocation, budi(o.revocationClaims(signer.TargetPledge, signer.DigestOf(o.sitiPledge))), RuleRegistrarUnknown},
		"revoke one's own pledge":    {signer.KindRevocation, budi(o.revocationClaims(signer.TargetPledge, signer.DigestOf(o.budi))), RuleRegistrarUnknown},
		"pledge a second time":       {signer.KindPledge, o.pledge("budi", o.budi, func(p *signer.Pledge) { p.Place = "Lain" }), RulePledgeTwice},
		"publish a trust list":       {signer.KindTrust, o.noteBy("budi"), rules.RuleTrustRoot},
		"erase":                      {signer.KindErasure, sign(o.world, "budi", signer.Erasure{IssuedAt: o.now.Unix(), ErasureBody: signer.ErasureBody{Digests: []signer.Digest{{1}}, Reason: "x"}}), RuleRegistrarUnknown},
		"pledge under siti's badge":  {signer.KindPledge, bytes.Replace(o.pledge("budi", o.budi), o.budi, o.siti, 1), ""},
		"move a signature elsewhere": {signer.KindCredential, o.pledge("budi", o.budi), ""},
	} {
		if err := o.refused(c.kind, c.raw); c.rule != "" && refusal(err) != c.rule {
			t.Errorf("%s: %v, want %s", name, err, c.rule)
		}
	}
	o.append(signer.KindRevocation, budi(o.revocationClaims(signer.TargetKey, keyDigest("budi"), func(r *signer.Revocation) { r.From = o.ledger.Size() })))
	o.valid(6) // siti's is untouched
	o.valid(8) // budi's from before the revocation as well
	o.clean()
}

// TestThiefOfTheRootKey: the thief may appoint anyone from now on; what was witnessed stays as it
// was.
func TestThiefOfTheRootKey(t *testing.T) {
	o := newOffice(t)
	seen := o.keeper().snapshot().checkpoint(testOrigin)
	o.newTrust(func(t *trust.List) {
		t.Registrars = append(t.Registrars, trust.Registrar{Range: trust.Range{Last: trust.NoEnd}, Key: publicOf("maling"), Name: "Maling"})
	})
	c := sign(o.world, "maling", o.credentialClaims("ani"))
	o.append(signer.KindCredential, c)
	o.valid(o.append(signer.KindPledge, o.pledge("ani", c)).Index) // that is what a stolen root can do, as entries
	if err := o.refused(signer.KindTrust, func() []byte { o.trust.Serial = 1; return o.note() }()); refusal(err) != rules.RuleTrustSerial {
		t.Errorf("an older list: %v", err)
	}
	proof, err := o.ledger.Consistency(seen.Size, o.ledger.Size())
	if err != nil || verifyConsistency(proof, o.ledger.Size(), o.keeper().snapshot().root, seen.Size, seen.Root) != nil {
		t.Errorf("the log does not continue what a witness saw: %v", err)
	}
	for _, e := range o.entries()[:seen.Size] {
		if e.Kind == signer.KindTrust && e.Index != 0 {
			t.Error("an entry was changed")
		}
	}
	if !strings.Contains(string(func() []byte { _, n := o.ledger.Trust(); return n }()), "Maling") {
		t.Error("the appointment does not show in the list in force")
	}
	o.clean()
}
