package main

import (
	"strings"

	"ikrar/ledger/certificate"
	"ikrar/verify/phrase"
)

// certificatePhrases are what people call the fields of a certificate, and what can be wrong with one.
var certificatePhrases = phrase.Book{
	"certificate.field.institution":        {ID: "nama lembaga", EN: "institution"},
	"certificate.field.agency":             {ID: "nama perangkat daerah", EN: "agency"},
	"certificate.field.title":              {ID: "judul", EN: "title"},
	"certificate.field.number":             {ID: "nomor", EN: "number"},
	"certificate.field.name":               {ID: "nama", EN: "name"},
	"certificate.field.rank":               {ID: "pangkat", EN: "rank"},
	"certificate.field.position":           {ID: "jabatan", EN: "position"},
	"certificate.field.unit":               {ID: "unit", EN: "unit"},
	"certificate.field.campaign":           {ID: "nama kegiatan", EN: "name of the campaign"},
	"certificate.field.occasion":           {ID: "nama kegiatan", EN: "name of the campaign"},
	"certificate.field.saksi":              {ID: "nama saksi", EN: "a witness's name"},
	"certificate.field.text":               {ID: "naskah", EN: "the text"},
	"certificate.field.texttitle":          {ID: "judul naskah", EN: "title of the text"},
	"certificate.field.place":              {ID: "tempat", EN: "place"},
	"certificate.field.values":             {ID: "nilai-nilai", EN: "values"},
	"certificate.field.host":               {ID: "alamat", EN: "address"},
	"certificate.field.signatory.position": {ID: "jabatan penanda tangan", EN: "signatory's position"},
	"certificate.field.signatory.name":     {ID: "nama penanda tangan", EN: "signatory's name"},
	"certificate.field.signatory.rank":     {ID: "pangkat penanda tangan", EN: "signatory's rank"},

	"certificate.reason.empty":     {ID: "kosong, padahal diperlukan", EN: "empty, and needed"},
	"certificate.reason.too-long":  {ID: "terlalu panjang", EN: "too long"},
	"certificate.reason.no-room":   {ID: "tidak muat pada halamannya bersama yang lain", EN: "too long for the page together with the rest"},
	"certificate.reason.color":     {ID: "bukan warna seperti #0F3E4D", EN: "not a color like #0F3E4D"},
	"certificate.reason.too-light": {ID: "terlalu muda untuk dibaca pada kertas putih", EN: "too light to be read on white paper"},
	"certificate.reason.language":  {ID: "bukan id, en, atau id+en", EN: "none of id, en, id+en"},

	"fault.certificate-field": {ID: "sertifikat tidak dapat digambar: {field}: {reason}", EN: "the certificate cannot be drawn: {field}: {reason}"},
}

var certificateReasons = map[error]string{
	certificate.ErrEmpty: "empty", certificate.ErrTooLong: "too-long", certificate.ErrNoRoom: "no-room",
	certificate.ErrColor: "color", certificate.ErrTooLight: "too-light", certificate.ErrLanguage: "language",
}

// certificateField is what people call a field of a certificate: a few have no word but their own.
func (a *app) certificateField(name string) any {
	if key := "certificate.field." + strings.ToLower(name); a.sayIf(key) != "" {
		return words{key, nil}
	}
	return name
}

// certificateFault says what is wrong with a field.
func (a *app) certificateFault(e *certificate.FieldError) error {
	var reason any = e.Reason.Error()
	if key, ok := certificateReasons[e.Reason]; ok {
		reason = words{"certificate.reason." + key, nil}
	}
	return refuse("certificate-field", "field", a.certificateField(e.Field), "reason", reason)
}
