package share

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"ikrar/ledger/internal/book"
	"ikrar/ledger/internal/merkle"
	"ikrar/ledger/internal/rules"
	"ikrar/ledger/internal/store"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/trust"
)

// A server is not believed about the log: what an officer signs is made of what is read here. So a
// statement is one that its signer has signed, the one of an index or of a person is of that index
// and that person, and an entry that the published checkpoint covers is in its tree. HTTP.md
// section 4 says what is left that a server can tell an officer.

// FalseError says that what a server answers cannot be so. The officer's program ends with it, and
// signs nothing.
type FalseError struct {
	What string // of what, for whoever runs the server
	Err  error  // may be nil
}

func (e *FalseError) Error() string {
	if e.Err == nil {
		return "the server's answer cannot be true: " + e.What
	}
	return fmt.Sprintf("the server's answer cannot be true: %s: %v", e.What, e.Err)
}

func (e *FalseError) Unwrap() error { return e.Err }

// HistoryError says that what a server shows does not go on from what it has shown before.
type HistoryError struct{ Seen, Shown uint64 } // entries

func (e *HistoryError) Error() string {
	return fmt.Sprintf("a ledger of %d entries does not go on from the %d that were seen before", e.Shown, e.Seen)
}

// believe holds a row of the log that was read against what was signed and published.
func (t mirrored) believe(k, v []byte) error {
	if len(v) == 0 { // nothing, which no one can show to be false
		return nil
	}
	switch k[0] {
	case store.PrefixEntry:
		return t.believeEntry(k, v)
	case store.PrefixStatement:
		return t.believeStatement(k, v)
	case store.PrefixPublished:
		return t.far.believePublished(t, v)
	case store.PrefixSubject:
		live, err := store.Unpack[store.LiveState](v)
		if err != nil {
			return err
		}
		return leads(t, live.Credential, k, func(c signer.Credential) bool { return bytes.Equal(c.Subject[:], k[1:]) })
	case store.PrefixCampaign:
		state, err := store.Unpack[store.CampaignState](v)
		if err != nil {
			return err
		}
		return leads(t, state.Statement, k, func(c signer.Campaign) bool {
			return c.ID == string(k[1:]) && c.Opens == state.Opens && c.Closes == state.Closes && c.Digest == state.Text
		})
	case store.PrefixNumber:
		return issued(t, k, v, func(i signer.Issuance) bool { return i.Number == string(k[1:]) })
	case store.PrefixFile:
		return issued(t, k, v, func(i signer.Issuance) bool { return bytes.Equal(i.File[:], k[1:]) })
	case store.PrefixIssued:
		return issued(t, k, v, func(i signer.Issuance) bool { return bytes.Equal(i.Pledge[:], k[1:]) })
	case store.PrefixCode:
		return t.believePledge(k, v, func(raw []byte, _ signer.Pledge, _ signer.Person) bool {
			return string(verify.CodeOf(raw)) == string(k[1:])
		})
	case store.PrefixPerson:
		return t.believePledge(k, v, func(_ []byte, p signer.Pledge, by signer.Person) bool {
			return len(k) > 9 && bytes.Equal(by.Subject[:], k[1:9]) && p.Campaign == string(k[9:])
		})
	}
	return nil
}

// believeEntry looks whether an entry is in the published log, where that has come so far.
func (t mirrored) believeEntry(k, v []byte) error {
	r, err := store.Unpack[store.Registered](v)
	if err != nil {
		return err
	}
	index := store.LogIndex(k)
	e, err := verify.ParseEntry(r.Entry)
	if err != nil || e.Index != index {
		return &FalseError{fmt.Sprintf("entry %d is another", index), err}
	}
	if _, err := t.Get([]byte{store.PrefixPublished}); err != nil {
		return err
	}
	c := t.far.published.Load()
	if c == nil || index >= c.Size {
		return nil // the server's word; whoever goes by it signs what the next checkpoint shows
	}
	if _, err := merkle.Included(t.hashes(c.Size), index, e, c.Size, c.Root); err != nil {
		return &FalseError{fmt.Sprintf("entry %d is not in the published log", index), err}
	}
	return nil
}

// hashes reads the tree. That of an institution is read as a whole: each path passes some tiles.
func (t mirrored) hashes(size uint64) tlog.HashReaderFunc {
	const whole = 1 << 18 // entries, whose tree has 8 MiB
	if size <= whole {
		t.far.mutex.Lock()
		if t.current() && t.far.mirror.shelfOf([]byte{store.PrefixTile}) == nil {
			if _, err := t.fetch([]byte{store.PrefixTile}); err != nil {
				t.far.mutex.Unlock()
				return func([]int64) ([]tlog.Hash, error) { return nil, err }
			}
		}
		t.far.mutex.Unlock()
	}
	return t.far.nodes.Over(merkle.StoredTile(t))
}

// believeStatement looks whether a statement is that of its entry, and signed by whom it says.
func (t mirrored) believeStatement(k, v []byte) error {
	e, err := rules.EntryAt(t, store.LogIndex(k))
	if err != nil {
		return err
	}
	if e.Digest != signer.DigestOf(v) {
		return &FalseError{fmt.Sprintf("the statement of entry %d is another", e.Index), nil}
	}
	if e.Kind == signer.KindTrust || e.Kind.Later() {
		return nil // lists are followed from the root, and kinds of later builds nobody goes by here
	}
	list := t.far.trusted()
	c, err := rules.Prepare(e.Kind, v, list.Origin, list, list.Root)
	if err == nil && e.Kind == signer.KindPledge {
		_, err = rules.Prepare(signer.KindCredential, c.Credential.Bytes(), list.Origin, list, list.Root)
	}
	if err != nil {
		return &FalseError{fmt.Sprintf("the statement of entry %d is not signed as it has to be", e.Index), err}
	}
	return nil
}

// believePublished looks whether the published log goes on from what was seen of it.
func (f *Far) believePublished(t mirrored, v []byte) error {
	opened, err := f.trusted().Policy.Open(v)
	if err != nil {
		return &FalseError{"the published checkpoint", err}
	}
	shown, seen := &opened.Checkpoint, f.published.Load()
	if seen == nil || seen.Size == shown.Size && seen.Root == shown.Root {
		f.published.Store(shown)
		return nil
	}
	history := &HistoryError{seen.Size, shown.Size}
	switch {
	case shown.Size < seen.Size && !t.isCurrent():
		return nil // somebody reads on in an older view
	case shown.Size <= seen.Size:
		return history
	}
	proof, err := tlog.ProveTree(int64(shown.Size), int64(seen.Size), t.hashes(shown.Size))
	if err != nil {
		return fmt.Errorf("%w: %w", history, err)
	}
	if tlog.CheckTree(proof, int64(shown.Size), shown.Root, int64(seen.Size), seen.Root) != nil {
		return history
	}
	f.published.Store(shown)
	return nil
}

func (t mirrored) isCurrent() bool {
	t.far.mutex.Lock()
	defer t.far.mutex.Unlock()
	return t.current()
}

// trusted is the list in force, as the root or its successor has signed it.
func (f *Far) trusted() *trust.List {
	f.Client.mutex.Lock()
	defer f.Client.mutex.Unlock()
	return cmp.Or(f.known.Trust, f.road.reaching.Pinned)
}

// leads looks whether an index of the log leads to a statement that is what the index says.
func leads[C signer.Claims](t mirrored, d signer.Digest, k []byte, is func(C) bool) error {
	raw, err := rules.StatementRaw(t, d)
	if err != nil || raw == nil { // erased, or not shown: who goes on hears that it is not there
		return err
	}
	u, err := rules.Kept[C](raw)
	if err != nil || !is(u.Claims()) {
		return &FalseError{fmt.Sprintf("row %x leads to a statement about something else", k), err}
	}
	return nil
}

func issued(t mirrored, k, v []byte, is func(signer.Issuance) bool) error {
	if len(v) != len(signer.Digest{}) {
		return store.Malformed(k)
	}
	return leads(t, signer.Digest(v), k, is)
}

func (t mirrored) believePledge(k, v []byte, is func(raw []byte, p signer.Pledge, by signer.Person) bool) error {
	if len(v) != 8 {
		return store.Malformed(k)
	}
	raw, err := rules.HeldAt(t, store.IndexFrom(v))
	if err != nil || raw == nil {
		return err
	}
	u, err := rules.Kept[signer.Pledge](raw)
	if err != nil || !is(raw, u.Claims(), signer.CredentialOf(u).Claims().Person) {
		return &FalseError{fmt.Sprintf("row %x leads to another pledge", k), err}
	}
	return nil
}

// believeReceipt looks whether an answer is one to this statement, by the ledger's key. A server
// that forgets the statement afterwards has signed that it had it.
func (f *Far) believeReceipt(statement []byte, r rules.Receipt) error {
	list := f.trusted()
	key, ok := list.Ledger(r.Index)
	if ok && r.Digest == signer.DigestOf(statement) && r.Verify(list.Origin, key.Key.Key(), r.Signature) == nil {
		return nil
	}
	return &FalseError{"the receipt is not one of what was sent", nil}
}

// Personal asks for the statements about a person, who is the one whom each is about: an erasure
// names no one else's.
func (f *Far) Personal(ctx context.Context, subject signer.Subject) ([]book.Held, error) {
	all, err := f.Client.Personal(ctx, subject)
	if err != nil {
		return nil, err
	}
	err = f.View(func(t store.Txn) error {
		for _, held := range all {
			if held.Kind != signer.KindCredential && held.Kind != signer.KindPledge {
				return &FalseError{fmt.Sprintf("entry %d is said to be personal", held.Index), nil}
			}
			left, err := rules.RemainsOf(t, held.Digest, held.Kind)
			if err == nil && left.Subject != subject {
				err = &FalseError{fmt.Sprintf("entry %d is about somebody else", held.Index), nil}
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// inOrder says whether the keys of a page are those that were asked for, each once.
func inOrder(prefix, after []byte, keys, values [][]byte) error {
	wrong := len(keys) != len(values)
	for n, k := range keys {
		if n > 0 {
			after = keys[n-1]
		}
		wrong = wrong || !bytes.HasPrefix(k, prefix) || len(after) > 0 && store.ComparePlaced(after, k) >= 0
	}
	if wrong {
		return &FalseError{fmt.Sprintf("a list of %x is not in order", prefix), nil}
	}
	return nil
}

// shows says that what is read below a prefix is looked at row by row: it is about one person, and
// no list.
func shows(prefix []byte) bool {
	return len(prefix) > 1 && slices.Contains([]byte{store.PrefixPerson, store.PrefixEntry, store.PrefixStatement,
		store.PrefixNumber}, prefix[0])
}
