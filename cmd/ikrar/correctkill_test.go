package main

import (
	"encoding/json"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"
)

// TestCorrectionKilled kills the command that records a corrected pledge in the place of the old
// one, at any moment: each person has the old one or the new one in force, and never neither.
func TestCorrectionKilled(t *testing.T) {
	const people = 5
	w := pledgedWorld(t, people)
	w.ikrar("record", "pegawai")
	killed, whole := 0, time.Duration(0) // how long the command takes when nobody stops it
	for i, nip := range w.nips() {
		packet, pledge := filepath.Join("pegawai", nip+".new.ikrar"), filepath.Join("pegawai", nip+".new.pledge")
		w.ikrar("correct", "--nip", nip, "--position", "Analis Perbaikan", "--no-gap", "-o", packet)
		w.ikrar("pledge", packet, "--key", filepath.Join("pegawai", nip), "--yes", "-o", pledge)
		for before, try := w.size(), int64(1); ; try++ {
			cmd, start := w.command("correct", "--nip", nip, "--finish", pledge), time.Now()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if i == 0 {
				if err := cmd.Wait(); err != nil {
					t.Fatal(err)
				}
				whole = time.Since(start)
			} else {
				moment := time.Duration(rand.Int64N(int64(whole) * try))
				timer := time.AfterFunc(moment, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
				if cmd.Wait() != nil {
					killed++
				}
				timer.Stop()
			}
			size := w.size()
			if size != before && size != before+2 {
				t.Fatalf("of two entries that are recorded together there are %d", size-before)
			}
			w.allPledged(people)
			if size > before {
				break
			}
		}
		w.ikrar("correct", "--nip", nip, "--finish", pledge) // the same again is safe
	}
	if killed == 0 {
		t.Error("nothing was killed")
	}
	w.ikrar("audit")
}

// allPledged fails the test unless everybody has a pledge in force.
func (w world) allPledged(people int) {
	w.t.Helper()
	var r struct {
		Total struct{ Pledged, Revoked int }
	}
	if err := json.Unmarshal([]byte(w.ikrar("report", "--json")), &r); err != nil {
		w.t.Fatal(err)
	}
	if r.Total.Pledged != people || r.Total.Revoked != 0 {
		w.t.Fatalf("of %d people %d have a pledge in force, and of %d it is revoked", people, r.Total.Pledged,
			r.Total.Revoked)
	}
}
