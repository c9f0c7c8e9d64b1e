package trust

import (
	"errors"
	"testing"
)

// The next list is like the one before, and changing it leaves that as it was.
func TestNext(t *testing.T) {
	_, list := edition("nested")
	before := list.text()
	next := list.Next(today)
	if next.Serial != list.Serial+1 || next.Issued != today || next.NextUpdate != today+Life {
		t.Errorf("serial %d, issued %d, next update %d", next.Serial, next.Issued, next.NextUpdate)
	}
	if early := list.Next(0); early.Issued != list.Issued {
		t.Errorf("issued %d, before the list that it follows", early.Issued)
	}
	key := list.Ledgers[0].Key
	next.SucceedLedger(demoPublic("next ledger"), 10, Retired, 0)
	next.Registrars[0].Name, next.Texts[0].Title = "Lain", "Lain"
	if raw, err := Sign(next, demoKey("root")); err != nil {
		t.Error(err)
	} else if _, err := list.Renew(raw); err != nil {
		t.Error(err)
	}
	next.DeclareStolen(key, theft)
	ended, begun := next.Ledgers[0], next.Ledgers[1]
	if ended.Last != 9 || ended.State != Stolen || ended.Stolen != theft || begun.First != 10 || begun.State != Active {
		t.Errorf("%+v, then %+v", ended, begun)
	}
	if list.text() != before {
		t.Errorf("the list before has become\n%s", list.text())
	}
}

// A root is succeeded by the key that was named before, and by that alone.
func TestRootSucceeds(t *testing.T) {
	list := demoTrust()
	if err := list.SucceedRoot(); err == nil {
		t.Error("nobody is named, and succeeds")
	}
	if err := list.NameRoot(demoPublic("root")); !errors.Is(err, ErrRootInForce) {
		t.Errorf("the root as its own successor: %v", err)
	}
	if err := list.NameRoot(demoPublic("next root")); err != nil {
		t.Error(err)
	}
	if err := list.NameRoot(demoPublic("next root")); err == nil || errors.Is(err, ErrRootInForce) {
		t.Errorf("named twice: %v", err)
	}
	err := list.SucceedRoot()
	if err != nil || list.NextRoot != nil || list.Root != LogKey(RootName(origin), demoPublic("next root")) {
		t.Errorf("%v, root %s", err, list.Root)
	}
}
