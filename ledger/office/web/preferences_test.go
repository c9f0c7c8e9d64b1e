package web_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/rootact"
	"ikrar/ledger/office/safekeeping"
	"ikrar/ledger/office/settings"
	"ikrar/signer/keyfile"
	"ikrar/signer/registrar"
	"ikrar/verify/trust"
)

const rootPassphrase = "empat kata acak sekali"

// guardedHome is an institution whose root key alone has a passphrase.
func guardedHome(t *testing.T) *office.Home {
	t.Helper()
	h, _, err := office.Found(filepath.Join(t.TempDir(), "kantor kami"), office.Founding{Registrar: "Bidang Mutasi",
		Now: time.Now, Facts: config.Facts{Name: "Pemerintah Provinsi Contoh", URL: "https://ikrar.contoh.example"},
		Config: config.Config{Origin: "ikrar.contoh.example/buku"},
		Passphrase: func(path string) ([]byte, error) {
			if strings.HasSuffix(path, "root.key") {
				return []byte(rootPassphrase), nil
			}
			return nil, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// inForce is the trust list of a home.
func inForce(t *testing.T, h *office.Home) *trust.List {
	t.Helper()
	return must(office.ReadTrust(h.TrustPath()))
}

// TestChoices saves what HR chooses, and tells the second of two officers by whom and what.
func TestChoices(t *testing.T) {
	h := guardedHome(t)
	p := openOffice(t, h.Dir)
	p.toRoom("Pengaturan", "Pilihan kepegawaian")
	p.shows(inForce(t, h).Root.Fingerprint().Short())
	p.shows("Bidang Mutasi (Anda)")
	p.picture("pengaturan")
	p.sound()
	p.fill("Cadangan ruang disk", "banyak")
	p.press("Simpan pilihan")
	p.shows("Tulis bilangan bulat")
	p.fill("Cadangan ruang disk", "512")
	p.fill("Sekali pakai", "")
	p.fill("Tampilkan halaman angka", "")
	p.press("Simpan pilihan")
	p.shows("Tersimpan.")
	if c := must(settings.Read(h.Dir)).Config; c.Signing.Keys != "once" || !c.Public.Figures ||
		c.Ledger.FreeSpaceReserveMiB != 512 {
		t.Errorf("saved: %+v", c)
	}
	other := must(settings.Read(h.Dir))
	other.Config.Signing.Keys, other.By = "keep", settings.Saved{Officer: "Bidang <b>Data</b>", At: time.Now().Unix()}
	must(0, other.Save(t.Context()))
	p.fill("Cadangan ruang disk", "128")
	p.press("Simpan pilihan")
	p.shows("Bidang <b>Data</b> sudah mengubahnya sementara itu")
	p.shows("sekarang Selalu disimpan, dengan frasa sandi")
	p.picture("pengaturan-didahului")
	p.sound()
	p.fill("Selalu disimpan", "")
	p.press("Simpan pilihan")
	if c := must(settings.Read(h.Dir)).Config; c.Signing.Keys != "keep" || c.Ledger.FreeSpaceReserveMiB != 128 {
		t.Errorf("saved at last: %+v", c)
	}

	p.press("Buat cadangan")
	p.sound()
	p.fill("Simpan sebagai", "../cadangan.backup")
	p.press("Buat cadangan")
	p.shows("Tulis alamat yang lengkap")
	p.fill("Simpan sebagai", filepath.Join(h.Dir, "cadangan.backup"))
	p.press("Buat cadangan")
	p.shows("hilang bersamanya")
	place := filepath.Join(t.TempDir(), "a.backup")
	p.fill("Simpan sebagai", place)
	p.fill("Buat juga berkas kunci", "")
	p.press("Buat cadangan")
	p.shows("Ketik frasa sandi.")
	p.fill("Frasa sandi berkas kunci", rootPassphrase)
	p.fill("Ulangi frasa sandi itu", rootPassphrase+"!")
	p.press("Buat cadangan")
	p.shows("Keduanya tidak sama")
	p.shows("Kunci akar, kunci petugas")
	p.picture("cadangan")
	p.sound()
	p.fill("Frasa sandi berkas kunci", rootPassphrase)
	p.fill("Ulangi frasa sandi itu", rootPassphrase)
	p.press("Buat cadangan")
	p.worked()
	p.shows("Cadangan " + place + " selesai: 1 entri. Kunci untuk mesin baru ada di " + place + ".keys.")
	p.shows("ikrar --home baru restore " + place + " --with-keys " + place + ".keys")
	p.picture("dicadangkan")
	p.sound()
	p.press("Kembali")
	p.shows("Terakhir ")
	if keys := must(safekeeping.OpenKeys(place+".keys", []byte(rootPassphrase))); keys.State.Size != 1 {
		t.Errorf("keys for a backup of %d entries", keys.State.Size)
	}
}

// TestRootActs has the root sign where its key is at hand, after everything that is no root key.
func TestRootActs(t *testing.T) {
	h := guardedHome(t)
	other := filepath.Join(t.TempDir(), "lain.key")
	must(keyfile.Create(other, nil, ""))
	p := openOffice(t, h.Dir)
	p.toRoom("Pengaturan", "Daftar kepercayaan")
	p.press("Tunjuk petugas")
	p.sound()
	p.fill("Nama petugas", "Bidang \u202eatuM")
	p.upload("Berkas kunci publik", other)
	p.press("Lihat akibatnya")
	p.shows("Ini kunci rahasia")
	p.shows("reason.invisible")
	asks := func(origin string) string { // a request to become a registrar
		file := filepath.Join(t.TempDir(), "data.registrar-request")
		key := must(keyfile.Open(other, nil))
		must(0, os.WriteFile(file, must(registrar.Sign(key, "Bidang Data", origin)), 0o600))
		return file
	}
	p.fill("Nama petugas", "Bid\u0430ng Data") // a Cyrillic a
	p.upload("Berkas kunci publik", other+".pub")
	p.press("Lihat akibatnya")
	p.shows("dapat meniru nama lain")
	p.upload("Berkas kunci publik", asks("ikrar.lain.example/buku"))
	p.press("Lihat akibatnya")
	p.shows("untuk lembaga lain, atau sudah diubah orang")
	p.upload("Berkas kunci publik", asks(inForce(t, h).Origin))
	p.press("Lihat akibatnya")
	p.shows("Petugas baru: Bidang Data")
	p.shows("Cocokkan sidik jari kuncinya lewat telepon dulu.")
	p.press("Jangan diubah")
	p.press("Tunjuk petugas")
	p.fill("Nama petugas", `Bidang <script>alert(1)</script>`)
	p.upload("Berkas kunci publik", other+".pub")
	p.press("Lihat akibatnya")
	p.shows(`Petugas baru: Bidang <script>alert(1)</script>`)
	p.picture("rencana")
	p.sound()
	for _, try := range []struct{ path, passphrase, want string }{
		{"", "keliru sekali", "tidak membuka kunci akar"},
		{"", "", "memakai frasa sandi"},
		{"../../keys/root.key", rootPassphrase, "Tulis alamat berkas yang lengkap"},
		{h.Dir + "/keys/../keys/root.key", rootPassphrase, "Tulis alamat berkas yang lengkap"},
		{"/dev/zero", "", "tidak ada berkas yang dapat dibaca"},
		{h.Dir, "", "tidak ada berkas yang dapat dibaca"},
		{h.ConfigPath() + "/root.key", "", "tidak ada berkas yang dapat dibaca"},
		{h.ConfigPath(), "", "bukan kunci akar"},
		{other, "", "Itu kunci lain"},
	} {
		p.fill("Atau alamat berkasnya", try.path)
		p.fill("Frasa sandi kunci akar", try.passphrase)
		p.press("Tanda tangani")
		p.shows(try.want)
	}
	p.sound()
	if l := inForce(t, h); l.Serial != 1 {
		t.Fatalf("signed without the root: serial %d", l.Serial)
	}
	p.fill("Atau alamat berkasnya", "")
	p.fill("Frasa sandi kunci akar", rootPassphrase)
	p.press("Tanda tangani")
	p.shows("nomor seri 2 berlaku")
	p.shows(`Bidang <script>alert(1)</script>`)
	p.sound()

	// Another officer is faster: the second is told by whom and what.
	p.press("Ubah nama, alamat, zona waktu")
	p.fill("Zona waktu", "WIT")
	p.press("Lihat akibatnya")
	p.shows("Zona waktu WIB menjadi WIT.")
	within(t, h, func(i *office.Institution) {
		root := must(keyfile.Open(h.KeyPath("root"), func() (keyfile.Passphrase, error) {
			return keyfile.Typed([]byte(rootPassphrase)), nil
		}))
		plan := must(rootact.PlanChange(i, rootact.SetFacts(config.Facts{Name: "Pemerintah Provinsi Baru"})))
		must(0, plan.Sign(t.Context(), root, "Bidang Data"))
	})
	p.fill("Frasa sandi kunci akar", rootPassphrase)
	p.press("Tanda tangani")
	p.shows("Bidang Data sudah mengubahnya sementara itu")
	p.shows(`Nama lembaga "Pemerintah Provinsi Contoh" menjadi "Pemerintah Provinsi Baru"`)
	p.picture("rencana-didahului")
	p.sound()
	p.fill("Frasa sandi kunci akar", rootPassphrase)
	p.press("Tanda tangani")
	l := inForce(t, h)
	if l.Serial != 4 || l.Timezone != "WIT" || len(l.Registrars) != 2 {
		t.Errorf("in force: %+v", l)
	}
	p.press("Berhentikan")
	p.shows("Ini kunci Anda sendiri")
	p.press("Jangan diubah")
}

// TestCarriedToTheRoot has the root sign elsewhere, and takes back what was asked for and nothing
// else.
func TestCarriedToTheRoot(t *testing.T) {
	h := foundHome(t)
	root := must(keyfile.Open(h.KeyPath("root"), nil))
	must(0, os.Rename(h.KeyPath("root"), filepath.Join(t.TempDir(), "root.key")))
	p := openOffice(t, h.Dir)
	p.toRoom("Pengaturan", "Kunci akar tidak ada di komputer ini")
	p.press("Perbarui daftar")
	p.press("Tanda tangani")
	p.shows("Pilih dulu berkas kunci akar")
	p.press("Buat berkas permintaan")
	p.shows("Diminta Bidang Mutasi")
	p.picture("permintaan")
	p.sound()
	answer := filepath.Join(t.TempDir(), "a.note")
	bring := func(note []byte) {
		t.Helper()
		must(0, os.WriteFile(answer, note, 0o600))
		p.upload("Berkas .note", answer)
	}
	var signed, unasked []byte
	within(t, h, func(i *office.Institution) {
		asked := must(rootact.Waiting(i))[0]
		signed = must(asked.Sign(nil, root))
		more := *asked.Next
		more.Institution = "Pemerintah Lain"
		unasked = must(trust.Sign(more, root))
		must(must(rootact.PlanChange(i, rootact.SetFacts(config.Facts{Timezone: "WIT"}))).Request("Bidang Data"))
	})
	bring(unasked)
	p.shows("bukan yang diminta dari sini")
	p.shows("Hanya satu dari ini yang dapat ditandatangani.")
	bring([]byte("bukan daftar"))
	p.shows("tidak ditandatangani kunci akar lembaga ini")
	bring(signed)
	p.shows("persis yang diminta")
	p.picture("terima")
	p.sound()
	p.press("Berlakukan")
	p.shows("nomor seri 2 berlaku")
	if l := inForce(t, h); l.Serial != 2 {
		t.Errorf("in force is serial %d", l.Serial)
	}
}
