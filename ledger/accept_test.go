package ledger

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/internal/rules"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// accepted are the near neighbours of the refusals: what must be recorded, and leaves a clean
// audit.
var accepted = []struct {
	name string
	do   func(o *office)
}{
	{"a clock ahead by as much as it may", func(o *office) {
		c := o.enrol("ani", func(c *signer.Credential) { c.IssuedAt += rules.ClockSkewSeconds })
		o.valid(o.append(signer.KindPledge, o.pledge("ani", c, func(p *signer.Pledge) { p.IssuedAt += rules.ClockSkewSeconds })).Index)
	}},
	{"a registrar at the last index of the range", func(o *office) {
		o.newTrust(func(t *trust.List) { t.Registrars[0].Last = o.ledger.Size() + 1 })
		c := o.enrol("ani")
		o.valid(o.append(signer.KindPledge, o.pledge("ani", c)).Index)
	}},
	{"a successor root", func(o *office) {
		next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
		o.newTrust(func(t *trust.List) { t.NextRoot = &next })
		o.append(signer.KindTrust, o.noteBy("penerus"))
		if t, _ := o.ledger.Trust(); t.Root != next {
			o.Errorf("the root in force is %v", t.Root)
		}
		o.valid(o.append(signer.KindPledge, o.pledge("budi", o.budi)).Index)
	}},
	{"another ledger key", func(o *office) {
		if err := o.ledger.Close(); err != nil {
			o.Fatal(err)
		}
		o.options.Key = testKey("ledger-2")
		o.reopenClosed()
		size := o.ledger.Size()
		next := trust.LogKey(testOrigin, publicOf("ledger-2"))
		o.newTrust(func(t *trust.List) {
			t.Ledgers[0].Last, t.Ledgers[0].State = size-1, trust.Retired
			t.Ledgers = append(t.Ledgers, trust.LedgerKey{Range: trust.Range{First: size, Last: trust.NoEnd}, Key: next, State: trust.Active})
			t.Policy.Logs = append(t.Policy.Logs, trust.PolicyLog{Key: next})
		})
		o.valid(o.append(signer.KindPledge, o.pledge("budi", o.budi)).Index)
		o.valid(6)
	}},
	{"a new credential for the same key", func(o *office) {
		d := signer.DigestOf(o.siti)
		o.enrol("siti", func(c *signer.Credential) { c.Replaces, c.Unit = &d, "Dinas Lain" })
		o.valid(6) // what the old one signed stands
	}},
	{"a new key after the old one was revoked", func(o *office) {
		o.revoke(signer.TargetKey, keyDigest("budi"))
		c := o.enrol("budi", func(c *signer.Credential) { c.Key = publicOf("budi-2") })
		o.valid(o.append(signer.KindPledge, o.pledge("budi-2", c)).Index)
	}},
	{"the same key after its credential was revoked", func(o *office) {
		o.revoke(signer.TargetCredential, signer.DigestOf(o.budi))
		c := o.enrol("budi", func(c *signer.Credential) { c.Unit = "Dinas Lain" })
		o.valid(o.append(signer.KindPledge, o.pledge("budi", c)).Index)
	}},
	{"a key that revokes itself", func(o *office) {
		o.append(signer.KindRevocation, sign(o.world, "siti", o.revocationClaims(signer.TargetKey, keyDigest("siti"), func(r *signer.Revocation) { r.From = 7 })))
		o.valid(6)
		if a, err := o.ledger.Status(6); err != nil || a.State != verify.StateGood {
			o.Errorf("a pledge from before the revocation: %+v %v", a, err)
		}
	}},
	{"a key that revokes itself from the start", func(o *office) {
		o.append(signer.KindRevocation, sign(o.world, "siti", o.revocationClaims(signer.TargetKey, keyDigest("siti"))))
		if a, err := o.ledger.Status(6); err != nil || a.State != verify.StateRevoked || a.Reason != "salah" {
			o.Errorf("a pledge by a key revoked from the start: %+v %v", a, err)
		}
	}},
	{"a revocation that reaches further back", func(o *office) {
		o.append(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti"), func(r *signer.Revocation) { r.From = 7 }))
		o.append(signer.KindRevocation, o.revocation(signer.TargetKey, keyDigest("siti"), func(r *signer.Revocation) { r.From = 6 }))
	}},
	{"a new pledge after a revoked one", func(o *office) {
		o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
		p := o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Singkawang" })
		o.valid(o.append(signer.KindPledge, p).Index)
		o.append(signer.KindIssuance, o.issuance(p, "800/2/BKD/2026"))
	}},
	{"a pledge in a campaign that was extended", func(o *office) {
		o.append(signer.KindCampaign, o.campaign("lewat", func(c *signer.Campaign) { c.Opens -= 7200; c.Closes = c.IssuedAt + 1 }))
		o.valid(o.append(signer.KindPledge, o.pledge("budi", o.budi, forLewat)).Index)
		o.valid(o.append(signer.KindPledge, o.pledge("siti", o.siti, forLewat)).Index)
	}},
	{"a successor issuance, and one after it", func(o *office) {
		d := signer.DigestOf(o.sitiIssued)
		for i := range byte(2) {
			next := o.issuance(o.sitiPledge, "800/1/BKD/2026", func(s *signer.Issuance) { s.Predecessor, s.File = &d, signer.Digest{9, i} })
			o.append(signer.KindIssuance, next)
			d = signer.DigestOf(next)
		}
		if u, err := o.ledger.ByNumber("800/1/BKD/2026"); err != nil || u.Digest() != d {
			o.Errorf("in force is %v %v", u.Digest(), err)
		}
	}},
	{"a colliding time", func(o *office) {
		o.append(signer.KindPledge, o.pledge("budi", o.budi))
		o.enrol("ani")
		o.now = o.now.Add(time.Second)
		o.enrol("dewi")
	}},
}

// reopenClosed opens a ledger whose options the test has changed.
func (w *world) reopenClosed() {
	w.Helper()
	l, err := OpenLedger(w.options)
	if err != nil {
		w.Fatal(err)
	}
	w.ledger = l
}

func TestAccepted(t *testing.T) {
	for _, c := range accepted {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			c.do(o)
			o.clean()
		})
	}
}

// TestLongestPledge brings the largest names that signer allows: their short proof must still be
// one that Check reads.
func TestLongestPledge(t *testing.T) {
	o := newOffice(t)
	long, id := strings.Repeat("n", signer.MaxName), strings.Repeat("k", signer.MaxCampaignID)
	o.append(signer.KindCampaign, o.campaign(id))
	c := o.enrol("ani", func(c *signer.Credential) {
		var old signer.Digest
		c.Name, c.Unit, c.Position, c.Rank, c.Replaces = long, long, long, long, &old
		first := o.enrol("ani")
		old = signer.DigestOf(first)
	})
	o.valid(o.append(signer.KindPledge, o.pledge("ani", c, func(p *signer.Pledge) { p.Campaign, p.Place = id, long })).Index)
}

// flip changes a bit.
func flip(raw []byte, at int) []byte {
	raw = append([]byte(nil), raw...)
	raw[at] ^= 1
	return raw
}

// TestStrangersCannotBringAnothersPledge holds that nobody but the signer can give a pledge a
// second form, which would be a second entry for one act.
func TestStrangersCannotBringAnothersPledge(t *testing.T) {
	o := newOffice(t)
	p := o.pledge("budi", o.budi)
	addOrder := func(raw []byte) []byte { // S + L, the malleability that RFC 8032 closes
		order := []byte{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 31: 0x10}
		raw, carry := append([]byte(nil), raw...), 0
		s := raw[len(raw)-32:]
		for i := range s {
			carry += int(s[i]) + int(order[i])
			s[i], carry = byte(carry), carry>>8
		}
		return raw
	}
	for name, c := range map[string]struct {
		raw  []byte
		want error
	}{
		"tagged":            {append([]byte{0xd2}, p...), signer.ErrEncoding},
		"with a tail":       {append(append([]byte(nil), p...), 0), signer.ErrEncoding},
		"longer array head": {append([]byte{0x98, 0x04}, p[1:]...), signer.ErrEncoding},
		"another signature": {flip(p, len(p)-1), eddsa.ErrSignature},
		"S plus L":          {addOrder(p), eddsa.ErrSignature},
		"another R":         {flip(p, len(p)-60), eddsa.ErrSignature},
		"cut short":         {p[:len(p)-1], signer.ErrEncoding},
		"nothing":           {nil, signer.ErrEncoding},
	} {
		t.Run(name, func(t *testing.T) {
			o.TB = t
			if err := o.refused(signer.KindPledge, c.raw); !errors.Is(err, c.want) {
				t.Errorf("refused with %v, want %v", err, c.want)
			}
		})
	}
	o.TB = t
	if r := o.append(signer.KindPledge, p); r.Known {
		t.Error("the pledge itself is known already")
	}
}

// TestStatementErrors holds Append to its word: what is wrong with a statement can be told from a
// failing disk.
func TestStatementErrors(t *testing.T) {
	o := newOffice(t)
	c := o.credential("ani")
	at := strings.Index(string(c), "Nama ani")
	c[at+4] = '\t' // still the one encoding, but not a printable name
	wrong := o.note()
	if at := len(wrong) - 20; wrong[at] == 'A' {
		wrong[at] = 'B'
	} else {
		wrong[at] = 'A'
	}
	for name, s := range map[string]struct {
		kind signer.Kind
		raw  []byte
		want error
	}{
		"unprintable name":       {signer.KindCredential, c, signer.ErrEncoding},
		"no note":                {signer.KindTrust, []byte("ikrar/trust/v1\n"), signer.ErrEncoding},
		"wrong note signature":   {signer.KindTrust, wrong, eddsa.ErrSignature},
		"too long":               {signer.KindCampaign, make([]byte, signer.MaxStatement+1), signer.ErrEncoding},
		"a pledge as a campaign": {signer.KindCampaign, o.sitiPledge, signer.ErrEncoding},
		"a campaign as a pledge": {signer.KindPledge, o.campaign("x"), signer.ErrEncoding},
	} {
		if err := o.refused(s.kind, s.raw); !errors.Is(err, s.want) {
			t.Errorf("%s: %v, want %v", name, err, s.want)
		}
	}
	if _, err := o.ledger.AppendBytes(context.Background(), signer.KindPledge, o.siti); err == nil {
		t.Error("a credential was answered as a pledge")
	}
}
