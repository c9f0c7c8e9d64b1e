package main

import (
	"bytes"
	"mime/multipart"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// elsewhere is an officer's own machine, which has nothing but ikrar, and an address.
func (w world) elsewhere(name, url string, flags ...string) world {
	dir := filepath.Join(w.dir, name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		w.t.Fatal(err)
	}
	far := world{t: w.t, dir: dir}
	far.program = func(args ...string) *exec.Cmd {
		cmd := exec.Command("ikrar", append(append(args, "--at", url), flags...)...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "IKRAR_HOME=", "IKRAR_LANG=id", "XDG_CONFIG_HOME="+dir, "GOGC=400")
		return cmd
	}
	return far
}

var shortFingerprint = regexp.MustCompile(`\b(?:[0-9A-Z]{4}-){4}[0-9A-Z]{4}\b`)

// TestOfficeFromAfar is an officer's first day at another machine, by browser: the server is met, a
// key made, the officer appointed, people imported, certificates issued under settings of somebody
// else. The server is stopped and started meanwhile, another officer is faster once, and in the end
// the officer is retired.
func TestOfficeFromAfar(t *testing.T) {
	w := world{t: t, dir: t.TempDir()}
	address := freeAddress(t)
	url := "http://" + address
	w.ikrar("init", "home", "--name", "Pemerintah Provinsi Contoh", "--origin", "ikrar.contoh.example/buku",
		"--url", url, "--no-passphrase")
	root := shortFingerprint.FindString(w.ikrar("trust", "show"))
	stop := w.serveAt(address)
	there := w.elsewhere("laptop", url)
	o := there.officer()

	o.sees("Komputer ini belum mengenal lembaga itu", root)
	o.looks("server")
	o.click("Percayai lembaga ini")
	o.sees("Cocokkan sidik jarinya, lalu beri centang.")
	o.click("Sama, huruf demi huruf")
	o.click("Percayai lembaga ini")
	o.sees("Kunci petugas Anda", "Pemerintah Provinsi Contoh")
	o.looks("kunci")
	o.writes("Frasa sandi kunci petugas", officerPassphrase)
	o.writes("Ulangi frasa sandi petugas", officerPassphrase)
	o.click("Lanjut")
	o.sees("Menunggu ditunjuk")
	o.looks("menunggu")
	o.writes("Nama petugas", "otomatis")
	o.click("Simpan permintaan")
	o.sees("Nama ini milik server yang menyetujui sendiri.")
	o.writes("Nama petugas", "Bidang Data")
	o.click("Simpan permintaan")
	request := o.takes("petugas*.registrar-request", filepath.Join(w.dir, "petugas.registrar-request"))
	o.page.Wait(`!document.body.innerText.includes("Nama ini milik server")`)
	o.click("Coba lagi")
	o.sees("Belum ditunjuk.")
	w.ikrar("registrar", "add", request, "--root-key", "home/keys/root.key", "--yes")
	o.click("Coba lagi")
	o.sees("Anda bekerja sebagai Bidang Data.", "Belum ada pegawai.")

	w.afarImports(o)
	w.afarIssues(o)
	w.afarRenews(o)
	stop = w.afarRestarts(o, address, stop)
	w.afarIsSlower(o, url, root)

	key, err := filepath.Glob(filepath.Join(w.dir, "laptop/ikrar/*/keys/registrar.key.pub"))
	if err != nil || len(key) != 1 {
		t.Fatal(key, err)
	}
	w.ikrar("registrar", "retire", key[0], "--root-key", "home/keys/root.key", "--yes")
	o.click("Pegawai")
	o.sees("kunci Anda tidak lagi milik petugas yang ditunjuk "+url, "mintalah pemegang kunci akar")
	o.goesHome()
	again := there.officer() // a retired key is appointed no more: the way is a new one
	again.writes("Frasa sandi", officerPassphrase)
	again.click("Buka")
	again.sees("Kunci ini sudah diberhentikan", "kunci milik Bidang Data ini")
	again.looks("berhenti")
	again.click("Buat kunci baru")
	again.writes("Frasa sandi kunci petugas", officerPassphrase)
	again.writes("Ulangi frasa sandi petugas", officerPassphrase)
	again.click("Lanjut")
	again.sees("Menunggu ditunjuk")
	again.goesHome()
	if log := stop(); strings.Contains(log, "panic") {
		t.Error(log)
	}
	w.ikrar("audit")
	laptop := filepath.Join(w.dir, "laptop")
	t.Setenv("XDG_CONFIG_HOME", laptop) // as of who double-clicks there on the next day
	a, _, said := testApp("")
	if dir, err := a.officeDir(t.Context()); err != nil || filepath.Dir(dir) != filepath.Join(laptop, "ikrar") ||
		!strings.Contains(said.String(), url) {
		t.Errorf("the next day begins in %s: %v, %s", dir, err, said)
	}
	for _, kept := range []string{"home", "config"} {
		w.holdsNot(kept, officerPassphrase)
	}
}

// looks takes a picture for people to look at, where IKRAR_PICTURES names a directory, and has the
// page looked at by axe-core then.
func (o *officer) looks(name string) {
	dir := os.Getenv("IKRAR_PICTURES")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, "afar-"+name+".png"), o.page.Screenshot(), 0o600); err != nil {
		o.t.Fatal(err)
	}
	for _, found := range o.page.Inspect() {
		o.t.Error(name, found)
	}
}

// holdsNot fails where some file below a directory has words in it.
func (w world) holdsNot(dir, words string) {
	w.t.Helper()
	filepath.WalkDir(filepath.Join(w.dir, dir), func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && strings.Contains(w.read(path), words) {
			w.t.Errorf("%s has %q", path, words)
		}
		return nil
	})
}

func (w world) afarImports(o *officer) {
	list := filepath.Join(w.dir, "pegawai.csv")
	if err := os.WriteFile(list, demoRoster(4), 0o600); err != nil {
		w.t.Fatal(err)
	}
	o.click("Impor pegawai")
	o.gives("Berkas daftar pegawai", list)
	o.sees("Rencana impor")
	o.click("Impor 4 orang")
	o.sees("4 baru, 0 berubah, 0 tetap")
	if n := strings.Count(w.ikrar("roster", "list"), "\n"); n != 4 {
		w.t.Errorf("%d people at the server", n)
	}
}

// afarIssues has people sign meanwhile, and somebody else set the signatory.
func (w world) afarIssues(o *officer) {
	w.ikrar("campaign", "new", "deklarasi", "--title", "Deklarasi", "--text", "uu-20-2023", "--place", "Pontianak",
		"--date", "2022-03-31", "--closes", "2099-12-31")
	nip := strings.Fields(w.ikrar("roster", "list"))[0]
	key := w.key("nabila.key")
	w.ikrar("enrol", "--nip", nip, key+".pub", "-o", "nabila.ikrar")
	w.ikrar("pledge", "nabila.ikrar", "--campaign", "deklarasi", "--key", key, "--yes", "-o", "nabila.pledge")
	w.ikrar("record", "nabila.pledge")
	o.click("Sertifikat")
	o.click("Terbitkan")
	o.sees("Tampilan yang belum Anda lihat", "Sudah saya periksa, dan benar")
	o.looks("tampilan")
	o.click("Terbitkan 1 sertifikat")
	o.sees("Belum ada yang diterbitkan.")
	o.click("Sudah saya periksa")
	o.click("Terbitkan 1 sertifikat")
	o.sees("1 sertifikat baru terbit.")
}

// afarRenews has somebody at the server move a person, whose credential is then to be signed here,
// and import another, who is then to be invited here.
func (w world) afarRenews(o *officer) {
	line := "nip,nama,unit\n" + strings.Fields(w.ikrar("roster", "list"))[0] + "," + w.name(0) + ",Dinas Sosial\n" +
		"199201012018011005,Wahyu Contoh,Dinas Sosial\n"
	if err := os.WriteFile(filepath.Join(w.dir, "pindah.csv"), []byte(line), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.ikrar("roster", "import", "pindah.csv")
	o.click("Pegawai")
	o.click("Perbarui data pada kunci")
	o.sees("1 orang belum Anda lihat di komputer ini", "menjadi Dinas Sosial")
	o.looks("perbarui")
	o.click("Perbarui 1 kunci")
	o.sees("Belum ada yang dikerjakan.")
	o.click("Sudah saya periksa")
	o.click("Perbarui 1 kunci")
	o.sees("1 kunci diperbarui.")

	o.click("Slip & Undangan")
	o.writes("NIP", "199201012018011005")
	o.click("Lihat rencana")
	o.sees("1 slip akan dibuat", "1 orang belum Anda lihat di komputer ini", "Wahyu Contoh")
	o.looks("belum-dilihat")
	o.click("Buat 1 slip")
	o.sees("Belum ada yang dikerjakan.")
	o.click("Sudah saya periksa")
	o.click("Buat 1 slip")
	o.sees("1 slip selesai dibuat")
}

// afarRestarts stops the server while something is typed, and starts it again.
func (w world) afarRestarts(o *officer, address string, stop func() string) func() string {
	o.click("Pegawai")
	o.click(w.name(0))
	o.click("Hapus data")
	stop()
	o.writes("Alasan", "diminta sendiri")
	o.click("Lihat akibatnya")
	o.sees("tidak dapat dihubungi sekarang", "Yang sudah tercatat tidak dicatat dua kali.")
	var typed string
	o.page.Eval(`document.querySelector("#reason").value`, &typed)
	if typed != "diminta sendiri" {
		w.t.Errorf("of what was typed there is %q", typed)
	}
	o.looks("terputus")
	stop = w.serveAt(address)
	o.click("Lihat akibatnya")
	o.sees("Yang dihapus dari", "diminta sendiri")
	return stop
}

func (w world) name(n int) string {
	line := strings.Split(w.ikrar("roster", "list", "--json"), "\n")[n]
	return regexp.MustCompile(`"name":"([^"]*)"`).FindStringSubmatch(line)[1]
}

// afarIsSlower has an officer at a third machine save settings between.
func (w world) afarIsSlower(o *officer, url, root string) {
	o.click("Pengaturan")
	o.sees("Cadangan dibuat di server " + url)
	other := w.elsewhere("meja", url, "--root", root, "--registrar-key",
		filepath.Join(w.dir, "home/keys/registrar.key"))
	b := other.openOfficeWindow()
	mark := markField.FindSubmatch(b.send("GET", "/x/pengaturan", "", nil).body)
	if mark == nil {
		w.t.Fatal("the other officer sees no settings")
	}
	var form bytes.Buffer
	f := multipart.NewWriter(&form)
	for name, value := range map[string]string{"mark": string(mark[1]), "keys": "keep", "reserve": "300"} {
		if err := f.WriteField(name, value); err != nil {
			w.t.Fatal(err)
		}
	}
	f.Close()
	if saved := b.send("POST", "/x/pengaturan/pilihan", f.FormDataContentType(), form.Bytes()); saved.Header.Get(
		"Ikrar-Go") != "/pengaturan?tersimpan=1" {
		w.t.Fatalf("the other officer's settings are not saved: %s", saved.body)
	}
	o.writes("Cadangan ruang disk", "100")
	o.click("Simpan pilihan")
	o.sees("Bagian Kepegawaian", "300")
	o.looks("didahului")
	o.click("Simpan pilihan")
	o.sees("disimpan")
	if text := w.read(filepath.Join(w.dir, "home/ikrar.toml")); !strings.Contains(text, "= 100") {
		w.t.Errorf("at the server: %s", text)
	}
	b.kill()
	o.click("Perbarui daftar")
	o.sees("Kunci akar hanya menandatangani di server " + url)
	o.click("Buat berkas permintaan")
	o.sees("Unduh ", ".root-request", "jawabannya diberlakukan di server "+url)
	o.looks("permintaan")
}
