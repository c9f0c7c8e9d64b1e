package audit

import (
	"fmt"

	"ikrar/verify/trust"
)

// A log begins under one root and may go on under its successors. Whoever audits it pins one of
// them, mostly the last.

// firstRoot is the root by which the first list of the log is opened: the one that it names. That
// this leads to the pinned root, list by list, is seen in the end.
func (a *Auditor) firstRoot(list []byte, inForce *trust.List) trust.VerifierKey {
	if inForce == nil {
		if t, err := trust.Pin(list); err == nil {
			return t.Root
		}
	}
	return a.Target.Root
}

// checkRoot looks whether the pinned root is one of those that the log's lists are by.
func (a *Auditor) checkRoot() error {
	if a.trust != nil && !a.rootSeen {
		a.Report.Find(FoundSignature, 0, fmt.Sprintf("no trust list of this log is by the root %s", a.Target.Root))
	}
	return nil
}
