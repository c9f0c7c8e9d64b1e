package checkup

import (
	"context"
	"errors"
	"time"

	"ikrar/ledger/cosigning"
	"ikrar/ledger/office"
	"ikrar/ledger/office/safekeeping"
	"ikrar/ledger/publish"
	"ikrar/verify/trust"
)

// Ledger looks at an open institution. Its errors are the disk's and the ledger's.
func Ledger(ctx context.Context, i *office.Institution) (all []Finding, err error) {
	if halted := i.Ledger.Err(); halted != nil {
		all = append(all, found(OutOfService, "error", halted)...)
	}
	if i.Later {
		all = append(all, found(LaterBuild)...)
	}
	all = append(all, trusted(i)...)
	for _, look := range []func(context.Context, *office.Institution) ([]Finding, error){clock, backup, witnesses,
		copies, certificates, waiting} {
		more, bad := look(ctx, i)
		all, err = append(all, more...), errors.Join(err, bad)
	}
	return all, err
}

func trusted(i *office.Institution) []Finding {
	list, _ := i.Ledger.Trust()
	switch left := time.Unix(list.NextUpdate, 0).Sub(i.Now()); {
	case left < 0:
		return found(TrustEnded, "days", int(-left/day))
	case left < RenewBefore:
		return found(TrustEnding, "days", int(left/day))
	}
	return nil
}

const day = 24 * time.Hour

// clock holds the clock against the last entry, as the ledger does before it records.
func clock(_ context.Context, i *office.Institution) ([]Finding, error) {
	last, err := i.Ledger.Entry(i.Ledger.Size() - 1) // there is the trust list at least
	if behind := last.Time - i.Now().Unix(); err == nil && behind > 0 {
		return found(ClockBehind, "seconds", behind), nil
	}
	return nil, err
}

// backup is silent of a ledger that has nothing but its first trust list.
func backup(_ context.Context, i *office.Institution) ([]Finding, error) {
	entries := i.Ledger.Size()
	last, ok, err := safekeeping.Last(i.Home)
	switch age := i.Now().Sub(last.Time()); {
	case err != nil || entries == 1 || ok && last.Entries >= entries:
		return nil, err
	case !ok:
		return found(BackupNone, "entries", entries), nil
	case age > BackupAge:
		return found(BackupOld, "path", last.Path, "days", int(age/day), "entries", entries-last.Entries), nil
	}
	return nil, nil
}

func witnesses(_ context.Context, i *office.Institution) (all []Finding, err error) {
	state, err := (&cosigning.Publisher{Ledger: i.Ledger, Now: i.Now}).State()
	if err != nil {
		return nil, err
	}
	have := 0
	for _, w := range state.Witnesses {
		if w.Signed {
			have++
		}
		if w.Why != "" {
			all = append(all, found(WitnessSilent, "name", w.Name, "why", w.Why, "detail", w.Detail)...)
		}
	}
	if !state.Met && state.Need > 0 {
		all = append(all, found(QuorumShort, "need", state.Need, "have", have)...)
	}
	return all, nil
}

// copies looks at where the ledger is published to. A place that failed or fell behind a month ago
// was given up, and one where nothing was ever begun, a day ago: it was mistyped, perhaps.
func copies(_ context.Context, i *office.Institution) (all []Finding, err error) {
	published, _, err := i.Ledger.Published()
	if err != nil {
		return nil, err
	}
	fork := (*publish.ForkError)(nil)
	if errors.As(publish.Fenced(i.Ledger), &fork) {
		return found(CopyForked, "to", fork.To, "seen", fork.Seen, "size", fork.Size), nil
	}
	places, err := publish.Destinations(i.Ledger)
	for _, d := range places {
		age, forgotten := i.Now().Sub(time.Unix(max(d.Time, d.Failed), 0)), copyForgotten
		if d.Time == 0 {
			forgotten = CopyAge
		}
		switch behind := i.Now().Sub(time.Unix(d.Time, 0)); {
		case age > forgotten:
		case d.Tries > 0:
			all = append(all, found(CopyFailing, "to", d.To, "error", d.Why, "tries", d.Tries)...)
		case d.Size < published.Size && behind > CopyAge:
			all = append(all, found(CopyBehind, "to", d.To, "days", int(behind/day), "entries",
				published.Size-d.Size)...)
		}
	}
	return all, err
}

func certificates(ctx context.Context, i *office.Institution) ([]Finding, error) {
	kept, err := i.ExaminePDFs(ctx, i.Ledger, nil)
	if err == nil && len(kept.Missing) > 0 {
		return found(PDFMissing, "count", len(kept.Missing)), nil
	}
	return nil, err
}

// waiting finds slips that an earlier build printed.
func waiting(_ context.Context, i *office.Institution) ([]Finding, error) {
	former, err := i.Desk().Former()
	if err == nil && former > 0 {
		return found(SlipsFormer, "count", former), nil
	}
	return nil, err
}

// Served judges the trust list that the institution's address handed out.
func Served(own *trust.List, note []byte) []Finding {
	list, err := trust.Pin(note)
	switch {
	case err != nil || list.Origin != own.Origin || list.Root != own.Root:
		return found(URLOther, "url", own.URL)
	case list.Serial < own.Serial:
		return found(URLBehind, "url", own.URL, "serial", list.Serial, "want", own.Serial)
	}
	return nil
}
