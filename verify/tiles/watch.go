package tiles

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"ikrar/signer"
	"ikrar/signer/eddsa"
	"ikrar/verify"
)

// foundWithheld says that a log no longer shows an entry about a key that it showed before.
const foundWithheld = "withheld"

// maxAbout bounds the entries about one person that are looked at.
const maxAbout = 10000

// Recorded is an entry about the person who has a key.
type Recorded struct {
	Key     eddsa.PublicKey
	Entry   verify.Entry
	Revoked bool // by the status list; of pledges
	Erased  bool // shown at the last visit and not now, since the person's data were erased
}

// Watch asks a served log what it holds about the people who have these keys, and proves each
// answer: the entry's inclusion under the checkpoint, and that the log continues the one of the
// last visit. known are the entries that the log showed at the last visit, by key. The report is
// that of an audit, as far as it goes.
//
// Of an entry of a later version's kind it proves that it is recorded; that it is about the person
// is the log's word, as of any other. Report.Later counts those.
//
// What it cannot see: entries that the log keeps to itself. They are in the tree all the same,
// where an audit of the roster finds them.
func Watch(
	ctx context.Context, log Log, keys []eddsa.PublicKey, known map[eddsa.PublicKey][]uint64,
) ([]Recorded, Report, error) {
	a := newAuditor(log)
	if err := a.readSigned(ctx); err != nil || a.report.Checkpoint == nil {
		return nil, a.report, err
	}
	a.compareVisits()
	if err := a.checkGrowth(ctx); err != nil {
		return nil, a.report, err
	}
	if err := a.readStatus(ctx); err != nil {
		return nil, a.report, err
	}
	var all []Recorded
	for _, k := range keys {
		some, err := a.entriesAbout(ctx, k, known[k])
		if err != nil {
			return all, a.report, err
		}
		all = append(all, some...)
	}
	return all, a.report, nil
}

// checkGrowth proves from tiles that the log continues that of the last visit.
func (a *auditor) checkGrowth(ctx context.Context) error {
	if a.lastVisit == nil || a.lastVisit.Size > a.tree.Size {
		return nil // a first visit, or a finding already
	}
	root, err := a.tree.rootAt(ctx, a.lastVisit.Size)
	if err != nil {
		return a.reportFault(err)
	}
	if root != a.lastVisit.Root {
		a.findFork(root)
	}
	return nil
}

// entriesAbout asks for the entries about a key. A log that knows nobody with it answers that it
// has no such thing.
func (a *auditor) entriesAbout(ctx context.Context, k eddsa.PublicKey, known []uint64) ([]Recorded, error) {
	var claimed struct {
		Entries []struct {
			Index  uint64
			Kind   string
			Digest string
		}
	}
	raw, err := a.Fetch(ctx, "v1/keys/"+hex.EncodeToString(k[:]))
	if err == nil {
		err = json.Unmarshal(raw, &claimed)
	}
	if err != nil && !errors.Is(err, ErrMissing) {
		return nil, err
	}
	if len(claimed.Entries) > maxAbout {
		return nil, fmt.Errorf("more than %d entries about one person", maxAbout)
	}
	var all []Recorded
	for _, c := range claimed.Entries {
		e, _, err := a.tree.Inclusion(ctx, c.Index)
		if err != nil {
			if err := a.reportFault(err); err != nil {
				return all, err
			}
			continue
		}
		if e.Kind.String() != c.Kind && !e.Kind.Later() || e.Digest.String() != c.Digest {
			a.report.find(foundEntry, c.Index, "the log calls it a %s of digest %s, its entry is a %v of digest %v",
				c.Kind, c.Digest, e.Kind, e.Digest)
			continue
		}
		if e.Kind.Later() { // the log calls it by its name, which a later version knows
			a.report.Later++
		}
		revoked := e.Kind == signer.KindPledge && a.status != nil && c.Index < a.status.Size &&
			a.status.State(c.Index) != verify.StateGood
		all = append(all, Recorded{Key: k, Entry: e, Revoked: revoked})
	}
	return a.addWithheld(ctx, k, known, all)
}

// addWithheld adds what the log no longer shows of a key. Erasing a person leaves nothing that
// leads from the key to the entries, but the status list says so of the person's pledges; without
// that, the log keeps something to itself.
func (a *auditor) addWithheld(
	ctx context.Context, k eddsa.PublicKey, known []uint64, all []Recorded,
) ([]Recorded, error) {
	erased := slices.ContainsFunc(known, func(index uint64) bool {
		return a.status != nil && index < a.status.Size && a.status.State(index) == verify.StateErased
	})
	shown := slices.Clone(all)
	for _, index := range known {
		if slices.ContainsFunc(shown, func(r Recorded) bool { return r.Entry.Index == index }) {
			continue
		}
		if !erased {
			a.report.find(foundWithheld, index, "shown as an entry about this key at the last visit, and not now; "+
				"no pledge of this person is marked as erased")
			continue
		}
		e, _, err := a.tree.Inclusion(ctx, index)
		if err != nil {
			if err := a.reportFault(err); err != nil {
				return all, err
			}
			continue
		}
		all = append(all, Recorded{Key: k, Entry: e, Erased: true})
	}
	return all, nil
}
