package approvals

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"approvals.title": {ID: "Persetujuan", EN: "Approvals"},
	"approvals.lead": {
		ID: "Orang-orang ini sudah memakai slipnya dan membuat kunci. Setelah disetujui, mereka dapat menandatangani.",
		EN: "These people have used their slip and made a key. Once approved, they can sign."},
	"approvals.count.requests": {ID: "permintaan menunggu", EN: "requests wait"},
	"approvals.count.wishes":   {ID: "permintaan perbaikan", EN: "wishes for corrections"},
	"approvals.waiting":        {ID: "Yang menunggu, dari yang paling lama", EN: "Who waits, the longest first"},
	"approvals.name":           {ID: "Nama", EN: "Name"},
	"approvals.unit":           {ID: "Unit", EN: "Unit"},
	"approvals.key":            {ID: "Sidik jari kunci", EN: "Key's fingerprint"},
	"approvals.key.whole":      {ID: "Sidik jari kunci, utuh", EN: "Key's whole fingerprint"},
	"approvals.since":          {ID: "Sejak", EN: "Since"},
	"approvals.look":           {ID: "Lihat permintaan {name}", EN: "See the request of {name}"},
	"approvals.some":           {ID: "Setujui yang dicentang", EN: "Approve those ticked"},
	"approvals.all": {
		ID: "Setujui semua tanpa pertanyaan ({count})",
		EN: "Approve all without a question ({count})"},
	"approvals.all.do":      {ID: "Setujui {count} permintaan", EN: "Approve requests: {count}"},
	"approvals.none.ticked": {ID: "Centang dulu yang dimaksud.", EN: "Tick those you mean first."},
	"approvals.hint": {
		ID: "Yang ada pertanyaannya dilihat satu per satu. Bila ragu, cocokkan sidik jari kunci dengan orangnya.",
		EN: "Those with a question are looked at one by one. If in doubt, compare the key's fingerprint with the person."},
	"approvals.nothing": {ID: "Tidak ada yang menunggu.", EN: "Nobody waits."},
	"approvals.again":   {ID: "Perbarui daftar ini", EN: "Refresh this list"},
	"approvals.back":    {ID: "Kembali ke Persetujuan", EN: "Back to approvals"},
	"approvals.pages":   {ID: "Halaman", EN: "Pages"},
	"approvals.page":    {ID: "Halaman {at} dari {last}", EN: "Page {at} of {last}"},
	"approvals.before":  {ID: "Sebelumnya", EN: "Before"},
	"approvals.after":   {ID: "Berikutnya", EN: "Next"},
	"approvals.working": {ID: "Menyetujui permintaan", EN: "Approving requests"},

	"approvals.plan": {ID: "Setujui semua", EN: "Approve all"},
	"approvals.plan.count": {
		ID: "{count} permintaan tanpa pertanyaan akan disetujui. Yang datang sesudah ini tidak ikut.",
		EN: "Requests without a question to be approved: {count}. What comes after this is not among them."},
	"approvals.plan.asked": {
		ID: "{count} permintaan lain ada pertanyaannya: lihat satu per satu.",
		EN: "Others with a question, to be looked at one by one: {count}."},

	"approvals.one":       {ID: "Permintaan {name}", EN: "Request of {name}"},
	"approvals.questions": {ID: "Yang perlu dipastikan", EN: "To be made sure of"},
	"approvals.sure":      {ID: "Sudah saya pastikan dengan orangnya", EN: "I have made sure with the person"},
	"approvals.one.do":    {ID: "Setujui kunci ini", EN: "Approve this key"},
	"approvals.one.unsure": {
		ID: "Belum disetujui. Pastikan dulu dengan orangnya, lalu centang.",
		EN: "Not approved yet. Make sure with the person first, then tick the box."},
	"approvals.one.changed": {
		ID: "Permintaan ini berubah sejak Anda lihat, dan belum disetujui. Baca sekali lagi.",
		EN: "This request has changed since you saw it, and was not approved. Read it once more."},
	"approvals.one.none": {
		ID: "Tidak ada permintaan yang menunggu dari orang ini: sudah disetujui, atau ditarik kembali.",
		EN: "No request of this person waits: it was approved, or taken back."},
	"approvals.doubt": {ID: "Bukan kuncinya?", EN: "Not their key?"},
	"approvals.doubt.hint": {
		ID: "Beri orang itu slip baru. Permintaan ini lalu gugur, dan slip lamanya tidak berlaku.",
		EN: "Give the person a new slip. This request then falls, and the old slip is void."},
	"approvals.doubt.do": {ID: "Ganti slip orang ini", EN: "Replace this person's slip"},
	"approvals.person":   {ID: "Halaman {name}", EN: "The page of {name}"},

	"approvals.question.fields": {
		ID: "Datanya berubah sejak ia diundang:",
		EN: "The data changed since the invitation:"},
	"approvals.question.expired": {
		ID: "Undangannya berakhir pada {until}.",
		EN: "The invitation ended on {until}."},
	"approvals.question.key-replaced": {
		ID: "Kunci lain ({fingerprint}) meminta lebih dahulu dengan slip yang sama, lalu dibatalkan.",
		EN: "Another key ({fingerprint}) asked before with the same slip, and was withdrawn."},
	"approvals.question.registrar": {
		ID: "Petugas yang mengundangnya, {name}, sudah diberhentikan.",
		EN: "The officer who invited, {name}, is retired."},
	"approvals.question.address": {
		ID: "Permintaan ini dibuat untuk alamat {name}, yang bukan alamat lembaga ini.",
		EN: "This request was made for the address {name}, which is not this institution's."},
	"approvals.question.credential": {
		ID: "Sejak diundang, ia terdaftar dengan kunci lain ({fingerprint}). Kunci itu akan diganti.",
		EN: "Since the invitation another key ({fingerprint}) was enrolled. It would be replaced."},
	"approvals.question.credential-gone": {
		ID: "Sejak diundang, sebuah kuncinya dicabut. Pastikan ia memang meminta kunci baru.",
		EN: "Since the invitation a key of theirs was revoked. Make sure they ask for a new one."},

	"approvals.field.name":     {ID: "Nama", EN: "Name"},
	"approvals.field.unit":     {ID: "Unit", EN: "Unit"},
	"approvals.field.position": {ID: "Jabatan", EN: "Position"},
	"approvals.field.rank":     {ID: "Pangkat", EN: "Rank"},
	"approvals.field.nip":      {ID: "NIP", EN: "NIP"},
	"approvals.field.other":    {ID: "Lainnya", EN: "Other"},
	"approvals.empty":          {ID: "(kosong)", EN: "(empty)"},

	"approvals.result": {ID: "Hasil persetujuan", EN: "What was approved"},
	"approvals.done":   {ID: "{count} disetujui", EN: "Approved: {count}"},
	"approvals.more":   {ID: "dan {count} lagi", EN: "and {count} more"},
	"approvals.others": {ID: "Sudah disetujui petugas lain", EN: "Approved by another officer already"},
	"approvals.others.one": {
		ID: "{name}, oleh {by}. Anda tidak perlu berbuat apa-apa.",
		EN: "{name}, by {by}. There is nothing for you to do."},
	"approvals.not": {ID: "{count} belum disetujui", EN: "Not approved: {count}"},
	"approvals.not.changed": {
		ID: "permintaannya berubah sejak Anda lihat. Baca lagi.",
		EN: "the request has changed since you saw it. Read it again."},
	"approvals.not.asked": {ID: "ada yang perlu dipastikan dulu.", EN: "something is to be made sure of first."},
	"approvals.not.gone":  {ID: "permintaannya sudah tidak menunggu lagi.", EN: "the request waits no longer."},

	"approvals.wishes": {ID: "Permintaan perbaikan", EN: "Wishes for corrections"},
	"approvals.wishes.lead": {
		ID: "Yang menurut pegawai keliru pada datanya. Tidak ada yang berubah dengan sendirinya.",
		EN: "What people say is wrong about them. Nothing changes by itself."},
	"approvals.wishes.none": {ID: "Tidak ada permintaan perbaikan.", EN: "There is nothing to correct."},
	"approvals.wish.pick":   {ID: "Pilih", EN: "Pick"},
	"approvals.wish.tick":   {ID: "{name}: {field}", EN: "{name}: {field}"},
	"approvals.wish.field":  {ID: "Data", EN: "What"},
	"approvals.wish.now":    {ID: "Sekarang", EN: "Now"},
	"approvals.wish.want":   {ID: "Seharusnya", EN: "Should be"},
	"approvals.wish.note":   {ID: "Catatan:", EN: "Note:"},
	"approvals.settle":      {ID: "Tandai selesai", EN: "Mark as done"},
	"approvals.settle.hint": {
		ID: "Perbaiki dulu datanya di halaman orangnya, lalu tandai selesai.",
		EN: "Correct the data on the person's page first, then mark it as done."},
	"approvals.settled": {ID: "{count} ditandai selesai.", EN: "Marked as done: {count}."},
	"approvals.settled.gone": {
		ID: "{count} sudah diselesaikan petugas lain.",
		EN: "Done by another officer already: {count}."},
}
