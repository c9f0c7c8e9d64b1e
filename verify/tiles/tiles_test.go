package tiles

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

const origin, url, now = "ikrar.contoh.example/buku", "https://ikrar.contoh.example", int64(1_800_000_000)

func key(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte("TEST-ONLY " + name))
	return ed25519.NewKeyFromSeed(seed[:])
}

func public(name string) eddsa.PublicKey { return eddsa.PublicKey(key(name)[32:]) }

// world is a served log in memory, honest until a test makes it otherwise.
type world struct {
	*testing.T
	trust   trust.List
	entries [][]byte
	hashes  []tlog.Hash // stored hashes, by tlog's index
	time    int64
	files   map[string][]byte // beside the tiles, and in their place
	asked   []string
}

func newWorld(t *testing.T) *world {
	w := &world{T: t, time: now - 1_000_000, files: map[string][]byte{}}
	log := trust.LogKey(origin, public("ledger"))
	w.trust = trust.List{Institution: "Pemerintah Provinsi Contoh", Origin: origin, URL: url, Timezone: "WIB", Serial: 3, Issued: w.time, NextUpdate: now + 1_000_000,
		Root: trust.LogKey(trust.RootName(origin), public("root")), Registrars: []trust.Registrar{{Range: trust.Range{Last: trust.NoEnd}, Key: public("registrar"), Name: "Mutasi"}},
		Ledgers: []trust.LedgerKey{{Range: trust.Range{Last: trust.NoEnd}, Key: log, State: trust.Active}},
		Policy:  trust.Policy{Logs: []trust.PolicyLog{{Key: log}}, Quorum: "none"}}
	w.files["trust"] = w.sign()
	return w
}

func (w *world) sign() []byte {
	w.Helper()
	signed, err := trust.Sign(w.trust, key("root"))
	if err != nil {
		w.Fatal(err)
	}
	return signed
}

func (w *world) pinned() *trust.List {
	w.Helper()
	t, err := trust.Pin(w.sign())
	if err != nil {
		w.Fatal(err)
	}
	return t
}

// add records a statement of which only the digest matters, and returns its index.
func (w *world) add(kind signer.Kind, digest signer.Digest) uint64 {
	w.Helper()
	index, prev := uint64(len(w.entries)), verify.FirstPrev(origin)
	if index > 0 {
		prev = tlog.RecordHash(w.entries[index-1])
	}
	w.time++
	w.record(verify.Entry{Kind: kind, Index: index, Time: w.time, Prev: prev, Digest: digest}.Bytes())
	return index
}

func (w *world) record(raw []byte) {
	w.Helper()
	stored, err := tlog.StoredHashes(int64(len(w.entries)), raw, tlog.HashReaderFunc(w.read))
	if err != nil {
		w.Fatal(err)
	}
	w.entries, w.hashes = append(w.entries, raw), append(w.hashes, stored...)
}

func (w *world) read(indexes []int64) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, i := range indexes {
		all = append(all, w.hashes[i])
	}
	return all, nil
}

func (w *world) grow(n int) {
	for range n {
		w.add(signer.KindPledge, signer.DigestOf(fmt.Appendf(nil, "pledge %d", len(w.entries))))
	}
}

func (w *world) root(size int) tlog.Hash {
	w.Helper()
	root, err := tlog.TreeHash(int64(size), tlog.HashReaderFunc(w.read))
	if err != nil {
		w.Fatal(err)
	}
	return root
}

// publish signs the log as it stands, and a status list in which some pledges are revoked.
func (w *world) publish(revoked ...uint64) {
	w.Helper()
	size := uint64(len(w.entries))
	w.files["checkpoint"] = w.checkpoint("ledger", size, w.root(len(w.entries)))
	list := verify.StatusList{Origin: origin, URI: url + verify.StatusPath, Issued: now - 10, Expires: now + 1000, TTL: 60, Size: size, Root: w.root(len(w.entries)), Pairs: verify.NewPairs(size)}
	for _, index := range revoked {
		verify.SetPair(list.Pairs, index, verify.StateRevoked)
	}
	w.list(list)
}

func (w *world) list(l verify.StatusList) {
	w.Helper()
	raw, err := l.Sign(key("ledger"))
	if err != nil {
		w.Fatal(err)
	}
	w.files["status"] = raw
}

func (w *world) checkpoint(by string, size uint64, root tlog.Hash) []byte {
	w.Helper()
	s, err := trust.NoteSigner(origin, key(by))
	if err != nil {
		w.Fatal(err)
	}
	signed, err := trust.Checkpoint{Origin: origin, Size: size, Root: root}.Sign([]note.Signer{s}...)
	if err != nil {
		w.Fatal(err)
	}
	return signed
}

// revoke records the revocation of a pledge and serves it for both entries.
func (w *world) revoke(index uint64) {
	w.Helper()
	e, err := verify.ParseEntry(w.entries[index])
	if err != nil {
		w.Fatal(err)
	}
	s, err := signer.Sign(key("registrar"), origin, signer.Revocation{IssuedAt: now, RevocationBody: signer.RevocationBody{What: signer.TargetPledge, Target: e.Digest, Reason: "keliru"}})
	if err != nil {
		w.Fatal(err)
	}
	at := w.add(signer.KindRevocation, signer.DigestOf(s.Bytes()))
	w.files[fmt.Sprintf("v1/revocations/%d", index)] = s.Bytes()
	w.files[fmt.Sprintf("v1/revocations/%d", at)] = s.Bytes()
}

func (w *world) fetch(_ context.Context, path string) ([]byte, error) {
	w.asked = append(w.asked, path)
	if data, ok := w.files[path]; ok {
		if data == nil {
			return nil, errors.New("no route to host")
		}
		return data, nil
	}
	p, ok := ParsePath(strings.TrimPrefix(path, "tile/"))
	if !ok || !strings.HasPrefix(path, "tile/") || !p.Within(uint64(len(w.entries))) {
		return nil, fmt.Errorf("%s: %w", path, ErrMissing)
	}
	var data []byte
	if p.Entries {
		for _, e := range w.entries[p.N*Width : p.N*Width+int64(p.Width)] {
			data = append(binary.BigEndian.AppendUint16(data, uint16(len(e))), e...)
		}
		return data, nil
	}
	for i := range int64(p.Width) {
		h := w.hashes[tlog.StoredHashIndex(8*p.Level, p.N*Width+i)]
		data = append(data, h[:]...)
	}
	return data, nil
}

func (w *world) audit(seen []byte) Report {
	w.Helper()
	r, err := Audit(w.Context(), Log{w.locked(), w.pinned(), seen, now}, nil)
	if err != nil {
		w.Fatal(err)
	}
	return r
}

// locked is fetch for the goroutines of a walk.
func (w *world) locked() Fetch {
	turn := make(chan struct{}, 1)
	return func(ctx context.Context, path string) ([]byte, error) {
		turn <- struct{}{}
		defer func() { <-turn }()
		data, err := w.fetch(ctx, path)
		return bytes.Clone(data), err
	}
}

func found(r Report) string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, fmt.Sprintf("%s@%d", f.What, f.Index))
	}
	return strings.Join(all, " ")
}

// TestAuditOfHonestLogs goes through sizes around the edges of tiles, and visits a log as it grows.
func TestAuditOfHonestLogs(t *testing.T) {
	w := newWorld(t)
	var seen []byte
	for _, size := range []int{1, 2, 255, 256, 257, 511, 512, 600, 65536, 65537, 66000} {
		if testing.Short() && size > 1000 {
			continue
		}
		before := len(w.entries)
		w.grow(size - before)
		w.publish()
		r := w.audit(seen)
		if len(r.Findings) != 0 || r.Size != uint64(size) || r.Root != w.root(size) || r.Before != uint64(before) || r.Kinds[signer.KindPledge] != size {
			t.Fatalf("of %d entries: %+v", size, r)
		}
		seen = r.Checkpoint
	}
}

func TestAuditOfRevocations(t *testing.T) {
	w := newWorld(t)
	w.grow(300)
	w.revoke(7)
	w.revoke(299)
	w.grow(3)
	w.publish(7, 299)
	if r := w.audit(nil); len(r.Findings) != 0 || r.Revoked != 2 || r.Kinds[signer.KindRevocation] != 2 {
		t.Errorf("%+v", r)
	}
	// A list of a larger tree than the checkpoint's: revocations do not wait for witnesses.
	c := w.files["checkpoint"]
	w.revoke(8)
	w.publish(7, 8, 299)
	w.files["checkpoint"] = c
	if r := w.audit(nil); len(r.Findings) != 0 || r.Revoked != 3 {
		t.Errorf("%+v", r)
	}
}

// laterRevocation records a statement that only a later version can read, and serves it as what revoked a pledge.
func (w *world) laterRevocation(pledge uint64, kind signer.Kind) (at uint64) {
	raw := fmt.Appendf(nil, "kind %v, of a later version", kind)
	at = w.add(kind, signer.DigestOf(raw))
	w.files[fmt.Sprintf("v1/revocations/%d", pledge)] = raw
	return at
}

// TestAuditOfLaterKinds goes through a log that a later version continued: chain, tree and order are checked as ever, and
// what the later entries say is left to that version.
func TestAuditOfLaterKinds(t *testing.T) {
	continued := func(t *testing.T) *world {
		w := newWorld(t)
		w.grow(300)
		w.laterRevocation(7, 7)
		w.add(255, signer.Digest{255})
		w.revoke(8)
		w.publish(7, 8, 300) // the later version also ends an entry of its own kind
		w.files["v1/revocations/300"] = w.files["v1/revocations/7"]
		return w
	}
	if r := continued(t).audit(nil); len(r.Findings) != 0 || r.Later != 2 || r.Kinds[7] != 1 || r.Kinds[255] != 1 || r.Revoked != 3 {
		t.Errorf("%+v", r)
	}
	ahead := continued(t) // the list knows of a later revocation that the checkpoint does not reach yet
	checkpoint := ahead.files["checkpoint"]
	ahead.laterRevocation(9, 8)
	ahead.publish(7, 8, 9, 300)
	ahead.files["checkpoint"] = checkpoint
	if r := ahead.audit(nil); len(r.Findings) != 0 || r.Later != 2 {
		t.Errorf("list ahead of the checkpoint: %+v", r)
	}
	for name, c := range map[string]struct {
		want  string
		cheat func(w *world)
	}{
		"no statement of the log": {"status@7", func(w *world) { w.files["v1/revocations/7"] = []byte("of no entry") }},
		"a status of no kind":     {"status@301", func(w *world) { w.publish(7, 8, 300, 301) }},
		"no byte for a kind": {"entry@302", func(w *world) {
			last := w.entries[len(w.entries)-1]
			w.record(append([]byte{0x85, 0x19, 1, 0}, last[2:]...))
			w.publish(7, 8, 300)
		}},
		"a later entry out of the chain": {"order@303 chain@303", func(w *world) {
			w.record(verify.Entry{Kind: 7, Index: 300, Time: w.time}.Bytes())
			w.publish(7, 8, 300)
		}},
	} {
		w := continued(t)
		if c.cheat(w); found(w.audit(nil)) != c.want {
			t.Errorf("%s: %s, want %s", name, found(w.audit(nil)), c.want)
		}
	}
}

// TestAuditFinds names each way to cheat and what an auditor calls it.
func TestAuditFinds(t *testing.T) {
	bundle := func(w *world, change func(entries [][]byte)) {
		entries := append([][]byte(nil), w.entries[256:303]...)
		for i := range entries {
			entries[i] = bytes.Clone(entries[i])
		}
		change(entries)
		var data []byte
		for _, e := range entries {
			data = append(binary.BigEndian.AppendUint16(data, uint16(len(e))), e...)
		}
		w.files["tile/entries/001.p/47"] = data
	}
	cases := []struct {
		name, want string
		cheat      func(w *world)
	}{
		{"trust list of another root", "trust@0", func(w *world) {
			w.trust.Root = trust.LogKey(trust.RootName(origin), public("thief"))
			note, err := trust.Sign(w.trust, key("thief"))
			if err != nil {
				w.Fatal(err)
			}
			w.files["trust"] = note
			w.trust.Root = trust.LogKey(trust.RootName(origin), public("root"))
		}},
		{"trust list rolled back", "trust@0", func(w *world) { w.trust.Serial = 4 }},
		{"no trust list", "trust@0", func(w *world) { delete(w.files, "trust") }},
		{"checkpoint by another key", "checkpoint@0", func(w *world) { w.files["checkpoint"] = w.checkpoint("thief", 303, w.root(303)) }},
		{"no checkpoint", "checkpoint@0", func(w *world) { delete(w.files, "checkpoint") }},
		{"no quorum", "quorum@303", func(w *world) {
			k := trust.WitnessKey("saksi.example", public("witness"))
			w.trust.Policy.Witnesses, w.trust.Policy.Quorum = []trust.Witness{{Name: "saksi", Key: k}}, "saksi"
			w.files["trust"] = w.sign()
		}},
		{"shorter than seen", "rollback@200", func(w *world) {
			w.entries, w.hashes = w.entries[:200], w.hashes[:tlog.StoredHashCount(200)]
			w.publish()
		}},
		{"another past", "fork@303", func(w *world) {
			w.entries, w.hashes, w.time = nil, nil, w.time+1
			w.grow(305)
			w.publish()
		}},
		{"an entry changed", "tile@300 chain@301 root@303", func(w *world) {
			bundle(w, func(e [][]byte) { e[300-256][60] ^= 1 })
		}},
		{"an entry's index", "order@300 tile@300 chain@301 root@303", func(w *world) {
			bundle(w, func(e [][]byte) { e[300-256][4] ^= 1 })
		}},
		{"garbage for an entry", "entry@299", func(w *world) {
			bundle(w, func(e [][]byte) { e[300-256] = []byte("x") })
		}},
		{"a bundle cut short", "entry@255", func(w *world) { w.files["tile/entries/001.p/47"] = []byte{0} }},
		{"a hash changed", "tile@302", func(w *world) {
			data, _ := w.fetch(w.Context(), "tile/0/001.p/47")
			data[46*32] ^= 1
			w.files["tile/0/001.p/47"] = data
		}},
		{"a hash above changed", "tile@302", func(w *world) {
			data, _ := w.fetch(w.Context(), "tile/1/000.p/1")
			data[0] ^= 1
			w.files["tile/1/000.p/1"] = data
		}},
		{"another root signed", "root@303 fork@303 status@303", func(w *world) { w.files["checkpoint"] = w.checkpoint("ledger", 303, w.root(302)) }},
		{"more signed than served", "missing@255", func(w *world) { w.files["checkpoint"] = w.checkpoint("ledger", 400, w.root(302)) }},
		{"no status list", "status@303", func(w *world) { delete(w.files, "status") }},
		{"a revocation hidden", "status@302", func(w *world) { w.publish() }},
		{"a revocation invented", "status@9", func(w *world) { w.publish(5, 9) }},
		{"a revocation misdirected", "status@9", func(w *world) {
			w.publish(5, 9)
			w.files["v1/revocations/9"] = w.files["v1/revocations/5"]
		}},
		{"a revocation of no pledge", "status@302 status@302", func(w *world) { w.publish(5, 302) }},
		{"a revocation withheld", "status@302 status@5", func(w *world) {
			delete(w.files, "v1/revocations/5")
			delete(w.files, "v1/revocations/302")
		}},
		{"status list expired", "status@303", func(w *world) {
			l := verify.StatusList{Origin: origin, URI: url + verify.StatusPath, Issued: now - 100, Expires: now - 1, TTL: 60, Size: 303, Root: w.root(303), Pairs: verify.NewPairs(303)}
			verify.SetPair(l.Pairs, 5, verify.StateRevoked)
			w.list(l)
		}},
		{"status list from before a revocation", "status@302", func(w *world) {
			w.list(verify.StatusList{Origin: origin, URI: url + verify.StatusPath, Issued: now - 100, Expires: now + 100, TTL: 60, Size: 302, Root: w.root(302), Pairs: verify.NewPairs(302)})
		}},
		{"status list from before an erasure", "status@303", func(w *world) {
			l := w.files["status"]
			w.add(signer.KindErasure, signer.Digest{1})
			w.publish(5)
			w.files["status"] = l
		}},
		{"status list of years to come", "status@303", func(w *world) {
			l := verify.StatusList{Origin: origin, URI: url + verify.StatusPath, Issued: now + 1e8, Expires: now + 1e8 + 1000, TTL: 60, Size: 303, Root: w.root(303), Pairs: verify.NewPairs(303)}
			verify.SetPair(l.Pairs, 5, verify.StateRevoked)
			w.list(l)
		}},
		{"trust list from before the last one", "trust@305", func(w *world) {
			w.add(signer.KindTrust, signer.DigestOf(w.files["trust"]))
			w.grow(1)
			w.trust.Serial++
			w.add(signer.KindTrust, signer.DigestOf(w.sign()))
			w.trust.Serial--
			w.publish(5)
		}},
		{"revocation by a registrar whose time is over", "status@305", func(w *world) {
			w.trust.Serial++
			w.trust.Registrars[0].Last = 303
			w.files["trust"] = w.sign()
			w.add(signer.KindTrust, signer.DigestOf(w.files["trust"]))
			w.grow(1)
			w.revoke(6)
			w.publish(5, 6)
		}},
		{"megabytes for a bundle", "entry@255", func(w *world) { w.files["tile/entries/001.p/47"] = make([]byte, 8<<20) }},
		{"status list of another tree", "status@303", func(w *world) {
			l := verify.StatusList{Origin: origin, URI: url + verify.StatusPath, Issued: now, Expires: now + 1, TTL: 60, Size: 303, Root: w.root(301), Pairs: verify.NewPairs(303)}
			verify.SetPair(l.Pairs, 5, verify.StateRevoked)
			w.list(l)
		}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.grow(302)
			w.revoke(5)
			w.publish(5)
			seen := w.files["checkpoint"]
			c.cheat(w)
			r := w.audit(seen)
			if got := found(r); got != c.want {
				t.Errorf("found %q, want %q", got, c.want)
			}
			for _, f := range r.Findings {
				t.Log(f.What, f.Index, f.Evidence)
			}
		})
	}
}

// TestEndlessTile: of what no tile can be, nothing is unpacked: four million entries without a byte would be gigabytes.
func TestEndlessTile(t *testing.T) {
	zeros := make([]byte, 8<<20)
	tree := Tree{Size: 1000, Fetch: func(context.Context, string) ([]byte, error) { return zeros, nil }}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := tree.Entries(t.Context(), 1)
	_, tileErr := tree.tile(t.Context(), Path{Width: Width})
	runtime.ReadMemStats(&after)
	if grown := after.TotalAlloc - before.TotalAlloc; grown > 1<<20 || !errors.Is(err, signer.ErrEncoding) || !errors.Is(tileErr, signer.ErrEncoding) {
		t.Errorf("%d bytes allocated, %v, %v", grown, err, tileErr)
	}
}

// TestAuditOfRangesCutLater: a registrar's range that the root cuts after the fact does not make a liar of the ledger.
func TestAuditOfRangesCutLater(t *testing.T) {
	w := newWorld(t)
	w.grow(10)
	w.revoke(5)
	w.trust.Serial++
	w.trust.Registrars[0].Last = 7
	w.files["trust"] = w.sign()
	w.add(signer.KindTrust, signer.DigestOf(w.files["trust"]))
	w.publish(5)
	if r := w.audit(nil); len(r.Findings) != 0 {
		t.Errorf("%+v", r.Findings)
	}
}

// TestAuditThatCannotLook is not a finding: it accuses nobody.
func TestAuditThatCannotLook(t *testing.T) {
	for _, path := range []string{"trust", "checkpoint", "status", "tile/entries/000", "tile/0/001.p/47", "tile/1/000.p/1", "v1/revocations/5", "v1/revocations/302"} {
		w := newWorld(t)
		w.grow(302)
		w.revoke(5)
		w.publish(5)
		w.files[path] = nil
		if r, err := Audit(t.Context(), Log{w.locked(), w.pinned(), nil, now}, nil); err == nil || len(r.Findings) != 0 {
			t.Errorf("%s: %v, %+v", path, err, r.Findings)
		}
	}
	w := newWorld(t)
	w.grow(3)
	w.publish()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Audit(ctx, Log{w.locked(), w.pinned(), nil, now}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// TestInclusion proves entries of logs of many sizes and asks for nothing that names them.
func TestInclusion(t *testing.T) {
	w := newWorld(t)
	for _, size := range []int{1, 5, 256, 300, 1000} {
		w.grow(size - len(w.entries))
		tree := Tree{uint64(size), w.root(size), w.fetch}
		for _, index := range []int{0, size / 2, size - 1} {
			w.asked = nil
			e, path, err := tree.Inclusion(t.Context(), uint64(index))
			if err != nil || e.Index != uint64(index) || tlog.CheckRecord(path, int64(size), tree.Root, int64(index), e.LeafHash()) != nil {
				t.Errorf("entry %d of %d: %v %v", index, size, e, err)
			}
			for _, path := range w.asked {
				if !strings.HasPrefix(path, "tile/") {
					t.Errorf("asked for %s", path)
				}
			}
		}
		if got, err := tree.rootAt(t.Context(), uint64(size/2+1)); err != nil || got != w.root(size/2+1) {
			t.Errorf("root at %d of %d: %v %v", size/2+1, size, got, err)
		}
	}
	tree := Tree{1000, w.root(999), w.fetch}
	if _, _, err := tree.Inclusion(t.Context(), 3); err == nil {
		t.Error("an entry proved against a root that is not the log's")
	}
	if _, _, err := (Tree{1000, w.root(1000), w.fetch}).Inclusion(t.Context(), 1000); !errors.Is(err, ErrMissing) {
		t.Errorf("an entry beyond the log: %v", err)
	}
	// Partial tiles may be gone where there is a full one.
	whole := w.fetch
	old := Tree{999, w.root(999), func(ctx context.Context, path string) ([]byte, error) {
		if strings.Contains(path, "/003.p/") {
			return nil, ErrMissing
		}
		return whole(ctx, path)
	}}
	w.grow(256)
	if _, _, err := old.Inclusion(t.Context(), 998); err != nil {
		t.Errorf("partial tiles dropped: %v", err)
	}
}

func TestPath(t *testing.T) {
	for text, want := range map[string]Path{
		"0/000": {Width: 256}, "entries/001.p/47": {Entries: true, N: 1, Width: 47}, "5/x001/x234/067": {Level: 5, N: 1234067, Width: 256}, "1/x001/000.p/255": {Level: 1, N: 1000, Width: 255}} {
		if p, ok := ParsePath(text); !ok || p != want || p.String() != text {
			t.Errorf("%s: %+v %v", text, p, ok)
		}
	}
	for _, text := range []string{"", "0", "0/", "0/0", "0/1000", "00/000", "6/000", "-1/000", "0/000.p/0", "0/000.p/256", "0/000.p/", "0/000.p/01", "0/x000/001", "0/x001", "entries/x1/000", "data/000", "0/000/", "0/000.p/1/2"} {
		if p, ok := ParsePath(text); ok {
			t.Errorf("%q was read as %+v", text, p)
		}
	}
}

func FuzzPath(f *testing.F) {
	f.Add("entries/x001/x234/067.p/8")
	f.Fuzz(func(t *testing.T, text string) {
		if p, ok := ParsePath(text); ok && p.String() != text {
			t.Errorf("%q is read as %q", text, p)
		}
	})
}

// TestWatchOfLaterKinds proves an entry about a person that a later version recorded, by whatever name it calls it.
func TestWatchOfLaterKinds(t *testing.T) {
	w, k := newWorld(t), public("nabila")
	w.grow(3)
	digest := signer.Digest{7}
	w.add(7, digest)
	w.publish()
	path := "v1/keys/" + hex.EncodeToString(k[:])
	w.files[path] = fmt.Appendf(nil, `{"entries":[{"index":3,"kind":"correction","digest":"%v"}]}`, digest)
	all, r, err := Watch(w.Context(), Log{w.fetch, w.pinned(), nil, now}, []eddsa.PublicKey{k}, nil)
	if err != nil || len(r.Findings) != 0 || r.Later != 1 || len(all) != 1 || all[0].Entry.Kind != 7 || all[0].Revoked {
		t.Errorf("%v %+v %v", all, r, err)
	}
	w.files[path] = fmt.Appendf(nil, `{"entries":[{"index":3,"kind":"correction","digest":"%v"}]}`, signer.Digest{8})
	if _, r, err = Watch(w.Context(), Log{w.fetch, w.pinned(), nil, now}, []eddsa.PublicKey{k}, nil); err != nil || found(r) != "entry@3" {
		t.Errorf("another digest: %+v %v", r, err)
	}
}

// TestWatch proves what a log says of a key, and finds what it takes back.
func TestWatch(t *testing.T) {
	k := public("nabila")
	path := "v1/keys/" + hex.EncodeToString(k[:])
	claim := func(w *world, indexes ...int) {
		var list []string
		for _, i := range indexes {
			e, err := verify.ParseEntry(w.entries[i])
			if err != nil {
				w.Fatal(err)
			}
			list = append(list, fmt.Sprintf(`{"index":%d,"kind":"%v","digest":"%v"}`, i, e.Kind, e.Digest))
		}
		w.files[path] = []byte(`{"entries":[` + strings.Join(list, ",") + `]}`)
	}
	watch := func(w *world, seen []byte, known ...uint64) ([]Recorded, Report) {
		w.Helper()
		all, r, err := Watch(w.Context(), Log{w.fetch, w.pinned(), seen, now}, []eddsa.PublicKey{k}, map[eddsa.PublicKey][]uint64{k: known})
		if err != nil {
			w.Fatal(err)
		}
		return all, r
	}
	w := newWorld(t)
	w.grow(300)
	w.publish()
	if all, r := watch(w, nil); len(all) != 0 || len(r.Findings) != 0 {
		t.Errorf("about nobody: %v %+v", all, r.Findings)
	}
	claim(w, 7, 299)
	all, r := watch(w, nil)
	if len(all) != 2 || all[1].Entry.Index != 299 || all[0].Revoked || len(r.Findings) != 0 {
		t.Errorf("%v %+v", all, r.Findings)
	}
	seen := r.Checkpoint
	w.revoke(7)
	w.publish(7)
	claim(w, 7, 299, 300)
	if all, r = watch(w, seen, 7, 299); len(all) != 3 || !all[0].Revoked || len(r.Findings) != 0 || r.Before != 300 {
		t.Errorf("%v %+v", all, r)
	}
	for name, c := range map[string]struct {
		want  string
		cheat func()
	}{
		"withheld":      {"withheld@299", func() { claim(w, 7, 300) }},
		"another entry": {"entry@7", func() { w.files[path] = bytes.Replace(w.files[path], []byte(`"index":299`), []byte(`"index":7`), 1) }},
		"beyond":        {"missing@0", func() { w.files[path] = bytes.Replace(w.files[path], []byte(`"index":299`), []byte(`"index":999`), 1) }},
		"another past":  {"fork@300", func() { w.entries, w.hashes, w.time = nil, nil, 5; w.grow(303); w.publish(); claim(w, 7) }},
	} {
		before := *w
		files := maps.Clone(w.files)
		claim(w, 7, 299, 300)
		c.cheat()
		known := []uint64{7}
		if name == "withheld" {
			known = append(known, 299)
		}
		if _, r := watch(w, seen, known...); found(r) != c.want {
			t.Errorf("%s: found %q, want %q", name, found(r), c.want)
		}
		*w = before
		w.files = files
	}
}
