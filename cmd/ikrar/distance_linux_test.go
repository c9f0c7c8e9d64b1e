package main

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

// oneWay is how long bytes are under way: 50 ms there and back, as from one island to the next over
// fibre. That is how the budget of 500 ms for any view is meant: the other delays that budgets
// name, of telephones, are there and back too.
const oneWay = 25 * time.Millisecond

// TestDistance is a day of three officers: two on machines of their own, which are network
// namespaces, and one on the server. IKRAR_DISTANCE says of how many people. What each verb took is
// printed, with its requests and bytes, and not asserted: make distance is the measure. Asserted is
// that nothing is lost, nobody is told anything odd, and the ledger is whole.
func TestDistance(t *testing.T) {
	people, err := strconv.Atoi(os.Getenv("IKRAR_DISTANCE"))
	if err != nil {
		t.Skip("IKRAR_DISTANCE says of how many people")
	}
	needTools(t, "ip", "tc", "unshare")
	w := world{t: t, dir: t.TempDir()}
	far := newDistance(t)
	server := freeAddress(t)
	url := far.lead(server)
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku", "--url",
		url,
		"--no-passphrase")
	root := shortFingerprint.FindString(w.ikrar("trust", "show"))
	var officers []*away
	for n, name := range []string{"barat", "timur"} {
		o := &away{world: w, name: name, space: far.space(n), road: far, flags: []string{"--at", url, "--root", root,
			"--registrar-key", filepath.Join(w.dir, name)}}
		w.ikrar("registrar", "add", w.key(name)+".pub", "--name", name, "--root-key", "home/keys/root.key")
		officers = append(officers, o)
	}
	running := w.server("--listen", server)
	t.Cleanup(running.stop)
	barat, timur := officers[0], officers[1]
	write := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(w.dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("pegawai.csv", demoRoster(people))

	barat.does("first visit, empty", "roster", "list")
	barat.does("import preview", "roster", "import", "pegawai.csv", "--dry-run")
	barat.does("import", "roster", "import", "pegawai.csv")
	barat.does("campaign", "campaign", "new", "deklarasi", "--title", "Deklarasi", "--text", "uu-20-2023", "--place",
		"Pontianak", "--date", "2022-03-31", "--closes", "2099-12-31")
	timur.does("first visit, all people", "roster", "list")
	timur.does("import preview, all known", "roster", "import", "pegawai.csv", "--dry-run")

	// 200 who wait for an approval, and up to 2,000 who have pledged.
	pledged := min(2000, people/2)
	waiting := min(200, people-pledged)
	nips := w.nips()
	w.haveSigned(nips[:pledged])
	w.askFor(nips[pledged : pledged+waiting])

	barat.does("report", "report")
	barat.does("report --missing", "report", "--missing")
	barat.does("wishes", "wishes")
	barat.does("issue --dry-run", "issue", "--dry-run", "--settings-seen")

	// All at once: certificates, approvals, corrections, and an import on the server.
	size := w.size()
	corrected := nips[pledged+waiting:][:5]
	moved := "nip,nama,unit\n"
	names := w.names()
	for _, nip := range nips[len(nips)-50:] {
		moved += nip + "," + names[nip] + ",Dinas Baru\n"
	}
	write("pindah.csv", []byte(moved))
	var all sync.WaitGroup
	all.Go(func() {
		barat.does(fmt.Sprint("issue ", pledged), "issue", "--out", filepath.Join(w.dir, "sertifikat"),
			"--settings-seen")
	})
	all.Go(func() {
		timur.does(fmt.Sprint("approve ", waiting), "enrol", "approve", "--all")
		for _, nip := range corrected {
			timur.does("correct", "correct", "--nip", nip, "--position", "Analis Perbaikan", "--yes")
		}
	})
	all.Go(func() { w.ikrar("roster", "import", "pindah.csv") })
	all.Wait()

	if n := w.size() - size; n != pledged+waiting {
		t.Errorf("%d entries were recorded, want %d issuances and %d credentials", n, pledged, waiting)
	}
	if files, _ := filepath.Glob(filepath.Join(w.dir, "sertifikat", "*", "*.pdf")); len(files) != pledged {
		t.Errorf("%d certificates", len(files))
	}
	list := w.ikrar("roster", "list", "--json")
	if n := strings.Count(list, "Dinas Baru"); n != 50 {
		t.Errorf("%d of 50 people have moved", n)
	}
	if n := strings.Count(list, "Analis Perbaikan"); n != len(corrected) {
		t.Errorf("%d of %d people are corrected", n, len(corrected))
	}
	barat.does("issue, all done", "issue", "--out", filepath.Join(w.dir, "sertifikat"), "--settings-seen")
	w.ikrar("audit")
}

// names are the people's, by NIP.
func (w world) names() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(string(demoRoster(20_000))) {
		fields := strings.Split(line, ",")
		names[fields[0]] = fields[2]
	}
	return names
}

// haveSigned has people pledge, whose keys are enrolled at the server.
func (w world) haveSigned(nips []string) {
	w.t.Helper()
	dir := filepath.Join(w.dir, "pegawai")
	if err := os.Mkdir(dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	for _, nip := range nips {
		must(keyfile.Create(filepath.Join(dir, nip), nil, "DEMO"))
	}
	w.ikrar("enrol", "--all", "pegawai")
	a, _, _ := testApp("")
	a.homeFlag, a.now = filepath.Join(w.dir, "home"), clockNow
	if err := a.demoPledges(w.t.Context(), dir); err != nil {
		w.t.Fatal(err)
	}
	w.ikrar("record", "pegawai")
	w.ikrar("checkpoint")
}

// askFor has people ask for their credentials by invitation.
func (w world) askFor(nips []string) {
	w.t.Helper()
	a, _, _ := testApp("")
	a.homeFlag, a.now = filepath.Join(w.dir, "home"), clockNow
	i, err := a.openInstitution(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	defer i.Close()
	key := must(a.registrar(w.t.Context(), i.Home))
	plan := must(i.PlanInvitations(func(yield func(roster.Person, error) bool) {
		for _, nip := range nips {
			if p, err := i.Person(nip); !yield(p, err) {
				return
			}
		}
	}, time.Now().AddDate(0, 1, 0), false))
	if err := errors.Join(plan.Sign(w.t.Context(), key, nil), plan.Commit()); err != nil {
		w.t.Fatal(err)
	}
	for _, one := range plan.Invitations {
		public, private, _ := ed25519.GenerateKey(nil)
		code := one.Code.Key(i.Ledger.Origin())
		raw := must(invitation.Request{Key: eddsa.PublicKey(public), Address: i.Facts().URL,
			Invitation: eddsa.PublicKey(code.Public().(ed25519.PublicKey))}.Sign(private, code, i.Ledger.Origin()))
		if _, err := i.Desk().Redeem(w.t.Context(), raw); !errors.Is(err, enrol.ErrWaiting) {
			w.t.Fatal(err)
		}
	}
}

// away is an officer on a machine of their own.
type away struct {
	world
	name, space string
	road        *distance
	flags       []string
}

func (o *away) command(args ...string) *exec.Cmd {
	all := append([]string{"netns", "exec", o.space, "ikrar", "--home", filepath.Join(o.dir, "meja-"+o.name)}, args...)
	cmd := exec.Command("ip", append(all, o.flags...)...)
	cmd.Dir = o.dir
	cmd.Env = append(os.Environ(), "IKRAR_HOME=", "IKRAR_LANG=id", "GOGC=400", "XDG_CONFIG_HOME="+
		filepath.Join(o.dir, "meja-"+o.name, "config"))
	return cmd
}

// does runs a verb, which must succeed and say nothing odd, and prints what it took.
func (o *away) does(what string, args ...string) {
	o.t.Helper()
	cmd, said := o.command(args...), &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = io.Discard, said
	before, start := o.road.of(o.space), time.Now()
	err := cmd.Run()
	took, after := time.Since(start), o.road.of(o.space)
	if err != nil || strings.Contains(said.String(), "galat") {
		o.t.Errorf("%s, ikrar %s: %v\n%s", o.name, strings.Join(args, " "), err, said)
	}
	user := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	o.t.Logf("%-28s %6d ms, of which processor %5d; %4d requests, %8.1f kB up, %8.1f kB down", o.name+" "+what,
		took.Milliseconds(), user.Milliseconds(), after.asked-before.asked, float64(after.up-before.up)/1e3,
		float64(after.down-before.down)/1e3)
}

// distance is a network of namespaces that are far from the server. Where the kernel has netem, it
// makes the delay; else a relay does, which counts in either case.
type distance struct {
	t      *testing.T
	id     string
	netem  bool
	mutex  sync.Mutex
	counts map[string]*counts // by the officers' addresses
}

type counts struct{ asked, up, down int64 }

func newDistance(t *testing.T) *distance {
	d := &distance{t: t, id: fmt.Sprint("ik", os.Getpid()%100000), counts: map[string]*counts{}}
	if said, err := exec.Command("ip", "netns", "add", d.space(0)).CombinedOutput(); err != nil {
		t.Skipf("no network namespaces here: %s", said)
	}
	d.run("ip", "netns", "add", d.space(1))
	t.Cleanup(func() {
		for n := range 2 {
			d.run("ip", "netns", "del", d.space(n))
		}
	})
	d.netem = true
	for n := range 2 {
		inner, outer := fmt.Sprint(d.id, "i", n), fmt.Sprint(d.id, "o", n)
		d.run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", d.space(n))
		d.run("ip", "addr", "add", fmt.Sprintf("10.77.%d.1/24", n), "dev", outer)
		d.run("ip", "link", "set", outer, "up")
		d.run("ip", "-n", d.space(n), "addr", "add", d.address(n)+"/24", "dev", inner)
		d.run("ip", "-n", d.space(n), "link", "set", inner, "up")
		d.run("ip", "-n", d.space(n), "link", "set", "lo", "up")
		d.run("ip", "-n", d.space(n), "route", "add", "default", "via", fmt.Sprintf("10.77.%d.1", n))
		for _, at := range [][]string{{"dev", outer}, {"-n", d.space(n), "dev", inner}} {
			args := append(append([]string{}, at[:len(at)-2]...), "qdisc", "add")
			args = append(append(args, at[len(at)-2:]...), "root", "netem", "delay", oneWay.String())
			d.netem = d.netem && exec.Command("tc", args...).Run() == nil
		}
	}
	t.Logf("the delay of %v each way is made by netem: %v", oneWay, d.netem)
	return d
}

func (d *distance) space(n int) string   { return fmt.Sprint(d.id, "n", n) }
func (d *distance) address(n int) string { return fmt.Sprintf("10.77.%d.2", n) }

func (d *distance) run(args ...string) {
	if said, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		d.t.Errorf("%s: %v %s", strings.Join(args, " "), err, said)
	}
}

func (d *distance) of(space string) counts {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	for n := range 2 {
		if c := d.counts[d.address(n)]; d.space(n) == space && c != nil {
			return counts{atomic.LoadInt64(&c.asked), atomic.LoadInt64(&c.up), atomic.LoadInt64(&c.down)}
		}
	}
	return counts{}
}

// lead makes an address that leads to a server from everywhere.
func (d *distance) lead(server string) (url string) {
	l, err := net.Listen("tcp", "10.77.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { l.Close() })
	go func() {
		for {
			from, err := l.Accept()
			if err != nil {
				return
			}
			go d.carry(from, server)
		}
	}()
	return "http://" + l.Addr().String()
}

func (d *distance) carry(from net.Conn, server string) {
	defer from.Close()
	address, _, _ := net.SplitHostPort(from.RemoteAddr().String())
	d.mutex.Lock()
	c := d.counts[address]
	if c == nil {
		c = &counts{}
		d.counts[address] = c
	}
	d.mutex.Unlock()
	delay := oneWay
	if d.netem {
		delay = 0
	}
	time.Sleep(2 * delay) // to be connected
	to, err := net.Dial("tcp", server)
	if err != nil {
		return
	}
	go func() {
		late(to, from, delay, func(b []byte) {
			atomic.AddInt64(&c.up, int64(len(b)))
			atomic.AddInt64(&c.asked, int64(bytes.Count(b, []byte(" HTTP/1.1\r\n"))))
		})
		to.Close()
	}()
	late(from, to, delay, func(b []byte) { atomic.AddInt64(&c.down, int64(len(b))) })
}

// late passes bytes on a while after they came, many under way at once.
func late(to io.Writer, from io.Reader, delay time.Duration, seen func([]byte)) {
	type piece struct {
		due  time.Time
		data []byte
	}
	pieces := make(chan piece, 1024)
	go func() {
		defer close(pieces)
		for {
			b := make([]byte, 32<<10)
			n, err := from.Read(b)
			if n > 0 {
				seen(b[:n])
				pieces <- piece{time.Now().Add(delay), b[:n]}
			}
			if err != nil {
				return
			}
		}
	}()
	for p := range pieces {
		time.Sleep(time.Until(p.due))
		if _, err := to.Write(p.data); err != nil {
			for range pieces { // nobody hears it any more
			}
		}
	}
}
