package ledger

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
)

// perbaikan revokes a pledge as its correction does, or not quite so.
func (o *office) perbaikan(pledge []byte, change ...func(*signer.Revocation)) {
	o.Helper()
	o.append(signer.KindRevocation, o.revocation(signer.TargetPledge, signer.DigestOf(pledge),
		append([]func(*signer.Revocation){because(rules.ReasonCorrection)}, change...)...))
}

func because(reason string) func(*signer.Revocation) {
	return func(r *signer.Revocation) { r.Reason = reason }
}

// renamed gives siti a credential with another name for the same key.
func (o *office) renamed() []byte {
	o.Helper()
	old := signer.DigestOf(o.siti)
	o.siti = o.enrol("siti", func(c *signer.Credential) { c.Name, c.Replaces = "Siti Aminah", &old })
	return o.siti
}

// late is the time from the start of the campaign of newOffice to its end, and more.
func late(more time.Duration) time.Duration { return 24*time.Hour + more }

const correctionTime = rules.CorrectionSeconds * time.Second

// successor is an issuance that names the first certificate as its predecessor.
func (o *office) successor(pledge []byte, number string) []byte {
	old := signer.DigestOf(o.sitiIssued)
	return o.issuance(pledge, number, func(i *signer.Issuance) {
		i.Predecessor, i.File = &old, signer.DigestOf(append([]byte("PDF of "), pledge...))
	})
}

// signedAgain revokes siti's pledge for a reason, and has her sign another under a corrected
// credential.
func (o *office) signedAgain(reason string) []byte {
	o.Helper()
	o.perbaikan(o.sitiPledge, because(reason))
	again := o.pledge("siti", o.renamed())
	o.append(signer.KindPledge, again)
	return again
}

// TestCorrectionAbuse brings what the rules about corrections are not for.
func TestCorrectionAbuse(t *testing.T) {
	const number = "800/1/BKD/2026"
	signAfter := func(reason string) func(o *office) []byte {
		return func(o *office) []byte {
			o.perbaikan(o.sitiPledge, because(reason))
			o.now = o.now.Add(late(time.Hour))
			return o.pledge("siti", o.renamed())
		}
	}
	for _, c := range []struct {
		name string
		rule string
		kind signer.Kind
		make func(o *office) []byte
	}{
		{"pledge after the end, none before", RuleCampaignClosed, signer.KindPledge, func(o *office) []byte {
			o.now = o.now.Add(late(0))
			return o.pledge("budi", o.budi)
		}},
		{"pledge after the end, the one before in force", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.now = o.now.Add(late(0))
				return o.pledge("siti", o.renamed())
			}},
		{"pledge after the end, revoked for another reason", RuleCampaignClosed, signer.KindPledge, signAfter("salah")},
		{"pledge after the end, the reason in another case", RuleCampaignClosed, signer.KindPledge,
			signAfter("Perbaikan")},
		{"pledge after the end, the reason with a word more", RuleCampaignClosed, signer.KindPledge,
			signAfter("perbaikan nama")},
		{"pledge after the end, the reason with a sign that is not seen", RuleCampaignClosed, signer.KindPledge,
			signAfter("perbaikan\u2060")},
		{"pledge 60 days and a second after the end", RuleCampaignClosed, signer.KindPledge, func(o *office) []byte {
			o.perbaikan(o.sitiPledge)
			o.now = o.now.Add(late(correctionTime + time.Second))
			return o.pledge("siti", o.renamed())
		}},
		{"pledge after the end, in another campaign than the corrected one", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.perbaikan(o.sitiPledge)
				return o.pledge("siti", o.renamed(), forLewat)
			}},
		{"pledge after the end, another person's was corrected", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.perbaikan(o.sitiPledge)
				o.now = o.now.Add(late(0))
				return o.pledge("budi", o.budi)
			}},
		{"pledge after the end, the key was revoked by itself", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.append(signer.KindRevocation, sign(o.world, "siti",
					o.revocationClaims(signer.TargetKey, keyDigest("siti"), because(rules.ReasonCorrection))))
				next := o.enrol("siti", func(c *signer.Credential) { c.Key = publicOf("siti-2") })
				o.now = o.now.Add(late(0))
				return o.pledge("siti-2", next)
			}},
		{"pledge after the end, the credential was revoked", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.append(signer.KindRevocation, o.revocation(signer.TargetCredential, signer.DigestOf(o.siti),
					because(rules.ReasonCorrection)))
				next := o.enrol("siti", func(c *signer.Credential) { c.Unit = "Dinas Lain" })
				o.now = o.now.Add(late(0))
				return o.pledge("siti", next)
			}},
		{"pledge after the end, the certificate was revoked", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.append(signer.KindRevocation, o.revocation(signer.TargetIssuance, signer.DigestOf(o.sitiIssued),
					because(rules.ReasonCorrection)))
				o.now = o.now.Add(late(0))
				return o.pledge("siti", o.renamed())
			}},
		{"pledge after the end, the corrected one signed again already", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.signedAgain(rules.ReasonCorrection)
				o.now = o.now.Add(late(0))
				return o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Singkawang" })
			}},
		{"pledge after the end, the corrected one erased", RuleCampaignClosed, signer.KindPledge,
			func(o *office) []byte {
				o.perbaikan(o.sitiPledge)
				o.append(signer.KindErasure, o.erasure(signer.DigestOf(o.sitiPledge)))
				o.now = o.now.Add(late(0))
				return o.pledge("siti", o.renamed())
			}},
		{"successor for a pledge after one revoked for another reason", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte {
				return o.successor(o.signedAgain("salah"), number)
			}},
		{"successor for a pledge after one revoked with the reason in another case", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte { return o.successor(o.signedAgain("Perbaikan"), number) }},
		{"successor with another number", rules.RulePredecessor, signer.KindIssuance, func(o *office) []byte {
			return o.successor(o.signedAgain(rules.ReasonCorrection), "800/2/BKD/2026")
		}},
		{"successor for another person's pledge", rules.RulePredecessor, signer.KindIssuance, func(o *office) []byte {
			o.signedAgain(rules.ReasonCorrection)
			p := o.pledge("budi", o.budi)
			o.append(signer.KindPledge, p)
			return o.successor(p, number)
		}},
		{"successor for the person's pledge in another campaign", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte {
				o.perbaikan(o.sitiPledge)
				o.now = o.now.Add(2 * time.Hour)
				p := o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Campaign = "besok" })
				o.append(signer.KindPledge, p)
				return o.successor(p, number)
			}},
		{"successor of a certificate that was succeeded already", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte {
				again := o.signedAgain(rules.ReasonCorrection)
				o.append(signer.KindIssuance, o.successor(again, number))
				o.perbaikan(again)
				third := o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Singkawang" })
				o.append(signer.KindPledge, third)
				return o.successor(third, number)
			}},
		{"successor of a certificate whose pledge is erased", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte {
				again := o.signedAgain(rules.ReasonCorrection)
				o.append(signer.KindErasure, o.erasure(signer.DigestOf(o.sitiPledge)))
				return o.successor(again, number)
			}},
		{"successor after the key was revoked by itself", rules.RulePredecessor, signer.KindIssuance,
			func(o *office) []byte {
				o.append(signer.KindRevocation, sign(o.world, "siti",
					o.revocationClaims(signer.TargetKey, keyDigest("siti"), because(rules.ReasonCorrection))))
				next := o.enrol("siti", func(c *signer.Credential) { c.Key = publicOf("siti-2") })
				p := o.pledge("siti-2", next)
				o.append(signer.KindPledge, p)
				return o.successor(p, number)
			}},
		{"successor for the corrected pledge itself", RulePledgeRevoked, signer.KindIssuance, func(o *office) []byte {
			o.perbaikan(o.sitiPledge)
			return o.successor(o.sitiPledge, number)
		}},
		{"the number without the predecessor", rules.RuleNumberTaken, signer.KindIssuance, func(o *office) []byte {
			return o.issuance(o.signedAgain(rules.ReasonCorrection), number, func(i *signer.Issuance) { i.File[0]++ })
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			if err := o.refused(c.kind, c.make(o)); refusal(err) != c.rule {
				t.Errorf("refused with %v, want %s", err, c.rule)
			}
			o.clean()
		})
	}
}

// TestCorrection corrects siti's pledge twice, the second time in the last second, with the same
// number each time: of three certificates the last is good, and each of the others revoked.
func TestCorrection(t *testing.T) {
	const number = "800/1/BKD/2026"
	o := newOffice(t)
	first := o.index(o.sitiPledge)
	second := o.signedAgain(rules.ReasonCorrection)
	o.append(signer.KindIssuance, o.successor(second, number))

	o.now = o.now.Add(late(correctionTime))
	o.perbaikan(second)
	third := o.pledge("siti", o.renamed())
	o.append(signer.KindPledge, third)
	was, err := o.ledger.IssuanceOf(signer.DigestOf(second))
	if err != nil {
		t.Fatal(err)
	}
	digest := was.Digest()
	o.append(signer.KindIssuance,
		o.issuance(third, number, func(i *signer.Issuance) { i.Predecessor, i.File[0] = &digest, 1 }))

	for _, pledge := range []uint64{first, o.index(second)} {
		status, err := o.ledger.Status(pledge)
		if err != nil || status.State != verify.StateRevoked || status.Reason != rules.ReasonCorrection {
			t.Errorf("pledge of entry %d: %+v, %v", pledge, status, err)
		}
	}
	o.valid(o.index(third))
	inForce, err := o.ledger.ByNumber(number)
	if err != nil || inForce.Claims().Pledge != signer.DigestOf(third) {
		t.Errorf("the number leads to %v, %v", inForce.Claims().Pledge, err)
	}
	// All that was ever recorded about her is found: three credentials, pledges and certificates,
	// two revocations.
	entries, err := o.ledger.About(publicOf("siti"))
	if err != nil || len(entries) != 11 {
		t.Errorf("%d entries about her, %v", len(entries), err)
	}
	o.clean()

	// An erasure takes all away, and leaves an audit that understands the rest.
	o.append(signer.KindErasure,
		o.erasure(signer.DigestOf(o.sitiPledge), signer.DigestOf(second), signer.DigestOf(third)))
	o.clean()
}

// index is where a statement is recorded.
func (o *office) index(raw []byte) uint64 {
	o.Helper()
	r, err := o.ledger.Receipt(signer.DigestOf(raw))
	if err != nil {
		o.Fatal(err)
	}
	return r.Index
}

// TestForgedCorrection has who writes the disk turn a revocation into a correction: the ledger
// takes the late pledge and its certificate, and an audit finds both.
func TestForgedCorrection(t *testing.T) {
	o := newOffice(t)
	other := o.pledge("budi", o.budi)
	o.append(signer.KindPledge, other)
	o.perbaikan(other)
	o.perbaikan(o.sitiPledge, because("salah"))
	o.edit(func(txn store.Txn) error {
		row, err := txn.Get(store.RevokedKey(signer.TargetPledge, signer.DigestOf(other)))
		return errors.Join(err, txn.Set(store.RevokedKey(signer.TargetPledge, signer.DigestOf(o.sitiPledge)), row))
	})
	o.now = o.now.Add(late(time.Hour))
	again := o.pledge("siti", o.renamed())
	pledge := o.append(signer.KindPledge, again).Index
	issuance := o.append(signer.KindIssuance, o.successor(again, "800/1/BKD/2026")).Index
	found := map[uint64]string{}
	for _, f := range o.audit().Findings {
		if f.What == "rule" {
			found[f.Index] = f.Evidence
		}
	}
	if !strings.Contains(found[pledge], RuleCampaignClosed) || found[issuance] == "" {
		t.Errorf("the audit finds %v", found)
	}
}
