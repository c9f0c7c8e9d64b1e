package issue

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/verify"
	"ikrar/verify/phrase"
	"ikrar/verify/trust"
)

// maxBatch is how many certificates are drawn, planned and recorded together: enough to share
// fsyncs, few enough that two batches of files (some 60 KB each) are little in memory and that a
// progress bar moves.
const maxBatch = 256

// maxFar is the same at a ledger elsewhere, to which each is a call of its own.
const maxFar = 64

func (i *Issuer) batchSize() int {
	if i.Ledger.Far() != nil {
		return cmp.Or(i.batch, maxFar)
	}
	return cmp.Or(i.batch, maxBatch)
}

// run is one Run at work. The drawing goroutine has numbers, the settling one has settled.
type run struct {
	*Issuer
	request    Request
	indexes    []uint64
	now        time.Time // the date of all certificates of the run
	trust      *trust.List
	checkpoint trust.Checkpoint // under which all their proofs stand
	signed     []byte           // the same, as a note
	emblem     signer.Digest    // of new plans
	emblems    emblems
	numbers    numbers
	settled    []uint64 // indexes of issued plans that are still marked as open
}

// batch is some certificates on their way, and the counter as it stands behind them.
type batch struct {
	items   []*item
	numbers numbers
}

// item is one certificate on its way.
type item struct {
	index   uint64
	entry   verify.Entry
	proof   verify.Proof         // short; only where there was no plan yet
	plan    *plan                // nil until there is one
	noPlan  error                // why an issued certificate has none here
	fresh   bool                 // the plan was made in this run
	redrawn bool                 // the plan of a run before is not issued, and is drawn as one of today after all
	issued  *signer.IssuanceBody // nil until it is recorded
	new     bool                 // it was recorded in this run
	path    string
	pdf     []byte // nil where exactly that file stands and is kept already
	kept    bool   // in the archive
	placed  bool
	refused error
}

func (i *Issuer) start(r Request) (*run, error) {
	if i.Now == nil {
		return nil, errors.New("issue: Issuer.Now is nil: give a clock, as time.Now")
	}
	if !strings.Contains(i.Settings.Pattern, "{urut}") {
		return nil, ErrPattern
	}
	if err := i.sweep(); err != nil {
		return nil, err
	}
	s := &run{Issuer: i, request: r}
	s.trust, _ = i.Ledger.Trust()
	zone, err := i.zone()
	if err != nil {
		return nil, err
	}
	s.now = i.Now().In(zone)
	if s.indexes, err = i.indexes(r); err != nil {
		return nil, err
	}
	if s.numbers, err = i.loadNumbers(s.now.Year()); err != nil {
		return nil, err
	}
	s.emblems.drawer = i.Ledger.Drawer(drawerName)
	if s.emblem, err = s.emblems.keep(i.Settings.Emblem); err != nil {
		return nil, err
	}
	return s, s.cover()
}

// zone is that of the trust list in force, in which certificates are dated.
func (i *Issuer) zone() (*time.Location, error) {
	list, _ := i.Ledger.Trust()
	zone, ok := phrase.Zone(list.Timezone)
	if !ok {
		return nil, fmt.Errorf("the trust list has no time zone %q", list.Timezone)
	}
	return zone, nil
}

// cover finds the checkpoint of the run: one that covers all its pledges, or what is published,
// which may be nothing.
func (s *run) cover() (err error) {
	var early *ledger.UnpublishedError
	for _, last := range []uint64{slices.Max(append(s.indexes, 0)), 0} {
		if s.checkpoint, s.signed, err = s.Ledger.Covering(last); !errors.As(err, &early) {
			return err
		}
	}
	return nil
}

// read finds out about one pledge; nil where no certificate of it is wanted.
func (i *Issuer) read(index uint64, unit string) (*item, error) {
	status, err := i.Ledger.Status(index)
	if err != nil || status.State != verify.StateGood {
		return nil, err
	}
	it := &item{index: index}
	if it.entry, err = i.Ledger.Entry(index); err != nil {
		return nil, err
	}
	if it.plan, err = i.load(index); errors.Is(err, ErrPlanVersion) {
		it.noPlan = err
	} else if err != nil {
		return nil, err
	}
	if err = i.readIssuance(it); err == nil && (it.plan == nil || i.doubts(it)) {
		err = i.readProof(it)
	}
	if it.issued == nil {
		it.refused = it.noPlan
	}
	if err != nil || unit != "" && !strings.EqualFold(unit, it.unit()) {
		return nil, err
	}
	return it, nil
}

func (i *Issuer) readProof(it *item) error {
	raw, err := i.Ledger.Statement(it.entry.Digest)
	if err != nil {
		return err
	}
	receipt, err := i.Ledger.Receipt(it.entry.Digest)
	if err != nil {
		return err
	}
	it.proof, err = verify.NewProof(raw, receipt.Registration, receipt.Signature)
	return err
}

func (i *Issuer) readIssuance(it *item) error {
	issuance, err := i.Ledger.IssuanceOf(it.entry.Digest)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return nil
	case err != nil:
		return err
	case it.plan == nil && it.noPlan == nil:
		it.noPlan = ErrPlan
	}
	body := issuance.Claims().IssuanceBody
	it.issued = &body
	return nil
}

func (it *item) unit() string {
	if it.plan != nil {
		return it.plan.Unit
	}
	return it.proof.Credential.Claims().Unit
}

func (it *item) code() verify.Code {
	if it.plan != nil {
		return verify.Code(it.plan.Code)
	}
	return it.proof.Code()
}

// draw reads a batch and draws what of it does not stand in its place. Numbers go to what can be
// drawn, in order: one that cannot gives its number to the next, and those behind it are drawn
// again.
func (s *run) draw(ctx context.Context, indexes []uint64) (batch, error) {
	found := make([]*item, len(indexes))
	err := parallel(ctx, s.request.Jobs, len(indexes), func(n int) error {
		it, err := s.read(indexes[n], s.request.Unit)
		if err == nil && it != nil && (it.plan == nil || s.doubts(it)) && it.issued == nil && it.refused == nil {
			err = s.fix(it)
		}
		found[n] = it
		return err
	})
	b := batch{}
	for _, it := range found {
		if it != nil {
			b.items = append(b.items, it)
		}
	}
	for again := true; again && err == nil; {
		if b.numbers, err = s.number(b.items); err == nil {
			again, err = s.drawAll(ctx, b.items)
		}
	}
	s.numbers = b.numbers
	return b, err
}

// number gives the next numbers to the items that need one, and takes back the drawing of one whose
// number changes. It returns the counter behind them; the run's own stays.
func (s *run) number(items []*item) (numbers, error) {
	next := s.numbers.clone()
	for _, it := range items {
		if !it.fresh || it.refused != nil || it.plan.succeeds() {
			continue
		}
		ordinal, number, err := next.take(s.Issuer)
		if err != nil {
			return next, err
		}
		if it.plan.Number != number {
			it.plan.Ordinal, it.plan.Number, it.pdf = ordinal, number, nil
		}
	}
	return next, nil
}

// drawAll draws what is not drawn, and reports whether a number came free by a refusal.
func (s *run) drawAll(ctx context.Context, items []*item) (freed bool, err error) {
	var mutex sync.Mutex
	err = parallel(ctx, s.request.Jobs, len(items), func(n int) error {
		it := items[n]
		if it.pdf != nil || it.refused != nil {
			return nil
		}
		if err := s.drawOne(it); err != nil {
			return err
		}
		if it.fresh && it.refused != nil {
			mutex.Lock()
			freed = true
			mutex.Unlock()
		}
		return nil
	})
	return freed, err
}

func (s *run) drawOne(it *item) error {
	if s.request.Dir != "" {
		it.path = filepath.Join(s.request.Dir, folder(it.unit()), string(it.code())+".pdf")
	}
	if it.issued != nil {
		if found, err := s.find(it); err != nil || found {
			return err
		}
		if it.plan == nil {
			it.refused = it.noPlan
			return nil
		}
	}
	if it.plan.Template != certificate.Template && it.issued == nil {
		it.plan.Template, it.redrawn = certificate.Template, true
	}
	if !it.fresh && it.issued == nil && s.follow(it.plan) {
		it.redrawn = true
	}
	document, err := s.document(it.plan)
	if err != nil {
		return fmt.Errorf("plan of pledge %d: %w", it.index, err)
	}
	switch it.pdf, err = certificate.Render(document); {
	case errors.Is(err, certificate.ErrTemplate),
		err == nil && it.issued != nil && it.issued.File != sha256.Sum256(it.pdf):
		it.refused = ErrTemplate
	case personal(err):
		it.refused = err
	case err != nil:
		return err
	}
	return nil
}

func (s *run) document(p *plan) (certificate.Document, error) {
	emblem, err := s.emblems.get(p.Emblem)
	if err != nil {
		return certificate.Document{}, err
	}
	return p.document(emblem)
}

// personal says whether an error of the drawing is about one person's data. Otherwise the settings
// are to blame, and no certificate can be drawn.
func personal(err error) bool {
	field := ""
	if e := (*certificate.FieldError)(nil); errors.As(err, &e) {
		field = e.Field
	}
	if e := (*certificate.MissingGlyphError)(nil); errors.As(err, &e) {
		field = e.Field
	}
	switch field {
	case "Name", "NIP", "Rank", "Position", "Unit", "Campaign", "TextTitle", "Place", "QR", "Proof":
		return true
	}
	return false
}

// parallel calls f for 0 to n-1 on so many goroutines, until one fails or the context ends, and
// returns why.
func parallel(ctx context.Context, jobs, n int, f func(int) error) error {
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(max(jobs, 1))
	for k := range n {
		group.Go(func() error {
			if running.Err() != nil {
				return context.Cause(running)
			}
			return f(k)
		})
	}
	return cmp.Or(group.Wait(), context.Cause(ctx))
}
