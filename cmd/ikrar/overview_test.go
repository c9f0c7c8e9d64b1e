package main

import (
	"testing"

	"ikrar/ledger/office/step"
)

// TestSteps: there is a sentence for every step.
func TestSteps(t *testing.T) {
	for _, name := range step.Names {
		if _, ok := phrases["overview.next."+string(name)]; !ok {
			t.Errorf("nothing is said of %s", name)
		}
	}
}
