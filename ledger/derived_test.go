package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"ikrar/ledger/internal/audit"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
)

// TestDerived holds what an audit derives, spilled to disk again and again, against a map.
func TestDerived(t *testing.T) {
	for _, limit := range []int{1 << 20, 50} {
		t.Setenv("TMPDIR", t.TempDir())
		d, want := audit.NewDerived(limit), map[string][]byte{}
		r := rand.New(rand.NewPCG(1, uint64(limit)))
		prefixes := []byte{store.PrefixCode, store.PrefixCampaign, store.PrefixTrust, store.PrefixSubject}
		for i := range 2000 {
			k := store.Key(prefixes[r.IntN(len(prefixes))], fmt.Append(nil, r.IntN(300)))
			if r.IntN(4) == 0 {
				delete(want, string(k))
				d.Set(k, nil)
			} else {
				want[string(k)] = store.Number(uint64(i))
				d.Set(k, store.Number(uint64(i)))
			}
			for _, k := range [][]byte{k, store.Key(store.PrefixCode, fmt.Append(nil, r.IntN(300)))} {
				if v := store.Number(uint64(i)); d.Holds(k, v) && !bytes.Equal(v, want[string(k)]) {
					t.Fatalf("limit %d, step %d: %q is said to hold %x", limit, i, k, v)
				}
				if v, err := d.Get(k); err != nil || !bytes.Equal(v, want[string(k)]) {
					t.Fatalf("limit %d, step %d: %q is %x %v, want %x", limit, i, k, v, err, want[string(k)])
				}
			}
		}
		if spilled := d.Older != nil; spilled != (limit == 50) {
			t.Errorf("limit %d: spilled %v", limit, spilled)
		}
		seated := 0
		for k, v := range want {
			if d.Holds([]byte(k), v) {
				seated++
			}
			if old := store.Number(uint64(r.IntN(2000))); d.Holds([]byte(k), old) && !bytes.Equal(old, v) {
				t.Errorf("limit %d: %q is said to hold %x still", limit, k, old)
			}
		}
		if (seated > 0) != (limit == 50) {
			t.Errorf("limit %d: %d are seated", limit, seated)
		}
		keys := slices.SortedFunc(maps.Keys(want), func(a, b string) int { return store.ComparePlaced([]byte(a), []byte(b)) })
		for k, v := range d.All() {
			if len(keys) == 0 || string(k) != keys[0] || !bytes.Equal(v, want[keys[0]]) {
				t.Fatalf("limit %d: %q is %x, then come %q", limit, k, v, keys)
			}
			keys = keys[1:]
		}
		for range d.All() {
			break // whoever has seen enough may stop
		}
		d.Close()
		if left, err := os.ReadDir(os.Getenv("TMPDIR")); len(keys) != 0 || d.Err != nil || err != nil || len(left) != 0 {
			t.Errorf("limit %d: %d keys are missing, files left: %v, errors %v %v", limit, len(keys), left, d.Err, err)
		}
	}
}

// TestAuditWithoutSpace audits where nothing can be spilled: it could not look, and says so instead
// of clean.
func TestAuditWithoutSpace(t *testing.T) {
	o := newOffice(t)
	t.Setenv("TMPDIR", o.options.Dir+"/nowhere")
	a := &audit.Auditor{Target: o.options.target(), Report: &AuditReport{Kinds: map[signer.Kind]int{}}, Progress: func(uint64, uint64) {}, Derived: audit.NewDerived(2)}
	if err := a.Over(t.Context(), o.keeper().store); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("an audit without temporary space: %v, %+v", err, a.Report)
	}
}
