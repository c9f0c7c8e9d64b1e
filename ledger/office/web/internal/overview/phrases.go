package overview

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"overview.title":   {ID: "Beranda", EN: "Overview"},
	"overview.officer": {ID: "Anda bekerja sebagai {name}.", EN: "You work as {name}."},
	"overview.next":    {ID: "Langkah berikutnya", EN: "What comes next"},
	"overview.look":    {ID: "Perlu dilihat", EN: "To be looked at"},
	"overview.figures": {ID: "Angka saat ini", EN: "Figures now"},

	"overview.next.import": {
		ID: "Belum ada pegawai. Impor daftar dari Excel atau SIASN.",
		EN: "There are no people yet. Import the list from Excel or SIASN."},
	"overview.next.import.do": {ID: "Impor pegawai", EN: "Import people"},
	"overview.next.open":      {ID: "Belum ada kegiatan yang dibuka.", EN: "No campaign is open."},
	"overview.next.open.do":   {ID: "Buka kegiatan", EN: "Open a campaign"},
	"overview.next.enrol": {
		ID: "Bagikan slip, agar setiap orang dapat menandatangani di ponselnya.",
		EN: "Hand out slips, so that everybody can sign on a telephone."},
	"overview.next.enrol.do": {ID: "Cetak slip", EN: "Print slips"},
	"overview.next.pledge": {
		ID: "Slip sudah dibagikan. Ingatkan yang belum menandatangani.",
		EN: "Slips were handed out. Remind those who have not signed."},
	"overview.next.pledge.do": {ID: "Lihat yang belum", EN: "See who has not"},
	"overview.next.approve": {
		ID: "Ada yang meminta kuncinya disetujui.",
		EN: "Some people ask to have their keys approved."},
	"overview.next.approve.do": {ID: "Setujui", EN: "Approve"},
	"overview.next.look": {
		ID: "Ada permintaan yang perlu Anda lihat dulu.",
		EN: "Some requests are to be looked at first."},
	"overview.next.look.do": {ID: "Lihat permintaan", EN: "Look at the requests"},
	"overview.next.issue": {
		ID: "Ada komitmen yang belum bersertifikat.",
		EN: "Some pledges have no certificate yet."},
	"overview.next.issue.do": {ID: "Terbitkan sertifikat", EN: "Issue certificates"},
	"overview.next.audit": {
		ID: "Semua sudah menandatangani dan bersertifikat. Buat laporan dan cadangan.",
		EN: "Everybody has signed and has a certificate. Make the report and a backup."},
	"overview.next.audit.do": {ID: "Buat laporan", EN: "Make the report"},

	"overview.approvals": {
		ID: "{count} permintaan menunggu persetujuan",
		EN: "Requests that wait for approval: {count}"},
	"overview.questions": {ID: "{count} permintaan perlu dilihat dulu", EN: "Requests to be looked at first: {count}"},
	"overview.wishes": {
		ID: "{count} orang meminta datanya diperbaiki",
		EN: "Wishes to have data corrected: {count}"},
	"overview.mail": {
		ID: "{count} orang belum pasti menerima surelnya: buka rencana kirim, tanyakan orangnya, lalu pilih",
		EN: "People whose mail may not have been sent: {count}. Open the plan, ask them, and choose"},
	"overview.trust": {
		ID: "Daftar kepercayaan berlaku sampai {day}; perbarui dengan kunci akar",
		EN: "The trust list holds until {day}; renew it with the root key"},
	"overview.root": {
		ID: "Kunci akar masih di komputer ini; simpan di brankas",
		EN: "The root key is still on this computer; put it into a safe"},

	"overview.people":   {ID: "pegawai", EN: "people"},
	"overview.enrolled": {ID: "punya kunci", EN: "have a key"},
	"overview.pledges":  {ID: "komitmen", EN: "pledges"},
	"overview.issued":   {ID: "sertifikat", EN: "certificates"},
	"overview.campaign": {ID: "Per unit: {title}", EN: "By unit: {title}"},
	"overview.unit":     {ID: "Unit", EN: "Unit"},
	"overview.of":       {ID: "Pegawai", EN: "People"},
	"overview.signed":   {ID: "Sudah", EN: "Signed"},
	"overview.share":    {ID: "Kemajuan", EN: "Progress"},
}
