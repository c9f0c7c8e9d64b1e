package issue

import (
	"errors"
	"fmt"
	"io/fs"

	"ikrar/ledger"
	"ikrar/ledger/internal/archive"
	"ikrar/signer"
	"ikrar/verify"
)

var (
	// ErrNotIssued says that a pledge has no certificate yet.
	ErrNotIssued = errors.New("no certificate of the pledge was issued yet")
	// ErrRevoked says that a certificate, or its pledge, was revoked.
	ErrRevoked = errors.New("the certificate was revoked")
	// ErrGone says that the data of a pledge were erased, and its certificate with them.
	ErrGone = errors.New("the certificate's data were erased")
	// ErrNotKept says that an issued PDF can be had here no more: [Issuer.Adopt] takes it in.
	ErrNotKept = fmt.Errorf("the issued PDF is not kept here: %w", ledger.ErrNotFound)
)

// PDF is the issued file of the certificate that is in force for the pledge of a code. Its error
// wraps [ErrNotIssued], [ErrRevoked], [ErrGone], [ErrNotKept], or, where there is no such pledge,
// [ledger.ErrNotFound].
func (i *Issuer) PDF(code verify.Code) ([]byte, error) {
	index, err := i.Ledger.ByCode(code)
	if err != nil {
		return nil, err
	}
	entry, err := i.Ledger.Entry(index)
	if err != nil {
		return nil, err
	}
	switch status, err := i.Ledger.Status(index); {
	case err != nil:
		return nil, err
	case status.State == verify.StateErased:
		return nil, ErrGone
	case status.State != verify.StateGood:
		return nil, ErrRevoked
	}
	issuance, err := i.Ledger.IssuanceOf(entry.Digest)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, ErrNotIssued
	} else if err != nil {
		return nil, err
	}
	_, err = i.Ledger.RevocationOf(signer.TargetIssuance, issuance.Digest())
	if err == nil {
		return nil, ErrRevoked
	} else if !errors.Is(err, ledger.ErrNotFound) {
		return nil, err
	}
	pdf, err := i.Issued(entry.Digest)
	if err == nil && pdf == nil {
		err = ErrNotKept
	}
	return pdf, err
}

// Issued is the issued file of the certificate in force of a pledge: as it is kept, or made again
// from its plan. It is nil where none was issued, or where it can be had here no more.
func (i *Issuer) Issued(pledge signer.Digest) ([]byte, error) {
	issuance, err := i.Ledger.IssuanceOf(pledge)
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if pdf, err := i.fromArchive(issuance.Claims().File); err != nil || pdf != nil {
		return pdf, err
	}
	return i.Remake(pledge)
}

// fromArchive opens a kept PDF; nil where it is not kept, or damaged.
func (i *Issuer) fromArchive(file signer.Digest) ([]byte, error) {
	if i.Archive == nil {
		return nil, nil
	}
	pdf, err := i.Archive.Get(file)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, archive.ErrDamaged) {
		return nil, nil
	}
	return pdf, err
}

// keepIssued keeps the PDF of an issuance that is recorded. An erasure takes away what is kept by
// then, so whoever keeps looks behind the back: what came later than the erasure goes again.
func (i *Issuer) keepIssued(pledge signer.Digest, pdf []byte) (erased bool, err error) {
	err = i.Archive.Keep(pdf)
	if _, gone := i.Ledger.Statement(pledge); errors.Is(gone, ledger.ErrErased) {
		return true, i.Archive.Remove(signer.DigestOf(pdf))
	}
	return false, err
}

// find looks for an issued file in its place and in the archive, and takes what is missing in one
// from the other. It reports whether there is nothing to draw.
func (s *run) find(it *item) (found bool, err error) {
	var there []byte
	if it.path != "" {
		if there, err = standing(it.path, it.issued.File, it.issued.Length); err != nil {
			return false, err
		}
	}
	stands := there != nil || it.path == ""
	if it.kept = s.Archive == nil; !it.kept {
		if it.kept, err = s.Archive.Holds(it.issued.File, it.issued.Length); err != nil {
			return false, err
		}
	}
	switch {
	case stands && it.kept:
		return true, nil
	case there != nil:
		it.pdf = there
	case s.Archive != nil && it.kept:
		it.pdf, err = s.fromArchive(it.issued.File)
		it.kept = it.pdf != nil
	}
	return it.pdf != nil, err
}
