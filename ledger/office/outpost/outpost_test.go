package outpost_test

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/outpost"
	"ikrar/ledger/roster"
	"ikrar/ledger/server"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/remote"
	"ikrar/verify/trust"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// served is an institution at a server, and the way to it, which has a length.
type served struct {
	*testing.T
	*office.Institution
	url   string
	delay atomic.Int64 // nanoseconds, one way and back
	asked atomic.Int64 // requests
	keys  string       // the officer's key
	lie   atomic.Pointer[lie]
}

func serve(t *testing.T) *served {
	s := &served{T: t}
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	behind := must(url.Parse("http://" + l.Addr().String()))
	proxy := httputil.NewSingleHostReverseProxy(behind)
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.asked.Add(1)
		time.Sleep(time.Duration(s.delay.Load()))
		if l := s.lie.Load(); l != nil {
			l.serve(w, r, proxy)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	s.url = front.URL
	dir := t.TempDir()
	home, _, err := office.Found(dir+"/bkd", office.Founding{Registrar: "Bidang Mutasi", Now: time.Now,
		Facts:  config.Facts{Name: "Pemerintah Provinsi Contoh", URL: s.url},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Institution = must(home.Open(t.Context(), office.Opening{Now: time.Now}))
	visits := s.Ledger.Receive(time.Now, outpost.Services(s.Institution))
	_, note, err := s.Ledger.Checkpoint()
	if err := errors.Join(err, s.Ledger.Publish(note)); err != nil {
		t.Fatal(err)
	}
	web := server.New(server.Options{Ledger: s.Ledger, Desk: s.Desk(), Now: time.Now, Keys: "ask", Visits: visits,
		Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, l, web, nil, web.Door()) }()
	t.Cleanup(func() {
		visits.Close()
		stop()
		if err := errors.Join(<-ended, s.Close()); err != nil {
			t.Error(err)
		}
	})
	s.keys = home.KeyPath("registrar")
	return s
}

func (s *served) options() outpost.Options {
	return outpost.Options{Client: remote.New(), Language: "id", Machine: "laptop", Now: time.Now,
		Key: func(_ context.Context, path string) (crypto.Signer, error) { return keyfile.Open(path, nil) }}
}

// far opens the institution from an outpost.
func (s *served) far(name string) *office.Institution {
	s.Helper()
	dir := filepath.Join(s.TempDir(), name)
	err := outpost.Make(s.Context(), dir, outpost.Founding{URL: s.url, Key: s.keys, Confirm: func(l *trust.List) error {
		if l.Root != s.Root {
			return errors.New("another root")
		}
		return nil
	}}, s.options())
	if err != nil {
		s.Fatal(err)
	}
	i, err := s.again(dir)
	if err != nil {
		s.Fatal(err)
	}
	return i
}

// again opens an outpost that is there.
func (s *served) again(dir string) (*office.Institution, error) {
	home, err := outpost.Read(dir, s.options())
	if err != nil {
		return nil, err
	}
	i, err := home.Open(s.Context(), office.Opening{Now: time.Now})
	if err == nil {
		s.Cleanup(func() { i.Close() })
	}
	return i, err
}

// TestDayFromAfar: an officer does a day's work at a distance, and what there is afterwards is as
// if it had been done at the server.
func TestDayFromAfar(t *testing.T) {
	s := serve(t)
	i := s.far("meja")
	if !outpost.News(i.Home) {
		t.Error("settings that nobody has seen here are no question")
	}
	registrar := must(keyfile.Open(s.keys, nil))
	const people = 20
	names := []string{"Siti", "Budi", "Rina", "Agus", "Dewi", "Tono", "Wati", "Joko", "Lina", "Hadi"}
	var csv strings.Builder
	csv.WriteString("nip,nama,jabatan,unit\n")
	for n := range people {
		fmt.Fprintf(&csv, "19760201200505%d%03d,%s %s Contoh,Analis,Dinas Pendidikan\n", 1, n+1, names[n%10],
			names[(n+n/10+1)%10])
	}
	plan := must(i.PlanImport("pegawai.csv", strings.NewReader(csv.String()), roster.Choice{}))
	if err := plan.Import(); err != nil {
		t.Fatal(err)
	}
	x := must(office.ReadText("uu-20-2023", ""))
	now := time.Now()
	campaign := signer.CampaignBody{ID: "deklarasi", Title: "Deklarasi", Text: x.Body, Digest: x.Digest(),
		Language: x.Language,
		Place:    "Pontianak", Opens: now.Add(-time.Hour).Unix(), Closes: now.AddDate(1, 0, 0).Unix()}
	must(must(i.PlanCampaign(campaign)).Record(t.Context(), registrar))
	list := must(all(i))
	if len(list) != people {
		t.Fatalf("%d people: %+v", len(list), plan.Plan)
	}
	var pledges [][]byte
	for _, p := range list {
		public, private, err := ed25519.GenerateKey(nil)
		if err != nil {
			t.Fatal(err)
		}
		enrolled := must(i.Enrol(t.Context(), registrar, p, eddsa.PublicKey(public), false))
		pledge := must(signer.Sign(private, i.Ledger.Origin(), signer.Pledge{IssuedAt: time.Now().Unix(),
			Credential: enrolled.Packet.Credential,
			PledgeBody: signer.PledgeBody{Text: x.Digest(), Campaign: campaign.ID, Place: campaign.Place}}))
		pledges = append(pledges, pledge.Bytes())
	}
	for _, a := range i.Ledger.AppendAll(t.Context(), signer.KindPledge, pledges) {
		if a.Err != nil {
			t.Fatal(a.Err)
		}
	}
	_, note, err := s.Ledger.Checkpoint()
	if err := errors.Join(err, s.Ledger.Publish(note)); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "sertifikat")
	before := s.asked.Load()
	if err := must(i.PlanIssue(issue.Request{Dir: dir})).Issue(t.Context(), registrar, func(c issue.Certificate,
		err error) {
		if err != nil {
			t.Error(c.Name, err)
		}
	}); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d certificates took %d requests", people, s.asked.Load()-before)
	files := must(filepath.Glob(filepath.Join(dir, "*", "*.pdf")))
	if len(files) != people {
		t.Fatalf("%d files", len(files))
	}
	// Nobody takes away from afar what a person is to find, nor leaves there what was not issued.
	beside := func(method string, in any) error {
		return i.Ledger.Far().Beside(t.Context(), outpost.Name+"."+method, in, &outpost.Nothing{})
	}
	issued := must(os.ReadFile(files[0]))
	if err := beside("Remove", signer.DigestOf(issued)); err == nil {
		t.Error("a certificate's PDF was removed")
	}
	if err := beside("Keep", append(issued, 'x')); err == nil {
		t.Error("a PDF is kept that nobody has issued")
	}
	examined := must(s.ExaminePDFs(t.Context(), s.Ledger, nil))
	if len(examined.Missing) != 0 || examined.Strays != 0 {
		t.Errorf("at the server: %+v", examined)
	}
}

// TestMake: no outpost is made in a home, and the key that was named is remembered once it opens.
func TestMake(t *testing.T) {
	s := serve(t)
	yes := func(*trust.List) error { return nil }
	founding := outpost.Founding{URL: s.url, Confirm: yes}
	before := must(os.ReadFile(s.Home.ConfigPath()))
	if err := outpost.Make(t.Context(), s.Home.Dir, founding, s.options()); !errors.Is(err, office.HomeHere) {
		t.Errorf("in a home: %v", err)
	}
	if outpost.Is(s.Home.Dir) || string(must(os.ReadFile(s.Home.ConfigPath()))) != string(before) {
		t.Fatal("the home is an outpost now")
	}
	other, _, err := office.Found(t.TempDir()+"/lain", office.Founding{Registrar: "Lain", Now: time.Now,
		Facts:  config.Facts{Name: "Lain", URL: "https://lain.contoh.example"},
		Config: config.Config{Origin: "lain.contoh.example/buku"}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir() + "/lain"
	if err := errors.Join(os.Mkdir(dir, 0o700), os.Rename(other.TrustPath(), dir+"/trust.note")); err != nil {
		t.Fatal(err)
	}
	if err := outpost.Make(t.Context(), dir, founding, s.options()); !errors.Is(err, office.OutpostOther) {
		t.Errorf("in another institution's: %v", err)
	}
	dir = t.TempDir() + "/pos"
	open := func(key string) error {
		o := s.options()
		o.KeyPath = key
		home := must(outpost.Read(dir, o))
		i, err := home.Open(t.Context(), office.Opening{Now: time.Now})
		if err == nil {
			err = i.Close()
		}
		return err
	}
	if err := outpost.Make(t.Context(), dir, founding, s.options()); err != nil {
		t.Fatal(err)
	}
	if err := open(s.keys); err != nil {
		t.Fatal(err)
	}
	if err := open(filepath.Join(t.TempDir(), "keliru.key")); err == nil {
		t.Error("a key that is not there opens")
	}
	if err := open(""); err != nil {
		t.Errorf("behind a key that was mistyped: %v", err)
	}
}

func all(i *office.Institution) (people []roster.Person, err error) {
	for p, err := range i.Roster.List("") {
		if err != nil {
			return nil, err
		}
		people = append(people, p)
	}
	return people, nil
}
