package issue

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikrar/ledger"
	"ikrar/signer/cbor"
	"ikrar/verify"
)

// numbers is a year's counter.
type numbers struct {
	year int
	last uint64   // given so far
	free []uint64 // of these, what no certificate bears after all, ascending
}

// counter is how the drawer keeps numbers.
type counter struct {
	_    struct{} `cbor:",toarray"`
	Last uint64
	Free []uint64
}

func counterKey(year int) []byte { return []byte("number/" + strconv.Itoa(year)) }

// openKey marks a plan whose issuance may be missing, so that what a stopped run left behind is
// found without reading all plans.
func openKey(index uint64) []byte { return binary.BigEndian.AppendUint64([]byte("open/"), index) }

func (i *Issuer) loadNumbers(year int) (numbers, error) {
	n := numbers{year: year}
	raw, err := i.Ledger.Drawer(drawerName).Get(counterKey(year))
	if err != nil || raw == nil {
		return n, err
	}
	var c counter
	if err := cbor.Decode(raw, &c); err != nil {
		return n, fmt.Errorf("the counter of %d: %w", year, err)
	}
	n.last, n.free = c.Last, c.Free
	return n, nil
}

func (n numbers) bytes() []byte { return cbor.Encode(counter{Last: n.last, Free: n.free}) }

func (n numbers) clone() numbers {
	n.free = slices.Clone(n.free)
	return n
}

// take gives the next number. One that an issuance bears already, by whatever way it came there, is
// passed over.
func (n *numbers) take(i *Issuer) (ordinal uint64, number string, err error) {
	for {
		if len(n.free) > 0 {
			ordinal, n.free = n.free[0], n.free[1:]
		} else {
			n.last++
			ordinal = n.last
		}
		number = i.Settings.number(ordinal, n.year)
		if _, err = i.Ledger.ByNumber(number); errors.Is(err, ledger.ErrNotFound) {
			return ordinal, number, nil
		} else if err != nil {
			return 0, "", err
		}
	}
}

// number writes a certificate number by HR's pattern.
func (s Settings) number(n uint64, year int) string {
	return strings.NewReplacer("{klasifikasi}", s.Class, "{urut}", strconv.FormatUint(n, 10), "{unit}", s.UnitCode,
		"{tahun}", strconv.Itoa(year)).Replace(s.Pattern)
}

// sweep looks at the plans that a run before left open. Where the pledge was revoked or erased
// before its issuance was recorded there will be none: the plan is dropped, and its number is free
// again.
func (i *Issuer) sweep() error {
	var open []uint64
	err := i.Ledger.Drawer(drawerName).Each([]byte("open/"), func(key, _ []byte) error {
		open = append(open, binary.BigEndian.Uint64(key[len("open/"):]))
		return nil
	})
	if err != nil {
		return err
	}
	var changes []change
	counters := map[int]numbers{}
	for _, index := range open {
		p, dropped, err := i.settledPlan(index)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		changes = append(changes, change{openKey(index), nil})
		if !dropped {
			continue
		}
		changes = append(changes, change{planKey(index), nil})
		if p.succeeds() {
			continue
		}
		year := p.date().Year()
		n, ok := counters[year]
		if !ok {
			if n, err = i.loadNumbers(year); err != nil {
				return err
			}
		}
		n.free = append(n.free, p.Ordinal)
		slices.Sort(n.free)
		counters[year] = n
	}
	for year, n := range counters {
		changes = append(changes, change{counterKey(year), n.bytes()})
	}
	return i.write(changes)
}

// settledPlan reads a plan that needs its mark no more: since it is issued, or since it will never
// be. It is nil where the plan still waits for its issuance.
func (i *Issuer) settledPlan(index uint64) (p *plan, dropped bool, err error) {
	if p, err = i.load(index); errors.Is(err, ErrPlanVersion) {
		return nil, false, nil // its mark stays for the version that reads it
	} else if err != nil || p == nil {
		return nil, false, errors.Join(err, fmt.Errorf("plan of pledge %d: %w", index, ledger.ErrNotFound))
	}
	if _, err = i.Ledger.IssuanceOf(p.Pledge); !errors.Is(err, ledger.ErrNotFound) {
		return p, false, err
	}
	status, err := i.Ledger.Status(index)
	if err != nil || status.State == verify.StateGood {
		return nil, false, err
	}
	return p, true, nil
}

// date is when the certificate was planned, in its zone: the date that it bears, and the year of
// its number.
func (p *plan) date() time.Time { return time.Unix(p.Issued, 0).In(time.FixedZone(p.Zone, p.Offset)) }

type change = struct{ Key, Value []byte }

// write makes changes in the drawer; a batch is far below what fits one transaction.
func (i *Issuer) write(changes []change) error { return i.Ledger.Drawer(drawerName).Write(changes) }
