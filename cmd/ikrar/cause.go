package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"ikrar/ledger/publish/s3"
	"ikrar/verify/phrase"
)

// What lies behind a fault is an error of a library, in English. People hear of it what the
// catalogue has a sentence for; programs, and who is asked for help, get its words by --json.

var causePhrases = phrase.Book{
	"cause.missing":     {ID: "berkasnya tidak ada", EN: "there is no such file"},
	"cause.denied":      {ID: "tidak diizinkan", EN: "not permitted"},
	"cause.exists":      {ID: "sudah ada", EN: "it exists already"},
	"cause.directory":   {ID: "itu direktori, bukan berkas", EN: "that is a directory, no file"},
	"cause.nodirectory": {ID: "itu berkas, bukan direktori", EN: "that is a file, no directory"},
	"cause.full":        {ID: "disk penuh", EN: "the disk is full"},
	"cause.readonly":    {ID: "sistem berkasnya hanya dapat dibaca", EN: "its file system can only be read"},
	"cause.cut":         {ID: "isinya terpotong", EN: "it is cut off"},
	"cause.closed":      {ID: "penerimanya sudah menutup", EN: "whoever reads it has closed"},
	"cause.time":        {ID: "terlalu lama tidak ada jawaban", EN: "there was no answer for too long"},
	"cause.refused":     {ID: "tidak ada yang menjawab di situ", EN: "nothing answers there"},
	"cause.taken":       {ID: "sudah dipakai program lain", EN: "another program has it already"},
	"cause.nohere":      {ID: "itu bukan alamat komputer ini", EN: "that is no address of this computer"},
	"cause.name":        {ID: "nama itu tidak ditemukan", EN: "that name is not found"},
	"cause.broken":      {ID: "sambungannya terputus", EN: "the connection broke"},
	"cause.network":     {ID: "tidak ada jalan ke situ lewat jaringan", EN: "the network does not lead there"},
	"cause.certificate": {ID: "sertifikat TLS-nya tidak dapat dipercaya", EN: "its TLS certificate cannot be trusted"},
	"cause.keys": {
		ID: "layanan objek itu menolak kuncinya (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)",
		EN: "that object store refuses the keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY)"},
	"cause.bucket": {ID: "bucket itu tidak ada", EN: "there is no such bucket"},
	"cause.clock": {
		ID: "jam komputer ini keliru menurut layanan objek itu",
		EN: "that object store finds this computer's clock wrong"},
	"cause.plain": {ID: "di situ tidak ada https", EN: "there is no https there"},
}

// causes are the errors of libraries that have a sentence, the more special first.
var causes = []struct {
	key string
	is  func(error) bool
}{
	{"certificate", is[*tls.CertificateVerificationError]}, {"certificate", is[x509.UnknownAuthorityError]},
	{"certificate", is[x509.HostnameError]}, {"certificate", is[x509.CertificateInvalidError]},
	{"plain", is[tls.RecordHeaderError]}, {"plain", func(err error) bool {
		return strings.Contains(err.Error(), "server gave HTTP response to HTTPS client")
	}},
	{"keys", same(s3.ErrKeys)}, {"bucket", same(s3.ErrBucket)}, {"clock", same(s3.ErrClock)},
	{"name", is[*net.DNSError]},
	{"refused", same(syscall.ECONNREFUSED)}, {"taken", same(syscall.EADDRINUSE)},
	{"nohere", same(syscall.EADDRNOTAVAIL)}, {"broken", same(syscall.ECONNRESET)},
	{"closed", same(syscall.EPIPE)}, {"network", same(syscall.ENETUNREACH)}, {"network", same(syscall.EHOSTUNREACH)},
	{"full", same(syscall.ENOSPC)}, {"readonly", same(syscall.EROFS)}, {"directory", same(syscall.EISDIR)},
	{"nodirectory", same(syscall.ENOTDIR)}, {"missing", same(fs.ErrNotExist)}, {"denied", same(fs.ErrPermission)},
	{"exists", same(fs.ErrExist)}, {"time", same(context.DeadlineExceeded)},
	{"time", func(err error) bool { var t net.Error; return errors.As(err, &t) && t.Timeout() }},
	{"network", func(err error) bool { var op *net.OpError; return errors.As(err, &op) && op.Op == "dial" }},
	{"broken", is[*net.OpError]},
	{"cut", same(io.ErrUnexpectedEOF)}, {"cut", same(io.EOF)},
}

func same(want error) func(error) bool { return func(err error) bool { return errors.Is(err, want) } }

func is[E error](err error) bool { var e E; return errors.As(err, &e) }

// cause says what lies behind a fault; "" for what has no sentence, and where there is nothing.
func (a *app) cause(err error) string {
	if err == nil {
		return ""
	}
	if f := (*fault)(nil); errors.As(err, &f) {
		message, _ := a.explain(f)
		return message
	}
	for _, c := range causes {
		if c.is(err) {
			return a.say("cause." + c.key)
		}
	}
	return ""
}
