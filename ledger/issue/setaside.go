package issue

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"ikrar/ledger"
	"ikrar/signer"
	"ikrar/signer/files"
	"ikrar/verify"
)

// RevokedDir is the folder, in the directory of the certificates, that the file of a corrected
// certificate is moved to: so that nobody hands out the old one, and nothing is lost.
const RevokedDir = "dicabut"

// SetAside moves the file of a certificate that holds no longer, where it stands in the directory,
// to [RevokedDir]. It returns where to, and nothing where there is no such file.
func SetAside(l *ledger.Ledger, dir string, pledge signer.Digest) (string, error) {
	raw, err := l.Statement(pledge)
	if errors.Is(err, ledger.ErrErased) {
		return "", nil
	} else if err != nil {
		return "", err
	}
	u, err := signer.Parse[signer.Pledge](raw)
	if err != nil {
		return "", err
	}
	name := string(verify.CodeOf(raw)) + ".pdf"
	from := filepath.Join(dir, folder(signer.CredentialOf(u).Claims().Unit), name)
	to := filepath.Join(dir, RevokedDir, name)
	if info, err := os.Lstat(from); errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return "", nil
	} else if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(to), files.PrivateDir); err != nil {
		return "", err
	}
	if err := files.Rename(from, to); err != nil {
		return "", err
	}
	return to, errors.Join(files.SyncDir(filepath.Dir(to)), files.SyncDir(filepath.Dir(from)))
}

// setAside moves the file of the certificate that this one takes the place of.
func (s *run) setAside(it *item) error {
	if s.request.Dir == "" || it.issued.Predecessor == nil {
		return nil
	}
	raw, err := s.Ledger.Statement(*it.issued.Predecessor)
	if err != nil {
		return err
	}
	before, err := signer.Parse[signer.Issuance](raw)
	if err != nil || before.Claims().Pledge == it.issued.Pledge {
		return err
	}
	_, err = SetAside(s.Ledger, s.request.Dir, before.Claims().Pledge)
	return err
}

// follows fixes the number of a plan whose pledge takes the place of a corrected one: the number
// of that one's certificate, and none of the counter.
func (s *run) follows(p *plan) error {
	before, err := s.Ledger.Predecessor(p.Pledge)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil
	}
	p.Number = before.Claims().Number
	return err
}

// succeeds says that a plan has the number of a certificate before it.
func (p *plan) succeeds() bool { return p.Ordinal == 0 && p.Number != "" }

// predecessor is the issuance that the one of a plan names; nil where it has a number of its own.
func (s *run) predecessor(p *plan) (*signer.Digest, error) {
	if !p.succeeds() {
		return nil, nil
	}
	before, err := s.Ledger.Predecessor(p.Pledge)
	if err == nil && before.Claims().Number != p.Number {
		err = ledger.ErrNotFound
	}
	if errors.Is(err, ledger.ErrNotFound) { // it has been succeeded or erased meanwhile
		return nil, &ledger.RuleError{Rule: ledger.RulePredecessor}
	}
	digest := before.Digest()
	return &digest, err
}
