// Package recovery brings statements back that a ledger has lost, from what people keep: the QR
// code of a certificate, a photo of it, a proof each carry a pledge and its credential, byte for
// byte.
package recovery

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"ikrar/ledger"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/scan"
)

// ErrCode says that a file holds the code of a certificate, and not what was signed.
var ErrCode = errors.New("a code alone, without what was signed")

// Statement is one that a file holds.
type Statement struct {
	Kind  signer.Kind // a credential or a pledge
	Raw   []byte
	Index uint64 // of its entry, as the proof says; behind Look, where the ledger knows the entry, that one's

	registrar eddsa.KeyID // whose credential it is, or stands on
}

// Digest is that of the statement.
func (s Statement) Digest() signer.Digest { return signer.DigestOf(s.Raw) }

// Read finds the credential and the pledge in a PDF, a picture, a proof or a text, or those of each
// certificate where there are several. Errors are those of [scan.Find] and [verify.Read], and
// [ErrCode]; where it is not nil, something may have been found beside it.
func Read(data []byte) (all []Statement, err error) {
	proofs, err := proofsIn(data)
	for _, proof := range proofs {
		p, broken := verify.Read(proof)
		if broken != nil {
			err = errors.Join(err, broken)
			continue
		}
		all = append(all,
			Statement{signer.KindCredential, p.Credential.Bytes(), p.CredentialAt, p.Credential.KeyID()},
			Statement{signer.KindPledge, p.Pledge.Bytes(), p.Index, p.Credential.KeyID()})
	}
	return all, err
}

// proofsIn are the proofs in a file, as far as they can be looked for.
func proofsIn(data []byte) (proofs [][]byte, err error) {
	found, err := scan.Find(data)
	switch {
	case errors.Is(err, scan.ErrAmbiguous):
		return scan.Attached(data), nil
	case errors.Is(err, scan.ErrSeveral):
		texts, more := scan.All(data)
		if len(texts) == 0 {
			return nil, err
		}
		for _, text := range texts {
			proofs = append(proofs, []byte(text))
		}
		return proofs, more
	case err != nil:
		return nil, err
	case found.Full != nil:
		return [][]byte{found.Full}, nil
	case found.Short != nil:
		return [][]byte{found.Short}, nil
	case found.QR == "":
		return nil, ErrCode
	}
	return [][]byte{[]byte(found.QR)}, nil
}

// State is how a statement stands in a ledger.
type State int

const (
	Held    State = iota // it is there
	Missing              // its entry is there, and names it by its digest: its bytes are gone
	Lost                 // no entry is about it
	Erased               // an erasure names it: it does not come back
	Foreign              // no registrar of this institution ever vouched for its person
)

// Look says how a statement stands, and at which entry.
func Look(l *ledger.Ledger, s Statement) (Statement, State, error) {
	d := s.Digest()
	_, err := l.Statement(d)
	switch {
	case err == nil:
		return s, Held, nil
	case errors.Is(err, ledger.ErrErased):
		return s, Erased, nil
	case !errors.Is(err, ledger.ErrNotFound):
		return s, Lost, err
	}
	if r, err := l.Receipt(d); err == nil {
		s.Index = r.Index
		return s, Missing, nil
	} else if !errors.Is(err, ledger.ErrNotFound) {
		return s, Lost, err
	}
	e, err := l.Entry(s.Index) // its row of the index may be gone too
	if err == nil && e.Digest == d {
		return s, Missing, nil
	}
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return s, Lost, err
	}
	if list, _ := l.Trust(); list != nil {
		if _, ours := list.Registrar(s.registrar); !ours {
			return s, Foreign, nil
		}
	}
	return s, Lost, nil
}

// refillChunk is how many statements one transaction puts back, under Badger's limit.
const refillChunk = 256

// Refill puts bytes back of which only the digest was left, into a ledger that no process has open.
// Each is looked at again: an entry must name it, and no erasure.
func Refill(o ledger.Options, missing []Statement) (err error) {
	s, err := store.OpenWrite(store.Serving, filepath.Join(o.Dir, "store"), o.StoreKey,
		func(store.Condition) error { return nil })
	if err != nil {
		return err
	}
	for some := range slices.Chunk(missing, refillChunk) {
		err = s.Update(func(t store.Txn) error {
			for _, m := range some {
				if err := refill(t, m); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			break
		}
	}
	return errors.Join(err, s.Close())
}

func refill(t store.Txn, m Statement) error {
	e, err := rules.EntryAt(t, m.Index)
	erased, err2 := rules.ErasedOf(t, m.Digest())
	held, err3 := rules.HeldAt(t, m.Index)
	switch err := errors.Join(err, err2, err3); {
	case err != nil:
		return err
	case erased != nil:
		return fmt.Errorf("statement %v: %w", m.Digest(), ledger.ErrErased)
	case e.Digest != m.Digest() || e.Kind != m.Kind:
		return fmt.Errorf("entry %d is about another statement: %w", m.Index, ledger.ErrNotFound)
	case held != nil:
		return nil
	}
	index := store.DigestKey(store.PrefixDigest, m.Digest())
	return errors.Join(t.Set(store.StatementKey(m.Index), m.Raw), t.Set(index, store.Number(m.Index)))
}

// Record records lost statements again, in the order in which they once were. done hears of each.
// Its own error is the context's.
func Record(ctx context.Context, l *ledger.Ledger, lost []Statement,
	done func(s Statement, r ledger.Receipt, err error)) error {
	slices.SortStableFunc(lost, func(a, b Statement) int { return cmp.Compare(a.Index, b.Index) })
	for _, s := range lost {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := l.AppendBytes(context.WithoutCancel(ctx), s.Kind, s.Raw)
		done(s, r, err)
	}
	return nil
}
