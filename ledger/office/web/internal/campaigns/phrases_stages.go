package campaigns

import "ikrar/verify/phrase"

var stagePhrases = phrase.Book{
	"campaigns.stages.title":   {ID: "Tahap kegiatan", EN: "Stages of the campaign"},
	"campaigns.stages.caption": {ID: "Tahap menurut waktu", EN: "Stages by time"},
	"campaigns.stages.lead": {
		ID: "Tahap mengatur siapa menerima slip lebih dulu: pimpinan, kepala OPD, lalu semua. Tahap adalah rencana kepegawaian dan tidak ditandatangani: siapa yang sudah memegang slip dapat menandatangani sejak kegiatan dibuka.",
		EN: "Stages say who gets slips first: leaders, heads of agencies, then all. They are HR's plan and are not signed: who holds a slip can sign from the campaign's opening on."},
	"campaigns.stages.none": {
		ID: "Belum ada tahap: slip boleh dicetak untuk semua.",
		EN: "There are no stages: slips may be printed for everybody."},
	"campaigns.stages.rest": {
		ID: "{count} pegawai tidak termasuk tahap mana pun. Tambahkan tahap untuk semua pegawai.",
		EN: "{count} people are in no stage. Add a stage for everybody."},
	"campaigns.stages.changed": {
		ID: "Petugas lain baru saja mengubah tahap kegiatan ini. Perubahan Anda tidak disimpan; lihat lagi, lalu " +
			"ulangi bila perlu.",
		EN: "Another officer has just changed this campaign's stages. Your change was not kept; look again, and " +
			"repeat it if need be."},
	"campaigns.stages.back": {ID: "Kembali ke daftar tahap", EN: "Back to the stages"},

	"campaigns.stage":           {ID: "Tahap", EN: "Stage"},
	"campaigns.stage.new":       {ID: "Tambah tahap", EN: "Add a stage"},
	"campaigns.stage.change":    {ID: "Ubah tahap", EN: "Change a stage"},
	"campaigns.stage.opens":     {ID: "Slip dibagikan", EN: "Slips are handed out"},
	"campaigns.stage.open":      {ID: "boleh dibagikan", EN: "may be handed out"},
	"campaigns.stage.early":     {ID: "belum waktunya", EN: "not yet"},
	"campaigns.stage.who":       {ID: "Siapa", EN: "Who"},
	"campaigns.stage.all":       {ID: "Semua pegawai", EN: "Everybody"},
	"campaigns.stage.words":     {ID: "jabatan memuat", EN: "position says"},
	"campaigns.stage.named":     {ID: "{count} orang menurut NIP", EN: "{count} people by NIP"},
	"campaigns.stage.do":        {ID: "Tindakan", EN: "Actions"},
	"campaigns.stage.edit":      {ID: "Ubah", EN: "Change"},
	"campaigns.stage.edit.of":   {ID: "Ubah tahap {name}", EN: "Change the stage {name}"},
	"campaigns.stage.remove":    {ID: "Hapus", EN: "Remove"},
	"campaigns.stage.remove.of": {ID: "Hapus tahap {name}", EN: "Remove the stage {name}"},

	"campaigns.stage.name": {ID: "Nama tahap", EN: "Name of the stage"},
	"campaigns.stage.name.hint": {
		ID: "Misalnya Pimpinan, Kepala OPD, atau Semua pegawai.",
		EN: "For example Leaders, Heads of agencies, or Everybody."},
	"campaigns.stage.opens.ask": {ID: "Kapan slipnya dibagikan", EN: "When its slips are handed out"},
	"campaigns.stage.opens.hint": {
		ID: "Kegiatan dibuka {opens} sampai {last}.",
		EN: "The campaign is open from {opens} until {last}."},
	"campaigns.stage.who.hint": {
		ID: "Atau pilih dengan cara di bawah; semuanya digabungkan. Yang termasuk beberapa tahap ikut tahap yang " +
			"paling awal.",
		EN: "Or choose in the ways below; they add up. Who is in several stages is in the earliest."},
	"campaigns.stage.positions": {ID: "Jabatan yang memuat kata ini", EN: "Positions with these words"},
	"campaigns.stage.positions.hint": {
		ID: "Satu per baris, misalnya Kepala Dinas.",
		EN: "One a line, for example Kepala Dinas."},
	"campaigns.stage.nips":      {ID: "NIP", EN: "NIP"},
	"campaigns.stage.nips.hint": {ID: "Satu per baris.", EN: "One a line."},
	"campaigns.stage.units":     {ID: "Pilih unit", EN: "Choose units"},
	"campaigns.stage.plan":      {ID: "Lihat siapa saja", EN: "Look who is in it"},
	"campaigns.stage.nip.malformed": {
		ID: "{nip}: bukan NIP yang utuh. Periksa angkanya.",
		EN: "{nip}: not a whole NIP. Check the digits."},
	"campaigns.stage.nip.unknown": {
		ID: "{nip}: tidak ada dalam daftar pegawai. Periksa angkanya, atau impor dulu orangnya.",
		EN: "{nip}: not in the roster. Check the digits, or import the person first."},
	"campaigns.stage.unit": {
		ID: "Satu unit tidak ada lagi dalam daftar pegawai. Pilih lagi.",
		EN: "One of the units is no longer in the roster. Choose again."},
	"campaigns.stage.gone": {
		ID: "Petugas lain baru saja menghapus tahap ini. Simpan lagi bila masih diperlukan.",
		EN: "Another officer has just removed this stage. Keep it again if it is still needed."},

	"campaigns.stage.plan.title": {ID: "Tahap {name} akan menjadi begini", EN: "The stage {name} will be like this"},
	"campaigns.stage.plan.caption": {
		ID: "Semua tahap kegiatan ini sesudahnya",
		EN: "All stages of this campaign afterwards"},
	"campaigns.stage.some": {ID: "Dalam tahap {name}", EN: "In the stage {name}"},
	"campaigns.stage.more": {ID: "dan {count} orang lain", EN: "and {count} others"},
	"campaigns.stage.nobody": {
		ID: "Tidak ada pegawai dalam tahap ini: semuanya sudah termasuk tahap yang lebih awal, atau tidak ada " +
			"jabatan yang cocok.",
		EN: "Nobody is in this stage: all are in earlier ones, or no position fits."},
	"campaigns.stage.save":         {ID: "Simpan tahap", EN: "Keep the stage"},
	"campaigns.stage.remove.title": {ID: "Hapus tahap {name}?", EN: "Remove the stage {name}?"},
}
