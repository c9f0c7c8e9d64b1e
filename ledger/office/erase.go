package office

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/enrol"
	"ikrar/ledger/issue"
	"ikrar/ledger/office/config"
	"ikrar/ledger/office/reasons"
	"ikrar/ledger/roster"
	"ikrar/signer"
	"ikrar/verify"
)

// ErasurePlan is what the store holds of a person, and is to be erased.
type ErasurePlan struct {
	Person      roster.Person
	Credentials int
	Pledges     int
	Plans       int      // of certificates
	Issued      []string // files of certificates, as they were issued: UNIT/CODE.pdf

	reason       string
	held         []ledger.Held
	certificates []issue.Kept // of the pledges among held that have one
	invitation   []ledger.DrawerKey
	institution  *Institution
}

// PlanErasure finds what is to be erased. It refuses a reason that names the person, by a former
// name too.
func (i *Institution) PlanErasure(ctx context.Context, person roster.Person, reason string) (*ErasurePlan, error) {
	names, err := reasons.Names(ctx, i.Ledger, i.Roster, signer.Subject(person.Subject))
	if err != nil {
		return nil, err
	}
	if bad := reasons.Check(reason, append(names, person.Name)...); bad != "" {
		return nil, &config.ValueError{Key: "reason", Value: reason, Reason: bad}
	}
	p := &ErasurePlan{Person: person, reason: reason, institution: i}
	if err := p.look(ctx); err != nil {
		return nil, err
	}
	for _, h := range p.held {
		switch h.Kind {
		case signer.KindCredential:
			p.Credentials++
		case signer.KindPledge:
			p.Pledges++
		}
	}
	p.Plans = len(p.certificates)
	for _, c := range p.certificates {
		if c.File != "" {
			p.Issued = append(p.Issued, c.File)
		}
	}
	return p, nil
}

// look finds what the store holds of the person now.
func (p *ErasurePlan) look(ctx context.Context) (err error) {
	i, subject := p.institution, signer.Subject(p.Person.Subject)
	if p.held, err = i.Ledger.Personal(ctx, subject); err != nil {
		return err
	}
	desk := enrol.Desk{Ledger: i.Ledger}
	if p.invitation, err = desk.Keys(subject); err != nil {
		return err
	}
	stages, err := i.stageKeys(subject)
	if err != nil {
		return err
	}
	p.invitation = append(p.invitation, stages...)
	if letters, err := i.Ledger.Drawer(MailDrawer).Get(MailKey(subject)); err != nil {
		return err
	} else if letters != nil {
		p.invitation = append(p.invitation, ledger.DrawerKey{Drawer: MailDrawer, Key: MailKey(subject)})
	}
	issuer := issue.Issuer{Ledger: i.Ledger}
	p.certificates = nil
	for _, h := range p.held {
		if h.Kind != signer.KindPledge {
			continue
		}
		kept, err := issuer.Kept(h.Index)
		if err != nil {
			return err
		}
		if len(kept.Keys) > 0 {
			p.certificates = append(p.certificates, kept)
		}
	}
	return nil
}

// StageDrawer is the drawer of package event, which knows people by "m" and their subjects.
const StageDrawer = "stages"

// stageKeys are what names a person in the stages of campaigns.
func (i *Institution) stageKeys(subject signer.Subject) (keys []ledger.DrawerKey, err error) {
	err = i.Ledger.Drawer(StageDrawer).Each(append([]byte("m"), subject[:]...), func(k, _ []byte) error {
		keys = append(keys, ledger.DrawerKey{Drawer: StageDrawer, Key: bytes.Clone(k)})
		return nil
	})
	return keys, err
}

// Erase records erasures, under a registrar's key, until nothing of the person is left: a pledge
// may come in between two looks, but none under a credential that is erased. Where the person has
// no statement, the erasure names the line of the roster alone. entries are those that were
// recorded, also beside an error; "erase-purge" says that all is recorded and something still on
// the disk.
func (p *ErasurePlan) Erase(ctx context.Context, registrar crypto.Signer) (entries []uint64, err error) {
	i := p.institution
	// Whoever has a slip may have asked for something since it was planned.
	if err := errors.Join(p.look(ctx), i.forget(p.Person)); err != nil {
		return nil, err
	}
	// The person is found by these, so that they go with the last statements.
	person := append(rosterKeys(p.Person), p.invitation...)
	for len(p.held) > 0 || len(person) > 0 {
		held := p.held[:min(len(p.held), signer.MaxErased)]
		var also []ledger.DrawerKey
		if len(held) == len(p.held) {
			also, person = person, nil
		}
		r, err := p.erase(ctx, registrar, held, also)
		if err != nil {
			return entries, err
		}
		entries = append(entries, r.Index)
		if err := p.look(ctx); err != nil {
			return entries, err
		}
		if person == nil {
			person = p.invitation // of what came in between
		}
	}
	return entries, nil
}

// erase records one erasure: of some statements, with all plans of certificates and what also says.
func (p *ErasurePlan) erase(ctx context.Context, registrar crypto.Signer, held []ledger.Held,
	also []ledger.DrawerKey) (r ledger.Receipt, err error) {
	i, name := p.institution, p.Person.PrintedName()
	issuer := issue.Issuer{Ledger: i.Ledger}
	var digests []signer.Digest
	for _, h := range held {
		digests = append(digests, h.Digest)
		if err := issuer.Forget(h.Index); err != nil {
			return r, err
		}
	}
	if len(held) == 0 {
		digests = []signer.Digest{rosterDigest(p.Person)}
	}
	for _, c := range p.certificates {
		also = append(also, c.Keys...)
	}
	s, err := signer.Sign(registrar, i.Ledger.Origin(), signer.Erasure{IssuedAt: i.Now().Unix(),
		ErasureBody: signer.ErasureBody{Digests: digests, Reason: p.reason}})
	if err != nil {
		return r, refuse(codeUnsignable, "what", name).because(err)
	}
	r, err = i.Ledger.Erase(context.WithoutCancel(ctx), s.Bytes(), also)
	if err != nil && r.Digest != (signer.Digest{}) { // recorded
		err = refuse(codeErasePurge, "name", name).because(err)
	}
	return r, err
}

// forget has the roster remember that a person is erased, so that whoever asks again is told.
func (i *Institution) forget(p roster.Person) error {
	return i.Roster.Forget(p.NIP, i.Now().In(i.Zone()), rand.Reader)
}

// rosterDigest stands for a person's line of the roster in an erasure, where there is no statement
// to name.
func rosterDigest(p roster.Person) signer.Digest {
	return signer.DigestOf(append([]byte("ikrar/erasure "), p.Subject[:]...))
}

// MailDrawer is the drawer of who was written to (package mailing). Who edits it can have somebody
// written to twice, or not at all, and nothing else: no letter and no code is in it.
const MailDrawer = "mail"

// MailKey is the key of a person in it.
func MailKey(s signer.Subject) []byte { return append([]byte("m"), s[:]...) }

// rosterKeys are the person's lines in the roster's drawer.
func rosterKeys(p roster.Person) (keys []ledger.DrawerKey) {
	for _, k := range p.Keys() {
		keys = append(keys, ledger.DrawerKey{Drawer: rosterDrawer, Key: k})
	}
	return keys
}

// Files finds, in these directories and below, the files outside the store that hold the person's
// data, by their names. Whoever erases deletes them too.
func (p *ErasurePlan) Files(dirs ...string) []string {
	names := personFiles(p.Person.NIP)
	for _, file := range p.Issued {
		names[filepath.Base(file)] = true
	}
	return findFiles(dirs, func(name string) bool { return names[name] })
}

// Erased says when the person of a NIP was erased; ok is false for one who never was. Files are
// those that Files of the plan would find, and certificates of pledges that are erased, whoever's
// they were: of whom is known no more.
func (i *Institution) Erased(nip roster.NIP, dirs ...string) (day time.Time, files []string, ok bool, err error) {
	if day, ok, err = i.Roster.Erased(nip); err != nil || !ok {
		return day, nil, ok, err
	}
	names := personFiles(nip)
	return day, findFiles(dirs, func(name string) bool { return names[name] || i.erasedCertificate(name) }), true, nil
}

// personFiles are the names of the files that acts write for a person, or take from one.
func personFiles(nip roster.NIP) map[string]bool {
	return map[string]bool{string(nip) + ".ikrar": true, string(nip) + ".pledge": true, string(nip) + ".pub": true}
}

// erasedCertificate says whether a file is named as the certificate of a pledge that is erased.
func (i *Institution) erasedCertificate(name string) bool {
	typed, pdf := strings.CutSuffix(name, ".pdf")
	code, err := verify.ParseCode(typed)
	if !pdf || err != nil {
		return false
	}
	index, err := i.Ledger.ByCode(code)
	if err != nil {
		return false
	}
	answer, err := i.Ledger.Status(index)
	return err == nil && answer.State == verify.StateErased
}

// maxLooked is how many files a search looks at in a directory, which may be anything.
const maxLooked = 200_000

// findFiles finds the files in directories, and below, that are named so.
func findFiles(dirs []string, named func(name string) bool) []string {
	found := map[string]bool{}
	for _, dir := range dirs {
		left := maxLooked
		filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if left--; left < 0 {
				return fs.SkipAll
			}
			if err == nil && d.Type().IsRegular() && named(d.Name()) {
				if whole, err := filepath.Abs(path); err == nil {
					found[whole] = true
				}
			}
			if errors.Is(err, fs.ErrPermission) {
				return fs.SkipDir
			}
			return nil
		})
	}
	return slices.Sorted(maps.Keys(found))
}
