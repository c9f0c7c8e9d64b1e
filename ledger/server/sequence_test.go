package server

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/server/internal/admission"
	"ikrar/signer"
)

// entryOrError is an answer to one pledge of a sequence.
type entryOrError struct {
	registration
	Error, Message string
}

func (w *world) sequence(pledges ...[]byte) (reply, []entryOrError) {
	w.Helper()
	got := w.do(http.MethodPost, "/v1/pledges/sequence", bytes.Join(pledges, nil), "Content-Type", mediaSequence, "Accept-Language", "en")
	var all []entryOrError
	if got.StatusCode == http.StatusOK {
		if err := json.Unmarshal(got.body, &all); err != nil || len(all) != len(pledges) || got.Header.Get("Cache-Control") != "no-store" {
			w.Fatalf("%s: %s %v", got.Status, got.body, err)
		}
	}
	return got, all
}

// TestSequence: each pledge of a sequence gets in its place what it would have got alone, byte for byte, and what is wrong with
// one leaves the others alone.
func TestSequence(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(6, "pegawai")
	first := w.post(pledges[0])
	flipped := bytes.Clone(pledges[1])
	flipped[len(flipped)-1] ^= 1
	u, err := signer.Parse[signer.Pledge](pledges[5])
	if err != nil {
		t.Fatal(err)
	}
	credential := signer.CredentialOf(u).Bytes()
	early := w.pledge("pegawai-5", credential, "lain")
	before := w.ledger.Size()
	tagged := append([]byte{0xd2}, pledges[1]...) // COSE_Sign1 as other libraries write it: one item, and no statement
	got, all := w.sequence(pledges[0], flipped, pledges[2], credential, tagged, pledges[2], early, pledges[3], pledges[1], pledges[4])
	if got.StatusCode != http.StatusOK {
		t.Fatalf("%s %s", got.Status, got.body)
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(got.body, &parts); err != nil || !bytes.Equal(append(parts[0], '\n'), first.body) || !bytes.Equal(parts[2], parts[5]) {
		t.Errorf("again: %s, alone %s; twice: %s %s", parts[0], first.body, parts[2], parts[5])
	}
	wrong := map[int]string{1: "signature", 3: "encoding", 4: "encoding", 6: ledger.RuleCampaignUnknown}
	for i, want := range wrong {
		if all[i].Error != want || all[i].Message == "" || all[i].Signature != "" {
			t.Errorf("%d: %s, want %s", i, parts[i], want)
		}
	}
	next := before
	for _, i := range []int{2, 7, 8, 9} { // in their order
		if all[i].Error != "" || all[i].Index != next || len(all[i].Signature) != 128 {
			t.Errorf("%d: %s, want index %d", i, parts[i], next)
		}
		next++
	}
	if w.ledger.Size() != next {
		t.Errorf("%d entries, want %d", w.ledger.Size(), next)
	}
	if got, all := w.sequence(); got.StatusCode != http.StatusOK || string(got.body) != "[]\n" || len(all) != 0 {
		t.Errorf("nothing: %s %s", got.Status, got.body)
	}
	if strings.Contains(w.log.String(), "level=ERROR") {
		t.Errorf("what is the caller's fault was logged as ours: %s", w.log)
	}
}

// TestBadSequence: what is no sequence, is too long, or comes when too many are being recorded, is refused whole.
func TestBadSequence(t *testing.T) {
	w := newWorld(t)
	pledge := w.staff(1, "pegawai")[0]
	before := w.ledger.Size()
	for name, c := range map[string]struct {
		body   []byte
		media  string
		status int
		code   string
	}{
		"garbage":           {[]byte("garbage"), mediaSequence, 400, "sequence"},
		"cut off":           {append(bytes.Clone(pledge), pledge[:100]...), mediaSequence, 400, "sequence"},
		"one too many":      {bytes.Repeat([]byte{0}, MaxPledges+1), mediaSequence, 400, "sequence"},
		"a byte too many":   {make([]byte, MaxSequence+1), mediaSequence, 413, "too-large"},
		"another mediatype": {pledge, mediaCOSE, 415, "media-type"},
	} {
		if got := w.do(http.MethodPost, "/v1/pledges/sequence", c.body, "Content-Type", c.media); got.StatusCode != c.status || got.code() != c.code {
			t.Errorf("%s: %s %s", name, got.Status, got.body)
		}
	}
	for slots, n := range map[*admission.Slots]int{w.server.gate.sequences: maxSequences, w.server.gate.incoming: maxIncoming} {
		leave := taken(slots, n)
		if got, _ := w.sequence(pledge); got.StatusCode != http.StatusServiceUnavailable || got.code() != "busy" || got.Header.Get("Retry-After") != "1" {
			t.Errorf("one sequence too many: %s %s", got.Status, got.body)
		}
		leave()
	}
	if w.ledger.Size() != before {
		t.Errorf("%d entries were recorded", w.ledger.Size()-before)
	}
	got := w.do(http.MethodPost, "/v1/pledges/sequence", bytes.Repeat([]byte{0}, MaxPledges), "Content-Type", mediaSequence)
	if n := strings.Count(string(got.body), `"encoding"`); got.StatusCode != http.StatusOK || n != MaxPledges {
		t.Errorf("as many as may be: %s, %d answers", got.Status, n)
	}
}

// TestFullSequence: where the ledger takes nothing more, each pledge is told why, and the log says it once.
func TestFullSequence(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(3, "pegawai")
	w.ledger.Halt(ledger.ErrDamaged)
	got, all := w.sequence(pledges...)
	if got.StatusCode != http.StatusOK || len(all) != 3 || all[0].Error != "out-of-service" || all[2] != all[0] || strings.Count(w.log.String(), "level=ERROR") != 1 {
		t.Errorf("%s %s\n%s", got.Status, got.body, w.log)
	}
}

// TestSequencesTakeTurns: while two of an address are under way, its third waits, and that of
// another address does not.
func TestSequencesTakeTurns(t *testing.T) {
	w := newWorld(t)
	pledges := w.staff(2, "pegawai")
	var leave []func()
	for range maxTurns {
		done, err := w.server.gate.turns.Wait(t.Context(), admission.AddressOf(netip.MustParseAddr("127.0.0.1")))
		if err != nil {
			t.Fatal(err)
		}
		leave = append(leave, done)
	}
	third := make(chan error, 1)
	go func() { third <- ask(clientAt("127.0.0.1", time.Minute), w.url+"/v1/pledges/sequence", pledges[0]) }()
	if err := ask(clientAt("127.0.0.2", time.Minute), w.url+"/v1/pledges/sequence", pledges[1]); err != nil {
		t.Error(err)
	}
	select {
	case err := <-third:
		t.Errorf("the third did not wait: %v", err)
	default:
	}
	leave[0]()
	if err := <-third; err != nil {
		t.Error(err)
	}
	leave[1]()
}
