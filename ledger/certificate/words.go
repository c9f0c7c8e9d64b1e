package certificate

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// words are the labels of one language. Sentences for people stand only here.
type words struct {
	lang    string // RFC 3066, for the PDF
	second  *words // the language beneath, or nil
	title   string
	number  string // before Document.Number
	given   string
	signed  string // before Document.TextTitle
	during  string // before Document.Campaign
	nip     string // before a NIP
	heading string // of the instructions beside the QR code
	scan    string // what to do first; Host follows on its own line
	typed   string // where no camera works; Code follows on its own line
	match   string // what to compare
	roset   string // what to compare where there is a rosette
	law     string // PP 71/2019
	subject string // of the PDF: text title, then campaign
	proof   string // description of the attachment
	emblem  string // for who sees no pictures; Document.Institution follows
	symbol  string
	rosette string
	months  [12]string
}

var indonesian = words{
	lang:    "id",
	title:   "SERTIFIKAT",
	number:  "Nomor: ",
	given:   "Diberikan kepada",
	signed:  "atas penandatanganan",
	during:  "dalam kegiatan ",
	nip:     "NIP ",
	heading: "Periksa keaslian",
	scan:    "Pindai kode QR, lalu pastikan alamat yang terbuka adalah",
	typed:   "Tanpa kamera, buka alamat itu dan ketik kode",
	match:   "Cocokkan nama dan kode pada halaman itu dengan sertifikat ini.",
	roset:   "Cocokkan nama, kode, dan roset pada halaman itu dengan sertifikat ini.",
	law: "Komitmen ini ditandatangani dengan tanda tangan elektronik tidak tersertifikasi" +
		" sebagaimana dimaksud dalam Peraturan Pemerintah Nomor 71 Tahun 2019.",
	subject: "%s, %s",
	proof:   "Bukti pencatatan komitmen (C2SP tlog-proof)",
	emblem:  "Lambang ",
	symbol:  "Kode QR ke halaman yang memeriksa sertifikat ini",
	rosette: "Roset, hiasan yang hanya dimiliki komitmen ini",
	months: [12]string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
		"Agustus", "September", "Oktober", "November", "Desember"},
}

var english = words{
	lang:    "en",
	title:   "CERTIFICATE",
	number:  "Number: ",
	given:   "Presented to",
	signed:  "for signing the",
	during:  "in ",
	nip:     "NIP ",
	heading: "Check this certificate",
	scan:    "Scan the QR code, then make sure that the address that opens is",
	typed:   "Without a camera, open that address and type the code",
	match:   "Compare the name and the code on that page with this certificate.",
	roset:   "Compare the name, the code and the rosette on that page with this certificate.",
	law: "The commitment is signed with an uncertified electronic signature (tanda tangan" +
		" elektronik tidak tersertifikasi) in the sense of Indonesian Government Regulation 71 of 2019.",
	subject: "%s, %s",
	proof:   "Proof that the commitment is recorded (C2SP tlog-proof)",
	emblem:  "Emblem of ",
	symbol:  "QR code to the page that checks this certificate",
	rosette: "Rosette, an ornament that only this commitment has",
	months: [12]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
}

// bilingual is Indonesian with English beneath.
var bilingual = func() words {
	w := indonesian
	w.second = &english
	return w
}()

func wordsFor(language string) (*words, error) {
	switch language {
	case "", "id":
		return &indonesian, nil
	case "en":
		return &english, nil
	case "id+en":
		return &bilingual, nil
	}
	return nil, &FieldError{"Language", ErrLanguage}
}

// placeAndDate is "Pontianak, 31 Maret 2022": both languages write it so.
func (w *words) placeAndDate(place string, date time.Time) string {
	return fmt.Sprintf("%s, %d %s %d", place, date.Day(), w.months[date.Month()-1], date.Year())
}

// labelled puts the label before a NIP, unless it brings its own.
func (w *words) labelled(nip string) string {
	if nip == "" || strings.IndexFunc(nip, unicode.IsLetter) == 0 {
		return nip
	}
	return w.nip + nip
}
