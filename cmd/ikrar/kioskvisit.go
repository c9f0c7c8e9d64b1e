package main

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/signer/invitation"
	"ikrar/signer/keyfile"
	"ikrar/verify"
)

// attend is one person's visit. Everything in it may be repeated: who was interrupted comes again
// with the same stick.
func (a *app) attend(ctx context.Context, i *institution, desk *enrol.Desk, person roster.Person,
	chosen signer.Campaign) error {
	var code invitation.Code
	err := a.askUntil(person, "kiosk.code", func(typed string) (f *fault) {
		code, f = kioskCode(desk, person, typed)
		return f
	})
	if err != nil {
		return err
	}
	var dir string
	err = a.askUntil(person, "kiosk.stick", func(typed string) *fault {
		if info, err := os.Stat(typed); err != nil || !info.IsDir() {
			return refuse("kiosk-stick", "path", typed)
		}
		dir = typed
		return nil
	})
	if err != nil {
		return err
	}
	head := a.say("kiosk.head", "name", person.PrintedName(), "unit", person.Unit,
		"title", chosen.Title, "place", chosen.Place)
	fmt.Fprintf(a.stderr, "\n%s\n\n", head)
	a.showText(chosen.Text)
	fmt.Fprintln(a.stderr)
	if err := a.agree(ctx, "kiosk", "pledge.ask"); err != nil {
		return err
	}
	key, err := a.kioskKey(ctx, filepath.Join(dir, string(person.NIP)+".key"))
	if err != nil {
		return err
	}
	return a.kioskPledge(ctx, i, desk, key, person, code, dir, chosen)
}

// kioskCode reads a code that was typed: of this person, and still to be used, or used by the key
// on the stick.
func kioskCode(desk *enrol.Desk, person roster.Person, typed string) (invitation.Code, *fault) {
	code, err := invitation.ParseCode(typed)
	if err != nil {
		return "", refuse("kiosk-code", "name", person.PrintedName())
	}
	switch err := desk.Holds(person, typed); {
	case errors.Is(err, enrol.ErrExpired):
		return "", refuse("kiosk-expired", "name", person.PrintedName())
	case err != nil:
		return "", refuse("kiosk-invitation", "name", person.PrintedName())
	}
	return code, nil
}

// kioskKey makes the person's key on their stick, or opens the one that an interrupted visit left
// there.
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
func (a *app) kioskPledge(ctx context.Context, i *institution, desk *enrol.Desk, key crypto.Signer,
	person roster.Person, code invitation.Code, dir string, c signer.Campaign) error {
	name := person.PrintedName()
	credential, err := a.kioskCredential(ctx, i, desk, key, person, code)
	if err != nil {
		return err
	}
	pledge, err := a.kioskSigned(i, key, credential, filepath.Join(dir, string(person.NIP)+".pledge"), c)
	if err != nil {
		return err
	}
	r, err := i.Ledger.AppendBytes(context.WithoutCancel(ctx), signer.KindPledge, pledge)
	var rule *ledger.RuleError
	if errors.As(err, &rule) && rule.Rule == ledger.RulePledgeTwice {
		_ = os.Remove(filepath.Join(dir, string(person.NIP)+".pledge")) // which is worth nothing
		a.result(stood{string(person.NIP), true, dir}, func() {
			a.print("kiosk.stands", "name", name, "title", c.Title)
		})
		return nil
	} else if err != nil {
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

// kioskCredential has the person's key enrolled by the invitation. What an officer must look at
// waits.
func (a *app) kioskCredential(ctx context.Context, i *institution, desk *enrol.Desk, key crypto.Signer,
	person roster.Person, code invitation.Code) (enrol.Credential, error) {
	name, origin := person.PrintedName(), i.Ledger.Origin()
	request, err := invitation.Request{Address: i.Facts().URL}.Sign(key, code.Key(origin), origin)
	if err != nil {
		return enrol.Credential{}, refuse("unsignable", "what", name).because(err)
	}
	credential, err := desk.Redeem(ctx, request)
	for cause, fault := range map[error]string{enrol.ErrUsed: "kiosk-used", enrol.ErrTaken: "kiosk-taken",
		enrol.ErrWaiting: "kiosk-waits", enrol.ErrExpired: "kiosk-expired"} {
		if errors.Is(err, cause) {
			return credential, refuse(fault, "name", name)
		}
	}
	if err != nil {
		err = a.enrolFault(i, "", name, err)
	}
	return credential, err
}

// kioskSigned is the pledge to record: the one on the stick, where an interrupted visit left one
// that still can be, or a new one.
func (a *app) kioskSigned(i *institution, key crypto.Signer, credential enrol.Credential, path string,
	c signer.Campaign) ([]byte, error) {
	old, err := pledgeIn(path)
	if err == nil && old.Claims().Campaign == c.ID {
		holds, err := stillHolds(i, old, credential)
		if err != nil || holds {
			return old.Bytes(), err
		}
	}
	s, err := signer.Sign(key, i.Ledger.Origin(), signer.Pledge{IssuedAt: a.now().Unix(),
		Credential: credential.Bytes(), PledgeBody: signer.PledgeBody{Text: c.Digest, Campaign: c.ID, Place: c.Place}})
	if err != nil {
		return nil, refuse("unsignable", "what", path).because(err)
	}
	if writeFile(path, s.Bytes(), private, replaceExisting) != nil {
		return nil, refuse("kiosk-stick", "path", filepath.Dir(path))
	}
	return s.Bytes(), nil
}

// stillHolds says whether a pledge is recorded and in force, or can be recorded under the
// credential in force.
func stillHolds(i *institution, pledge signer.Unverified[signer.Pledge], credential enrol.Credential) (bool, error) {
	receipt, err := i.Ledger.Receipt(pledge.Digest())
	if errors.Is(err, ledger.ErrNotFound) {
		return signer.CredentialOf(pledge).Digest() == credential.Digest(), nil
	} else if err != nil {
		return false, err
	}
	status, err := i.Ledger.Status(receipt.Index)
	return status.State != verify.StateRevoked, err
}

// pledged is the --json form of one visit.
type pledged struct {
	NIP   string `json:"nip"`
	Index uint64 `json:"index"`
	Code  string `json:"code"`
	Dir   string `json:"dir"`
}

// stood is the --json form of a visit whose pledge stood before.
type stood struct {
	NIP    string `json:"nip"`
	Stands bool   `json:"stands"`
	Dir    string `json:"dir"`
}

// kioskCertificate issues one person's certificate onto their stick.
func (a *app) kioskCertificate(ctx context.Context, i *institution, registrar crypto.Signer,
	person roster.Person, campaign, dir string) (printed issue.Certificate, err error) {
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
