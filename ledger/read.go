package ledger

import (
	"cmp"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// hashes reads the tree, and remembers of it what many proofs need.
func (l *Ledger) hashes(t store.Txn) tlog.HashReaderFunc { return l.nodes.Over(merkle.StoredTile(t)) }

// Checkpoint signs the ledger's state of this moment.
func (l *Ledger) Checkpoint() (trust.Checkpoint, []byte, error) { return l.book.Checkpoint() }

// Entry returns the entry at an index.
func (l *Ledger) Entry(index uint64) (e verify.Entry, err error) {
	err = l.book.View(func(t store.Txn) error {
		e, err = rules.EntryAt(t, index)
		return err
	})
	return e, err
}

// Statement returns the bytes of a recorded statement, or an error that wraps [ErrNotFound] or
// [ErrErased].
func (l *Ledger) Statement(d signer.Digest) (raw []byte, err error) {
	err = l.book.View(func(t store.Txn) error {
		if raw, err = rules.StatementRaw(t, d); err == nil && raw == nil {
			err = rules.Missing(t, d)
		}
		return err
	})
	return raw, err
}

// Receipt returns the first answer to a statement, or an error that wraps [ErrNotFound].
func (l *Ledger) Receipt(d signer.Digest) (r Receipt, err error) {
	err = l.book.View(func(t store.Txn) error {
		known, err := rules.ReceiptOf(t, d)
		if err != nil || known == nil {
			return cmp.Or(err, fmt.Errorf("statement %v: %w", d, ErrNotFound))
		}
		r = *known
		return nil
	})
	return r, err
}

// Inclusion returns the path from an entry to the root of the tree of the given size, checked
// against it.
func (l *Ledger) Inclusion(index, size uint64) (path tlog.RecordProof, err error) {
	if size > l.Size() || index >= size {
		return nil, fmt.Errorf("entry %d in a tree of %d: %w", index, size, ErrNotFound)
	}
	err = l.book.View(func(t store.Txn) error {
		e, err := rules.EntryAt(t, index)
		if err != nil {
			return err
		}
		hashes := l.hashes(t)
		root, err := tlog.TreeHash(int64(size), hashes)
		if err != nil {
			return err
		}
		path, err = merkle.Included(hashes, index, e, size, root)
		return err
	})
	return path, err
}

// Consistency returns the proof that the tree of one size is the beginning of the tree of another,
// checked.
func (l *Ledger) Consistency(old, size uint64) (proof tlog.TreeProof, err error) {
	if size > l.Size() || old > size || old == 0 {
		return nil, fmt.Errorf("consistency of %d with %d: %w", old, size, ErrNotFound)
	}
	err = l.book.View(func(t store.Txn) error {
		hashes := l.hashes(t)
		if proof, err = tlog.ProveTree(int64(size), int64(old), hashes); err != nil {
			return err
		}
		oldRoot, err := tlog.TreeHash(int64(old), hashes)
		if err != nil {
			return err
		}
		root, err := tlog.TreeHash(int64(size), hashes)
		if err != nil {
			return err
		}
		return tlog.CheckTree(proof, int64(size), root, int64(old), oldRoot)
	})
	return proof, err
}

// Proof returns the full proof of the pledge at an index. It stands under the published checkpoint
// where that covers the index, and else under one of this moment, but only where the trust list
// asks for no quorum: otherwise it is an [*UnpublishedError].
func (l *Ledger) Proof(index uint64) (verify.Proof, error) {
	e, r, pledge, err := l.pledgeAt(index)
	if err != nil {
		return verify.Proof{}, err
	}
	c, signed, err := l.Covering(index)
	if err != nil {
		return verify.Proof{}, err
	}
	var path tlog.RecordProof
	err = l.book.View(func(t store.Txn) error {
		path, err = merkle.Included(l.hashes(t), index, e, c.Size, c.Root)
		return err
	})
	if err != nil {
		return verify.Proof{}, err
	}
	p, err := verify.NewProof(pledge, r.Registration(e), r.Signature)
	if err != nil {
		return verify.Proof{}, err
	}
	return p.WithInclusion(e.Prev, path, signed), nil
}

// pledgeAt reads all that stands under the index of a pledge.
func (l *Ledger) pledgeAt(index uint64) (e verify.Entry, r store.Registered, pledge []byte, err error) {
	err = l.book.View(func(t store.Txn) error {
		if e, r, err = rules.RegisteredAt(t, index); err != nil {
			return err
		}
		if e.Kind != signer.KindPledge {
			return fmt.Errorf("entry %d is no pledge but a %v: %w", index, e.Kind, ErrNotFound)
		}
		if pledge, err = rules.HeldAt(t, index); err == nil && pledge == nil {
			err = rules.Missing(t, e.Digest)
		}
		return err
	})
	return e, r, pledge, err
}

// ByCode finds the pledge of a code.
func (l *Ledger) ByCode(code verify.Code) (uint64, error) {
	k := store.Key(store.PrefixCode, []byte(code))
	raw, err := l.lookup(k, string(code))
	if err == nil && len(raw) != 8 {
		err = store.Malformed(k)
	}
	if err != nil {
		return 0, err
	}
	return store.IndexFrom(raw), nil
}

// ByNumber finds the issuance in force of a certificate number.
func (l *Ledger) ByNumber(number string) (signer.Unverified[signer.Issuance], error) {
	return l.issuance(store.Key(store.PrefixNumber, []byte(number)), number)
}

// ByFile finds the issuance of a PDF by its SHA-256.
func (l *Ledger) ByFile(sum signer.Digest) (signer.Unverified[signer.Issuance], error) {
	return l.issuance(store.DigestKey(store.PrefixFile, sum), sum.String())
}

// IssuanceOf finds the issuance in force of a pledge.
func (l *Ledger) IssuanceOf(pledge signer.Digest) (signer.Unverified[signer.Issuance], error) {
	return l.issuance(store.DigestKey(store.PrefixIssued, pledge), pledge.String())
}

// Predecessor finds the issuance whose number the certificate of a pledge goes on under, since the
// pledge takes the place of a corrected one (STORE.md section 3); an error that wraps [ErrNotFound]
// where it is to have a number of its own.
func (l *Ledger) Predecessor(pledge signer.Digest) (signer.Unverified[signer.Issuance], error) {
	var before *signer.Digest
	err := l.book.View(func(t store.Txn) (err error) {
		before, err = rules.PredecessorOf(t, pledge)
		return err
	})
	if err != nil || before == nil {
		none := fmt.Errorf("predecessor for pledge %v: %w", pledge, ErrNotFound)
		return signer.Unverified[signer.Issuance]{}, cmp.Or(err, none)
	}
	return statementAt[signer.Issuance](l, *before)
}

// LiveCredential finds the credential in force of a person.
func (l *Ledger) LiveCredential(subject signer.Subject) (signer.Unverified[signer.Credential], error) {
	raw, err := l.lookup(store.Key(store.PrefixSubject, subject[:]), "credential of the person")
	if err != nil {
		return signer.Unverified[signer.Credential]{}, err
	}
	live, err := store.Unpack[store.LiveState](raw)
	if err != nil {
		return signer.Unverified[signer.Credential]{}, err
	}
	return statementAt[signer.Credential](l, live.Credential)
}

// Campaign finds the campaign in force of an identifier.
func (l *Ledger) Campaign(id string) (signer.Unverified[signer.Campaign], error) {
	raw, err := l.lookup(store.Key(store.PrefixCampaign, []byte(id)), id)
	if err != nil {
		return signer.Unverified[signer.Campaign]{}, err
	}
	campaign, err := store.Unpack[store.CampaignState](raw)
	if err != nil {
		return signer.Unverified[signer.Campaign]{}, err
	}
	return statementAt[signer.Campaign](l, campaign.Statement)
}

// Campaigns returns all campaigns, by identifier.
func (l *Ledger) Campaigns() ([]signer.Unverified[signer.Campaign], error) {
	var ids []string
	err := l.book.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixCampaign}, func(k, _ []byte) error {
			ids = append(ids, string(k[1:]))
			return nil
		})
	})
	var all []signer.Unverified[signer.Campaign]
	for _, id := range ids {
		c, err := l.Campaign(id)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, err
}

// Pledges calls f for the last pledge of every person in every campaign, in the order of subjects.
func (l *Ledger) Pledges(f func(subject signer.Subject, campaign string, index uint64) error) error {
	return l.book.View(func(t store.Txn) error {
		return t.Each([]byte{store.PrefixPerson}, func(k, v []byte) error {
			if len(k) < 9 || len(v) != 8 {
				return store.Malformed(k)
			}
			return f(signer.Subject(k[1:9]), string(k[9:]), store.IndexFrom(v))
		})
	})
}

// Status says what became of the pledge at an index. It makes a ledger a verify.Status.
func (l *Ledger) Status(index uint64) (a verify.StatusAnswer, err error) {
	err = l.book.View(func(t store.Txn) error {
		a, err = rules.StatusOf(t, index)
		return err
	})
	return a, err
}

// File says by its digest what the ledger knows of a PDF that carries the proof of a pledge, and
// which issuance says so; nil where none does. Of a file that is not the issued one it is
// [verify.FileUnchecked]: [verify.FileOf] can tell more, with the issued file beside it. Where this
// very file was issued once and replaced since, the issuance is that one.
func (l *Ledger) File(pledge signer.Digest, pdf []byte) (verify.File, *signer.Issuance, error) {
	if _, err := l.Receipt(pledge); errors.Is(err, ErrNotFound) {
		return verify.FileUnchecked, nil, nil // not of this ledger: it cannot speak of the file
	} else if err != nil {
		return verify.FileUnchecked, nil, err
	}
	issued, err := l.IssuanceOf(pledge)
	if errors.Is(err, ErrNotFound) {
		return verify.FileUnchecked, nil, nil
	} else if err != nil {
		return verify.FileUnchecked, nil, err
	}
	claims := issued.Claims()
	file := verify.FileOf(claims, pdf, nil)
	if file == verify.FileUnchecked {
		if was, err := l.ByFile(signer.DigestOf(pdf)); err == nil && was.Claims().Pledge == pledge {
			claims = was.Claims()
		}
	}
	if file == verify.FileIssued {
		if _, err := l.RevocationOf(signer.TargetIssuance, issued.Digest()); err == nil {
			file = verify.FileRevoked
		} else if !errors.Is(err, ErrNotFound) {
			return verify.FileUnchecked, &claims, err
		}
	}
	return file, &claims, nil
}

func (l *Ledger) lookup(k []byte, what string) (raw []byte, err error) {
	err = l.book.View(func(t store.Txn) error {
		if raw, err = t.Get(k); err == nil && raw == nil {
			err = fmt.Errorf("%s: %w", what, ErrNotFound)
		}
		return err
	})
	return raw, err
}

// issuance follows an index key that holds the digest of an issuance.
func (l *Ledger) issuance(k []byte, what string) (signer.Unverified[signer.Issuance], error) {
	digest, err := l.lookup(k, what)
	if err == nil && len(digest) != len(signer.Digest{}) {
		err = store.Malformed(k)
	}
	if err != nil {
		return signer.Unverified[signer.Issuance]{}, err
	}
	return statementAt[signer.Issuance](l, signer.Digest(digest))
}

func statementAt[C signer.Claims](l *Ledger, d signer.Digest) (signer.Unverified[C], error) {
	raw, err := l.Statement(d)
	if err != nil {
		return signer.Unverified[C]{}, err
	}
	return rules.Kept[C](raw)
}
