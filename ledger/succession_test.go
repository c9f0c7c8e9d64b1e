package ledger

import (
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// A log whose root was succeeded audits clean for who pins either root, and for nobody else.
func TestAuditAfterSuccession(t *testing.T) {
	o := newOffice(t)
	next := trust.LogKey(trust.RootName(testOrigin), publicOf("penerus"))
	o.newTrust(func(t *trust.List) { t.NextRoot = &next })
	o.append(signer.KindTrust, o.noteBy("penerus"))
	o.enrol("ani")
	o.clean()
	o.options.Root = next
	o.clean()
	o.options.Root = trust.LogKey(trust.RootName(testOrigin), publicOf("maling"))
	o.found(audit.FoundSignature)
}

// What was recorded under a retired ledger key stays as it is, and the new key goes on with log and
// status list.
func TestAfterRotation(t *testing.T) {
	o := newOffice(t)
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	again := o.append(signer.KindPledge, o.pledge("siti", o.siti, func(p *signer.Pledge) { p.Place = "Singkawang" })).Index
	old := o.list()
	if err := o.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	o.options.Key = testKey("ledger-2")
	o.reopenClosed()
	size := o.ledger.Size()
	o.newTrust(func(t *trust.List) {
		key := trust.LogKey(testOrigin, publicOf("ledger-2"))
		t.Ledgers[0].Last, t.Ledgers[0].State = size-1, trust.Retired
		t.Ledgers = append(t.Ledgers, trust.LedgerKey{Range: trust.Range{First: size, Last: trust.NoEnd}, Key: key, State: trust.Active})
		t.Policy.Logs = append(t.Policy.Logs, trust.PolicyLog{Key: key})
	})
	o.valid(again)
	o.listed(6)
	o.valid(o.append(signer.KindPledge, o.pledge("budi", o.budi)).Index)
	o.clean()
	list, _ := o.ledger.Trust()
	raw, err := old.Sign(testKey("ledger"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify.OpenStatusList(raw, list, o.now.Unix()); err == nil {
		t.Error("a status list by the retired key opens under the list that retired it")
	}
}
