package ledger

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"ikrar/signer"
)

// A memtable's file without its size is what SIGKILL leaves where Badger was about to begin one.
func TestOpeningAfterAHalfMadeMemtable(t *testing.T) {
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(w.options.Dir, "store", "00099.mem")
	for name, open := range map[string]func() error{
		"ledger": func() error {
			l, err := OpenLedger(w.options)
			if err == nil {
				err = l.Close()
			}
			return err
		},
		"audit": func() error {
			if _, err := Audit(t.Context(), w.options, nil); !errors.Is(err, ErrUnsettled) {
				t.Errorf("audit of what was not closed: %v", err)
			}
			o := w.options
			o.Settle = true
			report, err := Audit(t.Context(), o, nil)
			if len(report.Findings) > 0 {
				t.Errorf("audit: %+v", report.Findings)
			}
			return err
		},
	} {
		if err := os.WriteFile(half, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := open(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		os.Remove(half)
	}
}
