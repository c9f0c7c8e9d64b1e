// Package issue makes certificates of recorded pledges: it draws the PDFs, gives out numbers,
// records each issuance and puts the file in its place, in that order, so that it can be stopped at
// any moment and run again.
//
// What a certificate is made of is fixed once, in a plan that the ledger's private drawer keeps:
// number, date, proof, every printed word. The PDF itself is kept in an archive, for its owner and
// whoever compares. A lost one is made again from its plan, byte for byte, and held against the
// recorded digest.
//
// A number is given to what has been drawn, and the counter moves in the transaction that keeps the
// plan. So a year's numbers have no gap: not where a run was stopped, not where a certificate
// cannot be printed, and not where a pledge was revoked between its plan and its issuance, whose
// number the next certificate of that year gets.
package issue

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"ikrar/ledger"
	"ikrar/ledger/certificate"
	"ikrar/signer"
	"ikrar/verify"
)

// Settings are what HR decides about certificates; they are fixed into each plan. The institution's
// name, its address and the zone of its dates are no settings: they are those of the trust list in
// force.
type Settings struct {
	Agency    string
	Title     string // SERTIFIKAT or PIAGAM
	Language  string // of the labels: "id", "en" or "id+en"
	Primary   string // the two colors, "#RRGGBB"; empty for those of package certificate
	Accent    string
	Emblem    []byte // the file that HR gave, as [certificate.ParseEmblem] takes it; empty for the neutral one
	Pattern   string // of the number: {klasifikasi} {urut} {unit} {tahun}; {urut} is required
	Class     string // {klasifikasi}
	UnitCode  string // {unit}
	Values    []string
	Signatory certificate.Signatory
	// NIP gives the NIP as it is printed for a person, which may be nothing; nil prints none. It is
	// called by several goroutines at once.
	NIP func(signer.Person) (string, error)
	// Position gives the position as it is printed; nil prints what is signed. It is called as NIP
	// is.
	Position func(signer.Person) (string, error)
}

// Request says whose certificates to make. Zero fields do not narrow it.
type Request struct {
	Campaign string
	Unit     string // in any case of letters
	Subject  *signer.Subject
	Indexes  []uint64 // of pledges: these and no others, as far as the other fields let them
	Dir      string   // where the files go: Dir/UNIT/CODE.pdf; empty for nowhere but the archive
	Jobs     int      // how many are drawn at once; 0 means one a core
}

// Certificate is one that was made, that stood already, or that was refused.
type Certificate struct {
	Index  uint64 // of the pledge
	Number string // empty where it was refused before it got one
	Code   verify.Code
	Name   string
	Unit   string
	// Campaign is the campaign's id, and Subject the person's pseudonym; only Survey finds them.
	Campaign string
	Subject  signer.Subject
	Issued   time.Time // the day that it bears; zero where it has no plan
	Path     string    // empty where it was refused, or the request has no Dir
	New      bool      // its issuance was recorded in this run
	URL      string    // that its QR code opens, of the trust list of its day; empty where it has no plan
}

var (
	// ErrTemplate says that a plan no longer gives the file that was recorded: another version of
	// the program drew it.
	ErrTemplate = errors.New("the recorded certificate was drawn by another version of this program")
	// ErrPlan says that an issuance is recorded whose plan this ledger does not keep: the file
	// cannot be made again.
	ErrPlan = errors.New("the plan of the recorded certificate is not kept here")
	// ErrPattern says that the pattern of numbers has no {urut}, and so one number for all.
	ErrPattern = errors.New("the pattern of certificate numbers has no {urut}")
)

// InvalidError says that a pledge has no certificate since its proof would not check as valid: the
// trust list no longer has its text, say.
type InvalidError struct {
	Verdict verify.Verdict
	Reason  verify.Reason // of the first step that did not hold
}

func (e *InvalidError) Error() string {
	return fmt.Sprintf("the certificate would not be valid but %s: %s", e.Verdict, e.Reason.Code)
}

// Issuer makes certificates for one ledger. Two runs on one ledger must not overlap: they would
// give the same numbers, of which the ledger refuses the second.
type Issuer struct {
	Ledger    *ledger.Ledger
	Registrar crypto.Signer // called by several goroutines at once
	Settings  Settings
	Now       func() time.Time
	Archive   Shelf // where issued PDFs are kept; nil keeps none

	batch int // certificates drawn and recorded together, where tests want another number
}

// Pending counts the pledges of a request that have no certificate, and those that have.
func (i *Issuer) Pending(r Request) (missing, issued int, err error) {
	waiting, issued, err := i.pending(r)
	return len(waiting), issued, err
}

// Run makes all certificates of a request, and keeps in the archive what of them is not there.
// done, which may be nil, is called for each in the order of the pledges' indexes, by one
// goroutine: as its file stands in its place, or with the reason why there is none. Such a refusal
// is a [*certificate.FieldError] or a [*certificate.MissingGlyphError] about the person's own
// data, an [*InvalidError], a [*ledger.UnpublishedError] where the witnesses have not cosigned
// yet, [ErrTemplate], [ErrPlan], [ErrPlanVersion], or a [*ledger.RuleError] where the pledge was
// revoked meanwhile; the others are made all the same.
//
// Run's own error ends the run: of the ledger, the disk, the context, the settings. What stands,
// stands, and the next run goes on from there.
func (i *Issuer) Run(ctx context.Context, r Request, done func(Certificate, error)) error {
	if done == nil {
		done = func(Certificate, error) {}
	}
	if r.Jobs < 1 {
		r.Jobs = runtime.GOMAXPROCS(0)
	}
	run, err := i.start(r)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	drawn := make(chan batch)
	go func() { // one batch is drawn while the one before it goes to the disk
		defer close(drawn)
		for indexes := range slices.Chunk(run.indexes, i.batchSize()) {
			b, err := run.draw(ctx, indexes)
			if err != nil {
				cancel(err)
				return
			}
			select {
			case drawn <- b:
			case <-ctx.Done():
				return
			}
		}
	}()
	for b := range drawn {
		if err := run.settle(ctx, b, done); err != nil {
			cancel(err)
		}
	}
	return context.Cause(ctx)
}

// indexes finds the pledges of a request by what the ledger's index of them knows: person and
// campaign.
func (i *Issuer) indexes(r Request) ([]uint64, error) {
	if r.Indexes != nil && r.Subject == nil && r.Campaign == "" {
		return slices.Sorted(slices.Values(r.Indexes)), nil
	}
	chosen := map[uint64]bool{}
	for _, index := range r.Indexes {
		chosen[index] = true
	}
	var all []uint64
	err := i.Ledger.Pledges(func(subject signer.Subject, campaign string, index uint64) error {
		if (r.Subject == nil || *r.Subject == subject) && (r.Campaign == "" || r.Campaign == campaign) &&
			(r.Indexes == nil || chosen[index]) {
			all = append(all, index)
		}
		return nil
	})
	slices.Sort(all)
	return all, err
}
