package roster

import "strings"

// spellings are header cells as HR writes them, reduced by wording.Key.
var spellings = spelling(map[column]string{
	columnNIP: `nip nipbaru nomorindukpegawai nipppk nipnipppk nippppk nomorindukpppk nippns nippegawai nipasn
		nipnippppk nippnspppk nomorinduk nipnomorindukpegawai nipnrp nomornip nonip employeeid`,
	columnTitleBefore: `gelardepan glrdepan gelardpn titlebefore frontdegree gelarakademikdepan namagelardepan`,
	columnName: `nama namalengkap namapegawai namapns namaasn namalengkappegawai namapegawailengkap
		namadangelar namalengkapdangelar namalengkapdengangelar namadengangelar namagelar namapppk namapnspppk
		name fullname employeename`,
	columnTitleAfter: `gelarbelakang glrbelakang gelarblk gelarblkg titleafter backdegree gelarakademikbelakang
		namagelarbelakang`,
	columnPosition: `jabatan namajabatan jabatannama jabatanterakhir jabatansaatini jabatansekarang
		namajabatanterakhir position jabatannamajabatan`,
	columnUnit: `unit unitkerja opd skpd perangkatdaerah perangkatdaerahopd namaunit namaunitkerja namaopd
		unorinduknama namaunorinduk unorinduk satuankerja satker skpdopd opdskpd unitkerjaopd opdunitkerja
		namaskpd namaperangkatdaerah namasatuankerja unitorganisasi unitkerjainduk unitinduk unitkerjanama
		unitnama opdnama instansiunitkerja unitkerjainstansi dinasbadan agency`,
	columnSubunit: `subunit subunitkerja subunor namasubunit`,
	columnUnor:    `unornama namaunor unor`,
	columnRank:    `pangkat namapangkat pangkatnama pangkatakhir pangkatterakhir pangkatakhirnama rank`,
	columnGrade: `golongan gol golruang golonganruang golru golakhirnama golakhir golonganakhir namagolongan
		golongannama golonganakhirnama golonganterakhir golruangakhir golonganruangakhir golpppk golonganpppk
		grade golterakhir`,
	columnRankGrade: `pangkatgol pangkatgolruang pangkatgolongan pangkatgolonganruang pangkatgolru
		pangkatdangolongan pangkatdangolonganruang pangkatdangolruang pangkatdangol golpangkat golonganpangkat
		pangkatruang pangkatgolonganakhir pangkatgolterakhir golruangpangkat pangkatgolruangterakhir
		pangkatgolonganterakhir`,
	columnStatus: `status statuspegawai statuskepegawaian jenispegawai statusasn jenisasn jeniskepegawaian
		statuspnspppk employmentstatus`,
	columnPair: `namanip nipnama namadannip nipdannama namapegawainip namalengkapnip namanipnipppk namanipnippk
		namanippegawai nipnamapegawai`,
	columnRoom: `ruang`,
	columnKind: `jenispegawainama`,
	columnCPNS: `statuscpnspns statuscpns`,
	columnStanding: `kedudukanhukumnama kedudukanhukum kedudukanpns kedudukanhukumpns
		statuskedudukan statuskedudukanhukum kedudukanasn kedudukanhukumasn`,
})

func spelling(of map[column]string) map[string]column {
	all := map[string]column{}
	for c, words := range of {
		for word := range strings.FieldsSeq(words) {
			all[word] = c
		}
	}
	return all
}

// fieldNames are the columns as --columns calls them.
var fieldNames = map[string]column{
	"nip": columnNIP, "gelar_depan": columnTitleBefore, "title_before": columnTitleBefore,
	"nama": columnName, "name": columnName, "gelar_belakang": columnTitleAfter, "title_after": columnTitleAfter,
	"jabatan": columnPosition, "position": columnPosition, "unit": columnUnit, "subunit": columnSubunit,
	"pangkat": columnRank, "rank": columnRank, "golongan": columnGrade, "grade": columnGrade,
	"pangkat_golongan": columnRankGrade, "rank_grade": columnRankGrade, "status": columnStatus,
	"kedudukan": columnStanding, "standing": columnStanding, "ruang": columnRoom, "nama_nip": columnPair,
	"jenis_pegawai": columnKind, "status_cpns": columnCPNS, "unor": columnUnor,
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
