package web_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikrar/signer/keyfile"
)

// TestFirstRun makes an institution in five questions, and opens it again with its passphrase.
func TestFirstRun(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kantor saya")
	p := openOffice(t, dir)
	p.shows("Lima pertanyaan")
	p.picture("mulai")
	p.sound()
	p.fill("Nama petugas", "otomatis")
	p.fill("Nama lembaga", "Pemerintah Provinsi Contoh")
	p.fill("Alamat halaman publik", "ikrar.contoh.example/") // completed, and shown before it is taken
	p.fill("Frasa sandi kunci petugas", "kuda benar baterai")
	p.fill("Ulangi frasa sandi petugas", "kuda benar baterei")
	p.fill("Frasa sandi kunci akar", "empat kata acak saja")
	p.fill("Ulangi frasa sandi akar", "empat kata acak saja")
	p.press("Mulai")
	p.shows("Keduanya tidak sama")
	p.shows("Nama ini milik server")
	p.shows("dilengkapi menjadi https://ikrar.contoh.example.")
	p.fill("Nama petugas", "Bidang Mutasi")
	p.picture("mulai-salah")
	p.sound()
	for label, value := range map[string]string{"Frasa sandi kunci petugas": "kuda benar baterai",
		"Ulangi frasa sandi petugas": "kuda benar baterai",
		"Frasa sandi kunci akar":     "empat kata acak saja", "Ulangi frasa sandi akar": "empat kata acak saja"} {
		p.fill(label, value)
	}
	before := len(p.Requests())
	p.Eval(`document.querySelector("main .primary").click(), document.querySelector("main .primary").click()`, nil)
	p.settled()
	if asked := strings.Count(strings.Join(p.Requests()[before:], "\n"), "POST"); asked != 1 {
		t.Errorf("a double click asks %d times", asked)
	}
	p.shows("Simpan kunci akar di brankas")
	p.picture("kunci-akar")
	p.sound()
	p.press("Hapus dari komputer ini")
	p.shows("Baru 0 dari 2 salinan diperiksa")
	root := filepath.Join(dir, "keys", "root.key")
	p.upload("Berkas di diska lepas", filepath.Join(dir, "keys", "registrar.key"))
	p.shows("bukan salinan yang utuh")
	p.upload("Berkas di diska lepas", root)
	p.shows("Salinan yang sudah cocok: 1 dari 2")
	p.press("Hapus dari komputer ini")
	p.shows("Baru 1 dari 2 salinan diperiksa")
	p.upload("Berkas di diska lepas", root)
	p.press("Hapus dari komputer ini")
	p.shows("sudah tidak ada di komputer ini")
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the root key is still here: %v", err)
	}
	p.press("Lanjut ke Beranda")
	p.shows("Belum ada pegawai")
	p.picture("beranda-kosong")
	p.sound()

	stranger := filepath.Join(t.TempDir(), "asing.key")
	must(keyfile.Create(stranger, nil, "asing"))
	openOfficeAs(t, dir, stranger).shows("bukan milik petugas yang ditunjuk")

	again := openOffice(t, dir)
	again.shows("Buka kunci petugas")
	again.picture("masuk")
	again.sound()
	again.fill("Frasa sandi", "kuda salah baterai")
	again.press("Buka")
	again.shows("tidak membuka kunci")
	again.fill("Frasa sandi", "kuda benar baterai")
	again.press("Buka")
	again.shows("Langkah berikutnya")
}
