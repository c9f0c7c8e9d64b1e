package server

import "ikrar/verify/phrase"

var phrases = phrase.Book{
	"error.waiting":            {ID: "Permintaan diterima dan menunggu petugas pendaftar; ulangi nanti dengan permintaan yang sama.", EN: "The request has arrived and waits for a registrar; repeat the same request later."},
	"error.not-enrolled":       {ID: "Kunci ini tidak terdaftar; untuk mendaftarkannya perlu undangan dari kepegawaian.", EN: "This key is not enrolled; to enrol it takes an invitation from HR."},
	"error.invitation-unknown": {ID: "Tidak ada undangan dengan kode ini.", EN: "There is no invitation with this code."},
	"error.invitation-used":    {ID: "Undangan ini sudah dipakai.", EN: "This invitation was used already."},
	"error.invitation-expired": {ID: "Masa berlaku undangan ini sudah habis.", EN: "This invitation has expired."},
	"error.body":               {ID: "Isi permintaan tidak dapat dibaca sampai selesai.", EN: "The body could not be read to its end."},
	"error.encoding":           {ID: "Ini bukan pernyataan dalam pengodean yang benar.", EN: "This is not a statement in its one encoding."},
	"error.sequence":           {ID: "Ini bukan deretan CBOR, atau lebih dari {limit} komitmen.", EN: "This is not a CBOR sequence, or more than {limit} pledges."},
	"error.not-found":          {ID: "Tidak ada apa pun di alamat ini.", EN: "There is nothing at this address."},
	"error.gone":               {ID: "Tercatat, tetapi data pribadinya telah dihapus; isinya tidak dapat ditampilkan lagi.", EN: "It is recorded, but its personal data have been erased; what it said cannot be shown again."},
	"error.method":             {ID: "Alamat ini hanya mengenal {allowed}.", EN: "This address knows only {allowed}."},
	"error.too-large":          {ID: "Isi permintaan lebih dari {limit} bita.", EN: "The body has more than {limit} bytes."},
	"error.media-type":         {ID: "Isi permintaan harus berupa {want}.", EN: "The body must be {want}."},
	"error.signature":          {ID: "Tanda tangannya tidak cocok dengan isinya; tidak ada yang dicatat.", EN: "Its signature does not match its content; nothing was recorded."},
	"error.internal":           {ID: "Terjadi galat pada peladen ini.", EN: "Something failed in this server."},
	"error.too-many":           {ID: "Terlalu banyak permintaan dari jaringan Anda yang ditolak atau belum selesai; tunggu sebentar, lalu ulangi.", EN: "Too many requests from your network were refused or are unfinished; wait a moment, then try again."},
	"error.busy":               {ID: "Peladen sedang sibuk; ulangi sebentar lagi.", EN: "The server is busy; try again in a moment."},
	"error.unpublished":        {ID: "Sudah tercatat, tetapi belum ada titik periksa yang mencakupnya; ulangi sebentar lagi.", EN: "It is recorded, but no published checkpoint covers it yet; try again in a moment."},
	"error.clock":              {ID: "Jam peladen tidak dapat dipercaya; tidak ada yang dicatat sampai operator membetulkannya.", EN: "The server's clock cannot be believed; nothing is recorded until an operator has seen to it."},
	"error.disk-full":          {ID: "Disk peladen penuh; tidak ada yang dicatat.", EN: "The server's disk is full; nothing was recorded."},
	"error.stopping":           {ID: "Peladen sedang berhenti; ulangi sebentar lagi.", EN: "The server is stopping; try again in a moment."},
	"error.out-of-service":     {ID: "Buku besar berhenti bekerja sampai dibuka kembali oleh operator; apakah ini tercatat, belum diketahui.", EN: "The ledger is out of service until an operator opens it anew; whether this was recorded is not known."},
}
