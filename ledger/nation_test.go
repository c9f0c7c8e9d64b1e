package ledger

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
)

// The size of a nation is measured outside the usual tests, which do the same with a village:
//
//	IKRAR_NATION=5600000 IKRAR_NATION_DIR=/var/tmp/nation go test ./ledger -run TestNation -timeout 0 -v
//
// makes a ledger of so many people, each with a credential and a pledge, unless the directory holds
// one already, and measures it.
const (
	nationPeople = "IKRAR_NATION"
	nationDir    = "IKRAR_NATION_DIR"
)

// nationChunk is how many people one transaction of the generator holds, under Badger's limit of a
// transaction.
const nationChunk = 1024

// nation makes statements of people who were never there before, and records them past the queue:
// the batches, the rules and the bytes are Append's, but a key of the store that cannot be there
// yet is not looked up, and nothing is verified that was signed a moment ago.
type nation struct {
	*world
	keys        []ed25519.PrivateKey
	credentials [][]byte
	known       map[string][]byte // what the rules find in the store
}

// nationTxn is the store as the rules see it while a nation is made.
type nationTxn struct {
	store.Txn
	known map[string][]byte
}

func (t nationTxn) Get(k []byte) ([]byte, error) { return t.known[string(k)], nil }

// newNation makes a world whose files stay.
func newNation(t testing.TB, dir string, people int) *nation {
	t.Helper()
	n := &nation{keys: make([]ed25519.PrivateKey, people), credentials: make([][]byte, people), known: map[string][]byte{}}
	n.world = newWorld(t, func(w *world) {
		w.options.StoreKey, w.options.Dir, w.options.Head = testStoreKey, filepath.Join(dir, "ledger"), filepath.Join(dir, "ledger.head")
	})
	n.append(signer.KindCampaign, n.campaign("deklarasi"))
	k := store.Key(store.PrefixCampaign, []byte("deklarasi"))
	err := n.keeper().store.View(func(t store.Txn) (err error) {
		n.known[string(k)], err = t.Get(k)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// enrol and pledge make the statement of a person. Who pledges comes in another order than who was
// enrolled.
func (n *nation) enrol(i int) rules.Candidate {
	seed := signer.DigestOf(store.Number(uint64(i)))
	n.keys[i] = ed25519.NewKeyFromSeed(seed[:])
	c := n.credentialClaims("")
	c.Key, c.Subject = eddsa.PublicKey(n.keys[i].Public().(ed25519.PublicKey)), signer.Subject(seed[:8])
	c.Name, c.Unit = fmt.Sprintf("Pegawai Contoh %d, S.A.P.", i), fmt.Sprintf("Dinas Contoh %d", i%1000)
	s := signed(n.world, testKey("registrar"), c)
	n.credentials[i] = s.Bytes()
	return rules.Candidate{Kind: signer.KindCredential, Raw: s.Bytes(), Digest: s.Digest(), Signer: s.Key(), Claims: s.Claims()}
}

func (n *nation) pledge(i int) rules.Candidate {
	s := signed(n.world, n.keys[i], n.pledgeClaims(n.credentials[i]))
	return rules.Candidate{Kind: signer.KindPledge, Raw: s.Bytes(), Digest: s.Digest(), Signer: s.Key(), Claims: s.Claims(), Credential: signer.CredentialOf(s.Unverified)}
}

func signed[C signer.Claims](w *world, key ed25519.PrivateKey, claims C) signer.Statement[C] {
	s, err := signer.Sign(key, testOrigin, claims)
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// record makes a chunk of statements on all cores and records it.
func (n *nation) record(people []int, make1 func(i int) rules.Candidate, live bool) {
	batch, answers := make([]rules.Candidate, len(people)), make([]answer, len(people))
	known := map[string][]byte{}
	for k, v := range n.known {
		known[k] = v
	}
	callers(runtime.GOMAXPROCS(0), len(people), func(at int) { batch[at] = make1(people[at]) })
	for at, i := range people {
		if live { // a credential's entry: after the trust list and the campaign, in the order of people
			subject := signer.DigestOf(store.Number(uint64(i)))
			known[string(store.Key(store.PrefixSubject, subject[:8]))] = store.Pack(store.LiveState{Credential: batch[at].Credential.Digest(), Index: uint64(i) + 2})
		}
	}
	l := n.keeper()
	b := &batchWriter{ledger: l, now: l.ahead.head.Time, answers: answers, unsigned: map[signer.Digest]int{}, campaign: map[string][]byte{},
		next: &snapshot{head: l.ahead.head, tree: l.ahead.tree.Clone(), trust: l.ahead.trust, note: l.ahead.note, key: l.ahead.key}}
	err := l.store.Update(func(t store.Txn) error {
		b.overlay = overlay{Txn: nationTxn{t, known}, writes: map[string][]byte{}}
		for at, c := range batch {
			if err := errors.Join(b.add(at, c), answers[at].err); err != nil {
				return err
			}
		}
		return b.finish()
	})
	if err != nil {
		n.Fatal(err)
	}
	l.ahead = b.next
	l.mutex.Lock()
	l.current = b.next
	l.mutex.Unlock()
}

// make records everybody, and leaves the ledger closed.
func (n *nation) make() {
	order := make([]int, len(n.keys))
	for i := range order {
		order[i] = i
	}
	start := time.Now()
	for i := 0; i < len(order); i += nationChunk {
		n.record(order[i:min(i+nationChunk, len(order))], n.enrol, false)
	}
	n.Logf("%d people enrolled in %v", len(order), time.Since(start).Round(time.Second))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for i := 0; i < len(order); i += nationChunk {
		n.record(order[i:min(i+nationChunk, len(order))], n.pledge, true)
	}
	n.Logf("and their pledges recorded, in %v", time.Since(start).Round(time.Second))
	if err := errors.Join(n.keeper().writeHead(n.keeper().current), n.ledger.Close()); err != nil {
		n.Fatal(err)
	}
}

// TestNation measures in two processes apart, as a server and an audit are: one opens, proves,
// signs checkpoints and records a little, the other audits. The bound of the audit is taken before
// and after it: crypto/ed25519 on all cores.
func TestNation(t *testing.T) {
	people, dir := 2*nationChunk+10, t.TempDir()
	if many, err := strconv.Atoi(os.Getenv(nationPeople)); err == nil {
		people, dir = many, os.Getenv(nationDir)
	} else if testing.Short() {
		t.Skip("measures")
	}
	if _, err := os.Stat(filepath.Join(dir, "ledger.head")); err != nil {
		newNation(t, dir, people).make()
	}
	served := child(t.Context(), "nation", dir, "encrypted")
	served.Stderr = os.Stderr
	out, err := served.Output()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
	o := testOptions(dir)
	o.StoreKey = testStoreKey
	before := nationBound(t, dir)
	reader, begun, memory := child(t.Context(), "reader", dir, "encrypted"), time.Now(), ""
	report, err := AuditApart(t.Context(), reader, o, 0, func(uint64, uint64) { memory = memoryOf(fmt.Sprint(reader.Process.Pid)) })
	took := time.Since(begun)
	after := nationBound(t, dir)
	if err != nil || len(report.Findings) > 0 {
		t.Fatalf("%+v %v", report, err)
	}
	signatures := float64(report.Signatures) / (2 * nationSample)
	wall, processors := (before.wall+after.wall).Seconds()*signatures, (before.processors+after.processors).Seconds()*signatures
	used := reader.ProcessState.UserTime() + reader.ProcessState.SystemTime()
	t.Logf("audit of %d entries in %v, %v of processors\nraw verification of its %d signatures takes %.0fs, %.0fs of processors: %.2f of the bound, %.2f by processors\n%s",
		report.Size, took.Round(time.Second), used.Round(time.Second), report.Signatures, wall, processors, wall/took.Seconds(), processors/used.Seconds(), memory)
}

// nationSample is how many signatures are verified before the audit, and after, to know what the
// hardware allows.
const nationSample = 20_000

// cost is what a process took: on a machine that others use as well, only the processors' time says
// something.
type cost struct{ wall, processors time.Duration }

func nationBound(t *testing.T, dir string) cost {
	c, start := child(t.Context(), "bound", dir, ""), time.Now()
	if err := c.Run(); err != nil {
		t.Fatal(err)
	}
	return cost{time.Since(start), c.ProcessState.UserTime() + c.ProcessState.SystemTime()}
}

func childBound(Options) error {
	rawEd25519(make([][]byte, nationSample/2), false) // two each
	return nil
}

// The limits that cmd/ikrar sets to Go's memory, of a server and of an audit's reader.
const (
	nationMemory = 272 << 20
	readerMemory = 304 << 20
)

// childNation is a process that serves a nation, and says how much memory it had at most by then.
func childNation(o Options) error {
	debug.SetMemoryLimit(nationMemory)
	start := time.Now()
	l, err := OpenLedger(o)
	if err != nil {
		return err
	}
	fmt.Printf("opens %d entries in %v\n", l.Size(), time.Since(start).Round(time.Millisecond))
	r := rand.New(rand.NewPCG(3, 4))
	times := map[string][]time.Duration{}
	timed := func(what string, f func() error) {
		start := time.Now()
		err = errors.Join(err, f())
		times[what] = append(times[what], time.Since(start))
	}
	for _, when := range []string{"as it was left", "settled"} {
		for range min(20_000, l.Size()/4) {
			index := l.Size()*6/10 + r.Uint64N(l.Size()*3/10) // a pledge, also where this was measured before
			timed("proof, "+when, func() error { _, err := l.Proof(index); return err })
		}
		fmt.Print(when, ", read\n", memoryOf("self"))
		start := time.Now()
		settle(l)
		fmt.Printf("settles in %v\n", time.Since(start).Round(time.Second))
	}
	joins := func(i int) error {
		w := &world{now: time.Unix(1774922400, 0)}
		person := fmt.Sprint("orang baru ", start.UnixNano(), i)
		credential := must(signer.Sign(testKey("registrar"), testOrigin, w.credentialClaims(person))).Bytes()
		pledge := must(signer.Sign(testKey(person), testOrigin, w.pledgeClaims(credential))).Bytes()
		_, enrolled := l.AppendBytes(context.Background(), signer.KindCredential, credential)
		_, pledged := l.AppendBytes(context.Background(), signer.KindPledge, pledge)
		return errors.Join(enrolled, pledged)
	}
	for i := range 200 {
		timed("two appended", func() error { return joins(i) })
		timed("checkpoint", func() error { _, _, err := l.Checkpoint(); return err }) // of what was just recorded: nobody signed it yet
	}
	for what, all := range times {
		slices.Sort(all)
		fmt.Printf("%s: %d, median %v, p99 %v\n", what, len(all), all[len(all)/2], all[len(all)*99/100])
	}
	// As many on one day as there are in a province and more: memtables are written out, tables
	// merged.
	many, began := min(40_000, int(l.Size()/8)), time.Now()
	callers(256, many, func(i int) {
		if err := joins(200 + i); err != nil {
			panic(err)
		}
	})
	fmt.Printf("%d more people in %v\n", many, time.Since(began).Round(time.Millisecond))
	fmt.Print(memoryOf("self"))
	err = errors.Join(err, l.Close())
	fmt.Print("closed\n", memoryOf("self"))
	return err
}

// settle waits until Badger has merged what it will: whoever wrote last may have left much to do.
func settle(l *Ledger) {
	db := l.book.(*keeper).store.(*store.Database).Db
	for busy := true; busy; {
		busy = false
		for _, level := range db.Levels() {
			busy = busy || level.Score >= 1
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// memoryOf is what Linux says of the resident memory of a process, now and at most.
func memoryOf(process string) (memory string) {
	status, _ := os.ReadFile("/proc/" + process + "/status") // elsewhere it is not measured
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM") || strings.HasPrefix(line, "Rss") {
			memory += line
		}
	}
	return memory
}
