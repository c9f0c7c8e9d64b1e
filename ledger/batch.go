package ledger

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"runtime"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/quick"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// batchWriter builds one transaction. It is the state that the rules see: the transaction, and the entries that finish will
// sign and write.
type batchWriter struct {
	overlay
	ledger   *Ledger
	now      int64
	next     *snapshot
	answers  []answer
	fresh    []int                 // positions in answers that are new in this transaction
	keys     []crypto.Signer       // that sign these
	again    [][2]int              // positions of a statement that came twice, and of its first coming
	unsigned map[signer.Digest]int // positions of fresh by the statement's digest
	campaign map[string][]byte     // campaigns that were read: a batch of pledges asks for one again and again
}

// overlay is a transaction on top of what the flight before it is about to have written.
type overlay struct {
	txn
	before map[string][]byte // of that flight; nil for none
	writes map[string][]byte // the transaction's own; nil deletes
}

func (o *overlay) get(k []byte) ([]byte, error) {
	if value, ok := o.writes[string(k)]; ok {
		return value, nil
	}
	if value, ok := o.before[string(k)]; ok {
		return value, nil
	}
	return o.txn.get(k)
}

func (o *overlay) set(k, value []byte) error {
	o.writes[string(k)] = value
	return o.txn.set(k, value)
}

func (o *overlay) remove(k []byte) error {
	o.writes[string(k)] = nil
	return o.txn.remove(k)
}

func (b *batchWriter) get(k []byte) ([]byte, error) {
	switch {
	case k[0] == prefixErased && !b.next.erased:
		return nil, nil
	case k[0] != prefixCampaign:
		return b.overlay.get(k)
	}
	if value, ok := b.campaign[string(k)]; ok {
		return value, nil
	}
	value, err := b.overlay.get(k)
	if err == nil {
		b.campaign[string(k)] = value
	}
	return value, err
}

func (b *batchWriter) set(k, value []byte) error {
	switch k[0] {
	case prefixCampaign:
		delete(b.campaign, string(k))
	case prefixErased:
		b.next.erased = true
	}
	return b.overlay.set(k, value)
}

// add decides over one statement and writes all of it but its registration, which finish signs. Its error is technical;
// a refusal is an answer.
func (b *batchWriter) add(at int, c candidate) error {
	if first, ok := b.unsigned[c.digest]; ok {
		b.again = append(b.again, [2]int{at, first})
		return wipe(&b.overlay, c.also)
	}
	if c.kind != signer.KindPledge { // whose code is taken where it was recorded: then it is asked for
		if known, err := b.known(at, c); err != nil || known {
			return err
		}
	}
	credential, err := b.decide(c)
	if err != nil && c.kind == signer.KindPledge {
		if known, err := b.known(at, c); err != nil || known {
			return err
		}
	}
	if errors.As(err, new(*RuleError)) {
		b.answers[at].err = err
		return nil
	}
	if err != nil {
		return err
	}
	r := signer.Registration{Index: b.next.head.Size, Time: b.now, Digest: c.digest, Credential: credential}
	b.answers[at].receipt.Registration = r
	b.fresh, b.unsigned[c.digest] = append(b.fresh, at), at
	b.next.key = b.keyFor(c)
	b.keys = append(b.keys, b.next.key)
	return b.extend(c, credential)
}

// known gives a statement that was recorded before its first answer.
func (b *batchWriter) known(at int, c candidate) (bool, error) {
	r, err := receiptOf(&b.overlay, c.digest)
	if err != nil || r == nil {
		return false, err
	}
	b.answers[at] = answer{receipt: *r}
	return true, wipe(&b.overlay, c.also)
}

// decide asks the trust list and the rules whether a statement may be the next entry.
func (b *batchWriter) decide(c candidate) (credential uint64, err error) {
	index := b.next.head.Size
	if err := b.mayRegister(c, index); err != nil {
		return 0, err
	}
	return rules{state: b, trust: b.next.trust, index: index, now: b.now}.apply(c)
}

// extend writes the next entry, which stays unsigned until finish, and its statement.
func (b *batchWriter) extend(c candidate, credential uint64) error {
	s := b.next
	index, prev := s.head.Size, tlog.Hash(s.head.Last)
	if index == 0 {
		prev = verify.FirstPrev(b.ledger.origin)
	}
	entry := verify.Entry{Kind: c.kind, Index: index, Time: b.now, Prev: prev, Digest: c.digest}.Bytes()
	leaf := tlog.RecordHash(entry)
	s.head = head{Size: index + 1, Time: b.now, Last: leaf}
	s.highest = max(s.highest, c.kind)
	if t, ok := c.claims.(*verify.Trust); ok {
		s.trust, s.note = t, c.raw
	}
	if c.kind == signer.KindRevocation || c.kind == signer.KindErasure {
		s.changed = index + 1
	}
	if e, ok := c.claims.(signer.Erasure); ok {
		if err := errors.Join(b.wipe(e), wipe(&b.overlay, c.also)); err != nil {
			return err
		}
	}
	b.writes[string(entryKey(index))] = pack(registered{Credential: credential, Entry: entry})
	return errors.Join(b.set(statementKey(index), c.raw), b.set(digestKey(prefixDigest, c.digest), number(index)), s.tree.add(leaf, b.writeTile))
}

// wipe takes the statements of an erasure out of the store.
func (b *batchWriter) wipe(e signer.Erasure) error {
	for _, d := range e.Digests {
		index, recorded, err := indexOf(b, d)
		if err == nil && recorded {
			err = wipe(&b.overlay, [][]byte{statementKey(index)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayRegister holds the ledger's own key against the trust list in force.
func (b *batchWriter) mayRegister(c candidate, index uint64) error {
	trust := b.next.trust
	if t, ok := c.claims.(*verify.Trust); ok {
		trust = t
	}
	pub, err := eddsa.PublicKeyOf(b.keyFor(c))
	if err != nil {
		return err
	}
	if k, ok := trust.Ledger(index); !ok || k.Key.Key() != pub || k.State != verify.Active {
		return refuse(RuleLedgerRange, "index", index)
	}
	return nil
}

// keyFor is the key that signs the registration of a statement.
func (b *batchWriter) keyFor(c candidate) crypto.Signer {
	if c.key != nil {
		return c.key
	}
	return b.next.key
}

// finish signs the registrations, on all cores, and writes what stands once a transaction: edge tiles and head.
func (b *batchWriter) finish() error {
	if len(b.fresh) == 0 {
		return nil
	}
	if err := b.sign(); err != nil {
		return err
	}
	for _, at := range b.fresh {
		r := b.answers[at].receipt
		row := b.writes[string(entryKey(r.Index))]
		copy(row[8:], r.Signature[:])
		if err := b.txn.set(entryKey(r.Index), row); err != nil {
			return err
		}
	}
	for _, pair := range b.again {
		r := b.answers[pair[1]].receipt
		r.Known = true
		b.answers[pair[0]].receipt = r
	}
	if err := b.next.tree.flush(b.writeTile); err != nil {
		return err
	}
	root, err := b.next.tree.root()
	b.next.root = root
	kinds := kindsState{b.next.head.Size, b.next.highest}
	return errors.Join(err, b.set([]byte{prefixHead}, pack(b.next.head)), b.set([]byte{prefixKinds}, pack(kinds)))
}

func (b *batchWriter) sign() error {
	errs := make([]error, len(b.fresh))
	var group sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(b.fresh))
	for w := range workers {
		group.Go(func() {
			for i := w; i < len(b.fresh); i += workers {
				r := &b.answers[b.fresh[i]].receipt
				r.Signature, errs[i] = b.ledger.register(r.Registration, b.keys[i])
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// register signs a registration, with a key in memory the quick way.
func (l *Ledger) register(r signer.Registration, by crypto.Signer) (eddsa.Signature, error) {
	key, ok := by.(ed25519.PrivateKey)
	if !ok {
		return r.Sign(by, l.origin)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return eddsa.Signature{}, err
	}
	s, err := r.Signed(l.origin, pub, eddsa.Signature{})
	return quick.Sign(key, s.Message), err
}

func (b *batchWriter) writeTile(level int, n int64, hashes []tlog.Hash) error {
	return b.set(tileKey(level, n), flatten(hashes))
}
