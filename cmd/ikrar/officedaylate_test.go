package main

import (
	"archive/zip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikrar/ledger/office/mail/postbox"
)

// afternoon issues, corrects, retires, mails, and takes the papers away.
func (d *officeDay) afternoon(signed int) {
	o := d.returns()
	o.sees("Ada komitmen yang belum bersertifikat.")
	d.issues(o, signed)
	d.corrects(o)
	o.click("Pegawai")
	o.writes("Cari nama, NIP, atau unit", "Yuni")
	o.sees("1 dari 40 pegawai")
	o.click(pensioned)
	o.click("Tidak ditunggu lagi")
	o.writes("Alasan", "pensiun")
	o.click("Lihat akibatnya")
	o.sees(pensioned + " tidak ditunggu lagi: pensiun.")
	o.click("Jangan ditunggu lagi")
	o.sees("Riwayat")
	d.mails(o)
	d.issues(o, 1)
	o.click("Cara lain mengunduh")
	o.click("ZIP: satu PDF setiap orang, dinamai nama orangnya")
	o.click("Unduh", "hapus sesudah dibagikan")
	d.holds(o.takes("*.zip", filepath.Join(d.dir, "sertifikat.zip")), signed)
	o.click("Laporan")
	o.sees(fmt.Sprintf("%d sudah menandatangani", signed))
	o.click("Buat bukti dukung")
	o.click("Unduh bukti dukung (ZIP)")
	unzip(d.t, o.takes("*.zip", filepath.Join(d.dir, "bukti.zip")), filepath.Join(d.dir, "bukti"))
	o.goesHome()
	said := d.ikrar("report", "--check", "bukti", "--trust", filepath.Join("home", "trust.note"))
	if want := fmt.Sprintf(" %d dari 39 pegawai berkomitmen, %[1]d bersertifikat", signed); !strings.Contains(said,
		want) {
		d.t.Errorf("report --check says %s, and not %s", said, want)
	}
}

// issues looks at the plan, and has it done.
func (d *officeDay) issues(o *officer, count int) {
	o.click("Sertifikat")
	o.click("Lihat rencana penerbitan")
	o.sees(fmt.Sprintf("%d sertifikat akan terbit", count))
	o.click(fmt.Sprintf("Terbitkan %d sertifikat", count))
	o.sees(fmt.Sprintf("%d sertifikat baru terbit.", count))
}

// corrects a name that was signed, and its holder signs once more.
func (d *officeDay) corrects(o *officer) {
	o.click("Pegawai")
	o.writes("Cari nama, NIP, atau unit", "fransiska lim")
	o.sees("1 dari 40 pegawai")
	o.click(wrong)
	o.click("Perbaiki data")
	o.writes("Nama dengan gelar", right)
	o.click("Lihat akibatnya")
	o.sees("harus menandatangani sekali lagi", wrong+" menjadi "+right)
	o.click("Perbaiki dan cabut yang lama")
	o.sees("Data sudah diperbaiki", d.url+"/tanda")
	for _, p := range d.people {
		if p.name == wrong {
			p.signs()
			return
		}
	}
	d.t.Errorf("%s has not signed", wrong)
}

// mails has whoever is missing reminded: the address comes by another import.
func (d *officeDay) mails(o *officer) {
	list := filepath.Join(d.dir, "surel.csv")
	if err := os.WriteFile(list, []byte("nip,nama,email\n199709082024052005,Zainab,zainab@contoh.example\n"),
		0o600); err != nil {
		d.t.Fatal(err)
	}
	o.click("Impor")
	o.gives("Berkas daftar pegawai", list)
	o.sees("Rencana impor")
	o.click("Impor 1 orang")
	o.sees("0 baru, 1 berubah")
	d.reminds(o)
}

// holds has ikrar-verify check every certificate in a ZIP.
func (d *officeDay) holds(archive string, count int) {
	dir := filepath.Join(d.dir, "sertifikat")
	unzip(d.t, archive, dir)
	names := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.pdf"))
	if err != nil {
		d.t.Fatal(err)
	}
	for _, file := range files {
		names[d.valid(file)] = true
	}
	if len(names) != count || names[wrong] || !names[right] {
		d.t.Errorf("%d certificates, of %v", count, names)
	}
}

func unzip(t testing.TB, file, dir string) {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
}

// reminds sets the mail server, and writes to whoever has not signed.
func (d *officeDay) reminds(o *officer) {
	o.click("Surel")
	o.sees("Peladen surel belum disetel.")
	o.writes("Nama peladen (SMTP)", "127.0.0.1")
	o.writes("Port", fmt.Sprint(d.box.Port))
	o.writes("Nama pengguna", postbox.User)
	o.writes("Alamat pengirim", "bkd@contoh.example")
	o.click("Simpan")
	o.click("Pengingat tanpa kode")
	o.click("Lihat rencana")
	o.sees("1 akan dikirimi", "Isi surat")
	o.writes("Kata sandi surel", postbox.Password)
	o.click("Kirim 1 surel")
	o.sees("1 surel terkirim.")
	if taken := d.box.Taken(); len(taken) != 1 || taken[0].To != "zainab@contoh.example" {
		d.t.Errorf("the mail server took %v", taken)
	}
}

// postbox starts the mail server, which every process of today trusts.
func (d *officeDay) postbox(t *testing.T) {
	box, err := postbox.Start("starttls", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(box.Close)
	root := filepath.Join(d.dir, "root.pem")
	if err := os.WriteFile(root, box.Root, 0o600); err != nil {
		t.Fatal(err)
	}
	d.box = box
	t.Setenv("SSL_CERT_FILE", root)
}
