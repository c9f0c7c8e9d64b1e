package cosigning

import (
	"slices"

	"ikrar/verify/trust"
)

// State says how publishing stands.
type State struct {
	Entries   uint64         // in the ledger
	Published uint64         // of the published checkpoint; 0 where there is none
	Met       bool           // the quorum of the trust list in force has cosigned it
	Need      int            // the least number of witnesses that make that quorum; 0 without one
	Witnesses []WitnessState // of the trust list in force, in its order
	Err       error          // of the last attempt, where that published nothing; nil after a success
}

// WitnessState says how one witness stands.
type WitnessState struct {
	Name   string
	URL    string
	Signed bool   // the published checkpoint
	Size   uint64 // of our last checkpoint that it cosigned; 0 where none is known
	Time   int64  // when that was, Unix seconds
	Why    string // why it did not cosign when it was last asked, as in AskError; empty where it did
	Detail string // of the same, in the words of the network or of the witness
	Failed int64  // when that was, Unix seconds
	Tries  int    // that failed in a row
}

// State returns how publishing stands, also of what other processes published with this ledger
// before.
func (p *Publisher) State() (State, error) {
	if err := p.memory.load(p.Ledger); err != nil {
		return State{}, err
	}
	now, err := p.standing()
	if err != nil {
		return State{}, err
	}
	s := State{Entries: now.entries, Published: now.published, Met: now.met, Need: now.policy.Size(),
		Err: p.lastError()}
	for _, w := range now.policy.Witnesses {
		r := p.memory.of(w)
		s.Witnesses = append(s.Witnesses, WitnessState{Name: w.Name, URL: w.URL, Signed: now.signed[w.Name],
			Size: r.Size, Time: r.Time, Why: r.Why, Detail: r.Detail, Failed: r.Failed, Tries: r.Tries})
	}
	return s, nil
}

// standing is what is published, by the trust list in force.
type standing struct {
	policy    trust.Policy
	entries   uint64
	published uint64
	signed    map[string]bool // by the witness's name
	met       bool
	current   bool // what is published counts, and is of all entries
}

func (p *Publisher) standing() (standing, error) {
	published, note, err := p.Ledger.Published()
	if err != nil {
		return standing{}, err
	}
	list, _ := p.Ledger.Trust()
	s := standing{policy: list.Policy, entries: p.Ledger.Size(), published: published.Size, signed: map[string]bool{}}
	names := published.Names(0)
	for _, w := range s.policy.Witnesses {
		s.signed[w.Name] = slices.Contains(names, w.Name)
	}
	s.met = note != nil && s.policy.Met(names)
	s.current = s.met && s.published == s.entries
	return s, nil
}

func (p *Publisher) remember(err error) {
	p.memory.mutex.Lock()
	defer p.memory.mutex.Unlock()
	p.err = err
}

func (p *Publisher) lastError() error {
	p.memory.mutex.Lock()
	defer p.memory.mutex.Unlock()
	return p.err
}
