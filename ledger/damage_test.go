package ledger

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDamagedFiles flips single bits in the files of a closed ledger and audits each in a process of its own: Badger may
// panic in goroutines that nobody can recover, and that too must be no silence. A flip may only go unnoticed where it
// changed nothing that the ledger reads.
func TestDamagedFiles(t *testing.T) {
	for name, storeKey := range map[string][]byte{"clear": nil, "encrypted": testStoreKey} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, func(w *world) { w.options.StoreKey = storeKey })
			want := o.dump()
			if err := o.ledger.Close(); err != nil {
				t.Fatal(err)
			}
			whole := files(t, o.dir())
			results, dir := map[string]int{}, t.TempDir()
			for _, d := range flips(whole) {
				damaged := maps.Clone(whole)
				damaged[d.file] = slices.Clone(whole[d.file])
				damaged[d.file][d.at] ^= d.bit
				restore(t, dir, damaged)
				result := auditOf(t, dir, name)
				if result == "clean" {
					result = same(t, dir, storeKey, want)
				}
				results[filepath.Base(d.file)+": "+result]++
				if strings.HasPrefix(result, "other") {
					t.Errorf("byte %d of %s changed by %#x: the audit is clean, and the store says something else", d.at, d.file, d.bit)
				}
			}
			for _, k := range slices.Sorted(maps.Keys(results)) {
				t.Logf("%4d %s", results[k], k)
			}
		})
	}
}

var testStoreKey = bytes.Repeat([]byte{7}, 32)

// damage is one flipped bit.
type damage struct {
	file string
	at   int
	bit  byte
}

// flips chooses a hundred bits, the same in every run.
func flips(whole map[string][]byte) (all []damage) {
	n := 100
	if testing.Short() {
		n = 12
	}
	r := rand.New(rand.NewPCG(1, 2))
	names := slices.Sorted(maps.Keys(whole))
	for len(all) < n {
		d := damage{names[r.IntN(len(names))], 0, 1 << r.IntN(8)}
		if size := len(whole[d.file]); size > 0 {
			d.at = r.IntN(size)
			all = append(all, d)
		}
	}
	return all
}

// auditOf audits in another process: "clean", "finding WHAT", "error" where it could not look, or "crash".
func auditOf(t *testing.T, dir, who string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	c := child(ctx, "audit", dir, who)
	c.Stderr = new(bytes.Buffer)
	out, err := c.Output()
	var findings []Finding
	switch {
	case ctx.Err() != nil:
		t.Errorf("an audit hangs")
		return "hang"
	case err != nil && strings.Contains(err.Error(), "exit status 1"):
		return "error: " + strings.TrimSpace(string(out))
	case err != nil:
		t.Log(c.Stderr)
		return "crash"
	case json.Unmarshal(out, &findings) != nil:
		return "crash"
	case len(findings) == 0:
		return "clean"
	}
	return "finding " + findings[0].What
}

// same says whether what a clean audit covered is what was there before the damage: "unaffected" or "other".
func same(t *testing.T, dir string, storeKey []byte, want map[string]string) string {
	t.Helper()
	o := testOptions(dir)
	o.StoreKey = storeKey
	l, err := OpenLedger(o)
	if err != nil {
		return fmt.Sprintf("other: %v", err)
	}
	w := &world{TB: t, options: o, ledger: l}
	got := w.dump()
	if err := errors.Join(l.Close(), os.RemoveAll(dir)); err != nil {
		t.Error(err)
	}
	if maps.Equal(got, want) {
		return "unaffected"
	}
	return "other"
}
