package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify/packet"
	"ikrar/verify/phrase"
)

var kioskPhrases = phrase.Book{
	"kiosk.short": {ID: "Meja penandatanganan: satu orang demi satu orang", EN: "A desk for signing: one person after another"},
	"kiosk.long": {
		ID: "Untuk laptop di tempat upacara. Setiap orang mengetik NIP dan kode undangannya, membaca naskah, menyetujui, dan memilih\nfrasa sandi; kunci, komitmen, dan sertifikatnya ditulis ke media miliknya sendiri. Kunci tidak ditulis di tempat lain.\nPetugas membuka kunci pendaftarnya sekali di awal. Frasa sandi yang tidak\ndapat dipakai ditanyakan lagi; kosong mengakhiri giliran orangnya. NIP kosong mengakhiri semuanya. Berjalan dengan atau tanpa ikrar serve.",
		EN: "For a laptop at the ceremony. Each person types NIP and the code of their invitation, reads the text, agrees, and chooses\na passphrase; key, pledge and certificate go to their own stick. The key is written nowhere else.\nThe registrar opens their key once at the start. A passphrase that cannot\nbe taken is asked for again; an empty one ends the visit. An empty NIP ends it all. Works with or without ikrar serve.",
	},
	"kiosk.example":          {ID: "ikrar kiosk --campaign deklarasi-2026", EN: "ikrar kiosk --campaign deklarasi-2026"},
	"kiosk.flag.campaign":    {ID: "`ID` kegiatan, bila ada beberapa", EN: "`ID` of the campaign, where there are several"},
	"kiosk.institution":      {ID: "{institution}, {url}\nSidik jari kunci akar: {fingerprint}\nKeduanya harus sama dengan yang tertulis pada undangan.", EN: "{institution}, {url}\nFingerprint of the root key: {fingerprint}\nBoth must be as on the invitations."},
	"kiosk.nip":              {ID: "NIP (kosong: selesai)", EN: "NIP (empty: the end)"},
	"kiosk.code":             {ID: "Kode undangan", EN: "Invitation code"},
	"kiosk.stick":            {ID: "Direktori media Anda, misalnya E:\\ atau /media/usb", EN: "Directory of your stick, such as E:\\ or /media/usb"},
	"kiosk.next":             {ID: "--- Silakan, orang berikutnya ---", EN: "--- The next person, please ---"},
	"kiosk.head":             {ID: "{name}, {unit}\n{title}, {place}", EN: "{name}, {unit}\n{title}, {place}"},
	"kiosk.done":             {ID: "Selesai, {name}. Kode {code}. Di {dir}: {files}", EN: "Done, {name}. Code {code}. In {dir}: {files}"},
	"kiosk.total":            {ID: "{count} orang selesai, {failed} belum", EN: "{count} people done, {failed} not yet"},
	"kiosk.certificate":      {ID: "Komitmen Anda tercatat; sertifikatnya menyusul dari kepegawaian.", EN: "Your pledge is recorded; HR will send the certificate later."},
	"kiosk.who":              {ID: "NIP", EN: "NIP"},
	"fault.kiosk-nip":        {ID: "NIP yang diketik bukan NIP seorang pegawai dalam daftar", EN: "the NIP that was typed is not that of anybody in the roster"},
	"fault.kiosk-nip.hint":   {ID: "ketik lagi 18 angkanya; isian itu tidak ditampilkan lagi", EN: "type its 18 digits again; what was typed is not shown again"},
	"fault.kiosk-invitation": {ID: "{name}: kode itu bukan undangan yang berlaku untuk orang ini", EN: "{name}: that code is not a valid invitation of this person"},
	"fault.kiosk-used":       {ID: "{name}: undangan ini sudah dipakai dengan kunci lain", EN: "{name}: this invitation was used with another key"},
	"fault.kiosk-stick":      {ID: "{path}: bukan direktori yang dapat ditulis", EN: "{path}: not a directory that can be written to"},
}

func kioskCommand(a *app) *cobra.Command {
	var campaign string
	cmd := a.verb("kiosk", "kiosk", "", func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		i, err := a.openToRecord(ctx, false)
		if err != nil {
			return err
		}
		defer i.Close()
		key, err := a.registrar(ctx, i.Home)
		if err != nil {
			return err
		}
		return a.kiosk(ctx, i, key, campaign)
	})
	cmd.Flags().StringVar(&campaign, "campaign", "", a.say("kiosk.flag.campaign"))
	a.takesRegistrarKey(cmd)
	return cmd
}

// kiosk serves one person after another until the NIP stays empty. What goes wrong with one is said, and the next comes.
func (a *app) kiosk(ctx context.Context, i *institution, registrar crypto.Signer, campaign string) error {
	desk, done, failed := i.Desk(), 0, 0
	desk.Registrar = registrar
	trust, _ := i.Ledger.Trust()
	a.note("kiosk.institution", "institution", trust.Institution, "url", trust.URL, "fingerprint", trust.Root.Fingerprint().Short())
	for ctx.Err() == nil {
		a.note("kiosk.next")
		nip, err := a.ask("kiosk.nip")
		if err != nil || nip == "" {
			break
		}
		person, err := a.kioskPerson(i, nip)
		if err != nil {
			if asFault("", err).code != "kiosk-nip" { // a slip of the hand is not a person
				failed++
			}
			a.complain(a.say("kiosk.who"), err)
			continue
		}
		if err := a.attend(ctx, i, desk, person, campaign); errors.Is(err, context.Canceled) || errors.Is(err, io.EOF) {
			failed++
			break
		} else if err != nil {
			failed++
			a.complain(person.PrintedName(), err)
			continue
		}
		done++
	}
	a.note("kiosk.total", "count", phrase.Number(a.lang, done), "failed", phrase.Number(a.lang, failed))
	if failed > 0 && done == 0 {
		return outcome(exitRefused)
	}
	return ctx.Err()
}

// kioskPerson finds a person. What was typed is never said again: others look at this screen, and it may be a passphrase.
func (a *app) kioskPerson(i *institution, typed string) (roster.Person, error) {
	person, err := i.Person(typed)
	if errors.Is(err, office.NIPMalformed) || errors.Is(err, office.NIPUnknown) {
		err = refuse("kiosk-nip")
	}
	return person, err
}

// ask asks for a line.
func (a *app) ask(key string, args ...any) (string, error) {
	fmt.Fprintf(a.stderr, "%s: ", a.say(key, args...))
	answer, err := a.readAnswer()
	if !isTerminal(a.input) { // nobody has pressed Enter
		fmt.Fprintln(a.stderr)
	}
	return answer, err
}

// attend is one person's visit. Everything in it may be repeated: who was interrupted comes again with the same stick.
func (a *app) attend(ctx context.Context, i *institution, desk *enrol.Desk, person roster.Person, campaign string) error {
	code, err := a.ask("kiosk.code")
	if err != nil {
		return err
	}
	if desk.Holds(person, code) != nil {
		return refuse("kiosk-invitation", "name", person.PrintedName())
	}
	dir, err := a.ask("kiosk.stick")
	if err != nil {
		return err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return refuse("kiosk-stick", "path", dir)
	}
	opened, err := campaignsNow(i)
	if err != nil {
		return err
	}
	chosen, err := a.chooseCampaign(i.ConfigPath(), opened, campaign)
	if err != nil {
		return err
	}
	head := a.say("kiosk.head", "name", person.PrintedName(), "unit", person.Unit, "title", chosen.Title, "place", chosen.Place)
	fmt.Fprintf(a.stderr, "\n%s\n\n%s\n", head, phrase.VisibleLines(chosen.Text))
	if err := a.agree(ctx, "kiosk", "pledge.ask"); err != nil {
		return err
	}
	key, err := a.kioskKey(ctx, filepath.Join(dir, string(person.NIP)+".key"))
	if err != nil {
		return err
	}
	return a.kioskPledge(ctx, i, desk, key, person, code, dir, chosen)
}

// campaignsNow is a packet without a person: what there is to choose from before anybody has a key.
func campaignsNow(i *institution) (o packet.Opened, err error) {
	trust, _ := i.Ledger.Trust()
	campaigns, err := i.Ledger.Campaigns()
	for _, c := range campaigns {
		registrar, ok := trust.Registrar(c.KeyID())
		if !ok {
			continue
		}
		s, err := c.Open(i.Ledger.Origin(), registrar.Key)
		if err != nil {
			return o, err
		}
		o.Campaigns = append(o.Campaigns, s)
	}
	o.Trust = trust
	return o, err
}

// kioskKey makes the person's key on their stick, or opens the one that an interrupted visit left there.
func (a *app) kioskKey(ctx context.Context, path string) (crypto.Signer, error) {
	ask := func(prompt string) ([]byte, error) { return a.kioskSecret(ctx, prompt, path) }
	var secret []byte
	_, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if secret, err = a.choosePassphrase(path, ask); err == nil {
			_, err = keyfile.Create(path, secret, keyComment(path))
		}
	} else {
		secret, err = ask("passphrase.old")
	}
	for err == nil {
		key, wrong := keyfile.Open(path, func() (keyfile.Passphrase, error) { return keyfile.Typed(secret), nil })
		if wrong == nil {
			return key, nil
		}
		if !errors.Is(wrong, keyfile.ErrPassphrase) || len(secret) == 0 {
			return nil, keyFault(path, wrong)
		}
		a.retry(refuse("passphrase-wrong", "path", path))
		secret, err = ask("passphrase.old")
	}
	return nil, err
}

// kioskSecret asks without echo at a terminal, and reads a line where the visit is scripted.
func (a *app) kioskSecret(ctx context.Context, key, path string) ([]byte, error) {
	if isTerminal(a.input) {
		return a.askPassphrase(ctx, key, path)
	}
	line, err := a.ask(key, "path", path)
	return []byte(line), err
}

// kioskPledge enrols the key, records the pledge, and puts what the person takes home on the stick.
func (a *app) kioskPledge(ctx context.Context, i *institution, desk *enrol.Desk, key crypto.Signer, person roster.Person, code, dir string, c signer.Campaign) error {
	name := person.PrintedName()
	typed, err := invitation.ParseCode(code)
	if err != nil {
		return refuse("kiosk-invitation", "name", name)
	}
	request, err := invitation.Request{Address: i.Facts().URL}.Sign(key, typed.Key(i.Ledger.Origin()), i.Ledger.Origin())
	if err != nil {
		return refuse("unsignable", "what", name).because(err)
	}
	credential, err := desk.Redeem(ctx, request)
	if errors.Is(err, enrol.ErrUsed) {
		return refuse("kiosk-used", "name", person.PrintedName())
	} else if err != nil {
		return a.enrolFault(i, "", name, err)
	}
	path := filepath.Join(dir, string(person.NIP)+".pledge")
	pledge, err := files.ReadBounded(path, signer.MaxStatement)
	if err != nil {
		s, err := signer.Sign(key, i.Ledger.Origin(), signer.Pledge{IssuedAt: a.now().Unix(), Credential: credential.Bytes(),
			PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})
		if err != nil {
			return refuse("unsignable", "what", name).because(err)
		}
		if pledge = s.Bytes(); writeFile(path, pledge, private, keepExisting) != nil {
			return refuse("kiosk-stick", "path", dir)
		}
	}
	r, err := i.Ledger.AppendBytes(context.WithoutCancel(ctx), signer.KindPledge, pledge)
	if err != nil {
		return a.ledgerFault(i.Home, name, err)
	}
	files := []string{string(person.NIP) + ".key", string(person.NIP) + ".pledge"}
	printed, err := a.kioskCertificate(ctx, i, desk.Registrar, person, c.ID, dir)
	if err != nil {
		a.note("kiosk.certificate")
		a.complain(name, a.issueFault(i, name, err))
	} else {
		files = append(files, printed.Path)
	}
	a.result(pledged{string(person.NIP), r.Index, string(printed.Code), dir}, func() {
		a.print("kiosk.done", "name", name, "code", printed.Code, "dir", dir, "files", strings.Join(files, ", "))
	})
	return nil
}

// pledged is the --json form of one visit.
type pledged struct {
	NIP   string `json:"nip"`
	Index uint64 `json:"index"`
	Code  string `json:"code"`
	Dir   string `json:"dir"`
}

// kioskCertificate issues one person's certificate onto their stick.
func (a *app) kioskCertificate(ctx context.Context, i *institution, registrar crypto.Signer, person roster.Person, campaign, dir string) (printed issue.Certificate, err error) {
	subject := signer.Subject(person.Subject)
	plan, err := i.PlanIssue(issue.Request{Campaign: campaign, Subject: &subject, Dir: dir})
	if err != nil {
		return printed, err
	}
	if err := plan.Cover(ctx); err != nil {
		return printed, a.published(i, err)
	}
	var refused error
	err = plan.Issue(ctx, registrar, func(c issue.Certificate, err error) { printed, refused = c, err })
	return printed, errors.Join(err, refused)
}
