package enrol

import "ikrar/ledger"

// inForce reports whether an address was the institution's at some moment since. The log is read
// only where it is not today's.
func inForce(l *ledger.Ledger, address string, since int64) (bool, error) {
	list, _ := l.Trust()
	if address == list.URL {
		return true, nil
	}
	all, err := l.Addresses()
	for _, a := range all {
		ended := a.Until != 0 && a.Until < since
		// By today's root alone: of what another root signed an officer is asked.
		if a.URL == address && a.Root == list.Root && !ended {
			return true, nil
		}
	}
	return false, err
}
