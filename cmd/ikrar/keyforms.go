package main

import (
	"errors"

	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

// keyFormPhrases say what a file is that was given as a key and is none that can be used, each with
// its one way out.
var keyFormPhrases = phrase.Book{
	"fault.key-algorithm.named": {
		ID: "buat kunci baru dengan ikrar key new BERKAS; yang ini kunci {detail}",
		EN: "make a new key with ikrar key new FILE; this one is of {detail}",
	},
	"fault.key-format.hint": {
		ID: "pakai berkas yang dibuat ikrar key new, ssh-keygen -t ed25519, atau PuTTYgen (EdDSA)",
		EN: "use the file that ikrar key new, ssh-keygen -t ed25519 or PuTTYgen (EdDSA) made",
	},
	"fault.key-empty": {ID: "{path}: berkas ini kosong", EN: "{path}: this file is empty"},
	"fault.key-empty.hint": {
		ID: "salin atau minta berkas kuncinya sekali lagi",
		EN: "copy the key's file once more, or ask for it again",
	},
	"fault.key-cut": {
		ID: "{path}: kunci ini tidak utuh, sebagian hurufnya hilang",
		EN: "{path}: this key is not whole, some of its letters are missing",
	},
	"fault.key-cut.hint": {
		ID: "kirim atau salin berkasnya utuh, bukan teks yang disalin dari layar; untuk kunci publik, " +
			"seluruh baris ssh-ed25519",
		EN: "send or copy the whole file instead of text from a screen; of a public key, the whole line " +
			"ssh-ed25519",
	},
	"fault.key-garbled": {
		ID: "{path}: huruf-huruf kunci ini berubah di perjalanan",
		EN: "{path}: the letters of this key were changed on their way",
	},
	"fault.key-garbled.hint": {
		ID: "minta berkas itu sekali lagi, sebagai lampiran dan bukan sebagai teks",
		EN: "ask for the file once more, attached and not as text",
	},
	"fault.key-several": {
		ID: "{path}: ada beberapa kunci yang berbeda di dalamnya",
		EN: "{path}: there are several different keys in it",
	},
	"fault.key-several.hint": {
		ID: "tanyakan pemiliknya mana yang dipakai, lalu simpan baris itu saja dalam sebuah berkas",
		EN: "ask the owner which one is meant, and put that line alone into a file",
	},
	"fault.key-before": {
		ID: "{path}: ada teks lain di depan kunci publiknya",
		EN: "{path}: other text stands before the public key",
	},
	"fault.key-before.hint": {
		ID: "hapus semua yang ada di depan ssh-ed25519 pada baris itu, lalu ulangi",
		EN: "delete all that stands before ssh-ed25519 on that line, and try again",
	},
	"fault.key-options": {
		ID: "{path}: ini baris authorized_keys dengan pilihan di depan kuncinya ({detail})",
		EN: "{path}: this is a line of authorized_keys, with options before the key ({detail})",
	},
	"fault.key-options.hint": {
		ID: "hapus semua yang ada di depan ssh-ed25519 pada baris itu, lalu ulangi",
		EN: "delete all that stands before ssh-ed25519 on that line, and try again",
	},
	"fault.key-known-hosts": {
		ID: "{path}: ini kunci sebuah peladen (baris known_hosts), bukan kunci seseorang",
		EN: "{path}: this is the key of a server (a line of known_hosts), not of a person",
	},
	"fault.key-known-hosts.hint": {
		ID: "minta berkas .pub dari pemilik kuncinya, misalnya id_ed25519.pub",
		EN: "ask the key's owner for the .pub file, id_ed25519.pub for example",
	},
	"fault.key-certificate": {
		ID: "{path}: ini sertifikat SSH, bukan kunci publiknya sendiri",
		EN: "{path}: this is an SSH certificate, not the public key itself",
	},
	"fault.key-certificate.hint": {
		ID: "pakai berkas .pub dengan nama yang sama tanpa -cert, misalnya id_ed25519.pub",
		EN: "use the .pub file of the same name without -cert, id_ed25519.pub for example",
	},
	"fault.key-hardware": {
		ID: "{path}: ini kunci sebuah token keamanan ({detail}), yang tidak dapat menandatangani komitmen",
		EN: "{path}: this is the key of a security token ({detail}), which cannot sign pledges",
	},
	"fault.key-hardware.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-exchange": {
		ID: "{path}: ini kunci X25519 (misalnya WireGuard), yang tidak dapat menandatangani",
		EN: "{path}: this is an X25519 key (of WireGuard, for example), which cannot sign",
	},
	"fault.key-exchange.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-age": {
		ID: "{path}: ini kunci age, untuk menyandikan berkas; ia tidak dapat menandatangani",
		EN: "{path}: this is a key of age, which encrypts files; it cannot sign",
	},
	"fault.key-age.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-pgp": {
		ID: "{path}: ini kunci PGP, yang tidak dipakai di sini",
		EN: "{path}: this is a PGP key, which is not used here",
	},
	"fault.key-pgp.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-minisign": {
		ID: "{path}: ini kunci minisign atau signify, yang tidak dipakai di sini",
		EN: "{path}: this is a key of minisign or signify, which is not used here",
	},
	"fault.key-minisign.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-x509": {
		ID: "{path}: ini sertifikat TLS (X.509), bukan kunci publik",
		EN: "{path}: this is a TLS certificate (X.509), not a public key",
	},
	"fault.key-x509.hint": {
		ID: "pakai berkas .pub dari ikrar key new, ssh-keygen, atau PuTTYgen",
		EN: "use the .pub file of ikrar key new, ssh-keygen or PuTTYgen",
	},
	"fault.key-jwk": {
		ID: "{path}: ini kunci dalam bentuk JSON (JWK), yang tidak dibaca di sini",
		EN: "{path}: this is a key in JSON (JWK), which is not read here",
	},
	"fault.key-jwk.hint": {
		ID: "buat kunci baru dengan ikrar key new BERKAS",
		EN: "make a new key with ikrar key new FILE",
	},
	"fault.key-ssh-com": {
		ID: "{path}: ini kunci pribadi dalam bentuk lama SSH2, yang tidak dibaca di sini",
		EN: "{path}: this is a private key in the old form of SSH2, which is not read here",
	},
	"fault.key-ssh-com.hint": {
		ID: "ubah bentuknya: puttygen {file} -O private-openssh-new -o {file}.key; di PuTTYgen: Conversions, " +
			"Import key, lalu Export OpenSSH key",
		EN: "convert it: puttygen {file} -O private-openssh-new -o {file}.key; in PuTTYgen: Conversions, " +
			"Import key, then Export OpenSSH key",
	},
	"fault.key-fingerprint": {
		ID: "{path}: ini sidik jari sebuah kunci, bukan kuncinya",
		EN: "{path}: this is the fingerprint of a key, not the key",
	},
	"fault.key-fingerprint.hint": {
		ID: "minta berkas .pub dari pemiliknya; ikrar key show BERKAS menampilkan isinya",
		EN: "ask the owner for the .pub file; ikrar key show FILE shows what is in it",
	},
	"fault.key-document": {
		ID: "{path}: ini dokumen atau gambar ({detail}), bukan berkas kunci",
		EN: "{path}: this is a document or a picture ({detail}), not a key file",
	},
	"fault.key-document.hint": {
		ID: "minta berkas kuncinya sendiri, misalnya nabila.key.pub, bukan dokumen yang memuatnya",
		EN: "ask for the key file itself, nabila.key.pub for example, not for a document that shows it",
	},
	"fault.key-cipher": {
		ID: "{path}: kunci OpenSSH ini disandikan dengan {detail}, yang tidak dibuka di sini",
		EN: "{path}: this OpenSSH key is encrypted with {detail}, which is not opened here",
	},
	"fault.key-cipher.hint": {
		ID: "ubah sandinya, frasa sandinya boleh tetap: ssh-keygen -p -Z aes256-ctr -f {file}",
		EN: "encrypt it in the usual way, the passphrase may stay: ssh-keygen -p -Z aes256-ctr -f {file}",
	},
	"fault.key-pkcs8": {
		ID: "{path}: kunci PKCS#8 ini disandikan dengan cara yang tidak dibuka di sini",
		EN: "{path}: this PKCS#8 key is encrypted in a way that is not opened here",
	},
	"fault.key-pkcs8.hint": {
		ID: "ubah sandinya: openssl pkey -aes256 -in {file} -out {file}.baru, lalu pakai berkas itu",
		EN: "encrypt it in the usual way: openssl pkey -aes256 -in {file} -out {file}.new, and use that file",
	},
	"fault.key-putty": {
		ID: "{path}: kunci PuTTY ini berbentuk lama atau disandikan dengan cara yang tidak dibuka di sini",
		EN: "{path}: this PuTTY key is of an old form, or encrypted in a way that is not opened here",
	},
	"fault.key-putty.hint": {
		ID: "ubah bentuknya: puttygen {file} -O private-openssh-new -o {file}.key; di PuTTYgen: Conversions, " +
			"Export OpenSSH key",
		EN: "convert it: puttygen {file} -O private-openssh-new -o {file}.key; in PuTTYgen: Conversions, " +
			"Export OpenSSH key",
	},
	"fault.key-of-putty": {
		ID: "{path}: ini kunci PuTTY; frasa sandinya tidak diganti di sini, agar PuTTY tetap dapat membukanya",
		EN: "{path}: this is a PuTTY key; its passphrase is not changed here, so that PuTTY can still open it",
	},
	"fault.key-of-putty.hint": {
		ID: "ganti dengan puttygen -P {file}, atau di PuTTYgen: Load, isi Key passphrase, Save private key",
		EN: "change it by puttygen -P {file}, or in PuTTYgen: Load, fill in Key passphrase, Save private key",
	},
}

// formFault says what a file is that is known and no key which can be used; nil where the error is
// another.
func formFault(path string, err error) *fault {
	var odd *keyfile.FormError
	switch {
	case !errors.As(err, &odd):
		return nil
	case odd.Form == keyfile.FormAlgorithm:
		return refuse("key-algorithm", "path", path).hinted("fault.key-algorithm.named", "detail", odd.Detail)
	}
	return refuse("key-"+string(odd.Form), "path", path, "file", shellWord(path), "detail", odd.Detail)
}
