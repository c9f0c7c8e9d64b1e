package web_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/figures"
	"ikrar/ledger/office/personnel"
	"ikrar/ledger/office/standing"
	"ikrar/ledger/office/unitlink"
	"ikrar/ledger/office/web"
	"ikrar/ledger/roster"
	"ikrar/verify/phrase"
)

// TestViews prints how long each page of an office takes to come, over HTTP: the first after the
// office was opened, and the median and the least of ten. IKRAR_VIEWS names the home, which is
// changed: a copy of one that `ikrar demo DIR --people 14691` made.
func TestViews(t *testing.T) {
	dir := os.Getenv("IKRAR_VIEWS")
	if dir == "" {
		t.Skip("IKRAR_VIEWS names no home")
	}
	h, _, err := office.ReadHome(dir)
	if err != nil {
		t.Fatal(err)
	}
	var nip, campaign string
	within(t, h, func(i *office.Institution) {
		nip = enliven(i, h)
		campaign = must(i.Ledger.Campaigns())[0].Claims().ID
	})
	pages := []struct{ name, path string }{
		{"Beranda", "/"},
		{"Pegawai", "/pegawai"}, {"Pegawai, dicari", "/pegawai?q=sari+guru"}, {"satu pegawai", "/pegawai/" + nip},
		{"perbaiki", "/pegawai/" + nip + "/perbaiki"}, {"pamit", "/pegawai/" + nip + "/pamit"},
		{"cabut", "/pegawai/" + nip + "/cabut"}, {"hapus", "/pegawai/" + nip + "/hapus"},
		{"Impor", "/impor"},
		{"Kegiatan", "/kegiatan"}, {"satu kegiatan", "/kegiatan/" + campaign}, {"kegiatan baru", "/kegiatan/_baru"},
		{"perpanjang", "/kegiatan/" + campaign + "/perpanjang"}, {"tahap", "/kegiatan/" + campaign + "/tahap"},
		{"ubah tahap", "/kegiatan/" + campaign + "/tahap/ubah"},
		{"upacara", "/kegiatan/" + campaign + "/upacara"}, {"kertas", "/kegiatan/" + campaign + "/kertas"},
		{"Slip & Undangan", "/slip"}, {"keadaan setiap orang", "/slip/status"},
		{"keadaan, dicari", "/slip/status?cari=sari&keadaan=key"},
		{"Persetujuan", "/persetujuan"}, {"Persetujuan, semua", "/persetujuan/semua"},
		{"perbaikan data", "/persetujuan/perbaikan"},
		{"Sertifikat", "/sertifikat"}, {"tampilan", "/sertifikat/tampilan"}, {"terbitkan", "/sertifikat/terbitkan"},
		{"daftar sertifikat", "/sertifikat/daftar"}, {"daftar, dicari", "/sertifikat/daftar?q=sari"},
		{"unduh", "/sertifikat/unduh"},
		{"tautan unit", "/laporan/tautan"},
		{"Laporan", "/laporan"}, {"belum", "/laporan/belum"},
	}
	for _, page := range pages {
		t.Run(page.name, func(t *testing.T) {
			o := enter(t, dir) // each is somebody's first, once
			defer o.close()
			first := o.time(t, page.path)
			var again []time.Duration
			for range 10 {
				again = append(again, o.time(t, page.path))
			}
			slices.Sort(again)
			fmt.Printf("%-24s first %7.1f ms   then %7.1f ms, at least %7.1f ms\n", page.name, ms(first),
				ms(again[len(again)/2]), ms(again[0]))
		})
	}
	within(t, h, func(i *office.Institution) {
		must(0, i.Publish(t.Context()))
		now := time.Now()
		f := figures.New(i, new(standing.View), phrase.ID, func() time.Time { return now })
		for n := range 4 {
			start := time.Now()
			must(paged(f.Page(campaign)))
			fmt.Printf("public figures, count %d  %7.1f ms\n", n+1, ms(time.Since(start)))
			now = now.Add(time.Hour)
		}
		measureLink(i, &now)
	})
}

// measureLink prints how long the link of the largest unit takes: read first, drawn anew, and as it
// was drawn.
func measureLink(i *office.Institution, now *time.Time) {
	plan := must(unitlink.PlanLinks(i, nil, now.AddDate(1, 0, 0), ""))
	made := plan.Made("x")
	must(0, made.Keep())
	largest := slices.MaxFunc(made.All, func(a, b unitlink.Made) int { return a.People - b.People })
	_, token, _ := strings.Cut(largest.Address, "#")
	board := unitlink.NewBoard(i, new(standing.View), func() time.Time { return *now })
	for n, pause := range []time.Duration{0, time.Hour, time.Hour, 0, 5 * time.Second, 0} {
		*now = now.Add(pause)
		start := time.Now()
		v := must(board.Look(token))
		fmt.Printf("a unit's link of %d, %d  %7.1f ms\n", v.People, n+1, ms(time.Since(start)))
	}
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func paged[A, B any](a A, _ B, err error) (A, error) { return a, err }

// enliven gives a home what a demonstration has none of: people who are away, invitations, and
// requests that wait. It does nothing where they are there. It returns somebody's NIP.
func enliven(i *office.Institution, h *office.Home) string {
	var everybody []roster.Person
	for p, err := range i.Roster.List("") {
		everybody = append(everybody, must(p, err))
	}
	nip := string(everybody[len(everybody)/2].NIP)
	n := len(everybody) / 50
	if everybody[0].Absence != (roster.Absence{}) {
		return nip
	}
	for _, p := range everybody[:n] {
		plan := must(personnel.PlanRetirement(i, p, roster.RetiredReasons[0], time.Time{}))
		must(0, plan.Retire())
	}
	invited := everybody[n : 8*n]
	var people iter.Seq2[roster.Person, error] = func(yield func(roster.Person, error) bool) {
		for _, p := range invited {
			if !yield(p, nil) {
				return
			}
		}
	}
	plan := must(i.PlanInvitations(people, time.Now().AddDate(0, 0, 20), true))
	must(0, plan.Sign(context.Background(), officerKey(h), nil))
	must(0, plan.Invite())
	for _, v := range plan.Invitations[:n] {
		askBy(i, v.Code)
	}
	return nip
}

// visitor asks an office as its window does.
type visitor struct {
	http.Client
	address, token string
	close          func()
}

func enter(t testing.TB, dir string) *visitor {
	t.Helper()
	s := httptest.NewUnstartedServer(nil)
	v := &visitor{address: "http://" + s.Listener.Addr().String()}
	o := must(web.New(web.Options{Address: s.Listener.Addr().String(), Dir: dir, Lang: phrase.ID, Now: time.Now,
		Words: words, Explain: func(_ phrase.Lang, err error) (string, string) { return err.Error(), "" }}))
	s.Config.Handler = o
	s.Start()
	v.close = func() {
		s.Close()
		must(0, o.Close())
	}
	v.Jar = must(cookiejar.New(nil))
	_, code, _ := strings.Cut(o.Entry(), "#")
	answer := v.ask(t, "POST", "/session", fmt.Sprintf(`{"Code":%q}`, code))
	var session struct{ Token string }
	must(0, json.Unmarshal([]byte(answer), &session))
	v.token = session.Token
	v.ask(t, "GET", "/x/masuk", "") // opens a key that has no passphrase
	return v
}

// time is how long a page takes.
func (v *visitor) time(t testing.TB, path string) time.Duration {
	t.Helper()
	start := time.Now()
	if page := v.ask(t, "GET", "/x"+path, ""); !strings.Contains(page, "<h1") {
		t.Fatalf("%s: no page:\n%.2000s", path, page)
	}
	return time.Since(start)
}

func (v *visitor) ask(t testing.TB, method, path, body string) string {
	t.Helper()
	r := must(http.NewRequest(method, v.address+path, strings.NewReader(body)))
	r.Header.Set("Origin", v.address)
	r.Header.Set("Ikrar-Token", v.token)
	answer := must(v.Do(r))
	defer answer.Body.Close()
	text := must(io.ReadAll(answer.Body))
	if answer.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s: %s:\n%.2000s", path, answer.Status, text)
	}
	return string(text)
}
