package ledger

import (
	"crypto"
	"crypto/ed25519"
	"errors"
	"runtime"

	"golang.org/x/mod/sumdb/tlog"
	"golang.org/x/sync/errgroup"

	"ikrar/ledger/internal/fasted25519"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// batchWriter builds one transaction. It is the state that the rules see: the transaction, and the
// entries that finish will sign and write.
type batchWriter struct {
	overlay
	ledger   *keeper
	now      int64
	next     *snapshot
	answers  []answer
	fresh    []int                 // positions in answers that are new in this transaction
	keys     []crypto.Signer       // that sign these
	again    [][2]int              // positions of a statement that came twice, and of its first coming
	unsigned map[signer.Digest]int // positions of fresh by the statement's digest
	campaign map[string][]byte     // campaigns that were read: a batch of pledges asks for one again and again
}

// overlay is a transaction on top of what the batch before it is about to have written.
type overlay struct {
	store.Txn
	before map[string][]byte // of that batch; nil for none
	writes map[string][]byte // the transaction's own; nil deletes
}

func (o *overlay) Get(k []byte) ([]byte, error) {
	if value, ok := o.writes[string(k)]; ok {
		return value, nil
	}
	if value, ok := o.before[string(k)]; ok {
		return value, nil
	}
	return o.Txn.Get(k)
}

func (o *overlay) Set(k, value []byte) error {
	o.writes[string(k)] = value
	return o.Txn.Set(k, value)
}

func (o *overlay) Remove(k []byte) error {
	o.writes[string(k)] = nil
	return o.Txn.Remove(k)
}

func (b *batchWriter) Get(k []byte) ([]byte, error) {
	switch {
	case k[0] == store.PrefixErased && !b.next.erased:
		return nil, nil
	case k[0] != store.PrefixCampaign:
		return b.overlay.Get(k)
	}
	if value, ok := b.campaign[string(k)]; ok {
		return value, nil
	}
	value, err := b.overlay.Get(k)
	if err == nil {
		b.campaign[string(k)] = value
	}
	return value, err
}

func (b *batchWriter) Set(k, value []byte) error {
	switch k[0] {
	case store.PrefixCampaign:
		delete(b.campaign, string(k))
	case store.PrefixErased:
		b.next.erased = true
	}
	return b.overlay.Set(k, value)
}

// add decides over one statement and writes all of it but its registration, which finish signs. Its
// error is technical; a refusal is an answer.
func (b *batchWriter) add(at int, c rules.Candidate) error {
	if first, ok := b.unsigned[c.Digest]; ok {
		b.again = append(b.again, [2]int{at, first})
		return store.Wipe(&b.overlay, c.Also)
	}
	if c.Kind != signer.KindPledge { // whose code is taken where it was recorded: then it is asked for
		if known, err := b.known(at, c); err != nil || known {
			return err
		}
	}
	credential, err := b.decide(c)
	if err != nil && c.Kind == signer.KindPledge {
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
	r := signer.Registration{Index: b.next.head.Size, Time: b.now, Digest: c.Digest, Credential: credential}
	b.answers[at].receipt.Registration = r
	b.fresh, b.unsigned[c.Digest] = append(b.fresh, at), at
	b.next.key = b.keyFor(c)
	b.keys = append(b.keys, b.next.key)
	return b.extend(c, credential)
}

// rehearse refuses statements that are to be recorded together, where one of them would be refused.
func (b *batchWriter) rehearse(at int, r *request) (refused bool, err error) {
	if len(r.together) == 0 {
		return false, nil
	}
	group := []rules.Candidate{r.candidate}
	for _, one := range r.together {
		group = append(group, one.candidate)
	}
	next := rules.Rules{State: b, Trust: b.next.trust, Index: b.next.head.Size, Now: b.now}
	if err = next.Rehearse(group, b.mayRegister); !errors.As(err, new(*RuleError)) {
		return false, err
	}
	for n := range group {
		b.answers[at+n].err = err
	}
	return true, nil
}

// known gives a statement that was recorded before its first answer.
func (b *batchWriter) known(at int, c rules.Candidate) (bool, error) {
	r, err := rules.ReceiptOf(&b.overlay, c.Digest)
	if err != nil || r == nil {
		return false, err
	}
	b.answers[at] = answer{receipt: *r}
	return true, store.Wipe(&b.overlay, c.Also)
}

// decide asks the trust list and the rules whether a statement may be the next entry.
func (b *batchWriter) decide(c rules.Candidate) (credential uint64, err error) {
	index := b.next.head.Size
	if err := b.mayRegister(c, index); err != nil {
		return 0, err
	}
	return rules.Rules{State: b, Trust: b.next.trust, Index: index, Now: b.now}.Apply(c)
}

// extend writes the next entry, which stays unsigned until finish, and its statement.
func (b *batchWriter) extend(c rules.Candidate, credential uint64) error {
	s := b.next
	index, prev := s.head.Size, tlog.Hash(s.head.Last)
	if index == 0 {
		prev = verify.FirstPrev(b.ledger.options.Origin)
	}
	entry := verify.Entry{Kind: c.Kind, Index: index, Time: b.now, Prev: prev, Digest: c.Digest}.Bytes()
	leaf := tlog.RecordHash(entry)
	s.head = store.Head{Size: index + 1, Time: b.now, Last: leaf}
	s.highest = max(s.highest, c.Kind)
	if t, ok := c.Claims.(*trust.List); ok {
		s.trust, s.note = t, c.Raw
	}
	if c.Kind == signer.KindRevocation || c.Kind == signer.KindErasure {
		s.changed = index + 1
	}
	if e, ok := c.Claims.(signer.Erasure); ok {
		if err := errors.Join(b.wipe(e), store.Wipe(&b.overlay, c.Also)); err != nil {
			return err
		}
	}
	b.writes[string(store.EntryKey(index))] = store.Pack(store.Registered{Credential: credential, Entry: entry})
	return errors.Join(
		b.Set(store.StatementKey(index), c.Raw),
		b.Set(store.DigestKey(store.PrefixDigest, c.Digest), store.Number(index)),
		s.tree.Add(leaf, b.writeTile),
	)
}

// wipe takes the statements of an erasure out of the store.
func (b *batchWriter) wipe(e signer.Erasure) error {
	for _, d := range e.Digests {
		index, recorded, err := rules.IndexOf(b, d)
		if err == nil && recorded {
			err = store.Wipe(&b.overlay, [][]byte{store.StatementKey(index)})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// mayRegister holds the ledger's own key against the trust list in force.
func (b *batchWriter) mayRegister(c rules.Candidate, index uint64) error {
	list := b.next.trust
	if t, ok := c.Claims.(*trust.List); ok {
		list = t
	}
	pub, err := eddsa.PublicKeyOf(b.keyFor(c))
	if err != nil {
		return err
	}
	if k, ok := list.Ledger(index); !ok || k.Key.Key() != pub || k.State != trust.Active {
		return rules.Refuse(RuleLedgerRange, "index", index)
	}
	return nil
}

// keyFor is the key that signs the registration of a statement.
func (b *batchWriter) keyFor(c rules.Candidate) crypto.Signer {
	if c.Key != nil {
		return c.Key
	}
	return b.next.key
}

// finish signs the registrations, on all cores, and writes what stands once a transaction: edge
// tiles and head.
func (b *batchWriter) finish() error {
	if len(b.fresh) == 0 {
		return nil
	}
	if err := b.sign(); err != nil {
		return err
	}
	for _, at := range b.fresh {
		r := b.answers[at].receipt
		row := b.writes[string(store.EntryKey(r.Index))]
		copy(row[8:], r.Signature[:])
		if err := b.Txn.Set(store.EntryKey(r.Index), row); err != nil {
			return err
		}
	}
	for _, pair := range b.again {
		r := b.answers[pair[1]].receipt
		r.Known = true
		b.answers[pair[0]].receipt = r
	}
	if err := b.next.tree.Flush(b.writeTile); err != nil {
		return err
	}
	root, err := b.next.tree.Root()
	b.next.root = root
	kinds := store.KindsState{Size: b.next.head.Size, Highest: b.next.highest}
	return errors.Join(
		err,
		b.Set([]byte{store.PrefixHead}, store.Pack(b.next.head)),
		b.Set([]byte{store.PrefixKinds}, store.Pack(kinds)),
	)
}

func (b *batchWriter) sign() error {
	var group errgroup.Group
	workers := min(runtime.GOMAXPROCS(0), len(b.fresh))
	for w := range workers {
		group.Go(func() (err error) {
			for i := w; i < len(b.fresh) && err == nil; i += workers {
				r := &b.answers[b.fresh[i]].receipt
				r.Signature, err = b.ledger.register(r.Registration, b.keys[i])
			}
			return err
		})
	}
	return group.Wait()
}

// register signs a registration, with a key in memory the fast way.
func (l *keeper) register(r signer.Registration, by crypto.Signer) (eddsa.Signature, error) {
	key, ok := by.(ed25519.PrivateKey)
	if !ok {
		return r.Sign(by, l.options.Origin)
	}
	pub, err := eddsa.PublicKeyOf(key)
	if err != nil {
		return eddsa.Signature{}, err
	}
	s, err := r.Signed(l.options.Origin, pub, eddsa.Signature{})
	return fasted25519.Sign(key, s.Message), err
}

func (b *batchWriter) writeTile(level int, n int64, hashes []tlog.Hash) error {
	return b.Set(store.TileKey(level, n), merkle.Flatten(hashes))
}
