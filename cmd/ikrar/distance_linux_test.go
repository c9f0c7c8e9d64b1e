package main

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ikrar/ledger/enrol"
	"ikrar/ledger/roster"
	"ikrar/signer/eddsa"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
)

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
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", url, "--no-passphrase")
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
			timur.does("correct", "correct", "--nip", nip, "--position", "Analis Perbaikan", "--yes", "--roster-seen")
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
	w.cutOff(barat, nips[pledged+waiting+len(corrected):][:min(60, people-pledged-waiting-len(corrected))], pledged)
}

// cutOff has an officer's program killed, and its network cut, in everything that it does; then it
// is done again.
func (w world) cutOff(o *away, nips []string, issued int) {
	dir, names := filepath.Join(w.dir, "sertifikat"), w.names()
	w.haveSigned(nips[:len(nips)/2])
	w.askFor(nips[len(nips)/2:])
	roster := "nip,nama,jabatan\n"
	for _, nip := range nips {
		roster += nip + "," + names[nip] + ",Analis Kedua\n"
	}
	if err := os.WriteFile(filepath.Join(w.dir, "kedua.csv"), []byte(roster), 0o600); err != nil {
		w.t.Fatal(err)
	}
	before := w.size()
	for _, args := range [][]string{{"issue", "--out", dir, "--settings-seen"}, {"enrol", "approve", "--all"},
		{"roster", "import", "kedua.csv"}, {"correct", "--nip", nips[0], "--rank", "Penata", "--yes"}} {
		killed := 0
		for try := range 8 {
			cmd := o.command(args...)
			if err := cmd.Start(); err != nil {
				w.t.Fatal(err)
			}
			if try%2 == 1 {
				time.AfterFunc(time.Duration(rand.Int64N(int64(time.Second))), func() { o.road.cut(time.Second) })
			}
			moment := 300*time.Millisecond + time.Duration(rand.Int64N(int64(1500*time.Millisecond)))
			timer := time.AfterFunc(moment, func() { _ = cmd.Process.Kill() }) // fails only where it has ended
			if cmd.Wait() != nil {
				killed++
			}
			timer.Stop()
		}
		time.AfterFunc(400*time.Millisecond, func() { o.road.cut(2 * time.Second) })
		said, err := o.command(args...).CombinedOutput()
		if err != nil && !strings.Contains(string(said), "tidak ada yang") { // nothing is left to correct
			w.t.Errorf("again, ikrar %s: %v\n%s", strings.Join(args, " "), err, said)
		}
		w.t.Logf("%s: killed %d times of 8, and cut off", args[0], killed)
	}
	half := len(nips) / 2
	// One each; who is corrected has a new credential too, and the pledge is revoked.
	if n := w.size() - before; n != len(nips)+2 {
		w.t.Errorf("%d entries were recorded, want %d", n, len(nips)+2)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*", "*.pdf")); len(files) < issued+half {
		w.t.Errorf("%d certificates", len(files))
	}
	if n := strings.Count(w.ikrar("roster", "list", "--json"), "Analis Kedua"); n != len(nips) {
		w.t.Errorf("%d of %d people are imported", n, len(nips))
	}
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
	if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)); err != nil {
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
