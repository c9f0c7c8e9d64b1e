package main

import (
	"context"
	"crypto"

	"ikrar/ledger/office/config"
	"ikrar/signer/eddsa"
	"ikrar/verify/phrase"
)

// otomatis is the name in the trust list of the one registrar whose key a server takes. What it
// signed is on the record under that name, and can be told from what an officer has looked at.
const otomatis = "otomatis"

var serveOtomatisPhrases = phrase.Book{
	"serve.flag.registrar-key": {
		ID: "menandatangani permintaan dari undangan seketika, dengan `BERKAS` kunci petugas bernama otomatis",
		EN: "sign what invitations ask for at once, by the key `FILE` of the registrar named otomatis",
	},
	"serve.flag.issue": {
		ID: "menerbitkan sertifikat seketika setelah setiap komitmen; perlu --registrar-key",
		EN: "issue a certificate after each pledge at once; needs --registrar-key",
	},
	"serve.registrar-key": {
		ID: "PERINGATAN: {path} menandatangani setiap undangan yang dipakai selama peladen ini berjalan. Siapa pun yang menguasai\npeladen ini dapat mendaftarkan kunci atas nama siapa saja. Tanpa --registrar-key, permintaan menunggu ikrar enrol approve.",
		EN: "WARNING: {path} signs every invitation that is redeemed while this server runs. Whoever takes over this server\ncan enrol keys in anybody's name. Without --registrar-key, requests wait for ikrar enrol approve.",
	},
	"fault.serve-registrar": {
		ID: "{path}: menurut daftar kepercayaan yang berlaku, kunci ini bukan milik petugas pendaftar",
		EN: "{path}: by the trust list in force, this is no registrar's key",
	},
	"fault.serve-registrar-named": {
		ID: "{path}: ini kunci petugas {name}; peladen hanya memakai kunci petugas yang bernama otomatis, supaya tanda tangannya dapat dibedakan dari tanda tangan orang",
		EN: "{path}: this is the key of the registrar {name}; a server takes only that of one named otomatis, so that its signatures can be told from a person's",
	},
	"fault.serve-otomatis.hint": {
		ID: "buat kunci untuk peladen dengan ikrar key new otomatis.key, tunjuk dengan ikrar registrar add otomatis.key.pub --name otomatis --root-key BERKAS, lalu pakai --registrar-key otomatis.key",
		EN: "make a key for the server by ikrar key new otomatis.key, appoint it by ikrar registrar add otomatis.key.pub --name otomatis --root-key FILE, then use --registrar-key otomatis.key",
	},
	"fault.serve-issue": {
		ID: "--issue memerlukan --registrar-key: sertifikat ditandatangani petugas",
		EN: "--issue needs --registrar-key: certificates are signed by a registrar",
	},
	"fault.serve-issue.hint": {
		ID: "tambahkan --registrar-key otomatis.key, atau terbitkan sertifikat sendiri dengan ikrar issue",
		EN: "add --registrar-key otomatis.key, or issue certificates yourself by ikrar issue",
	},
	"fault.serve-once": {
		ID: "{path}: [signing] keys = \"once\" berarti kunci langsung dihapus setelah menandatangani, tetapi tanpa --registrar-key setiap permintaan menunggu petugas",
		EN: "{path}: [signing] keys = \"once\" has each key deleted once it has signed, but without --registrar-key every request waits for a registrar",
	},
	"fault.serve-once.hint": {
		ID: "jalankan dengan --registrar-key otomatis.key, atau tulis keys = \"ask\" di ikrar.toml",
		EN: "run with --registrar-key otomatis.key, or write keys = \"ask\" in ikrar.toml",
	},
}

// signsAtOnce opens the key that signs what invitations ask for at once; nil where none was named.
func (a *app) signsAtOnce(ctx context.Context, i *institution) (crypto.Signer, error) {
	if a.registrarKey != "" {
		return a.otomatisKey(ctx, i, a.registrarKey)
	}
	if i.Config.Signing.Keys == config.KeysOnce {
		return nil, refuse("serve-once", "path", i.ConfigPath())
	}
	return nil, nil
}

// otomatisKey opens the key of the registrar named so, who may sign the ledger's next entry. With
// one that may not, every employee who redeems an invitation would be the one to hear of it.
func (a *app) otomatisKey(ctx context.Context, i *institution, path string) (crypto.Signer, error) {
	key, err := a.openKey(ctx, path)
	if err != nil {
		return nil, err
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return nil, refuse("serve-registrar", "path", path).hinted("fault.serve-otomatis.hint").because(err)
	}
	list, _ := i.Ledger.Trust()
	name, appointed := "", false
	for _, r := range list.Registrars {
		if r.Key == pub && r.Holds(i.Ledger.Size()) {
			name, appointed = r.Name, true
		}
	}
	switch {
	case !appointed:
		return nil, refuse("serve-registrar", "path", path).hinted("fault.serve-otomatis.hint")
	case name != otomatis:
		return nil, refuse("serve-registrar-named", "path", path, "name", name).hinted("fault.serve-otomatis.hint")
	}
	return key, nil
}
