package web_test

import (
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/personnel"
)

// TestHalfDone goes on, from the person's page, with what an office was killed in: a correction
// whose pledge was not revoked, and a retirement whose key was not ended.
func TestHalfDone(t *testing.T) {
	h := peopled(t)
	var before uint64
	within(t, h, func(i *office.Institution) {
		name := "Nabila Lestariningrum, S.Pd."
		plan := must(personnel.PlanCorrection(i, must(i.Person(nabila)), personnel.Fields{Name: &name}))
		must(plan.Prepare(t.Context(), officerKey(h)))
		check(must(personnel.PlanRetirement(i, must(i.Person(nabila)), "pensiun", time.Time{})).Retire())
		before = i.Ledger.Size()
	})
	p := openOffice(t, h.Dir)
	p.visit("/pegawai/" + nabila + "/perbaiki")
	p.press("Lihat akibatnya")
	p.shows("harus menandatangani sekali lagi")
	p.press("Perbaiki dan cabut yang lama")
	p.shows("Data sudah diperbaiki")
	p.visit("/pegawai/" + nabila + "/pamit")
	p.shows("Sekarang tidak ditunggu: pensiun.")
	p.press("Lihat akibatnya")
	p.fill("Akhiri juga kuncinya", "")
	p.press("Jangan ditunggu lagi")
	p.shows("Sekarang tidak ditunggu: pensiun.")
	within(t, h, func(i *office.Institution) {
		if size := i.Ledger.Size(); size != before+2 {
			t.Errorf("%d entries for a revocation and the end of a key", size-before)
		}
	})
}
