package publish_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"ikrar/ledger/publish"
	"ikrar/signer"
	"ikrar/verify/trust"
)

// TestFence: a ledger that does not have what it has shown goes out of service, and writes nothing.
func TestFence(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	w := newWorld(t, dir)
	w.campaigns(5, "deklarasi")
	w.must(w.checkpoint().publisher(nil))
	shown := files(t, dir)

	older, forked, renewed, rotated := newWorld(t, dir), newWorld(t, dir), newWorld(t, dir), newWorld(t, dir)
	older.campaigns(3, "deklarasi")
	forked.campaigns(6, "lain")
	// Of this one the log is the same, and the trust list that lies there is newer.
	renewed.campaigns(5, "deklarasi")
	rotated.campaigns(5, "deklarasi") // nor does this one know the key that signed there since
	next := w.list
	next.Serial = 2
	note, err := trust.Sign(next, testKey("root"))
	if err != nil {
		t.Fatal(err)
	}
	w.append(signer.KindTrust, note)
	for _, one := range []struct {
		*world
		seen, size uint64
	}{{older, 6, 4}, {forked, 6, 7}, {renewed, 7, 6}, {rotated, 7, 6}} {
		if one.world == renewed {
			w.must(w.publisher(nil)) // the list, and no checkpoint that covers it
			shown = files(t, dir)
		}
		checkpoint := filepath.Join(dir, "checkpoint")
		if one.world == rotated {
			if err := os.WriteFile(checkpoint, []byte("lain\n"+shown["checkpoint"]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		one.checkpoint()
		_, err := one.publisher(nil).Publish(t.Context())
		fork := (*publish.ForkError)(nil)
		if !errors.As(err, &fork) || fork.Seen != one.seen || fork.Size != one.size || !errors.As(one.ledger.Err(),
			&fork) {
			t.Errorf("%v, and the ledger: %v", err, one.ledger.Err())
		}
		if one.world == rotated {
			if err := os.WriteFile(checkpoint, []byte(shown["checkpoint"]), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if !maps.Equal(files(t, dir), shown) {
			t.Error("something was written")
		}
		// The next process is told as well, until a run finds what is here.
		if err := publish.Fenced(one.ledger); !errors.As(err, &fork) || fork.Seen != one.seen {
			t.Error(err)
		}
	}
	w.must(w.checkpoint().publisher(nil))
	w.clean(7)
}

// TestStranger: what is none of this ledger stops publishing alone.
func TestStranger(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "public"))
	w.campaigns(2, "deklarasi")
	w.must(w.checkpoint().publisher(nil))
	path := filepath.Join(w.dir, "checkpoint")
	ours, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, there := range []string{"", "<html>", string(ours[:len(ours)-9]), "lain" + string(ours)} {
		if err := os.WriteFile(path, []byte(there), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, anew := range []bool{false, true} {
			p := w.publisher(nil)
			p.Anew = anew
			_, err := p.Publish(t.Context())
			if e := (*publish.UnverifiedError)(nil); !errors.As(err, &e) || w.ledger.Err() != nil {
				t.Errorf("%q: %v, %v", there, err, w.ledger.Err())
			}
		}
		if now := files(t, w.dir)["checkpoint"]; now != there {
			t.Errorf("%q was replaced by %q", there, now)
		}
	}
	if all, err := publish.Destinations(w.ledger); err != nil || len(all) != 1 || all[0].Tries != 8 ||
		all[0].Size != 3 {
		t.Errorf("%+v, %v", all, err)
	}
	// Nor is a place without one whose trust list is under another root.
	stranger := w.list
	stranger.Root = trust.LogKey(trust.RootName(testOrigin), publicOf("stranger"))
	note, err := trust.Sign(stranger, testKey("stranger"))
	list := filepath.Join(w.dir, "trust")
	if err = errors.Join(err, os.Remove(path), os.WriteFile(list, note, 0o644)); err != nil {
		t.Fatal(err)
	}
	p := w.publisher(nil)
	p.Anew = true
	_, err = p.Publish(t.Context())
	if e := (*publish.UnverifiedError)(nil); !errors.As(err, &e) || files(t, w.dir)["trust"] != string(note) {
		t.Error(err)
	}
	if err := errors.Join(os.Remove(list), os.WriteFile(path, ours, 0o644)); err != nil {
		t.Fatal(err)
	}
	if w.must(w.publisher(nil)); w.ledger.Err() != nil {
		t.Error(w.ledger.Err())
	}
}

// TestWord: what was published and is gone is begun anew by the operator's word, and after a loss
// of entries somewhere else.
func TestWord(t *testing.T) {
	dir := t.TempDir()
	w := newWorld(t, filepath.Join(dir, "one"))
	w.campaigns(2, "deklarasi")
	w.must(w.checkpoint().publisher(nil))
	refused := func(what error, anew bool) {
		t.Helper()
		p := w.publisher(nil)
		p.Anew = anew
		if _, err := p.Publish(t.Context()); !errors.Is(err, what) || w.ledger.Err() != nil {
			t.Errorf("%v, want %v", err, what)
		}
	}
	anew := func() {
		t.Helper()
		p := w.publisher(nil)
		p.Anew = true
		w.must(p)
		w.must(w.publisher(nil)) // and from then on without it
	}
	if err := os.Remove(filepath.Join(w.dir, "checkpoint")); err != nil {
		t.Fatal(err)
	}
	refused(publish.ErrMissing, false)
	anew()
	w.clean(3)

	if err := publish.AcceptLoss(w.ledger); err != nil {
		t.Fatal(err)
	}
	refused(publish.ErrFormer, false)
	refused(publish.ErrFormer, true)
	if all, err := publish.Destinations(w.ledger); err != nil || len(all) > 0 {
		t.Errorf("%+v, %v", all, err) // nobody is to be reminded of it
	}
	w.dir = filepath.Join(dir, "two")
	refused(publish.ErrLost, false)
	anew()
	w.clean(3)
	if err := publish.AcceptLoss(w.ledger); err != nil {
		t.Fatal(err)
	}
	refused(publish.ErrFormer, true)
}

// TestTwoPublishers: of two at once one says that the other was faster, and goes on in its next
// run.
func TestTwoPublishers(t *testing.T) {
	w := newWorld(t, filepath.Join(t.TempDir(), "public"))
	w.campaigns(2, "deklarasi")
	w.must(w.checkpoint().publisher(nil))
	w.campaigns(2, "lain")
	w.checkpoint()
	slow := w.publisher(func(s publish.Store) publish.Store {
		return faulty{Store: s, replace: func(name string, write func() error) error {
			if name == "checkpoint" {
				w.campaigns(1, "cepat")
				w.must(w.checkpoint().publisher(nil))
			}
			return write()
		}}
	})
	if _, err := slow.Publish(t.Context()); !errors.Is(err, publish.ErrOvertaken) {
		t.Error(err)
	}
	w.clean(6)
	slow.Store = w.store()
	if r := w.must(slow); r.Before != 6 {
		t.Errorf("%+v", r)
	}

	// The other one was of another history.
	w.campaigns(1, "lagi")
	w.checkpoint()
	other := newWorld(t, w.dir)
	other.campaigns(9, "lain")
	_, note, err := other.ledger.Checkpoint()
	if err != nil {
		t.Fatal(err)
	}
	forked := w.publisher(func(s publish.Store) publish.Store {
		return faulty{Store: s, replace: func(name string, write func() error) error {
			if name == "checkpoint" {
				if err := os.WriteFile(filepath.Join(w.dir, name), note, 0o644); err != nil {
					t.Error(err)
				}
			}
			return write()
		}}
	})
	if _, err := forked.Publish(t.Context()); !errors.As(err, new(*publish.ForkError)) || w.ledger.Err() == nil {
		t.Error(err, w.ledger.Err())
	}
}
