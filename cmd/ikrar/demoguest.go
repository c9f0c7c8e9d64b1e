package main

import (
	"context"
	"path/filepath"

	signing "ikrar/ledger/enrol/web"
	"ikrar/ledger/office/rootact"
	"ikrar/signer/eddsa"
	"ikrar/signer/keyfile"
	"ikrar/verify/phrase"
)

var demoGuestPhrases = phrase.Book{
	"demo.sign": {
		ID: "{command} demo {dir} --serve 127.0.0.1:8080   dari awal lagi, lalu Anda sendiri menandatangani, di peramban",
		EN: "{command} demo {dir} --serve 127.0.0.1:8080   from the start again, and then you sign yourself, in your browser",
	},
	"demo.guest": {
		ID: "Anda sendiri: buka alamat ini di peramban, dan tanda tangani sebagai {name}; sertifikatnya terbit seketika.\n  {link}",
		EN: "Your turn: open this address in a browser and sign as {name}; the certificate is there at once.\n  {link}",
	},
}

// The guest of a demo that is served is whoever tries it: invited, and about to sign.
const (
	guestName = "Tamu Contoh"
	guestNIP  = "199001012015032001"
	guestLine = guestNIP + ",," + guestName +
		",,Analis Kepegawaian Ahli Pertama,Badan Kepegawaian Daerah,Penata Muda,III/a,PNS\n"
)

// demoGuest invites a guest beside the people, and appoints the key by which a server signs at
// once what the guest asks for. link is what a slip's QR code says.
func (a *app) demoGuest(ctx context.Context, i *institution, people int) (s serving, link string, err error) {
	csv := filepath.Join(i.Dir, "pegawai.csv")
	roster := append(demoRoster(people), guestLine...)
	if err := writeFile(csv, roster, private, replaceExisting); err != nil {
		return s, "", err
	}
	if _, err := a.importRoster(ctx, i, rosterImport{path: csv}); err != nil {
		return s, "", err
	}
	registrar, err := a.registrar(ctx, i.Home)
	if err != nil {
		return s, "", err
	}
	guest, err := a.invitees(i, inviting{nip: guestNIP})
	if err != nil {
		return s, "", err
	}
	plan, err := i.PlanInvitations(guest, a.now().AddDate(0, 1, 0), false)
	if err != nil {
		return s, "", err
	}
	if err := plan.Sign(ctx, registrar, func() {}); err != nil {
		return s, "", err
	}
	if err := plan.Invite(); err != nil {
		return s, "", err
	}
	link = i.Facts().URL + signing.Path + "#" + plan.Invitations[0].Code.String()
	s, err = a.demoOtomatis(ctx, i)
	return s, link, err
}

// demoOtomatis makes the key of the registrar named otomatis, and appoints it.
func (a *app) demoOtomatis(ctx context.Context, i *institution) (s serving, err error) {
	path := i.KeyPath(otomatis)
	pub, err := keyfile.Create(path, nil, "DEMO "+otomatis)
	if err != nil {
		return s, err
	}
	plan, err := rootact.PlanChange(i, rootact.AddRegistrar(eddsa.PublicKey(pub), otomatis))
	if err == nil {
		_, err = a.renewTrust(ctx, i, i.KeyPath("root"), plan)
	}
	if err != nil {
		return s, err
	}
	s.registrar, err = a.otomatisKey(ctx, i, path)
	s.issue = true
	return s, err
}
