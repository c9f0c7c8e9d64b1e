package spelling

import "strings"

// spellings are header cells as HR writes them, reduced by wording.Key.
var spellings = spelling(map[Column]string{
	NIP: `nip nipbaru nomorindukpegawai nipppk nipnipppk nippppk nomorindukpppk nippns nippegawai nipasn
		nipnippppk nippnspppk nomorinduk nipnomorindukpegawai nipnrp nomornip nonip employeeid`,
	TitleBefore: `gelardepan glrdepan gelardpn titlebefore frontdegree gelarakademikdepan namagelardepan`,
	Name: `nama namalengkap namapegawai namapns namaasn namalengkappegawai namapegawailengkap
		namadangelar namalengkapdangelar namalengkapdengangelar namadengangelar namagelar namapppk namapnspppk
		name fullname employeename`,
	TitleAfter: `gelarbelakang glrbelakang gelarblk gelarblkg titleafter backdegree gelarakademikbelakang
		namagelarbelakang`,
	Position: `jabatan namajabatan jabatannama jabatanterakhir jabatansaatini jabatansekarang
		namajabatanterakhir position jabatannamajabatan`,
	Unit: `unit unitkerja opd skpd perangkatdaerah perangkatdaerahopd namaunit namaunitkerja namaopd
		unorinduknama namaunorinduk unorinduk satuankerja satker skpdopd opdskpd unitkerjaopd opdunitkerja
		namaskpd namaperangkatdaerah namasatuankerja unitorganisasi unitkerjainduk unitinduk unitkerjanama
		unitnama opdnama instansiunitkerja unitkerjainstansi dinasbadan agency`,
	Subunit: `subunit subunitkerja subunor namasubunit`,
	Email: `email emails surel alamatemail alamatsurel emailaktif emailpegawai emaildinas emailpribadi
		emailgov emailresmi emailkantor mail emailaddress alamatsurelektronik suratelektronik`,
	Phone: `hp nohp nomorhp nohandphone nomorhandphone handphone ponsel noponsel nomorponsel wa nowa
		nomorwa whatsapp nowhatsapp nomorwhatsapp hpwa nohpwa nomorhpwa wahp nowahp nohpwhatsapp nohpaktif nowaaktif
		nomorhpaktif seluler noseluler nomorseluler mobile mobilephone`,
	Telephone: `telepon telp tlp notelepon notelp notlp nomortelepon nomortelp teleponhp telphp telponhp
		notelphp noteleponhp nomorteleponhp hptelp nohptelp telpon notelpon nomortelpon kontak nokontak nomorkontak
		phone phonenumber telephone`,
	Unor: `unornama namaunor unor`,
	Rank: `pangkat namapangkat pangkatnama pangkatakhir pangkatterakhir pangkatakhirnama rank`,
	Grade: `golongan gol golruang golonganruang golru golakhirnama golakhir golonganakhir namagolongan
		golongannama golonganakhirnama golonganterakhir golruangakhir golonganruangakhir golpppk golonganpppk
		grade golterakhir`,
	RankGrade: `pangkatgol pangkatgolruang pangkatgolongan pangkatgolonganruang pangkatgolru
		pangkatdangolongan pangkatdangolonganruang pangkatdangolruang pangkatdangol golpangkat golonganpangkat
		pangkatruang pangkatgolonganakhir pangkatgolterakhir golruangpangkat pangkatgolruangterakhir
		pangkatgolonganterakhir`,
	Status: `status statuspegawai statuskepegawaian jenispegawai statusasn jenisasn jeniskepegawaian
		statuspnspppk employmentstatus`,
	Pair: `namanip nipnama namadannip nipdannama namapegawainip namalengkapnip namanipnipppk namanipnippk
		namanippegawai nipnamapegawai`,
	Room: `ruang`,
	Kind: `jenispegawainama`,
	CPNS: `statuscpnspns statuscpns`,
	Standing: `kedudukanhukumnama kedudukanhukum kedudukanpns kedudukanhukumpns
		statuskedudukan statuskedudukanhukum kedudukanasn kedudukanhukumasn`,
})

func spelling(of map[Column]string) map[string]Column {
	all := map[string]Column{}
	for c, words := range of {
		for word := range strings.FieldsSeq(words) {
			all[word] = c
		}
	}
	return all
}

// Named are the columns as --columns calls them.
var Named = map[string]Column{
	"nip": NIP, "gelar_depan": TitleBefore, "title_before": TitleBefore,
	"nama": Name, "name": Name, "gelar_belakang": TitleAfter, "title_after": TitleAfter,
	"jabatan": Position, "position": Position, "unit": Unit, "subunit": Subunit,
	"pangkat": Rank, "rank": Rank, "golongan": Grade, "grade": Grade,
	"pangkat_golongan": RankGrade, "rank_grade": RankGrade, "status": Status,
	"email": Email, "surel": Email, "hp": Phone, "phone": Phone, "telepon": Telephone,
	"kedudukan": Standing, "standing": Standing, "ruang": Room, "nama_nip": Pair,
	"jenis_pegawai": Kind, "status_cpns": CPNS, "unor": Unor,
}

// neutralGroups are cells of the upper header row that only gather the columns of a person.
var neutralGroups = words(`pegawai datapegawai identitas identitaspegawai biodata datapribadi pns asn pppk datapns
	dataasn identitaspns identitasasn dataindividu datadiri personal employee profil profilpegawai`)

// foreignWords are words of an upper header row under which stand other things, or other people.
var foreignWords = words(`pendidikan ijazah sekolah latihan pelatihan diklat diklatpim kursus atasan penilai pejabat
	suami istri isteri pasangan anak orangtua ortu ayah ibu keluarga mutasi lama awal cpns riwayat pengganti usulan
	usul sebelumnya sebelum pengalaman penghargaan hukuman ahli waris`)

// subWords are other words of a lower header row.
var subWords = words(`tmt tahun bulan tanggal tgl nomor no eselon jenjang tingkat lulus jam ruang jenis kelas th thn
	bln sk tempat l p lp masa kerja keterangan ket lama mkth mkbl jurusan universitas nilai angkatan umur usia
	tingkatijazah lulustahun tahunlulus jumlahjam blnthn bulantahun blntahun tglsk nosk nomorsk tanggalsk`)

func words(s string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		all[word] = true
	}
	return all
}
