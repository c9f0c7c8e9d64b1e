package main

import (
	"time"

	"ikrar/ledger/enrol"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var questionPhrases = phrase.Book{
	"question.expired": {
		ID: "undangannya habis pada {until}, sebelum ada yang menyetujui",
		EN: "the invitation ended on {until}, before anybody approved",
	},
	"question.fields": {
		ID: "{field}: pada undangannya \"{old}\", sekarang dalam daftar pegawai \"{new}\"",
		EN: "{field}: \"{old}\" in the invitation, \"{new}\" in the roster now",
	},
	"question.key-replaced": {
		ID: "kunci lain meminta lebih dahulu ({fingerprint}) dan dibatalkan dengan kode yang sama",
		EN: "another key asked before ({fingerprint}) and was withdrawn with the same code",
	},
	"question.registrar": {
		ID: "petugas yang mengundangnya, {name}, sudah diberhentikan",
		EN: "the registrar who invited, {name}, is retired",
	},
	"question.address": {
		ID: "permintaan ini dibuat untuk alamat {address}, yang bukan alamat lembaga ini sejak ia diundang",
		EN: "this request was made for the address {address}, which has not been this institution's since the invitation",
	},
	"question.credential": {
		ID: "sejak diundang ia terdaftar dengan kunci lain ({fingerprint}), yang akan digantikan",
		EN: "since the invitation another key was enrolled ({fingerprint}), which would be replaced",
	},
	"question.credential-gone": {
		ID: "sebuah kuncinya dicabut sejak ia diundang, jadi tidak ada yang akan digantikan",
		EN: "a key of theirs was revoked since the invitation, so none would be replaced",
	},
	"person.name":     {ID: "nama", EN: "name"},
	"person.unit":     {ID: "unit", EN: "unit"},
	"person.position": {ID: "jabatan", EN: "position"},
	"person.rank":     {ID: "pangkat", EN: "rank"},
	"person.nip":      {ID: "NIP", EN: "NIP"},
	"person.other":    {ID: "lainnya", EN: "other"},
}

// waiting is the --json form of a request, waiting or approved.
type waiting struct {
	NIP         string     `json:"nip"`
	Name        string     `json:"name"`
	Unit        string     `json:"unit"`
	Fingerprint string     `json:"fingerprint"`
	Time        int64      `json:"time"`
	Enrolled    bool       `json:"enrolled"`
	Questions   []question `json:"questions"`
}

// question is the --json form of what somebody has to look at.
type question struct {
	Code    string   `json:"code"`
	Changes []change `json:"changes,omitempty"`
	Message string   `json:"message"` // the same in words
}

type change struct {
	Field string `json:"field"`
	Old   string `json:"old"` // as the invitation says
	New   string `json:"new"` // as the credential would
}

func (a *app) waitingOf(i *institution, r enrol.Request, enrolled bool) waiting {
	w := waiting{string(r.Person.NIP), r.Person.PrintedName(), r.Person.Unit, keyfile.Fingerprint(r.Key[:]), r.Time,
		enrolled, []question{}}
	if enrolled {
		return w
	}
	for _, q := range r.Questions {
		if q.Code != enrol.QuestionFields {
			w.Questions = append(w.Questions, question{Code: q.Code, Message: a.questionWords(i, q)})
			continue
		}
		one := question{Code: q.Code}
		for n, c := range q.Changes {
			if one.Changes = append(one.Changes, change(c)); n > 0 {
				one.Message += "; "
			}
			one.Message += a.say("question.fields", "field", words{"person." + c.Field, nil},
				"old", c.Old, "new", c.New)
		}
		w.Questions = append(w.Questions, one)
	}
	return w
}

// questionWords is a question in a sentence.
func (a *app) questionWords(i *institution, q enrol.Question) string {
	key := "question." + q.Code
	if q.Code == enrol.QuestionCredential && q.Key == ([32]byte{}) {
		key += "-gone"
	}
	return a.say(key, "until", phrase.Moment(a.lang, time.Unix(q.Until-1, 0), i.Zone()),
		"fingerprint", keyfile.Fingerprint(q.Key[:]), "name", q.Name, "address", q.Name)
}
