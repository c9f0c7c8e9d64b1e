package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestDistanceViews prints what each page of an office costs whose server is 50 ms away: the first
// look of a whole day, then each page's median and slowest, once what it had shown was a while ago,
// with its requests and bytes. IKRAR_DISTANCE_VIEWS names a directory whose home `ikrar demo
// DIR/home --people 14691` made, and which is changed. Times are not asserted: make afar.
func TestDistanceViews(t *testing.T) {
	dir := os.Getenv("IKRAR_DISTANCE_VIEWS")
	if dir == "" {
		t.Skip("IKRAR_DISTANCE_VIEWS names no directory")
	}
	w := world{t: t, dir: dir}
	road := &distance{t: t, counts: map[string]*counts{}, conns: map[net.Conn]bool{}} // the relay makes the delay
	server := freeAddress(t)
	url := road.leadAt("127.0.0.1:0", server)
	people := len(w.nips())
	w.ikrar("trust", "set", "--url", url, "--root-key", "home/keys/root.key", "--yes")
	if people%1000 != 0 { // once
		w.writes("pegawai.csv", demoRoster(people+1000-people%1000))
		w.ikrar("roster", "import", "pegawai.csv")
		w.askFor(w.nips()[people:][:200])
		people = len(w.nips())
	}
	w.writes("pegawai.csv", demoRoster(people))
	root := shortFingerprint.FindString(w.ikrar("trust", "show"))
	t.Cleanup(w.server("--listen", server).stop)
	w.dir = t.TempDir()
	office := w.elsewhere("meja", url, "--root", root, "--registrar-key", filepath.Join(dir, "home/keys/registrar.key"))
	office.openOfficeWindow().kill() // believes the root

	measure := func(what string, times int, ask func() officeAnswer) {
		t.Helper()
		var took []time.Duration
		before := road.from("127.0.0.1")
		for range times {
			if times > 1 { // what was shown a moment ago costs nothing
				time.Sleep(1100 * time.Millisecond)
				before = road.from("127.0.0.1")
			}
			start := time.Now()
			answer := ask()
			took = append(took, time.Since(start))
			if !bytes.Contains(answer.body, []byte("<h1")) && answer.Header.Get("Ikrar-Go") == "" {
				t.Fatalf("%s: %s %.500s", what, answer.Status, answer.body)
			}
		}
		slices.Sort(took)
		after := road.from("127.0.0.1")
		fmt.Printf("%-26s median %5d ms, slowest %5d ms; the last %3d requests, %7.1f kB up, %8.1f kB down\n", what,
			took[len(took)/2].Milliseconds(), took[len(took)-1].Milliseconds(), after.asked-before.asked,
			float64(after.up-before.up)/1e3, float64(after.down-before.down)/1e3)
	}
	nip := w.nipsAt(dir)
	pages := []string{"", "pegawai", "pegawai?q=sari+guru", "pegawai/" + nip, "pegawai/" + nip + "/perbaiki",
		"pegawai/" + nip + "/cabut", "pegawai/" + nip + "/hapus", "pegawai/perbarui", "impor", "kegiatan",
		"kegiatan/deklarasi", "kegiatan/deklarasi/upacara", "slip", "slip/status", "slip/status?cari=sari&keadaan=key",
		"persetujuan", "persetujuan/semua", "persetujuan/perbaikan", "sertifikat", "sertifikat/tampilan",
		"sertifikat/terbitkan", "sertifikat/daftar", "sertifikat/daftar?q=sari", "laporan", "laporan/belum",
		"laporan/tautan", "pengaturan"}
	for _, page := range []string{"", "pegawai", "pegawai/" + nip, "persetujuan", "sertifikat"} {
		var o *officeWindow
		measure("opening", 1, func() officeAnswer {
			o = office.openOfficeWindow()
			return o.send("GET", "/x/impor", "", nil)
		})
		measure("first /"+page, 1, func() officeAnswer { return o.send("GET", "/x/"+page, "", nil) })
		o.kill()
	}
	o := office.openOfficeWindow()
	for _, page := range pages {
		get := func() officeAnswer { return o.send("GET", "/x/"+page, "", nil) }
		measure("first of the day, /"+page, 1, get)
		measure("/"+page, 8, get)
	}
	form, media := w.upload(filepath.Join(dir, "pegawai.csv"))
	measure("import preview", 3, func() officeAnswer {
		answer := o.send("POST", "/x/impor", media, form)
		if at := answer.Header.Get("Ikrar-Go"); at != "" {
			answer = o.send("GET", "/x"+at, "", nil)
		}
		return answer
	})
	o.kill()
	w.cutSettings(office, road, filepath.Join(dir, "home"))
}

func (w world) writes(name string, data []byte) {
	if err := os.WriteFile(filepath.Join(w.dir, name), data, 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// nipsAt is the NIP of somebody in the middle of the roster of a home.
func (w world) nipsAt(dir string) string {
	w.dir = dir
	all := w.nips()
	return all[len(all)/2]
}

// upload is the form that brings a list of people.
func (w world) upload(path string) (body []byte, media string) {
	var form bytes.Buffer
	f := multipart.NewWriter(&form)
	part, err := f.CreateFormFile("file", filepath.Base(path))
	if err == nil {
		_, err = part.Write([]byte(w.read(path)))
	}
	if err != nil {
		w.t.Fatal(err)
	}
	f.Close()
	return form.Bytes(), f.FormDataContentType()
}
