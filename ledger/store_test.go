package ledger

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// specimen prints a store as STORE.md shows one: prefix, rest of the key, length and beginning of
// the value.
func (w *world) specimen() string {
	w.Helper()
	var rows []string
	short := func(raw []byte) string {
		if len(raw) > 10 {
			return fmt.Sprintf("%x...", raw[:10])
		}
		return fmt.Sprintf("%x", raw)
	}
	err := w.keeper().store.View(func(t store.Txn) error {
		return t.Each(nil, func(k, v []byte) error {
			rest := short(k[1:])
			switch k[0] {
			case store.PrefixCampaign, store.PrefixCode, store.PrefixNumber:
				rest = string(k[1:])
			case store.PrefixPerson:
				rest = fmt.Sprintf("%x %s", k[1:9], k[9:])
			case store.PrefixDrawer:
				rest = strings.ReplaceAll(string(k[1:]), "\x00", `\0`)
			case store.PrefixTile:
				rest = fmt.Sprintf("%x %x", k[1:2], k[2:])
			case store.PrefixRevoked:
				rest = fmt.Sprintf("%x %s", k[1:2], short(k[2:]))
			}
			rows = append(rows, fmt.Sprintf("%-28s %5d  %s\n", strings.TrimSpace(string(k[:1])+" "+rest), len(v), short(v)))
			return nil
		})
	})
	if err != nil {
		w.Fatal(err)
	}
	slices.Sort(rows)
	return strings.Join(rows, "")
}

// TestStoreDocument holds STORE.md to the code: its specimen is a real dump, and it speaks of every
// prefix and rule.
func TestStoreDocument(t *testing.T) {
	text, err := os.ReadFile("STORE.md")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.append(signer.KindCampaign, w.campaign("deklarasi"))
	c := w.enrol("siti")
	p := w.pledge("siti", c)
	w.append(signer.KindPledge, p)
	w.append(signer.KindIssuance, w.issuance(p, "800/1/BKD/2026"))
	w.append(signer.KindRevocation, w.revocation(signer.TargetPledge, signer.DigestOf(p)))
	w.publish()
	if err := w.ledger.Drawer("roster").Write([]drawerChange{{[]byte("person/1"), []byte("Nama siti")}}); err != nil {
		t.Fatal(err)
	}
	if want := w.specimen(); !strings.Contains(string(text), want) {
		t.Errorf("STORE.md does not show this store:\n%s", want)
	}
	prefixes := constants(t, "internal/store/keys.go", "Prefix")
	if len(prefixes) < 16 {
		t.Errorf("only %d prefixes were found in keys.go", len(prefixes))
	}
	for name, prefix := range prefixes {
		if !strings.Contains(string(text), "\n| `"+prefix+"` |") {
			t.Errorf("STORE.md has no row of %s, %q", name, prefix)
		}
	}
	for name, rule := range constants(t, "internal/rules/errors.go", "Rule") {
		if !strings.Contains(string(text), "`"+rule+"`") {
			t.Errorf("STORE.md does not speak of %s", name)
		}
	}
	for name, what := range constants(t, "internal/audit/report.go", "Found") {
		if !strings.Contains(string(text), "`"+what+"`") {
			t.Errorf("STORE.md does not speak of %s", name)
		}
	}
}

// TestRecords holds the plain records to their one form.
func TestRecords(t *testing.T) {
	for name, err := range map[string]error{
		"live":     oneForm(store.LiveState{Credential: signer.Digest{1, 31: 2}, Index: 3}, 40),
		"campaign": oneForm(store.CampaignState{Opens: 1, Closes: -2, Text: signer.Digest{3}, Statement: signer.Digest{4, 31: 5}}, 80),
		"revoked":  oneForm(store.RevokedState{From: 1, Time: 2, Statement: signer.Digest{3}, Superseded: true}, 49),
		"erased": oneForm(store.ErasedState{Index: 1, Time: 2, Erasure: signer.Digest{3}, Subject: signer.Subject{4}, Key: eddsa.PublicKey{5, 31: 6}, Replaces: signer.Digest{7, 31: 8}, Code: [14]byte{9, 13: 1},
			Campaign: [32]byte{2, 31: 3}}, 166),
		"head": oneForm(store.Head{Size: 1, Time: 2, Last: [32]byte{3, 31: 4}}, 48),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	whole := store.Registered{Credential: 1, Signature: eddsa.Signature{2, 63: 3}, Entry: []byte("entry")}
	if again, err := store.Unpack[store.Registered](store.Pack(whole)); err != nil || !reflect.DeepEqual(again, whole) {
		t.Errorf("registered: %+v %v", again, err)
	}
	if _, err := store.Unpack[store.Registered](store.Pack(whole)[:71]); !errors.Is(err, ErrDamaged) {
		t.Errorf("registered, cut off: %v", err)
	}
	if _, err := store.Unpack[store.RevokedState](append(store.Pack(store.RevokedState{})[:48], 2)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a flag of 2: %v", err)
	}
}

func oneForm[R interface {
	store.Record
	comparable
}](r R, size int) error {
	raw := store.Pack(r)
	if again, err := store.Unpack[R](raw); err != nil || again != r || len(raw) != size {
		return fmt.Errorf("%d bytes, read again as %+v: %w", len(raw), again, err)
	}
	for _, other := range [][]byte{nil, raw[:size-1], append(raw, 0), make([]byte, 300)} {
		if _, err := store.Unpack[R](other); !errors.Is(err, ErrDamaged) {
			return fmt.Errorf("%d bytes were read as %T: %w", len(other), r, err)
		}
	}
	return nil
}
