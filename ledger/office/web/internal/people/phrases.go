package people

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"people.title":  {ID: "Pegawai", EN: "People"},
	"people.search": {ID: "Cari nama, NIP, atau unit", EN: "Search a name, NIP or unit"},
	"people.find":   {ID: "Cari", EN: "Search"},
	"people.found":  {ID: "{found} dari {all} pegawai", EN: "{found} of {all} people"},
	"people.none": {
		ID: "Tidak ada yang cocok. Kurangi kata atau saringannya.",
		EN: "Nobody fits. Take away a word or a filter."},
	"people.empty":       {ID: "Belum ada pegawai.", EN: "There are no people yet."},
	"people.empty.do":    {ID: "Impor daftarnya", EN: "Import the list"},
	"people.pages":       {ID: "Halaman", EN: "Pages"},
	"people.page":        {ID: "Halaman {at} dari {last}", EN: "Page {at} of {last}"},
	"people.before":      {ID: "Sebelumnya", EN: "Before"},
	"people.after":       {ID: "Berikutnya", EN: "Next"},
	"people.back":        {ID: "Semua pegawai", EN: "All people"},
	"people.back.person": {ID: "Kembali ke {name}", EN: "Back to {name}"},
	"people.cancel":      {ID: "Batal", EN: "Cancel"},
	"people.see":         {ID: "Lihat akibatnya", EN: "See what it does"},
	"people.stale": {
		ID: "Keadaannya baru saja berubah. Ini rencana yang baru; periksa sekali lagi.",
		EN: "Things have just changed. This is the new plan; look at it once more."},

	"people.stale.last": {ID: "Catatan terakhir, {moment}: {event}", EN: "The last entry, {moment}: {event}"},

	"people.name":     {ID: "Nama", EN: "Name"},
	"people.nip":      {ID: "NIP", EN: "NIP"},
	"people.unit":     {ID: "Unit", EN: "Unit"},
	"people.unit.all": {ID: "Semua unit", EN: "All units"},
	"people.subunit":  {ID: "Subunit", EN: "Subunit"},
	"people.position": {ID: "Jabatan", EN: "Position"},
	"people.rank":     {ID: "Pangkat", EN: "Rank"},
	"people.status":   {ID: "Status", EN: "Status"},

	"people.state":          {ID: "Keadaan", EN: "State"},
	"people.state.all":      {ID: "Semua keadaan", EN: "All states"},
	"people.state.absent":   {ID: "belum punya kunci", EN: "no key yet"},
	"people.state.enrolled": {ID: "punya kunci", EN: "has a key"},
	"people.state.pledged":  {ID: "sudah menandatangani", EN: "has signed"},
	"people.state.issued":   {ID: "bersertifikat", EN: "has a certificate"},
	"people.state.revoked":  {ID: "dicabut", EN: "revoked"},

	"people.unknown": {ID: "Pegawai tidak ditemukan", EN: "Nobody found"},
	"people.unknown.why": {
		ID: "Tidak ada pegawai dengan NIP {typed}. Periksa angkanya.",
		EN: "Nobody here has the NIP {typed}. Check the digits."},
	"people.unknown.erased": {
		ID: "Data pribadi NIP {typed} sudah dihapus pada {day}.",
		EN: "The personal data of NIP {typed} were erased on {day}."},

	"people.do.invite": {ID: "Undang dengan slip", EN: "Invite with a slip"},
	"people.do.mail":   {ID: "Surel kepadanya", EN: "Mail to them"},
	"people.do.revoke": {ID: "Cabut kuncinya", EN: "Revoke the key"},
	"people.do.erase":  {ID: "Hapus data pribadi", EN: "Erase personal data"},

	"people.wishes":        {ID: "Minta diperbaiki", EN: "Wishes"},
	"people.wish.done":     {ID: "Sudah diurus", EN: "Seen to"},
	"people.wish.settled":  {ID: "Permintaan itu ditandai sudah diurus.", EN: "That wish is marked as seen to."},
	"people.wish.name":     {ID: "Nama", EN: "Name"},
	"people.wish.unit":     {ID: "Unit", EN: "Unit"},
	"people.wish.position": {ID: "Jabatan", EN: "Position"},
	"people.wish.rank":     {ID: "Pangkat", EN: "Rank"},
	"people.wish.nip":      {ID: "NIP", EN: "NIP"},
	"people.wish.other":    {ID: "Lainnya", EN: "Something else"},

	"people.certificate": {ID: "Sertifikat", EN: "Certificate"},
	"people.certificate.is": {
		ID: "Nomor {number}, kode {code}: {campaign}",
		EN: "Number {number}, code {code}: {campaign}"},
	"people.certificate.take": {ID: "Unduh PDF", EN: "Download the PDF"},
	"people.certificate.no":   {ID: "Belum ada sertifikat yang berlaku.", EN: "There is no certificate in force."},
	"people.certificate.none": {
		ID: "Sertifikat itu tidak berlaku lagi. Halaman ini menunjukkan yang sekarang.",
		EN: "That certificate is no longer in force. This page shows what is."},
	"people.certificate.gone": {
		ID: "Berkas aslinya tidak ada lagi di komputer ini. Cari salinannya, atau terbitkan ulang di Sertifikat.",
		EN: "The original file is no longer on this computer. Look for a copy, or issue it anew under Certificates."},

	"people.keys":         {ID: "Kunci", EN: "Keys"},
	"people.key.none":     {ID: "Belum punya kunci.", EN: "There is no key yet."},
	"people.key.since":    {ID: "sejak {day}", EN: "since {day}"},
	"people.key.holds":    {ID: "berlaku", EN: "in force"},
	"people.key.ended":    {ID: "tidak berlaku lagi", EN: "no longer in force"},
	"people.invited.none": {ID: "Belum diundang.", EN: "Not invited yet."},
	"people.invited.open": {ID: "Undangan berlaku sampai {day}.", EN: "Invited; the invitation holds until {day}."},
	"people.invited.ended": {
		ID: "Undangan berakhir pada {day} tanpa dipakai.",
		EN: "The invitation ended on {day} unused."},
	"people.invited.came": {
		ID: "Slip dipakai pada {day}; permintaannya menunggu persetujuan.",
		EN: "The slip was used on {day}; the request waits for approval."},
	"people.invited.used": {ID: "Undangan dipakai pada {day}.", EN: "The invitation was used on {day}."},

	"people.history":      {ID: "Riwayat", EN: "History"},
	"people.history.none": {ID: "Belum ada yang tercatat.", EN: "Nothing is recorded yet."},
	"people.event.key": {
		ID: "{registrar} menjamin kunci baru, sebagai pegawai {unit}.",
		EN: "{registrar} vouched for a new key, of somebody in {unit}."},
	"people.event.data": {
		ID: "{registrar} memperbarui datanya, sebagai pegawai {unit}; kuncinya tetap.",
		EN: "{registrar} renewed the data, of somebody in {unit}; the key stayed."},
	"people.event.pledge": {ID: "Menandatangani {campaign}.", EN: "Signed {campaign}."},
	"people.event.issuance": {
		ID: "{registrar} menerbitkan sertifikat {number} untuk {campaign}.",
		EN: "{registrar} issued the certificate {number} for {campaign}."},
	"people.event.reissue": {
		ID: "{registrar} menerbitkan ulang sertifikat {number} untuk {campaign}.",
		EN: "{registrar} issued the certificate {number} for {campaign} anew."},
	"people.event.key-ended": {
		ID: "Kuncinya dicabut, dengan alasan: {reason}.",
		EN: "The key was revoked, for the reason: {reason}."},
	"people.event.pledge-ended": {
		ID: "Komitmen {campaign} dicabut, dengan alasan: {reason}.",
		EN: "The pledge for {campaign} was revoked, for the reason: {reason}."},
	"people.event.certificate-ended": {
		ID: "Sertifikat {number} dicabut, dengan alasan: {reason}.",
		EN: "The certificate {number} was revoked, for the reason: {reason}."},
	"people.event.key-ended.by": {
		ID: "{registrar} mencabut kuncinya, dengan alasan: {reason}.",
		EN: "{registrar} revoked the key, for the reason: {reason}."},
	"people.event.pledge-ended.by": {
		ID: "{registrar} mencabut komitmen {campaign}, dengan alasan: {reason}.",
		EN: "{registrar} revoked the pledge for {campaign}, for the reason: {reason}."},
	"people.event.certificate-ended.by": {
		ID: "{registrar} mencabut sertifikat {number}, dengan alasan: {reason}.",
		EN: "{registrar} revoked the certificate {number}, for the reason: {reason}."},
	"people.event.gone": {ID: "Catatan ini sudah dihapus isinya.", EN: "What this entry said was erased."},

	"people.reason": {ID: "Alasan", EN: "Reason"},
	"people.reason.hint": {
		ID: "Dicatat selamanya dan terbaca oleh siapa pun. Jangan menyebut nama atau NIP.",
		EN: "It is recorded for good, and anybody can read it. Write neither name nor NIP."},
	"people.reason.empty": {ID: "Tulis alasannya.", EN: "Write the reason."},
	"people.reason.bad": {
		ID: "Alasan ini belum dapat dipakai: {reason}.",
		EN: "This reason cannot be used: {reason}."},

	"people.revoke":     {ID: "Cabut kunci", EN: "Revoke a key"},
	"people.do.correct": {ID: "Perbaiki data", EN: "Correct the data"},
	"people.correct.lead": {
		ID: "Nama, unit, jabatan, dan pangkat ikut ditandatangani. Bila yang tercetak keliru, perbaiki di sini; " +
			"orangnya lalu menandatangani sekali lagi.",
		EN: "Name, unit, post and rank are part of what was signed. Correct what is wrong here; the person then " +
			"signs once more."},
	"people.correct.name":    {ID: "Nama dengan gelar", EN: "Name with titles"},
	"people.correct.subunit": {ID: "Subunit", EN: "Subunit"},
	"people.correct.nothing": {
		ID: "Tidak ada yang berubah: yang ditandatangani sudah seperti ini.",
		EN: "Nothing would change: what was signed says this already."},
	"people.correct.empty": {ID: "Nama tidak boleh kosong.", EN: "The name may not be empty."},
	"people.correct.field": {ID: "{value}: {reason}", EN: "{value}: {reason}"},
	"people.correct.again": {
		ID: "{name} harus menandatangani sekali lagi. Nomor sertifikatnya tetap.",
		EN: "{name} has to sign once more. The certificate keeps its number."},
	"people.correct.change": {ID: "{field}: {old} menjadi {new}", EN: "{field}: {old} becomes {new}"},
	"people.correct.pledges": {
		ID: "Dicabut karena perbaikan, sehingga sertifikatnya tidak berlaku sampai ditandatangani lagi:",
		EN: "Revoked for the correction; the certificates are void until they are signed again:"},
	"people.correct.pledge": {
		ID: "{campaign}, dapat ditandatangani lagi sampai {until}",
		EN: "{campaign}, may be signed again until {until}"},
	"people.correct.closed": {
		ID: "Tetap seperti adanya, karena sudah terlambat untuk ditandatangani lagi:",
		EN: "These stay as they are, for it is too late to sign again:"},
	"people.correct.key": {
		ID: "Kuncinya yang sekarang dapat dipakai; slip baru tidak perlu.",
		EN: "The present key can be used; no new slip is needed."},
	"people.correct.nokey": {
		ID: "Orang ini tidak punya kunci yang berlaku; setelah ini buatkan slip baru.",
		EN: "This person has no key in force; make a new slip after this."},
	"people.correct.do": {ID: "Perbaiki dan cabut yang lama", EN: "Correct, and revoke the old"},
	"people.corrected":  {ID: "Data sudah diperbaiki", EN: "The data are corrected"},
	"people.corrected.key": {
		ID: "Minta {name} membuka {url}/tanda dengan kuncinya dan menandatangani lagi.",
		EN: "Ask {name} to open {url}/tanda with the key, and to sign again."},
	"people.corrected.nokey": {
		ID: "Buatkan slip baru untuk {name}; dengan itu ia menandatangani lagi.",
		EN: "Make a new slip for {name}, to sign again with."},
	"people.corrected.issue": {
		ID: "Setelah itu terbitkan sertifikatnya; nomornya tetap.",
		EN: "Then issue the certificate; its number stays."},

	"people.do.retire": {ID: "Tidak ditunggu lagi", EN: "No longer waited for"},
	"people.retire.lead": {
		ID: "Yang pensiun, meninggal, pindah, atau cuti tidak dihitung sebagai belum. Yang sudah ditandatangani " +
			"tetap berlaku.",
		EN: "Who retired, died, moved or is on leave is not counted as missing. What was signed stands."},
	"people.retire.pensiun":       {ID: "pensiun", EN: "retired"},
	"people.retire.meninggal":     {ID: "meninggal", EN: "died"},
	"people.retire.mutasi":        {ID: "mutasi ke lembaga lain", EN: "moved to another institution"},
	"people.retire.berhenti":      {ID: "berhenti", EN: "left"},
	"people.retire.kontrak":       {ID: "kontrak berakhir", EN: "the contract ended"},
	"people.retire.cuti":          {ID: "cuti", EN: "on leave"},
	"people.retire.tugas-belajar": {ID: "tugas belajar", EN: "away to study"},
	"people.retire.until":         {ID: "Sampai tanggal", EN: "Until"},
	"people.retire.until.hint": {
		ID: "Hanya untuk cuti dan tugas belajar: hari terakhirnya.",
		EN: "For leave and study alone: the last day of it."},
	"people.retire.day": {
		ID: "Isi hari terakhir untuk cuti atau tugas belajar, yang belum lewat; kosongkan untuk alasan lain.",
		EN: "Give the last day of leave or study, which is not past; leave it empty for other reasons."},
	"people.retire.reason": {ID: "Pilih salah satu alasan.", EN: "Choose one of the reasons."},
	"people.retire.plan": {
		ID: "{name} tidak ditunggu lagi: {reason}.",
		EN: "{name} is no longer waited for: {reason}."},
	"people.retire.plan.until": {
		ID: "{name} tidak ditunggu sampai {day}, lalu dihitung lagi.",
		EN: "{name} is not waited for until {day}, and counted again then."},
	"people.retire.stands": {
		ID: "Komitmen dan sertifikatnya tetap berlaku.",
		EN: "What was signed, and the certificate, still hold."},
	"people.retire.key":  {ID: "Akhiri juga kuncinya, mulai sekarang", EN: "End the key too, from now on"},
	"people.retire.do":   {ID: "Jangan ditunggu lagi", EN: "Wait no longer"},
	"people.retire.away": {ID: "Sekarang tidak ditunggu: {reason}.", EN: "Not waited for now: {reason}."},
	"people.retire.back": {ID: "Tunggu lagi", EN: "Wait again"},

	"people.revoke.lead": {
		ID: "{name} tidak dapat menandatangani lagi sampai diundang kembali. Anda melihat akibatnya dulu.",
		EN: "{name} cannot sign any more until invited again. You see what it does first."},
	"people.revoke.from": {ID: "Komitmen yang sudah ditandatangani", EN: "What was signed already"},
	"people.revoke.all": {
		ID: "Tidak berlaku lagi, bersama sertifikatnya (kunci dicuri, atau orangnya keliru)",
		EN: "No longer holds, and its certificate neither (the key was stolen, or it is the wrong person)"},
	"people.revoke.now": {
		ID: "Tetap berlaku; kuncinya berakhir mulai sekarang (kunci hilang, atau orangnya keluar)",
		EN: "Still holds; the key ends from now on (the key is lost, or the person has left)"},
	"people.revoke.none": {ID: "Orang ini tidak punya kunci yang berlaku.", EN: "This person has no key in force."},
	"people.revoke.reserved": {
		ID: "Alasan \"perbaikan\" dipakai saat data diperbaiki. Tulis alasan lain.",
		EN: "The reason \"perbaikan\" is that of a correction. Write another."},
	"people.revoke.plan": {
		ID: "Kunci {name} akan dicabut, dengan alasan: {reason}.",
		EN: "The key of {name} will be revoked, for the reason: {reason}."},
	"people.revoke.pledges": {
		ID: "{count} komitmen, dan sertifikatnya, tidak akan berlaku lagi:",
		EN: "Pledges that will no longer hold, nor their certificates: {count}"},
	"people.revoke.pledge":    {ID: "{campaign} (catatan {index})", EN: "{campaign} (entry {index})"},
	"people.revoke.nopledges": {ID: "Komitmennya tetap berlaku.", EN: "What was signed still holds."},
	"people.revoke.last":      {ID: "Ini tidak dapat dibatalkan.", EN: "This cannot be undone."},
	"people.revoke.do":        {ID: "Cabut", EN: "Revoke"},
	"people.revoked":          {ID: "Kunci dicabut", EN: "The key is revoked"},
	"people.revoked.done": {
		ID: "Kunci {name} dicabut; {count} komitmen tidak berlaku lagi. Untuk menandatangani lagi, undang dengan slip baru.",
		EN: "The key of {name} is revoked; pledges that no longer hold: {count}. To sign again, invite with a new slip."},

	"people.erase": {ID: "Hapus data pribadi", EN: "Erase personal data"},
	"people.erase.lead": {
		ID: "Semua yang disimpan tentang {name} dihapus. Anda melihat akibatnya dulu.",
		EN: "All that is kept of {name} is erased. You see what it does first."},
	"people.erase.plan": {
		ID: "Yang dihapus dari {name}, dengan alasan: {reason}.",
		EN: "What is erased of {name}, for the reason: {reason}."},
	"people.erase.person":       {ID: "baris dalam daftar pegawai", EN: "the line in the list of people"},
	"people.erase.credentials":  {ID: "kunci yang dijamin: {count}", EN: "keys that were vouched for: {count}"},
	"people.erase.pledges":      {ID: "komitmen: {count}", EN: "pledges: {count}"},
	"people.erase.certificates": {ID: "sertifikat: {count}", EN: "certificates: {count}"},
	"people.erase.asked":        {ID: "undangan dan permintaan perbaikan", EN: "invitations and wishes"},
	"people.erase.last": {
		ID: "Sertifikatnya tidak dapat diperiksa lagi oleh siapa pun. Ini tidak dapat dibatalkan.",
		EN: "Nobody can check the certificates any more. This cannot be undone."},
	"people.erase.typed":      {ID: "Ketik NIP orang ini", EN: "Type this person's NIP"},
	"people.erase.typed.hint": {ID: "Untuk memastikan orangnya: {nip}", EN: "To be sure who it is: {nip}"},
	"people.erase.wrong": {
		ID: "NIP yang diketik bukan NIP orang ini.",
		EN: "What was typed is not this person's NIP."},
	"people.erase.do": {ID: "Hapus selamanya", EN: "Erase for good"},
	"people.erased":   {ID: "Data pribadi dihapus", EN: "The personal data are erased"},
	"people.erased.done": {
		ID: "Yang disimpan tentang orang ini sudah dihapus dari buku besar dan daftar pegawai.",
		EN: "What was kept of this person is erased from the ledger and from the list of people."},
	"people.erased.files": {ID: "Hapus juga berkas ini", EN: "Delete these files too"},
	"people.erased.files.hint": {
		ID: "Berkas di luar buku besar tidak dihapus sendiri, juga salinan di komputer lain.",
		EN: "Files outside the ledger are not deleted by themselves, nor copies on other computers."},
	"people.erased.backup": {
		ID: "Cadangan lama masih memuat data ini. Buat cadangan baru, lalu hapus yang lama.",
		EN: "Older backups still have these data. Make a new backup, and delete the older ones."},
}
