package rules

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/verify/trust"
)

// MayShow holds a checkpoint against the log's root at its size, and its signer against the trust
// list.
func MayShow(c trust.OpenedCheckpoint, root tlog.Hash, list *trust.List) error {
	if c.Root != root {
		return fmt.Errorf("its root is %v, the log's is %v", c.Root, root)
	}
	if k, ok := list.Ledger(c.Size - 1); !ok || k.Key != c.Log {
		return fmt.Errorf("signed by a ledger key that is not that of entry %d", c.Size-1)
	}
	return nil
}
