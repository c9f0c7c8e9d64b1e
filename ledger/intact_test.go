package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ikrar/signer"
)

// storeOf is the files of a ledger whose store has several tables, closed or as a killed process
// leaves it, and what is in it. MANIFEST is also there as it was one table before.
func storeOf(t *testing.T, kind string) (whole image, want map[string]string, older []byte) {
	t.Helper()
	o := newOffice(t, func(w *world) { w.options.StoreKey = testStoreKey })
	o.reopen()
	o.revoke(signer.TargetPledge, signer.DigestOf(o.sitiPledge))
	o.reopen()
	older = must(os.ReadFile(filepath.Join(o.options.place().StoreDir(), "MANIFEST")))
	person := []struct{ Key, Value []byte }{{[]byte("198609242009041001"), []byte("Budi")}}
	if err := o.ledger.Drawer("roster").Write(person); err != nil {
		t.Fatal(err) // of a table that has nothing but this, the head file knows nothing
	}
	o.reopen()
	if kind == "killed" {
		o.append(signer.KindPledge, o.pledge("budi", o.budi))
	}
	want = o.dump()
	if kind != "killed" {
		if err := o.ledger.Close(); err != nil {
			t.Fatal(err)
		}
	}
	whole = image{filesOf(t, o.dir()), map[string]int{}}
	for name, data := range whole.files {
		whole.written[name] = len(bytes.TrimRight(data, "\x00"))
		if most := whole.written[name] + 1<<20; kind == "killed" && len(data) > most {
			whole.files[name] = data[:most] // of the zeros that Badger makes a log end in, fewer will do
		}
	}
	return whole, want, older
}

// trace is what is in a directory, with times and modes: what a look must leave as it was.
func trace(t *testing.T, dir string) map[string]string {
	t.Helper()
	all, seed := map[string]string{}, maphash.MakeSeed()
	if traceSeed == nil {
		traceSeed = &seed
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		sum := uint64(0)
		if d.Type().IsRegular() {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			sum = maphash.Bytes(*traceSeed, data)
		}
		all[path] = fmt.Sprint(info.Mode(), info.Size(), info.ModTime(), sum)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var traceSeed *maphash.Seed

// sameTrace names what is no longer as it was.
func sameTrace(before, after map[string]string) error {
	var changed []string
	for path := range maps.Keys(before) {
		if before[path] != after[path] {
			changed = append(changed, fmt.Sprintf("%s: %s, was %s", filepath.Base(path), after[path], before[path]))
		}
	}
	for path := range after {
		if _, was := before[path]; !was {
			changed = append(changed, filepath.Base(path)+" is new")
		}
	}
	if len(changed) > 0 {
		return errors.New(strings.Join(slices.Sorted(slices.Values(changed)), "; "))
	}
	return nil
}

// ways are the ways to open a ledger, by which a damaged one is refused alike.
func ways(t *testing.T) map[string]func(Options) error {
	t.Helper()
	audited := func(o Options) error {
		report, err := patiently(func() (AuditReport, error) { return Audit(t.Context(), o, nil) })
		if err == nil && len(report.Findings) > 0 {
			err = errors.New(report.Findings[0].What + ": " + report.Findings[0].Evidence)
		}
		return err
	}
	opened := func(o Options) error {
		l, err := patiently(func() (*Ledger, error) { return OpenLedger(o) })
		if err == nil {
			err = l.Close()
		}
		return err
	}
	return map[string]func(Options) error{
		"read":         func(o Options) error { o.ReadOnly = true; return opened(o) },
		"audit":        audited,
		"audit settle": func(o Options) error { o.Settle = true; return audited(o) },
		"write":        opened,
	}
}

// TestWholeFilesDamaged: a store with a file missing, cut or replaced is refused by name, and not a
// byte of it changes.
func TestWholeFilesDamaged(t *testing.T) {
	const head = "store file %s: "
	for _, kind := range []string{"closed", "killed"} {
		whole, _, older := storeOf(t, kind)
		tables := slices.DeleteFunc(slices.Sorted(maps.Keys(whole.files)), func(n string) bool { return filepath.Ext(n) != ".sst" })
		oldest, latest := filepath.Base(tables[0]), filepath.Base(tables[len(tables)-1])
		for name, damage := range map[string]struct {
			do     func(store string) error
			file   string
			killed bool // a killed process leaves no such store
		}{
			"MANIFEST missing":          {lost("MANIFEST"), "MANIFEST", true},
			"MANIFEST empty":            {cut("MANIFEST", 0), "MANIFEST", true},
			"MANIFEST of 7 bytes":       {cut("MANIFEST", 7), "MANIFEST", true},
			"MANIFEST of 8 bytes":       {cut("MANIFEST", 8), ".sst", true},
			"MANIFEST of 18 bytes":      {cut("MANIFEST", 18), ".sst", true},
			"MANIFEST of zeros":         {zeros("MANIFEST"), "MANIFEST", true},
			"MANIFEST of before":        {put("MANIFEST", older), latest, true},
			"the first table missing":   {lost(oldest), oldest, true},
			"the last table missing":    {lost(latest), latest, true},
			"a table empty":             {cut(latest, 0), latest, true},
			"a table of 3 bytes":        {cut(latest, 3), latest, true},
			"a table of 100 bytes":      {cut(latest, 100), latest, true},
			"a table of zeros":          {zeros(oldest), oldest, true},
			"a table's last block":      {garbled(latest, 40), latest, true}, // it has one
			"KEYREGISTRY missing":       {lost("KEYREGISTRY"), "KEYREGISTRY", true},
			"KEYREGISTRY empty":         {cut("KEYREGISTRY", 0), "KEYREGISTRY", true},
			"KEYREGISTRY of 20 bytes":   {cut("KEYREGISTRY", 20), "KEYREGISTRY", true},
			"KEYREGISTRY without keys":  {cut("KEYREGISTRY", 28), "KEYREGISTRY", true},
			"KEYREGISTRY of 40 bytes":   {cut("KEYREGISTRY", 40), "KEYREGISTRY", true},
			"KEYREGISTRY of zeros":      {zeros("KEYREGISTRY"), "KEYREGISTRY", true},
			"DISCARD missing":           {lost("DISCARD"), "DISCARD", true},
			"DISCARD of 10 bytes":       {cut("DISCARD", 10), "DISCARD", true},
			"no value log":              {each("*.vlog", lost), "*.vlog", true},
			"value logs of 10 bytes":    {each("*.vlog", func(n string) damageOf { return cut(n, 10) }), ".vlog", true},
			"the newest value log gone": {last("*.vlog", lost), "*.vlog", false},
			"a value log empty":         {last("*.vlog", func(n string) damageOf { return cut(n, 0) }), ".vlog", false},
			"the memtable's log gone":   {each("*.mem", lost), "*.mem", true},
		} {
			if kind == "killed" && !damage.killed || kind == "closed" && damage.file == "*.mem" {
				continue
			}
			for way, open := range ways(t) {
				dir := t.TempDir()
				whole.restore(t, dir, wrongByte{})
				o := testOptions(dir)
				o.StoreKey = testStoreKey
				if err := damage.do(o.place().StoreDir()); err != nil {
					t.Fatal(err)
				}
				before := trace(t, dir)
				err := open(o)
				if err == nil || !strings.Contains(err.Error(), "store file ") || !strings.Contains(err.Error(), damage.file+": ") {
					t.Errorf("%s, %s, %s: %v, want %s%s", kind, name, way, err, head, damage.file)
				}
				if !strings.HasPrefix(way, "audit") && !errors.As(err, new(*DamageError)) {
					t.Errorf("%s, %s, %s: %T %v", kind, name, way, err, err)
				}
				if err := sameTrace(before, trace(t, dir)); err != nil {
					t.Errorf("%s, %s, %s: it has changed: %v", kind, name, way, err)
				}
			}
		}
	}
}

// damageOf damages a store.
type damageOf = func(store string) error

func lost(name string) damageOf {
	return func(store string) error { return os.Remove(filepath.Join(store, name)) }
}

func cut(name string, size int64) damageOf {
	return func(store string) error { return os.Truncate(filepath.Join(store, name), size) }
}

func put(name string, text []byte) damageOf {
	return func(store string) error { return os.WriteFile(filepath.Join(store, name), text, 0o600) }
}

func garbled(name string, at int) damageOf {
	return func(store string) error {
		text, err := os.ReadFile(filepath.Join(store, name))
		if err != nil {
			return err
		}
		text[at] ^= 0x55
		return put(name, text)(store)
	}
}

func zeros(name string) damageOf {
	return func(store string) error {
		info, err := os.Stat(filepath.Join(store, name))
		if err != nil {
			return err
		}
		return put(name, make([]byte, info.Size()))(store)
	}
}

func each(pattern string, do func(name string) damageOf) damageOf {
	return func(store string) (err error) {
		for _, path := range must(filepath.Glob(filepath.Join(store, pattern))) {
			err = errors.Join(err, do(filepath.Base(path))(store))
		}
		return err
	}
}

func first(pattern string, do func(name string) damageOf) damageOf {
	return func(store string) error {
		return do(filepath.Base(must(filepath.Glob(filepath.Join(store, pattern)))[0]))(store)
	}
}

func last(pattern string, do func(name string) damageOf) damageOf {
	return func(store string) error {
		all := must(filepath.Glob(filepath.Join(store, pattern)))
		return do(filepath.Base(all[len(all)-1]))(store)
	}
}

// filesWanted in the environment is how many whole files TestFilesDamaged damages; `make soak`
// wants 400.
const filesWanted = "IKRAR_FILES"

// TestFilesDamaged damages whole files at random. A store that opens all the same holds what it
// held and records on; one that does not is as it was, and nobody is told of an older copy.
func TestFilesDamaged(t *testing.T) {
	if testing.Short() {
		t.Skip("processes of their own, in which nothing is raced that other tests do not race")
	}
	n := rounds(t, filesWanted, 40, 10)
	for at, kind := range []string{"closed", "killed"} {
		whole, want, older := storeOf(t, kind)
		names := slices.DeleteFunc(slices.Sorted(maps.Keys(whole.files)), func(name string) bool {
			return filepath.Base(filepath.Dir(name)) != "store" || filepath.Ext(name) == ".mem" // what a killed process did not write looks like what was cut off
		})
		r, dir := rand.New(rand.NewPCG(2, uint64(at))), t.TempDir()
		for i := range n / 2 {
			name := filepath.Base(names[i%len(names)])
			size := int64(len(whole.files[filepath.Join("ledger", "store", name)]))
			damages := []struct {
				what string
				do   damageOf
			}{{"missing", lost(name)}, {"of zeros", zeros(name)}, {"empty", cut(name, 0)}, {"cut", cut(name, r.Int64N(size))}}
			damage := damages[r.IntN(len(damages))]
			if name == "MANIFEST" && r.IntN(3) == 0 {
				damage.what, damage.do = "of before", put(name, older)
			}
			result := damagedFile(t, dir, whole, want, damage.do)
			if t.Logf("%s, %s %s: %s", kind, name, damage.what, result); strings.HasPrefix(result, "MISSED") {
				t.Errorf("%s, %s %s: %s", kind, name, damage.what, result)
			}
		}
	}
}

func damagedFile(t *testing.T, dir string, whole image, want map[string]string, damage damageOf) string {
	whole.restore(t, dir, wrongByte{})
	o := testOptions(dir)
	o.StoreKey = testStoreKey
	if err := damage(o.place().StoreDir()); err != nil {
		t.Fatal(err)
	}
	before := trace(t, dir)
	for _, way := range []string{"read", "audit"} {
		ways(t)[way](o)
		if err := sameTrace(before, trace(t, dir)); err != nil {
			return "MISSED: " + way + " has changed it: " + err.Error()
		}
	}
	err := unused(t, o, want)
	if err == nil {
		return "unused"
	}
	if !errors.As(err, new(*DamageError)) && !errors.Is(err, ErrStoreKey) {
		return "MISSED: " + err.Error()
	}
	if changed := sameTrace(before, trace(t, dir)); changed != nil {
		return "MISSED: it was refused and has changed: " + changed.Error()
	}
	return "refused: " + err.Error()
}
