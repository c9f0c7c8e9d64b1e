package issue

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/verify/trust"
)

var errBroken = errors.New("the device is broken")

// at makes a device's hook that acts at the n-th signature and leaves the others alone.
func at(n int, act func() error) func(int) error {
	return func(k int) error {
		if k == n {
			return act()
		}
		return nil
	}
}

// Wherever a run stops, the next one finishes it: no number is lost or given twice, and there is
// one issuance and one file a pledge.
func TestStops(t *testing.T) {
	const people, batch = 8, 3
	type stop func(w *world, cancel context.CancelFunc)
	stops := map[string]stop{
		"before it begins": func(w *world, cancel context.CancelFunc) { cancel() },
	}
	for _, n := range []int{1, 3, 4, 8} {
		stops[fmt.Sprint("cancelled while the registrar signs number ", n)] = func(w *world,
			cancel context.CancelFunc) {
			w.registrar.watch(at(n, func() error { cancel(); return nil }))
		}
	}
	for _, n := range []int{1, 3, 5} {
		stops[fmt.Sprint("the registrar's key fails at ", n)] = func(w *world, _ context.CancelFunc) {
			w.registrar.watch(at(n, func() error { return errBroken }))
		}
		stops[fmt.Sprint("the ledger's key fails at ", n)] = func(w *world, _ context.CancelFunc) {
			w.key.watch(at(n, func() error { return errBroken }))
		}
	}
	for _, n := range []int{1, 4, 7} {
		stops[fmt.Sprint("the ledger closes between plan and issuance ", n)] = func(w *world, _ context.CancelFunc) {
			w.registrar.watch(at(n, func() error { return w.ledger.Close() }))
		}
	}
	for _, n := range []int{1, 5} {
		stops[fmt.Sprint("cancelled while plan is made ", n)] = func(w *world, cancel context.CancelFunc) {
			w.now = w.now.AddDate(0, 0, n) // a clock that moves between the runs
			count, nip := 0, w.settings.NIP
			w.settings.NIP = func(p signer.Person) (string, error) {
				if count++; count == n {
					cancel()
				}
				return nip(p)
			}
		}
	}
	stops["no directory to write to"] = func(w *world, _ context.CancelFunc) {
		if err := os.WriteFile(w.dir, nil, 0o600); err != nil {
			w.Fatal(err)
		}
	}
	stops["one file's place is taken"] = func(w *world, _ context.CancelFunc) {
		if err := os.MkdirAll(w.dir, 0o700); err != nil {
			w.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(w.dir, "Dinas Contoh"), nil, 0o600); err != nil {
			w.Fatal(err)
		}
	}
	for name, stop := range stops {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.batch = batch
			indexes := w.people("pegawai ", people)
			nip := w.settings.NIP
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			stop(w, cancel)
			if o, err := w.tryRun(ctx, Request{Jobs: 1}); err == nil || len(o.refused) > 0 {
				t.Fatalf("the run did not stop: %v", err)
			} else {
				for _, c := range o.made { // what was reported stands
					if _, err := os.Stat(c.Path); err != nil {
						t.Error(err)
					}
				}
			}
			if info, err := os.Stat(w.dir); err == nil && !info.IsDir() {
				os.Remove(w.dir)
			}
			if info, err := os.Stat(filepath.Join(w.dir, "Dinas Contoh")); err == nil && !info.IsDir() {
				os.Remove(filepath.Join(w.dir, "Dinas Contoh"))
			}
			w.settings.NIP = nip
			w.reopen()
			late := w.people("kemudian ", 2)
			if o := w.run(Request{}); len(o.made) != people+2 {
				t.Errorf("%d certificates", len(o.made))
			}
			w.consistent(2026, append(indexes, late...)...)
		})
	}
}

// A ledger whose disk is too full refuses the plans, and then nothing is given out.
func TestDiskReserve(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 2)
	if err := w.ledger.Close(); err != nil {
		t.Fatal(err)
	}
	small := w.options
	w.options.Key = nil // open, but as one who cannot write
	w.reopen()
	if _, err := w.tryRun(context.Background(), Request{}); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("a run on a ledger that cannot be written to: %v", err)
	}
	w.options = small
	w.reopen()
	w.run(Request{})
	w.consistent(2026, indexes...)
}

// Who cannot be printed keeps nobody else waiting and takes no number.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	w.batch = 3
	var want []uint64
	refused := map[uint64]string{}
	for n, name := range []string{"山田", "Siti", "Budi", "محمد", "שרה", "Ani", "Rini", "Sari", "🙂"} {
		person := fmt.Sprint("pegawai ", n)
		index := w.pledge(person, "deklarasi", w.enrol(person, func(p *signer.Person) { p.Name = name }))
		if name[0] < 0x80 {
			want = append(want, index)
		} else {
			refused[index] = name
		}
	}
	for range 2 {
		o, err := w.tryRun(context.Background(), Request{})
		if err != nil || len(o.made) != len(want) || len(o.refused) != len(refused) {
			t.Fatalf("%v, made %d, refused %v", err, len(o.made), o.refused)
		}
		for index, err := range o.refused {
			var glyph *certificate.MissingGlyphError
			if !errors.As(err, &glyph) || glyph.Field != "Name" || refused[index] == "" {
				t.Errorf("pledge %d: %v", index, err)
			}
		}
		w.consistent(2026, want...)
	}
}

func TestRefusedIsNamed(t *testing.T) {
	w := newWorld(t)
	index := w.pledge("x", "deklarasi", w.enrol("x", func(p *signer.Person) { p.Name, p.Unit = "🙂", "Dinas Dua" }))
	err := w.issuer().Run(context.Background(), Request{Dir: w.dir}, func(c Certificate, err error) {
		if err == nil || c.Index != index || c.Number != "" || c.Path != "" || c.New || len(c.Code) != 14 ||
			c.Name != "🙂" || c.Unit != "Dinas Dua" {
			t.Errorf("%+v, %v", c, err)
		}
	})
	if err != nil {
		t.Error(err)
	}
}

// What would not check as valid, or has no proof yet that the quorum saw, is not issued, and issued
// once it would.
func TestInvalid(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 2)
	texts, policy := w.trust.Texts, w.trust.Policy
	refused := func(change func(*trust.List), check func(error) bool) {
		t.Helper()
		w.newTrust(change)
		o, err := w.tryRun(context.Background(), Request{})
		if err != nil || len(o.made) > 0 || len(o.refused) != 2 {
			t.Fatalf("%v, %+v", err, o)
		}
		for _, err := range o.refused {
			if !check(err) {
				t.Errorf("%v", err)
			}
		}
	}
	refused(func(t *trust.List) {
		t.Texts = []trust.Text{{Digest: signer.DigestOf([]byte("Naskah lain.\n")), ID: "lain", Language: "id",
			Title: "Lain"}}
	}, func(err error) bool {
		var invalid *InvalidError
		return errors.As(err, &invalid) && err.Error() == "the certificate would not be valid but untrusted: text-unknown"
	})
	refused(func(t *trust.List) {
		t.Texts = texts
		t.Policy.Witnesses, t.Policy.Quorum = []trust.Witness{
			{Name: "inspektorat",
				Key: trust.WitnessKey("inspektorat.example", publicOf("inspektorat"))}}, "inspektorat"
	}, func(err error) bool {
		var early *ledger.UnpublishedError
		return errors.As(err, &early) && early.Published == 0
	})
	// Once the witness has cosigned, the certificates are made, and hold its word.
	_, signed, err := w.ledger.Checkpoint()
	cosigner, err2 := trust.Cosigner("inspektorat.example", testKey("inspektorat"), w.now.Unix())
	cosigned, err3 := trust.AddCosignatures(signed, cosigner)
	if err := errors.Join(err, err2, err3, w.ledger.Publish(cosigned)); err != nil {
		t.Fatal(err)
	}
	w.run(Request{})
	w.consistent(2026, indexes...)
	w.newTrust(func(t *trust.List) { t.Policy = policy })
}

// A pledge revoked between plan and issuance leaves its number to the next, also where it pledged
// anew.
func TestRevokedMeanwhile(t *testing.T) {
	w := newWorld(t)
	w.batch = 2
	var indexes []uint64
	var credentials [][]byte
	for n := range 5 {
		person := fmt.Sprint("pegawai ", n)
		credentials = append(credentials, w.enrol(person))
		indexes = append(indexes, w.pledge(person, "deklarasi", credentials[n]))
	}
	var once sync.Once // the first to sign revokes, and the other waits for it
	w.registrar.watch(func(int) error {
		once.Do(func() { w.revoke(indexes[0]); w.revoke(indexes[1]) })
		return nil
	})
	o, err := w.tryRun(context.Background(), Request{Jobs: 1})
	if err != nil || len(o.made) != 3 || len(o.refused) != 2 {
		t.Fatalf("%v, %+v", err, o)
	}
	for _, err := range o.refused {
		var rule *ledger.RuleError
		if !errors.As(err, &rule) || rule.Rule != ledger.RulePledgeRevoked {
			t.Error(err)
		}
	}
	w.now = w.now.Add(time.Minute) // or it would be the same statement
	again := w.pledge("pegawai 0", "deklarasi", credentials[0])
	late := w.people("kemudian ", 2)
	w.registrar.before.Store(nil)
	w.run(Request{})
	w.consistent(2026, again, late[0], indexes[2], indexes[3], indexes[4], late[1])
	for _, index := range indexes[:2] {
		if p, err := w.issuer().load(index); p != nil || err != nil {
			t.Errorf("the plan of the revoked pledge %d is kept: %v", index, err)
		}
	}
}

// A plan that no longer gives the recorded file is said, and the others are made.
func TestTemplate(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 3)
	made := w.run(Request{}).made
	edit := func(index uint64, f func(*plan)) {
		t.Helper()
		p, err := w.issuer().load(index)
		if err != nil || p == nil {
			t.Fatal(err)
		}
		f(p)
		if err := w.issuer().write([]change{{planKey(index), p.bytes()}}); err != nil {
			t.Fatal(err)
		}
	}
	edit(indexes[1], func(p *plan) { p.Title = "PIAGAM" })
	w.run(Request{}) // its file stands: there is nothing to make
	for _, c := range made[1:] {
		if err := os.Remove(c.Path); err != nil {
			t.Fatal(err)
		}
	}
	o, err := w.tryRun(context.Background(), Request{})
	if err != nil || len(o.made) != 2 || len(o.refused) != 1 || !errors.Is(o.refused[indexes[1]], ErrTemplate) {
		t.Errorf("%v, %+v", err, o)
	}
	if _, err := os.Stat(made[1].Path); err == nil {
		t.Error("a file that is not the recorded one was written")
	}
	edit(indexes[1], func(p *plan) { p.Title = "SERTIFIKAT" })
	w.run(Request{})
	w.consistent(2026, indexes...)
}

// A number that an issuance bears already, by whatever way it came there, is not given again.
func TestNumberTaken(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 3)
	entry, err := w.ledger.Entry(indexes[1])
	if err != nil {
		t.Fatal(err)
	}
	w.append(signer.KindIssuance, sign(w, "registrar", signer.Issuance{IssuedAt: w.now.Unix(),
		IssuanceBody: signer.IssuanceBody{Pledge: entry.Digest, Number: w.settings.number(2, 2026),
			File: signer.DigestOf([]byte("PDF")), Length: 3}}))
	o, err := w.tryRun(context.Background(), Request{})
	if err != nil || len(o.made) != 2 || !errors.Is(o.refused[indexes[1]], ErrPlan) {
		t.Fatalf("%v, %+v", err, o)
	}
	if got := []string{o.made[0].Number, o.made[1].Number}; !slices.Equal(got,
		[]string{w.settings.number(1, 2026), w.settings.number(3, 2026)}) {
		t.Errorf("numbers %v", got)
	}
}

func TestDamagedDrawer(t *testing.T) {
	w := newWorld(t)
	indexes := w.people("pegawai ", 1)
	for key, want := range map[string]string{
		string(counterKey(2026)):    "the counter of 2026: not the one encoding: EOF",
		string(openKey(99)):         "plan of pledge 99: not recorded",
		string(planKey(indexes[0])): "not the one encoding: EOF",
	} {
		if err := w.issuer().write([]change{{[]byte(key), []byte{}}}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.tryRun(context.Background(), Request{}); fmt.Sprint(err) != want {
			t.Errorf("%q: %v, want %s", key, err, want)
		}
		if err := w.issuer().write([]change{{[]byte(key), nil}}); err != nil {
			t.Fatal(err)
		}
	}
	w.run(Request{})
	w.consistent(2026, indexes...)
}

// What is recorded gets its file and is reported, although the run was cancelled while the ledger
// wrote.
func TestCancelledButRecorded(t *testing.T) {
	w := newWorld(t)
	w.people("pegawai ", 5)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w.key.watch(at(2, func() error { cancel(); return nil })) // the first signs the run's checkpoint
	o, err := w.tryRun(ctx, Request{})
	if n := len(w.issuances()); !errors.Is(err, context.Canceled) || n == 0 || len(o.made) != n || len(w.files()) != n {
		t.Errorf("%v: %d issuances, %d reported, %d files", err, n, len(o.made), len(w.files()))
	}
}

// What a killed run left of an unfinished file goes when the file is written. Only that: other
// files are not ours.
func TestUnfinishedFiles(t *testing.T) {
	w := newWorld(t)
	w.batch = 1
	indexes := w.people("pegawai ", 2)
	w.registrar.watch(at(2, func() error { return errBroken })) // the second is planned, and not recorded
	if _, err := w.tryRun(context.Background(), Request{Jobs: 1}); !errors.Is(err, errBroken) {
		t.Fatal(err)
	}
	p, err := w.issuer().load(indexes[1])
	if err != nil || p == nil {
		t.Fatal(err)
	}
	dir := filepath.Join(w.dir, folder(p.Unit))
	for _, name := range []string{"." + p.Code + ".pdf.123", ".lain.pdf.123"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("%PDF"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w.registrar.before.Store(nil)
	w.run(Request{})
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 || entries[0].Name() != ".lain.pdf.123" {
		t.Errorf("%v, %v", entries, err)
	}
}
