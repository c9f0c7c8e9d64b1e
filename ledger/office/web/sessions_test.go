package web_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/internal/share"
	"ikrar/ledger/office"
	"ikrar/signer/keyfile"
	"ikrar/signer/session"
)

// lane takes calls to the visits of this process.
type lane struct{ *share.Visits }

func (l lane) Challenge(context.Context) (session.Nonce, int64, error) {
	return l.Visits.Challenge(), time.Now().Unix(), nil
}

func (l lane) Open(_ context.Context, raw []byte) (session.ID, error) {
	who, err := l.Visits.Open(raw)
	return who.ID, err
}

func (l lane) Call(_ context.Context, c share.Call, body []byte) ([]byte, error) {
	return l.Answer(c, body)
}

// TestSessions: the office on the server shows who works from afar, and ends a session, after it
// has said what that does; retiring the registrar says so too.
func TestSessions(t *testing.T) {
	h := reportedHome(t)
	i := must(h.OpenOwn(office.Opening{Now: time.Now}))
	visits := i.Ledger.Receive(time.Now, nil)
	socket := must(ledger.Listen(h.SocketPath()))
	done := make(chan error)
	go func() { done <- visits.Share(socket) }()
	t.Cleanup(func() {
		socket.Close()
		checked(t, <-done)
		visits.Close()
		checked(t, i.Close())
	})
	list, _ := i.Ledger.Trust()
	reach := func(machine string) *ledger.Ledger {
		return must(ledger.Reach(t.Context(), lane{visits}, share.Reaching{Pinned: list, Machine: machine,
			Registrar: must(keyfile.Open(h.KeyPath("registrar"), nil)), Now: time.Now}))
	}
	far := reach(scripted)

	p := openOffice(t, h.Dir)
	p.press("Pengaturan")
	p.press("Sesi petugas")
	p.shows(scripted)
	p.picture("sesi")
	p.sound()
	p.phone("sesi")
	p.press("Akhiri sesi")
	p.shows("diakhiri sekarang")
	p.picture("sesi-akhiri")
	p.sound()
	if len(visits.Visitors()) != 1 {
		t.Error("it ended before it was agreed to")
	}
	p.press("Akhiri sesi")
	p.shows("Sesi sudah diakhiri.")
	p.shows("Tidak ada yang tersambung sekarang.")
	far.Far().Refresh()
	if _, err := far.Counts(); !errors.Is(err, share.ErrDismissed) {
		t.Errorf("an ended session: %v", err)
	}
	reach("laptop")
	p.press("Kembali")
	p.press("Berhentikan")
	p.shows("1 sesi petugas ini dengan peladen berakhir seketika.")
}
